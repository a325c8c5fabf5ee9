"""Entities as tables, joined by crow's feet (information engineering notation)."""

from __future__ import annotations

from diagramc.backends.compartments import Cell, Frame, Heading, Row, compartments_face
from diagramc.backends.graph import (
    EndLabel,
    Face,
    GraphPicture,
    Tie,
    graph_arrangements,
    padded,
    unkept_wishes,
)
from diagramc.backends.look import element_style
from diagramc.diagnostics import Diagnostic
from diagramc.ir.base import label_of
from diagramc.ir.er import Cardinality, Entity, EntityAttribute, EntityRelationship
from diagramc.layout.fit import Arrangement
from diagramc.scene.model import Head
from diagramc.themes.base import Theme

FEET: dict[Cardinality, Head] = {
    "zero-or-one": "crow-zero-one",
    "exactly-one": "crow-one",
    "zero-or-more": "crow-zero-many",
    "one-or-more": "crow-many",
}


def _row(attribute: EntityAttribute) -> Row:
    """Name, type, keys and comment. `*` after the name: must have a value; `?` after the type: may be null."""
    name = attribute.name + (" *" if attribute.nullable is False else "")
    kind = (attribute.type or "") + (" ?" if attribute.nullable else "")
    return Row(
        (
            Cell(name, weight=600 if "PK" in attribute.keys else 400),
            Cell(kind.strip(), fill="muted"),
            Cell(" ".join(attribute.keys), fill="accent.fill", weight=600, small=True),
            Cell(attribute.comment or "", fill="muted", small=True),
        )
    )


def _face(diagram: EntityRelationship, entity: Entity, theme: Theme, wrap: float) -> Face:
    rows = tuple(_row(attribute) for attribute in entity.attributes)
    frame = Frame(header="header.fill", stroke="node.stroke", stripe="row.fill", double=entity.weak)
    style = element_style(diagram, entity)
    return compartments_face((Heading(label_of(entity)),), (rows,) if rows else (), style, theme, frame, wrap)


def picture(diagram: EntityRelationship, theme: Theme) -> GraphPicture:
    """What is drawn of the entities, before it is arranged."""
    return GraphPicture(
        diagram=diagram,
        nodes=diagram.entities,
        ties=[
            Tie(
                edge=relationship,
                label=relationship.label,
                line="solid" if relationship.identifying else "dashed",
                source_head=FEET[relationship.source_cardinality],
                target_head=FEET[relationship.target_cardinality],
                ends=EndLabel(relationship.source_role, relationship.target_role),
                free=True,
            )
            for relationship in diagram.relationships
        ],
        groups=diagram.groups,
        faces=lambda wrap, pad: [
            _face(diagram, entity, padded(theme, pad), wrap) for entity in diagram.entities
        ],
        direction=diagram.direction or "TB",
        theme=theme,
    )


def arrangements(diagram: EntityRelationship, theme: Theme) -> list[Arrangement]:
    """The ways to draw the entities, the plain one (the author's direction, else downwards) first."""
    return graph_arrangements(picture(diagram, theme))


def remarks(diagram: EntityRelationship) -> list[Diagnostic]:
    """What the picture does not do that the diagram asks for."""
    return unkept_wishes(diagram.entities, diagram.relationships, diagram.hints)
