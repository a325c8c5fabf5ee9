"""What can be made of a graph besides a plain layered layout."""

from __future__ import annotations

from typing import Literal, NamedTuple

from diagramc.layout.nested import Turn
from diagramc.layout.rooted import Root


class Shape(NamedTuple):
    """How a layout is arranged: `plain`, `folded` into as many pieces, its components `packed` in as many rows, or the many leaves of a
    node `staggered` on as many ranks, or ranked outwards from a `root`, or `wrapped`: ranked anew in one of several ways, or groups `nested`:
    laid out apart, some by `turn` in a direction of their own, those without lines in grids of as many columns (0: a few more than rows).
    `curved` is plain with the engine's own lines.
    """

    way: Literal["plain", "folded", "packed", "staggered", "rooted", "wrapped", "nested", "curved"]
    parts: int = 1
    root: Root = "end"
    turn: Turn = "none"


PLAIN, CURVED = Shape("plain"), Shape("curved")
WISHED = Shape("nested", 0, turn="wished")
