"""How large a diagram is, in the terms of other tools."""

from __future__ import annotations

from diagramc.ir.base import Diagram, Edge, Group, Node
from diagramc.ir.org_chart import Person
from diagramc.ir.sequence import Message
from diagramc.ir.timeline import Event
from diagramc.ir.visit import walk


def count(diagram: Diagram) -> tuple[int, int, int]:
    """How many nodes, edges (messages, events, reporting lines) and groups a diagram has."""
    found = list(walk(diagram))
    edges = sum(isinstance(element, Edge | Message | Event) for element in found)
    reports = sum((p.reports_to is not None) + len(p.dotted) for p in found if isinstance(p, Person))
    return (
        sum(isinstance(element, Node) for element in found),
        edges + reports,
        sum(isinstance(element, Group) for element in found),
    )
