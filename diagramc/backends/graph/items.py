"""A laid-out graph as scene items: frames, edges with heads, nodes, notes, labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from diagramc.backends.graph.apart import move_apart, off_heads
from diagramc.backends.graph.ends import EdgeEnd, end_text, outer_ends
from diagramc.backends.graph.frames import group_frame
from diagramc.backends.graph.labels import GroupHeader, is_loop
from diagramc.backends.graph.picture import Face, GraphPicture, Tie
from diagramc.backends.look import element_style, note_items
from diagramc.ir.base import edge_ids
from diagramc.layout.clip import Polylines, clip_both, flatten
from diagramc.layout.graph import GraphLayout
from diagramc.layout.text import TextBlock
from diagramc.scene.heads import head_box, reverse
from diagramc.scene.model import AnyItem, Box, Cluster, Connector, Path, Point, Shape, Text


class GraphItems:
    """What is drawn, before it is placed: faces in node order, labels and the texts at both `ends` in tie order (`drawn`: the ties that have both ends)."""

    def __init__(
        self,
        picture: GraphPicture,
        *,
        faces: Sequence[Face],
        labels: Sequence[TextBlock | None],
        ends: Sequence[tuple[TextBlock | None, TextBlock | None]],
        headers: Sequence[GroupHeader],
        notes: Sequence[TextBlock],
        drawn: Sequence[int],
    ) -> None:
        self.picture = picture
        self.faces = faces
        self.labels = labels
        self.ends = ends
        self.headers = headers
        self.notes = notes
        self.drawn = drawn

    def place(self, layout: GraphLayout) -> list[AnyItem]:
        """Frames below, then edges, nodes, notes, and labels on top."""
        picture, faces, labels, drawn = self.picture, self.faces, self.labels, self.drawn
        theme = picture.theme
        first_note = len(picture.nodes)
        items: list[AnyItem] = []
        ids = edge_ids(tuple(tie.edge for tie in picture.ties))
        over: list[Text] = []
        lines: list[list[Point]] = []
        heads: list[Box] = []
        anchors = {
            node.id: (face.outline, box)
            for node, face, box in zip(picture.nodes, faces, layout.nodes, strict=False)
        }
        paths = {
            slot: _between_nodes(picture.ties[position], layout.edges[slot], anchors)
            for slot, position in enumerate(drawn)
            if layout.edges[slot]
        }
        end_texts = self._end_texts(paths, ids)
        for slot, path in paths.items():
            position = drawn[slot]
            tie = picture.ties[position]
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
            tips = ((tie.target_head, path), (tie.source_head, reverse(path)))
            heads.extend(box for head, end in tips if (box := head_box(head, end)) is not None)
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
            over.extend(end_texts.get(slot, ()))
        frames = [
            group_frame(picture, group, box, header, lines)
            for group, box, header in zip(picture.groups, layout.groups, self.headers, strict=True)
            if box.width
        ]
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
        for offset, (note, block) in enumerate(zip(picture.diagram.notes, self.notes, strict=True)):
            items.append(
                note_items(block, layout.nodes[first_note + offset], note.id or f"note-{offset + 1}")
            )
        note_slots = range(len(drawn), len(layout.edges))
        items.extend(
            Connector(
                role="note-line",
                path=layout.edges[slot],
                stroke="note.stroke",
                stroke_width=1.2,
                line="dashed",
            )
            for slot in note_slots
            if layout.edges[slot]
        )
        passing = Polylines([*lines, *(_border(box) for box in layout.groups if box.width)])
        titles = [part.box for frame in frames for part in frame.items if isinstance(part, Text)]
        over = move_apart(over, [*layout.nodes, *titles], passing)
        over = off_heads(over, heads, [*layout.nodes, *titles], passing)
        over += [
            part for frame in frames for part in frame.items if isinstance(part, Text) and _is_struck(part)
        ]
        frames = [replace(f, items=tuple(p for p in f.items if p not in over)) for f in frames]
        return [*frames, *items] + [_with_halo(item, passing, frames) for item in over]

    def _end_texts(self, paths: Mapping[int, Path], ids: Sequence[str]) -> dict[int, list[Text]]:
        """The texts at the ends of each line, by its slot; those of loops are in their labels."""
        ends: list[EdgeEnd] = []
        slots: list[int] = []
        for slot, path in paths.items():
            position = self.drawn[slot]
            tie, (source, target) = self.picture.ties[position], self.ends[position]
            if not is_loop(tie):
                ends.append(EdgeEnd(tie.edge.target, target, path))
                ends.append(EdgeEnd(tie.edge.source, source, reverse(path)))
                slots += [slot, slot]
        outer = outer_ends(ends)
        found: dict[int, list[Text]] = {}
        for place, (slot, end) in enumerate(zip(slots, ends, strict=True)):
            text = end_text(end, ids[self.drawn[slot]], outside=place in outer)
            if text is not None:
                found.setdefault(slot, []).append(text)
        return found


def _between_nodes(tie: Tie, path: Path, anchors: Mapping[str, tuple[str, Box]]) -> Path:
    """The line of a tie from its source to its target, as far as the outlines of nodes."""
    if tie.flipped:
        path = reverse(path)
    source, target = anchors.get(tie.edge.source), anchors.get(tie.edge.target)
    return clip_both(path, source, target) if source and target else path


def _is_struck(title: Text) -> bool:
    """Whether a frame's title has a patch behind it because a line passes there: then it stands above the lines."""
    return title.halo != "none"


def _border(box: Box) -> list[Point]:
    """The line round a frame."""
    return [
        (box.x, box.y),
        (box.right, box.y),
        (box.right, box.bottom),
        (box.x, box.bottom),
        (box.x, box.y),
    ]


def _with_halo(label: Text, lines: Polylines, frames: Sequence[Cluster]) -> Text:
    """The label on a patch of its ground's colour, that of the innermost frame it is in or of the canvas, where a line passes behind it."""
    box = label.box
    if label.halo == "none" and lines.cross(box):
        x, y = box.center
        grounds = [
            part
            for frame in frames
            for part in frame.items
            if isinstance(part, Shape)
            and part.box.x <= x <= part.box.right
            and part.box.y <= y <= part.box.bottom
        ]
        ground = min(grounds, key=lambda part: part.box.width * part.box.height, default=None)
        return replace(label, halo=ground.fill if ground else "canvas")
    return label
