"""Mind map as a picture: a tree on both sides of its root, or rightwards, or downwards with its branches in columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import NamedTuple

from diagramc.backends.mindmap.topics import Face, topic_face, topic_items
from diagramc.backends.tree import (
    NOTE_GAP,
    RATIOS,
    Family,
    Notes,
    Option,
    attached_notes,
    family_tree,
    far_note_lines,
    flip,
    node_cluster,
    note_footers,
    notes_size,
    sort_notes,
    unkept_in_tree,
    with_footers,
    worth_drawing,
)
from diagramc.diagnostics import Diagnostic, diagnose
from diagramc.ir.mindmap import MindMap
from diagramc.layout.clip import clip_end
from diagramc.layout.fit import Arrangement
from diagramc.layout.grow import LOOSE, TIGHT, USUAL, Air
from diagramc.layout.route import Router
from diagramc.layout.tree.lines import family_lines
from diagramc.layout.tree.model import Gaps, Head, Mode, Placed, Plan, Tree
from diagramc.layout.tree.place import place
from diagramc.layout.tree.shapes import best_for, resized, shapes, uniform
from diagramc.scene.edit import boxes, crop
from diagramc.scene.heads import reverse
from diagramc.scene.model import AnyItem, Box, Cluster, Connector, Drawing, Path, Segment
from diagramc.themes.base import Theme

WRAPS = (190.0, 130.0, 92.0)
"""Widths at which labels wrap, in px: the usual one, and narrower ones."""
MAX_CHOICES = 60
"""From this many topics on only the usual and the narrowest width are tried."""
STYLES: tuple[tuple[Mode, Mode], ...] = (("beside", "beside"), ("beside", "stack"), ("stack", "stack"))
"""How the families of first-level branches, and those further out, are set; the same all over a map, so that it looks calm."""
OUTLINED = ("rect", "rounded", "circle", "none")
"""Shapes of a root that a trunk at its left can grow out of."""
BRANCH_WIDTHS = (3.4, 2.4, 1.8)
"""Stroke widths of branches from the root outwards, in px: they taper towards the tips."""


class _Map(NamedTuple):
    """What all arrangements of a mind map start from."""

    diagram: MindMap
    theme: Theme
    family: Family
    notes: Notes
    usual: Gaps
    faces: Callable[[float], Sequence[Face]]
    air: Air = USUAL

    def aired(self, air: Air) -> _Map:
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


class _Half(NamedTuple):
    """A set tree of one side of the root: to the right, or mirrored to the left."""

    placed: Placed
    mirrored: bool


def arrangements(diagram: MindMap, theme: Theme) -> list[Arrangement]:
    """The ways to draw a mind map, the plain one first: branches on both sides of the root, in balance."""
    family = family_tree(diagram.topics, [topic.parent for topic in diagram.topics], diagram.hints)
    leaves = [not kids for kids in family.children]

    @cache
    def faces(wrap: float) -> Sequence[Face]:
        return [
            topic_face(diagram, topic, family.depth[i], family.branch[i], leaves[i], theme, wrap)
            for i, topic in enumerate(diagram.topics)
        ]

    gaps = Gaps(
        across=theme.node_gap * 0.8,
        down=theme.rank_gap,
        stack=9.0,
        indent=26.0,
        beside=theme.rank_gap * 0.9,
        column=9.0,
        between=theme.node_gap * 0.8,
    )
    usual = _Map(diagram, theme, family, sort_notes(diagram, diagram.topics, theme), gaps, faces)
    tight = usual.aired(TIGHT)
    options: list[Option] = []
    wraps = WRAPS if len(diagram.topics) < MAX_CHOICES else (WRAPS[0], WRAPS[-1])
    for wrap in wraps:
        options += _two_sided(tight, wrap)
        if not _wished(tight, "left"):
            options += _one_sided(tight, wrap)
        options += _downwards(tight, wrap)
    return worth_drawing("two-sided", _plain(usual), options)


def remarks(diagram: MindMap) -> list[Diagnostic]:
    """Wishes that are not kept: of hints, and sides of topics that are not under the root."""
    topics = diagram.topics
    family = family_tree(topics, [topic.parent for topic in topics], diagram.hints)
    found = unkept_in_tree(topics, family, diagram.hints)
    for topic, depth in zip(topics, family.depth, strict=True):
        if topic.side is not None and depth != 1:
            message = f"the side of {topic.id} is not kept: it stands where its branch does"
            found.append(diagnose("layout.hint", message, span=topic.span))
    return found


def _wished(picture: _Map, side: str) -> list[int]:
    """The root's children whose author wants them on a side."""
    family = picture.family
    return [i for i in family.children[family.root] if picture.diagram.topics[i].side == side]


def _head(picture: _Map, faces: Sequence[Face], node: int, mode: Mode) -> Head:
    """Room of a topic with its notes: under it where its branches go sideways, else beside it."""
    face = faces[node]
    width, height = notes_size(picture.notes.at.get(node, ()))
    if not width:
        return Head(face.width, face.height, face.width / 2, face.height / 2)
    if mode in ("leaf", "beside"):
        return Head(max(face.width, width), face.height + NOTE_GAP + height, face.width / 2, face.height / 2)
    return Head(face.width + NOTE_GAP + width, max(face.height, height), face.width / 2, face.height / 2)


