"""PlantUML Gantt charts, and timelines that diagramc wrote, to timelines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagramc.frontends.plantuml.source import LineSource

if TYPE_CHECKING:
    from diagramc.ir.timeline import Timeline


def read_timeline(source: LineSource) -> Timeline | None:
    """The timeline that a diagram shows; None when it has errors, which are in the source."""
    if source.written_as:
        from diagramc.frontends.plantuml.timeline.graph import read_written_timeline

        return read_written_timeline(source)
    from diagramc.frontends.plantuml.timeline.gantt import read_gantt

    return read_gantt(source)
