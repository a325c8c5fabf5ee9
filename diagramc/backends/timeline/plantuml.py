"""Timeline as PlantUML: a card a period, chained from left to right, in a frame a section.

Gantt charts end at twenty years, and chronologies are not in PlantUML 1.2026.8.
"""

from __future__ import annotations

import re
from itertools import pairwise

from diagramc.backends.base import Features
from diagramc.ir.base import Style, label_of
from diagramc.ir.timeline import Event, Period, Section, Timeline
from diagramc.targets.base import Escaped
from diagramc.targets.plantuml.graph import (
    Arrow,
    Graph,
    Looks,
    arrow_line,
    graph_approximated,
    graph_unsupported,
)
from diagramc.targets.plantuml.text import emphasized, join, text_lines

UNSUPPORTED: Features = {
    **graph_unsupported(None, "Section"),
}
APPROXIMATED: Features = {
    **graph_approximated("Timeline", "Period", "Section"),
    "Period.label.runs.bold": "all of a period's name in bold for a bold part",
    "Period.start": "a tag, which does not show, for the date a period starts on",
    "Period.end": "a tag, which does not show, for the date a period ends on",
    "Timeline.scale=time": "a pragma, which does not show, for the scale of time",
}


def _event(event: Event) -> Escaped:
    # A list item is one line of creole; further lines stand below it.
    first, *rest = text_lines(event.text, event.link, event.tooltip)
    return join([f"* {first}", *rest])


def _period_looks(period: Period) -> Looks:
    heading = text_lines(emphasized(label_of(period), bold=True))
    lines = [*heading, "----", *map(_event, period.events)] if period.events else heading
    return Looks(
        "card", lines, parameters=Escaped(_date_tag("from", period.start) + _date_tag("to", period.end))
    )


def _date_tag(word: str, day: str | None) -> str:
    """` $from-1931`: tags keep what the card does not show, so that the source reads back as it was. They hold no colons."""
    return f" ${word}-{day.replace(':', '.')}" if day and re.fullmatch(r"[\d:T+Z-]+", day) else ""


def _section_looks(section: Section) -> Looks:
    return Looks("frame")


def lower(diagram: Timeline) -> str:
    """PlantUML source of a timeline."""
    graph = Graph(diagram, "LR", diagram.periods, (), diagram.sections)
    line = arrow_line(Style(), head=">")
    arrows = [Arrow(graph.name(a.id), line, graph.name(b.id)) for a, b in pairwise(diagram.periods)]
    written_as = Escaped("timeline-to-scale" if diagram.scale == "time" else "timeline")
    entries = graph.entries(_period_looks, _section_looks)
    return graph.page("timeline.puml.j2", entries, arrows, written_as=written_as)