def _tree(picture: _Map, faces: Sequence[Face], branches: Sequence[int]) -> Tree:
    """The tree with only these of the root's branches, in this order."""
    family = picture.family
    children = [list(branches) if i == family.root else kids for i, kids in enumerate(family.children)]

    @cache
    def head(node: int, mode: Mode) -> Head:
        return _head(picture, faces, node, mode)

    return Tree(family.root, children, head, picture.gaps, {})


def _sides(picture: _Map, wrap: float) -> tuple[list[int], list[int]]:
    """The root's branches to the right and to the left: as wished, else the first ones right, so that both are of like height."""
    family = picture.family
    branches = family.children[family.root]
    topics, faces = picture.diagram.topics, picture.faces(wrap)
    whole = _tree(picture, faces, branches)
    plan = uniform(whole, lambda node: "beside")
    heights = {part.node: part.height + picture.gaps.column for part in plan.parts}
    free = [i for i in branches if topics[i].side is None]
    right_before = sum(heights[i] for i in branches if topics[i].side == "right")
    left_before = sum(heights[i] for i in branches if topics[i].side == "left")

    def higher(count: int) -> float:
        return max(
            right_before + sum(heights[i] for i in free[:count]),
            left_before + sum(heights[i] for i in free[count:]),
        )

    count = min(range(len(free), -1, -1), key=higher)
    to_right = set(free[:count])
    right = [i for i in branches if topics[i].side == "right" or i in to_right]
    return right, [i for i in branches if i not in right]


def _plain(picture: _Map) -> Callable[[Air], Drawing]:
    """What draws the usual arrangement: every family beside its parent, on both sides of the root."""
    sides = _sides(picture, WRAPS[0])
    trees = [_tree(picture, picture.faces(WRAPS[0]), side) for side in sides]
    return partial(
        _draw_sides, picture, WRAPS[0], sides, [uniform(tree, lambda node: "beside") for tree in trees]
    )


def _two_sided(picture: _Map, wrap: float) -> list[Option]:
    """Both sides of the root, each as it comes largest."""
    faces = picture.faces(wrap)
    right, left = _sides(picture, wrap)
    if not left:
        return []
    trees = [_tree(picture, faces, side) for side in (right, left)]
    head = faces[picture.family.root].width
    pairs = [
        (a, b, *_both(a, b, head))
        for style in STYLES
        for a in shapes(trees[0], _modes(picture, ("beside",), style))
        for b in shapes(trees[1], _modes(picture, ("beside",), style))
    ]
    chosen = dict.fromkeys(
        min(range(len(pairs)), key=lambda i: max(pairs[i][2], pairs[i][3] * ratio)) for ratio in RATIOS
    )
    return [
        Option(
            _named("two-sided", wrap),
            pairs[i][2],
            pairs[i][3],
            partial(_draw_sides, picture, wrap, (right, left), pairs[i][:2]),
            partial(_loose_sides, picture, wrap, (right, left), pairs[i][:2]),
        )
        for i in chosen
    ]


def _one_sided(picture: _Map, wrap: float) -> list[Option]:
    """All branches to the right."""
    branches = picture.family.children[picture.family.root]
    return _options(picture, wrap, branches, ("beside",), "rightwards")


def _downwards(picture: _Map, wrap: float) -> list[Option]:
    """The root on top, its branches under it in one row or several, each as a tree or an outline; or all as an outline."""
    branches = picture.family.children[picture.family.root]
    topics = picture.diagram.topics
    ordered = sorted(branches, key=lambda i: ("left", None, "right").index(topics[i].side))
    if any(topics[i].side for i in branches):
        # Only in one row do those that are wished to the left stand there.
        return _options(picture, wrap, ordered, ("row",), "downwards")
    found = _options(picture, wrap, ordered, ("row", "rows", "columns"), "downwards")
    if picture.faces(wrap)[picture.family.root].shape in OUTLINED:
        found += _options(picture, wrap, ordered, ("stack",), "outline", STYLES[-1:])
    return found


def _modes(picture: _Map, top: Sequence[Mode], style: Sequence[Mode]) -> Callable[[int], Sequence[Mode]]:
    """The modes of the root's family, then those of a style by depth."""
    depth = picture.family.depth
    return lambda node: style[min(depth[node], len(style)) - 1 :][:1] if depth[node] else top


def _options(
    picture: _Map,
    wrap: float,
    branches: Sequence[int],
    top: Sequence[Mode],
    name: str,
    styles: Sequence[Sequence[Mode]] = STYLES,
) -> list[Option]:
    tree = _tree(picture, picture.faces(wrap), branches)
    plans = [plan for style in styles for plan in shapes(tree, _modes(picture, top, style))]
    return [
        Option(
            _named(name, wrap),
            plan.width,
            plan.height,
            partial(_draw_sides, picture, wrap, (branches,), (plan,)),
            partial(_loose_sides, picture, wrap, (branches,), (plan,)),
        )
        for plan in best_for(plans, RATIOS)
    ]


