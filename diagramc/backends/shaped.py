"""Nodes with an outline of their own round their text, and marks with their text below."""

from __future__ import annotations

from msgspec.structs import replace

from diagramc.backends.graph import WIDEST_WORD, Face
from diagramc.backends.look import beside, shape_items
from diagramc.ir.base import Label, LineStyle, Style, plain
from diagramc.layout.text import TextStyle, set_passage, whole_words
from diagramc.scene.model import AnyItem, Box, Paint, Shape, Text
from diagramc.scene.shapes import box_for_text, form
from diagramc.themes.base import Theme

_CLOSE = frozenset(
    [
        "diamond",
        "marked-diamond",
        "circle",
        "marked-circle",
        "star",
        "pentagon",
        "septagon",
        "actor",
        "none",
        "bracket",
        "brace",
        "brace-right",
        "braces",
        "underline",
    ]
)
"""Outlines with room of their own round the text, so that less padding will do."""
_SOLID = frozenset({"bar", "dot", "ringed-dot"})
"""Marks that are filled with their line's colour."""
_UNDER = 4.0
"""Between a mark and the text under it, in px."""


def shaped_face(
    label: Label,
    shape: str,
    style: Style,
    theme: Theme,
    wrap: float,
    *,
    fill: Paint,
    stroke: Paint,
    icon: str | None = None,
    line: LineStyle = "solid",
    weight: int = 400,
) -> Face:
    """How a node looks whose text, wrapped at `wrap` px, is in an outline, or below it where that is a mark."""
    text_style = TextStyle(style.font_size or theme.body_size, 600 if style.bold else weight)
    mark = form(shape).mark
    if mark is not None:
        return _mark(label, shape, mark, style, text_style, wrap, fill=fill, stroke=stroke)
    room = wrap * (0.85 if shape in ("diamond", "marked-diamond") else 1.0)
    block = set_passage(label, text_style, whole_words(label, text_style, room, WIDEST_WORD))
    close = shape in _CLOSE
    pad_x, pad_y = (theme.pad_x * 0.6, theme.pad_y * 0.4) if close else (theme.pad_x, theme.pad_y)
    said = beside(block, icon)
    width, height = box_for_text(shape, said.width + 2 * pad_x, said.height + 2 * pad_y)
    if not form(shape).fixed:
        width = max(width, 3.6 * theme.pad_x)

    def draw(box: Box) -> tuple[AnyItem, ...]:
        return shape_items(shape, box, block, style, theme, fill=fill, stroke=stroke, icon=icon, line=line)

    return Face(width, height, shape, draw)


def _mark(
    label: Label,
    shape: str,
    size: tuple[float, float],
    style: Style,
    text_style: TextStyle,
    wrap: float,
    *,
    fill: Paint,
    stroke: Paint,
) -> Face:
    solid = shape in _SOLID
    ink = style.stroke or ("text" if solid else stroke)
    whole = Shape(
        role="node-mark" if plain(label).strip() else "node-shape",
        shape=shape,
        box=Box(0, 0, *size),
        fill=style.fill or (ink if solid else fill),
        stroke="none" if shape == "ringed-dot" else ink,
        stroke_width=style.stroke_width or 1.5,
    )
    if not plain(label).strip():
        return Face(*size, shape, lambda box: (replace(whole, box=box),))
    block = set_passage(label, text_style, whole_words(label, text_style, wrap, WIDEST_WORD))
    width, height = max(size[0], block.width), size[1] + _UNDER + block.height

    def draw(box: Box) -> tuple[AnyItem, ...]:
        cx, top = box.center[0], box.y + (box.height - height) / 2
        return (
            replace(whole, box=Box(cx - size[0] / 2, top, *size)),
            Text(
                role="node-label",
                block=block,
                x=cx,
                y=top + size[1] + _UNDER,
                anchor="middle",
                fill=style.color or "text",
            ),
        )

    return Face(width, height, "none", draw, swells=0.0)
