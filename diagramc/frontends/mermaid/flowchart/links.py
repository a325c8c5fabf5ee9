"""What Mermaid's links mean in the IR: line, heads and length from their characters."""

from __future__ import annotations

from typing import NamedTuple

from diagramc.ir.base import EdgeHead, LineStyle

LONGEST = 10
"""Mermaid counts no more ranks than these in one link."""

_HEADS: dict[str, EdgeHead] = {">": "arrow", "<": "arrow", "x": "cross", "o": "circle"}


class Link(NamedTuple):
    """A link's line, heads and length in ranks; `odd` says what about it Mermaid does not draw."""

    line: LineStyle
    source_head: EdgeHead
    target_head: EdgeHead
    length: int
    odd: str | None = None


def link(text: str, opening: str = "") -> Link:
    """A link such as `<-.->`; one with a label in the middle has an `opening` such as `<-.` besides.

    Mermaid draws a head at the source only where it is the one at the target.
    """
    last, first = text[-1], (opening or text)[0]
    target = _HEADS.get(last, "none") if last != "<" else "none"
    wanted = _HEADS.get(first, "none") if first != ">" else "none"
    both = wanted != "none" and wanted == target
    body = text.lstrip("xo<")[:-1]
    line: LineStyle = "solid"
    length = len(body) - 1
    if "~" in text:
        line = "invisible"
    elif "." in text:
        line, length = "dotted", text.count(".")
    elif "=" in text:
        line = "thick"
    odd = None
    if wanted != "none" and not both:
        odd = f"Mermaid draws the head `{first}` at the source only with the same head at the target"
    return Link(line, target if both else "none", target, max(1, min(length, LONGEST)), odd)
