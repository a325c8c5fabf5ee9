"""Line ends: arrow heads, UML marks and crow's feet, as paths whose tip is at a point and which look along a direction."""

from __future__ import annotations

import math
from functools import cache
from typing import NamedTuple

from diagramc.scene.model import Box, Head, Path, Point, Segment
from diagramc.scene.shapes import ellipse, polygon, polyline


class HeadPart(NamedTuple):
    """A path of a head: filled with the line's colour, with the canvas (hollow), or only stroked."""

    path: Path
    fill: str


LENGTHS: dict[Head, float] = {
    "none": 0.0,
    "arrow": 10.0,
    "half": 10.0,
    "inverted": 10.0,
    "open-inverted": 10.0,
    "dot": 9.0,
    "plus": 13.0,
    "arc": 7.0,
    "box": 9.0,
    "open-box": 9.0,
    "crow": 12.0,
    "tee": 3.0,
    "open": 10.0,
    "half-open": 10.0,
    "half-open-right": 10.0,
    "half-arrow": 10.0,
    "half-arrow-right": 10.0,
    "triangle": 14.0,
    "diamond": 18.0,
    "open-diamond": 18.0,
    "circle": 9.0,
    "cross": 10.0,
    "crow-one": 12.0,
    "crow-zero-one": 19.0,
    "crow-many": 15.0,
    "crow-zero-many": 20.0,
}
"""How much of the line a head covers from its tip, in px."""

_OPAQUE: frozenset[Head] = frozenset(
    {
        "arrow",
        "triangle",
        "inverted",
        "open-inverted",
        "diamond",
        "open-diamond",
        "circle",
        "dot",
        "plus",
        "box",
        "open-box",
        "arc",
    }
)
_STEMMED: frozenset[Head] = frozenset({"crow-one", "crow-zero-one", "crow-many", "crow-zero-many"})
"""Heads that bring the line under them along."""


def setback(head: Head, *, dashed: bool = False) -> float:
    """How far before the tip the line itself must stop, in px, so that it does not show through the head; a dashed one stops before
    what is drawn whole, so that its dashes are told apart."""
    if dashed and head in _STEMMED:
        return LENGTHS[head] + 3.0
    return LENGTHS[head] - (1.5 if head == "arrow" else 0.0) if head in _OPAQUE else 0.0


