"""Org chart to DOT: cards in ranks, dotted lines of report."""

from __future__ import annotations

from diagramc.ir.base import label_of
from diagramc.ir.org_chart import OrgChart, Person
from diagramc.targets.graphviz import COLORS, Writer, html_text, small, stacked, strong
from diagramc.targets.losses_graphviz import common_losses

UNSUPPORTED = common_losses("Person", "", "Team") | {
    "Team.direction": "a team's own direction",
    "Person.picture": "pictures of people",
}
APPROXIMATED = {"Person.assistant": "an assistant only as a report in a dashed card's word"}


def lower(diagram: OrgChart) -> str:
    """The org chart as a DOT digraph."""
    writer = Writer(diagram, diagram.people, diagram.groups, "TB", splines="ortho", nodesep="0.35")
    writer.nested(lambda person: _card(writer, person))
    for person in diagram.people:
        if person.reports_to is not None:
            look = {"arrowhead": "none"}
            writer.root.edge(writer.end(person.reports_to), writer.end(person.id), **look)
    for person in diagram.people:
        for other in person.dotted:
            look = {"arrowhead": "none", "style": "dotted", "constraint": "false"}
            writer.root.edge(writer.end(other), writer.end(person.id), **look)
    return writer.source()


def _card(writer: Writer, person: Person) -> None:
    lines = [
        strong(label_of(person)),
        html_text(person.title) if person.title is not None else None,
        small(person.department) if person.department is not None else None,
        small(person.description) if person.description is not None else None,
        small("(assistant)") if person.assistant else None,
        small("(vacant)") if person.vacant else None,
    ]
    base = {"style": "filled,rounded", "margin": "0.25,0.14"}
    if person.vacant:
        base |= {"style": "filled,rounded,dashed", "fillcolor": COLORS["external.fill"]}
    if person.assistant:
        base["fillcolor"] = COLORS["row.fill"]
    writer.node(person, f"<{stacked(*lines)}>", base)
