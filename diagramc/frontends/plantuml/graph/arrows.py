"""Arrows of component and deployment diagrams, such as `<|-up[#red,dashed]-->`."""

from __future__ import annotations

import re
from typing import NamedTuple

from msgspec.structs import replace

from diagramc.frontends.plantuml.colors import Look, read_arrow_style
from diagramc.ir.base import EdgeHead, LineStyle, Side, Style

_ARROW = re.compile(
    r"""(?P<tail><<\|?|<\|[|:]?|<[*_]?|\^|0\)|[*+\#0@]|\)|[oxOX](?=[-.=~\u2013\u2014])|\}\|?|\\\\|//)?
        (?P<body>.*?)
        (?P<head>>>|\|>|\|\|>|>|\^|\(0?\)?|0\(?|[*+\#@]|\{|(?<=[-.=~\]\u2013\u2014])[oxOX]|\\\\|//)?\Z""",
    re.VERBOSE | re.DOTALL,
)
_HEADS: dict[str, EdgeHead] = {
    "<": "arrow",
    ">": "arrow",
    "<<": "open",
    ">>": "open",
    "<|": "triangle",
    "|>": "triangle",
    "<||": "triangle",
    "||>": "triangle",
    "^": "triangle",
    "*": "diamond",
    "o": "open-diamond",
    "O": "open-diamond",
    "0": "circle",
    "@": "dot",
    "+": "plus",
    "#": "open-box",
    "(": "arc",
    ")": "arc",
    "{": "crow",
    "}": "crow",
    "x": "cross",
    "X": "cross",
    "": "none",
}
_SIDES: dict[str, Side] = {"u": "top", "d": "bottom", "l": "left", "r": "right"}
_LINES: dict[str, LineStyle] = {".": "dashed", "~": "dotted", "=": "thick"}


class Arrow(NamedTuple):
    """What an arrow says. `side` is the side of its source that it leaves from, as drawn with nothing turned; `dashes` its length.

    `lesser` is set when a head has no like in the IR and a circle stands for it.
    """

    tail: EdgeHead
    head: EdgeHead
    line: LineStyle
    style: Style | None
    side: Side | None
    dashes: int
    look: Look
    lesser: bool


def read_arrow(text: str) -> Arrow:
    """An arrow as its parts."""
    found = _ARROW.match(text)
    assert found is not None
    body = found["body"]
    bracket = ",".join(re.findall(r"\[([^\]\n]*)\]", body))
    bare = re.sub(r"\[[^\]\n]*\]", "", body)
    word = re.search(r"(left|right|up|down|le|ri|do|[lrud])", bare, re.IGNORECASE)
    dashes = re.findall(r"[-.=~\u2013\u2014]", bare)
    look = read_arrow_style(bracket)
    line = look.style.line or _LINES.get(dashes[0] if dashes else "-", "solid")
    style = replace(look.style, line=None, color=None)
    if re.search(r"\bbold\b", bracket, re.IGNORECASE):
        line = "thick"
        style = style if "thickness" in bracket else replace(style, stroke_width=None)
    tail, head = found["tail"] or "", found["head"] or ""
    return Arrow(
        tail=_HEADS.get(tail, "circle"),
        head=_HEADS.get(head, "circle"),
        line=line,
        style=None if style == Style() else style,
        side=_SIDES[word[1][0].lower()] if word else None,
        dashes=len(dashes),
        look=look,
        lesser=tail not in _HEADS or head not in _HEADS,
    )
