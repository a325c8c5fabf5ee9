"""How elements look, whatever the type: styles resolved, shapes with text, notes."""

from __future__ import annotations

from functools import reduce
from typing import NamedTuple

from msgspec.structs import asdict

from diagramc.backends.pictograms import pictogram
from diagramc.ir.base import Diagram, Edge, Group, Label, LineStyle, Node, Style
from diagramc.layout.text import TextBlock, TextStyle, set_text
from diagramc.scene.colors import readable_on
from diagramc.scene.model import AnyItem, Box, Cluster, Paint, Shape, Text
from diagramc.scene.shapes import form, text_offset
from diagramc.themes.base import Theme


def merge(base: Style, over: Style) -> Style:
    """The base style with everything that `over` says."""
    changes = {key: value for key, value in asdict(over).items() if value is not None and key != "span"}
    return Style(**{**{k: v for k, v in asdict(base).items() if k != "span"}, **changes})


def element_style(diagram: Diagram, element: Node | Edge | Group) -> Style:
    """The style of an element: its classes in order, then its own. A fill without a text colour gets a readable one."""
    styles = [diagram.styles[name] for name in element.classes if name in diagram.styles]
    if element.style is not None:
        styles.append(element.style)
    if not styles:
        return _PLAIN
    merged = reduce(merge, styles, _PLAIN)
    if merged.fill and not merged.color:
        return merge(merged, Style(color=readable_on(merged.fill)))
    return merged


_PLAIN = Style()


ICON_GAP = 7.0
"""Between a pictogram and the text beside it, in px."""


class Beside(NamedTuple):
    """A pictogram before a text: its side in px, and the room both take."""

    icon: float
    width: float
    height: float


def beside(block: TextBlock, icon: str | None) -> Beside:
    """Room of a text with a pictogram (None: without one) before it; alone, the pictogram is larger."""
    if icon is None:
        return Beside(0.0, block.width, block.height)
    if not block.width:
        side = block.style.size * 2.2
        return Beside(side, side, side)
    side = round(block.style.size * 1.35)
    return Beside(side, side + ICON_GAP + block.width, max(side, block.height))


def wrapped(label: Label, style: TextStyle, width: float) -> TextBlock:
    """Set a label in lines of at most `width` px."""
    return set_text(label, style, width)


def shape_items(
    shape: str,
    box: Box,
    block: TextBlock,
    style: Style,
    theme: Theme,
    *,
    fill: Paint,
    stroke: Paint,
    color: Paint = "node.text",
    line: LineStyle = "solid",
    icon: str | None = None,
) -> tuple[AnyItem, ...]:
    """An outline with its text in the middle, behind a pictogram where there is one; what the author's style says goes before the
    theme's colours."""
    dx, dy = text_offset(shape, box)
    cx, cy = box.center
    room = beside(block, icon)
    marks: tuple[AnyItem, ...] = ()
    if icon is not None:
        marks = (
            pictogram(
                "node-icon",
                icon,
                theme,
                x=cx + dx - room.width / 2,
                y=cy + dy - room.icon / 2,
                size=room.icon,
                paint=style.color or style.stroke or stroke,
            ),
        )
    return (
        Shape(
            role="node-shape",
            shape=shape,
            box=box,
            fill="none" if form(shape).open else style.fill or fill,
            stroke=style.stroke or stroke,
            stroke_width=style.stroke_width or theme.stroke_width,
            line=style.line or line,
            radius=theme.radius if shape == "rect" else 0.0,
        ),
        *marks,
        Text(
            role="node-label",
            block=block,
            x=cx + dx + (room.width - block.width) / 2,
            y=cy + dy - block.height / 2,
            anchor="middle",
            fill=style.color or color,
        ),
    )


def note_items(block: TextBlock, box: Box, ref: str) -> Cluster:
    """A sheet with a folded corner and its text."""
    return Cluster(
        role="note",
        ref=ref,
        items=(
            Shape(
                role="note-shape",
                shape="note",
                box=box,
                fill="note.fill",
                stroke="note.stroke",
                stroke_width=1.2,
            ),
            Text(
                role="note-text",
                block=block,
                x=box.x + 10,
                y=box.y + (box.height - block.height) / 2,
                fill="note.text",
            ),
        ),
    )
