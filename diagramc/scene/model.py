"""The laid-out diagram: what is where, before it is drawn. The seam between layout and renderers.

Coordinates are px with y downwards. An item says its `role` (what it is: node, edge, label, group, lifeline …) and its `ref`
(the id of the IR element it shows), so that a lint, an editable export or a stylesheet can tell nodes from labels.
A paint is a role of the theme (`node.fill`), a literal CSS colour, or `none`; renderers resolve roles.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

import msgspec

from diagramc.ir.base import EdgeHead, LineStyle
from diagramc.layout.text import TextBlock

Paint = str
Point = tuple[float, float]
Anchor = Literal["start", "middle", "end"]
Head = (
    EdgeHead
    | Literal[
        "crow-one",
        "crow-zero-one",
        "crow-many",
        "crow-zero-many",
        "half-open",
        "half-open-right",
        "half-arrow",
        "half-arrow-right",
    ]
)
"""Line ends: those of edges, the crow's feet of er diagrams, and the left or right half of a head, seen along the line."""


class Box(NamedTuple):
    """A rectangle by its top left corner and size."""

    x: float
    y: float
    width: float
    height: float

    @property
    def center(self) -> Point:
        """The middle."""
        return self.x + self.width / 2, self.y + self.height / 2

    @property
    def right(self) -> float:
        """The right edge's x."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The bottom edge's y."""
        return self.y + self.height


class Segment(NamedTuple):
    """A piece of a path: `M` and `L` take one point, `C` three, `Z` none (SVG 2, 9.3)."""

    command: Literal["M", "L", "C", "Z"]
    points: tuple[Point, ...] = ()


Path = tuple[Segment, ...]


class Item(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="item"):
    """Something drawn."""

    role: str
    ref: str | None = None


class Shape(Item, frozen=True, kw_only=True, tag="shape"):
    """An outline from `diagramc.scene.shapes` in a box. `radius` rounds the corners of rectangles."""

    shape: str
    box: Box
    fill: Paint = "none"
    stroke: Paint = "none"
    stroke_width: float = 1.5
    line: LineStyle = "solid"
    radius: float = 0.0


class Stroke(Item, frozen=True, kw_only=True, tag="path"):
    """A free path: marks, separators, icons' parts, brackets. `even_odd` says how overlapping parts are filled (SVG 2, 13.4.2)."""

    path: Path
    fill: Paint = "none"
    stroke: Paint = "none"
    stroke_width: float = 1.5
    line: LineStyle = "solid"
    even_odd: bool = False


class Text(Item, frozen=True, kw_only=True, tag="text"):
    """Set text. `x` is where the anchor of each line is, `y` the top of the block."""

    block: TextBlock
    x: float
    y: float
    anchor: Anchor = "start"
    fill: Paint = "text"
    halo: Paint = "none"

    @property
    def box(self) -> Box:
        """The room the block takes."""
        left = {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor] * self.block.width
        return Box(self.x - left, self.y, self.block.width, self.block.height)


class Connector(Item, frozen=True, kw_only=True, tag="connector"):
    """A line from the border of `source` to that of `target` (ids). The path runs from tip to tip; heads are drawn inside it.

    One with an `end_width` tapers from `stroke_width` at its source to that at its target, in px; it is solid and has no heads.
    """

    path: Path
    source: str | None = None
    target: str | None = None
    stroke: Paint = "edge.stroke"
    stroke_width: float = 1.5
    end_width: float | None = None
    line: LineStyle = "solid"
    source_head: Head = "none"
    target_head: Head = "none"


class Icon(Item, frozen=True, kw_only=True, tag="icon"):
    """A pictogram of `diagramc.scene.icons` in a square of `size` px."""

    name: str
    x: float
    y: float
    size: float
    stroke: Paint = "text"


class Cluster(Item, frozen=True, kw_only=True, tag="cluster"):
    """Items that belong together (a node with its text), with what a pointer finds there: a link, a tooltip."""

    items: tuple[AnyItem, ...]
    link: str | None = None
    new_window: bool = False
    tooltip: str | None = None


AnyItem = Shape | Stroke | Text | Connector | Icon | Cluster


class Drawing(msgspec.Struct, frozen=True, kw_only=True):
    """An arrangement at natural size: items in a bounding box from (0, 0) to (width, height) px."""

    items: tuple[AnyItem, ...]
    width: float
    height: float


class Scene(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A drawing placed on a canvas of whole px: drawn at `scale`, its top left corner at (`x`, `y`)."""

    type: str
    width: int
    height: int
    drawing: Drawing
    scale: float
    x: float
    y: float
    title: str = ""
    description: str = ""
