"""Paths: straight lines, curves, polygons, round corners, ellipses."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from diagramc.scene.model import Box, Path, Point, Segment

KAPPA = 0.5523
"""Handle length of the cubic Bézier that is nearest a quarter circle, as a part of the radius."""
CLOSE = Segment("Z")


def move(x: float, y: float) -> Segment:
    """Start a path here."""
    return Segment("M", ((x, y),))


def line(x: float, y: float) -> Segment:
    """A straight line to here."""
    return Segment("L", ((x, y),))


def curve(a: Point, b: Point, c: Point) -> Segment:
    """A cubic Bézier to `c`."""
    return Segment("C", (a, b, c))


def polygon(*points: Point) -> Path:
    """A closed outline through the points."""
    return (move(*points[0]), *(line(*p) for p in points[1:]), CLOSE)


def polyline(*points: Point) -> Path:
    """An open line through the points."""
    return (move(*points[0]), *(line(*p) for p in points[1:]))


def rounded_polyline(points: Sequence[Point], radius: float) -> Path:
    """An open line of level and upright pieces through the points, its corners rounded by at most `radius` px."""
    kept = [points[0], *(b for a, b in pairwise(points) if abs(a[0] - b[0]) + abs(a[1] - b[1]) > 0.01)]
    path: list[Segment] = [move(*kept[0])]
    for before, corner, after in zip(kept, kept[1:], kept[2:], strict=False):
        room = min(math.dist(before, corner), math.dist(corner, after)) / 2
        r = min(radius, room)
        start, end = _towards(corner, before, r), _towards(corner, after, r)
        if (
            abs((corner[0] - before[0]) * (after[1] - corner[1]))
            + abs((corner[1] - before[1]) * (after[0] - corner[0]))
            < 0.01
        ):
            continue
        path.append(line(*start))
        k = 1 - KAPPA
        path.append(curve(_towards(corner, before, r * k), _towards(corner, after, r * k), end))
    if len(kept) > 1:
        path.append(line(*kept[-1]))
    return tuple(path)


def _towards(start: Point, end: Point, length: float) -> Point:
    """The point `length` px from `start` on the way to `end`."""
    part = length / (math.dist(start, end) or 1.0)
    return start[0] + part * (end[0] - start[0]), start[1] + part * (end[1] - start[1])


def ellipse(box: Box) -> Path:
    """The ellipse that touches the box's sides."""
    (cx, cy), rx, ry = box.center, box.width / 2, box.height / 2
    kx, ky = rx * KAPPA, ry * KAPPA
    return (
        move(cx, cy - ry),
        curve((cx + kx, cy - ry), (cx + rx, cy - ky), (cx + rx, cy)),
        curve((cx + rx, cy + ky), (cx + kx, cy + ry), (cx, cy + ry)),
        curve((cx - kx, cy + ry), (cx - rx, cy + ky), (cx - rx, cy)),
        curve((cx - rx, cy - ky), (cx - kx, cy - ry), (cx, cy - ry)),
        CLOSE,
    )


def rounded(box: Box, radius: float) -> Path:
    """A rectangle with round corners."""
    r = max(0.0, min(radius, box.width / 2, box.height / 2))
    if r == 0:
        return polygon((box.x, box.y), (box.right, box.y), (box.right, box.bottom), (box.x, box.bottom))
    k = r * (1 - KAPPA)
    x, y, right, bottom = box.x, box.y, box.right, box.bottom
    return (
        move(x + r, y),
        line(right - r, y),
        curve((right - k, y), (right, y + k), (right, y + r)),
        line(right, bottom - r),
        curve((right, bottom - k), (right - k, bottom), (right - r, bottom)),
        line(x + r, bottom),
        curve((x + k, bottom), (x, bottom - k), (x, bottom - r)),
        line(x, y + r),
        curve((x, y + k), (x + k, y), (x + r, y)),
        CLOSE,
    )
