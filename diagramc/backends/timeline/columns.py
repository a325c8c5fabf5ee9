"""A timeline downwards: the axis at the left or in the middle, in one column or several side by side."""

from __future__ import annotations

from itertools import accumulate
from typing import Literal, NamedTuple

from diagramc.backends.timeline.axis import (
    DOT_RADIUS,
    HEAD_LENGTH,
    axis_break,
    axis_items,
    dot,
    leap_items,
    stretch,
    tick_items,
)
from diagramc.backends.timeline.faces import (
    CARD_GAP,
    HEADER_PAD,
    Column,
    Faces,
    header_block,
    header_items,
    pill_items,
    stack_items,
    stem,
)
from diagramc.backends.timeline.scale import Track, days, place_closely, place_to_scale, ticks
from diagramc.ir.timeline import Section
from diagramc.layout.grow import MOST_AIR, USUAL, Air, widened
from diagramc.layout.runs import GroupRun, group_runs
from diagramc.layout.text import TextBlock
from diagramc.scene.edit import translate
from diagramc.scene.model import AnyItem, Box, Point

CARD_OFFSET = 26.0
"""From the axis, or a pill on it, to the cards."""
PILL_GAP = 16.0
"""From a pill to the axis beside it."""
PERIOD_GAP = 20.0
HEADER_GAP = 12.0
COLUMN_GAP = 44.0
AXIS_END = 14.0
"""How far the axis reaches at least past the last pill."""
LEAP_ROOM = 13.0
"""What a line from one column to the next takes below the one and above the first period of the other."""
MARK_ROOM = 12.0
"""What the marks on the axis take to one side."""
TICK_ROOM = 64.0
"""What the words of ticks take to the left of the axis where no pills stand there."""


Manner = Literal["beside", "middle", "over"]
"""How pills and cards stand on an axis that goes down: pills to its left and cards to its right; pills on it and cards to both sides in
turn; or both to its right, each pill over its cards."""


class ColumnSetting(NamedTuple):
    """In how many columns side by side, and how pills and cards stand in each."""

    columns: int
    manner: Manner
    air: Air = USUAL


class _Span(NamedTuple):
    """How far a period reaches above and below the middle of its pill."""

    above: float
    below: float


class _Header(NamedTuple):
    run: GroupRun
    block: TextBlock
    height: float


def draw_columns(faces: Faces, setting: ColumnSetting) -> list[AnyItem]:
    """The items of a timeline in columns, the first period near the top left."""
    columns = _pictures(faces, setting)
    lowest = max(column.height() for column in columns)
    columns = [column.stretched(lowest) for column in columns]
    items: list[AnyItem] = []
    x = 0.0
    before: Point | None = None
    for column in columns:
        left, right = column.sides()
        axis = x - left
        if before is not None:
            turn, top = x - column.column_gap / 2, column.entry()
            upwards = (turn, lowest), (turn, top)
            points = [before, (before[0], lowest), *upwards, (axis, top), (axis, column.first())]
            items.extend(leap_items(points, upwards))
        items.extend(translate(column.draw(led_to=before is not None), axis, 0.0))
        before = axis, column.end()
        x += right - left + column.column_gap
    return items


def columns_size(faces: Faces, setting: ColumnSetting) -> tuple[float, float]:
    """About the size in px of a timeline in columns."""
    columns = _pictures(faces, setting)
    sides = [column.sides() for column in columns]
    width = sum(
        right - left + column.column_gap for (left, right), column in zip(sides, columns, strict=True)
    )
    return width - columns[0].column_gap, max(column.height() for column in columns)


def cuts_inside(faces: Faces, setting: ColumnSetting) -> int:
    """How many columns begin inside a section that has begun in the one before."""
    chains = faces.chains
    starts = (start for start, _ in _chunks(faces, setting)[1:])
    return sum(bool(chains[start]) and chains[start] == chains[start - 1] for start in starts)


def _pictures(faces: Faces, setting: ColumnSetting) -> list[_ColumnPicture]:
    pieces = _chunks(faces, setting)
    last = len(pieces) - 1
    return [
        _ColumnPicture(
            faces._replace(columns=faces.columns[start:end], chains=faces.chains[start:end]),
            setting,
            leads_on=position < last,
            several=last > 0,
        )
        for position, (start, end) in enumerate(pieces)
    ]


def _chunks(faces: Faces, setting: ColumnSetting) -> list[tuple[int, int]]:
    """The periods in as many runs as there are columns, of like height; a cut at the start of a section is preferred."""
    heights = [max(c.pill_height, c.stack) + PERIOD_GAP for c in faces.columns]
    ends = list(accumulate(heights))
    total = ends[-1]
    cuts = [0]
    count = min(setting.columns, len(heights))
    for part in range(1, count):
        choices = range(cuts[-1] + 1, len(heights) - (count - part) + 1)

        def cost(cut: int, target: float = total * part / count) -> float:
            inside = bool(faces.chains[cut]) and faces.chains[cut] == faces.chains[cut - 1]
            return abs(ends[cut - 1] - target) + (total / count * 0.12 if inside else 0.0)

        cuts.append(min(choices, key=cost))
    return list(zip(cuts, [*cuts[1:], len(heights)], strict=True))


