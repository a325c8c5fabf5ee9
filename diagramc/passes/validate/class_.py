"""Rules of class diagrams."""

from __future__ import annotations

from collections.abc import Iterator

from diagramc.diagnostics import Diagnostic, Severity
from diagramc.ir.class_ import ClassDiagram
from diagramc.passes.validate.common import check_circles

GENERALIZATIONS = ("inheritance", "realization")


def check(diagram: ClassDiagram) -> Iterator[Diagnostic]:
    """No class is its own ancestor (UML 2.5.1, 9.9.4.7): a warning, as it can still be drawn."""
    general: dict[str, str | None] = {}
    for relation in diagram.relations:
        if relation.kind in GENERALIZATIONS:
            general.setdefault(relation.source, relation.target)
    known = {item.id for item in diagram.classes}
    parents = {id: parent for id, parent in general.items() if id in known}
    yield from check_circles(diagram.classes, parents, "classes inherit from each other", Severity.WARNING)
