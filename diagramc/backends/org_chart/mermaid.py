"""Org chart as a Mermaid flowchart: cards with a name in bold, plain lines to reports, dotted ones to further managers."""

from __future__ import annotations

from diagramc.backends.base import Features
from diagramc.ir.base import Label, RichText, Run, label_of
from diagramc.ir.org_chart import OrgChart, Person
from diagramc.targets.base import Escaped
from diagramc.targets.mermaid.graph import (
    RECT,
    Graph,
    Shape,
    graph_approximated,
    graph_unsupported,
    link_line,
)
from diagramc.targets.mermaid.text import markdown

_ASSISTANT = Shape("([", "])")
_VACANT = "stroke-dasharray:6,fill:none"

UNSUPPORTED: Features = {
    **graph_unsupported("OrgChart", "Team"),
    "Person.picture": "a picture of a person",
}
APPROXIMATED: Features = {
    **graph_approximated("OrgChart", "Person"),
    "Person.label.runs.bold": "names that are all bold",
    "Person.assistant": "a round card among the reports for an assistant",
    "Person.vacant": "a dashed card for a vacant post",
}


def lower(diagram: OrgChart) -> str:
    """Mermaid source of an org chart."""
    graph = Graph(diagram, "TB", diagram.people, diagram.groups)
    for person in diagram.people:
        if person.reports_to is not None:
            graph.connect(person.reports_to, person.id, link_line("solid", "none", "none"))
    for person in diagram.people:
        for manager in person.dotted:
            graph.connect(manager, person.id, link_line("dotted", "none", "none"))
    graph.built_in("vacant", _VACANT, [person.id for person in diagram.people if person.vacant])
    return graph.page("org_chart.mmd.j2", graph.entries(_card))


def _card(person: Person) -> Escaped:
    name: Label = label_of(person)
    named = (
        (Run(text=name, bold=True),)
        if isinstance(name, str)
        else tuple(Run(text=run.text, bold=True, italic=run.italic, code=run.code) for run in name.runs)
    )
    rest = [Run(text=f"\n{person.title}")] if person.title else []
    if person.department:
        rest.append(Run(text="\n"))
        rest.append(Run(text=person.department, italic=True))
    return (_ASSISTANT if person.assistant else RECT).around(markdown(RichText(runs=(*named, *rest))))
