"""The picture of a graph-shaped diagram: what flowchart, architecture, er and class share.

A backend says how its nodes look (a `Face` by wrap width) and what its edges carry; this module lays the graph out in several
arrangements and puts frames, edges, labels and notes in place.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from msgspec.structs import replace

from diagramc.backends.look import element_style, note_items, wrapped
from diagramc.ir.base import (
    Diagram,
    Direction,
    Edge,
    Group,
    Hint,
    Label,
    LineStyle,
    Node,
    Note,
    Side,
    edge_ids,
    label_of,
    plain,
)
from diagramc.layout.clip import clip_both, crosses, flatten
from diagramc.layout.fit import Arrangement
from diagramc.layout.graph import GraphEdge, GraphGroup, GraphLayout, GraphNode, GraphSpec, lay_out_graph
from diagramc.layout.text import TextBlock, TextStyle, set_text
from diagramc.scene.edit import crop
from diagramc.scene.heads import LENGTHS, end_angle, reverse, trim_end
from diagramc.scene.model import AnyItem, Box, Cluster, Connector, Drawing, Head, Icon, Point, Shape, Text
from diagramc.themes.base import Theme

LABEL_WIDTH = 150.0
"""Edge labels wrap at this width, in px."""
WRAPS = (170.0, 120.0)
"""Widths at which node labels wrap, in px: the usual one, and a narrow one for tall canvases."""


class Face(NamedTuple):
    """How a node looks: its size in px, the outline that edges end at, and what is drawn in its box."""

    width: float
    height: float
    outline: str
    draw: Callable[[Box], tuple[AnyItem, ...]]


class EndLabel(NamedTuple):
    """Small text at an end of an edge: a multiplicity or a role."""

    source: str | None = None
    target: str | None = None


class Tie(NamedTuple):
    """What an edge carries besides the IR's common fields."""

    edge: Edge
    label: Label | None = None
    line: LineStyle = "solid"
    source_head: Head = "none"
    target_head: Head = "none"
    source_side: Side | None = None
    target_side: Side | None = None
    length: int = 1
    ends: EndLabel = EndLabel()
    flipped: bool = False
    """Ranked from target to source (a UML generalisation stands above its specialisations)."""


class GraphPicture(NamedTuple):
    """Everything a backend says about its diagram. `faces` gives each node's face for a wrap width, in node order."""

    diagram: Diagram
    nodes: Sequence[Node]
    ties: Sequence[Tie]
    groups: Sequence[Group]
    faces: Callable[[float], Sequence[Face]]
    direction: Direction
    theme: Theme
    group_icon: Callable[[Group], str | None] = lambda group: None
    group_detail: Callable[[Group], str | None] = lambda group: None


def turned(direction: Direction) -> Direction:
    """The direction across: TB and LR change places, so do BT and RL."""
    across: dict[Direction, Direction] = {"TB": "LR", "LR": "TB", "BT": "RL", "RL": "BT"}
    return across[direction]


def graph_arrangements(picture: GraphPicture) -> list[Arrangement]:
    """The arrangements to choose from: the author's direction, then across, each with usual and narrow labels."""
    names = {"TB": "downwards", "BT": "upwards", "LR": "rightwards", "RL": "leftwards"}
    found: list[Arrangement] = []
    for wrap in WRAPS:
        for direction in (picture.direction, turned(picture.direction)):
            suffix = "" if wrap == WRAPS[0] else ", narrow labels"
            found.append(Arrangement(names[direction] + suffix, partial(_draw, picture, direction, wrap)))
    return found


class _Index(NamedTuple):
    nodes: dict[str, int]
    groups: dict[str, int]


def _representative(picture: GraphPicture, index: _Index, ref: str) -> tuple[int, int | None] | None:
    """The node an edge's end is laid out at, and the group's index when the end is a group; None for an empty group."""
    if ref in index.nodes:
        return index.nodes[ref], None
    group = index.groups[ref]
    inside = {ref}
    for candidate in picture.groups:
        if candidate.parent in inside:
            inside.add(candidate.id)
    for position, node in enumerate(picture.nodes):
        if node.group in inside:
            return position, group
    return None


