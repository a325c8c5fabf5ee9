"""Gaps, and nodes where there are few, that grow into the room a drawing has, in each direction by itself."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

from diagramc.scene.model import Drawing

LEAST_AIR, MOST_AIR = 0.75, 2.0
"""The least and the most that gaps are of the theme's."""
_FILLED = 0.985
"""A direction that is filled to this part is left alone."""
_CAUTION = (0.995, 0.9, 0.75, 0.6)
"""How far to go of the way that is left in theory, at the first trial and after each that was too large."""


class Air(NamedTuple):
    """Gaps from left to right and from top to bottom, as multiples of the theme's."""

    across: float
    down: float


def widened(gap: float, factor: float, usual: float) -> float:
    """A gap in px at some air: in proportion, but at the most air at least as wide as `usual`, what the theme has between nodes."""
    return gap * factor if factor <= 1.0 else gap + (factor - 1.0) * max(gap, usual - gap)


def swell(
    width: float, height: float, count: int, air: Air, *, most: float = 2.0, tallest: float = 1.4
) -> tuple[float, float]:
    """The size in px of one of `count` nodes at some air: the fewer there are, the more each is a panel of the picture.

    It grows by at most `most` times its size, and not to be more than `tallest` times as high as wide.
    """
    part = min(most, 2.0 / math.sqrt(max(1, count)))
    wide, high = (1.0 + max(0.0, factor - 1.0) * part for factor in air)
    return width * wide, min(height * high, max(height, width * wide * tallest))


USUAL = Air(1.0, 1.0)
TIGHT = Air(LEAST_AIR, LEAST_AIR)
"""The air in which arrangements are tried: what room is left then goes to the gaps."""
LOOSE = Air(MOST_AIR, MOST_AIR)


def grow(draw: Callable[[Air], Drawing], least: Air, width: float, height: float) -> Drawing:
    """A drawing with its gaps grown from `least` into a room of `width` by `height` px.

    Where the room is larger than the drawing needs at the theme's own gaps, only the direction grows in which the drawing is short.
    """
    air, drawing = least, draw(least)
    if least != USUAL:
        usual = draw(USUAL)
        if _fits(usual, width, height):
            air, drawing = USUAL, usual
    filled = max(drawing.width / max(width, 1.0), drawing.height / max(height, 1.0))
    if filled < 1.0:
        width, height = width * filled, height * filled
    for axis in (0, 1):
        air, drawing = _grow_axis(draw, air, drawing, axis, (width, height))
    return drawing


def _fits(drawing: Drawing, width: float, height: float) -> bool:
    return drawing.width <= width + 0.5 and drawing.height <= height + 0.5


def _grow_axis(
    draw: Callable[[Air], Drawing], air: Air, drawing: Drawing, axis: int, room: tuple[float, float]
) -> tuple[Air, Drawing]:
    """Grow the gaps along one axis. Extents are nearly linear in them, so that one or two trials mostly meet the room."""
    goal, extent = room[axis], _extent(drawing, axis)
    if extent >= goal * _FILLED:
        return air, drawing
    factor = MOST_AIR
    for caution in _CAUTION:
        looser = Air(factor, air.down) if axis == 0 else Air(air.across, factor)
        trial = draw(looser)
        found = _extent(trial, axis)
        if _fits(trial, *room):
            return looser, trial
        part = min(1.0, max(0.0, goal - extent) / max(found - extent, 1.0))
        factor = air[axis] + (factor - air[axis]) * part * caution
    return air, drawing


def _extent(drawing: Drawing, axis: int) -> float:
    return drawing.width if axis == 0 else drawing.height
