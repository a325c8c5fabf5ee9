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
NARROW_COST = 1.12
"""What labels must make an arrangement better by that are wrapped at a small part of the usual width: whole lines are read faster."""
BUS_ADVANTAGE = 1.1
"""Branches that hang on one grey line are less of a map than those that curve out of the root each in its colour."""
LONG, WIDEST = 4, 340.0
"""With labels of this many lines at the usual width some arrangements wrap at this width, in px, for wide canvases."""
MAX_CHOICES = 60
"""From this many topics on only the usual and the narrowest width are tried."""
STYLES: tuple[tuple[Mode, Mode], ...] = (("beside", "beside"), ("beside", "stack"), ("stack", "stack"))
"""How the families of first-level branches, and those further out, are set; the same all over a map, so that it looks calm."""
CURVING, MIXED, ON_TRUNK, DOWNWARDS, AROUND = (
    (ADVANTAGE, 1.18, 1.18),
    (ADVANTAGE, 1.3, 1.18),
    (1.25, 1.35, 1.1),
    (1.18, 1.22, 1.06),
    (1.08, 1.25, 1.2),
)
"""What an arrangement must be better by, by the style of its families. A map whose branches curve out of the root is of one piece
where its families do so too, least where outlines have curved siblings (MIXED); on a trunk or under the root outlines are. With branches
all round it looks most like a map, but outlines that grow upwards are read against their order."""
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
    if any(len(face.block.lines) >= LONG for face in faces(WRAPS[0])):
        wraps = (*wraps, WIDEST)
    for wrap in wraps:
        cost = NARROW_COST ** max(0.0, (WRAPS[0] - wrap) / WRAPS[0])
        options += [o._replace(advantage=o.advantage * cost) for o in _wrapped(tight, wrap)]
    return worth_drawing("two-sided", *_plain(usual), options)


def _wrapped(picture: Map, wrap: float) -> list[Option]:
    """All arrangements with labels wrapped at some width."""
    topics, family = picture.diagram.topics, picture.family
    wished = any(topic.side for topic in topics)
    options = _two_sided(picture, wrap)
    if not _wished(picture, "left"):
        options += _one_sided(picture, wrap)
    options += _downwards(picture, wrap)
    if picture.faces(wrap)[family.root].shape in OUTLINED:
        sides = _sides(picture, wrap) if wished else _zigzag(picture, wrap)
        options += trunk(picture, wrap, sides, _styles(picture, ON_TRUNK), _named("trunk", wrap))
    if not wished:
        options += radial(picture, wrap, _styles(picture, AROUND), _named("radial", wrap))
    return options


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


def _zigzag(picture: Map, wrap: float) -> tuple[list[int], list[int]]:
    """The root's branches to the right and to the left of a trunk: each in turn on the side that is shorter so far, so that they leave it
    in the author's order."""
    branches = picture.family.children[picture.family.root]
    plan = uniform(map_tree(picture, picture.faces(wrap), branches), lambda node: "stack")
    right: list[int] = []
    left: list[int] = []
    reached = {id(right): 0.0, id(left): 0.0}
    for part in plan.parts:
        side = left if reached[id(left)] <= reached[id(right)] else right
        side.append(part.node)
        reached[id(side)] += part.height + picture.gaps.stack
    return right, left


def _plain(picture: Map) -> tuple[Callable[[Air], Drawing], Callable[[], tuple[float, float]]]:
    """What draws the usual arrangement, every family beside its parent on both sides of the root, and what measures it with the most air."""
    sides = _sides(picture, WRAPS[0])
    trees = [map_tree(picture, picture.faces(WRAPS[0]), side) for side in sides]
    plans = [uniform(tree, lambda node: "beside") for tree in trees]
    return (
        partial(_draw_sides, picture, WRAPS[0], sides, plans),
        partial(_loose_sides, picture, WRAPS[0], sides, plans),
    )


def _two_sided(picture: Map, wrap: float) -> list[Option]:
    """Both sides of the root, each as it comes largest."""
    faces = picture.faces(wrap)
    right, left = _sides(picture, wrap)
    if not left:
        return []
    trees = [map_tree(picture, faces, side) for side in (right, left)]
    head = faces[picture.family.root].width
    found: list[Option] = []
    for style, advantage in _styles(picture):
        ones, others = (shapes(tree, modes_by_depth(picture, ("beside",), style)) for tree in trees)
        pairs = [(a, b, *_both(a, b, head)) for a in ones for b in others]
        chosen = dict.fromkeys(
            min(range(len(pairs)), key=lambda i: max(pairs[i][2], pairs[i][3] * ratio)) for ratio in RATIOS
        )
        found += [
            Option(
                _named("two-sided", wrap),
                pairs[i][2],
                pairs[i][3],
                partial(_draw_sides, picture, wrap, (right, left), pairs[i][:2]),
                partial(_loose_sides, picture, wrap, (right, left), pairs[i][:2]),
                advantage,
            )
            for i in chosen
        ]
    return found


def _styles(picture: Map, costs: Sequence[float] | None = None) -> list[tuple[Sequence[Mode], float]]:
    """The styles that differ for this map, each with what an arrangement in it must be better by; usually when branches curve."""
    children, depth = picture.family.children, picture.family.depth
    parents = {i for i, kids in enumerate(children) if kids and depth[i]}
    if costs is None:
        near = [children[i] for i in parents if depth[i] == 1]
        mixed = any(0 < sum(kid in parents for kid in kids) < len(kids) for kids in near)
        costs = MIXED if mixed else CURVING
    if not parents:
        return [(STYLES[0], min(costs))]
    deep = any(depth[i] > 1 for i in parents)
    return [(style, cost) for style, cost in zip(STYLES, costs, strict=True) if deep or style != STYLES[1]]


def _one_sided(picture: Map, wrap: float) -> list[Option]:
    """All branches to the right."""
    branches = picture.family.children[picture.family.root]
    return _options(picture, wrap, branches, ("beside",), "rightwards", _styles(picture))


def _downwards(picture: Map, wrap: float) -> list[Option]:
    """The root on top, its branches under it in one row or several, each as a tree or an outline; or all as an outline."""
    branches = picture.family.children[picture.family.root]
    topics = picture.diagram.topics
    ordered = sorted(branches, key=lambda i: ("left", None, "right").index(topics[i].side))
    styles = _styles(picture, DOWNWARDS)
    if any(topics[i].side for i in branches):
        # Only in one row do those that are wished to the left stand there.
        return _options(picture, wrap, ordered, ("row",), "downwards", styles)
    found = _options(picture, wrap, ordered, ("row", "rows", "columns"), "downwards", styles)
    if picture.faces(wrap)[picture.family.root].shape in OUTLINED:
        found += _options(picture, wrap, ordered, ("stack",), "outline", [(STYLES[-1], ADVANTAGE)])
    return found


def _options(
    picture: Map,
    wrap: float,
    branches: Sequence[int],
    top: Sequence[Mode],
    name: str,
    styles: Sequence[tuple[Sequence[Mode], float]],
) -> list[Option]:
    tree = map_tree(picture, picture.faces(wrap), branches)
    return [
        Option(
            _named(name, wrap),
            plan.width,
            plan.height,
            partial(_draw_sides, picture, wrap, (branches,), (plan,)),
            partial(_loose_sides, picture, wrap, (branches,), (plan,)),
            max(advantage, BUS_ADVANTAGE) if plan.mode in ("rows", "columns") else advantage,
        )
        for style, advantage in styles
        for plan in best_for(shapes(tree, modes_by_depth(picture, top, style)), RATIOS)
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
