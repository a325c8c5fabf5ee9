"""Entity-relationship diagrams in short: the entities with attributes, then the relationships."""

from __future__ import annotations

from collections.abc import Sequence

from diagramc.ir.schema import Json
from diagramc.planner.llm.compact.base import (
    MAX_INNER,
    Form,
    Names,
    Stage,
    ends,
    items,
    joined,
    listed,
    member,
    one_of,
    record,
    said,
    text,
    texts,
)

_KINDS = {
    "one-to-many": ("exactly-one", "zero-or-more"),
    "one-to-one": ("exactly-one", "exactly-one"),
    "one-to-optional": ("exactly-one", "zero-or-one"),
    "many-to-one": ("zero-or-more", "exactly-one"),
    "many-to-many": ("zero-or-more", "zero-or-more"),
}
"""What is asked for, as the cardinalities of source and target."""


def _entities(done: Sequence[Json]) -> Json:
    entity = record({"name": text(40), "attributes": listed(text(40), MAX_INNER)})
    return record({"title": text(), "entities": listed(entity, least=1)})


def _relationships(done: Sequence[Json]) -> Json:
    fields = {"verb": text(30), "kind": one_of(_KINDS)}
    return record({"relationships": joined(texts(done[0].get("entities")), fields, "verb")})


def _assemble(done: Sequence[Json]) -> Json:
    names = Names(())
    entities: list[Json] = []
    for item in items(done[0], "entities"):
        name = said(item) or said(item, "name")
        if not name or names.find(name):
            continue
        written = texts(item.get("attributes")) if isinstance(item, dict) else []
        entities.append(
            {"id": names.add(name), "label": name, "attributes": [_attribute(text) for text in written]}
        )
    relationships = []
    for source, target, line in ends(items(done[1], "relationships"), names):
        one, other = _KINDS.get(said(line, "kind"), _KINDS["one-to-many"])
        relationships.append(
            {
                "source": source,
                "target": target,
                "label": said(line, "verb") or None,
                "source_cardinality": one,
                "target_cardinality": other,
            }
        )
    return {
        "type": "er",
        "title": said(done[0], "title"),
        "entities": entities,
        "relationships": relationships,
    }


def _attribute(written: str) -> Json:
    """ "id: int PK" with its keys; `id` alone is the primary key, and `…_id` refers to another entity."""
    words = written.split()
    keys = [word.strip("(),") for word in words if word.strip("(),") in ("PK", "FK", "UK")]
    name, kind = member(" ".join(word for word in words if word.strip("(),") not in ("PK", "FK", "UK")))
    if not keys:
        keys = ["PK"] if name.lower() == "id" else ["FK"] if name.lower().endswith("_id") else []
    return {"name": name or written, "type": kind, "keys": keys}


FORM = Form(
    (Stage("", _entities), Stage("Now the relationships between these entities.", _relationships)), _assemble
)
