"""Outlines of shapes in a box, and how much box a shape needs round its text."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from diagramc.scene.model import Box, Path, Point, Segment

KAPPA = 0.5523
"""Handle length of the cubic Bézier that is nearest a quarter circle, as a part of the radius."""
CYLINDER_LID = 0.16
"""Half height of a cylinder's lid, as a part of its width; at most LID_MAX px."""
LID_MAX = 10.0
SKEW = 14.0
"""How far the sides of parallelograms and trapezoids lean, in px."""
SPIKE = 8.0
"""How far the teeth of `bang` stand out, in px."""
FIGURE = 52.0
"""Height of the figure of `actor`, over its text, in px."""
STACK = 5.0
"""How far the sheets of `documents` stand apart, in px."""


def move(x: float, y: float) -> Segment:
    """Start a path here."""
    return Segment("M", ((x, y),))


def line(x: float, y: float) -> Segment:
    """A straight line to here."""
    return Segment("L", ((x, y),))


def curve(a: Point, b: Point, c: Point) -> Segment:
    """A cubic Bézier to `c`."""
    return Segment("C", (a, b, c))


CLOSE = Segment("Z")


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


def _lid(box: Box) -> float:
    return min(LID_MAX, box.width * CYLINDER_LID)


def _cylinder(box: Box) -> Path:
    lid = _lid(box)
    x, right, top, bottom = box.x, box.right, box.y + lid, box.bottom - lid
    cx, k = box.center[0], box.width / 2 * KAPPA
    dy = lid * KAPPA
    return (
        move(x, top),
        curve((x, top - dy), (cx - k, box.y), (cx, box.y)),
        curve((cx + k, box.y), (right, top - dy), (right, top)),
        line(right, bottom),
        curve((right, bottom + dy), (cx + k, box.bottom), (cx, box.bottom)),
        curve((cx - k, box.bottom), (x, bottom + dy), (x, bottom)),
        CLOSE,
        # The lid runs the way of the outline: the other way round, the nonzero rule would leave a hole below its edge.
        move(right, top),
        curve((right, top + dy), (cx + k, top + lid), (cx, top + lid)),
        curve((cx - k, top + lid), (x, top + dy), (x, top)),
    )


def _turned(path: Path, box: Box) -> Path:
    """Swap the axes of a path inside its box, clockwise."""

    def turn(point: Point) -> Point:
        return box.right - (point[1] - box.y), box.y + (point[0] - box.x)

    return tuple(Segment(s.command, tuple(turn(p) for p in s.points)) for s in path)


def _queue(box: Box) -> Path:
    return _turned(_cylinder(Box(box.x, box.y, box.height, box.width)), box)


def _document(box: Box) -> Path:
    wave = min(8.0, box.height * 0.16)
    x, right, base = box.x, box.right, box.bottom - wave
    w = box.width
    return (
        move(x, box.y),
        line(right, box.y),
        line(right, base),
        curve((right - w * 0.18, base - wave * 0.9), (x + w * 0.66, base - wave * 0.8), (x + w * 0.5, base)),
        curve((x + w * 0.34, base + wave * 0.8), (x + w * 0.18, base + wave * 1.4), (x, base + wave * 0.6)),
        CLOSE,
    )


def _cloud(box: Box) -> Path:
    x, y, w, h = box

    def at(u: float, v: float) -> Point:
        return x + u * w, y + v * h

    return (
        move(*at(0.2, 1.0)),
        curve(at(0.02, 1.0), at(-0.04, 0.62), at(0.12, 0.52)),
        curve(at(0.06, 0.22), at(0.28, 0.08), at(0.4, 0.2)),
        curve(at(0.5, -0.08), at(0.8, -0.04), at(0.8, 0.28)),
        curve(at(0.98, 0.22), at(1.06, 0.56), at(0.94, 0.68)),
        curve(at(1.02, 0.86), at(0.92, 1.0), at(0.8, 1.0)),
        CLOSE,
    )


def actor_figure(box: Box) -> Path:
    """A stick figure that fills the box."""
    cx = box.center[0]
    head = min(box.height * 0.16, box.width * 0.3)
    neck, hip = box.y + 2 * head, box.y + box.height * 0.66
    arms = box.y + box.height * 0.42
    reach = min(box.width / 2, box.height * 0.3)
    return (
        *ellipse(Box(cx - head, box.y, 2 * head, 2 * head)),
        move(cx, neck),
        line(cx, hip),
        move(cx - reach, arms),
        line(cx + reach, arms),
        # Legs one by one: a fill would close them to a triangle.
        move(cx, hip),
        line(cx - reach, box.bottom),
        move(cx, hip),
        line(cx + reach, box.bottom),
    )