class _ColumnPicture:
    """One of the columns, its axis at x = 0; of `several`, each of which but the last `leads_on` to the next. `period_air` is the air
    between its periods where that is not the setting's."""

    def __init__(
        self,
        faces: Faces,
        setting: ColumnSetting,
        *,
        leads_on: bool,
        several: bool,
        period_air: float | None = None,
    ) -> None:
        self.faces = faces
        self.setting = setting
        self.leads_on = leads_on
        self.lead = LEAP_ROOM if several else 0.0
        self.manner = setting.manner
        self.theme = faces.theme
        usual = self.theme.node_gap
        self.header_gap = widened(HEADER_GAP, setting.air.down, 1.5 * usual)
        self.period_air = setting.air.down if period_air is None else period_air
        self.period_gap = widened(PERIOD_GAP, self.period_air, 1.5 * usual)
        self.card_offset, self.pill_gap, self.column_gap = (
            widened(gap, setting.air.across, usual) for gap in (CARD_OFFSET, PILL_GAP, COLUMN_GAP)
        )
        self.pill_width = max(column.pill_width for column in faces.columns)
        self.to_scale = faces.to_scale
        self.headers = self._headers()
        self.rooms = [self._header_room(position) for position in range(len(faces.columns))]
        self.spans = [self._span(column) for column in faces.columns]
        self.track = self._track()

    def sides(self) -> tuple[float, float]:
        """The left and right edges, the axis being at x = 0."""
        has_cards = any(column.cards for column in self.faces.columns)
        cards = self.faces.card_width if has_cards else 0.0
        if self.manner == "middle":
            half = self.pill_width / 2 + (self.card_offset + cards if cards else 0.0)
            left, right = -half, half
        elif self.manner == "over":
            left = -TICK_ROOM if self.to_scale else -MARK_ROOM
            right = self.card_offset + max(self.pill_width, cards)
        else:
            left = -self.pill_gap - self.pill_width
            right = self.card_offset + cards if cards else MARK_ROOM
        return left, max(right, left + self.faces.heading)

    def _headers(self) -> dict[int, list[_Header]]:
        """The headers above each period, outer sections first."""
        left, right = self.sides()
        found: dict[int, list[_Header]] = {}
        for run in group_runs(self.faces.diagram.sections, self.faces.chains):
            assert isinstance(run.group, Section)
            block = header_block(run.group, right - left, self.theme)
            found.setdefault(run.first, []).append(_Header(run, block, block.height + 2 * HEADER_PAD))
        return found

    def _header_room(self, position: int) -> float:
        headers = self.headers.get(position, [])
        return sum(header.height + 4 for header in headers) + self.header_gap if headers else 0.0

    def _span(self, column: Column) -> _Span:
        """The first card has its middle at the middle of the pill, or is under it."""
        half = column.pill_height / 2
        if not column.cards:
            return _Span(half, half)
        if self.manner == "over":
            return _Span(half, half + CARD_GAP + column.stack)
        first = column.cards[0].height / 2
        return _Span(max(half, first), max(half, column.stack - first))

    def _track(self) -> Track:
        columns, spans = self.faces.columns, self.spans

        def least(a: int, b: int) -> float:
            header = sum(self.rooms[a + 1 : b + 1])
            if self.manner == "middle" and b - a == 1 and not header:
                return (columns[a].pill_height + columns[b].pill_height) / 2 + self.period_gap * 0.8
            return spans[a].below + self.period_gap + header + spans[b].above

        if self.to_scale and len(columns) > 1:
            return place_to_scale([column.period for column in columns], least)
        return place_closely(len(columns), least)

    def stretched(self, height: float) -> _ColumnPicture:
        """The same with its periods further apart, as far as gaps may be wide, so that it is about `height` px high."""
        if self.to_scale or len(self.faces.columns) < 2 or height - self.height() < 1.0:
            return self
        widest = self._with_air(MOST_AIR)
        lacking = (height - self.height()) / max(widest.height() - self.height(), 1.0)
        return self._with_air(self.period_air + (MOST_AIR - self.period_air) * min(1.0, lacking))

    def _with_air(self, air: float) -> _ColumnPicture:
        return _ColumnPicture(
            self.faces, self.setting, leads_on=self.leads_on, several=self.lead > 0.0, period_air=air
        )

    def height(self) -> float:
        """From the first header to the end of the axis, or of the line to the next column, in px."""
        return self.end() + (LEAP_ROOM if self.leads_on else HEAD_LENGTH)

    def end(self) -> float:
        """Where the axis ends."""
        last = max(self.spans[-1].below, self.faces.columns[-1].pill_height / 2 + AXIS_END)
        return self._start() + self.track.positions[-1] + last

    def entry(self) -> float:
        """Where a line from the column before comes in: between the headers and the first period."""
        return self.rooms[0] + (self.lead - self.header_gap) / 2 if self.rooms[0] else 0.0

    def first(self) -> float:
        """Where such a line ends: on what marks the first period on the axis."""
        mark = self.faces.columns[0].pill_height / 2 if self.manner == "middle" else DOT_RADIUS
        return self._start() - mark

    def _start(self) -> float:
        """Where the first period is."""
        return self.rooms[0] + self.lead + self.spans[0].above

    def draw(self, *, led_to: bool) -> list[AnyItem]:
        """The items with the axis at x = 0. The axis of one that a line leads to begins at its first period."""
        left, right = self.sides()
        front: list[AnyItem] = []
        ys = [self._start() + y for y in self.track.positions]
        for position, (column, y, span) in enumerate(zip(self.faces.columns, ys, self.spans, strict=True)):
            top = y - span.above - self.rooms[position] - (self.lead if position == 0 else 0.0)
            for header in self.headers.get(position, ()):
                box = Box(left, top, right - left, header.height)
                assert isinstance(header.run.group, Section)
                front.append(header_items(self.faces, header.run.group, header.block, box))
                top += header.height + 4
            front.extend(self._period(column, y, position))
        start = ys[0] if led_to else ys[0] - self.spans[0].above
        back = axis_items([(0.0, start), (0.0, self.end())], goes_on=self.leads_on)
        if self.to_scale:
            back += self._time_marks(ys)
        return [*back, *front]

    def _period(self, column: Column, y: float, position: int) -> list[AnyItem]:
        tint, theme = column.tint, self.theme
        items: list[AnyItem] = []
        if self.manner == "beside":
            if column.cards:
                items.append(stem((0.0, y), (self.card_offset, y), tint))
                items.extend(stack_items(column, self.card_offset, y - column.cards[0].height / 2))
            items.append(stem((-self.pill_gap, y), (0.0, y), tint))
            items.append(dot(0.0, y, tint))
            items.append(pill_items(column, -self.pill_gap - column.pill_width / 2, y, theme))
            return items
        if self.manner == "over":
            items.append(stem((0.0, y), (self.card_offset, y), tint))
            items.append(dot(0.0, y, tint))
            items.append(pill_items(column, self.card_offset + column.pill_width / 2, y, theme))
            if column.cards:
                below = y + column.pill_height / 2
                x = self.card_offset + min(column.pill_width, self.faces.card_width) / 2
                items.append(stem((x, below), (x, below + CARD_GAP), tint))
                items.extend(stack_items(column, self.card_offset, below + CARD_GAP))
            return items
        if column.cards:
            toward = -1 if position % 2 else 1
            edge = self.pill_width / 2 + self.card_offset
            items.append(stem((toward * column.pill_width / 2, y), (toward * edge, y), tint))
            card_left = edge if toward > 0 else -edge - self.faces.card_width
            items.extend(stack_items(column, card_left, y - column.cards[0].height / 2))
        items.append(pill_items(column, 0.0, y, theme))
        return items

    def _time_marks(self, ys: list[float]) -> list[AnyItem]:
        """Ticks, breaks and durations on the axis."""
        items: list[AnyItem] = []
        columns, track = self.faces.columns, self.track
        rounds = ticks(track.moments[0], track.moments[-1], 2 * len(columns)) if track.moments else []
        for i, (column, y) in enumerate(zip(columns, ys, strict=True)):
            end = days(column.period.end) if column.period.end else None
            if end is not None and track.moments:
                length = track.at(end) - track.positions[i]
                if length > 0:
                    items.append(stretch((0.0, y), (0.0, y + length), column.tint))
            if i + 1 == len(columns) or not track.moments:
                continue
            following = ys[i + 1]
            room = self.rooms[i + 1]
            if track.breaks[i]:
                free_end = following - self.spans[i + 1].above - room
                items.extend(axis_break(0.0, min((y + following) / 2, free_end - 12), upright=True))
                continue
            low, high = track.moments[i], track.moments[i + 1]
            inside = [tick for tick in rounds if low < tick.moment < high]
            for tick in inside:
                where = y + (following - y) * (tick.moment - low) / (high - low)
                free = min(
                    2 * (where - y - column.pill_height / 2),
                    2 * (following - where - columns[i + 1].pill_height / 2 - room),
                    (following - y) / (len(inside) + 1),
                )
                if free > 12:
                    items.extend(tick_items(0.0, where, tick.label, free, self.theme, upright=True))
        return items