def _named(name: str, wrap: float) -> str:
    return name if wrap == WRAPS[0] else f"{name}, labels of {wrap:g} px"


def _both(right: Plan, left: Plan, root: float) -> tuple[float, float]:
    """The size in px of two sides that have a root of this width in common."""
    return right.width + left.width - root, max(right.height, left.height)


def _loose_sides(
    picture: _Map, wrap: float, sides: Sequence[Sequence[int]], plans: Sequence[Plan]
) -> tuple[float, float]:
    """About the size in px that sides as planned take with the most air."""
    aired = picture.aired(LOOSE)
    faces = aired.swollen(wrap)
    found = [resized(_tree(aired, faces, side), plan) for side, plan in zip(sides, plans, strict=True)]
    if len(found) == 1:
        return found[0].width, found[0].height
    return _both(found[0], found[1], faces[picture.family.root].width)


def _draw_sides(
    picture: _Map, wrap: float, sides: Sequence[Sequence[int]], plans: Sequence[Plan], air: Air
) -> Drawing:
    """The branches of each side as planned, the second one mirrored to the left, with some air."""
    aired = picture.aired(air)
    faces = aired.swollen(wrap)
    halves = [
        _Half(place(_tree(aired, faces, branches), plan), mirrored)
        for branches, plan, mirrored in zip(sides, plans, (False, True), strict=False)
        if plan.parts or not mirrored
    ]
    return _draw(aired, faces, halves)


def _draw(picture: _Map, faces: Sequence[Face], halves: Sequence[_Half]) -> Drawing:
    """The halves with their roots on top of each other: branches below, then topics, then notes."""
    family, notes = picture.family, picture.notes
    cards: dict[int, Box] = {}
    lines: list[AnyItem] = []
    topics: list[AnyItem] = []
    for half in halves:
        own = _cards(picture, faces, half)
        for node in half.placed.plans:
            if half.placed.plans[node].parts:
                lines += _branches(picture, faces, half, node, own)
            if node in cards:
                continue
            card = _moved(half, family.root, own[node])
            cards[node] = card
            items = topic_items(faces[node], card, picture.theme, mirrored=half.mirrored)
            topics.append(node_cluster(picture.diagram.topics[node], items))
            topics += _notes(picture, half, node, card)
    solid = [item for item in topics if isinstance(item, Cluster)]
    router = Router(list(boxes(solid)), [], [])
    far = far_note_lines(notes, picture.diagram.topics, cards, topics, router)
    return crop(with_footers([*lines, *far, *topics], note_footers(notes.free)))


def _cards(picture: _Map, faces: Sequence[Face], half: _Half) -> dict[int, Box]:
    """The boxes of the topics themselves, before the half is moved or mirrored."""
    return {
        node: Box(
            x - faces[node].width / 2, y - faces[node].height / 2, faces[node].width, faces[node].height
        )
        for node, (x, y) in half.placed.anchors.items()
    }


def _moved(half: _Half, root: int, box: Box) -> Box:
    """A box of a half where it is drawn: the root's middle is at (0, 0)."""
    x, y = half.placed.anchors[root]
    moved = Box(box.x - x, box.y - y, box.width, box.height)
    return flip(moved) if half.mirrored else moved


def _moved_path(half: _Half, root: int, path: Path) -> Path:
    x, y = half.placed.anchors[root]
    sign = -1.0 if half.mirrored else 1.0
    return tuple(Segment(s.command, tuple((sign * (px - x), py - y) for px, py in s.points)) for s in path)


def _branches(
    picture: _Map, faces: Sequence[Face], half: _Half, node: int, cards: dict[int, Box]
) -> list[AnyItem]:
    """The branches from a topic to its sub-topics, in their colours, thinner with every generation."""
    family, topics = picture.family, picture.diagram.topics
    width = BRANCH_WIDTHS[min(family.depth[node], len(BRANCH_WIDTHS) - 1)]
    shared = half.placed.plans[node].mode in ("rows", "columns") and node == family.root
    found: list[AnyItem] = []
    for kid, path in family_lines(half.placed, node, cards, picture.gaps, curved=True).items():
        reach = max(cards[node].height, cards[kid].height)
        line = _moved_path(half, family.root, path)
        for end in (kid, node):
            card, face = _moved(half, family.root, cards[end]), faces[end]
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
                stroke="edge.stroke" if shared else f"palette.{family.branch[kid]}.stroke",
                stroke_width=width,
            )
        )
    return found


def _notes(picture: _Map, half: _Half, node: int, card: Box) -> list[AnyItem]:
    notes = picture.notes.at.get(node)
    if not notes:
        return []
    width, _ = notes_size(notes)
    if half.placed.plans[node].mode in ("leaf", "beside"):
        x = card.right - width if half.mirrored else card.x
        return attached_notes(notes, card, x, card.bottom + NOTE_GAP)
    x = card.x - NOTE_GAP - width if half.mirrored else card.right + NOTE_GAP
    return attached_notes(notes, card, x, card.y)
