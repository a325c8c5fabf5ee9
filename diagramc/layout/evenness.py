"""How evenly a drawing covers its room: one with a large empty corner looks unfinished, however large its text is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from diagramc.layout.clip import flatten
from diagramc.scene.edit import boxes
from diagramc.scene.model import AnyItem, Box, Cluster, Connector, Drawing

CELLS = 24
"""Into so many columns and rows the drawing is cut."""
USUAL_HOLE = 0.12
"""An empty rectangle of this part of the drawing is in any tree, beside its root for one."""
HOLE_COST = 0.8
"""By what part of a larger hole a drawing is worth less."""


def evenness(drawing: Drawing) -> float:
    """1 where the drawing has no more than the usual holes, less the larger the largest one is."""
    return 1.0 - HOLE_COST * max(0.0, largest_hole(drawing) - USUAL_HOLE)


def largest_hole(drawing: Drawing) -> float:
    """The largest upright rectangle in which nothing is drawn, as a part of the drawing; to the nearest cell."""
    wide, high = drawing.width / CELLS, drawing.height / CELLS
    if wide <= 0.0 or high <= 0.0:
        return 0.0
    taken = [[False] * CELLS for _ in range(CELLS)]
    for box in _covered(drawing.items):
        # What only reaches into a cell leaves it empty to the eye.
        left, right = round(box.x / wide), round(box.right / wide)
        top, bottom = round(box.y / high), round(box.bottom / high)
        for row in taken[max(0, top) : max(bottom, top + 1)]:
            for column in range(max(0, left), min(CELLS, max(right, left + 1))):
                row[column] = True
    heights = [0] * CELLS
    largest = 0
    for row in taken:
        heights = [0 if used else height + 1 for used, height in zip(row, heights, strict=True)]
        largest = max(largest, _largest_under(heights))
    return largest / CELLS**2


def _covered(items: Iterable[AnyItem]) -> Iterator[Box]:
    """The boxes of shapes and texts, and of the points of lines."""
    for item in items:
        match item:
            case Connector():
                yield from (Box(x, y, 0.0, 0.0) for line in flatten(item.path) for x, y in line)
            case Cluster():
                yield from _covered(item.items)
            case _:
                yield from boxes((item,))


def _largest_under(heights: list[int]) -> int:
    """The largest rectangle under a skyline (with a stack of those still open)."""
    largest = 0
    rising: list[tuple[int, int]] = []
    for position, height in enumerate([*heights, 0]):
        start = position
        while rising and rising[-1][1] >= height:
            start, level = rising.pop()
            largest = max(largest, level * (position - start))
        rising.append((start, height))
    return largest
