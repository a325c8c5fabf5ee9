"""A graph-shaped diagram as what the layout engine is told: sizes, edges, groups, gaps and wishes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from diagramc.backends.graph.ends import END_GAP, HEAD_HALF
from diagramc.backends.graph.items import GraphItems
from diagramc.backends.graph.labels import LABEL_WIDTH, edge_label, end_label, group_header, is_loop
from diagramc.backends.graph.picture import GraphPicture, Tie
from diagramc.backends.graph.wishes import merged, wishes
from diagramc.ir.base import Direction
from diagramc.layout.graph import BEYOND_HEAD, HEADS_APART, GraphEdge, GraphGroup, GraphNode, GraphSpec
from diagramc.layout.orthogonal.loops import loop_halves
from diagramc.layout.orthogonal.ports import APART, CORNER
from diagramc.layout.text import TextBlock, TextStyle, set_passage
from diagramc.scene.heads import LENGTHS, breadth
from diagramc.scene.model import Head
from diagramc.scene.shapes import form

_DOT_SHAPES = {
    "diamond": "diamond",
    "ellipse": "ellipse",
    "circle": "ellipse",
    "double-circle": "ellipse",
    "crossed-circle": "ellipse",
    "marked-circle": "ellipse",
    "marked-diamond": "diamond",
    "egg": "ellipse",
    "dot": "ellipse",
    "ringed-dot": "ellipse",
}
"""DOT shapes that edges are clipped at; all others are boxes, and `clip` mends the rest."""
LABEL_PART = 0.88
"""Width at which labels of edges wrap, as a part of that of nodes."""
NOTES_BESIDE = 2
"""Notes that stand beside a node on its rank at most."""
LINES_APART = 7.0
"""Least distance of lines at a side that have no long heads there, in px, where nodes are not steps of a flow."""
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
        self._contents: dict[str, set[int]] = {}

    @cached_property
    def _items(self) -> GraphItems:
        picture = self.picture
        style = TextStyle(picture.theme.small_size)
        return GraphItems(
            picture,
            faces=list(picture.faces(self.wrap, self.air.padding)),
            labels=[edge_label(tie, picture.theme, self.wrap * LABEL_PART) for tie in picture.ties],
            ends=[self._end_labels(tie) for tie in picture.ties],
            headers=[group_header(picture, group) for group in picture.groups],
            notes=[set_passage(note.text, style, LABEL_WIDTH + 40) for note in picture.diagram.notes],
            drawn=[
                i for i, tie in enumerate(picture.ties) if self._anchored(tie.edge.source, tie.edge.target)
            ],
        )

    def _end_labels(self, tie: Tie) -> tuple[TextBlock | None, TextBlock | None]:
        """The texts at source and target; those of a loop are in its label."""
        if is_loop(tie):
            return None, None
        source, target = (end_label(text, self.picture.theme, self.wrap * LABEL_PART) for text in tie.ends)
        return source, target

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
        inside = self._inside(ref)
        onwards: set[int] = set()
        for tie in self.picture.ties:
            ends = [self._inside(end) for end in (tie.edge.source, tie.edge.target)]
            before, after = ends if last != tie.flipped else ends[::-1]
            if before <= inside and after <= inside and not before & after:
                onwards |= before
        # The middle one of several: so frames that follow each other stand level.
        free = sorted(inside - onwards or inside)
        return free[(len(free) - 1) // 2] if free else None

    def _inside(self, ref: str) -> set[int]:
        """A node, or the nodes in a group and in the groups in it."""
        if ref in self._index.nodes:
            return {self._index.nodes[ref]}
        if ref not in self._contents:
            found = {position for position, node in enumerate(self.picture.nodes) if node.group == ref}
            for group in self.picture.groups:
                if group.parent == ref:
                    found |= self._inside(group.id)
            self._contents[ref] = found
        return self._contents[ref]

    def _edge(self, position: int) -> GraphEdge:
        tie, block = self.picture.ties[position], self._items.labels[position]
        source = self._representative(tie.edge.source, last=not tie.flipped)
        target = self._representative(tie.edge.target, last=tie.flipped)
        assert source is not None
        assert target is not None
        ends = (target, source) if tie.flipped else (source, target)
        sides = (tie.target_side, tie.source_side) if tie.flipped else (tie.source_side, tie.target_side)
        ends_set = self._items.ends[position]
        heads = tie.source_head, tie.target_head
        clears = [_clear(head, text, self.direction) for head, text in zip(heads, ends_set, strict=True)]
        breadths = [_breadth(text, self.direction) for text in ends_set]
        girths = [breadth(head) for head in heads]
        bundle = self._bundles.get(position)
        if tie.flipped:
            clears.reverse()
            breadths.reverse()
            girths.reverse()
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
            source_girth=girths[0],
            target_girth=girths[1],
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
            at = first + offset
            after = note.side not in ("left", "top")
            ends = [(node, at) if after else (at, node) for node, _ in anchors]
            edges.extend(GraphEdge(one, other, ranked=False) for one, other in ends)
        return nodes, edges

    @cached_property
    def _ends_at(self) -> dict[str, float]:
        """How long the fuller side of a node must be for texts beside the ends of its edges, for heads longer than an arrow's, and for many lines, in px."""
        texts: dict[tuple[str, bool], list[float]] = {}
        heads: dict[tuple[str, bool], dict[int, float]] = {}
        labelled: set[str] = set()
        broad: set[str] = set()
        for position, tie in enumerate(self.picture.ties):
            source, target = self._items.ends[position]
            ends = (
                (tie.edge.source, source, tie.source_head, False),
                (tie.edge.target, target, tie.target_head, True),
            )
            for ref, text, head, at_target in () if is_loop(tie) else ends:
                key = ref, at_target != tie.flipped
                # An edge without text takes its part of the side all the same.
                room = APART + _breadth(text, self.direction)
                texts.setdefault(key, []).append(room)
                line = self._bundles.get(position, position) if at_target else position
                heads.setdefault(key, {})[line] = max(APART, breadth(head) + HEADS_APART)
                if text:
                    labelled.add(ref)
                if LENGTHS[head] > LENGTHS["arrow"]:
                    broad.add(ref)
        found: dict[str, float] = {}
        for (ref, side), rooms in heads.items():
            # The text of a single line may reach past the node's corner.
            beside = texts[ref, side]
            text_room = 0.0
            if ref in labelled and len(beside) > 1:
                # That of an outer line stands on its far side.
                text_room = sum(beside) - min(beside) + APART
            least = 0.0 if self.picture.flows else LINES_APART * (len(rooms) - 1)
            head_room = sum(rooms.values()) - max(rooms.values()) if ref in broad else least
            found[ref] = max(found.get(ref, 0.0), text_room, head_room)
        return found

    def _roomy(self, node: str, width: float, height: float) -> tuple[float, float]:
        """A node's size, made larger where the ends of its edges need more of a side."""
        ends, loops = self._ends_at.get(node, -2 * CORNER) + 2 * CORNER, self._loops_at.get(node, 0.0)
        across, along = (ends, loops) if self.direction in ("TB", "BT") else (loops, ends)
        return max(width, across), max(height, along)

    @cached_property
    def _loops_at(self) -> dict[str, float]:
        """How long a node's side must be for the heads of its loops longer than an arrow's, in px."""
        found: dict[str, list[tuple[float, float]]] = {}
        broad: set[str] = set()
        level = self.direction in ("LR", "RL")
        for tie, label in zip(self.picture.ties, self._items.labels, strict=True):
            if is_loop(tie):
                heads = tie.source_head, tie.target_head
                height = (label.width if level else label.height) if label else 0.0
                found.setdefault(tie.edge.source, []).append((max(map(breadth, heads)), height))
                if any(LENGTHS[head] > LENGTHS["arrow"] for head in heads):
                    broad.add(tie.edge.source)
        return {
            ref: 2 * loop_halves(*zip(*loops, strict=True))[-1] + loops[-1][0] + 2 * HEADS_APART
            for ref, loops in found.items()
            if ref in broad
        }

    @cached_property
    def _free(self) -> GraphSpec:
        """What the engine is told where it orders the ranks as it likes."""
        picture, theme, items = self.picture, self.picture.theme, self._items
        asked = wishes(picture.nodes, [tie.edge for tie in picture.ties], picture.diagram.hints)
        crowded = len(picture.nodes) > FEW
        nodes = [
            GraphNode(
                # A dot or a circle stays round, however many lines it has.
                *(
                    (face.width, face.height)
                    if form(face.outline).fixed and face.width == face.height
                    else self._roomy(node.id, face.width, face.height)
                ),
                _DOT_SHAPES.get(face.outline, "box"),
                self._index.groups.get(node.group or ""),
                (0.0, 0.0)
                if form(face.outline).fixed or not face.swells
                else (1.0, face.swells if crowded else 1.0),
            )
            for node, face in zip(picture.nodes, items.faces, strict=True)
        ]
        note_nodes, note_edges = self._notes()
        beside = _beside(note_edges, len(picture.nodes))
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
            same_rank=merged([*asked.ranks, *beside]),
            orders=asked.orders,
            near=asked.near,
        )


def _beside(edges: Sequence[GraphEdge], first: int) -> list[list[int]]:
    """The nodes with notes, which are numbered from `first` on, each with those that are about it alone and stand beside it."""
    rows: dict[int, list[int]] = {}
    pairs = [sorted((edge.source, edge.target)) for edge in edges]
    about = Counter(note for _, note in pairs)
    for node, note in pairs:
        row = rows.setdefault(node, [node])
        if note >= first and about[note] == 1 and len(row) <= NOTES_BESIDE:
            row.append(note)
    return [row for row in rows.values() if len(row) > 1]


def _clear(head: Head, text: TextBlock | None, direction: Direction) -> float:
    """How far a line runs straight before an end: its head, the text beside it, and a bit."""
    room = LENGTHS[head] + BEYOND_HEAD
    if not text:
        return room
    return max(room, END_GAP + 4.0 + (text.height if direction in ("TB", "BT") else text.width))


def _breadth(text: TextBlock | None, direction: Direction) -> float:
    """How far the text at an end of an edge reaches from its line across the flow."""
    if not text:
        return 0.0
    return HEAD_HALF + (text.width if direction in ("TB", "BT") else text.height)
