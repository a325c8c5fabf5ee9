"""Relations as Mermaid writes them: two heads and a line, of which the IR makes a kind and what differs from it."""

from __future__ import annotations

import re
from typing import NamedTuple

from diagramc.ir.base import EdgeHead, Style
from diagramc.ir.class_ import RelationKind

_RELATION = re.compile(r"(<\||\|>|[<>*o]|\(\))?\s*(--|\.\.)\s*(<\||\|>|[<>*o]|\(\))?")
_HEADS: dict[str | None, EdgeHead] = {
    None: "none",
    "<|": "triangle",
    "|>": "triangle",
    "*": "diamond",
    "o": "open-diamond",
    "<": "open",
    ">": "open",
    "()": "circle",
}
_KINDS: tuple[tuple[EdgeHead, RelationKind, RelationKind, bool], ...] = (
    ("triangle", "inheritance", "realization", False),
    ("diamond", "composition", "composition", True),
    ("open-diamond", "aggregation", "aggregation", True),
    ("open", "association", "dependency", False),
    ("circle", "link", "link", False),
)
"""The heads that make a kind, the first one there decides: its kind with a solid and a dashed line, and whether it is at the source."""


class Ends(NamedTuple):
    """What the symbol of a relation means. `turned` when the IR's source is the one written last."""

    kind: RelationKind
    turned: bool
    source_head: EdgeHead | None
    target_head: EdgeHead | None
    style: Style | None


def ends(symbol: str) -> Ends:
    """The meaning of a symbol such as `<|--` or `*..>`."""
    match = _RELATION.fullmatch(symbol.strip())
    assert match is not None
    first, second = _HEADS[match[1]], _HEADS[match[3]]
    dashed = match[2] == ".."
    dots = Style(line="dashed") if dashed else None
    for head, solid_kind, dashed_kind, at_source in _KINDS:
        if head not in (first, second):
            continue
        kind = dashed_kind if dashed else solid_kind
        own_line = None if solid_kind != dashed_kind else dots
        turned = (second if at_source else first) == head and (first if at_source else second) != head
        source, target = (second, first) if turned else (first, second)
        if kind == "link":
            return Ends(kind, turned, None if source == "none" else source, target, own_line)
        other = target if at_source else source
        override = None if other == "none" else other
        return Ends(kind, turned, None if at_source else override, override if at_source else None, own_line)
    return Ends("link", False, None, None, dots)
