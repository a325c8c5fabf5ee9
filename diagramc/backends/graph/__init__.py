"""The picture of a graph-shaped diagram: what flowchart, architecture, er and class share.

A backend says how its nodes look (a `Face` by wrap width) and what its edges carry (a `Tie`); this package lays the graph out in
several arrangements and puts frames, edges, labels and notes in place.
"""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from diagramc.backends.graph.picture import EndLabel, Face, GraphPicture, Tie
from diagramc.backends.graph.plan import Air, GraphPlan
from diagramc.ir.base import Direction
from diagramc.layout.fit import Arrangement
from diagramc.layout.fold import MOST_PIECES
from diagramc.layout.reading import ease

FOLDED_ADVANTAGE, FOLDED_SMALL = 1.1, 1.2
"""How much larger the text must become for a flow to be folded, and for one of at most SMALL nodes: a person reads the flow."""
PIECE_ADVANTAGE = 0.05
"""How much larger still for each piece more than two."""
SMALL = 14


class Setting(NamedTuple):
    """The width at which labels wrap in px, the gaps, and how much larger the text must become for it."""

    name: str
    wrap: float
    air: Air
    advantage: float


SETTINGS = (
    Setting("", 170.0, Air(1.0, 1.0, 1.2), 1.0),
    Setting(", tight", 170.0, Air(0.75, 0.72, 1.0), 1.01),
    Setting(", narrow labels", 118.0, Air(1.0, 1.0, 1.2), 1.01),
    Setting(", narrow labels, tight", 118.0, Air(0.75, 0.72, 1.0), 1.02),
    Setting(", narrowest labels, tight", 92.0, Air(0.75, 0.72, 1.0), 1.05),
)


def turned(direction: Direction) -> Direction:
    """The direction across: TB and LR change places, so do BT and RL."""
    across: dict[Direction, Direction] = {"TB": "LR", "LR": "TB", "BT": "RL", "RL": "BT"}
    return across[direction]


_FLOWS = {"TB": "downwards", "BT": "upwards", "LR": "rightwards", "RL": "leftwards"}
_PIECES = {"TB": "columns", "LR": "rows"}


def graph_arrangements(picture: GraphPicture) -> list[Arrangement]:
    """The arrangements to choose from: the author's direction, then across, then both with narrower labels and gaps, and folded."""
    found: list[Arrangement] = []
    others: list[Arrangement] = []
    advantage = FOLDED_SMALL if len(picture.nodes) <= SMALL else FOLDED_ADVANTAGE
    for direction in (picture.direction, turned(picture.direction)):
        usual = GraphPlan(picture, direction, SETTINGS[0].wrap, SETTINGS[0].air)
        for setting in SETTINGS:
            first = setting is SETTINGS[0]
            plan = usual if first else GraphPlan(picture, direction, setting.wrap, setting.air)
            name = _FLOWS[direction] + setting.name
            estimate = None if first else partial(plan.estimate, usual)
            arrangement = Arrangement(
                name, plan.draw, estimate, setting.advantage, direction, ease, plan.spread
            )
            (found if first else others).append(arrangement)
            if direction in _PIECES:
                others += [
                    Arrangement(
                        f"{name}, {count} {_PIECES[direction]}",
                        partial(plan.draw, count, usual),
                        partial(plan.estimate, usual, count),
                        setting.advantage * (advantage + PIECE_ADVANTAGE * (count - 2)),
                        f"{direction}{count}",
                        ease,
                        partial(plan.spread, folded=count, usual=usual),
                    )
                    for count in range(2, MOST_PIECES + 1)
                ]
    return found + others


__all__ = ["EndLabel", "Face", "GraphPicture", "Tie", "graph_arrangements"]
