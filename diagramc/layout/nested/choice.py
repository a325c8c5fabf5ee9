"""Which groups are laid out apart: those that are turned, and those whose members have no lines, as grids."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from diagramc.ir.base import Direction
from diagramc.layout.graph import GraphGroup, GraphSpec

Turn = Literal["none", "wished", "across"]
"""Which groups are turned: none, those that the author gave a direction, or all outermost ones that have lines inside."""


FEWEST_LOOSE, SHORT_ROW = 3, 4
"""Members without lines that a group has at least for them to be set as a grid; and that make no row too long of themselves."""


class Inner(NamedTuple):
    """How the contents of a group are arranged: as a flow in a direction, or in a grid of some columns."""

    direction: Direction
    columns: int = 0


def ancestors(groups: Sequence[GraphGroup], group: int | None) -> list[int]:
    """A group and those round it, from the inside."""
    found: list[int] = []
    while group is not None and group not in found:
        found.append(group)
        group = groups[group].parent
    return found


def arrange(spec: GraphSpec, turn: Turn, columns: int) -> dict[int, Inner]:
    """The groups to lay out apart, and how: those of loose members as grids of some `columns` (0: a few more than rows), others turned.

    Nothing where the flow round them would show them in the same way.
    """
    turned: dict[Direction, Direction] = {"TB": "LR", "LR": "TB", "BT": "LR", "RL": "TB"}
    counts = _members(spec)
    loose = _loose(spec, counts)
    found: dict[int, Inner] = {}
    needed = False
    for index, group in sorted(enumerate(spec.groups), key=lambda item: len(ancestors(spec.groups, item[0]))):
        around = next((g for g in ancestors(spec.groups, group.parent) if g in found), None)
        direction = found[around].direction if around is not None else spec.direction
        members = counts.get(index, 0)
        if index in loose and members > 1:
            found[index] = Inner(direction, _columns(direction, members, columns))
            # One column in a flow that is read sideways stands so anyway, but its members are not of one width.
            needed |= found[index].columns < members and members >= FEWEST_LOOSE
        elif turn == "wished" and members > 1 and group.direction not in (None, direction):
            found[index], needed = Inner(group.direction or direction), True
        elif around is not None and found[around].columns:
            found[index] = Inner(direction)
        elif turn == "across" and group.parent is None and members > 1:
            found[index], needed = Inner(turned[direction]), True
    return found if needed else {}


def _columns(direction: Direction, members: int, wanted: int) -> int:
    """How many columns a grid has; where nothing is wanted, one row across the flow for a few."""
    level = direction in ("LR", "RL")
    if wanted:
        return min(members, wanted)
    if members <= SHORT_ROW:
        return 1 if level else members
    long = math.ceil(1.2 * math.sqrt(members))
    return math.ceil(members / long) if level else long


def _members(spec: GraphSpec) -> dict[int, int]:
    """How many nodes, and groups with nodes anywhere in them, are right in each group that has any."""
    filled = {group for node in spec.nodes for group in ancestors(spec.groups, node.group)}
    inside = [node.group for node in spec.nodes] + [spec.groups[group].parent for group in filled]
    found: dict[int, int] = {}
    for group in inside:
        if group is not None:
            found[group] = found.get(group, 0) + 1
    return found


def _loose(spec: GraphSpec, counts: Mapping[int, int]) -> set[int]:
    """The groups with no lines between their members nor at a node right in them, and no wishes for ranks: members stand as they like."""
    # The engine draws no frame round nothing.
    tied = {group.parent for index, group in enumerate(spec.groups) if index not in counts}
    for edge in spec.edges:
        for node, group in ((edge.source, edge.source_group), (edge.target, edge.target_group)):
            if group is None:
                tied.add(spec.nodes[node].group)
    pairs = [(edge.source, edge.target) for edge in spec.edges]
    pairs += [pair for row in (*spec.same_rank, *spec.near) for pair in pairwise(row)]
    around = [ancestors(spec.groups, node.group) for node in spec.nodes]
    for one, other in pairs:
        # The innermost group that holds both: the line is between two of its members.
        tied.add(next((g for g in around[one] if g in around[other]), None))
    return {group for group in counts if group not in tied}
