"""Timeline as an outline: periods in order, each with its events, in their sections."""

from __future__ import annotations

from collections.abc import Iterator

from diagramc.backends.outline import Line, graph_lines, name, said, with_remark
from diagramc.ir.timeline import Period, Timeline


def _period(period: Period) -> list[str]:
    return [with_remark(name(period), period.description), *(said(event.text) for event in period.events)]


def outline(diagram: Timeline) -> Iterator[Line]:
    """The lines of the outline."""
    return graph_lines(diagram.periods, (), diagram.sections, _period, lambda edge, called: "")
