"""Timeline as a picture: pills on an axis, their events on cards, sections in colour; in rows, snaking, or downwards."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial

from diagramc.backends.hints import unkept_hints
from diagramc.backends.look import note_items
from diagramc.backends.timeline.columns import ColumnSetting, columns_size, cuts_inside, draw_columns
from diagramc.backends.timeline.faces import Faces, free_notes, measure, swollen
from diagramc.backends.timeline.rows import RowSetting, draw_rows, rows_size
from diagramc.backends.timeline.scale import in_order
from diagramc.diagnostics import Diagnostic
from diagramc.ir.timeline import Timeline
from diagramc.layout.fit import Arrangement
from diagramc.layout.grow import LOOSE, TIGHT, USUAL, Air, grow
from diagramc.layout.text import TextStyle, set_text
from diagramc.scene.edit import crop
from diagramc.scene.model import AnyItem, Box, Drawing
from diagramc.themes.base import Theme

USUAL_WRAP, NARROW, WIDE = 150.0, 106.0, 230.0
"""Widths at which the texts on cards wrap, in px."""
MOST_IN_ROW = 10
"""The plain arrangement has at most this many periods in a row: sixty in one would be a strip that nobody can read."""
MOST_COLUMNS = 6
ADVANTAGE = 1.04
"""How much better than the plain arrangement another one must be,"""
ROW_COST, COLUMN_COST, SECTION_COST = 0.02, 0.02, 0.05
"""and by how much more for each further row, each further column, and each column that begins inside a section."""
_NOTE_GAP = 20.0


def arrangements(diagram: Timeline, theme: Theme) -> list[Arrangement]:
    """The ways to draw a timeline.

    The plain one comes first: cards below one row, or below as many as are needed for MOST_IN_ROW periods a row. Then cards on
    both sides of the axis, other numbers of rows, and downwards; with texts wrapped as usual, narrowly and widely.
    """
    periods = in_order(diagram)
    if not periods:
        return [Arrangement("empty", partial(crop, ()))]
    count = len(periods)
    plain = -(-count // MOST_IN_ROW)
    rows = [n for n in (*range(1, 9), 10, 12) if n <= (count + 1) // 2 and n != plain]
    settings: list[RowSetting | ColumnSetting] = [
        RowSetting(plain, False),
        RowSetting(plain, True),
        *(RowSetting(n, False) for n in rows),
        *(RowSetting(n, True) for n in rows if n <= min(4, count // 4)),
        *(ColumnSetting(n, "beside") for n in range(1, max(1, min(MOST_COLUMNS, count // 2)) + 1)),
        *(ColumnSetting(n, "middle") for n in range(1, max(1, min(3, count // 4)) + 1) if count > 1),
        *(ColumnSetting(n, "over") for n in range(1, max(1, min(MOST_COLUMNS, count // 2)) + 1)),
    ]

    @cache
    def faces(wrap: float, air: Air) -> Faces:
        usual = measure(diagram, periods, wrap, theme) if air == USUAL else faces(wrap, USUAL)
        return swollen(usual, air)

    usual = cache(partial(_draw, partial(faces, USUAL_WRAP), settings[0]))
    found = [Arrangement(_name(settings[0]), partial(usual, USUAL), spread=partial(grow, usual, USUAL))]
    for wrap, words in ((USUAL_WRAP, ""), (NARROW, ", narrow cards"), (WIDE, ", wide cards")):
        if words and faces(wrap, USUAL) == faces(USUAL_WRAP, USUAL):
            continue  # No text wraps otherwise at this width.
        for setting in settings:
            draw = cache(partial(_draw, partial(faces, wrap), setting))
            size = cache(partial(_size, partial(faces, wrap), setting))
            found.append(
                Arrangement(
                    _name(setting) + words,
                    partial(draw, TIGHT),
                    partial(size, TIGHT),
                    _advantage(faces(wrap, USUAL), setting),
                    "rows" if isinstance(setting, RowSetting) else setting.manner,
                    spread=partial(grow, draw, TIGHT, size=size),
                    reach=partial(_reach, size),
                    exact=True,
                )
            )
    return found


def remarks(diagram: Timeline) -> list[Diagnostic]:
    """Wishes for the layout: none is kept, as periods stand in the order of time."""
    return unkept_hints(diagram.hints, (), ())


def _name(setting: RowSetting | ColumnSetting) -> str:
    """The arrangement's name for the report."""
    if isinstance(setting, RowSetting):
        name = "1 row" if setting.rows == 1 else f"{setting.rows} rows"
        return name + (", alternating" if setting.alternating else "")
    name = "downwards" + (f", {setting.columns} columns" if setting.columns > 1 else "")
    return name + {"beside": "", "middle": ", alternating", "over": ", under each other"}[setting.manner]


def _advantage(faces: Faces, setting: RowSetting | ColumnSetting) -> float:
    """How much better an arrangement must be: time that runs on in one line is read most easily, least where the line leaps inside a
    section."""
    if isinstance(setting, RowSetting):
        return ADVANTAGE + ROW_COST * (setting.rows - 1)
    return ADVANTAGE + COLUMN_COST * (setting.columns - 1) + SECTION_COST * cuts_inside(faces, setting)


def _size(
    faces: Callable[[Air], Faces], setting: RowSetting | ColumnSetting, air: Air
) -> tuple[float, float]:
    """About the size in px of an arrangement with some air."""
    found, aired = faces(air), setting._replace(air=air)
    return rows_size(found, aired) if isinstance(aired, RowSetting) else columns_size(found, aired)


def _reach(size: Callable[[Air], tuple[float, float]], width: float, height: float) -> tuple[float, float]:
    """How large about an arrangement of this size in px can become."""
    (least_x, least_y), (most_x, most_y) = size(TIGHT), size(LOOSE)
    return width * max(1.0, most_x / least_x), height * max(1.0, most_y / least_y)


def _draw(faces: Callable[[Air], Faces], setting: RowSetting | ColumnSetting, air: Air) -> Drawing:
    """Draw one arrangement with some air."""
    found, aired = faces(air), setting._replace(air=air)
    items = draw_rows(found, aired) if isinstance(aired, RowSetting) else draw_columns(found, aired)
    return _with_notes(found.diagram, crop(items), found.theme)


def _with_notes(diagram: Timeline, drawing: Drawing, theme: Theme) -> Drawing:
    """Notes about nothing in particular in rows below the drawing."""
    notes = free_notes(diagram)
    if not notes:
        return drawing
    items: list[AnyItem] = list(drawing.items)
    x, y, row = 0.0, drawing.height + _NOTE_GAP, 0.0
    for number, text in enumerate(notes):
        block = set_text(text, TextStyle(theme.small_size + 0.5), 240.0)
        width, height = block.width + 24, block.height + 16
        if x and x + width > drawing.width:
            x, y, row = 0.0, y + row + _NOTE_GAP, 0.0
        items.append(note_items(block, Box(x, y, width, height), f"note-{number + 1}"))
        x, row = x + width + _NOTE_GAP, max(row, height)
    return crop(items)
