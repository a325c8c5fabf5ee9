"""Rules of org charts."""

from __future__ import annotations

from collections.abc import Iterator

from diagramc.diagnostics import Diagnostic, diagnose
from diagramc.ir.org_chart import OrgChart
from diagramc.passes.validate.common import check_reference, check_roots, check_tree, describe


def check(diagram: OrgChart) -> Iterator[Diagnostic]:
    """The line of reports is one tree; dotted lines lead to others."""
    known = {person.id for person in diagram.people}
    for person in diagram.people:
        yield from check_reference(person, "reports_to", person.reports_to, known)
        for id in person.dotted:
            yield from check_reference(person, "dotted", id, known)
            if id == person.id:
                message = f"{describe(person)} has a dotted line to themselves"
                yield diagnose("validate.cycle", message, span=person.span)
    parents = {person.id: person.reports_to for person in diagram.people}
    yield from check_tree(diagram.people, parents, "people report to each other")
    yield from check_roots(diagram, parents, "reports_to")
