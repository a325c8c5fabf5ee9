"""Entity-relationship diagram as PlantUML entities with information engineering's crow's feet."""

from __future__ import annotations

from diagramc.backends.base import Features
from diagramc.ir.er import Cardinality, Entity, EntityAttribute, EntityRelationship, Relationship, Schema
from diagramc.targets.base import Escaped
from diagramc.targets.plantuml.graph import (
    Arrow,
    Graph,
    Looks,
    arrow_label,
    arrow_line,
    direction_word,
    end_label,
    graph_approximated,
    graph_unsupported,
)
from diagramc.targets.plantuml.text import escape, text

_FEET: dict[Cardinality, tuple[str, str]] = {
    "zero-or-one": ("|o", "o|"),
    "exactly-one": ("||", "||"),
    "zero-or-more": ("}o", "o{"),
    "one-or-more": ("}|", "|{"),
}
"""How a cardinality is written at the source and at the target."""

UNSUPPORTED: Features = graph_unsupported("Relationship", "Schema")
APPROXIMATED: Features = {
    **graph_approximated("EntityRelationship", "Entity", "Schema"),
    "Entity.weak": "a stereotype for a weak entity",
    "EntityAttribute.nullable=True": "no mark, rather than one of its own, for a column that may be null",
}


def _attribute(attribute: EntityAttribute) -> Escaped:
    # The leading star is the notation's mark of a mandatory attribute.
    said = ("* " if attribute.nullable is False else "") + text(attribute.name)
    # Parentheses would make it a method.
    said = f"{{field}} {said}"
    if attribute.type:
        said += f" : {text(attribute.type)}"
    said += "".join(f" <<{key}>>" for key in attribute.keys)
    if attribute.comment:
        said += f" <i>{escape(' '.join(attribute.comment.split()))}</i>"
    return Escaped(said)


def _members(attributes: tuple[EntityAttribute, ...]) -> tuple[Escaped, ...]:
    """The attributes, with a rule below the primary key when it comes first and is not all there is."""
    keys = 0
    while keys < len(attributes) and "PK" in attributes[keys].keys:
        keys += 1
    lines = [_attribute(attribute) for attribute in attributes]
    if 0 < keys < len(lines) and not any("PK" in attribute.keys for attribute in attributes[keys:]):
        lines.insert(keys, Escaped("--"))
    return tuple(lines)


def _schema_looks(schema: Schema) -> Looks:
    return Looks("package")


def _arrow(graph: Graph, relationship: Relationship) -> Arrow:
    style = graph.sheet.resolve(relationship)
    line = arrow_line(
        style,
        "solid" if relationship.identifying else "dashed",
        tail=_FEET[relationship.source_cardinality][0],
        head=_FEET[relationship.target_cardinality][1],
        word=direction_word(graph.direction),
    )
    source = Escaped(graph.name(relationship.source) + end_label(relationship.source_role))
    target = Escaped(end_label(relationship.target_role, before=True) + graph.name(relationship.target))
    return Arrow(source, line, target, arrow_label(relationship.label, relationship.link, style))


def lower(diagram: EntityRelationship) -> str:
    """PlantUML source of an entity-relationship diagram."""
    graph = Graph(diagram, diagram.direction, diagram.entities, diagram.relationships, diagram.groups)

    def entity_looks(entity: Entity) -> Looks:
        return Looks(
            "entity",
            stereotypes=Escaped(" <<weak>>" if entity.weak else ""),
            members=_members(entity.attributes),
        )

    arrows = [_arrow(graph, relationship) for relationship in diagram.relationships]
    return graph.page("er.puml.j2", graph.entries(entity_looks, _schema_looks), arrows)
