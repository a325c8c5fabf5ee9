"""A timeline downwards: the axis at the left or in the middle, in one column or several side by side."""

from __future__ import annotations

from itertools import accumulate
from typing import Literal, NamedTuple

from diagramc.backends.timeline.axis import (
    AXIS_WIDTH,
    DOTS,
    HEAD_LENGTH,
    axis_break,
    axis_items,
    dot,
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
from diagramc.layout.grow import USUAL, Air, widened
from diagramc.layout.runs import GroupRun, group_runs
from diagramc.layout.text import TextBlock
from diagramc.scene.edit import translate
from diagramc.scene.model import AnyItem, Box

CARD_OFFSET = 26.0
"""From the axis, or a pill on it, to the cards."""
PILL_GAP = 16.0
"""From a pill to the axis beside it."""
PERIOD_GAP = 20.0
HEADER_GAP = 12.0
COLUMN_GAP = 44.0
AXIS_END = 14.0
"""How far the axis reaches at least past the last pill."""
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
    pieces = _chunks(faces, setting)
    items: list[AnyItem] = []
    x = 0.0
    for position, (first, last) in enumerate(pieces):
        part = faces._replace(columns=faces.columns[first:last], chains=faces.chains[first:last])
        column = _ColumnPicture(part, setting)
        left, right = column.sides()
        items.extend(translate(column.draw(position + 1 < len(pieces)), x - left, 0.0))
        x += right - left + column.column_gap
    return items


def columns_size(faces: Faces, setting: ColumnSetting) -> tuple[float, float]:
    """About the size in px of a timeline in columns."""
    width, height = 0.0, 0.0
    pieces = _chunks(faces, setting)
    for position, (first, last) in enumerate(pieces):
        part = faces._replace(columns=faces.columns[first:last], chains=faces.chains[first:last])
        column = _ColumnPicture(part, setting)
        left, right = column.sides()
        width += right - left + column.column_gap
        height = max(height, column.height(position + 1 < len(pieces)))
    return width - column.column_gap, height


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
    def __init__(self, faces: Faces, setting: ColumnSetting) -> None:
        self.faces = faces
        self.manner = setting.manner
        self.theme = faces.theme
        usual = self.theme.node_gap
        self.period_gap, self.header_gap = (
            widened(gap, setting.air.down, 1.5 * usual) for gap in (PERIOD_GAP, HEADER_GAP)
        )
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

    def height(self, goes_on: bool) -> float:
        """From the first header to the end of the axis, or of its dots, in px."""
        last = max(self.spans[-1].below, self.faces.columns[-1].pill_height / 2 + AXIS_END)
        end = DOTS[-1] + AXIS_WIDTH / 2 if goes_on else HEAD_LENGTH
        return self.rooms[0] + self.spans[0].above + self.track.positions[-1] + last + end

    def draw(self, goes_on: bool) -> list[AnyItem]:
        """The items with the axis at x = 0; the axis is dotted at its end when it goes on in another column."""
        left, right = self.sides()
        start = self.rooms[0] + self.spans[0].above
        front: list[AnyItem] = []
        ys = [start + y for y in self.track.positions]
        for position, (column, y, span) in enumerate(zip(self.faces.columns, ys, self.spans, strict=True)):
            top = y - span.above - self.rooms[position]
            for header in self.headers.get(position, ()):
                box = Box(left, top, right - left, header.height)
                assert isinstance(header.run.group, Section)
                front.append(header_items(self.faces, header.run.group, header.block, box))
                top += header.height + 4
            front.extend(self._period(column, y, position))
        end = ys[-1] + max(self.spans[-1].below, self.faces.columns[-1].pill_height / 2 + AXIS_END)
        back = axis_items([(0.0, ys[0] - self.spans[0].above), (0.0, end)], goes_on=goes_on)
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
