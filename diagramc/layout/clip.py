"""Making a line end exactly on an outline."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

from diagramc.scene.heads import end_angle, reverse
from diagramc.scene.model import Box, Path, Point, Segment
from diagramc.scene.shapes import border

_STEPS = 8
"""Straight pieces a Bézier of an outline is flattened into."""
REACH = 60.0
"""How far, in px, an end is moved at most to meet an outline."""


def flatten(path: Path) -> list[list[Point]]:
    """The path as polylines, curves in short straight pieces."""
    lines: list[list[Point]] = []
    for segment in path:
        if segment.command == "M":
            lines.append([segment.points[0]])
        elif segment.command == "L":
            lines[-1].append(segment.points[0])
        elif segment.command == "C":
            start = lines[-1][-1]
            a, b, c = segment.points
            for step in range(1, _STEPS + 1):
                t = step / _STEPS
                u = 1 - t
                lines[-1].append(
                    (
                        u**3 * start[0] + 3 * u * u * t * a[0] + 3 * u * t * t * b[0] + t**3 * c[0],
                        u**3 * start[1] + 3 * u * u * t * a[1] + 3 * u * t * t * b[1] + t**3 * c[1],
                    )
                )
        else:
            lines[-1].append(lines[-1][0])
    return lines


def _hit(origin: Point, angle: float, line: Sequence[Point]) -> float | None:
    """The smallest distance along a ray, forwards from the origin, at which it meets a polyline."""
    dx, dy = math.cos(angle), math.sin(angle)
    best: float | None = None
    for (ax, ay), (bx, by) in pairwise(line):
        ex, ey = bx - ax, by - ay
        cross = dx * ey - dy * ex
        if abs(cross) < 1e-9:
            continue
        wx, wy = ax - origin[0], ay - origin[1]
        along = (wx * ey - wy * ex) / cross
        part = (wx * dy - wy * dx) / cross
        if along >= 0 and -1e-6 <= part <= 1 + 1e-6 and (best is None or along < best):
            best = along
    return best


def crosses(box: Box, line: Sequence[Point]) -> bool:
    """Whether a polyline passes through the inside of a box (Liang and Barsky's line clipping, 1984)."""
    left, top, right, bottom = box.x, box.y, box.right, box.bottom
    for (ax, ay), (bx, by) in pairwise(line):
        # Most pieces are nowhere near: a look at their ends spares the clipping.
        if (
            (ax < left and bx < left)
            or (ax > right and bx > right)
            or (ay < top and by < top)
            or (ay > bottom and by > bottom)
        ):
            continue
        low, high = 0.0, 1.0
        inside = True
        for start, delta, least, most in ((ax, bx - ax, left, right), (ay, by - ay, top, bottom)):
            if abs(delta) < 1e-9:
                inside = inside and least < start < most
                continue
            first, second = sorted(((least - start) / delta, (most - start) / delta))
            low, high = max(low, first), min(high, second)
        if inside and low < high:
            return True
    return False


class Polylines:
    """Polylines that are asked whether they pass through boxes: a look at the room that each takes spares most of the work."""

    def __init__(self, lines: Iterable[Sequence[Point]]) -> None:
        self._lines = [(*_extent(line), line) for line in lines if line]

    def cross(self, box: Box) -> bool:
        """Whether one of them passes through the inside of a box."""
        left, top, right, bottom = box.x, box.y, box.right, box.bottom
        return any(
            low <= right and left <= high and over <= bottom and top <= under and crosses(box, line)
            for low, high, over, under, line in self._lines
        )


def _extent(line: Sequence[Point]) -> tuple[float, float, float, float]:
    """From where to where a polyline runs, level and upright."""
    xs, ys = [x for x, _ in line], [y for _, y in line]
    return min(xs), max(xs), min(ys), max(ys)


def clip_end(path: Path, shape: str, box: Box, reach: float = REACH, radius: float = 0.0) -> Path:
    """The path with its last point moved along its direction of arrival onto the outline of a shape, where that is within `reach` px."""
    if len(path) < 2:
        return path
    angle = end_angle(path)
    tip = path[-1].points[-1]
    back = 20.0
    origin = tip[0] - back * math.cos(angle), tip[1] - back * math.sin(angle)
    first = flatten(border(shape, box, radius))
    hits = [hit for line in first if (hit := _hit(origin, angle, line)) is not None]
    if not hits or abs(min(hits) - back) > reach:
        return path
    move = min(hits) - back
    end = tip[0] + move * math.cos(angle), tip[1] + move * math.sin(angle)
    last = path[-1]
    return (*path[:-1], Segment(last.command, (*last.points[:-1], end)))


def clip_both(path: Path, source: tuple[str, Box], target: tuple[str, Box], reach: float = REACH) -> Path:
    """The path with both ends on the outlines (shape, box) of what it joins, where they are within `reach` px."""
    return reverse(clip_end(reverse(clip_end(path, *target, reach)), *source, reach))
