"""Parts of a graph that are laid out apart and put together: pieces of a folded flow, components of a graph."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from diagramc.layout.graph import GraphLayout, GraphSpec
from diagramc.layout.ordered import lay_out
from diagramc.layout.orthogonal import square_edges
from diagramc.scene.edit import shift_path
from diagramc.scene.model import Box, Path, Point


class Raw(NamedTuple):
    """A part as the engine lays it out: its own specification, and which nodes, groups and edges it has."""

    spec: GraphSpec
    layout: GraphLayout
    nodes: list[int]
    groups: list[int]
    edges: list[int]


class Part(NamedTuple):
    """A part laid out from (0, 0): which nodes, groups and edges it has."""

    layout: GraphLayout
    nodes: list[int]
    groups: list[int]
    edges: list[int]
    width: float
    height: float


def _place_of(group: int | None, place: dict[int, int]) -> int | None:
    return None if group is None else place[group]


def lay_out_parts(spec: GraphSpec, parts: Sequence[Sequence[int]]) -> list[Raw]:
    """Have each of these sets of nodes laid out by itself, with the edges between them."""
    cuts = [_cut_out(spec, list(nodes)) for nodes in parts]
    layouts = lay_out([cut.spec for cut in cuts])
    return [cut._replace(layout=layout) for cut, layout in zip(cuts, layouts, strict=True)]


def _within(rows: Sequence[Sequence[int]], place: dict[int, int]) -> list[list[int]]:
    """The rows with only the nodes that have a place here."""
    kept = [[place[n] for n in row if n in place] for row in rows]
    return [row for row in kept if len(row) > 1]


def _cut_out(spec: GraphSpec, nodes: list[int]) -> Raw:
    place = {node: i for i, node in enumerate(nodes)}
    groups: list[int] = []
    for node in nodes:
        group = spec.nodes[node].group
        while group is not None and group not in groups:
            groups.append(group)
            group = spec.groups[group].parent
    groups.sort()
    group_place = {group: i for i, group in enumerate(groups)}
    edges = [i for i, e in enumerate(spec.edges) if e.source in place and e.target in place]
    part = spec._replace(
        nodes=[spec.nodes[n]._replace(group=_place_of(spec.nodes[n].group, group_place)) for n in nodes],
        edges=[
            e._replace(
                source=place[e.source],
                target=place[e.target],
                source_group=_place_of(e.source_group, group_place),
                target_group=_place_of(e.target_group, group_place),
            )
            for e in (spec.edges[i] for i in edges)
        ],
        groups=[
            spec.groups[g]._replace(parent=_place_of(spec.groups[g].parent, group_place)) for g in groups
        ],
        same_rank=_within(spec.same_rank, place),
        orders=_within(spec.orders, place),
        rows=[kept for row in spec.rows if (kept := [place[n] for n in row if n in place])],
        near=[(place[one], place[other]) for one, other in spec.near if one in place and other in place],
    )
    return Raw(part, GraphLayout([], [], [], []), nodes, groups, edges)


def finish_part(spec: GraphSpec, raw: Raw) -> Part:
    """The part with right-angled lines and the gaps of the whole's specification, moved so that its contents start at (0, 0)."""
    layout = square_edges(
        raw.spec._replace(rank_gap=spec.rank_gap, stretch=spec.stretch, swell=spec.swell), raw.layout
    )
    boxes = layout.nodes + layout.groups
    xs = [b.x for b in boxes] + [b.right for b in boxes]
    ys = [b.y for b in boxes] + [b.bottom for b in boxes]
    for path in layout.edges:
        for segment in path:
            xs.extend(x for x, _ in segment.points)
            ys.extend(y for _, y in segment.points)
    for edge, label in zip(raw.edges, layout.labels, strict=True):
        size = spec.edges[edge].label
        if label and size:
            xs += [label[0] - size[0] / 2, label[0] + size[0] / 2]
            ys += [label[1] - size[1] / 2, label[1] + size[1] / 2]
    moved = shift_layout(layout, -min(xs), -min(ys))
    return Part(moved, raw.nodes, raw.groups, raw.edges, max(xs) - min(xs), max(ys) - min(ys))


def shift_layout(layout: GraphLayout, dx: float, dy: float) -> GraphLayout:
    """The layout moved by (dx, dy) px."""
    return GraphLayout(
        [Box(b.x + dx, b.y + dy, b.width, b.height) for b in layout.nodes],
        [Box(b.x + dx, b.y + dy, b.width, b.height) for b in layout.groups],
        [shift_path(p, dx, dy) for p in layout.edges],
        [(p[0] + dx, p[1] + dy) if p else None for p in layout.labels],
    )


def put_together(spec: GraphSpec, parts: Sequence[Part], places: Sequence[Point]) -> GraphLayout:
    """The layout of the whole graph with each part at its place; edges between parts have no lines yet."""
    nodes = [Box(0, 0, 0, 0)] * len(spec.nodes)
    groups = [Box(0, 0, 0, 0)] * len(spec.groups)
    edges: list[Path] = [()] * len(spec.edges)
    labels: list[Point | None] = [None] * len(spec.edges)
    for part, place in zip(parts, places, strict=True):
        moved = shift_layout(part.layout, *place)
        for i, node in enumerate(part.nodes):
            nodes[node] = moved.nodes[i]
        for i, group in enumerate(part.groups):
            groups[group] = moved.groups[i]
        for i, edge in enumerate(part.edges):
            edges[edge], labels[edge] = moved.edges[i], moved.labels[i]
    return GraphLayout(nodes, groups, edges, labels)


class Units:
    """What may not be parted: nodes of one outermost group, nodes that are to be on one rank or near each other, and with `linked` also joined nodes.

    `of` has the unit of each node, `members` the nodes of each unit, `links` the unit at the other end of each of its edges to others.
    """

    def __init__(self, spec: GraphSpec, *, linked: bool = False) -> None:
        count = len(spec.nodes)
        parent = list(range(count))

        def find(node: int) -> int:
            while parent[node] != node:
                parent[node] = parent[parent[node]]
                node = parent[node]
            return node

        def join(one: int, other: int) -> None:
            first, second = sorted((find(one), find(other)))
            parent[second] = first

        firsts: dict[int, int] = {}
        for node in range(count):
            group = _top_group(spec, node)
            if group is not None:
                join(node, firsts.setdefault(group, node))
        for row in (*spec.same_rank, *spec.near):
            for node in row[1:]:
                join(node, row[0])
        for edge in spec.edges if linked else ():
            join(edge.source, edge.target)
        self.of = [find(node) for node in range(count)]
        self.members: dict[int, list[int]] = {}
        for node, unit in enumerate(self.of):
            self.members.setdefault(unit, []).append(node)
        self.links: dict[int, list[int]] = {unit: [] for unit in self.members}
        for edge in spec.edges:
            one, other = self.of[edge.source], self.of[edge.target]
            if one != other:
                self.links[one].append(other)
                self.links[other].append(one)


def _top_group(spec: GraphSpec, node: int) -> int | None:
    group = spec.nodes[node].group
    while group is not None and spec.groups[group].parent is not None:
        group = spec.groups[group].parent
    return group
