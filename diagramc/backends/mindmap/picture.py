"""A mind map's trees, set round the root: topics, the branches between them in their colours, and notes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from diagramc.backends.mindmap.topics import Face, topic_items
from diagramc.backends.tree import (
    NOTE_GAP,
    Family,
    Notes,
    attached_notes,
    far_note_lines,
    node_cluster,
    note_footers,
    notes_size,
    with_footers,
)
from diagramc.ir.mindmap import MindMap
from diagramc.layout.clip import clip_end
from diagramc.layout.grow import USUAL, Air
from diagramc.layout.route import Router
from diagramc.layout.tree.lines import family_lines, trunk_lines
from diagramc.layout.tree.model import Gaps, Head, Mode, Placed, Tree
from diagramc.scene.edit import boxes, crop
from diagramc.scene.heads import reverse
from diagramc.scene.model import AnyItem, Box, Cluster, Connector, Drawing, Path, Segment
from diagramc.themes.base import Theme

BRANCH_WIDTHS = ((9.0, 3.4), (3.4, 1.9), (1.9, 1.4))
"""Widths of branches at their start and at their end, from the root outwards, in px: they taper towards the tips."""
TRUNK_CORNER = 14.0
"""Radius of the corners where branches leave a trunk, in px."""
SHARED_WIDTH = 4.0
"""Width of a line that several branches hang on, in px."""


class Map(NamedTuple):
    """What all arrangements of a mind map start from."""

    diagram: MindMap
    theme: Theme
    family: Family
    notes: Notes
    usual: Gaps
    faces: Callable[[float], Sequence[Face]]
    air: Air = USUAL

    def aired(self, air: Air) -> Map:
        """The same with more or less air than usual."""
        return self._replace(air=air)

    def swollen(self, wrap: float) -> Sequence[Face]:
        """The topics, larger where there is much air."""
        count = len(self.diagram.topics)
        return [face.swollen(count, self.air) for face in self.faces(wrap)]

    @property
    def gaps(self) -> Gaps:
        """Distances with the air there is."""
        return self.usual.aired(self.air, self.theme.node_gap)


class Half(NamedTuple):
    """A set tree of some of the root's branches: to the right of it or below it, mirrored to the left, or raised above it.

    The branches of one with a `trunk` hang on a line under the middle of the root.
    """

    placed: Placed
    mirrored: bool = False
    raised: bool = False
    trunk: bool = False

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Where a point is drawn that is at (x, y) from the middle of the root in the tree as it was set."""
        return (-x if self.mirrored else x), (-y if self.raised else y)


def _head(picture: Map, faces: Sequence[Face], node: int, mode: Mode) -> Head:
    """Room of a topic with its notes: under it where its branches go sideways, else beside it."""
    face = faces[node]
    width, height = notes_size(picture.notes.at.get(node, ()))
    if not width:
        return Head(face.width, face.height, face.width / 2, face.height / 2)
    if mode in ("leaf", "beside"):
        return Head(max(face.width, width), face.height + NOTE_GAP + height, face.width / 2, face.height / 2)
    return Head(face.width + NOTE_GAP + width, max(face.height, height), face.width / 2, face.height / 2)


def map_tree(
    picture: Map,
    faces: Sequence[Face],
    branches: Sequence[int],
    *,
    stem: float = 0.0,
    raised: bool = False,
    trunk: bool = False,
) -> Tree:
    """The tree with only these of the root's branches, in this order.

    `stem` px are kept free under the root. One that will be `raised` has its other families in reverse, to be read downwards. One with
    a `trunk` begins at the middle of the root.
    """
    family = picture.family
    children = [
        list(branches) if i == family.root else kids[::-1] if raised else kids
        for i, kids in enumerate(family.children)
    ]

    @cache
    def head(node: int, mode: Mode) -> Head:
        room = _head(picture, faces, node, mode)
        if node != family.root:
            return room
        room = room._replace(height=room.height + stem)
        return room._replace(width=room.width - room.x, x=0.0) if trunk else room

    return Tree(family.root, children, head, picture.gaps, {})


def modes_by_depth(
    picture: Map, top: Sequence[Mode], style: Sequence[Mode]
) -> Callable[[int], Sequence[Mode]]:
    """The modes of the root's family, then those of a style by depth."""
    depth = picture.family.depth
    return lambda node: style[min(depth[node], len(style)) - 1 :][:1] if depth[node] else top


