"""Rules of timelines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from diagramc.diagnostics import Diagnostic, diagnose
from diagramc.ir.timeline import Period, Timeline
from diagramc.passes.validate.common import describe

Moment = tuple[int, int, int, int, int, float]
"""Year, month, day, hour, minute, second; what is not said is the least, so that 1969 sorts before 1969-07."""

_ISO = re.compile(
    r"(?P<year>[+-]?\d{4,6})(-(?P<month>\d\d)(-(?P<day>\d\d)"
    r"([T ](?P<hour>\d\d):(?P<minute>\d\d)(:(?P<second>\d\d(\.\d{1,9})?))?(Z|[+-]\d\d:?\d\d)?)?)?)?",
    re.ASCII,
)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def parse_moment(text: str) -> Moment | None:
    """An ISO 8601 year, month, date or date-time as numbers that sort by time (offsets ignored); None for anything else.

    Years before 1 are written as astronomers do: `-0044` is 45 BC.
    """
    match = _ISO.fullmatch(text)
    if match is None:
        return None
    year, month, day = int(match["year"]), int(match["month"] or 1), int(match["day"] or 1)
    hour, minute, second = int(match["hour"] or 0), int(match["minute"] or 0), float(match["second"] or 0)
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    if not 1 <= month <= 12 or not 1 <= day <= _DAYS[month - 1] or (month == 2 and day == 29 and not leap):
        return None
    if hour > 24 or minute > 59 or second >= 61:
        return None
    return year, month, day, hour, minute, second


def check(diagram: Timeline) -> Iterator[Diagnostic]:
    """Dates are dates, ends come after starts, and a timeline to scale has a date in every period."""
    for period in diagram.periods:
        yield from _check_period(period)
    undated = [period for period in diagram.periods if period.start is None]
    if diagram.scale == "time" and undated:
        message = f"the timeline is to scale but {describe(undated[0])} has no `start`"
        yield diagnose("validate.dates", message, span=undated[0].span, hint="give every period a `start`")


def _check_period(period: Period) -> Iterator[Diagnostic]:
    moments: dict[str, Moment | None] = {}
    for name in ("start", "end"):
        text = getattr(period, name)
        moments[name] = None if text is None else parse_moment(text)
        if text is not None and moments[name] is None:
            yield diagnose(
                "validate.dates",
                f"`{name}` of {describe(period)} is {text!r}, which is no date",
                span=period.span,
                expected="a year, month or day such as 1969, 1969-07 or 1969-07-20",
                hint="leave it out where the label is no date",
            )
    start, end = moments["start"], moments["end"]
    if start and end and end < _shortened(start, str(period.end)):
        message = f"{describe(period)} ends ({period.end}) before it starts ({period.start})"
        yield diagnose("validate.dates", message, span=period.span)


def _shortened(start: Moment, end: str) -> Moment:
    """The start, no more precise than the end: what runs from 1969-07 to 1969 does not end before it starts."""
    parts = 1 + min(end.lstrip("+-").count("-"), 2) if len(end) <= 12 else 6
    precise = start[:parts]
    least = (0, 1, 1, 0, 0, 0.0)
    year, month, day, hour, minute, second = (*precise, *least[parts:])
    return int(year), int(month), int(day), int(hour), int(minute), float(second)
