"""Timelines in short: times with what happened then; the exact dates are read from the words."""

from __future__ import annotations

from collections.abc import Sequence

from diagramc.ir.schema import Json
from diagramc.planner.llm.compact.base import (
    MAX_INNER,
    Form,
    Stage,
    items,
    listed,
    record,
    said,
    text,
    texts,
)


def _periods(done: Sequence[Json]) -> Json:
    period = record({"when": text(40), "events": listed(text(), MAX_INNER, least=1)})
    return record({"title": text(), "periods": listed(period, least=1)})


def _assemble(done: Sequence[Json]) -> Json:
    from diagramc.planner.offline.dates import find_dates

    periods: dict[str, Json] = {}
    for item in items(done[0], "periods"):
        when = said(item, "when")
        if not when or not isinstance(item, dict):
            continue
        dates = find_dates(when)
        exact = {"start": dates[0].start, "end": dates[0].end} if len(dates) == 1 else {}
        period = periods.setdefault(when.casefold(), {"label": when, **exact, "events": []})
        period["events"] += [{"text": event} for event in texts(item.get("events"))]
    return {"type": "timeline", "title": said(done[0], "title"), "periods": list(periods.values())}


FORM = Form((Stage("", _periods),), _assemble)
