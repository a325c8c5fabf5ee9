"""Outlines of straight lines without marks inside: quadrilaterals, arrows, regular polygons, stars."""

from __future__ import annotations

import math
from collections.abc import Callable

from diagramc.scene.model import Box, Path, Point
from diagramc.scene.shapes.form import Form, lowered, more, shifted, times
from diagramc.scene.shapes.paths import polygon, polyline

SKEW = 14.0
"""How far the sides of parallelograms and trapezoids lean, in px."""
SPIKE = 8.0
"""How far the teeth of `bang` stand out, in px."""
CUT = 12.0
"""The corner that is missing from a `card` and from `loop-limit`, in px."""
RIM = 4.0
"""Between the outlines of an octagon that has several, in px."""
ROOF = 0.28
"""Height of the roof of a `house`, as a part of the whole."""
_CHAMFER = 0.29
"""How much of an octagon's side its slanted corners take (1 / (2 + √2))."""
_STAR = 0.382
"""Radius of a five-pointed star's inner corners, as a part of the outer ones'."""


def _lean(box: Box) -> float:
    return min(SKEW, box.width / 4)


def scaled(points: tuple[Point, ...], *, upside_down: bool = False) -> Callable[[Box], Path]:
    """A polygon whose points are given as parts of the box."""

    def path(box: Box) -> Path:
        return polygon(
            *((box.x + u * box.width, box.y + (1 - v if upside_down else v) * box.height) for u, v in points)
        )

    return path


def regular(sides: int) -> tuple[Point, ...]:
    """The corners of a regular polygon that stands on a side, as parts of its box."""
    at = [(math.sin(a), -math.cos(a)) for a in (2 * math.pi * i / sides for i in range(sides))]
    left, top = min(x for x, _ in at), min(y for _, y in at)
    width, height = max(x for x, _ in at) - left, max(y for _, y in at) - top
    return tuple(((x - left) / width, (y - top) / height) for x, y in at)


def diamond(box: Box) -> Path:
    """A rhombus on its corner."""
    (cx, cy), x, y, right, bottom = box.center, box.x, box.y, box.right, box.bottom
    return polygon((cx, y), (right, cy), (cx, bottom), (x, cy))


def in_diamond(width: float, height: float) -> tuple[float, float]:
    """The text's rectangle touches the rhombus where w/W + h/H = 1; this choice keeps W:H near 2:1 for one line."""
    return width + 1.6 * height, height + width / 1.6


def _hexagon(box: Box) -> Path:
    lean, cy = _lean(box), box.center[1]
    x, y, right, bottom = box.x, box.y, box.right, box.bottom
    return polygon(
        (x + lean, y), (right - lean, y), (right, cy), (right - lean, bottom), (x + lean, bottom), (x, cy)
    )


def _leaning(top_left: int, top_right: int, bottom_right: int, bottom_left: int) -> Form:
    """A quadrilateral whose corners are moved inwards where there is a 1."""

    def path(box: Box) -> Path:
        lean = _lean(box)
        return polygon(
            (box.x + top_left * lean, box.y),
            (box.right - top_right * lean, box.y),
            (box.right - bottom_right * lean, box.bottom),
            (box.x + bottom_left * lean, box.bottom),
        )

    return Form(path, more(2 * SKEW))


def _manual_input(box: Box) -> Path:
    slope = min(12.0, box.height / 3)
    return polygon((box.x, box.y + slope), (box.right, box.y), (box.right, box.bottom), (box.x, box.bottom))


def _pointed(left: float, right: float) -> Callable[[Box], Path]:
    """A box whose left and right side are bent in their middle: 1 to the right, -1 to the left, 0 not at all."""

    def path(box: Box) -> Path:
        lean, cy = _lean(box), box.center[1]
        inner_left = box.x + (lean if left < 0 else 0.0)
        inner_right = box.right - (lean if right > 0 else 0.0)
        points = [(inner_left, box.y), (inner_right, box.y)]
        if right:
            points.append((inner_right + right * lean, cy))
        points += [(inner_right, box.bottom), (inner_left, box.bottom)]
        if left:
            points.append((inner_left + left * lean, cy))
        return polygon(*points)

    return path


