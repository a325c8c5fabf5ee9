"""The picture of a graph-shaped diagram: what flowchart, architecture, er and class share.

A backend says how its nodes look (a `Face` by wrap width) and what its edges carry (a `Tie`); this package lays the graph out in
several arrangements and puts frames, edges, labels and notes in place.
"""

from __future__ import annotations

from functools import cache, partial

from diagramc.backends.graph.picture import WIDEST_WORD, EndLabel, Face, GraphPicture, Tie, padded
from diagramc.backends.graph.plan import MOST_RANKINGS, GraphPlan
from diagramc.backends.graph.shape import CURVED, PLAIN, WISHED, Shape
from diagramc.backends.graph.specification import Air, Setting
from diagramc.backends.graph.wishes import unkept_wishes
from diagramc.ir.base import Direction
from diagramc.layout.fit import Arrangement
from diagramc.layout.fold import MOST_PIECES
from diagramc.layout.pack import MOST_ROWS
from diagramc.layout.stagger import FEWEST, MOST_RANKS

FOLDED, FOLDED_FLOW, FOLDED_SMALL = 1.05, 1.1, 1.2
"""How much larger the text must become for a graph to be folded; for one whose flow a person reads; and for one of at most SMALL nodes."""
REARRANGED_ADVANTAGE, ROOTED_ADVANTAGE = 1.01, 1.03
NESTED_ADVANTAGE, GRID_ADVANTAGE, WISHED_ADVANTAGE = 1.05, 0.98, 0.95
"""The same for groups that are turned, for members in grids, and for what the author says of groups: the last two may be a bit smaller."""
FOLDED_ACROSS = 1.2
"""How much larger still for a flow to be folded across the author's direction: both ways are often nearly as good, and then a small edit
would turn the whole picture."""
PIECE_ADVANTAGE = 0.05
"""How much larger still for each piece more than two."""
SMALL = 14
MOST_COLUMNS = 4
"""Columns of the grids that members of groups without lines between them are set in, at most."""
SLOW, LARGE, HUGE = 180, 450, 1500
"""Nodes and edges from which fewer arrangements are drawn, only the two directions are tried, and only the author's: a search would
take too long.
"""

TIGHT = Air(0.72, 0.7, 1.0, 0.72)
"""Gaps and padding to begin with; gaps and nodes grow where there is room left."""
SETTINGS = (
    Setting("", 170.0, Air(1.0, 1.0, 1.2, 1.0), 1.0),
    Setting(", tight", 170.0, TIGHT, 1.0),
    Setting(", wide labels", 260.0, TIGHT, 1.02),
    Setting(", narrow labels", 118.0, TIGHT, 1.02),
    Setting(", narrowest labels", 84.0, TIGHT, 1.05),
)
"""The usual one first."""


def turned(direction: Direction) -> Direction:
    """The direction across: TB and LR change places, so do BT and RL."""
    across: dict[Direction, Direction] = {"TB": "LR", "LR": "TB", "BT": "RL", "RL": "BT"}
    return across[direction]


_FLOWS = {"TB": "downwards", "BT": "upwards", "LR": "rightwards", "RL": "leftwards"}
_PIECES = {"TB": "columns", "LR": "rows"}


