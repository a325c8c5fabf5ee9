"""Time as a number, and periods placed to scale: true distances where they are legible, breaks where time would be empty."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from statistics import median
from typing import NamedTuple

from diagramc.ir.timeline import Period, Timeline
from diagramc.passes.validate.timeline import parse_moment

LONGEST_GAP = 2.2
"""A stretch of time is drawn at most this many times as long as the usual distance; a longer one is broken."""
DAYS_IN_YEAR = 365.2425
"""Of the Gregorian calendar."""


def days(text: str) -> float | None:
    """An ISO 8601 moment as days since 1 March of year 0 (proleptic Gregorian); None when it is no date."""
    moment = parse_moment(text)
    if moment is None:
        return None
    year, month, day, hour, minute, second = moment
    return day_number(year, month, day) + (hour + (minute + second / 60) / 60) / 24


def day_number(year: int, month: int, day: int) -> int:
    """Days from 1 March of year 0 to a date. Years begin in March, so that leap days come last."""
    year, month = (year - 1, month + 9) if month <= 2 else (year, month - 3)
    return 365 * year + year // 4 - year // 100 + year // 400 + (153 * month + 2) // 5 + day - 1


def in_order(diagram: Timeline) -> tuple[Period, ...]:
    """The periods as they are drawn: by time when they are to scale, else as the author wrote them."""
    if not is_to_scale(diagram):
        return diagram.periods
    return tuple(sorted(diagram.periods, key=lambda period: days(period.start or "") or 0.0))


def is_to_scale(diagram: Timeline) -> bool:
    """Whether the periods are placed by their dates: it is asked for, and every period has one."""
    return (
        diagram.scale == "time"
        and len(diagram.periods) > 1
        and all(period.start is not None and days(period.start) is not None for period in diagram.periods)
    )


class Track(NamedTuple):
    """Positions of the periods along the axis from 0, in px; `breaks` says after which the axis leaves out time."""

    positions: tuple[float, ...]
    breaks: tuple[bool, ...]
    moments: tuple[float, ...]

    def at(self, moment: float) -> float:
        """Where a moment is: linear between periods, at the last distance's scale after the last one."""
        places = list(zip(self.moments, self.positions, strict=True))
        for (t0, p0), (t1, p1) in itertools.pairwise(places):
            if t0 <= moment <= t1:
                return p0 + (p1 - p0) * ((moment - t0) / (t1 - t0) if t1 > t0 else 0.0)
        return self.positions[-1] if moment > self.moments[-1] else self.positions[0]


Least = Callable[[int, int], float]
"""The least distance of two periods by their index, in px: asked for neighbours and those two apart."""


def place_evenly(count: int, least: Least) -> Track:
    """All neighbours equally far apart."""
    pitch = 0.0
    for i in range(1, count):
        pitch = max(pitch, least(i - 1, i), least(i - 2, i) / 2 if i > 1 else 0.0)
    return Track(tuple(i * pitch for i in range(count)), (False,) * count, ())


def place_closely(count: int, least: Least) -> Track:
    """All neighbours as near as they may be."""
    positions = [0.0]
    for i in range(1, count):
        positions.append(
            max(positions[-1] + least(i - 1, i), positions[i - 2] + least(i - 2, i) if i > 1 else 0.0)
        )
    return Track(tuple(positions[:count]), (False,) * count, ())


def place_to_scale(periods: Sequence[Period], least: Least) -> Track:
    """Distances by time, the median one as long as the usual least distance; none under its least, none past LONGEST_GAP."""
    moments = tuple(days(period.start or "") or 0.0 for period in periods)
    spans = [b - a for a, b in itertools.pairwise(moments)]
    usual = median(least(i - 1, i) for i in range(1, len(periods)))
    typical = median([span for span in spans if span > 0] or [1.0])
    positions, breaks = [0.0], []
    for i, span in enumerate(spans, 1):
        wanted = usual * span / typical
        longest = usual * LONGEST_GAP
        step = min(wanted, longest)
        nearest = max(positions[-1] + least(i - 1, i), positions[i - 2] + least(i - 2, i) if i > 1 else 0.0)
        positions.append(max(nearest, positions[-1] + step))
        breaks.append(wanted > positions[-1] - positions[-2] + 0.5)
    return Track(tuple(positions), (*breaks, False), moments)


class Tick(NamedTuple):
    """A round date on the axis: where, and its words."""

    moment: float
    label: str


_YEAR_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10000, 20000, 50000)
_MONTH_STEPS = (1, 2, 3, 6)
_DAY_STEPS = (1, 2, 7, 14)


def ticks(first: float, last: float, most: int) -> list[Tick]:
    """Round dates between two moments, about `most` of them: whole years, months or days."""
    span = max(last - first, 1e-9)
    year, month, day = civil(first)
    if span > DAYS_IN_YEAR * 2:
        step = next((s for s in _YEAR_STEPS if span / DAYS_IN_YEAR / s <= most), _YEAR_STEPS[-1])
        start = year // step * step
        count = int(span / DAYS_IN_YEAR / step) + 3
        found = [Tick(day_number(y, 1, 1), str(y)) for y in range(start, start + count * step, step)]
    elif span > 62:
        step = next((s for s in _MONTH_STEPS if span / 30.4 / s <= most), _MONTH_STEPS[-1])
        index = (year * 12 + month - 1) // step * step
        months = [(i // 12, i % 12 + 1) for i in range(index, index + int(span / 30) + 3, step)]
        found = [Tick(day_number(y, m, 1), f"{y}-{m:02}") for y, m in months]
    else:
        step = next((s for s in _DAY_STEPS if span / s <= most), _DAY_STEPS[-1])
        begin = day_number(year, month, day)
        dates = [(n, civil(n)) for n in range(begin, begin + int(span) + 2, step)]
        found = [Tick(n, f"{m:02}-{d:02}") for n, (_, m, d) in dates]
    return [tick for tick in found if first < tick.moment < last]


def civil(number: float) -> tuple[int, int, int]:
    """Year, month and day of a day number (the inverse of `day_number`)."""
    whole = int(number // 1)
    era, rest = divmod(whole, 146_097)
    year = (rest - rest // 1460 + rest // 36524 - rest // 146_096) // 365
    rest -= 365 * year + year // 4 - year // 100
    month = (5 * rest + 2) // 153
    day = rest - (153 * month + 2) // 5 + 1
    real = month + 3 if month < 10 else month - 9
    return era * 400 + year + (1 if real <= 2 else 0), real, day
