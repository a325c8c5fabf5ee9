"""Entity-relationship diagram: entities with attributes, relationships with a cardinality at either end."""

from __future__ import annotations

from typing import Literal

from diagramc.ir.base import Diagram, Direction, Edge, Element, Group, Node

Cardinality = Literal["zero-or-one", "exactly-one", "zero-or-more", "one-or-more"]
"""The four ends of information engineering (crow's foot) notation."""


class EntityAttribute(Element, frozen=True, kw_only=True):
    """A column. `keys` any of PK (primary), FK (foreign), UK (unique)."""

    name: str
    type: str | None = None
    keys: tuple[Literal["PK", "FK", "UK"], ...] = ()
    nullable: bool | None = None
    comment: str | None = None


class Entity(Node, frozen=True, kw_only=True):
    """An entity; `weak` when it is identified through another. `group` names its schema."""

    attributes: tuple[EntityAttribute, ...] = ()
    weak: bool = False


class Relationship(Edge, frozen=True, kw_only=True):
    """How many `source` there are to one `target` (`source_cardinality`) and the other way round.

    "A customer places many orders" is source customer `exactly-one`, target order `zero-or-more`.
    """

    source_cardinality: Cardinality = "exactly-one"
    target_cardinality: Cardinality = "zero-or-more"
    identifying: bool = False
    source_role: str | None = None
    target_role: str | None = None


class Schema(Group, frozen=True, kw_only=True):
    """A schema or subject area."""


class EntityRelationship(Diagram, frozen=True, kw_only=True, tag="er"):
    """An entity-relationship diagram."""

    direction: Direction | None = None
    entities: tuple[Entity, ...] = ()
    relationships: tuple[Relationship, ...] = ()
    groups: tuple[Schema, ...] = ()
