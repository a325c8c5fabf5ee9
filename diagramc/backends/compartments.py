"""Boxes in compartments: a header over sections of rows, as classes and entities are drawn."""

from __future__ import annotations

from typing import NamedTuple

from diagramc.backends.graph import WIDEST_WORD, Face
from diagramc.ir.base import Label, Style
from diagramc.layout.text import TextBlock, TextStyle, set_text, whole_words
from diagramc.scene.model import AnyItem, Box, Paint, Shape, Stroke, Text
from diagramc.scene.shapes import CLOSE, KAPPA, curve, line, move, polyline
from diagramc.themes.base import Theme

COLUMN_GAP = 14.0
ROW_SWELL = 0.55
"""How much boxes with rows take part in it when nodes grow in height."""
HEADING_PART, BARE_PART, NARROW = 1.6, 1.1, 150.0
"""Width at which headings wrap as a part of that of labels; of boxes that have nothing else, where labels wrap under NARROW px."""
ROW_WIDTH = 340.0
"""A cell wraps at this width, in px."""


class Cell(NamedTuple):
    """A row's text in one column; `underlined` marks a static member."""

    label: Label
    fill: Paint = "node.text"
    weight: int = 400
    small: bool = False
    underlined: bool = False


class Row(NamedTuple):
    """Cells from left to right; a row's columns line up with those of the other rows of its section."""

    cells: tuple[Cell, ...]


class Heading(NamedTuple):
    """A line of the header."""

    label: Label
    small: bool = False


class Frame(NamedTuple):
    """Colours of a compartment box."""

    header: Paint
    stroke: Paint
    stripe: Paint | None = None
    double: bool = False


class _SetRow(NamedTuple):
    cells: tuple[tuple[Cell, TextBlock], ...]
    height: float


def _set_rows(rows: tuple[Row, ...], theme: Theme, width: float) -> list[_SetRow]:
    """The rows set, with a part of the theme's padding between them; cells wrap at `width` px."""
    found = []
    for row in rows:
        cells = tuple((cell, _set_cell(cell, theme, width)) for cell in row.cells)
        found.append(_SetRow(cells, max(block.height for _, block in cells) + 0.45 * theme.pad_y))
    return found


def _set_cell(cell: Cell, theme: Theme, width: float) -> TextBlock:
    style = TextStyle(theme.small_size if cell.small else theme.body_size - 1, cell.weight)
    return set_text(cell.label, style, whole_words(cell.label, style, width, ROW_WIDTH, compound=True))