def _draw(picture: GraphPicture, direction: Direction, wrap: float) -> Drawing:
    theme = picture.theme
    index = _Index(
        {node.id: i for i, node in enumerate(picture.nodes)},
        {group.id: i for i, group in enumerate(picture.groups)},
    )
    faces = list(picture.faces(wrap))
    notes = picture.diagram.notes
    note_blocks = [wrapped(note.text, TextStyle(theme.small_size), LABEL_WIDTH + 40) for note in notes]
    labels = [_edge_label(tie, theme) for tie in picture.ties]
    headers = [_group_header(picture, group) for group in picture.groups]
    nodes = [
        GraphNode(
            face.width, face.height, _DOT_SHAPES.get(face.outline, "box"), index.groups.get(node.group or "")
        )
        for node, face in zip(picture.nodes, faces, strict=True)
    ]
    edges: list[GraphEdge] = []
    drawn: list[int] = []
    for position, (tie, block) in enumerate(zip(picture.ties, labels, strict=True)):
        source = _representative(picture, index, tie.edge.source)
        target = _representative(picture, index, tie.edge.target)
        if source is None or target is None:
            continue
        ends = (target, source) if tie.flipped else (source, target)
        sides = (tie.target_side, tie.source_side) if tie.flipped else (tie.source_side, tie.target_side)
        size = (block.width, block.height) if block else None
        same = ends[0][0] == ends[1][0]
        edges.append(
            GraphEdge(
                source=ends[0][0],
                target=ends[1][0],
                label=size,
                source_group=None if same else ends[0][1],
                target_group=None if same else ends[1][1],
                source_side=sides[0],
                target_side=sides[1],
                length=tie.length,
            )
        )
        drawn.append(position)
    spec_notes, note_edges = _place_notes(notes, note_blocks, picture, index, len(nodes))
    spec = GraphSpec(
        nodes=[*nodes, *spec_notes],
        edges=[*edges, *note_edges],
        groups=[
            GraphGroup(index.groups.get(group.parent or ""), header.width, header.height)
            for group, header in zip(picture.groups, headers, strict=True)
        ],
        direction=direction,
        node_gap=theme.node_gap,
        rank_gap=theme.rank_gap + _end_label_room(picture, direction),
        group_pad=theme.group_pad,
        same_rank=_same_rank(picture.diagram.hints, index.nodes),
    )
    layout = lay_out_graph(spec)
    return crop(_items(picture, layout, faces, labels, drawn, headers, note_blocks, len(nodes)))


_DOT_SHAPES = {
    "diamond": "diamond",
    "ellipse": "ellipse",
    "circle": "ellipse",
    "double-circle": "ellipse",
    "dot": "ellipse",
}


def _same_rank(hints: Sequence[Hint], nodes: dict[str, int]) -> list[list[int]]:
    rows = [[nodes[ref] for ref in hint.nodes if ref in nodes] for hint in hints if hint.kind == "same-rank"]
    return [row for row in rows if len(row) > 1]


def _edge_label(tie: Tie, theme: Theme) -> TextBlock | None:
    if tie.label is None or not plain(tie.label).strip():
        return None
    return set_text(tie.label, TextStyle(theme.small_size), LABEL_WIDTH)


class _Header(NamedTuple):
    """A group's heading: its label, a smaller detail behind it, a pictogram before it; and the size of all that in px."""

    block: TextBlock | None
    detail: TextBlock | None
    icon: str | None
    width: float
    height: float


GROUP_ICON = 17.0
"""Size of a group's pictogram, in px."""


def _group_header(picture: GraphPicture, group: Group) -> _Header:
    theme = picture.theme
    label, detail = label_of(group), picture.group_detail(group)
    icon = picture.group_icon(group)
    block = set_text(label, TextStyle(theme.small_size + 0.5, 600), 260.0) if plain(label).strip() else None
    below = set_text(detail, TextStyle(theme.small_size), 260.0) if detail else None
    parts = [part for part in (block, below) if part]
    width = (
        sum(part.width for part in parts) + 8.0 * max(0, len(parts) - 1) + (GROUP_ICON + 6 if icon else 0.0)
    )
    height = max([*(part.height for part in parts), GROUP_ICON if icon else 0.0])
    return _Header(block, below, icon, width, height)


