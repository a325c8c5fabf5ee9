"""Dates in running text: years, months, days, quarters, decades and ranges, as ISO 8601 where they are exact."""

from __future__ import annotations

import re
from typing import NamedTuple

from diagramc.planner.offline.lexicon.words import MONTHS

_MONTH = "|".join(sorted((rf"{name}\.?" for name in MONTHS), key=len, reverse=True))
_YEAR = r"(?:1[0-9]{3}|20[0-9]{2}|21[0-9]{2})"
_DAY = r"(?:[0-3]?\d)(?:st|nd|rd|th)?"
_POINT = (
    rf"(?:\d{{4}}-\d{{2}}-\d{{2}}(?:[T ]\d{{2}}:\d{{2}})?|{_DAY}\s+(?:of\s+)?(?:{_MONTH})\s*,?\s+{_YEAR}"
    rf"|(?:{_MONTH})\s+{_DAY}\s*,?\s+{_YEAR}|(?:{_MONTH})\s*,?\s+{_YEAR}|\d{{4}}-(?:0[1-9]|1[0-2])(?!\d)"
    rf"|Q[1-4]\s*(?:of\s+)?'?{_YEAR}|{_YEAR}\s*Q[1-4]|Q[1-4]\b|\d{{1,4}}\s*(?:BCE|BC|AD|CE)\b"
    rf"|(?:early|mid|late)[- ]{_YEAR}s?|(?:the\s+)?{_YEAR}s\b|\d{{1,2}}(?:st|nd|rd|th)\s+century|{_YEAR}"
    rf"|(?:{_MONTH})\s+{_DAY}(?![\d:])|{_DAY}\s+(?:{_MONTH})\b|(?:week|day|month|year|phase|stage|sprint|quarter|step)\s+\d{{1,3}}\b"
    rf"|\d{{1,2}}:\d{{2}}(?:\s*[ap]\.?m\.?)?|(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b)"
)
_BARE = rf"(?:{_MONTH}|spring|summer|autumn|fall|winter)"
_DATE = re.compile(
    rf"(?<![\w.])(?:(?P<lead>in|on|by|at|during|around|since|circa|from|between|until|about)\s+)?"
    rf"(?P<first>{_POINT}|(?:spring|summer|autumn|fall|winter)\s+{_YEAR}|(?<=in\s){_BARE}\b|(?<=by\s){_BARE}\b|(?<=until\s){_BARE}\b|{_BARE}(?=\s*(?:-|–|—|to|until|through)\s*(?:{_MONTH})\b))(?:\s*(?:-|–|—|to|until|through|and(?=\s+\d{{4}}))\s*(?P<second>{_POINT}|(?:{_MONTH})\b|present|today|now|\d{{1,2}}(?!\d)))?(?![\w])",
    re.IGNORECASE,
)


class DateMention(NamedTuple):
    """A date as written, in ISO where exact, and where it stands; `lead_start` is before its preposition."""

    label: str
    start: str | None
    end: str | None
    lead_start: int
    stop: int


def find_dates(text: str) -> list[DateMention]:
    """The dates of a text, in order. "and" joins two years only after "between"."""
    found: list[DateMention] = []
    for match in _DATE.finditer(text):
        first, second = match.group("first"), match.group("second")
        lead = (match.group("lead") or "").lower()
        stop = match.end()
        if second is not None and " and " in match.group()[len(lead) :] and lead != "between":
            second, stop = None, match.start("first") + len(first)
        if second is not None and len(second) == 1 and first[0].isdigit():
            second, stop = None, match.start("first") + len(first)
        if first.lower().startswith(("may ", "march ")) and not any(c.isdigit() for c in first):
            continue
        if first.isdigit() and len(first) == 4 and lead == "" and _counted(text, match.end("first")):
            continue
        start = iso(first)
        end = _range_end(start, second) if second else None
        label = match.group("first") if second is None else f"{first}–{second}"
        label = label.removeprefix("the ").removeprefix("The ")
        label = label[:1].upper() + label[1:]
        found.append(DateMention(label, start, end, match.start(), stop))
    return found


def _counted(text: str, at: int) -> bool:
    """Whether a bare number of four digits counts something: "1200 users"."""
    return (
        re.match(
            r"\s+(?:users|items|people|orders|requests|rows|records|ms|kg|km|employees|customers|euros|dollars)\b",
            text[at:],
        )
        is not None
    )


def _range_end(start: str | None, second: str) -> str | None:
    if second.lower() in ("present", "today", "now"):
        return None
    if len(second) == 2 and second.isdigit() and start and len(start) == 4:
        return start[:2] + second
    return iso(second)


def iso(text: str) -> str | None:
    """A date as ISO 8601 (year, year-month, date or date-time); None where it is not exact. 45 BC is `-0044`."""
    low = text.lower().replace(",", " ").replace(".", " ").strip()
    if re.fullmatch(r"\d{4}(?:-\d{2}){0,2}(?:[t ]\d{2}:\d{2})?", low):
        return _checked(low.replace(" ", "T").upper())
    match = re.fullmatch(r"(\d{1,4})\s*(bce|bc|ad|ce)", low)
    if match:
        year = int(match.group(1))
        return (
            f"-{year - 1:04d}"
            if match.group(2).startswith("b") and year > 1
            else ("0000" if match.group(2).startswith("b") else f"{year:04d}")
        )
    words = low.split()
    month = next((MONTHS[w] for w in words if w in MONTHS), None)
    numbers = [re.sub(r"\D", "", w) for w in words if w[0].isdigit()]
    year_text = next((n for n in numbers if len(n) == 4), None)
    if month is None or year_text is None:
        return None
    day = next((int(n) for n in numbers if 1 <= len(n) <= 2), None)
    return _checked(f"{year_text}-{month:02d}" + (f"-{day:02d}" if day else ""))


def _checked(text: str) -> str | None:
    """The date when there is such a day in the calendar."""
    import datetime

    parts = text.partition("T")[0].split("-")
    try:
        datetime.date(
            int(parts[0]), int(parts[1]) if len(parts) > 1 else 1, int(parts[2]) if len(parts) > 2 else 1
        )
        if "T" in text:
            datetime.time.fromisoformat(text.partition("T")[2])
    except ValueError:
        return None
    return text


def decade(start: str) -> str | None:
    """ "1969-07" is in the "1960s"."""
    return f"{start[:3]}0s" if len(start) >= 4 and start[:4].isdigit() else None
