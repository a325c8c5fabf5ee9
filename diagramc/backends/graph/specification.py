"""A graph-shaped diagram as what the layout engine is told: sizes, edges, groups, gaps and wishes."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from diagramc.backends.graph.items import END_GAP, HEAD_HALF, GraphItems
from diagramc.backends.graph.labels import LABEL_WIDTH, edge_label, group_header, is_loop
from diagramc.backends.graph.picture import GraphPicture
from diagramc.backends.graph.wishes import wishes
from diagramc.ir.base import Direction
from diagramc.layout.graph import BEYOND_HEAD, GraphEdge, GraphGroup, GraphNode, GraphSpec
from diagramc.layout.orthogonal.ways import APART, CORNER
from diagramc.layout.text import TextStyle, set_text
from diagramc.scene.heads import LENGTHS
from diagramc.scene.model import Head
from diagramc.themes.base import Theme

_DOT_SHAPES = {
    "diamond": "diamond",
    "ellipse": "ellipse",
    "circle": "ellipse",
    "double-circle": "ellipse",
    "dot": "ellipse",
}
"""DOT shapes that edges are clipped at; all others are boxes, and `clip` mends the rest."""
_FIXED = frozenset({"circle", "double-circle", "dot", "bar", "actor"})
"""Outlines that never swell: they have a form of their own."""
LABEL_PART = 0.88
"""Width at which labels of edges wrap, as a part of that of nodes."""
FEW = 2
"""Up to this many nodes each has so much of the canvas that its rows may drift apart."""


class _Index(NamedTuple):
    nodes: dict[str, int]
    groups: dict[str, int]


class Air(NamedTuple):
    """The gaps between nodes of a rank, between ranks, and between pieces of a folded flow, and the padding inside nodes and frames,
    as parts of the theme's.
    """

    nodes: float
    ranks: float
    pieces: float
    padding: float


class Setting(NamedTuple):
    """The width at which labels wrap in px, gaps and padding, and how much larger the text must become for it."""

    name: str
    wrap: float
    air: Air
    advantage: float = 1.0


class GraphSpecification:
    """One direction, wrap width and measure of gaps. Faces and specification are made once, when first needed."""

    def __init__(self, picture: GraphPicture, direction: Direction, setting: Setting) -> None:
        self.picture = picture
        self.direction = direction
        self.wrap = setting.wrap
        self.air = setting.air
        self._index = _Index(
            {node.id: i for i, node in enumerate(picture.nodes)},
            {group.id: i for i, group in enumerate(picture.groups)},
        )
        self._representatives: dict[tuple[str, bool], int | None] = {}

    @cached_property
    def _items(self) -> GraphItems:
        picture = self.picture
        style = TextStyle(picture.theme.small_size)
        return GraphItems(
            picture,
            faces=list(picture.faces(self.wrap, self.air.padding)),
            labels=[edge_label(tie, picture.theme, self.wrap * LABEL_PART) for tie in picture.ties],
            headers=[group_header(picture, group) for group in picture.groups],
            notes=[set_text(note.text, style, LABEL_WIDTH + 40) for note in picture.diagram.notes],
            drawn=[
                i for i, tie in enumerate(picture.ties) if self._anchored(tie.edge.source, tie.edge.target)
            ],
        )

    def _anchored(self, *refs: str) -> bool:
        return all(self._representative(ref) is not None for ref in refs)

    def _representative(self, ref: str, *, last: bool = False) -> tuple[int, int | None] | None:
        """The node an edge's end is laid out at, and the group's index when the end is a group; None for an empty group.

        Of a group it is a node that no line inside leads to, or with `last` one that none leads on from: what comes after a group is
        after all of it.
        """
        if ref in self._index.nodes:
            return self._index.nodes[ref], None
        if (ref, last) not in self._representatives:
            self._representatives[ref, last] = self._member_for(ref, last=last)
        node = self._representatives[ref, last]
        return None if node is None else (node, self._index.groups[ref])

    def _member_for(self, ref: str, *, last: bool) -> int | None:
        inside = {self.picture.nodes[i].id: i for i in self._inside(ref)}
        if not inside:
            return None
        lines = [tie.edge for tie in self.picture.ties if {tie.edge.source, tie.edge.target} <= inside.keys()]
        between = {edge.source if last else edge.target for edge in lines if edge.source != edge.target}
        free = [node for node in inside if node not in between] or list(inside)
        return inside[free[-1] if last else free[0]]

    def _inside(self, ref: str) -> list[int]:
        """The nodes in a group and in the groups in it."""
        inside = {ref}
        for candidate in self.picture.groups:
            if candidate.parent in inside:
                inside.add(candidate.id)
        return [position for position, node in enumerate(self.picture.nodes) if node.group in inside]

    def _edge(self, position: int) -> GraphEdge:
        tie, block = self.picture.ties[position], self._items.labels[position]
        source = self._representative(tie.edge.source, last=not tie.flipped)
        target = self._representative(tie.edge.target, last=tie.flipped)
        assert source is not None
        assert target is not None
        ends = (target, source) if tie.flipped else (source, target)
        sides = (tie.target_side, tie.source_side) if tie.flipped else (tie.source_side, tie.target_side)
        clears = [
            _clear(head, text, self.direction, self.picture.theme)
            for head, text in ((tie.source_head, tie.ends.source), (tie.target_head, tie.ends.target))
        ]
        breadths = [_breadth(text, self.direction, self.picture.theme) for text in tie.ends]
        bundle = self._bundles.get(position)
        if tie.flipped:
            clears.reverse()
            breadths.reverse()
        same = ends[0][0] == ends[1][0]
        return GraphEdge(
            source=ends[0][0],
            target=ends[1][0],
            label=(block.width, block.height) if block else None,
            source_group=None if same else ends[0][1],
            target_group=None if same else ends[1][1],
            # The engine lays loops with sides of their own on each other.
            source_side=None if same else sides[0],
            target_side=None if same else sides[1],
            length=tie.length,
            source_clear=clears[0],
            target_clear=clears[1],
            source_breadth=breadths[0],
            target_breadth=breadths[1],
            source_bundle=bundle if tie.flipped else None,
            target_bundle=None if tie.flipped else bundle,
            free=tie.free,
        )

    @cached_property
    def _bundles(self) -> dict[int, int]:
        """The ties that are one line at their target, by position: those of one look to one target."""
        found: dict[tuple[object, ...], int] = {}
        return {
            i: found.setdefault(
                (tie.edge.target, tie.target_head, tie.line, tie.edge.style, tie.edge.classes), i
            )
            for i, tie in enumerate(self.picture.ties)
            if tie.joined and not any(tie.ends)
        }

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
            nodes.append(GraphNode(block.width + 24, block.height + 16, "box", group, (0.0, 0.0)))
            edges.extend(GraphEdge(first + offset, node, ranked=False) for node, _ in anchors)
        return nodes, edges

    @cached_property
    def _texts_at(self) -> dict[str, float]:
        """How much of a node's side the texts beside the ends of its edges take, on the fuller of its two sides, in px."""
        found: dict[tuple[str, bool], list[float]] = {}
        for tie in self.picture.ties:
            ends = ((tie.edge.source, tie.ends.source, False), (tie.edge.target, tie.ends.target, True))
            for ref, text, at_target in () if is_loop(tie) else ends:
                # An edge without text takes its part of the side all the same.
                room = APART + (_breadth(text, self.direction, self.picture.theme) if text else 0.0)
                key = ref, at_target != tie.flipped
                found.setdefault(key, []).append(room)
        labelled = {
            ref
            for tie in self.picture.ties
            for ref, text in ((tie.edge.source, tie.ends.source), (tie.edge.target, tie.ends.target))
            if text
        }
        # The text of a single line may reach past the node's corner.
        needs = {key: sum(rooms) if len(rooms) > 1 else 0.0 for key, rooms in found.items()}
        return {ref: max(needs.get((ref, side), 0.0) for side in (False, True)) for ref in labelled}

    def _roomy(self, node: str, width: float, height: float) -> tuple[float, float]:
        """A node's size, made larger where the texts at the ends of its edges need more of a side."""
        need = self._texts_at.get(node, 0.0)
        if not need:
            return width, height
        if self.direction in ("TB", "BT"):
            return max(width, need + 2 * CORNER), height
        return width, max(height, need + 2 * CORNER)

    @cached_property
    def _free(self) -> GraphSpec:
        """What the engine is told where it orders the ranks as it likes."""
        picture, theme, items = self.picture, self.picture.theme, self._items
        asked = wishes(picture.nodes, [tie.edge for tie in picture.ties], picture.diagram.hints)
        crowded = len(picture.nodes) > FEW
        nodes = [
            GraphNode(
                *self._roomy(node.id, face.width, face.height),
                _DOT_SHAPES.get(face.outline, "box"),
                self._index.groups.get(node.group or ""),
                (0.0, 0.0) if face.outline in _FIXED else (1.0, face.swells if crowded else 1.0),
            )
            for node, face in zip(picture.nodes, items.faces, strict=True)
        ]
        note_nodes, note_edges = self._notes()
        return GraphSpec(
            nodes=[*nodes, *note_nodes],
            edges=[*(self._edge(position) for position in items.drawn), *note_edges],
            groups=[
                GraphGroup(
                    self._index.groups.get(group.parent or ""), header.width, header.height, group.direction
                )
                for group, header in zip(picture.groups, items.headers, strict=True)
            ],
            direction=self.direction,
            node_gap=theme.node_gap * self.air.nodes,
            rank_gap=theme.rank_gap * self.air.ranks,
            piece_gap=theme.rank_gap * self.air.pieces,
            group_pad=theme.group_pad * self.air.padding,
            same_rank=asked.ranks,
            orders=asked.orders,
            near=asked.near,
        )


def _clear(head: Head, text: str | None, direction: Direction, theme: Theme) -> float:
    """How far a line runs straight before an end: its head, the text beside it, and a bit."""
    room = LENGTHS[head] + BEYOND_HEAD
    if not text:
        return room
    block = set_text(text, TextStyle(theme.small_size), LABEL_WIDTH)
    return max(room, END_GAP + 4.0 + (block.height if direction in ("TB", "BT") else block.width))


def _breadth(text: str | None, direction: Direction, theme: Theme) -> float:
    """How far the text at an end of an edge reaches from its line across the flow."""
    if not text:
        return 0.0
    block = set_text(text, TextStyle(theme.small_size), LABEL_WIDTH)
    return HEAD_HALF + (block.width if direction in ("TB", "BT") else block.height)
