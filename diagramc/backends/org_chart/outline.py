"""Org chart as an outline: each person below the one they report to."""

from __future__ import annotations

from collections.abc import Iterator

from diagramc.backends.outline import Line, name, names, tree_lines, with_remark
from diagramc.ir.org_chart import OrgChart, Person


def outline(diagram: OrgChart) -> Iterator[Line]:
    """The lines of the outline."""
    called = names(diagram.people, diagram.groups)

    def person(person: Person) -> str:
        also = ", ".join(called.get(id, id) for id in person.dotted)
        return with_remark(
            name(person),
            person.title,
            person.department,
            called.get(person.group or ""),
            "assistant" if person.assistant else None,
            "vacant" if person.vacant else None,
            f"also reports to {also}" if also else None,
            person.description,
        )

    return tree_lines(diagram.people, lambda person: person.reports_to, person)
