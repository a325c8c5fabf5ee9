"""The picture of a graph-shaped diagram: what flowchart, architecture, er and class share.

A backend says how its nodes look (a `Face` by wrap width) and what its edges carry (a `Tie`); this package lays the graph out in
several arrangements and puts frames, edges, labels and notes in place.
"""

from __future__ import annotations

from functools import partial

from diagramc.backends.graph.picture import EndLabel, Face, GraphPicture, Tie
from diagramc.backends.graph.plan import GraphPlan
from diagramc.ir.base import Direction
from diagramc.layout.fit import Arrangement
from diagramc.layout.fold import MOST_PIECES

FOLDED_ADVANTAGE = 1.15
"""How much larger the text must become for a flow to be folded: lines between the pieces cost the reader something."""
WRAPS = (170.0, 120.0)
"""Widths at which node labels wrap, in px: the usual one, and a narrow one for tall canvases."""


def turned(direction: Direction) -> Direction:
    """The direction across: TB and LR change places, so do BT and RL."""
    across: dict[Direction, Direction] = {"TB": "LR", "LR": "TB", "BT": "RL", "RL": "BT"}
    return across[direction]


_FLOWS = {"TB": "downwards", "BT": "upwards", "LR": "rightwards", "RL": "leftwards"}
_PIECES = {"TB": "columns", "LR": "rows"}


def graph_arrangements(picture: GraphPicture) -> list[Arrangement]:
    """The arrangements to choose from: the author's direction, then across, each with usual and narrow labels, then folded."""
    found: list[Arrangement] = []
    folded: list[Arrangement] = []
    for wrap in WRAPS:
        for direction in (picture.direction, turned(picture.direction)):
            plan = GraphPlan(picture, direction, wrap)
            name = _FLOWS[direction] + ("" if wrap == WRAPS[0] else ", narrow labels")
            found.append(Arrangement(name, plan.draw))
            if direction in _PIECES:
                folded += [
                    Arrangement(
                        f"{name}, {count} {_PIECES[direction]}",
                        partial(plan.draw_folded, count),
                        partial(plan.estimate, count),
                        FOLDED_ADVANTAGE,
                    )
                    for count in range(2, MOST_PIECES + 1)
                ]
    return found + folded


__all__ = ["EndLabel", "Face", "GraphPicture", "Tie", "graph_arrangements"]