def outline(shape: str, box: Box, radius: float = 0.0) -> Path:
    """The path of a shape in a box. An unknown shape is a rectangle."""
    x, y, right, bottom = box.x, box.y, box.right, box.bottom
    cx, cy = box.center
    lean = min(SKEW, box.width / 4)
    match shape:
        case "rounded":
            return rounded(box, radius or 8.0)
        case "stadium":
            return rounded(box, min(box.height, box.width) / 2)
        case "ellipse" | "circle" | "dot":
            return ellipse(box)
        case "double-circle":
            return ellipse(box) + ellipse(Box(x + 4, y + 4, box.width - 8, box.height - 8))
        case "diamond":
            return polygon((cx, y), (right, cy), (cx, bottom), (x, cy))
        case "hexagon":
            return polygon(
                (x + lean, y),
                (right - lean, y),
                (right, cy),
                (right - lean, bottom),
                (x + lean, bottom),
                (x, cy),
            )
        case "parallelogram":
            return polygon((x + lean, y), (right, y), (right - lean, bottom), (x, bottom))
        case "parallelogram-alt":
            return polygon((x, y), (right - lean, y), (right, bottom), (x + lean, bottom))
        case "trapezoid":
            return polygon((x + lean, y), (right - lean, y), (right, bottom), (x, bottom))
        case "trapezoid-alt":
            return polygon((x, y), (right, y), (right - lean, bottom), (x + lean, bottom))
        case "manual-input":
            return polygon((x, y + min(12.0, box.height / 3)), (right, y), (right, bottom), (x, bottom))
        case "flag":
            return polygon((x, y), (right, y), (right, bottom), (x, bottom), (x + lean, cy))
        case "triangle":
            return polygon((cx, y), (right, bottom), (x, bottom))
        case "cylinder":
            return _cylinder(box)
        case "queue":
            return _queue(box)
        case "document":
            return _document(box)
        case "documents":
            front = Box(x, y + 2 * STACK, box.width - 2 * STACK, box.height - 2 * STACK)
            return (*_edge_of_sheet(front, 2 * STACK), *_edge_of_sheet(front, STACK), *_document(front))
        case "subprocess":
            bar = 8.0
            return (
                *rounded(box, 3.0),
                move(x + bar, y),
                line(x + bar, bottom),
                move(right - bar, y),
                line(right - bar, bottom),
            )
        case "delay":
            r = min(box.height / 2, box.width / 2)
            k = r * KAPPA
            return (
                move(x, y),
                line(right - r, y),
                curve((right - r + k, y), (right, cy - k), (right, cy)),
                curve((right, cy + k), (right - r + k, bottom), (right - r, bottom)),
                line(x, bottom),
                CLOSE,
            )
        case "display":
            return (
                move(x, cy),
                line(x + lean, y),
                line(right - lean, y),
                curve((right, y), (right, bottom), (right - lean, bottom)),
                line(x + lean, bottom),
                CLOSE,
            )
        case "note":
            fold = min(10.0, box.width / 4, box.height / 3)
            return (
                *polygon((x, y), (right - fold, y), (right, y + fold), (right, bottom), (x, bottom)),
                # The fold runs the way of the outline: the other way round, the nonzero rule would leave a hole.
                *polyline((right, y + fold), (right - fold, y + fold), (right - fold, y)),
            )
        case "bracket":
            return polyline((x + 8, y), (x, y), (x, bottom), (x + 8, bottom))
        case "cloud":
            return _cloud(box)
        case "bang":
            return _bang(box)
        case "actor":
            return actor_figure(Box(cx - FIGURE * 0.36, y, FIGURE * 0.72, min(FIGURE, box.height)))
        case "none":
            return ()
        case _:
            return rounded(box, radius)


def _edge_of_sheet(front: Box, offset: float) -> Path:
    """What is seen of a sheet behind one that covers it: a strip above and to the right, STACK px wide."""
    left, top, right, foot = (
        front.x + offset,
        front.y - offset,
        front.right + offset,
        front.bottom - 8 - offset,
    )
    return polygon(
        (left, top + STACK),
        (left, top),
        (right, top),
        (right, foot),
        (right - STACK, foot),
        (right - STACK, top + STACK),
    )


def box_for_text(shape: str, width: float, height: float) -> tuple[float, float]:
    """Size in px of the box that a shape needs so that text of this size (padding included) is inside its outline."""
    match shape:
        case "diamond":
            # The text's rectangle touches the rhombus where w/W + h/H = 1; this choice keeps W:H near 2:1 for one line.
            return width + 1.6 * height, height + width / 1.6
        case "ellipse":
            return width * 1.25, height * 1.3
        case "circle" | "double-circle":
            side = (width**2 + height**2) ** 0.5 * 0.94
            return side, side
        case (
            "hexagon"
            | "parallelogram"
            | "parallelogram-alt"
            | "trapezoid"
            | "trapezoid-alt"
            | "display"
            | "flag"
        ):
            return width + 2 * SKEW, height
        case "stadium" | "delay":
            return width + height * 0.4, height
        case "cylinder":
            return width, height + 3 * min(LID_MAX, width * CYLINDER_LID)
        case "queue":
            return width + 3 * min(LID_MAX, height * CYLINDER_LID), height
        case "document":
            return width, height + 12
        case "documents":
            return width + 2 * STACK, height + 12 + 2 * STACK
        case "subprocess":
            return width + 16, height
        case "manual-input":
            return width, height + 10
        case "triangle":
            return width * 1.6, height * 2.0
        case "cloud":
            return width * 1.35, height * 1.75
        case "bang":
            return width + 2 * SPIKE, height + 2 * SPIKE
        case "actor":
            return max(width, FIGURE * 0.72), height + FIGURE
        case "bracket":
            return width + 8, height
        case _:
            return width, height


def text_offset(shape: str, box: Box) -> Point:
    """How far the middle of the text stands from the middle of the box, in px."""
    match shape:
        case "cylinder":
            return 0.0, _lid(box) * 0.8
        case "queue":
            return -_lid(Box(0, 0, box.height, box.width)) * 0.8, 0.0
        case "document":
            return 0.0, -5.0
        case "documents":
            return -STACK, STACK - 5.0
        case "manual-input":
            return 0.0, 5.0
        case "triangle":
            return 0.0, box.height * 0.2
        case "cloud":
            return 0.0, box.height * 0.08
        case "actor":
            return 0.0, FIGURE / 2
        case "flag":
            return 6.0, 0.0
        case "bracket":
            return 4.0, 0.0
        case _:
            return 0.0, 0.0
