"""OpenAPI 2 and 3 descriptions: schemas as classes or entities, operations as messages, tags as services. No `$ref` leaves the file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from diagramc.frontends.document.tree import Value
from diagramc.ir.architecture import Architecture, Boundary, Connection, Service
from diagramc.ir.base import Diagram
from diagramc.ir.class_ import Attribute, Class, ClassDiagram, ClassKind, Relation
from diagramc.ir.er import Cardinality, Entity, EntityAttribute, EntityRelationship, Relationship
from diagramc.ir.ids import slug
from diagramc.ir.sequence import Message, Participant, Sequence
from diagramc.planner.context.tree import NOTHING, entries, get, names, parse, text

MAX_SCHEMAS = 100
"""The most schemas that are read, and the most fields of one."""
MAX_OPERATIONS = 30
"""The most operations that a sequence shows: it is a picture, no reference."""
METHODS = ("get", "post", "put", "patch", "delete", "head", "options", "trace")


class Field(NamedTuple):
    """A field of a schema. `target` is the schema it refers to; `many` says that it is a list."""

    name: str
    type: str | None
    target: str | None
    many: bool
    required: bool


class Operation(NamedTuple):
    """What a client may ask for."""

    method: str
    path: str
    summary: str
    tag: str
    answer: str


def read(source: str) -> dict[str, Diagram]:
    """What a description can be drawn as; empty when it describes nothing."""
    root = parse(source)
    schemas = dict(_schemas(root))
    operations = list(_operations(root))
    made: dict[str, Diagram] = {}
    if schemas:
        made["class"] = _classes(schemas)
        made["er"] = _entities(schemas)
    if operations:
        title = text(get(root, "info", "title")) or "API"
        made["architecture"] = _architecture(operations, title)
        made["sequence"] = _sequence(operations, title)
    return made


def _schemas(root: Value) -> Iterator[tuple[str, Value]]:
    holder = get(root, "components", "schemas")
    holder = holder if holder.entries else get(root, "definitions")
    for name, schema in list(entries(holder))[:MAX_SCHEMAS]:
        if schema.kind == "object":
            yield name, schema


def _reference(schema: Value) -> str | None:
    """The schema of this file that a `$ref` names."""
    reference = text(get(schema, "$ref"))
    return reference.rpartition("/")[2] if reference.startswith("#/") else None


def _parts(schema: Value) -> Iterator[Value]:
    """The schema itself and the parts of its allOf that are no reference."""
    yield schema
    for part in get(schema, "allOf").items:
        if _reference(part) is None:
            yield part


def _fields(schema: Value) -> Iterator[Field]:
    for part in _parts(schema):
        required = set(names(get(part, "required")))
        for name, value in list(entries(get(part, "properties")))[:MAX_SCHEMAS]:
            many = text(get(value, "type")) == "array"
            item = get(value, "items") if many else value
            target = _reference(item) or next(filter(None, map(_reference, get(item, "allOf").items)), None)
            kind = text(get(item, "format")) or text(get(item, "type")) or target or None
            yield Field(name, f"{kind}[]" if many and kind else kind, target, many, name in required)


def _parents(schema: Value) -> list[str]:
    return [name for part in get(schema, "allOf").items if (name := _reference(part)) is not None]


def _classes(schemas: dict[str, Value]) -> ClassDiagram:
    ids = _ids(schemas)
    classes, relations = [], []
    for name, schema in schemas.items():
        fields = list(_fields(schema))
        values = tuple(filter(None, (text(item) for item in get(schema, "enum").items)))
        shown = tuple(Attribute(name=f.name, type=f.type) for f in fields if f.target not in ids)
        kind: ClassKind = "enum" if values else "class"
        classes.append(Class(id=ids[name], label=name, kind=kind, attributes=shown, values=values))
        relations += [
            Relation(source=ids[name], target=ids[parent], kind="inheritance")
            for parent in _parents(schema)
            if parent in ids
        ]
        relations += [
            Relation(
                source=ids[name],
                target=ids[f.target],
                label=f.name,
                target_multiplicity="0..*" if f.many else "1" if f.required else "0..1",
            )
            for f in fields
            if f.target in ids
        ]
    return ClassDiagram(classes=tuple(classes), relations=tuple(relations))


def _entities(schemas: dict[str, Value]) -> EntityRelationship:
    kept = {name: schema for name, schema in schemas.items() if not get(schema, "enum").items}
    ids = _ids(kept)
    entities, relationships = [], []
    for name, schema in kept.items():
        fields = list(_fields(schema))
        attributes = tuple(
            EntityAttribute(name=f.name, type=f.type, keys=("PK",) if f.name == "id" else ())
            for f in fields
            if f.target not in ids
        )
        entities.append(Entity(id=ids[name], label=name, attributes=attributes))
        for f in fields:
            if f.target in ids:
                end: Cardinality = (
                    "zero-or-more" if f.many else "exactly-one" if f.required else "zero-or-one"
                )
                relationships.append(
                    Relationship(
                        source=ids[name],
                        target=ids[f.target],
                        label=f.name,
                        source_cardinality="exactly-one" if f.many else "zero-or-more",
                        target_cardinality=end,
                    )
                )
    return EntityRelationship(entities=tuple(entities), relationships=tuple(relationships))


def _ids(schemas: dict[str, Value]) -> dict[str, str]:
    ids: dict[str, str] = {}
    for name in schemas:
        ids[name] = slug(name, ids.values())
    return ids


def _operations(root: Value) -> Iterator[Operation]:
    for path, methods in list(entries(get(root, "paths")))[: MAX_SCHEMAS * 3]:
        for method, operation in entries(methods):
            if method in METHODS:
                tag = next(iter(names(get(operation, "tags"))), "") or path.strip("/").partition("/")[0]
                summary = text(get(operation, "summary")) or text(get(operation, "operationId"))
                yield Operation(method.upper(), path, summary, tag, _answer(operation))


def _answer(operation: Value) -> str:
    """What a call is answered with when all is well: `200 Pet[]`."""
    good = next(
        ((code, body) for code, body in entries(get(operation, "responses")) if code.startswith("2")), None
    )
    if good is None:
        return ""
    code, body = good
    media = next((part for _, part in entries(get(body, "content"))), NOTHING)
    schema = get(media, "schema") if media.entries else get(body, "schema")
    many = text(get(schema, "type")) == "array"
    kind = _reference(get(schema, "items") if many else schema) or ""
    return f"{code} {kind}{'[]' if many and kind else ''}".strip()


def _architecture(operations: list[Operation], title: str) -> Architecture:
    tags = list(dict.fromkeys(operation.tag or title for operation in operations))
    services = [Service(id="client", label="Client", kind="user", external=True)]
    connections = []
    ids = {"client", "api"}
    for tag in tags:
        id = slug(tag, ids)
        ids.add(id)
        services.append(Service(id=id, label=tag, group="api"))
        methods = list(dict.fromkeys(o.method for o in operations if (o.tag or title) == tag))
        connections.append(Connection(source="client", target=id, label=", ".join(methods)))
    group = Boundary(id="api", label=title, kind="system")
    return Architecture(services=tuple(services), connections=tuple(connections), groups=(group,))


def _sequence(operations: list[Operation], title: str) -> Sequence:
    steps = []
    for operation in operations[:MAX_OPERATIONS]:
        label = f"{operation.method} {operation.path}" + (
            f": {operation.summary}" if operation.summary else ""
        )
        steps.append(Message(source="client", target="api", label=label[:120]))
        if operation.answer:
            steps.append(Message(source="api", target="client", label=operation.answer, kind="reply"))
    client = Participant(id="client", label="Client", kind="actor")
    return Sequence(participants=(client, Participant(id="api", label=title)), steps=tuple(steps))
