"""Entity-relationship diagram as an outline: each entity with its attributes and with the relationships it begins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from diagramc.backends.outline import Line, graph_lines, name, said, with_remark
from diagramc.ir.er import Cardinality, Entity, EntityAttribute, EntityRelationship, Relationship

_COUNTS: dict[Cardinality, str] = {
    "zero-or-one": "at most one",
    "exactly-one": "one",
    "zero-or-more": "any number of",
    "one-or-more": "one or more",
}


def _attribute(attribute: EntityAttribute) -> str:
    nullable = {True: "may be empty", False: "never empty", None: None}[attribute.nullable]
    typed = f"{said(attribute.name)}: {said(attribute.type)}" if attribute.type else said(attribute.name)
    return with_remark(typed, *attribute.keys, nullable, attribute.comment)


def _entity(entity: Entity) -> list[str]:
    head = with_remark(name(entity), "weak" if entity.weak else None, entity.description)
    return [head, *map(_attribute, entity.attributes)]


def _relationship(edge: Relationship, called: Mapping[str, str]) -> str:
    there = f"{_COUNTS[edge.target_cardinality]} {called[edge.target]}"
    back = f"{_COUNTS[edge.source_cardinality]} to each"
    return with_remark(
        f"{said(edge.label) or 'relates to'} {there}", back, edge.source_role, edge.target_role
    )


def outline(diagram: EntityRelationship) -> Iterator[Line]:
    """The lines of the outline."""
    return graph_lines(diagram.entities, diagram.relationships, diagram.groups, _entity, _relationship)
