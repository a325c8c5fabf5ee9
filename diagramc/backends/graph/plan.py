"""A graph-shaped diagram laid out in one direction at one wrap width, whole or folded."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from diagramc.backends.graph.items import GraphItems
from diagramc.backends.graph.labels import LABEL_WIDTH, edge_label, end_label_room, group_header
from diagramc.backends.graph.picture import GraphPicture
from diagramc.ir.base import Direction, Hint
from diagramc.layout.fold import Folding, foldings, lay_out_folded
from diagramc.layout.graph import GraphEdge, GraphGroup, GraphLayout, GraphNode, GraphSpec, lay_out_graph
from diagramc.layout.text import TextStyle, set_text
from diagramc.scene.edit import crop
from diagramc.scene.model import Drawing

_DOT_SHAPES = {
    "diamond": "diamond",
    "ellipse": "ellipse",
    "circle": "ellipse",
    "double-circle": "ellipse",
    "dot": "ellipse",
}
"""DOT shapes that edges are clipped at; all others are boxes, and `clip` mends the rest."""


class _Index(NamedTuple):
    nodes: dict[str, int]
    groups: dict[str, int]


class GraphPlan:
    """One direction and wrap width. Faces, specification and plain layout are made once, when first needed."""

    def __init__(self, picture: GraphPicture, direction: Direction, wrap: float) -> None:
        self.picture = picture
        self.direction = direction
        self.wrap = wrap
        self._index = _Index(
            {node.id: i for i, node in enumerate(picture.nodes)},
            {group.id: i for i, group in enumerate(picture.groups)},
        )

    @cached_property
    def _items(self) -> GraphItems:
        picture = self.picture
        style = TextStyle(picture.theme.small_size)
        return GraphItems(
            picture,
            faces=list(picture.faces(self.wrap)),
            labels=[edge_label(tie, picture.theme) for tie in picture.ties],
            headers=[group_header(picture, group) for group in picture.groups],
            notes=[set_text(note.text, style, LABEL_WIDTH + 40) for note in picture.diagram.notes],
            drawn=[
                i for i, tie in enumerate(picture.ties) if self._anchored(tie.edge.source, tie.edge.target)
            ],
        )

    def _anchored(self, *refs: str) -> bool:
        return all(self._representative(ref) is not None for ref in refs)

    def _representative(self, ref: str) -> tuple[int, int | None] | None:
        """The node an edge's end is laid out at, and the group's index when the end is a group; None for an empty group."""
        if ref in self._index.nodes:
            return self._index.nodes[ref], None
        group = self._index.groups[ref]
        inside = {ref}
        for candidate in self.picture.groups:
            if candidate.parent in inside:
                inside.add(candidate.id)
        for position, node in enumerate(self.picture.nodes):
            if node.group in inside:
                return position, group
        return None

    def _edge(self, position: int) -> GraphEdge:
        tie, block = self.picture.ties[position], self._items.labels[position]
        source, target = self._representative(tie.edge.source), self._representative(tie.edge.target)
        assert source is not None
        assert target is not None
        ends = (target, source) if tie.flipped else (source, target)
        sides = (tie.target_side, tie.source_side) if tie.flipped else (tie.source_side, tie.target_side)
        same = ends[0][0] == ends[1][0]
        return GraphEdge(
            source=ends[0][0],
            target=ends[1][0],
            label=(block.width, block.height) if block else None,
            source_group=None if same else ends[0][1],
            target_group=None if same else ends[1][1],
            source_side=sides[0],
            target_side=sides[1],
            length=tie.length,
        )

    def _notes(self) -> tuple[list[GraphNode], list[GraphEdge]]:
        """Notes as nodes, beside the first element they are about."""
        nodes: list[GraphNode] = []
        edges: list[GraphEdge] = []
        first = len(self.picture.nodes)
        for offset, (note, block) in enumerate(
            zip(self.picture.diagram.notes, self._items.notes, strict=True)
        ):
            anchors = [a for ref in note.targets if (a := self._representative(ref)) is not None]
            group = None
            if anchors:
                group = self._index.groups.get(self.picture.nodes[anchors[0][0]].group or "")
            nodes.append(GraphNode(block.width + 24, block.height + 16, "box", group))
            edges.extend(GraphEdge(first + offset, node, ranked=False) for node, _ in anchors)
        return nodes, edges

    @cached_property
    def _spec(self) -> GraphSpec:
        picture, theme, items = self.picture, self.picture.theme, self._items
        nodes = [
            GraphNode(
                face.width,
                face.height,
                _DOT_SHAPES.get(face.outline, "box"),
                self._index.groups.get(node.group or ""),
            )
            for node, face in zip(picture.nodes, items.faces, strict=True)
        ]
        note_nodes, note_edges = self._notes()
        return GraphSpec(
            nodes=[*nodes, *note_nodes],
            edges=[*(self._edge(position) for position in items.drawn), *note_edges],
            groups=[
                GraphGroup(self._index.groups.get(group.parent or ""), header.width, header.height)
                for group, header in zip(picture.groups, items.headers, strict=True)
            ],
            direction=self.direction,
            node_gap=theme.node_gap,
            rank_gap=theme.rank_gap + end_label_room(picture, self.direction),
            group_pad=theme.group_pad,
            same_rank=_same_rank(picture.diagram.hints, self._index.nodes),
        )

    @cached_property
    def _layout(self) -> GraphLayout:
        return lay_out_graph(self._spec)

    @cached_property
    def _foldings(self) -> dict[int, Folding]:
        return {folding.total: folding for folding in foldings(self._spec, self._layout)}

    def estimate(self, count: int) -> tuple[float, float]:
        """The size in px that folding into `count` pieces is likely to give; endless when it cannot be folded so."""
        folding = self._foldings.get(count)
        return (folding.width, folding.height) if folding else (float("inf"), float("inf"))

    def draw(self) -> Drawing:
        """The plain layout, drawn."""
        return crop(self._items.place(self._layout))

    def draw_folded(self, count: int) -> Drawing:
        """The layout folded into `count` pieces, drawn."""
        return crop(self._items.place(lay_out_folded(self._spec, self._foldings[count])))


def _same_rank(hints: Sequence[Hint], nodes: dict[str, int]) -> list[list[int]]:
    rows = [[nodes[ref] for ref in hint.nodes if ref in nodes] for hint in hints if hint.kind == "same-rank"]
    return [row for row in rows if len(row) > 1]
