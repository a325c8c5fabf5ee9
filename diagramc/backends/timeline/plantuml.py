"""Timeline as PlantUML: a card a period, chained from left to right, in a frame a section.

Gantt charts end at twenty years, and chronologies are not in PlantUML 1.2026.8.
"""

from __future__ import annotations

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
    "Period.start": "the date a period starts on, besides its label",
    "Period.end": "the date a period ends on, besides its label",
    "Timeline.scale=time": "periods to the scale of time",
}
APPROXIMATED: Features = {
    **graph_approximated("Timeline", "Period", "Section"),
    "Period.label.runs.bold": "all of a period's name in bold for a bold part",
}


def _event(event: Event) -> Escaped:
    # A list item is one line of creole; further lines stand below it.
    first, *rest = text_lines(event.text, event.link, event.tooltip)
    return join([f"* {first}", *rest])


def _period_looks(period: Period) -> Looks:
    heading = text_lines(emphasized(label_of(period), bold=True))
    if not period.events:
        return Looks("card", heading)
    return Looks("card", [*heading, "----", *map(_event, period.events)])


def _section_looks(section: Section) -> Looks:
    return Looks("frame")


def lower(diagram: Timeline) -> str:
    """PlantUML source of a timeline."""
    graph = Graph(diagram, "LR", diagram.periods, (), diagram.sections)
    line = arrow_line(Style(), head=">")
    arrows = [Arrow(graph.name(a.id), line, graph.name(b.id)) for a, b in pairwise(diagram.periods)]
    return graph.page("timeline.puml.j2", graph.entries(_period_looks, _section_looks), arrows)
