"""Lines that each say whose boss is who: "Sam Novak, Engineer, reports to Ann", "CTO: Raj (reports to CEO)", "Reports to Ann: Bo, Cy"."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from diagramc.planner.offline.notation import Item, split_list
from diagramc.planner.offline.org_chart.builder import OrgChartBuilder
from diagramc.planner.offline.people import is_title, split_title

Named = Callable[[str], tuple[str, str | None]]
"""Takes a text apart into name and title."""

_REPORTS = re.compile(
    r"^(?P<who>.+?)[\s,;(–—-]+(?:who\s+|and\s+)?(?:reports?|reporting|answers|answering)\s+(?:directly\s+)?to\s+(?:the\s+)?(?P<boss>[^()]+?)\)?[.;]?$",
    re.IGNORECASE,
)
_BELOW = re.compile(
    r"^(?:reports?|reporting)\s+to\s+(?:the\s+)?(?P<boss>[^:()]+):\s*(?P<who>.+)$", re.IGNORECASE
)


class _Record(NamedTuple):
    who: list[str]
    boss: str | None


def read_records(items: list[Item], builder: OrgChartBuilder, named: Named) -> bool:
    """Read lines that name their boss themselves; False when fewer than two do, or when the lines are nested."""
    if any(item.children for item in items):
        return False
    records = [_record(item.text) for item in items]
    if sum(record.boss is not None for record in records) < 2 or len(records) > 2 * sum(
        r.boss is not None for r in records
    ):
        return False
    keys: list[tuple[list[str], str | None]] = []
    for who, boss in records:
        if boss is None and not any(mark in who[0] for mark in ",:(") and not is_title(who[0]):
            # a title over the list
            continue
        found = [builder.post(*_without_team(text, named)) for text in who]
        keys.append((found, boss))
    for found, boss in keys:
        for person in found:
            if boss is not None:
                builder.report(person, builder.post(boss.strip()))
    return True


def _record(text: str) -> _Record:
    text = text.strip().strip("*_")
    if below := _BELOW.match(text):
        return _Record(split_list(below["who"]), below["boss"])
    if said := _REPORTS.match(text):
        return _Record([said["who"].strip(" ,(")], said["boss"])
    return _Record([text], None)


def _without_team(text: str, named: Named) -> tuple[str, str | None]:
    """ "Technology: CTO Lena Gross" is Lena Gross, the CTO."""
    _lead, colon, rest = text.partition(":")
    if colon and (titled := split_title(rest.strip())) is not None:
        return titled.name, titled.title
    titled = split_title(text.strip())
    return (
        (titled.name, titled.title) if titled is not None and "," not in text and not colon else named(text)
    )
