"""The layout of each scope by itself, the innermost first, and all put together."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from diagramc.layout.bridges import bridge
from diagramc.layout.graph import GraphEdge, GraphLayout, GraphNode, GraphSpec
from diagramc.layout.grow import Size
from diagramc.layout.nested.scopes import End, Nest, Scope
from diagramc.layout.ordered import lay_out
from diagramc.layout.parts import Part, Raw, finish_part, shift_layout
from diagramc.layout.rooted import rooted_size
from diagramc.scene.model import Box, Path, Point

TITLE_TOP, TITLE_BELOW = 7.0, 9.0
"""Room over a frame's title and under it, in px."""
MOST_EQUAL, MOST_EVEN = 3.0, 1.12
"""Nodes of a grid are made as wide as the widest of their column where that is at most this many times their width, and its columns all
of one width where that makes the grid at most so many times as wide."""


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
            flows: list[tuple[Scope, GraphSpec, list[int]]] = []
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

    def _grid(self, scope: Scope, boxes: dict[int, Size], air: Air) -> Part:
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

    def _specify(self, scope: Scope, sizes: dict[int, Size], air: Air) -> tuple[GraphSpec, list[int]]:
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


def _across(edge: GraphEdge) -> GraphEdge:
    """An edge in a flow across the one it was specified for: texts beside its ends reach along it as far as they did across it."""
    return edge._replace(
        source_clear=max(edge.source_clear, edge.source_breadth),
        target_clear=max(edge.target_clear, edge.target_breadth),
        source_breadth=edge.source_clear if edge.source_breadth else 0.0,
        target_breadth=edge.target_clear if edge.target_breadth else 0.0,
    )


def _rows_in(rows: Sequence[Sequence[int]], place: dict[int, int]) -> list[list[int]]:
    return [[place[n] for n in row] for row in rows if all(n in place for n in row)]


def _place_in(scope: Scope, end: End, place: dict[int, int], boxes: dict[int | None, int]) -> int:
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
