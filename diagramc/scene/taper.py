"""Lines that taper: the outline of a stroke that is wider at its start than at its end."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from diagramc.scene.model import Path, Point, Segment
from diagramc.scene.shapes import CLOSE, curve, line, move

_SHARP = 0.5
"""At corners that turn by more than 120 degrees the outline is not drawn out to their point."""


class _Piece(NamedTuple):
    """A straight or curved piece of a line by its points: two, or the four of a cubic Bézier."""

    points: tuple[Point, ...]

    @property
    def length(self) -> float:
        """About its length in px: between the chord and the way over the control points."""
        way = sum(math.dist(a, b) for a, b in pairwise(self.points))
        return (way + math.dist(self.points[0], self.points[-1])) / 2

    def normal(self, *, at_end: bool) -> Point:
        """The direction to the right of the line at one of its ends."""
        points = self.points[::-1] if at_end else self.points
        other = next((p for p in points[1:] if math.dist(p, points[0]) > 1e-6), points[0])
        dx, dy = other[0] - points[0][0], other[1] - points[0][1]
        if at_end:
            dx, dy = -dx, -dy
        length = math.hypot(dx, dy) or 1.0
        return -dy / length, dx / length


def tapered(path: Path, start: float, end: float) -> Path:
    """The outline of an open line of M, L and C that is `start` px wide at its beginning and `end` px at its end."""
    pieces = _pieces(path)
    if not pieces:
        return ()
    reached = [0.0, *accumulate(piece.length for piece in pieces)]
    halves = [(start + (end - start) * at / max(reached[-1], 1e-9)) / 2 for at in reached]
    normals = _normals(pieces)
    right = [_shifted(p, n, h) for p, n, h in zip(pieces, pairwise(normals), pairwise(halves), strict=True)]
    left = [
        _shifted(p, n, (-h[0], -h[1]))[::-1]
        for p, n, h in zip(pieces, pairwise(normals), pairwise(halves), strict=True)
    ][::-1]
    return (
        move(*right[0][0]),
        *map(_segment, right),
        line(*left[0][0]),
        *map(_segment, left),
        CLOSE,
    )


def _pieces(path: Path) -> list[_Piece]:
    found: list[_Piece] = []
    pen = path[0].points[0]
    for segment in path[1:]:
        if math.dist(pen, segment.points[-1]) > 1e-6:
            piece = _Piece((pen, *segment.points))
            found += _quarters(piece) if segment.command == "C" else [piece]
        pen = segment.points[-1]
    return found


def _quarters(piece: _Piece) -> list[_Piece]:
    """A curve in four: what is moved by its ends alone would be pinched where it is steep."""
    return [part for half in _halved(piece) for part in _halved(half)]


def _halved(piece: _Piece) -> tuple[_Piece, _Piece]:
    """A Bézier cut in its middle (de Casteljau)."""
    first, second = [piece.points[0]], [piece.points[-1]]
    points = piece.points
    while len(points) > 1:
        points = tuple(((ax + bx) / 2, (ay + by) / 2) for (ax, ay), (bx, by) in pairwise(points))
        first.append(points[0])
        second.append(points[-1])
    return _Piece(tuple(first)), _Piece(tuple(reversed(second)))


def _normals(pieces: Sequence[_Piece]) -> list[Point]:
    """What to move the line's joints by for an outline 1 px to its right: at corners along their bisector, out to their point."""
    found = [pieces[0].normal(at_end=False)]
    for before, after in pairwise(pieces):
        (ax, ay), (bx, by) = before.normal(at_end=True), after.normal(at_end=False)
        length = max(1.0 + ax * bx + ay * by, _SHARP)
        found.append(((ax + bx) / length, (ay + by) / length))
    found.append(pieces[-1].normal(at_end=True))
    return found


def _shifted(piece: _Piece, normals: tuple[Point, Point], halves: tuple[float, float]) -> list[Point]:
    """The piece moved to its right at both ends, the handles of a curve longer or shorter as what is between its ends is."""
    first, last = piece.points[0], piece.points[-1]
    start, end = (
        (x + nx * half, y + ny * half)
        for (x, y), (nx, ny), half in zip((first, last), normals, halves, strict=True)
    )
    if len(piece.points) == 2:
        return [start, end]
    grown = math.dist(start, end) / max(math.dist(first, last), 1e-9)
    _, (ax, ay), (bx, by), _ = piece.points
    return [
        start,
        (start[0] + (ax - first[0]) * grown, start[1] + (ay - first[1]) * grown),
        (end[0] + (bx - last[0]) * grown, end[1] + (by - last[1]) * grown),
        end,
    ]


def _segment(points: Sequence[Point]) -> Segment:
    return curve(points[1], points[2], points[3]) if len(points) == 4 else line(*points[1])
