"""Places for labels beside lines that are routed already."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from diagramc.layout.clip import crosses
from diagramc.scene.model import Box, Point

LABEL_GAP = 5.0
"""How far a label keeps from its line, in px."""


def place_label(
    points: Sequence[Point], size: tuple[float, float], taken: Sequence[Box], lines: Sequence[Sequence[Point]]
) -> Point:
    """The middle of a label beside its line, near its start, where it touches nothing; else on the line, where it touches no box.

    The line's pieces are level or upright; `taken` are the boxes of nodes and other labels, `lines` the other lines.
    """
    for box in _beside(points, size):
        if any(_touch(box, other) for other in taken):
            continue
        if not any(crosses(box, line) for line in (*lines, points)):
            return box.center
    pieces = sorted(pairwise(points), key=lambda piece: -math.dist(*piece))
    on_line = [
        (ax + (bx - ax) * part, ay + (by - ay) * part)
        for (ax, ay), (bx, by) in pieces
        for part in (0.5, 0.3, 0.7, 0.15, 0.85)
    ]
    for x, y in on_line:
        box = Box(x - size[0] / 2, y - size[1] / 2, *size)
        if not any(_touch(box, other) for other in taken):
            return x, y
    return on_line[0]


def _beside(points: Sequence[Point], size: tuple[float, float]) -> Iterator[Box]:
    """Places for a label along a line, those near its start first."""
    width, height = size
    for (ax, ay), (bx, by) in pairwise(points):
        length = abs(bx - ax) + abs(by - ay)
        for part in (16.0, length / 2, length - 16.0):
            if not 0 <= part <= length:
                continue
            x, y = ax + (bx - ax) * part / (length or 1), ay + (by - ay) * part / (length or 1)
            if abs(ay - by) < 0.01:
                if length < width + 12:
                    continue
                x = min(max(x, min(ax, bx) + width / 2 + 6), max(ax, bx) - width / 2 - 6)
                yield Box(x - width / 2, y - LABEL_GAP - height, width, height)
                yield Box(x - width / 2, y + LABEL_GAP, width, height)
            else:
                if length < height + 12:
                    continue
                y = min(max(y, min(ay, by) + height / 2 + 6), max(ay, by) - height / 2 - 6)
                yield Box(x + LABEL_GAP, y - height / 2, width, height)
                yield Box(x - LABEL_GAP - width, y - height / 2, width, height)


def _touch(one: Box, other: Box) -> bool:
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom
