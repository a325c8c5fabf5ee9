"""Mind maps with the root in the middle and branches all round it: a row above, a row below, and at most a few at its sides."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from diagramc.backends.mindmap.picture import Half, Map, draw_halves, map_tree, modes_by_depth
from diagramc.backends.mindmap.topics import Face
from diagramc.backends.tree import RATIOS, Option
from diagramc.layout.grow import LOOSE, Air
from diagramc.layout.tree.model import Mode, Placed, Plan
from diagramc.layout.tree.place import place
from diagramc.layout.tree.shapes import best_for, resized, shapes
from diagramc.scene.model import Drawing

LEAST_BRANCHES = 4
"""With fewer branches there is nothing to set round the root."""
MOST_BESIDE = 2
"""Branches at either side of the root: with more, those above and below would be far from it."""
CLEAR = 6.0
"""Between what stands at the sides and the curves to the rows above and below, in px."""


class _Round(NamedTuple):
    """The root's branches by where they stand; each in the author's order, and all in the order of reading."""

    above: Sequence[int]
    left: Sequence[int]
    right: Sequence[int]
    below: Sequence[int]


class _Plans(NamedTuple):
    """How the branches of each part are set; None where there are none."""

    above: Plan
    left: Plan | None
    right: Plan | None
    below: Plan


def radial(
    picture: Map, wrap: float, styles: Sequence[tuple[Sequence[Mode], float]], name: str
) -> list[Option]:
    """The ways to set branches round the root, with each of some styles of families further out; with a style comes what an option
    must be better by."""
    branches = picture.family.children[picture.family.root]
    if len(branches) < LEAST_BRANCHES or picture.notes.at:
        # Notes hang under topics, which is where the branch comes from in a tree that grows upwards.
        return []
    found: list[Option] = []
    for style, advantage in styles:
        rounds: dict[_Plans, _Round] = {}
        for beside in range(MOST_BESIDE + 1):
            if len(branches) - 2 * beside < 2:
                break
            rounds |= _planned(picture, wrap, beside, style)
        sizes = {
            plans: _size(picture, picture.faces(wrap), round_, plans) for plans, round_ in rounds.items()
        }
        chosen = dict.fromkeys(
            min(sizes, key=lambda plans: max(sizes[plans][0], sizes[plans][1] * ratio))
            for ratio in RATIOS
            if sizes
        )
        found += [
            Option(
                name,
                *sizes[plans],
                partial(_draw, picture, wrap, rounds[plans], plans),
                partial(_loose, picture, wrap, rounds[plans], plans),
                advantage,
            )
            for plans in chosen
        ]
    return found


def _planned(picture: Map, wrap: float, beside: int, style: Sequence[Mode]) -> dict[_Plans, _Round]:
    """Plans with so many branches at each side of the root, the others above and below in rows of like width."""
    faces, family = picture.faces(wrap), picture.family
    branches = family.children[family.root]

    def planned(tree_branches: Sequence[int], top: Mode, *, raised: bool = False) -> list[Plan]:
        tree = map_tree(picture, faces, tree_branches, raised=raised)
        return shapes(tree, modes_by_depth(picture, (top,), style))

    widths = {part.node: part.width for part in planned(branches, "row")[0].parts}
    rest = len(branches) - 2 * beside

    def wider(count: int) -> float:
        return max(
            sum(widths[i] for i in branches[:count]), sum(widths[i] for i in branches[count + 2 * beside :])
        )

    above = min(range(1, rest), key=lambda count: (wider(count), -count))
    middle = branches[above : above + 2 * beside]
    split = _Round(branches[:above], middle[:beside], middle[beside:], branches[above + 2 * beside :])
    left, right = (
        min(planned(part, "beside"), key=lambda plan: plan.height) if part else None
        for part in (split.left, split.right)
    )
    stem = max((plan.height for plan in (left, right) if plan), default=0.0) / 2
    if stem - faces[family.root].height / 2 > picture.gaps.down:
        return {}
    return {
        _Plans(one, left, right, other): split
        for one in best_for(planned(split.above, "row", raised=True), RATIOS)
        for other in best_for(planned(split.below, "row"), RATIOS)
    }


def _size(picture: Map, faces: Sequence[Face], split: _Round, plans: _Plans) -> tuple[float, float]:
    """About the size in px."""
    head = faces[picture.family.root]
    left, right = (plan.width if plan else head.width for plan in (plans.left, plans.right))
    beside = max((plan.height for plan in (plans.left, plans.right) if plan), default=0.0)
    stems = max(0.0, beside - head.height + 2 * CLEAR) if beside else 0.0
    width = max(plans.above.width, plans.below.width, left + right - head.width)
    return width, plans.above.height + plans.below.height - head.height + stems


def _loose(picture: Map, wrap: float, split: _Round, plans: _Plans) -> tuple[float, float]:
    """About the size in px that it takes with the most air."""
    aired = picture.aired(LOOSE)
    faces = aired.swollen(wrap)
    found = (
        plan and resized(map_tree(aired, faces, branches, raised=part == "above"), plan)
        for part, branches, plan in zip(_Round._fields, split, plans, strict=True)
    )
    above, left, right, below = found
    assert above is not None
    assert below is not None
    return _size(aired, faces, split, _Plans(above, left, right, below))


def _draw(picture: Map, wrap: float, split: _Round, plans: _Plans, air: Air) -> Drawing:
    """The branches as planned, with some air."""
    aired = picture.aired(air)
    faces = aired.swollen(wrap)
    root = picture.family.root
    beside = [
        Half(place(map_tree(aired, faces, branches), plan), mirrored)
        for branches, plan, mirrored in ((split.right, plans.right, False), (split.left, plans.left, True))
        if plan is not None
    ]

    def stem(*, raised: bool) -> float:
        reach = max((_reach(half.placed, root, raised=raised) + CLEAR for half in beside), default=0.0)
        return max(0.0, reach - faces[root].height / 2)

    halves = [
        Half(
            place(map_tree(aired, faces, branches, stem=stem(raised=raised), raised=raised), plan),
            raised=raised,
        )
        for branches, plan, raised in ((split.above, plans.above, True), (split.below, plans.below, False))
    ]
    return draw_halves(aired, faces, [*beside, *halves])


def _reach(placed: Placed, root: int, *, raised: bool) -> float:
    """How far a tree beside the root reaches above (`raised`) or below the root's middle, in px."""
    middle = placed.anchors[root][1]
    return middle if raised else placed.height - middle
