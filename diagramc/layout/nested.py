"""Groups that are laid out by themselves, each in a direction of its own or as a grid, and then stand in the flow round them like nodes.

Lines from a node in such a group to one outside are routed last, round everything that is there.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import groupby, pairwise
from typing import Literal, NamedTuple

from diagramc.ir.base import Direction
from diagramc.layout.bridges import bridge
from diagramc.layout.graph import GraphEdge, GraphGroup, GraphLayout, GraphNode, GraphSpec
from diagramc.layout.ordered import lay_out
from diagramc.layout.parts import Part, Raw, finish_part, shift_layout
from diagramc.layout.rooted import rooted_size
from diagramc.scene.model import Box, Path, Point

Turn = Literal["none", "wished", "across"]
"""Which groups are turned: none, those that the author gave a direction, or all outermost ones that have lines inside."""

MOST_OPEN = 14
"""Lines that are routed last, at most: more are a tangle."""
FEWEST_LOOSE, SHORT_ROW = 3, 4
"""Members without lines that a group has at least for them to be set as a grid; and that make no row too long of themselves."""
TITLE_TOP, TITLE_BELOW = 7.0, 9.0
"""Room over a frame's title and under it, in px."""
MOST_EQUAL, MOST_EVEN = 3.0, 1.12
"""Nodes of a grid are made as wide as the widest of their column where that is at most this many times their width, and its columns all
of one width where that makes the grid at most so many times as wide."""
Size = tuple[float, float]


class Inner(NamedTuple):
    """How the contents of a group are arranged: as a flow in a direction, or in a grid of some columns."""

    direction: Direction
    columns: int = 0


class _End(NamedTuple):
    """An end of an edge: its node, the group at whose frame it is, and the scopes that it and that its node is in, from the innermost outwards."""

    node: int
    group: int | None
    scopes: tuple[int | None, ...]
    around: tuple[int | None, ...]


class _Scope(NamedTuple):
    """What is laid out together: the whole (`group` None) or the contents of a group, by the positions that all has in the whole."""

    group: int | None
    inner: Inner
    nodes: list[int]
    frames: list[int]
    """Groups inside that are not laid out apart."""
    boxes: list[int]
    """Groups inside that are: they come after the nodes."""
    edges: list[int]


def _ancestors(groups: Sequence[GraphGroup], group: int | None) -> list[int]:
    """A group and those round it, from the inside."""
    found: list[int] = []
    while group is not None and group not in found:
        found.append(group)
        group = groups[group].parent
    return found


def arrange(spec: GraphSpec, turn: Turn, columns: int) -> dict[int, Inner]:
    """The groups to lay out apart, and how: those of loose members as grids of some `columns` (0: a few more than rows), others turned.

    None where the flow round them would show them in the same way.
    """
    turned: dict[Direction, Direction] = {"TB": "LR", "LR": "TB", "BT": "LR", "RL": "TB"}
    counts = _members(spec)
    loose = _loose(spec, counts)
    found: dict[int, Inner] = {}
    needed = False
    for index, group in sorted(
        enumerate(spec.groups), key=lambda item: len(_ancestors(spec.groups, item[0]))
    ):
        around = next((g for g in _ancestors(spec.groups, group.parent) if g in found), None)
        direction = found[around].direction if around is not None else spec.direction
        members = counts.get(index, 0)
        if index in loose and members > 1:
            found[index] = Inner(direction, _columns(direction, members, columns))
            # Grids of one column keep the author's order; read sideways the engine turns it round.
            needed |= found[index].columns < members and members >= FEWEST_LOOSE
        elif turn == "wished" and members > 1 and group.direction not in (None, direction):
            found[index], needed = Inner(group.direction or direction), True
        elif around is not None and found[around].columns:
            found[index] = Inner(direction)
        elif turn == "across" and group.parent is None and members > 1:
            found[index], needed = Inner(turned[direction]), True
    return found if needed else {}