def _end_label_room(picture: GraphPicture, direction: Direction) -> float:
    """How much further ranks stand apart where text stands beside the ends of edges, in px."""
    texts = [text for tie in picture.ties for text in tie.ends if text]
    if not texts:
        return 0.0
    if direction in ("TB", "BT"):
        return picture.theme.small_size
    style = TextStyle(picture.theme.small_size)
    return min(60.0, max(set_text(text, style, LABEL_WIDTH).width for text in texts))


def _place_notes(
    notes: Sequence[Note], blocks: Sequence[TextBlock], picture: GraphPicture, index: _Index, first: int
) -> tuple[list[GraphNode], list[GraphEdge]]:
    """Notes as nodes, beside the first element they are about."""
    nodes: list[GraphNode] = []
    edges: list[GraphEdge] = []
    for offset, (note, block) in enumerate(zip(notes, blocks, strict=True)):
        anchors = [a for ref in note.targets if (a := _representative(picture, index, ref)) is not None]
        group = None
        if anchors:
            group = index.groups.get(picture.nodes[anchors[0][0]].group or "")
        nodes.append(GraphNode(block.width + 24, block.height + 16, "box", group))
        edges.extend(GraphEdge(first + offset, node, ranked=False) for node, _ in anchors)
    return nodes, edges


def _items(
    picture: GraphPicture,
    layout: GraphLayout,
    faces: Sequence[Face],
    labels: Sequence[TextBlock | None],
    drawn: Sequence[int],
    headers: Sequence[_Header],
    note_blocks: Sequence[TextBlock],
    first_note: int,
) -> list[AnyItem]:
    """Frames below, then edges, nodes, notes, and labels on top."""
    theme = picture.theme
    items: list[AnyItem] = []
    for group, box, header in zip(picture.groups, layout.groups, headers, strict=True):
        if box.width:
            items.append(_frame(picture, group, box, header))
    ids = edge_ids(tuple(tie.edge for tie in picture.ties))
    over: list[Text] = []
    lines: list[list[Point]] = []
    anchors = {
        node.id: (face.outline, box)
        for node, face, box in zip(picture.nodes, faces, layout.nodes, strict=False)
    }
    for slot, position in enumerate(drawn):
        tie = picture.ties[position]
        path = layout.edges[slot]
        if not path:
            continue
        if tie.flipped:
            path = reverse(path)
        source, target = anchors.get(tie.edge.source), anchors.get(tie.edge.target)
        if source and target:
            path = clip_both(path, source, target)
        lines.extend(flatten(path))
        style = element_style(picture.diagram, tie.edge)
        connector = Connector(
            role="edge",
            ref=ids[position],
            path=path,
            source=tie.edge.source,
            target=tie.edge.target,
            stroke=style.stroke or "edge.stroke",
            stroke_width=style.stroke_width or theme.stroke_width,
            line=style.line or tie.line,
            source_head=tie.source_head,
            target_head=tie.target_head,
        )
        if tie.edge.link or tie.edge.tooltip:
            link = tie.edge.link
            items.append(
                Cluster(
                    role="edge-link",
                    items=(connector,),
                    link=link.url if link else None,
                    new_window=link.new_window if link else False,
                    tooltip=tie.edge.tooltip,
                )
            )
        else:
            items.append(connector)
        label, middle = labels[position], layout.labels[slot]
        if label and middle:
            over.append(
                Text(
                    role="edge-label",
                    ref=ids[position],
                    block=label,
                    x=middle[0],
                    y=middle[1] - label.height / 2,
                    anchor="middle",
                    fill=style.color or "edge.text",
                )
            )
        over.extend(_end_labels(tie, ids[position], connector, theme))
    for node, face, box in zip(picture.nodes, faces, layout.nodes, strict=False):
        link = node.link
        items.append(
            Cluster(
                role="node",
                ref=node.id,
                items=face.draw(box),
                link=link.url if link else None,
                new_window=link.new_window if link else False,
                tooltip=node.tooltip or node.description,
            )
        )
    for offset, (note, block) in enumerate(zip(picture.diagram.notes, note_blocks, strict=True)):
        items.append(note_items(block, layout.nodes[first_note + offset], note.id or f"note-{offset + 1}"))
    note_slots = range(len(drawn), len(layout.edges))
    items.extend(
        Connector(
            role="note-line", path=layout.edges[slot], stroke="note.stroke", stroke_width=1.2, line="dashed"
        )
        for slot in note_slots
        if layout.edges[slot]
    )
    return items + [_with_halo(item, lines) for item in over]