def compartments_face(
    headings: tuple[Heading, ...],
    sections: tuple[tuple[Row, ...], ...],
    style: Style,
    theme: Theme,
    frame: Frame,
    wrap: float,
) -> Face:
    """A box with a header and one compartment a section; sections without rows are thin."""
    head_blocks = []
    part = HEADING_PART if any(sections) or wrap >= NARROW else BARE_PART
    for heading in headings:
        head_style = (
            TextStyle(theme.small_size)
            if heading.small
            else TextStyle(style.font_size or theme.body_size, 600)
        )
        room = whole_words(heading.label, head_style, wrap * part, WIDEST_WORD, compound=True)
        head_blocks.append(set_text(heading.label, head_style, room))
    set_sections = [_set_rows(rows, theme, min(ROW_WIDTH, 2 * wrap)) for rows in sections]
    columns = [
        [
            max(row.cells[i][1].width for row in rows if i < len(row.cells))
            for i in range(max(len(row.cells) for row in rows))
        ]
        if rows
        else []
        for rows in set_sections
    ]
    body_width = max(
        (sum(widths) + COLUMN_GAP * (len([w for w in widths if w]) - 1) for widths in columns if widths),
        default=0.0,
    )
    pad, head_pad, body_pad = theme.pad_x * 0.75, theme.pad_y * 0.6, theme.pad_y * 0.45
    width = max([body_width, *(block.width for block in head_blocks), 4.4 * theme.pad_x]) + 2 * pad
    head_height = sum(block.height for block in head_blocks) + 2 * head_pad
    section_heights = [
        sum(row.height for row in rows) + (2 * body_pad if rows else 8.0) for rows in set_sections
    ]
    height = head_height + sum(section_heights)

    def draw(box: Box) -> tuple[AnyItem, ...]:
        stroke = style.stroke or frame.stroke
        # In a box that is larger than it needs to be, header, rows and columns are larger in proportion.
        tall, wide = box.height / height, (box.width - 2 * pad) / (width - 2 * pad)
        items: list[AnyItem] = [
            Shape(role="node-shape", shape="rect", box=box, fill="surface", radius=theme.radius),
            _header(box, head_height * tall, theme.radius, style.fill or frame.header, bool(set_sections)),
        ]
        y = box.y + head_pad + head_height * (tall - 1) / 2
        for block, heading in zip(head_blocks, headings, strict=True):
            fill = style.color or ("muted" if heading.small else "node.text")
            items.append(
                Text(role="node-label", block=block, x=box.center[0], y=y, anchor="middle", fill=fill)
            )
            y += block.height
        y = box.y + head_height * tall
        for rows, widths, section_height in zip(set_sections, columns, section_heights, strict=True):
            rule = polyline((box.x, y), (box.right, y))
            items.append(Stroke(role="separator", path=rule, stroke=stroke, stroke_width=1.2))
            row_y = y + (body_pad * tall if rows else 0.0)
            for index, row in enumerate(rows):
                row_height = row.height * tall
                if frame.stripe and index % 2:
                    stripe = Box(box.x + 1, row_y, box.width - 2, row_height)
                    items.append(Shape(role="stripe", shape="rect", box=stripe, fill=frame.stripe))
                items.extend(_row_items(row, widths, box.x + pad, row_y, row_height, wide))
                row_y += row_height
            y += section_height * tall
        items += [
            Shape(
                role="node-frame",
                shape="rect",
                box=Box(box.x + inset, box.y + inset, box.width - 2 * inset, box.height - 2 * inset),
                stroke=stroke,
                stroke_width=style.stroke_width or theme.stroke_width,
                line=style.line or "solid",
                radius=theme.radius - (2.0 if inset else 0.0),
            )
            for inset in ((0.0, 3.0) if frame.double else (0.0,))
        ]
        return tuple(items)

    return Face(width, height, "rect", draw, ROW_SWELL if any(sections) else 1.0)


def _row_items(
    row: _SetRow, widths: list[float], left: float, y: float, height: float, wide: float
) -> list[AnyItem]:
    """A row's texts from `left`, in the middle of its height; columns are `wide` times as wide as they need to be."""
    items: list[AnyItem] = []
    x = left
    for (cell, block), column in zip(row.cells, widths, strict=False):
        top = y + (height - block.height) / 2
        if block.width:
            items.append(Text(role="row", block=block, x=x, y=top, fill=cell.fill))
        if cell.underlined:
            step = block.height / len(block.lines)
            for number, line in enumerate(block.lines, 1):
                base = top + number * step - 2.5
                rule = polyline((x, base), (x + line.width, base))
                items.append(Stroke(role="underline", path=rule, stroke=cell.fill, stroke_width=1.0))
        x += (column + COLUMN_GAP) * wide if column else 0.0
    return items


def _header(box: Box, height: float, radius: float, fill: Paint, open_below: bool) -> Stroke:
    """The header's background: round above, and below too when nothing follows."""
    r, k = radius, radius * (1 - KAPPA)
    x, y, right, bottom = box.x, box.y, box.right, box.y + height
    top = (
        move(x, bottom - (0 if open_below else r)),
        line(x, y + r),
        curve((x, y + k), (x + k, y), (x + r, y)),
        line(right - r, y),
        curve((right - k, y), (right, y + k), (right, y + r)),
    )
    if open_below:
        return Stroke(role="header", path=(*top, line(right, bottom), CLOSE), fill=fill)
    foot = (
        line(right, bottom - r),
        curve((right, bottom - k), (right - k, bottom), (right - r, bottom)),
        line(x + r, bottom),
        curve((x + k, bottom), (x, bottom - k), (x, bottom - r)),
        CLOSE,
    )
    return Stroke(role="header", path=(*top, *foot), fill=fill)
