"""Entities to DOT: tables of attributes, crow's feet at the ends, edges from foreign keys where they are known."""

from __future__ import annotations

from diagramc.ir.base import label_of
from diagramc.ir.er import Cardinality, Entity, EntityAttribute, EntityRelationship, Relationship
from diagramc.targets.base import Escaped
from diagramc.targets.graphviz import (
    COLORS,
    Cell,
    Writer,
    color,
    end_text,
    html_text,
    small,
    stacked,
    strong,
    table,
)
from diagramc.targets.losses_graphviz import common_losses

UNSUPPORTED = common_losses("Entity", "Relationship", "Schema") | {
    "Schema.direction": "a group's own direction"
}
APPROXIMATED: dict[str, str] = {}

FEET: dict[Cardinality, str] = {
    "zero-or-one": "teeodot",
    "exactly-one": "teetee",
    "zero-or-more": "crowodot",
    "one-or-more": "crowtee",
}


def lower(diagram: EntityRelationship) -> str:
    """The entities and relationships as a DOT digraph."""
    writer = Writer(diagram, diagram.entities, diagram.groups, diagram.direction or "LR", ranksep="1.1")
    writer.nested(lambda entity: _entity(writer, entity))
    for edge in diagram.relationships:
        _relationship(writer, edge)
    return writer.source()


def _entity(writer: Writer, entity: Entity) -> None:
    style = writer.style(entity)
    head = stacked(
        strong(label_of(entity)), small(entity.description) if entity.description is not None else None
    )
    fill = color(style.fill) if style.fill else Escaped(COLORS["header.fill"])
    rows = [[Cell(head, fill=fill, span=3, align=Escaped("center"), left=False)]]
    rows += [_row(attribute) for attribute in entity.attributes]
    base = {"shape": "plain", "style": ""}
    label = table(rows, style)
    if entity.weak:
        border = Escaped(COLORS["node.stroke"])
        label = f'<<table border="1" cellborder="0" cellspacing="2" color="{border}"><tr><td>{label[1:-1]}</td></tr></table>>'
    writer.node(entity, label, base)


def _row(attribute: EntityAttribute) -> list[Cell]:
    surface = Escaped(COLORS["surface"])
    name = html_text(attribute.name)
    if "PK" in attribute.keys:
        name = Escaped(f"<u>{name}</u>")
    null = {True: " null", False: " not null", None: ""}[attribute.nullable]
    kind = [html_text(attribute.type)] if attribute.type is not None else []
    lines = [Escaped("".join([*kind, f"<i>{null}</i>" if null else ""]) or "&#160;")]
    if attribute.comment is not None:
        lines.append(small(attribute.comment))
    keys = Escaped(", ".join(attribute.keys) or "&#160;")
    return [
        Cell(keys, fill=surface),
        Cell(name, fill=surface),
        Cell(stacked(*lines), fill=surface),
    ]


def _relationship(writer: Writer, edge: Relationship) -> None:
    base = {
        "dir": "both",
        "arrowsize": "1.1",
        "arrowtail": FEET[edge.source_cardinality],
        "arrowhead": FEET[edge.target_cardinality],
        "style": "solid" if edge.identifying else "dashed",
    }
    base |= end_text(edge.source_role, edge.target_role)
    writer.edge(edge, base)
