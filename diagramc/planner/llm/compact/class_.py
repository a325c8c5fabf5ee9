"""Class diagrams in short: the classes with their members, then the relations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from diagramc.ir.class_ import RelationKind
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

_KINDS = ("class", "abstract", "interface", "enum")
_RELATIONS = tuple(kind for kind in get_args(RelationKind) if kind != "link")
_COUNTS = ("1", "0..1", "0..*", "1..*")


def _classes(done: Sequence[Json]) -> Json:
    members = listed(text(40), MAX_INNER)
    described = record(
        {"name": text(40), "kind": one_of(_KINDS), "attributes": members, "operations": members},
        "kind",
        "operations",
    )
    return record({"title": text(), "classes": listed(described, least=1)})


def _relations(done: Sequence[Json]) -> Json:
    fields = {"kind": one_of(_RELATIONS), "label": text(30), "count": one_of(_COUNTS)}
    return record({"relations": joined(texts(done[0].get("classes")), fields, "label", "count")})


def _assemble(done: Sequence[Json]) -> Json:
    names = Names(())
    classes: list[Json] = []
    for item in items(done[0], "classes"):
        name = said(item) or said(item, "name")
        if name and not names.find(name):
            classes.append(_class(names.add(name), name, item if isinstance(item, dict) else {}))
    relations = [
        {
            "source": source,
            "target": target,
            "kind": said(line, "kind") or "association",
            "label": said(line, "label") or None,
            "target_multiplicity": said(line, "count") or None,
        }
        for source, target, line in ends(items(done[1], "relations"), names)
    ]
    return {"type": "class", "title": said(done[0], "title"), "classes": classes, "relations": relations}


def _class(id: str, name: str, item: Json) -> Json:
    kind = said(item, "kind") or "class"
    attributes, operations = texts(item.get("attributes")), texts(item.get("operations"))
    if kind == "enum":
        return {"id": id, "label": name, "kind": kind, "values": attributes}
    calls = [text for text in attributes if "(" in text]  # an operation among the attributes
    fields = [member(text) for text in attributes if "(" not in text]
    return {
        "id": id,
        "label": name,
        "kind": kind,
        "attributes": [{"name": field, "type": type} for field, type in fields],
        "operations": [_operation(text) for text in dict.fromkeys([*operations, *calls])],
    }


def _operation(written: str) -> Json:
    """ "area(): float" as an operation; parameters keep to their names."""
    name, _, rest = written.partition("(")
    inside, _, after = rest.rpartition(")") if ")" in rest else (rest, "", "")
    parameters = [member(part) for part in inside.split(",") if part.strip()]
    return {
        "name": name.strip() or written,
        "parameters": [{"name": field, "type": type} for field, type in parameters],
        "returns": after.lstrip(" :").strip() or None,
    }


FORM = Form((Stage("", _classes), Stage("Now the relations between these classes.", _relations)), _assemble)