def graph_arrangements(picture: GraphPicture) -> list[Arrangement]:
    """The arrangements to choose from: the author's direction, then across; both with other labels and gaps, folded, and packed."""
    picture = picture._replace(faces=cache(picture.faces))
    size = len(picture.nodes) + len(picture.ties)
    directions = (picture.direction, turned(picture.direction))[: 2 if size <= HUGE else 1]
    downwards = GraphPlan(picture, min(directions, key=("TB", "BT", "LR", "RL").index), SETTINGS[0])
    found: list[Arrangement] = []
    for direction in directions:
        known = direction == downwards.direction
        usual = downwards if known else GraphPlan(picture, direction, SETTINGS[0], downwards)
        shapes = _shapes(picture, direction) if size <= LARGE else [PLAIN]
        if picture.groups:
            # What the author says of groups comes first, where that is anything.
            shapes.insert(0 if direction == picture.direction and usual.is_nested(WISHED) else 1, WISHED)
        for setting in SETTINGS if size <= LARGE else SETTINGS[:2]:
            plan = GraphPlan(picture, direction, setting, None, downwards) if setting.name else usual
            found += [
                Arrangement(
                    _FLOWS[direction] + setting.name + _in_words(shape, direction),
                    partial(plan.draw, usual, shape),
                    partial(plan.estimate, usual, shape),
                    setting.advantage * _advantage(picture, direction, shape),
                    _family(shape, direction),
                    partial(plan.ease, shape=shape),
                    partial(plan.spread, usual=usual, shape=shape),
                    partial(plan.reach, usual=usual, shape=shape),
                    downwards.engine_size,
                    partial(plan.likely_ease, downwards, usual, shape) if size <= LARGE else None,
                    shape.way == "folded" and picture.flows,
                    slow=size > SLOW,
                )
                for shape in shapes
            ]
    # Where the tracks of right-angled lines drive a dense graph apart, curves go between its nodes as the engine leads them.
    dense = GraphPlan(picture, downwards.direction, SETTINGS[1])
    name = _FLOWS[downwards.direction] + SETTINGS[1].name + ", curved"
    found.append(
        Arrangement(
            name,
            partial(dense.draw, dense, CURVED),
            dense.engine_size,
            ease=partial(dense.ease, shape=CURVED),
            resort=True,
        )
    )
    return found


def _shapes(picture: GraphPicture, direction: Direction) -> list[Shape]:
    """Shapes that might do: which of them can be had shows when the plain layout is known."""
    found = [PLAIN]
    if direction in _PIECES:
        found += [Shape("folded", count) for count in range(2, MOST_PIECES + 1)]
    ends = {tie.edge.source for tie in picture.ties} | {tie.edge.target for tie in picture.ties}
    if len(picture.ties) < len(picture.nodes) - 1 or len(ends) < len(picture.nodes):
        found += [Shape("packed", count) for count in range(1, MOST_ROWS + 1)]
    if len(picture.nodes) > FEWEST:
        found += [Shape("staggered", count) for count in range(2, MOST_RANKS + 1)]
    if picture.groups:
        found += [Shape("nested", columns) for columns in range(1, MOST_COLUMNS + 1)]
        found += [Shape("nested", columns, turn="across") for columns in range(2)]
    if any(tie.free for tie in picture.ties):
        found += [Shape("rooted", root="end"), Shape("rooted", root="middle")]
    if not picture.flows:
        found += [Shape("wrapped", number) for number in range(MOST_RANKINGS)]
    return found


def _family(shape: Shape, direction: Direction) -> str:
    """What arrangements have in common of which only the most promising is drawn at first."""
    if shape.way == "rooted":
        return shape.way
    return f"{direction} wrapped" if shape.way == "wrapped" else f"{direction} {shape.way} {shape.parts}"


def _in_words(shape: Shape, direction: Direction) -> str:
    if shape.way == "folded":
        return f", {shape.parts} {_PIECES[direction]}"
    if shape.way == "rooted":
        return f", from the {shape.root}"
    if shape.way == "nested":
        turned = {"none": "", "wished": ", groups as the author says", "across": ", groups across"}[
            shape.turn
        ]
        return turned + (f", grids of {shape.parts}" if shape.parts else "" if turned else ", grids")
    if shape.way == "wrapped":
        return f", wrapped ({shape.parts + 1})"
    return "" if shape == PLAIN else f", {shape.way} in {shape.parts}"


def _advantage(picture: GraphPicture, direction: Direction, shape: Shape) -> float:
    """How much larger the text must become for a shape in a direction."""
    if shape.way in ("packed", "staggered"):
        return REARRANGED_ADVANTAGE
    if shape.way in ("rooted", "wrapped"):
        return ROOTED_ADVANTAGE
    if shape.way == "nested":
        return {"none": GRID_ADVANTAGE, "wished": WISHED_ADVANTAGE, "across": NESTED_ADVANTAGE}[shape.turn]
    if shape.way == "plain":
        return 1.0
    small = len(picture.nodes) <= SMALL
    least = (FOLDED_SMALL if small else FOLDED_FLOW) if picture.flows else FOLDED
    across = FOLDED_ACROSS if picture.flows and direction != picture.direction else 1.0
    return across * (least + PIECE_ADVANTAGE * (shape.parts - 2))


__all__ = [
    "WIDEST_WORD",
    "EndLabel",
    "Face",
    "GraphPicture",
    "Tie",
    "graph_arrangements",
    "padded",
    "unkept_wishes",
]