def draw_halves(picture: Map, faces: Sequence[Face], halves: Sequence[Half]) -> Drawing:
    """The halves with their roots on top of each other: branches below, then topics, then notes."""
    family, notes = picture.family, picture.notes
    cards: dict[int, Box] = {}
    shared: list[Connector] = []
    lines: list[AnyItem] = []
    topics: list[AnyItem] = []
    for half in halves:
        own = _cards(picture, faces, half)
        for node in half.placed.plans:
            if half.placed.plans[node].parts:
                found = _branches(picture, faces, half, node, own)
                (shared if _shares(half, node, family) else lines).extend(found)
            if node in cards:
                continue
            card = _moved(half, family.root, own[node])
            cards[node] = card
            items = topic_items(faces[node], card, picture.theme, mirrored=half.mirrored)
            topics.append(node_cluster(picture.diagram.topics[node], items))
            topics += _notes(picture, half, node, card)
    # A piece that several share shows the colour of the branch that leaves it first.
    shared.sort(key=lambda line: -line.path[-1].points[-1][1])
    solid = [item for item in topics if isinstance(item, Cluster)]
    router = Router(list(boxes(solid)), [], [])
    far = far_note_lines(notes, picture.diagram.topics, cards, topics, router)
    return crop(with_footers([*shared, *lines, *far, *topics], note_footers(notes.free)))


def _shares(half: Half, node: int, family: Family) -> bool:
    """Whether the branches from a topic run in one line at first: those from the root to an outline, to rows or to columns."""
    return node == family.root and (
        half.trunk or half.placed.plans[node].mode in ("rows", "columns", "stack")
    )


def _cards(picture: Map, faces: Sequence[Face], half: Half) -> dict[int, Box]:
    """The boxes of the topics themselves, before the half is moved or mirrored."""
    return {
        node: Box(
            x - faces[node].width / 2, y - faces[node].height / 2, faces[node].width, faces[node].height
        )
        for node, (x, y) in half.placed.anchors.items()
    }


def _moved(half: Half, root: int, box: Box) -> Box:
    """A box of a half where it is drawn: the root's middle is at (0, 0)."""
    x, y = half.placed.anchors[root]
    corners = half.at(box.x - x, box.y - y), half.at(box.right - x, box.bottom - y)
    return Box(min(c[0] for c in corners), min(c[1] for c in corners), box.width, box.height)


def _moved_path(half: Half, root: int, path: Path) -> Path:
    x, y = half.placed.anchors[root]
    return tuple(Segment(s.command, tuple(half.at(px - x, py - y) for px, py in s.points)) for s in path)


def _branches(
    picture: Map, faces: Sequence[Face], half: Half, node: int, cards: dict[int, Box]
) -> list[Connector]:
    """The branches from a topic to its sub-topics, in their colours, thinner with every generation."""
    family, topics = picture.family, picture.diagram.topics
    start, end = BRANCH_WIDTHS[min(family.depth[node], len(BRANCH_WIDTHS) - 1)]
    shared = _shares(half, node, family)
    found: list[Connector] = []
    lines = (
        trunk_lines(half.placed, node, cards, TRUNK_CORNER)
        if half.trunk and node == family.root
        else family_lines(half.placed, node, cards, picture.gaps, curved=True)
    )
    for kid, path in lines.items():
        reach = max(side for end in (node, kid) for side in cards[end][2:])
        line = _moved_path(half, family.root, path)
        for tip in (kid, node):
            card, face = _moved(half, family.root, cards[tip]), faces[tip]
            if not face.meets_sides(card, line[-1].points[-1]):
                line = clip_end(line, face.shape, card, reach, face.radius)
            line = reverse(line)
        found.append(
            Connector(
                role="edge",
                ref=f"{topics[node].id}->{topics[kid].id}",
                path=line,
                source=topics[node].id,
                target=topics[kid].id,
                stroke=_branch_paint(family, faces, kid),
                stroke_width=SHARED_WIDTH if shared else start,
                end_width=None if shared else end,
            )
        )
    return found


def _branch_paint(family: Family, faces: Sequence[Face], node: int) -> str:
    """The paint of the lines of a topic's branch: that of its swatch, unless the author coloured the topic it begins with."""
    first = family.children[family.root][family.branch[node]]
    style = faces[first].style
    return style.stroke or style.fill or f"palette.{family.branch[node]}.stroke"


def _notes(picture: Map, half: Half, node: int, card: Box) -> list[AnyItem]:
    notes = picture.notes.at.get(node)
    if not notes:
        return []
    width, _ = notes_size(notes)
    if half.placed.plans[node].mode in ("leaf", "beside"):
        x = card.right - width if half.mirrored else card.x
        return attached_notes(notes, card, x, card.bottom + NOTE_GAP)
    x = card.x - NOTE_GAP - width if half.mirrored else card.right + NOTE_GAP
    return attached_notes(notes, card, x, card.y)
