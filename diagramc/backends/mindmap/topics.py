"""How topics look: the root stands out, its branches are pills in their own colours, the last ones are plain text on the canvas."""

from __future__ import annotations

import math
from typing import NamedTuple

from diagramc.backends.look import element_style
from diagramc.backends.pictograms import known_icon, pictogram
from diagramc.ir.base import Style, label_of
from diagramc.ir.mindmap import MindMap, Topic
from diagramc.layout.grow import Air, swell
from diagramc.layout.text import TextBlock, TextStyle, rich, set_text, widest_word
from diagramc.scene.model import AnyItem, Box, Point, Shape, Text
from diagramc.scene.shapes import box_for_text, text_offset
from diagramc.themes.base import Theme

_SHAPES = {"rect": "rect", "circle": "circle", "cloud": "cloud", "bang": "bang", "hexagon": "hexagon"}
_ICON_GAP = 6.0
_WIDEST_WORD = 240.0
"""Words up to this many px are never cut, however narrow the labels."""
_WIDEST_CLOUD = 190.0
"""Labels in a cloud or a bang wrap at this width in px at most: wider ones have no edge where an outline could hang."""
_BARE_PAD = 5.0
"""Between the text of a bare topic and the end of its branch, in px."""


class Face(NamedTuple):
    """A topic ready to be drawn: its size in px, its outline, its text, and what the author said of its style."""

    width: float
    height: float
    shape: str
    radius: float
    block: TextBlock
    icon: str | None
    icon_size: float
    style: Style
    fill: str
    stroke: str
    color: str

    @property
    def bare(self) -> bool:
        """Whether the topic is only text."""
        return self.shape == "none"

    def meets_sides(self, box: Box, tip: Point) -> bool:
        """Whether a line's tip on the border of the topic's box is on the straight part of its outline."""
        if self.shape == "none":
            return True
        (x, y), straight = box.center, self.radius if self.shape == "rect" else math.inf
        beside, above = abs(tip[0] - x), abs(tip[1] - y)
        return beside <= box.width / 2 - straight or above <= box.height / 2 - straight

    def swollen(self, count: int, air: Air) -> Face:
        """One of `count` faces at some air; circles, which must stay round, and bare text stay as they are. One that is alone is the
        whole picture, and takes the shape of its canvas."""
        if self.shape == "none" or (self.shape == "circle" and count > 1):
            return self
        # A cloud that is higher than wide is none.
        tallest = 0.8 if self.shape in ("cloud", "bang") else 1.4
        width, height = swell(self.width, self.height, count, air, tallest=tallest)
        return self._replace(width=width, height=height)


def topic_face(
    diagram: MindMap, topic: Topic, depth: int, branch: int, leaf: bool, theme: Theme, wrap: float
) -> Face:
    """The face of a topic at a depth (0 is the root) in a branch, its label wrapped at `wrap` px."""
    style = element_style(diagram, topic)
    sizes = (theme.heading_size + 4, theme.heading_size)
    size = style.font_size or (sizes[depth] if depth < 2 else theme.body_size)
    weight = 600 if style.bold or (style.bold is None and depth < 2) else 400
    label = rich(label_of(topic), italic=True) if style.italic else label_of(topic)
    text_style = TextStyle(size, weight)
    if topic.shape in ("cloud", "bang"):
        wrap = min(wrap, _WIDEST_CLOUD)
    wrap = max(wrap, min(widest_word(label, text_style), _WIDEST_WORD))
    room = wrap * (1.15 if depth == 0 else 1.0)
    if topic.shape == "circle":
        # Nearly square text makes the smallest circle.
        line = set_text(label, text_style)
        square = math.sqrt(line.width * line.height) * 1.25
        room = max(min(room, square), min(widest_word(label, text_style), _WIDEST_WORD))
    block = set_text(label, text_style, room)
    icon = known_icon(topic.icon, theme)
    icon_size = round(size * 1.3) if icon else 0.0
    width = block.width + (icon_size + _ICON_GAP if icon else 0.0)
    height = max(block.height, icon_size)
    shape, radius = _outline(topic, depth, leaf, style)
    pad_x, pad_y = _pads(shape, depth, theme)
    if shape == "rect" and radius > 4:
        # The corners of a pill must not come near its text.
        pad_x += 2
    outer = box_for_text(shape, width + 2 * pad_x, height + 2 * pad_y)
    if shape == "rect":
        radius = min(radius, outer[1] / 2)
    fill, stroke, color = _paints(shape, depth, branch, leaf, style)
    return Face(*outer, shape, radius, block, icon, icon_size, style, fill, stroke, color)


