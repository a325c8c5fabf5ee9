"""Pictures that look drawn by hand: lines stray a little and are drawn twice, fills are hatched. The text is set, in the theme's face.

How a line strays follows from where it runs, so that the same picture has the same bytes.
"""

from __future__ import annotations

import hashlib
import math
from itertools import pairwise

from diagramc.ir.base import LineStyle
from diagramc.layout.clip import flatten
from diagramc.renderers.markup import number, path_data
from diagramc.renderers.svg import Writer
from diagramc.scene.model import Box, Paint, Path, Point, Segment, Shape
from diagramc.scene.shapes import curve, line, move, outline

HATCH_GAP = 8.0
"""Distance of the lines of a hatched fill, in px."""
HATCH_ANGLE = -0.72
"""Their direction, in radians."""
HATCH_OPACITY = 0.2
LONG = 120.0
"""Straight lines from this many px on stray as far as they may; shorter ones less."""
_UNHATCHED = frozenset({"none", "canvas", "surface", "group.fill", "row.fill", "fragment.fill", "text"})
"""Fills that stay plain: grounds of other things."""


class _Chance:
    """Numbers that look random and follow from a text (a linear congruential generator, Knuth's MMIX constants)."""

    def __init__(self, text: str) -> None:
        self.state = int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")

    def within(self, reach: float) -> float:
        """A number from -reach to reach."""
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return ((self.state >> 11) / 2**53 * 2 - 1) * reach


class HandWriter(Writer):
    """Writes the lines of an SVG document as a hand would draw them."""

    def shape(self, item: Shape) -> None:
        """An outline, rectangles too as paths. Frames of groups are not hatched: much stands on them."""
        path = outline(item.shape, item.box, item.radius)
        fill = item.fill
        if item.role == "group-frame" and path:
            self.out.append(f'<path d="{path_data(path)}" fill={self.paint(fill)} stroke="none"/>')
            fill = "none"
        self.path(path, fill, item.stroke, item.stroke_width, item.line)

    def path(
        self, path: Path, fill: Paint, stroke: Paint, width: float, line: LineStyle, more: str = ""
    ) -> None:
        """A fill to the exact outline, hatched, and the outline as it strays."""
        if not path:
            return
        data = path_data(path)
        if fill != "none":
            self.out.append(f'<path d="{data}" fill={self.paint(fill)} stroke="none"/>')
            if fill not in _UNHATCHED and fill != stroke and stroke != "none":
                self._hatch(path, stroke, data)
        if stroke == "none" or line == "invisible":
            return
        attributes = self.stroke_attributes(stroke, width, line, path)
        closed = any(segment.command == "Z" for segment in path)
        # What is filled with its stroke's colour, a bar or a dot, would only grow thick.
        twice = closed and line in ("solid", "thick") and fill != stroke
        for turn in range(2 if twice else 1):
            strayed = stray(path, self.theme.hand * (1.0 if turn == 0 else 0.8), f"{data}{turn}")
            # The second line is finer: together they are about as dark as one with a ruler.
            faint = ' stroke-opacity="0.6"' if turn else ""
            self.out.append(
                f'<path d="{path_data(strayed)}" fill="none"{attributes}{faint}{more} stroke-linecap="round"/>'
            )

    def taper(self, path: Path, paint: Paint, start: float, end: float) -> None:
        """A line that strays, and becomes finer."""
        super().taper(stray(path, self.theme.hand, path_data(path)), paint, start, end)

    def _hatch(self, path: Path, stroke: Paint, seed: str) -> None:
        strokes = hatch(path, seed, HATCH_GAP * self.weight)
        if strokes:
            self.out.append(
                f'<path d="{path_data(strokes)}" fill="none" stroke={self.paint(stroke)} stroke-width="{number(self.weight)}"'
                f' stroke-opacity="{HATCH_OPACITY}" stroke-linecap="round"/>'
            )


