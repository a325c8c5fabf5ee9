"""What trees are made of: modes, room of nodes, distances, choices, and where things stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal, NamedTuple

from diagramc.layout.grow import Air, widened
from diagramc.scene.model import Box, Point

Mode = Literal["leaf", "row", "rows", "columns", "stack", "pairs", "beside"]


class Head(NamedTuple):
    """The room of a node itself (with what hangs on it), and its anchor: where lines come in and go out. px from its top left."""

    width: float
    height: float
    x: float
    y: float


class Gaps(NamedTuple):
    """Distances in px: between neighbours in a row, from a parent down to a row, between stacked children, from a parent's left edge to
    that of stacked children, from a parent to children beside it, between those, and between the children in a column."""

    across: float
    down: float
    stack: float
    indent: float
    beside: float
    column: float
    between: float

    def aired(self, air: Air, usual: float) -> Gaps:
        """These gaps with more or less air; `usual` is the theme's gap between nodes, in px."""
        return Gaps(
            across=widened(self.across, air.across, usual),
            down=widened(self.down, air.down, usual),
            stack=widened(self.stack, air.down, usual),
            indent=widened(self.indent, air.across, usual),
            beside=widened(self.beside, air.across, usual),
            column=widened(self.column, air.down, usual),
            between=widened(self.between, air.down, usual),
        )


class Pad(NamedTuple):
    """Room kept free round a whole subtree, for a frame, in px."""

    left: float
    top: float
    right: float
    bottom: float


NO_PAD = Pad(0.0, 0.0, 0.0, 0.0)


class Tree(NamedTuple):
    """A tree to be set: the children of each node, the room of a node when its children are set in a mode, distances, frames."""

    root: int
    children: Sequence[Sequence[int]]
    head: Callable[[int, Mode], Head]
    gaps: Gaps
    pads: Mapping[int, Pad]


class Plan(NamedTuple):
    """A choice for a subtree: the mode of its top family, the plans of the children, how many stand in each row, and about what size
    that takes in px (packing by contours can only make it smaller)."""

    node: int
    mode: Mode
    parts: tuple[Plan, ...]
    rows: tuple[int, ...]
    width: float
    height: float


class Placed(NamedTuple):
    """A tree that is set: the room of each node and of each whole subtree, and how each family is set. Starts at (0, 0)."""

    heads: dict[int, Box]
    anchors: dict[int, Point]
    blocks: dict[int, Box]
    plans: dict[int, Plan]
    width: float
    height: float

    def rows(self, node: int) -> list[list[int]]:
        """The children of a node by row; all in one row unless the mode says otherwise."""
        plan = self.plans[node]
        found: list[list[int]] = []
        start = 0
        for count in plan.rows or (len(plan.parts),):
            found.append([part.node for part in plan.parts[start : start + count]])
            start += count
        return found


def preorder(root: int, children: Sequence[Sequence[int]]) -> list[int]:
    """The nodes of a tree, parents before children, in order; without recursion, as chains may be long."""
    found: list[int] = []
    pending = [root]
    while pending:
        node = pending.pop()
        found.append(node)
        pending.extend(reversed(children[node]))
    return found
