"""Gaps, and nodes where there are few, that grow into the room a drawing has, in each direction by itself."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

from diagramc.scene.model import Drawing

LEAST_AIR, MOST_AIR = 0.7, 2.0
"""The least and the most that gaps are of the theme's."""
_FILLED = 0.985
"""A direction that is filled to this part is left alone."""
_OVER = 1.0005
"""By this part a drawing may be larger than its room."""
_CAUTION = (0.995, 0.95, 0.85, 0.7, 0.5)
"""How far to go of the way that is left in theory, at each trial."""


LONE_TALLEST = 1.8
"""How many times as high as wide a node becomes that is the whole picture."""

Size = tuple[float, float]
"""Width and height in px."""


class Air(NamedTuple):
    """Gaps from left to right and from top to bottom, as multiples of the theme's."""

    across: float
    down: float


Measure = Callable[[Air], Size]
"""The size that something has with some air."""


def widened(gap: float, factor: float, usual: float) -> float:
    """A gap in px at some air: in proportion, but at the most air at least as wide as `usual`, what the theme has between nodes."""
    return gap * factor if factor <= 1.0 else gap + (factor - 1.0) * max(gap, usual - gap)


def swell(
    width: float, height: float, count: int, air: Air, *, most: float = 2.0, tallest: float = 1.4
) -> tuple[float, float]:
    """The size in px of one of `count` nodes at some air: the fewer there are, the more each is a panel of the picture.

    It grows by at most `most` times its size, and not to be more than `tallest` times as high as wide; one that is alone takes the shape
    of its canvas, up to LONE_TALLEST.
    """
    if count == 1 and tallest > 1.0:
        tallest = LONE_TALLEST
    part = min(most, 2.0 / math.sqrt(max(1, count)))
    wide, high = (1.0 + max(0.0, factor - 1.0) * part for factor in air)
    return width * wide, min(height * high, max(height, width * wide * tallest))


USUAL = Air(1.0, 1.0)
TIGHT = Air(LEAST_AIR, LEAST_AIR)
"""The air in which arrangements are tried: what room is left then goes to the gaps."""
LOOSE = Air(MOST_AIR, MOST_AIR)


def grow(
    draw: Callable[[Air], Drawing], least: Air, width: float, height: float, size: Measure | None = None
) -> Drawing:
    """A drawing with its gaps grown from `least` into a room of `width` by `height` px; `size` measures without drawing.

    Where the room is larger than the drawing needs at the theme's own gaps, only the direction grows in which the drawing is short.
    """

    def drawn_size(air: Air) -> Size:
        drawing = draw(air)
        return drawing.width, drawing.height

    size = size or drawn_size
    air, found = least, size(least)
    # What is measured may be a little off what is drawn, by as much with any air.
    drawn = drawn_size(least)
    width, height = width + found[0] - drawn[0], height + found[1] - drawn[1]
    if least != USUAL and _fits(size(USUAL), (width, height)):
        air, found = USUAL, size(USUAL)
    filled = min(1.0, max(found[0] / max(width, 1.0), found[1] / max(height, 1.0)))
    room = width * filled, height * filled
    for axis in (0, 1):
        air = _grow_axis(size, air, axis, room)
    return draw(air)


def _fits(size: Size, room: Size) -> bool:
    return size[0] <= room[0] * _OVER and size[1] <= room[1] * _OVER


def _grow_axis(size: Measure, air: Air, axis: int, room: Size) -> Air:
    """Grow the gaps along one axis. Extents are nearly linear in them, so that two trials mostly meet the room."""
    goal, best = room[axis], air
    low, low_extent = air[axis], size(air)[axis]
    if low_extent >= goal * _FILLED:
        return air
    high, high_extent = 0.0, 0.0
    factor = MOST_AIR
    for caution in _CAUTION:
        trial = Air(factor, air.down) if axis == 0 else Air(air.across, factor)
        found = size(trial)
        # Nodes that grow no further leave nothing to go by: then half the way is tried.
        stuck = bool(high) and found[axis] > high_extent * _FILLED
        if _fits(found, room):
            best, low, low_extent = trial, factor, found[axis]
            if not high or low_extent >= goal * _FILLED:
                break
        else:
            high, high_extent = factor, found[axis]
        part = min(1.0, max(0.0, goal - low_extent) / max(high_extent - low_extent, 1.0))
        part = min(part, 0.5) if stuck else part
        factor = low + (high - low) * part * caution
    return best
