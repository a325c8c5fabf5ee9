"""A timeline along horizontal rows: one row, or several joined by an axis that turns at their ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from diagramc.backends.timeline.axis import (
    DOT_RADIUS,
    HEAD_LENGTH,
    HEAD_SIDE,
    axis_break,
    axis_items,
    dot,
    stretch,
    tick_items,
)
from diagramc.backends.timeline.faces import (
    CARD_PAD_X,
    HEADER_PAD,
    Column,
    Faces,
    header_block,
    header_items,
    pill_items,
    stack_items,
    stem,
)
from diagramc.backends.timeline.scale import (
    Track,
    days,
    place_closely,
    place_evenly,
    place_to_scale,
    ticks,
)
from diagramc.ir.timeline import Section
from diagramc.layout.grow import USUAL, Air, widened
from diagramc.layout.runs import group_runs
from diagramc.layout.text import LINE_HEIGHT, TextBlock
from diagramc.scene.model import AnyItem, Box, Point

STEM = 16.0
"""From a pill to its first card."""
HEADER_GAP = 14.0
ROW_GAP = 40.0
AXIS_OVERHANG = 26.0
"""How far the axis reaches past the first and last pill."""


class RowSetting(NamedTuple):
    """In how many rows, and whether cards stand above and below the axis in turn; the pills themselves where there are no cards."""

    rows: int
    alternating: bool
    air: Air = USUAL


class _Row(NamedTuple):
    """A run of periods by index, with the x of each, and where its parts are: y of the axis, and of the lower end."""

    indexes: range
    xs: tuple[float, ...]
    top: float
    axis: float
    bottom: float


def rows_size(faces: Faces, setting: RowSetting) -> tuple[float, float]:
    """About the size in px of a timeline in rows."""
    return _Rows(faces, setting).size()


def draw_rows(faces: Faces, setting: RowSetting) -> list[AnyItem]:
    """The items of a timeline in rows; the first pill is near x = 0."""
    return _Rows(faces, setting).draw()


class _Rows:
    def __init__(self, faces: Faces, setting: RowSetting) -> None:
        self.faces = faces
        self.setting = setting
        self.theme = faces.theme
        across, down = setting.air
        usual = self.theme.node_gap
        self.gap = widened(usual * 0.6, across, 1.5 * usual)
        self.stem, self.header_gap, self.row_gap = (
            widened(gap, down, usual) for gap in (STEM, HEADER_GAP, ROW_GAP)
        )
        self.heading = faces.heading
        self.floating = setting.alternating and not any(column.cards for column in faces.columns)
        self.to_scale = faces.to_scale
        self.track = self._track()
        self.faces = faces._replace(columns=self._levelled())
        self.items: list[AnyItem] = []

    def slot(self, column: Column) -> float:
        """Width of what stands at a period."""
        return max(column.pill_width, self.faces.card_width if column.cards else 0.0)

    def _track(self) -> Track:
        columns, heading = self.faces.columns, self.heading

        def least(a: int, b: int) -> float:
            one, other = columns[a], columns[b]
            if self.floating:
                apart = (one.pill_width + other.pill_width) / 2 if b - a > 1 else max(2 * DOT_RADIUS, heading)
                return apart + self.gap
            if not self.setting.alternating:
                return 0.0 if b - a > 1 else max((self.slot(one) + self.slot(other)) / 2, heading) + self.gap
            if b - a > 1:
                return (
                    (self.slot(one) + self.slot(other)) / 2 + self.gap if one.cards and other.cards else 0.0
                )
            return max((one.pill_width + other.pill_width) / 2, heading) + self.gap

        if self.to_scale:
            return place_to_scale([column.period for column in columns], least)
        uneven = max((column.pill_width for column in columns), default=0.0) > self.faces.card_width * 1.3
        return (place_closely if uneven else place_evenly)(len(columns), least)

    def _ranges(self) -> tuple[list[range], float]:
        """The periods in each row, and how far the first and the last of the longest row are apart."""
        count = min(self.setting.rows, len(self.faces.columns))
        size, extra = divmod(len(self.faces.columns), count)
        ranges: list[range] = []
        start = 0
        for row in range(count):
            end = start + size + (1 if row < extra else 0)
            ranges.append(range(start, end))
            start = end
        positions = self.track.positions
        return ranges, max(positions[r[-1]] - positions[r[0]] for r in ranges)

    def _levelled(self) -> tuple[Column, ...]:
        """The periods, those on one side of a row with cards of one height where each has a single one."""
        columns = list(self.faces.columns)
        for indexes in self._ranges()[0]:
            for rises in (False, True):
                side = [i for at, i in enumerate(indexes) if self._rises(at) == rises and columns[i].cards]
                height = max((columns[i].stack for i in side), default=0.0)
                if all(len(columns[i].cards) == 1 for i in side):
                    for i in side:
                        columns[i] = columns[i]._replace(cards=(columns[i].cards[0]._replace(height=height),))
        return tuple(columns)

    def size(self) -> tuple[float, float]:
        """About the width and height in px."""
        ranges, width = self._ranges()
        columns = self.faces.columns
        sides = self._left(ranges, width) + self._right(ranges)
        levels = max((len(chain) for chain in self.faces.chains), default=0)
        header = levels * (self.theme.body_size * LINE_HEIGHT + 2 * HEADER_PAD + 4)
        height = self.row_gap * (len(ranges) - 1)
        for indexes in ranges:
            above, below = self._reach([columns[i] for i in indexes])
            height += (header + self.header_gap if levels else 0.0) + above + below
        return width + sides, height

    def _left(self, ranges: Sequence[range], width: float) -> float:
        """How far the drawing reaches to the left of its first period."""
        if len(ranges) > 2:
            return self._turn() + HEAD_SIDE
        first, last = self.faces.columns[0], self.faces.columns[-1]
        reach = max(self.slot(first) / 2, first.pill_width / 2 + AXIS_OVERHANG * 0.6)
        if len(ranges) == 1:
            return reach
        positions = self.track.positions
        end = width - (positions[-1] - positions[ranges[-1][0]])
        return max(reach, self.slot(last) / 2 - end, last.pill_width / 2 + AXIS_OVERHANG + HEAD_LENGTH - end)

    def _right(self, ranges: Sequence[range]) -> float:
        """How far the drawing reaches to the right of the last period of the longest row."""
        if len(ranges) > 1:
            return self._turn() + HEAD_SIDE
        last = self.faces.columns[-1]
        return max(self.slot(last) / 2, last.pill_width / 2 + AXIS_OVERHANG + HEAD_LENGTH)

    def _turn(self) -> float:
        """How far beyond the outer periods the axis turns."""
        return max(self.heading, *(self.slot(column) for column in self.faces.columns)) / 2 + AXIS_OVERHANG

    def _rises(self, position: int) -> bool:
        """Whether what stands at a period is above the axis, by its position in the row."""
        return self.setting.alternating and position % 2 == 1

    def _reach(self, columns: Sequence[Column]) -> tuple[float, float]:
        """How far a row reaches above and below the axis."""
        reach = [0.0, 0.0]
        pill = max(column.pill_height for column in columns) / 2
        least = DOT_RADIUS if self.floating else pill
        for position, column in enumerate(columns):
            part = column.pill_height if self.floating else column.stack
            if part:
                side = 0 if self._rises(position) else 1
                reach[side] = max(reach[side], least + self.stem + part)
        return max(least, reach[0]), max(least, reach[1])

    def draw(self) -> list[AnyItem]:
        ranges, width = self._ranges()
        positions = self.track.positions
        rows: list[_Row] = []
        y = 0.0
        for number, indexes in enumerate(ranges):
            offsets = [positions[i] - positions[indexes[0]] for i in indexes]
            xs = tuple(width - x if number % 2 else x for x in offsets)
            rows.append(self._row(indexes, xs, y))
            y = rows[-1].bottom + self.row_gap
        back: list[AnyItem] = axis_items(self._axis(rows, width))
        if self.to_scale:
            back.extend(item for row in rows for item in self._time_marks(row))
        return [*back, *self.items]

    def _axis(self, rows: list[_Row], width: float) -> list[Point]:
        """The corners of the axis."""
        columns = self.faces.columns
        side = self._turn()
        first, last = columns[0], columns[-1]
        points: list[Point] = [(-first.pill_width / 2 - AXIS_OVERHANG * 0.6, rows[0].axis)]
        for number, row in enumerate(rows[:-1]):
            x = -side if number % 2 else width + side
            points += [(x, row.axis), (x, rows[number + 1].axis)]
        toward = -1 if len(rows) % 2 == 0 else 1
        end = rows[-1].xs[-1] + toward * (last.pill_width / 2 + AXIS_OVERHANG)
        points.append((end, rows[-1].axis))
        return points

    def _row(self, indexes: range, xs: tuple[float, ...], top: float) -> _Row:
        """Place headers, pills and cards of a row below `top`."""
        faces = self.faces
        columns = [faces.columns[i] for i in indexes]
        headers, y = self._headers(indexes, xs, top)
        above, below = self._reach(columns)
        axis = y + above
        self.items.extend(headers)
        pill = max(column.pill_height for column in columns) / 2
        for position, (column, x) in enumerate(zip(columns, xs, strict=True)):
            rises = self._rises(position)
            if self.floating:
                self._float(column, x, axis, rises)
                continue
            if column.cards:
                self._stack(column, x, axis, pill + self.stem, rises)
            self.items.append(pill_items(column, x, axis, self.theme))
        return _Row(indexes, xs, top, axis, axis + below)

    def _float(self, column: Column, x: float, axis: float, rises: bool) -> None:
        """A pill above or below its mark on the axis."""
        toward = -1 if rises else 1
        near = axis + toward * (DOT_RADIUS + self.stem)
        self.items.append(stem((x, axis), (x, near), column.tint))
        self.items.append(dot(x, axis, column.tint))
        self.items.append(pill_items(column, x, near + toward * column.pill_height / 2, self.theme))

    def _stack(self, column: Column, x: float, axis: float, distance: float, up: bool) -> None:
        """The cards of a period, the nearest one joined with the pill."""
        half = column.pill_height / 2
        top = axis - distance - column.stack if up else axis + distance
        ends = (axis - half, axis - distance) if up else (axis + half, axis + distance)
        self.items.append(stem((x, ends[0]), (x, ends[1]), column.tint))
        self.items.extend(stack_items(column, x - self.faces.card_width / 2, top))

    def _headers(self, indexes: range, xs: tuple[float, ...], top: float) -> tuple[list[AnyItem], float]:
        """The section headers of a row, a band a level, and the y below them."""
        faces = self.faces
        runs = group_runs(faces.diagram.sections, [faces.chains[i] for i in indexes])
        if not runs:
            return [], top
        placed: list[tuple[int, Section, TextBlock, float, float]] = []
        for run in runs:
            ends = sorted((self._side(indexes, xs, run.first, -1), self._side(indexes, xs, run.last, 1)))
            assert isinstance(run.group, Section)
            block = header_block(run.group, ends[1] - ends[0], self.theme)
            # A header over one narrow period reaches past it: periods stand at least so far apart.
            lacking = max(0.0, block.width + 2 * CARD_PAD_X - (ends[1] - ends[0])) / 2
            placed.append((run.depth, run.group, block, ends[0] - lacking, ends[1] + lacking))
        items: list[AnyItem] = []
        y = top
        for depth in range(max(level for level, *_ in placed) + 1):
            level = [entry for entry in placed if entry[0] == depth]
            height = max(block.height for _, _, block, _, _ in level) + 2 * HEADER_PAD
            for _, section, block, left, right in level:
                items.append(header_items(faces, section, block, Box(left, y, right - left, height)))
            y += height + 4
        return items, y - 4 + self.header_gap

    def _side(self, indexes: range, xs: tuple[float, ...], position: int, step: int) -> float:
        """Where a header ends at a period: at its cards' edge, or half-way to the period beyond."""
        x = xs[position]
        reach = self.slot(self.faces.columns[indexes[position]]) / 2
        away = -1 if (xs[-1] < xs[0]) == (step > 0) else 1
        beyond = position + step
        if 0 <= beyond < len(xs):
            reach = min(reach, abs(xs[beyond] - x) / 2 - self.gap / 4)
        return x + away * reach

    def _on_axis(self, column: Column) -> float:
        """How much of the axis a period covers."""
        return 2 * DOT_RADIUS if self.floating else column.pill_width

    def _time_marks(self, row: _Row) -> list[AnyItem]:
        """Ticks, breaks and durations on the axis of a row."""
        items: list[AnyItem] = []
        columns, track = self.faces.columns, self.track
        at = dict(zip(row.indexes, row.xs, strict=True))
        rounds = ticks(track.moments[0], track.moments[-1], 2 * len(columns))
        for i in row.indexes:
            column, x = columns[i], at[i]
            end = days(column.period.end) if column.period.end else None
            if end is not None:
                last = track.positions[row.indexes[-1]]
                length = min(track.at(end), last) - track.positions[i]
                toward = -1 if row.xs[-1] < row.xs[0] else 1
                if length > 0:
                    items.append(stretch((x, row.axis), (x + toward * length, row.axis), column.tint))
            if i + 1 not in at:
                continue
            following = at[i + 1]
            if track.breaks[i]:
                items.extend(axis_break((x + following) / 2, row.axis, upright=False))
                continue
            low, high = track.moments[i], track.moments[i + 1]
            inside = [tick for tick in rounds if low < tick.moment < high]
            ends = x, following
            pitch = abs(following - x) / (len(inside) + 1)
            for tick in inside:
                where = x + (following - x) * (tick.moment - low) / (high - low)
                room = min(
                    2 * (abs(where - ends[0]) - self._on_axis(column) / 2),
                    2 * (abs(where - ends[1]) - self._on_axis(columns[i + 1]) / 2),
                    pitch,
                )
                if room > 0:
                    # Pills off the axis stand where the words would be.
                    room = 0.0 if self.floating else room
                    items.extend(tick_items(where, row.axis, tick.label, room, self.theme, upright=False))
        return items
