"""Facts to IR: a domain as an entity-relationship diagram."""

from __future__ import annotations

from typing import Literal

from diagramc.ir.er import Cardinality, Entity, EntityAttribute, EntityRelationship, Relationship
from diagramc.ir.ids import slug
from diagramc.planner.offline.facts import Domain, Relation

_CARDINALITIES: dict[str, Cardinality] = {
    "1": "exactly-one",
    "0..1": "zero-or-one",
    "0..*": "zero-or-more",
    "*": "zero-or-more",
    "1..*": "one-or-more",
}


def cardinality(multiplicity: str | None, default: Cardinality) -> Cardinality:
    """The crow's-foot end for a UML multiplicity; a fixed number above one is one-or-more."""
    if multiplicity is None:
        return default
    known = _CARDINALITIES.get(multiplicity)
    if known is not None:
        return known
    return "one-or-more" if multiplicity[:1] not in ("0", "") else "zero-or-more"


def build_er(domain: Domain, title: str | None = None) -> EntityRelationship:
    """The diagram of a domain. A primary key stands where the text names an id; "is a" is a one-to-optional relationship."""
    ids: dict[str, str] = {}
    entities: list[Entity] = []
    for key, thing in domain.things.items():
        ids[key] = slug(thing.name, ids.values())
        attributes = []
        for prop in thing.properties:
            named_id = prop.name.lower() in ("id", f"{thing.name.lower()} id")
            keys: tuple[Literal["PK"], ...] = ("PK",) if named_id else ()
            attributes.append(EntityAttribute(name=prop.name, type=_sql_type(prop.type), keys=keys))
        entities.append(Entity(id=ids[key], label=thing.name, attributes=tuple(attributes)))
    relationships = [_relationship(relation, ids) for relation in domain.relations]
    return EntityRelationship(title=title, entities=tuple(entities), relationships=tuple(relationships))


def _sql_type(type_name: str | None) -> str | None:
    return "int" if type_name == "id" else type_name


def _relationship(relation: Relation, ids: dict[str, str]) -> Relationship:
    source, target = ids[relation.source], ids[relation.target]
    if relation.kind in ("is", "implements"):
        return Relationship(
            source=target,
            target=source,
            label="is a",
            source_cardinality="exactly-one",
            target_cardinality="zero-or-one",
        )
    # "An order line refers to one product": nothing says that a product has only one; what somebody has is theirs alone.
    single = relation.kind == "verb" and relation.target_multiplicity in ("1", "0..1")
    return Relationship(
        source=source,
        target=target,
        label=relation.label,
        source_cardinality=cardinality(
            relation.source_multiplicity, "zero-or-more" if single else "exactly-one"
        ),
        target_cardinality=cardinality(relation.target_multiplicity, "zero-or-more"),
    )
