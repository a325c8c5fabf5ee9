"""Timeline to DOT: a column a period on one axis, events under it, sections as frames."""

from __future__ import annotations

from itertools import pairwise

from diagramc.ir.base import label_of
from diagramc.ir.timeline import Period, Timeline
from diagramc.targets.base import Escaped
from diagramc.targets.graphviz import (
    COLORS,
    Cell,
    Writer,
    color,
    html_text,
    small,
    strong,
    table,
)
from diagramc.targets.losses_graphviz import common_losses

UNSUPPORTED = common_losses("Period", "", "Section") | {
    "Section.direction": "a section's own direction",
    "Timeline.scale": "a scale of real time",
    "Period.start": "the date a period starts on, apart from its label",
    "Period.end": "the date a period ends on, apart from its label",
}
APPROXIMATED: dict[str, str] = {}


def lower(diagram: Timeline) -> str:
    """The timeline as a DOT digraph."""
    writer = Writer(diagram, diagram.periods, diagram.sections, "LR", ranksep="0.35")
    writer.nested(lambda period: _period(writer, period))
    ends = [writer.end(period.id) for period in diagram.periods]
    for first, last in pairwise(ends):
        writer.root.edge(first, last, weight="100", penwidth="2", color=COLORS["axis.stroke"])
    return writer.source()


def _period(writer: Writer, period: Period) -> None:
    style = writer.style(period)
    fill = color(style.fill) if style.fill else Escaped(COLORS["header.fill"])
    about = [] if period.description is None else [[Cell(small(period.description), fill=fill, left=False)]]
    head = Cell(strong(label_of(period)), fill=fill, align=Escaped("center"), left=False)
    surface = Escaped(COLORS["surface"])
    events = [
        [Cell(html_text(event.text), fill=surface, link=event.link, tooltip=event.tooltip)]
        for event in period.events
    ]
    writer.node(period, table([[head], *about, *events], style), {"shape": "plain", "style": ""})
