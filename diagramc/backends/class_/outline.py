"""Class diagram as an outline: each class with its members and with the relations it begins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from diagramc.backends.class_.text import attribute_text, class_name, operation_text
from diagramc.backends.outline import Line, graph_lines, said, with_remark
from diagramc.ir.class_ import Class, ClassDiagram, Relation, RelationKind

_VERBS: dict[RelationKind, str] = {
    "inheritance": "extends",
    "realization": "implements",
    "composition": "is made of",
    "aggregation": "has",
    "association": "refers to",
    "dependency": "uses",
    "link": "is linked to",
}


def _class(item: Class) -> list[str]:
    kind = "" if item.kind == "class" else item.kind
    return [
        with_remark(said(class_name(item)), kind, *item.stereotypes, item.description),
        *(said(attribute_text(attribute)) for attribute in item.attributes),
        *(said(operation_text(operation)) for operation in item.operations),
        *map(said, item.values),
    ]


def _relation(edge: Relation, called: Mapping[str, str]) -> str:
    count = f"{edge.target_multiplicity} " if edge.target_multiplicity else ""
    text = f"{_VERBS[edge.kind]} {count}{called[edge.target]}"
    return with_remark(text, said(edge.label), edge.source_role, edge.target_role)


def outline(diagram: ClassDiagram) -> Iterator[Line]:
    """The lines of the outline."""
    return graph_lines(diagram.classes, diagram.relations, diagram.groups, _class, _relation)
