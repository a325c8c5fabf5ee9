"""A DOT graph as an entity-relationship diagram: tables as entities, crow's feet as cardinalities."""

from __future__ import annotations

import re
from typing import Literal, cast

from diagramc.frontends.dot.looks import line_style, style
from diagramc.frontends.dot.reader import GraphReader, direction, end_words
from diagramc.frontends.dot.scope import Edge, Node
from diagramc.frontends.dot.tables import Line, Row, table_of
from diagramc.ir.er import Cardinality, Entity, EntityAttribute, EntityRelationship, Relationship, Schema

_FEET: dict[str, Cardinality] = {
    "teeodot": "zero-or-one",
    "odottee": "zero-or-one",
    "teetee": "exactly-one",
    "tee": "exactly-one",
    "crowodot": "zero-or-more",
    "odotcrow": "zero-or-more",
    "crow": "zero-or-more",
    "crowtee": "one-or-more",
    "teecrow": "one-or-more",
}
_KEYS = ("PK", "FK", "UK")
_KEY_WORDS = re.compile(r"(?:PK|FK|UK)(?:\s*,\s*(?:PK|FK|UK))*")


class ErReader(GraphReader):
    """Reads one model as entities and relationships."""

    group_class = Schema
    noun = "an entity-relationship diagram"
    more_understood = frozenset({"taillabel", "headlabel"})

    def read(self) -> EntityRelationship:
        """The entity-relationship diagram."""
        nodes, edges, groups, common = self.elements()
        way = direction(self.model)
        if self.own:
            way = None if way == "LR" else way or "TB"
        return EntityRelationship(direction=way, entities=nodes, relationships=edges, groups=groups, **common)

    def node(self, node: Node) -> Entity:
        """One entity."""
        table = table_of(node)
        label, _ = (None, []) if table else self.label(node, node.attributes.get("label"))
        head = table.head if table else []
        name = "\n".join(line.text for line in head if not line.small)
        about = "\n".join(line.text for line in head if line.small)
        return Entity(
            id=node.id,
            label=name or label,
            description=about or None,
            attributes=tuple(map(_attribute, _columns(table.rows))) if table else (),
            weak=table is not None and table.framed,
            group=None if node.cluster is None else self.groups[id(node.cluster)],
            link=self.link(node.attributes),
            tooltip=self.text(node.attributes.get("tooltip"), node.id),
            style=style(node.given, {"style": ""}, own=True) if self.own else style(node.attributes, {}),
            span=self.source.span(node.start, node.end),
        )

    def edge(self, edge: Edge) -> Relationship:
        """One relationship. An arrow without feet is a reference: many here to one there."""
        attributes = edge.attributes
        ends = [_FEET.get(str(attributes.get(name, "")).lower()) for name in ("arrowtail", "arrowhead")]
        if not any(ends):
            ends = ["zero-or-more", "exactly-one"] if self.model.directed else ["exactly-one", "zero-or-more"]
        value = attributes.get("label") or attributes.get("xlabel")
        roles = [
            " ".join(filter(None, end_words(attributes, name, self.names, own=self.own))) or None
            for name in ("taillabel", "headlabel")
        ]
        return Relationship(
            source=self.end(str(edge.source.id), attributes.get("ltail")),
            target=self.end(str(edge.target.id), attributes.get("lhead")),
            label=self.edge_label(value, self.names) if value is not None else None,
            source_cardinality=ends[0] or "exactly-one",
            target_cardinality=ends[1] or "exactly-one",
            identifying=self.own and line_style(attributes) == "solid",
            source_role=roles[0],
            target_role=roles[1],
            link=self.link(attributes),
            tooltip=self.text(attributes.get("tooltip")),
            style=style(edge.given if self.own else attributes, {}, lines=False, own=self.own),
            span=self.source.span(edge.start, edge.end),
        )


def _columns(rows: list[Row]) -> list[Row]:
    """A row a column: a lone cell with several lines, as in a record, holds several."""
    found: list[Row] = []
    for row in rows:
        if len(row) == 1:
            found += [[[line]] for line in row[0] if line.text.strip()]
        elif any(row):
            found.append(row)
    return found


def _attribute(row: Row) -> EntityAttribute:
    """A column of a table: its cells are keys, name and type in any order that shows which is which."""
    cells = [cell for cell in row if cell] or [[Line("")]]
    keys: tuple[str, ...] = ()
    if _KEY_WORDS.fullmatch(cells[0][0].text.strip()) and len(cells) > 1:
        found = re.findall(r"\w+", cells.pop(0)[0].text)
        keys = tuple(key for key in _KEYS if key in found)
    name = "\n".join(line.text for line in cells[0] if not line.small)
    kind: str | None = None
    nullable: bool | None = None
    comment: str | None = None
    if len(cells) > 1:
        large = [line for line in cells[1] if not line.small]
        small = [line.text for line in cells[1] if line.small]
        kind = "\n".join(line.text.strip() for line in large if line.text.strip()) or None
        words = " ".join(line.tail or (line.text if line.italic else "") for line in large).strip()
        nullable = {"null": True, "not null": False}.get(words)
        if nullable is not None and kind == words:
            kind = None
        comment = "\n".join(small) or None
    elif ":" in name:
        name, _, kind = (part.strip() for part in name.partition(":"))
    if len(cells) > 2:
        comment = " ".join(line.text for cell in cells[2:] for line in cell) or comment
    return EntityAttribute(
        name=name.strip(),
        type=kind,
        keys=cast("tuple[Literal['PK', 'FK', 'UK'], ...]", keys),
        nullable=nullable,
        comment=comment,
    )
