"""The axis of a timeline: its line with round turns, the head at its end, ticks, breaks and stretches of time."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from diagramc.layout.text import TextStyle, set_text
from diagramc.scene.model import AnyItem, Box, Path, Point, Segment, Shape, Stroke, Text
from diagramc.scene.shapes import CLOSE, KAPPA, curve, line, move, polygon, polyline
from diagramc.themes.base import Theme

AXIS_WIDTH = 4.0
TURN_RADIUS = 18.0
DOT_RADIUS = 7.0
"""Of the mark of a period on the axis, in px."""
HEAD = 9.0
"""Half the width of the arrow head; it is 1.6 times as long."""
HEAD_LENGTH = HEAD * 0.8
"""Of the arrow head past the end of the axis, in px."""
HEAD_SIDE = HEAD * 0.85
"""Of the arrow head to either side of the axis, in px."""
LEAP_WIDTH = 2.4
"""Of the line from one column's axis to the next one's, in px."""


def _toward(start: Point, end: Point, length: float) -> Point:
    distance = math.dist(start, end) or 1.0
    part = min(1.0, length / distance)
    return start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part


def rounded_path(points: Sequence[Point], radius: float = TURN_RADIUS) -> Path:
    """A line through points with round corners."""
    path: list[Segment] = [move(*points[0])]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        r = min(radius, math.dist(before, corner) / 2, math.dist(corner, after) / 2)
        start, end = _toward(corner, before, r), _toward(corner, after, r)
        path.append(line(*start))
        path.append(curve(_toward(start, corner, r * KAPPA), _toward(end, corner, r * KAPPA), end))
    path.append(line(*points[-1]))
    return tuple(path)


def axis_items(points: Sequence[Point], *, goes_on: bool = False) -> list[AnyItem]:
    """The line through points, with a head at its end unless it goes on elsewhere."""
    path = rounded_path(points)
    items: list[AnyItem] = [Stroke(role="axis", path=path, stroke="axis.stroke", stroke_width=AXIS_WIDTH)]
    tip, before = points[-1], points[-2]
    if not goes_on:
        items.append(arrow(tip, math.atan2(tip[1] - before[1], tip[0] - before[0])))
    for start, end in pairwise(points):
        if start[0] == end[0] and len(points) > 2:
            middle = (start[1] + end[1]) / 2
            items.append(arrow((end[0], middle + HEAD), math.pi / 2))
    return items


def leap_items(points: Sequence[Point], headed: tuple[Point, Point]) -> list[AnyItem]:
    """How the axis goes on in another column: a fine dashed line through points, with a head on one of its pieces. No time passes on it."""
    (x0, y0), (x1, y1) = headed
    return [
        Stroke(
            role="axis-leap",
            path=rounded_path(points),
            stroke="axis.stroke",
            stroke_width=LEAP_WIDTH,
            line="dashed",
        ),
        arrow(((x0 + x1) / 2, (y0 + y1) / 2), math.atan2(y1 - y0, x1 - x0)),
    ]


def arrow(tip: Point, angle: float) -> Stroke:
    """An arrow head whose base is at `tip` and which looks along `angle`."""
    cos, sin = math.cos(angle), math.sin(angle)

    def at(along: float, side: float) -> Point:
        return tip[0] + along * cos - side * sin, tip[1] + along * sin + side * cos

    return Stroke(
        role="axis-head",
        path=polygon(at(HEAD_LENGTH, 0), at(-HEAD_LENGTH, HEAD_SIDE), at(-HEAD_LENGTH, -HEAD_SIDE)),
        fill="axis.stroke",
    )


def dot(x: float, y: float, tint: str) -> Shape:
    """The mark of a period on the axis."""
    return Shape(
        role="marker",
        shape="dot",
        box=Box(x - DOT_RADIUS, y - DOT_RADIUS, 2 * DOT_RADIUS, 2 * DOT_RADIUS),
        fill="canvas",
        stroke=f"{tint}.stroke",
        stroke_width=3.5,
    )


def axis_break(x: float, y: float, *, upright: bool) -> list[AnyItem]:
    """Two slanted strokes across the axis: time is left out here. `upright` on a vertical axis."""

    def at(along: float, side: float) -> Point:
        return (x + side, y + along) if upright else (x + along, y + side)

    gap = (
        move(*at(-6, 7)),
        line(*at(0, -7)),
        line(*at(6, -7)),
        line(*at(0, 7)),
        CLOSE,
    )
    marks = (*polyline(at(-6, 8), at(0, -8)), *polyline(at(0, 8), at(6, -8)))
    return [
        Stroke(role="break-ground", path=gap, fill="canvas"),
        Stroke(role="break", path=marks, stroke="axis.stroke", stroke_width=2.0),
    ]


def tick_items(x: float, y: float, label: str, free: float, theme: Theme, *, upright: bool) -> list[AnyItem]:
    """A round date on the axis: a short stroke, with its words where `free` px along the axis are enough for them."""
    path = polyline((x - 6, y), (x + 6, y)) if upright else polyline((x, y - 6), (x, y + 6))
    items: list[AnyItem] = [Stroke(role="tick", path=path, stroke="axis.stroke", stroke_width=2.0)]
    block = set_text(label, TextStyle(theme.small_size))
    if upright and free >= block.height + 6:
        items.append(
            Text(role="tick-label", block=block, x=x - 12, y=y - block.height / 2, anchor="end", fill="muted")
        )
    elif not upright and free >= block.width + 10:
        items.append(
            Text(role="tick-label", block=block, x=x, y=y - 8 - block.height, anchor="middle", fill="muted")
        )
    return items


def stretch(start: Point, end: Point, tint: str) -> Stroke:
    """How long a period lasts, as a thick part of the axis."""
    return Stroke(role="duration", path=polyline(start, end), stroke=f"{tint}.stroke", stroke_width=10.0)
