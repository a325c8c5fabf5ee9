"""PlantUML activity diagrams, and flowcharts that diagramc wrote, to flowcharts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagramc.frontends.plantuml.source import LineSource

if TYPE_CHECKING:
    from diagramc.ir.flowchart import Flowchart


def read_flowchart(source: LineSource) -> Flowchart | None:
    """The flowchart that a diagram shows; None when it has errors, which are in the source."""
    if source.written_as == "flowchart":
        from diagramc.frontends.plantuml.flowchart.graph import read_written_flowchart

        return read_written_flowchart(source)
    from diagramc.frontends.plantuml.flowchart.activity import read_activity

    return read_activity(source)
