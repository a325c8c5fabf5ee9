"""Timeline as a picture: pills on an axis, their events on cards, sections in colour; in rows, snaking, or downwards."""

from __future__ import annotations

from functools import partial

from diagramc.backends.look import note_items
from diagramc.backends.timeline.columns import ColumnSetting, draw_columns
from diagramc.backends.timeline.faces import free_notes, measure
from diagramc.backends.timeline.rows import RowSetting, draw_rows
from diagramc.backends.timeline.scale import in_order
from diagramc.ir.timeline import Timeline
from diagramc.layout.fit import Arrangement
from diagramc.layout.text import TextStyle, set_text
from diagramc.scene.edit import crop, translate
from diagramc.scene.model import AnyItem, Box, Drawing
from diagramc.themes.base import Theme

USUAL, NARROW, WIDE = 150.0, 106.0, 230.0
"""Widths at which the texts on cards wrap, in px."""
MOST_ROWS = 10
MOST_COLUMNS = 6
_NOTE_GAP = 20.0


def arrangements(diagram: Timeline, theme: Theme) -> list[Arrangement]:
    """The ways to draw a timeline: one row first, then cards on both sides of the axis, several rows, downwards."""
    count = len(diagram.periods)
    row_choices = [(1, False), (1, True)]
    row_choices += [(rows, False) for rows in range(2, min(MOST_ROWS, (count + 1) // 2) + 1)]
    row_choices += [(rows, True) for rows in range(2, min(4, count // 4) + 1)]
    column_choices = [(1, False), (1, True)]
    column_choices += [(n, False) for n in range(2, min(MOST_COLUMNS, count // 2) + 1)]
    column_choices += [(n, True) for n in range(2, min(3, count // 4) + 1)]
    found: list[Arrangement] = []
    for wrap, words in ((USUAL, ""), (NARROW, ", narrow cards"), (WIDE, ", wide cards")):
        for rows, alternating in row_choices:
            name = f"{rows} row{'s' if rows > 1 else ''}{', alternating' if alternating else ''}{words}"
            found.append(
                Arrangement(name, partial(_draw, diagram, wrap, RowSetting(rows, alternating), theme))
            )
        for columns, middle in column_choices:
            name = (
                f"downwards{f', {columns} columns' if columns > 1 else ''}{', alternating' if middle else ''}"
            )
            setting = ColumnSetting(columns, middle)
            found.append(Arrangement(name + words, partial(_draw, diagram, wrap, setting, theme)))
    return found


def _draw(diagram: Timeline, wrap: float, setting: RowSetting | ColumnSetting, theme: Theme) -> Drawing:
    """Draw one arrangement."""
    periods = in_order(diagram)
    if not periods:
        return crop(())
    faces = measure(diagram, periods, wrap, theme)
    items = draw_rows(faces, setting) if isinstance(setting, RowSetting) else draw_columns(faces, setting)
    return _with_notes(diagram, crop(items), theme)


def _with_notes(diagram: Timeline, drawing: Drawing, theme: Theme) -> Drawing:
    """Notes about nothing in particular in rows below the drawing."""
    items: list[AnyItem] = list(drawing.items)
    x, y, row = 0.0, drawing.height + _NOTE_GAP, 0.0
    for number, text in enumerate(free_notes(diagram)):
        block = set_text(text, TextStyle(theme.small_size + 0.5), 240.0)
        width, height = block.width + 24, block.height + 16
        if x and x + width > drawing.width:
            x, y, row = 0.0, y + row + _NOTE_GAP, 0.0
        items.append(note_items(block, Box(x, y, width, height), f"note-{number + 1}"))
        x, row = x + width + _NOTE_GAP, max(row, height)
    return crop(translate(items, 0.0, 0.0))