def _with_halo(label: Text, lines: Sequence[Sequence[Point]]) -> Text:
    """The label on a patch of the canvas's colour where a line passes behind it."""
    if any(crosses(label.box, line) for line in lines):
        return replace(label, halo="canvas")
    return label


def _depth(picture: GraphPicture, group: Group) -> int:
    """How many groups this one is in."""
    parents = {candidate.id: candidate.parent for candidate in picture.groups}
    depth, parent = 0, group.parent
    while parent is not None and depth <= len(parents):
        depth, parent = depth + 1, parents.get(parent)
    return depth


def _frame(picture: GraphPicture, group: Group, box: Box, header: _Header) -> Cluster:
    """A group's frame with its heading in the top left corner; nested frames alternate in tint."""
    theme = picture.theme
    style = element_style(picture.diagram, group)
    color = style.color or "group.text"
    parts: list[AnyItem] = [
        Shape(
            role="group-frame",
            shape="rect",
            box=box,
            fill=style.fill or ("surface" if _depth(picture, group) % 2 else "group.fill"),
            stroke=style.stroke or "group.stroke",
            stroke_width=style.stroke_width or 1.2,
            line=style.line or "solid",
            radius=theme.radius + 2,
        )
    ]
    x, middle = box.x + theme.group_pad * 0.75, box.y + 7.0 + header.height / 2
    if header.icon:
        parts.append(
            Icon(role="icon", name=header.icon, x=x, y=middle - GROUP_ICON / 2, size=GROUP_ICON, stroke=color)
        )
        x += GROUP_ICON + 6
    for block, fill in ((header.block, color), (header.detail, style.color or "muted")):
        if block:
            parts.append(
                Text(
                    role="group-label", ref=group.id, block=block, x=x, y=middle - block.height / 2, fill=fill
                )
            )
            x += block.width + 8
    return Cluster(
        role="group",
        ref=group.id,
        items=tuple(parts),
        link=group.link.url if group.link else None,
        new_window=group.link.new_window if group.link else False,
        tooltip=group.tooltip or group.description,
    )


def _end_labels(tie: Tie, ref: str, connector: Connector, theme: Theme) -> list[Text]:
    """Multiplicities and roles beside the ends of an edge."""
    found: list[Text] = []
    for text, path, head in (
        (tie.ends.target, connector.path, tie.target_head),
        (tie.ends.source, reverse(connector.path), tie.source_head),
    ):
        if not text:
            continue
        block = set_text(text, TextStyle(theme.small_size), LABEL_WIDTH)
        angle = end_angle(path)
        x, y = trim_end(path, LENGTHS[head] + 8)[-1].points[-1]
        vertical = abs(math.sin(angle)) > 0.7
        if vertical:
            found.append(
                Text(
                    role="end-label", ref=ref, block=block, x=x + 6, y=y - block.height / 2, fill="edge.text"
                )
            )
        else:
            anchor_right = math.cos(angle) > 0
            found.append(
                Text(
                    role="end-label",
                    ref=ref,
                    block=block,
                    x=x,
                    y=y - block.height - 2,
                    anchor="end" if anchor_right else "start",
                    fill="edge.text",
                )
            )
    return found