def _across(edge: GraphEdge) -> GraphEdge:
    """An edge in a flow across the one it was specified for: texts beside its ends reach along it as far as they did across it."""
    return edge._replace(
        source_clear=max(edge.source_clear, edge.source_breadth),
        target_clear=max(edge.target_clear, edge.target_breadth),
        source_breadth=edge.source_clear if edge.source_breadth else 0.0,
        target_breadth=edge.target_clear if edge.target_breadth else 0.0,
    )


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
    """How many nodes and groups are right in each group that has any."""
    found: dict[int, int] = {}
    for group in (*(node.group for node in spec.nodes), *(group.parent for group in spec.groups)):
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
    around = [_ancestors(spec.groups, node.group) for node in spec.nodes]
    for one, other in pairs:
        # The innermost group that holds both: the line is between two of its members.
        tied.add(next((g for g in around[one] if g in around[other]), None))
    return {group for group in counts if group not in tied}


class Air(NamedTuple):
    """How many times larger than the specification says gaps are, across the flow and along it, and nodes, level and upright."""

    across: float
    along: float
    level: float
    upright: float

    def size(self, node: GraphNode) -> Size:
        """The size of a node in px."""
        swells = node.swells
        return (
            node.width * (1.0 + (self.level - 1.0) * swells[0]),
            node.height * (1.0 + (self.upright - 1.0) * swells[1]),
        )


STILL = Air(1.0, 1.0, 1.0, 1.0)


class Nest:
    """Which groups of a graph are laid out apart and how, and what that makes of its edges: the same for all sizes of its nodes."""

    def __init__(self, spec: GraphSpec, inners: dict[int, Inner]) -> None:
        self.groups = spec.groups
        self.inners = inners
        self.ends = [
            (self._end(spec, e.source, e.source_group), self._end(spec, e.target, e.target_group))
            for e in spec.edges
        ]
        self.open_edges = [i for i, (one, other) in enumerate(self.ends) if one.scopes != other.scopes]
        """The edges that are routed last: those with an end inside a group that the other end is not in."""
        self.scopes = self._find_scopes(spec)
        """What is laid out together, the innermost first."""

    def _end(self, spec: GraphSpec, node: int, group: int | None) -> _End:
        inside = _ancestors(spec.groups, spec.nodes[node].group)
        around = (*(g for g in inside if g in self.inners), None)
        if group is None:
            return _End(node, group, around, around)
        outside = _ancestors(spec.groups, spec.groups[group].parent if group in self.inners else group)
        return _End(node, group, (*(g for g in outside if g in self.inners), None), around)

    def _find_scopes(self, spec: GraphSpec) -> list[_Scope]:
        found: dict[int | None, _Scope] = {
            group: _Scope(group, inner, [], [], [], []) for group, inner in self.inners.items()
        }
        found[None] = _Scope(None, Inner(spec.direction), [], [], [], [])
        for index, node in enumerate(spec.nodes):
            found[self._home(node.group)].nodes.append(index)
        for index, group in enumerate(spec.groups):
            scope = found[self._home(group.parent)]
            (scope.boxes if index in self.inners else scope.frames).append(index)
        for index, (one, other) in enumerate(self.ends):
            common = next(scope for scope in one.scopes if scope in other.scopes)
            found[common].edges.append(index)
        return sorted(found.values(), key=self.depth, reverse=True)

    def _home(self, group: int | None) -> int | None:
        """The innermost group laid out apart that a group is, or is in."""
        return next((g for g in _ancestors(self.groups, group) if g in self.inners), None)

    def depth(self, scope: _Scope) -> int:
        """How many frames a scope is in."""
        return len(_ancestors(self.groups, scope.group))


