"""Mind map as a picture: a tree on both sides of its root, or rightwards, or downwards with its branches in columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial

from diagramc.backends.mindmap.picture import Half, Map, draw_halves, map_tree, modes_by_depth
from diagramc.backends.mindmap.radial import radial
from diagramc.backends.mindmap.topics import Face, topic_face
from diagramc.backends.mindmap.trunk import trunk
from diagramc.backends.tree import (
    ADVANTAGE,
    RATIOS,
    Option,
    family_tree,
    sort_notes,
    unkept_in_tree,
    worth_drawing,
)
from diagramc.diagnostics import Diagnostic, diagnose
from diagramc.ir.mindmap import MindMap
from diagramc.layout.fit import Arrangement
from diagramc.layout.grow import LOOSE, TIGHT, Air
from diagramc.layout.tree.model import Gaps, Mode, Plan
from diagramc.layout.tree.place import place
from diagramc.layout.tree.shapes import best_for, resized, shapes, uniform
from diagramc.scene.model import Drawing
from diagramc.themes.base import Theme

WRAPS = (190.0, 130.0, 92.0)
"""Widths at which labels wrap, in px: the usual one, and narrower ones."""
FEW, NARROWEST = 3, 60.0
"""With up to this many topics labels also wrap at this width, in px: there is no other way to fill a tall canvas."""
BUS_ADVANTAGE = 1.1
"""Branches that hang on one grey line are less of a map than those that curve out of the root each in its colour."""
MAX_CHOICES = 60
"""From this many topics on only the usual and the narrowest width are tried."""
STYLES: tuple[tuple[Mode, Mode], ...] = (("beside", "beside"), ("beside", "stack"), ("stack", "stack"))
"""How the families of first-level branches, and those further out, are set; the same all over a map, so that it looks calm."""
OUTLINED = ("rect", "rounded", "circle", "none")
"""Shapes of a root that a trunk at its left can grow out of."""


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
    usual = Map(diagram, theme, family, sort_notes(diagram, diagram.topics, theme), gaps, faces)
    tight = usual.aired(TIGHT)
    options: list[Option] = []
    count = len(diagram.topics)
    wraps = (*WRAPS, NARROWEST) if count <= FEW else WRAPS if count < MAX_CHOICES else (WRAPS[0], WRAPS[-1])
    for wrap in wraps:
        options += _two_sided(tight, wrap)
        if not _wished(tight, "left"):
            options += _one_sided(tight, wrap)
        options += _downwards(tight, wrap)
        if faces(wrap)[family.root].shape in OUTLINED:
            sides = _sides(tight, wrap)
            options += trunk(tight, wrap, sides, STYLES, _named("trunk", wrap), BUS_ADVANTAGE)
        if not any(topic.side for topic in diagram.topics):
            options += radial(tight, wrap, STYLES, _named("radial", wrap))
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


def _wished(picture: Map, side: str) -> list[int]:
    """The root's children whose author wants them on a side."""
    family = picture.family
    return [i for i in family.children[family.root] if picture.diagram.topics[i].side == side]


def _sides(picture: Map, wrap: float) -> tuple[list[int], list[int]]:
    """The root's branches to the right and to the left: as wished, else the first ones right, so that both are of like height."""
    family = picture.family
    branches = family.children[family.root]
    topics, faces = picture.diagram.topics, picture.faces(wrap)
    whole = map_tree(picture, faces, branches)
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


def _plain(picture: Map) -> Callable[[Air], Drawing]:
    """What draws the usual arrangement: every family beside its parent, on both sides of the root."""
    sides = _sides(picture, WRAPS[0])
    trees = [map_tree(picture, picture.faces(WRAPS[0]), side) for side in sides]
    return partial(
        _draw_sides, picture, WRAPS[0], sides, [uniform(tree, lambda node: "beside") for tree in trees]
    )


def _two_sided(picture: Map, wrap: float) -> list[Option]:
    """Both sides of the root, each as it comes largest."""
    faces = picture.faces(wrap)
    right, left = _sides(picture, wrap)
    if not left:
        return []
    trees = [map_tree(picture, faces, side) for side in (right, left)]
    head = faces[picture.family.root].width
    pairs = [
        (a, b, *_both(a, b, head))
        for style in STYLES
        for a in shapes(trees[0], modes_by_depth(picture, ("beside",), style))
        for b in shapes(trees[1], modes_by_depth(picture, ("beside",), style))
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


def _one_sided(picture: Map, wrap: float) -> list[Option]:
    """All branches to the right."""
    branches = picture.family.children[picture.family.root]
    return _options(picture, wrap, branches, ("beside",), "rightwards")


def _downwards(picture: Map, wrap: float) -> list[Option]:
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


def _options(
    picture: Map,
    wrap: float,
    branches: Sequence[int],
    top: Sequence[Mode],
    name: str,
    styles: Sequence[Sequence[Mode]] = STYLES,
) -> list[Option]:
    tree = map_tree(picture, picture.faces(wrap), branches)
    plans = [plan for style in styles for plan in shapes(tree, modes_by_depth(picture, top, style))]
    return [
        Option(
            _named(name, wrap),
            plan.width,
            plan.height,
            partial(_draw_sides, picture, wrap, (branches,), (plan,)),
            partial(_loose_sides, picture, wrap, (branches,), (plan,)),
            BUS_ADVANTAGE if plan.mode in ("rows", "columns") else ADVANTAGE,
        )
        for plan in best_for(plans, RATIOS)
    ]


def _named(name: str, wrap: float) -> str:
    return name if wrap == WRAPS[0] else f"{name}, labels of {wrap:g} px"


def _both(right: Plan, left: Plan, root: float) -> tuple[float, float]:
    """The size in px of two sides that have a root of this width in common."""
    return right.width + left.width - root, max(right.height, left.height)


def _loose_sides(
    picture: Map, wrap: float, sides: Sequence[Sequence[int]], plans: Sequence[Plan]
) -> tuple[float, float]:
    """About the size in px that sides as planned take with the most air."""
    aired = picture.aired(LOOSE)
    faces = aired.swollen(wrap)
    found = [resized(map_tree(aired, faces, side), plan) for side, plan in zip(sides, plans, strict=True)]
    if len(found) == 1:
        return found[0].width, found[0].height
    return _both(found[0], found[1], faces[picture.family.root].width)


def _draw_sides(
    picture: Map, wrap: float, sides: Sequence[Sequence[int]], plans: Sequence[Plan], air: Air
) -> Drawing:
    """The branches of each side as planned, the second one mirrored to the left, with some air."""
    aired = picture.aired(air)
    faces = aired.swollen(wrap)
    halves = [
        Half(place(map_tree(aired, faces, branches), plan), mirrored)
        for branches, plan, mirrored in zip(sides, plans, (False, True), strict=False)
        if plan.parts or not mirrored
    ]
    return draw_halves(aired, faces, halves)
