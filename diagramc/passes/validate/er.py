"""Rules of entity-relationship diagrams."""

from __future__ import annotations

from collections.abc import Iterator

from diagramc.diagnostics import Diagnostic, diagnose
from diagramc.ir.er import Entity, EntityRelationship
from diagramc.passes.validate.common import describe


def check(diagram: EntityRelationship) -> Iterator[Diagnostic]:
    """Attributes have names of their own, and keys that agree with the rest."""
    for entity in diagram.entities:
        yield from _check_attributes(entity)


def _check_attributes(entity: Entity) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for attribute in entity.attributes:
        problems = []
        if not attribute.name.strip():
            problems.append("has no name")
        elif attribute.name in seen:
            problems.append("is there twice")
        if len(set(attribute.keys)) < len(attribute.keys):
            problems.append("names a key twice")
        if "PK" in attribute.keys and attribute.nullable:
            problems.append("is a primary key and cannot be nullable")
        seen.add(attribute.name)
        for problem in problems:
            message = f"{describe(attribute)} of {describe(entity)} {problem}"
            yield diagnose("validate.attribute", message, span=attribute.span)
