"""Mind maps for tall canvases: the root on top, and branches to both sides of a trunk under it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from diagramc.backends.mindmap.picture import Half, Map, draw_halves, map_tree, modes_by_depth
from diagramc.backends.mindmap.topics import Face
from diagramc.backends.tree import RATIOS, Option
from diagramc.layout.grow import LOOSE, Air
from diagramc.layout.tree.model import Mode, Plan
from diagramc.layout.tree.place import place
from diagramc.layout.tree.shapes import best_for, resized, shapes
from diagramc.scene.model import Drawing

_Sides = tuple[Sequence[int], Sequence[int]]
_Plans = tuple[Plan, Plan]


def trunk(
    picture: Map, wrap: float, sides: _Sides, styles: Sequence[tuple[Sequence[Mode], float]], name: str
) -> list[Option]:
    """The ways to hang the branches to the right and to the left on a trunk, with each of some styles of families further out;
    with a style comes what an option must be better by."""
    if not all(sides) or picture.notes.at.get(picture.family.root):
        return []
    faces = picture.faces(wrap)
    found: list[Option] = []
    for style, advantage in styles:
        right, left = (
            best_for(
                shapes(
                    map_tree(picture, faces, side, trunk=True), modes_by_depth(picture, ("stack",), style)
                ),
                RATIOS,
            )
            for side in sides
        )
        plans = [(one, other) for one in right for other in left]
        sizes = [_size(*pair) for pair in plans]
        chosen = dict.fromkeys(
            min(range(len(plans)), key=lambda i: max(sizes[i][0], sizes[i][1] * ratio)) for ratio in RATIOS
        )
        found += [
            Option(
                name,
                *sizes[i],
                partial(_draw, picture, wrap, sides, plans[i]),
                partial(_loose, picture, wrap, sides, plans[i]),
                advantage,
            )
            for i in chosen
        ]
    return found


def _size(right: Plan, left: Plan) -> tuple[float, float]:
    return right.width + left.width, max(right.height, left.height)


def _aired(picture: Map, wrap: float, air: Air) -> tuple[Map, Sequence[Face]]:
    aired = picture.aired(air)
    return aired, aired.swollen(wrap)


def _loose(picture: Map, wrap: float, sides: _Sides, plans: _Plans) -> tuple[float, float]:
    """About the size in px that it takes with the most air."""
    aired, faces = _aired(picture, wrap, LOOSE)
    right, left = (
        resized(map_tree(aired, faces, side, trunk=True), plan)
        for side, plan in zip(sides, plans, strict=True)
    )
    return _size(right, left)


def _draw(picture: Map, wrap: float, sides: _Sides, plans: _Plans, air: Air) -> Drawing:
    """The branches as planned, with some air."""
    aired, faces = _aired(picture, wrap, air)
    halves = [
        Half(place(map_tree(aired, faces, side, trunk=True), plan), mirrored, trunk=True)
        for side, plan, mirrored in zip(sides, plans, (False, True), strict=True)
    ]
    return draw_halves(aired, faces, halves)