def _outline(topic: Topic, depth: int, leaf: bool, style: Style) -> tuple[str, float]:
    """Outline and corner radius."""
    if topic.shape == "none":
        return "none", 0.0
    if topic.shape == "default":
        framed = style.fill or style.stroke or style.line or style.rounded
        if depth >= 2 and leaf and not framed:
            return "none", 0.0
        return "rect", 22.0 if depth == 0 else 16.0 if depth == 1 else 11.0
    if topic.shape == "rounded":
        return "rect", 10.0
    return _SHAPES[topic.shape], 10.0 if style.rounded else 2.0


def _pads(shape: str, depth: int, theme: Theme) -> tuple[float, float]:
    if shape == "none":
        return _BARE_PAD, 2.0
    if depth == 0:
        return theme.pad_x + 6, theme.pad_y + 5
    if shape in ("circle", "cloud"):
        return theme.pad_x * 0.5, theme.pad_y * 0.4
    return (theme.pad_x - 2, theme.pad_y - 3) if depth == 1 else (theme.pad_x - 5, theme.pad_y - 6)


def _paints(shape: str, depth: int, branch: int, leaf: bool, style: Style) -> tuple[str, str, str]:
    """Fill, stroke and text colour; the author's go first."""
    if depth == 0:
        paints = (
            ("none", "none", "title") if shape == "none" else ("accent.fill", "accent.stroke", "accent.text")
        )
    elif shape == "none":
        paints = ("none", "none", f"palette.{branch}.text" if depth == 1 else "text")
    elif depth == 1 or not leaf:
        paints = (f"palette.{branch}.fill", f"palette.{branch}.stroke", f"palette.{branch}.text")
    else:
        paints = ("surface", f"palette.{branch}.stroke", "text")
    fill, stroke, color = paints
    if style.fill and shape != "none":
        # A border in a colour of ours would clash with the author's.
        stroke = style.fill
    return style.fill or fill, style.stroke or stroke, style.color or color


def topic_items(face: Face, box: Box, theme: Theme, *, mirrored: bool) -> list[AnyItem]:
    """The topic in its box. Bare text keeps to the side its branch comes from: the right side when mirrored."""
    items: list[AnyItem] = []
    style = face.style
    if not face.bare:
        items.append(
            Shape(
                role="node-shape",
                shape=face.shape,
                box=box,
                fill=face.fill,
                stroke=face.stroke,
                stroke_width=style.stroke_width or theme.stroke_width,
                line=style.line or "solid",
                radius=face.radius,
            )
        )
    dx, dy = text_offset(face.shape, box)
    middle = box.center[1] + dy
    block = face.block
    room = block.width + (face.icon_size + _ICON_GAP if face.icon else 0.0)
    left = box.center[0] + dx - room / 2
    if face.icon:
        items.append(
            pictogram(
                "node-icon",
                face.icon,
                theme,
                x=left,
                y=middle - face.icon_size / 2,
                size=face.icon_size,
                paint=face.color,
            )
        )
        left += face.icon_size + _ICON_GAP
    y = middle - block.height / 2
    label = Text(
        role="node-label", block=block, x=left + block.width / 2, y=y, anchor="middle", fill=face.color
    )
    if face.bare and mirrored:
        label = Text(role="node-label", block=block, x=left + block.width, y=y, anchor="end", fill=face.color)
    elif face.bare:
        label = Text(role="node-label", block=block, x=left, y=y, fill=face.color)
    return [*items, label]
