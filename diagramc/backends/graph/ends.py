"""Multiplicities and roles: small texts beside the ends of edges."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

from diagramc.layout.text import TextBlock
from diagramc.scene.heads import end_angle
from diagramc.scene.model import Path, Text

END_GAP = 4.0
"""How far the text at an end of an edge keeps from the node's border, in px."""
HEAD_HALF = 9.0
"""How far it stands from the line: half the width of the widest head and a bit, in px."""
UPRIGHT = 0.7
"""Lines whose direction has a sine of more than this count as upright."""
SAME_TIP = 1.0
"""Ends nearer than this to each other are those of joined lines, in px."""


class EdgeEnd(NamedTuple):
    """An end of an edge: the node it is at, its text, and the path that leads to it."""

    node: str
    block: TextBlock | None
    path: Path


def outer_ends(ends: Iterable[EdgeEnd]) -> set[int]:
    """The places of the ends whose text stands on the far side: right of a line, and above a level one, unless others end beside it there.

    Of several lines at one side of a node that is the first from the left, and the last from above: so the texts of two stand outside
    and not between them. `layout.orthogonal.ways` keeps room for texts accordingly.
    """
    sides: dict[tuple[str, str], list[tuple[float, int, bool]]] = {}
    for place, end in enumerate(ends):
        angle = end_angle(end.path)
        x, y = end.path[-1].points[-1]
        if abs(math.sin(angle)) > UPRIGHT:
            side, along = ("down" if math.sin(angle) > 0 else "up"), x
        else:
            side, along = ("right" if math.cos(angle) > 0 else "left"), -y
        sides.setdefault((end.node, side), []).append((along, place, end.block is not None))
    found: set[int] = set()
    for tips in sides.values():
        first = min(tips)
        shared = sum(abs(along - first[0]) < SAME_TIP for along, _, _ in tips)
        if first[2] and shared == 1 and len(tips) > 1:
            found.add(first[1])
    return found


def end_text(end: EdgeEnd, ref: str, *, outside: bool) -> Text | None:
    """The text at an end, a bit off the node's border, on the usual side of the line or on the other."""
    block = end.block
    if block is None:
        return None
    angle = end_angle(end.path)
    x, y = end.path[-1].points[-1]
    if abs(math.sin(angle)) > UPRIGHT:
        return Text(
            role="end-label",
            ref=ref,
            block=block,
            x=x - HEAD_HALF if outside else x + HEAD_HALF,
            y=y - END_GAP - block.height if math.sin(angle) > 0 else y + END_GAP,
            anchor="end" if outside else "start",
            fill="edge.text",
        )
    before = math.cos(angle) > 0
    return Text(
        role="end-label",
        ref=ref,
        block=block,
        x=x - END_GAP if before else x + END_GAP,
        y=y + HEAD_HALF - 2.0 if outside else y - HEAD_HALF - block.height + 2.0,
        anchor="end" if before else "start",
        fill="edge.text",
    )