class Nesting:
    """A graph some of whose groups are laid out apart, with nodes of some size."""

    def __init__(self, spec: GraphSpec, nest: Nest) -> None:
        self.spec = spec
        self.nest = nest

    def air(self, across: float, along: float, swell: tuple[float, float]) -> Air:
        """Gaps that are so many times larger across the flow and along it, and nodes by `swell` across and along."""
        return Air(across, along, *(swell[::-1] if self.spec.direction in ("LR", "RL") else swell))

    def size(self, air: Air = STILL) -> Size:
        """The size in px that the layout will have about in some air, without running the engine."""
        boxes: dict[int, Size] = {}
        size = 1.0, 1.0
        for scope in self.nest.scopes:
            if scope.inner.columns:
                part = self._grid(scope, boxes, air)
                size = part.width, part.height
            else:
                size = rooted_size(self._specify(scope, boxes, air)[0])
            if scope.group is not None:
                boxes[scope.group] = self._framed(scope.group, *size)
        return size

    def lay_out(self, spec: GraphSpec) -> GraphLayout:
        """The layout with the gaps and the swelling of a specification of this graph."""
        air = self.air(spec.stretch, spec.rank_gap / self.spec.rank_gap, spec.swell)
        parts: dict[int | None, Part] = {}
        boxes: dict[int, Size] = {}
        for _, scopes in groupby(self.nest.scopes, self.nest.depth):
            flows: list[tuple[_Scope, GraphSpec, list[int]]] = []
            for scope in scopes:
                if scope.inner.columns:
                    parts[scope.group] = self._grid(scope, boxes, air)
                else:
                    flows.append((scope, *self._specify(scope, boxes, air)))
            found = lay_out([own for _, own, _ in flows])
            for (scope, own, edges), layout in zip(flows, found, strict=True):
                raw = Raw(own, layout, scope.nodes, scope.frames, edges)
                parts[scope.group] = finish_part(
                    self.spec._replace(rank_gap=own.rank_gap, stretch=1.0, swell=(1.0, 1.0)), raw
                )
            for group, part in parts.items():
                if group is not None and group not in boxes:
                    boxes[group] = self._framed(group, part.width, part.height)
        return self._put_together(parts)

    def _framed(self, group: int, width: float, height: float) -> Size:
        """The size of a group's frame round contents of some size."""
        spec, pad = self.spec.groups[group], self.spec.group_pad
        return max(width, spec.label_width) + 2 * pad, height + self._top(group) + pad

    def _top(self, group: int) -> float:
        """How far the contents of a frame are below its upper side."""
        height = self.spec.groups[group].label_height
        return max(self.spec.group_pad, TITLE_TOP + height + TITLE_BELOW if height else 0.0)

    def _grid(self, scope: _Scope, boxes: dict[int, Size], air: Air) -> Part:
        """Members in rows, those of a column one below the other, nodes about as wide as their column."""
        nodes = [self.spec.nodes[n] for n in scope.nodes]
        sizes = [*(air.size(node) for node in nodes), *(boxes[g] for g in scope.boxes)]
        gap = self.spec.node_gap
        beside, below = (air.along, air.across) if self.spec.direction in ("LR", "RL") else air[:2]
        rows = math.ceil(len(sizes) / scope.inner.columns)
        columns = math.ceil(len(sizes) / rows)
        widths = [max(w for w, _ in sizes[c::columns]) for c in range(columns)]
        if max(widths) * columns <= MOST_EVEN * sum(widths):
            widths = [max(widths)] * columns
        found: list[Box] = []
        y = 0.0
        for start in range(0, len(sizes), columns):
            row = sizes[start : start + columns]
            height, x = max(h for _, h in row), 0.0
            for column, (wide, high) in enumerate(row):
                index, room = start + column, widths[column]
                even = index < len(nodes) and nodes[index].swells != (0.0, 0.0) and room <= MOST_EQUAL * wide
                width, tall = (room, height) if even else (wide, high)
                found.append(Box(x + (room - width) / 2, y + (height - tall) / 2, width, tall))
                x += room + gap * beside
            y += height + gap * below
        width = sum(widths) + gap * beside * (columns - 1)
        edges = list(scope.edges)
        layout = GraphLayout(found, [], [() for _ in edges], [None for _ in edges])
        return Part(layout, scope.nodes, [], edges, width, y - gap * below)

    def _specify(self, scope: _Scope, sizes: dict[int, Size], air: Air) -> tuple[GraphSpec, list[int]]:
        """The specification of what is laid out together, and which edges of the whole its edges are."""
        whole = self.spec
        place: dict[int, int] = {node: i for i, node in enumerate(scope.nodes)}
        boxes: dict[int | None, int] = {group: len(place) + i for i, group in enumerate(scope.boxes)}
        frames: dict[int | None, int] = {group: i for i, group in enumerate(scope.frames)}
        edges: list[GraphEdge] = []
        kept: list[int] = []
        for index in scope.edges:
            edge = whole.edges[index]
            source, target = (_place_in(scope, end, place, boxes) for end in self.nest.ends[index])
            if source == target and edge.source != edge.target:
                continue
            at_nodes = max(source, target) < len(place)
            edges.append(
                edge._replace(
                    source=source,
                    target=target,
                    source_group=frames.get(edge.source_group),
                    target_group=frames.get(edge.target_group),
                    source_side=edge.source_side if source < len(place) else None,
                    target_side=edge.target_side if target < len(place) else None,
                    source_bundle=edge.source_bundle if at_nodes else None,
                    target_bundle=edge.target_bundle if at_nodes else None,
                )
            )
            kept.append(index)
        nodes = [
            node._replace(width=size[0], height=size[1], group=frames.get(node.group))
            for node, size in ((whole.nodes[n], air.size(whole.nodes[n])) for n in scope.nodes)
        ]
        nodes += [
            GraphNode(*sizes[g], group=frames.get(whole.groups[g].parent), swells=(0.0, 0.0))
            for g in scope.boxes
        ]
        direction = scope.inner.direction
        turned = (direction in ("LR", "RL")) != (whole.direction in ("LR", "RL"))
        across, along = (air.along, air.across) if turned else (air.across, air.along)
        spec = whole._replace(
            nodes=nodes,
            edges=[_across(edge) for edge in edges] if turned else edges,
            groups=[
                whole.groups[g]._replace(parent=frames.get(whole.groups[g].parent)) for g in scope.frames
            ],
            direction=direction,
            node_gap=whole.node_gap * across,
            rank_gap=whole.rank_gap * along,
            stretch=1.0,
            swell=(1.0, 1.0),
            same_rank=_rows_in(whole.same_rank, place),
            orders=_rows_in(whole.orders, place),
            near=[(place[a], place[b]) for a, b in whole.near if a in place and b in place],
            rows=(),
        )
        return spec, kept

    def _put_together(self, parts: dict[int | None, Part]) -> GraphLayout:
        """The whole: the contents of each frame in it, and the lines between them."""
        whole = self.spec
        nodes = [Box(0, 0, 0, 0)] * len(whole.nodes)
        groups = [Box(0, 0, 0, 0)] * len(whole.groups)
        edges: list[Path] = [()] * len(whole.edges)
        labels: list[Point | None] = [None] * len(whole.edges)
        corners: dict[int | None, Point] = {None: (0.0, 0.0)}
        open_edges = set(self.nest.open_edges)
        for scope in reversed(self.nest.scopes):
            part = parts[scope.group]
            moved = shift_layout(part.layout, *corners[scope.group])
            for index, box in zip(scope.nodes, moved.nodes, strict=False):
                nodes[index] = box
            for group, box in zip(scope.boxes, moved.nodes[len(scope.nodes) :], strict=True):
                groups[group] = box
                corners[group] = box.x + (box.width - parts[group].width) / 2, box.y + self._top(group)
            for index, box in zip(scope.frames, moved.groups, strict=True):
                groups[index] = box
            for index, path, label in zip(part.edges, moved.edges, moved.labels, strict=True):
                if index not in open_edges:
                    edges[index], labels[index] = path, label
        layout = GraphLayout(nodes, groups, edges, labels)
        apart = [groups[g] for g in self.nest.inners]
        around = [*apart, *(nodes[n] for n in self.nest.scopes[-1].nodes)]
        columns = _free([(b.x, b.right) for b in around])
        rows = _free([(b.y, b.bottom) for b in around])
        return bridge(
            whole,
            layout,
            [i for i, path in enumerate(edges) if not path],
            columns=columns,
            rows=rows,
            frames=apart,
        )


def _rows_in(rows: Sequence[Sequence[int]], place: dict[int, int]) -> list[list[int]]:
    return [[place[n] for n in row] for row in rows if all(n in place for n in row)]


def _place_in(scope: _Scope, end: _End, place: dict[int, int], boxes: dict[int | None, int]) -> int:
    """The position, in a scope's specification, of the node or of the box that an end of an edge is at."""
    depth = end.around.index(scope.group)
    return boxes[end.around[depth - 1]] if depth else place[end.node]


def _free(spans: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The strips between spans that nothing reaches into."""
    found: list[tuple[float, float]] = []
    reached = -math.inf
    for start, end in sorted(spans):
        if math.isfinite(reached) and start > reached:
            found.append((reached, start))
        reached = max(reached, end)
    return found