def octagon(box: Box) -> Path:
    """A box with slanted corners."""
    cut = min(box.height * _CHAMFER, box.width * _CHAMFER)
    x, y, right, bottom = box.x, box.y, box.right, box.bottom
    return polygon(
        (x + cut, y),
        (right - cut, y),
        (right, y + cut),
        (right, bottom - cut),
        (right - cut, bottom),
        (x + cut, bottom),
        (x, bottom - cut),
        (x, y + cut),
    )


def _octagons(count: int) -> Form:
    """Octagons in each other."""

    def path(box: Box) -> Path:
        rings = (
            octagon(Box(box.x + i * RIM, box.y + i * RIM, box.width - 2 * i * RIM, box.height - 2 * i * RIM))
            for i in range(count)
        )
        return tuple(segment for ring in rings for segment in ring)

    extra = 2 * RIM * (count - 1)
    return Form(path, lambda w, h: (w + 0.4 * h + extra, h + extra))


def _card(box: Box) -> Path:
    cut = min(CUT, box.height / 3, box.width / 4)
    x, y, right, bottom = box.x, box.y, box.right, box.bottom
    return polygon((x + cut, y), (right, y), (right, bottom), (x, bottom), (x, y + cut))


def _loop_limit(box: Box) -> Path:
    cut = min(CUT, box.height / 3, box.width / 4)
    x, y, right, bottom = box.x, box.y, box.right, box.bottom
    return polygon(
        (x + cut, y), (right - cut, y), (right, y + cut), (right, bottom), (x, bottom), (x, y + cut)
    )


def _bang(box: Box) -> Path:
    """A burst: teeth all round a rectangle."""
    inner = Box(box.x + SPIKE, box.y + SPIKE, box.width - 2 * SPIKE, box.height - 2 * SPIKE)
    across, down = max(2, round(inner.width / 20)), max(1, round(inner.height / 20))
    dx, dy = inner.width / across, inner.height / down
    points: list[Point] = []
    for i in range(across):
        points += [(inner.x + i * dx, inner.y), (inner.x + (i + 0.5) * dx, box.y)]
    for i in range(down):
        points += [(inner.right, inner.y + i * dy), (box.right, inner.y + (i + 0.5) * dy)]
    for i in range(across):
        points += [(inner.right - i * dx, inner.bottom), (inner.right - (i + 0.5) * dx, box.bottom)]
    for i in range(down):
        points += [(inner.x, inner.bottom - i * dy), (box.x, inner.bottom - (i + 0.5) * dy)]
    return polygon(*points)


def _star_points() -> tuple[Point, ...]:
    outer, inner = regular(5), 0.0
    # The box of the outer corners: 2 sin 72° wide and 1 + cos 36° high, for a radius of 1.
    width, height = 2 * math.sin(math.radians(72)), 1 + math.cos(math.radians(36))
    points: list[Point] = []
    for i, corner in enumerate(outer):
        inner = math.radians(72 * i + 36)
        points += [
            corner,
            (0.5 + _STAR * math.sin(inner) / width, (1 - _STAR * math.cos(inner)) / height),
        ]
    return tuple(points)


def _in_star(width: float, height: float) -> tuple[float, float]:
    # Between the upper edges of the two arms and a line of 0.9 radii across the star, 0.35 radii below.
    radius = max(width / 0.9, height / 0.35)
    return 1.902 * radius, 1.809 * radius


def _bolt(box: Box) -> Path:
    points = ((0.62, 0.0), (0.08, 0.56), (0.46, 0.56), (0.34, 1.0), (0.92, 0.4), (0.54, 0.4), (0.78, 0.0))
    return scaled(points)(box)