def head_parts(head: Head, tip: Point, angle: float, size: float = 1.0) -> tuple[HeadPart, ...]:
    """The parts of a head with its tip at `tip`, looking along `angle` (radians, clockwise from the x axis), at `size` times its
    natural size."""
    cos, sin = size * math.cos(angle), size * math.sin(angle)

    def at(back: float, side: float) -> Point:
        """A point `back` px behind the tip and `side` px to the right of the line."""
        return tip[0] - back * cos - side * sin, tip[1] - back * sin + side * cos

    def bar(back: float, half: float = 5.5) -> Path:
        return polyline(at(back, -half), at(back, half))

    def ring(back: float, radius: float) -> Path:
        x, y = at(back, 0)
        radius *= size
        return ellipse(Box(x - radius, y - radius, 2 * radius, 2 * radius))

    def stem(length: float) -> Path:
        """The line itself under a head: whole, also where the line is dashed."""
        return polyline(at(length, 0), at(0, 0))

    def foot(length: float = 12.0, half: float = 6.0) -> Path:
        return (*polyline(at(0, -half), at(length, 0)), *polyline(at(0, half), at(length, 0)))

    match head:
        case "arrow":
            return (HeadPart(polygon(at(0, 0), at(10, 4.2), at(8.5, 0), at(10, -4.2)), "line"),)
        case "open":
            return (HeadPart(polyline(at(9, 4.5), at(0, 0), at(9, -4.5)), "none"),)
        case "half-open" | "half-open-right":
            side = 4.5 if head == "half-open-right" else -4.5
            return (HeadPart(polyline(at(9, side), at(0, 0)), "none"),)
        case "half" | "half-arrow" | "half-arrow-right":
            side = 4.2 if head == "half-arrow-right" else -4.2
            return (HeadPart(polygon(at(0, 0), at(10, side), at(8.5, 0)), "line"),)
        case "triangle":
            return (HeadPart(polygon(at(0, 0), at(14, 7.5), at(14, -7.5)), "canvas"),)
        case "diamond" | "open-diamond":
            path = polygon(at(0, 0), at(9, 5.5), at(18, 0), at(9, -5.5))
            return (HeadPart(path, "line" if head == "diamond" else "canvas"),)
        case "inverted" | "open-inverted":
            path = polygon(at(10, 0), at(0, 5.0), at(0, -5.0))
            return (HeadPart(path, "line" if head == "inverted" else "canvas"),)
        case "circle" | "dot":
            return (HeadPart(ring(4.5, 4.5), "canvas" if head == "circle" else "line"),)
        case "plus":
            cross = (*polyline(at(13, 0), at(0, 0)), *polyline(at(6.5, -6.5), at(6.5, 6.5)))
            return (HeadPart(ring(6.5, 6.5), "canvas"), HeadPart(cross, "none"))
        case "arc":
            bow = Segment("C", (at(9.3, -7), at(9.3, 7), at(0, 7)))
            return (HeadPart((Segment("M", (at(0, -7),)), bow), "none"),)
        case "box" | "open-box":
            path = polygon(at(0, -4.5), at(0, 4.5), at(9, 4.5), at(9, -4.5))
            return (HeadPart(path, "line" if head == "box" else "canvas"),)
        case "crow":
            return (HeadPart((*stem(12), *foot()), "none"),)
        case "tee":
            return (HeadPart((*stem(3), *bar(2, 6.0)), "none"),)
        case "cross":
            return (
                HeadPart((*polyline(at(10, -4.5), at(1, 4.5)), *polyline(at(10, 4.5), at(1, -4.5))), "none"),
            )
        case "crow-one":
            return (HeadPart((*stem(12), *bar(6), *bar(10.5)), "none"),)
        case "crow-zero-one":
            return (HeadPart((*stem(10), *bar(6)), "none"), HeadPart(ring(14, 4.0), "canvas"))
        case "crow-many":
            return (HeadPart((*stem(15), *foot(), *bar(14)), "none"),)
        case "crow-zero-many":
            return (HeadPart((*stem(11.5), *foot()), "none"), HeadPart(ring(15.5, 4.0), "canvas"))
        case _:
            return ()


def end_angle(path: Path) -> float:
    """The direction in which a path arrives at its last point, in radians."""
    points = [p for s in path for p in s.points]
    tip = points[-1]
    before = next((p for p in reversed(points[:-1]) if math.dist(p, tip) > 0.5), (tip[0], tip[1] - 1))
    return math.atan2(tip[1] - before[1], tip[0] - before[0])


@cache
def breadth(head: Head) -> float:
    """How broad a head is across its line, in px."""
    room = head_box(head, polyline((0.0, 0.0), (100.0, 0.0)))
    return room.height if room else 0.0


def head_box(head: Head, path: Path) -> Box | None:
    """The room of a head at the end of a path, in px; None where there is no head."""
    points = [
        point
        for part in head_parts(head, path[-1].points[-1], end_angle(path))
        for s in part.path
        for point in s.points
    ]
    if not points:
        return None
    left, top = min(x for x, _ in points), min(y for _, y in points)
    return Box(left, top, max(x for x, _ in points) - left, max(y for _, y in points) - top)


def reverse(path: Path) -> Path:
    """The same path from its end to its start (for open paths of M, L and C)."""
    points = [path[0].points[0]]
    for s in path[1:]:
        points.extend(s.points)
    points.reverse()
    segments = [Segment("M", (points[0],))]
    index = 1
    for s in reversed(path[1:]):
        count = len(s.points)
        segments.append(Segment(s.command, tuple(points[index : index + count])))
        index += count
    return tuple(segments)


def trim_end(path: Path, length: float) -> Path:
    """The path with its last point moved back along the direction of arrival, as far as the straight piece there goes."""
    if length <= 0:
        return path
    angle = end_angle(path)
    last = path[-1]
    x, y = last.points[-1]
    if last.command == "L":
        length = min(length, 0.9 * math.dist(last.points[-1], path[-2].points[-1]))
    tip = (x - length * math.cos(angle), y - length * math.sin(angle))
    return (*path[:-1], Segment(last.command, (*last.points[:-1], tip)))
