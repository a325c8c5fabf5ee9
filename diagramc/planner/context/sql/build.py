"""Tables to an entity-relationship diagram."""

from __future__ import annotations

from typing import Literal

from diagramc.ir.er import Entity, EntityAttribute, EntityRelationship, Relationship, Schema
from diagramc.ir.ids import slug
from diagramc.planner.context.sql.model import Column, ForeignKey, Table

Keys = tuple[Literal["PK", "FK", "UK"], ...]
COMMENT = 80
"""The most characters of a comment that are shown."""


def build(tables: list[Table]) -> EntityRelationship:
    """The diagram of tables. A relationship goes from the table that is referred to to the one that refers to it; a key to a table that
    is not defined here stays an attribute."""
    ids = _ids(tables)
    schemas = list(dict.fromkeys(table.schema for table in tables if table.schema))
    named = {schema: slug(f"schema {schema}", ids.values()) for schema in schemas} if len(schemas) > 1 else {}
    entities = tuple(
        Entity(
            id=ids[table.name.lower()],
            label=table.name,
            description=table.comment,
            attributes=tuple(_attribute(column, table) for column in table.columns.values()),
            group=named.get(table.schema or ""),
        )
        for table in tables
    )
    relationships = tuple(
        _relationship(key, table, ids)
        for table in tables
        for key in table.foreign
        if key.table.lower() in ids
    )
    groups = tuple(Schema(id=id, label=schema) for schema, id in named.items())
    return EntityRelationship(entities=entities, relationships=relationships, groups=groups)


def _ids(tables: list[Table]) -> dict[str, str]:
    ids: dict[str, str] = {}
    for table in tables:
        ids[table.name.lower()] = slug(table.name, ids.values())
    return ids


def _attribute(column: Column, table: Table) -> EntityAttribute:
    name = column.name.lower()
    primary = name in table.primary
    foreign = any(name in key.columns for key in table.foreign)
    keys: list[Literal["PK", "FK", "UK"]] = []
    if primary:
        keys.append("PK")
    if foreign:
        keys.append("FK")
    if [name] in table.unique and not (primary and len(table.primary) == 1):
        keys.append("UK")
    comment = None if column.comment is None else column.comment[:COMMENT]
    nullable = None if primary else column.nullable
    return EntityAttribute(
        name=column.name, type=column.type, keys=tuple(keys), nullable=nullable, comment=comment or None
    )


def _relationship(key: ForeignKey, table: Table, ids: dict[str, str]) -> Relationship:
    """How many rows there can be to one: a unique key to at most one, a key that may be null to none."""
    columns = [table.columns.get(name) for name in key.columns]
    required = all(name in table.primary for name in key.columns) or all(
        column is not None and column.nullable is False for column in columns
    )
    part_of_key = bool(table.primary) and set(key.columns) <= set(table.primary)
    return Relationship(
        source=ids[key.table.lower()],
        target=ids[table.name.lower()],
        label=_verb(key, table),
        source_cardinality="exactly-one" if required else "zero-or-one",
        target_cardinality="zero-or-one" if table.is_unique(key.columns) else "zero-or-more",
        identifying=part_of_key,
    )


def _verb(key: ForeignKey, table: Table) -> str | None:
    """What tells two keys to the same table apart: `billing_address_id` is the billing address."""
    if len(key.columns) != 1:
        return None
    column = table.columns.get(key.columns[0])
    name = column.name if column is not None else key.columns[0]
    role = name.removesuffix("_id").removesuffix("Id").replace("_", " ").strip()
    plain = {key.table.lower(), key.table.lower().removesuffix("s"), key.table.lower().removesuffix("es")}
    return None if role.replace(" ", "_").lower() in plain else role or None
