"""What is to be known of an outline: its path, the room round a text, and where the text stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from diagramc.scene.model import Box, Path, Point
from diagramc.scene.shapes.paths import polygon


def rectangle(box: Box) -> Path:
    """The box itself."""
    return polygon((box.x, box.y), (box.right, box.y), (box.right, box.bottom), (box.x, box.bottom))


def as_it_is(width: float, height: float) -> tuple[float, float]:
    """No more room than the text's."""
    return width, height


def in_the_middle(box: Box) -> Point:
    """The text's middle is the box's."""
    return 0.0, 0.0


class Form(NamedTuple):
    """An outline. All sizes are px.

    `path` draws it in a box; its first part is the whole outline, unless `border` says where lines end. `room` is the size of the box for a
    text with its padding, `offset` how far the text's middle stands from the box's. A `fixed` outline has a form of its own and does not
    swell; an `open` one holds no fill; a `mark` has a size of its own, and its text stands under it.
    """

    path: Callable[[Box], Path]
    room: Callable[[float, float], tuple[float, float]] = as_it_is
    offset: Callable[[Box], Point] = in_the_middle
    border: Callable[[Box], Path] | None = None
    fixed: bool = False
    open: bool = False
    mark: tuple[float, float] | None = None


def more(width: float = 0.0, height: float = 0.0) -> Callable[[float, float], tuple[float, float]]:
    """Room that is so many px larger than the text."""
    return lambda w, h: (w + width, h + height)


def times(width: float, height: float) -> Callable[[float, float], tuple[float, float]]:
    """Room that is so many times as large as the text."""
    return lambda w, h: (w * width, h * height)


def shifted(x: float = 0.0, y: float = 0.0) -> Callable[[Box], Point]:
    """A text that stands so many px off the middle."""
    return lambda box: (x, y)


def lowered(part: float) -> Callable[[Box], Point]:
    """A text that stands below the middle by a part of the box's height."""
    return lambda box: (0.0, box.height * part)
