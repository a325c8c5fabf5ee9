"""Contours: how far a shape reaches to one side, as a step function of the depth.

A contour is a list of (start, end, reach) in order of depth, without overlaps; where it has a gap there is nothing. Subtrees are
packed by their contours, after E. Reingold and J. Tilford, "Tidier Drawings of Trees" (1981), with boxes of any size as in
A. van der Ploeg, "Drawing non-layered tidy trees in linear time" (2014).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

Step = tuple[float, float, float]
Contour = list[Step]
Pick = Callable[[float, float], float]


def shift_contour(contour: Contour, depth: float, reach: float) -> Contour:
    """The contour moved by `depth` along and by `reach` across."""
    return [(start + depth, end + depth, value + reach) for start, end, value in contour]


def merge_contours(first: Contour, second: Contour, pick: Pick) -> Contour:
    """The contour of two shapes together: `pick` (min or max) chooses where both reach."""
    if not first or not second:
        return first or second
    cuts = sorted({cut for start, end, _ in (*first, *second) for cut in (start, end)})
    merged: Contour = []
    i = j = 0
    for start, end in pairwise(cuts):
        while i < len(first) and first[i][1] <= start:
            i += 1
        while j < len(second) and second[j][1] <= start:
            j += 1
        here = i < len(first) and first[i][0] <= start
        there = j < len(second) and second[j][0] <= start
        if not (here or there):
            continue
        value = pick(first[i][2], second[j][2]) if here and there else first[i][2] if here else second[j][2]
        if merged and merged[-1][1] == start and merged[-1][2] == value:
            merged[-1] = (merged[-1][0], end, value)
        else:
            merged.append((start, end, value))
    return merged


def overlap(high: Contour, low: Contour) -> float:
    """How far `high` reaches past `low` where both are: what `low` must be moved by to stand clear. 0 where they never meet."""
    worst: float | None = None
    i = j = 0
    while i < len(high) and j < len(low):
        if high[i][0] < low[j][1] and low[j][0] < high[i][1]:
            by = high[i][2] - low[j][2]
            worst = by if worst is None else max(worst, by)
        if high[i][1] <= low[j][1]:
            i += 1
        else:
            j += 1
    return 0.0 if worst is None else worst


def pack(sides: Sequence[tuple[Contour, Contour]], gap: float) -> list[float]:
    """Where shapes stand side by side, in order and `gap` apart: by how much each is to be moved across.

    `sides` are the low and the high contour of each shape. The positions are the mean of packing towards the first and packing
    towards the last: both keep every distance, so their mean does, and small shapes between large ones stand evenly.
    """
    ahead = [0.0]
    reach = sides[0][1]
    for low, high in sides[1:]:
        ahead.append(overlap(reach, low) + gap)
        reach = merge_contours(reach, shift_contour(high, 0.0, ahead[-1]), max)
    back = [ahead[-1]]
    reach = shift_contour(sides[-1][0], 0.0, back[0])
    for low, high in reversed(sides[:-1]):
        back.append(-overlap(high, reach) - gap)
        reach = merge_contours(reach, shift_contour(low, 0.0, back[-1]), min)
    back.reverse()
    return [(a + b) / 2 for a, b in zip(ahead, back, strict=True)]