def _marked_square(box: Box) -> Path:
    c = min(10.0, box.height / 4, box.width / 4)
    x, y, right, bottom = box.x, box.y, box.right, box.bottom
    return (
        *polygon((x, y), (right, y), (right, bottom), (x, bottom)),
        *polyline((x + c, y), (x, y + c)),
        *polyline((right - c, y), (right, y + c)),
        *polyline((right, bottom - c), (right - c, bottom)),
        *polyline((x, bottom - c), (x + c, bottom)),
    )


def _marked_diamond(box: Box) -> Path:
    cx, cy = box.center
    part = 0.16
    dx, dy = box.width / 2 * part, box.height / 2 * part
    return (
        *diamond(box),
        *polyline((box.x + dx, cy - dy), (box.x + dx, cy + dy)),
        *polyline((box.right - dx, cy - dy), (box.right - dx, cy + dy)),
        *polyline((cx - dx, box.y + dy), (cx + dx, box.y + dy)),
        *polyline((cx - dx, box.bottom - dy), (cx + dx, box.bottom - dy)),
    )


_HOUSE: tuple[Point, ...] = ((0.5, 0.0), (1.0, ROOF), (1.0, 1.0), (0.0, 1.0), (0.0, ROOF))
_HOURGLASS: tuple[Point, ...] = ((0.0, 0.0), (1.0, 0.0), (0.5, 0.5), (1.0, 1.0), (0.0, 1.0), (0.5, 0.5))
_TRIANGLE: tuple[Point, ...] = ((0.5, 0.0), (1.0, 1.0), (0.0, 1.0))

FORMS: dict[str, Form] = {
    "diamond": Form(diamond, in_diamond),
    "marked-diamond": Form(_marked_diamond, in_diamond),
    "marked-square": Form(_marked_square, more(6.0, 6.0)),
    "hexagon": Form(_hexagon, more(2 * SKEW)),
    "parallelogram": _leaning(1, 0, 1, 0),
    "parallelogram-alt": _leaning(0, 1, 0, 1),
    "trapezoid": _leaning(1, 1, 0, 0),
    "trapezoid-alt": _leaning(0, 0, 1, 1),
    "manual-input": Form(_manual_input, more(0.0, 10.0), shifted(0.0, 5.0)),
    "flag": Form(_pointed(1, 0), more(2 * SKEW), shifted(6.0)),
    "flag-alt": Form(_pointed(0, -1), more(2 * SKEW), shifted(-6.0)),
    "pointer": Form(_pointed(0, 1), more(1.5 * SKEW), shifted(-SKEW / 3)),
    "chevron": Form(_pointed(1, 1), more(2.5 * SKEW)),
    "card": Form(_card, more(6.0)),
    "loop-limit": Form(_loop_limit, more(10.0)),
    "bang": Form(_bang, more(2 * SPIKE, 2 * SPIKE)),
    "triangle": Form(scaled(_TRIANGLE), times(1.75, 2.0), lowered(0.22)),
    "flipped-triangle": Form(scaled(_TRIANGLE, upside_down=True), times(1.75, 2.0), lowered(-0.22)),
    "pentagon": Form(scaled(regular(5)), times(1 / 0.66, 1 / 0.6), lowered(0.12)),
    "house": Form(scaled(_HOUSE), times(1.0, 1.33), lowered(ROOF / 2 - 0.02)),
    "inverted-house": Form(scaled(_HOUSE, upside_down=True), times(1.0, 1.33), lowered(0.02 - ROOF / 2)),
    "septagon": Form(scaled(regular(7)), times(1 / 0.7, 1 / 0.66)),
    "octagon": _octagons(1),
    "double-octagon": _octagons(2),
    "triple-octagon": _octagons(3),
    "star": Form(scaled(_star_points()), _in_star, lowered(-0.016), fixed=True),
    "hourglass": Form(scaled(_HOURGLASS), fixed=True, mark=(32.0, 36.0)),
    "bolt": Form(_bolt, fixed=True, mark=(34.0, 40.0)),
}
"""By the name of the outline."""