def stray(path: Path, reach: float, seed: str) -> Path:
    """The path with its points and bends off by up to `reach` px, less on short lines. Its first and last point stay, so that lines
    still meet what they join."""
    chance = _Chance(seed)
    found: list[Segment] = []
    pen: Point = (0.0, 0.0)
    start: Point = (0.0, 0.0)
    closed = any(segment.command == "Z" for segment in path)
    for index, segment in enumerate(path):
        last = index == len(path) - 1 and not closed
        if segment.command == "M":
            pen = start = segment.points[0]
            found.append(move(*pen))
            continue
        target = start if segment.command == "Z" else segment.points[-1]
        length = math.dist(pen, target)
        slack = reach * min(1.0, 0.25 + 0.75 * length / LONG)
        if length < 0.01 and segment.command == "Z":
            continue
        end = target
        if not last and segment.command != "Z" and length > 3.0:
            end = (target[0] + chance.within(slack * 0.45), target[1] + chance.within(slack * 0.45))
        if segment.command == "C" and length:
            a, b, _ = segment.points
            bend = slack * 0.5
            found.append(
                curve(
                    (a[0] + chance.within(bend), a[1] + chance.within(bend)),
                    (b[0] + chance.within(bend), b[1] + chance.within(bend)),
                    end,
                )
            )
        elif length <= 3.0:
            found.append(line(*end))
        else:
            found.append(_bowed(pen, end, slack, chance))
        pen = target
    return tuple(found)


def _bowed(start: Point, end: Point, slack: float, chance: _Chance) -> Segment:
    """A straight line as a slight bow."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = math.hypot(dx, dy)
    nx, ny = -dy / length, dx / length
    first, second = chance.within(slack), chance.within(slack)
    return curve(
        (start[0] + dx * 0.33 + nx * first, start[1] + dy * 0.33 + ny * first),
        (start[0] + dx * 0.66 + nx * second, start[1] + dy * 0.66 + ny * second),
        end,
    )


def hatch(path: Path, seed: str, gap: float = HATCH_GAP) -> Path:
    """Slanting strokes inside an outline, about `gap` px apart, ends a little off; none where the outline is small."""
    rings = [ring for ring in flatten(path) if len(ring) > 2]
    points = [point for ring in rings for point in ring]
    if not points:
        return ()
    cos, sin = math.cos(-HATCH_ANGLE), math.sin(-HATCH_ANGLE)
    turned = [[(x * cos - y * sin, x * sin + y * cos) for x, y in ring] for ring in rings]
    ys = [y for ring in turned for _, y in ring]
    box = _bounds(points)
    if min(box.width, box.height) < gap:
        return ()
    chance = _Chance(seed)
    found: list[Segment] = []
    count = int((max(ys) - min(ys)) / gap)
    for index in range(count + 1):
        y = min(ys) + (index + 0.5) * gap + chance.within(gap / 8)
        for left, right in _inside(turned, y):
            a, b = left + 1.5 + chance.within(1.0), right - 1.5 + chance.within(1.0)
            if b - a > 3.0:
                ends = [
                    (x * cos + v * sin, -x * sin + v * cos) for x, v in ((a, y), (b, y + chance.within(0.8)))
                ]
                found += [move(*ends[0]), line(*ends[1])]
    return tuple(found)


def _inside(rings: list[list[Point]], y: float) -> list[tuple[float, float]]:
    """The pieces of a level line that are inside the rings (nonzero rule)."""
    hits: list[tuple[float, int]] = []
    for ring in rings:
        for (ax, ay), (bx, by) in pairwise([*ring, ring[0]]):
            if (ay <= y) != (by <= y):
                hits.append((ax + (y - ay) / (by - ay) * (bx - ax), 1 if by > ay else -1))
    hits.sort()
    found: list[tuple[float, float]] = []
    winding, start = 0, 0.0
    for x, way in hits:
        if winding == 0:
            start = x
        winding += way
        if winding == 0:
            found.append((start, x))
    return found


def _bounds(points: list[Point]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
