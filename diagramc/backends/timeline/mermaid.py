"""Timeline as Mermaid's `timeline`: periods in sections, with their events after colons."""

from __future__ import annotations

import re
from itertools import groupby
from typing import NamedTuple

from diagramc.backends.base import Features
from diagramc.ir.base import Label, label_of
from diagramc.ir.timeline import Period, Timeline
from diagramc.targets.base import Escaped
from diagramc.targets.mermaid.page import approximated, page, statement, unsupported
from diagramc.targets.mermaid.text import BLANK, entities, text

_KEYWORD = re.compile(r"(?:section|title)\s|timeline\b|accTitle\s*:|accDescr\s*[:{]|%", re.IGNORECASE)

UNSUPPORTED: Features = {
    **unsupported("Timeline"),
    "Timeline.styles": "the look of a style class",
    "Timeline.scale=time": "periods placed to scale",
    "Note": "a note",
    **{f"Note.{field}": f"the {field} of a note" for field in ("text", "targets", "side")},
    **{
        f"{struct}.{field}": f"a {words} of {owner}"
        for struct, owner in (("Period", "a period"), ("Section", "a section"))
        for field, words in (
            ("description", "description"),
            ("link", "link"),
            ("tooltip", "tooltip"),
            ("classes", "style class"),
            ("style", "style"),
        )
    },
    "Period.start": "the date at which a period starts, besides its label",
    "Period.end": "the date at which a period ends, besides its label",
    "Section.parent": "a section within a section",
    "Section.direction": "a direction of a section",
    "Event.link": "a link on an event",
    "Event.tooltip": "a tooltip on an event",
}
APPROXIMATED: Features = {
    **approximated("Timeline"),
}


class Row(NamedTuple):
    """A period and its events."""

    label: Escaped
    events: tuple[Escaped, ...]


class Part(NamedTuple):
    """A section with its rows; `label` is None where there are no sections at all."""

    label: Escaped | None
    rows: tuple[Row, ...]


def lower(diagram: Timeline) -> str:
    """Mermaid source of a timeline."""
    return page(diagram, "timeline.mmd.j2", heading=statement(diagram.title), parts=_parts(diagram))


def _parts(diagram: Timeline) -> list[Part]:
    """The periods in runs of one section, in the author's order, then the sections without any.

    Mermaid knows a section by its text, and once there are sections draws no period outside of them: those get a section
    without visible text, and a text that comes again is told apart by invisible characters.
    """
    labels = {section.id: label_of(section) for section in diagram.sections}
    found = []
    used: dict[str, int] = {}

    def heading(id: str | None) -> Escaped | None:
        if not labels:
            return None
        said = _word(labels[id], also="[:]") if id in labels else BLANK
        used[said] = used.get(said, 0) + 1
        return Escaped(said + BLANK * (used[said] - 1))

    for group, periods in groupby(diagram.periods, key=lambda period: period.group):
        found.append(Part(heading(group), tuple(map(_row, periods))))
    held = {period.group for period in diagram.periods}
    found += [Part(heading(section.id), ()) for section in diagram.sections if section.id not in held]
    return found


def _row(period: Period) -> Row:
    # Only a colon before a blank begins the next event.
    events = tuple(_text(event.text, also=r":(?=\s|$)") for event in period.events)
    return Row(_word(label_of(period), also="[:]"), events)


def _word(label: Label | None, *, also: str) -> Escaped:
    """A text at the start of a line, where a keyword would be read as one."""
    said = _text(label, also=also)
    return Escaped(entities(said[0]) + said[1:]) if _KEYWORD.match(f"{said} ") else said


def _text(label: Label | None, *, also: str) -> Escaped:
    # The one diagram that knows a line break in this form only.
    return Escaped(text(label, also=also, reading="verbatim").replace("<br/>", "<br>"))
