"""The IR as JSON Schema: the full one for documents, a lean one that a language model answers with.

Both are made from the structs, so they cannot disagree with what decodes.
"""

from __future__ import annotations

from functools import cache, reduce
from operator import or_
from typing import Any

import msgspec

from diagramc.ir.base import VERSION
from diagramc.ir.ids import slug
from diagramc.kinds import KINDS

Json = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def diagram_types() -> Any:
    """The union of the eight diagram classes, as msgspec decodes it."""
    return reduce(or_, (kind.diagram_class for kind in KINDS.values()))


def schema(type: str | None = None) -> Json:
    """The JSON Schema (draft 2020-12) of documents of one diagram type, or of all. KeyError for an unknown type.

    A document validates against it exactly when it decodes; what needs more than one field at a time (references,
    cycles) is left to `passes.validate`.
    """
    root = diagram_types() if type is None else KINDS[type].diagram_class
    made = msgspec.json.schema(root)
    made.pop("discriminator", None)
    definitions: Json = {
        name: _without_span(definition)
        for name, definition in sorted(made.pop("$defs").items())
        if name != "Span"
    }
    title = "diagramc document" if type is None else f"diagramc document: {type}"
    return {"$schema": DIALECT, "title": title, **made, "$defs": definitions}


def _without_span(definition: Json) -> Json:
    """A struct's definition without `span`, its prose in one line, and the version fixed."""
    properties: Json = {
        name: _without_discriminator(value)
        for name, value in definition["properties"].items()
        if name != "span"
    }
    if "diagramc" in properties:
        properties["diagramc"] = {"const": VERSION, "default": VERSION}
    cleaned = {**definition, "properties": properties}
    if "description" in cleaned:
        cleaned["description"] = " ".join(cleaned["description"].split())
    return cleaned


def _without_discriminator(value: Any) -> Any:
    """Drop OpenAPI's `discriminator`, which is no JSON Schema keyword."""
    if isinstance(value, dict):
        return {key: _without_discriminator(part) for key, part in value.items() if key != "discriminator"}
    return [_without_discriminator(part) for part in value] if isinstance(value, list) else value


NODE_FIELDS = {"id": "short and unique", "label": "what is shown", "group": "id of the group it is in"}
GROUP_FIELDS = {"id": "short and unique", "label": "what is shown", "parent": "id of the group that holds it"}
EDGE_FIELDS = {"source": "id", "target": "id", "label": ""}
DIAGRAM_FIELDS = {
    "type": "",
    "title": "a short title",
    "description": "one sentence, for readers who cannot see",
}

MODEL_FIELDS: dict[str, dict[str, str]] = {
    "Flowchart": {**DIAGRAM_FIELDS, "direction": "", "nodes": "", "edges": "", "groups": "", "notes": ""},
    "FlowNode": {**NODE_FIELDS, "kind": "decision: a question with two or more labelled ways out"},
    "Flow": {**EDGE_FIELDS, "label": "the condition, after a decision", "line": ""},
    "FlowGroup": {**GROUP_FIELDS, "kind": "swimlane: who does the steps in it"},
    "Sequence": {**DIAGRAM_FIELDS, "participants": "", "boxes": "", "steps": "in order of time"},
    "Participant": {**NODE_FIELDS, "kind": ""},
    "Box": {"id": "short and unique", "label": "what is shown"},
    "Message": {
        "step": "",
        "source": "id of a participant",
        "target": "id of a participant; the source itself for a self-message",
        "label": "",
        "kind": "",
        "activate": "the target starts to work",
        "deactivate": "the source stops to work",
    },
    "SequenceNote": {"step": "", "text": "", "participants": "ids", "placement": ""},
    "Divider": {"step": "", "label": "the phase that begins"},
    "Fragment": {
        "step": "",
        "kind": "",
        "operands": "several for alt, par and critical; exactly one for the others",
        "label": "",
    },
    "Operand": {"label": "the guard", "steps": ""},
    "Architecture": {
        **DIAGRAM_FIELDS,
        "direction": "",
        "services": "",
        "connections": "",
        "groups": "",
        "notes": "",
    },
    "Service": {**NODE_FIELDS, "kind": "", "technology": "", "external": "outside the system"},
    "Connection": {**EDGE_FIELDS, "protocol": "such as HTTPS", "line": ""},
    "Boundary": {**GROUP_FIELDS, "kind": ""},
    "MindMap": {**DIAGRAM_FIELDS, "topics": "the root first"},
    "Topic": {
        "id": "short and unique",
        "label": "what is shown",
        "parent": "id of the topic above; null for the one root",
    },
    "EntityRelationship": {**DIAGRAM_FIELDS, "entities": "", "relationships": "", "groups": "", "notes": ""},
    "Entity": {**NODE_FIELDS, "attributes": "", "weak": "identified through another entity"},
    "EntityAttribute": {"name": "", "type": "", "keys": "", "nullable": "", "comment": ""},
    "Relationship": {
        **EDGE_FIELDS,
        "label": "a verb",
        "source_cardinality": "how many sources to one target",
        "target_cardinality": "how many targets to one source",
        "identifying": "",
    },
    "Schema": GROUP_FIELDS,
    "ClassDiagram": {**DIAGRAM_FIELDS, "classes": "", "relations": "", "groups": "", "notes": ""},
    "Class": {
        **NODE_FIELDS,
        "kind": "",
        "stereotypes": "",
        "type_parameters": "",
        "attributes": "",
        "operations": "",
        "values": "the literals of an enum",
    },
    "Attribute": {"name": "", "type": "", "visibility": "", "static": ""},
    "Operation": {
        "name": "without parentheses",
        "parameters": "",
        "returns": "",
        "visibility": "",
        "static": "",
        "abstract": "",
    },
    "Parameter": {"name": "", "type": ""},
    "Relation": {
        **EDGE_FIELDS,
        "source": "id; the more special class, or the whole",
        "kind": "",
        "source_multiplicity": "such as 0..*",
        "target_multiplicity": "",
    },
    "Package": GROUP_FIELDS,
    "Timeline": {**DIAGRAM_FIELDS, "periods": "in order of time", "sections": ""},
    "Period": {
        **NODE_FIELDS,
        "label": "the time as text",
        "start": "ISO 8601 year, month or day",
        "end": "ISO 8601, for a stretch of time",
        "events": "",
    },
    "Event": {"text": ""},
    "Section": {"id": "short and unique", "label": "what is shown"},
    "OrgChart": {**DIAGRAM_FIELDS, "people": "the head first", "groups": "", "notes": ""},
    "Person": {
        **NODE_FIELDS,
        "label": "the person's name; the position when no name is known",
        "title": "the position",
        "department": "",
        "reports_to": "id of the manager; null for the one head",
        "dotted": "ids of those they also report to",
        "assistant": "",
        "vacant": "",
    },
    "Team": GROUP_FIELDS,
    "Note": {"text": "", "targets": "ids"},
}
"""What a language model is asked to say, field by field, with the words that steer it ("" where the name is enough).

Looks (styles, icons, sides, arrow heads), links, hints and provenance are left out: they are the theme's, the layout's
and the program's business, and each costs tokens in every element of the answer.
"""

MAX_TOP_ITEMS = 100
MAX_INNER_ITEMS = 30
"""The longest lists a model may answer with, at the top and inside elements: a small model that repeats itself must end."""


@cache
def model_schema(type: str, *, bounded: bool = True) -> Json:
    """The JSON Schema that a language model answers with for a diagram type. KeyError for an unknown type.

    It keeps to OpenAI's strict structured outputs: an object at the root, every object closed, every property
    required (an optional one takes null), recursion only through `$defs`, no defaults. Labels are plain strings.
    `bounded` adds `maxItems`, which a few endpoints refuse.
    """
    full = schema(type)["$defs"]
    root_name = KINDS[type].ir_class
    root = _model_object(root_name, full[root_name], MAX_TOP_ITEMS if bounded else None)
    definitions: Json = {}
    pending = sorted(_references(root))
    while pending:
        name = pending.pop(0)
        if name not in definitions:
            definitions[name] = _model_object(name, full[name], MAX_INNER_ITEMS if bounded else None)
            pending += sorted(_references(definitions[name]))
    return {**root, "$defs": dict(sorted(definitions.items()))}


def _model_object(name: str, definition: Json, max_items: int | None) -> Json:
    properties: Json = {}
    for field, words in MODEL_FIELDS[name].items():
        value = _model_value(definition["properties"][field], max_items)
        if field == "label" and "id" in definition["properties"] and "source" not in definition["properties"]:
            value = {"type": "string"}  # nodes and groups are named; only edges may go without a label
        properties[field] = {**value, "description": words} if words else value
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _model_value(value: Json, max_items: int | None) -> Json:
    if "enum" in value:
        return {"type": "string", "enum": value["enum"]}
    if "anyOf" in value:
        said = [
            part for part in value["anyOf"] if _reference(part) is None or _reference(part) in MODEL_FIELDS
        ]
        parts = [_model_value(part, max_items) for part in said]
        if parts == [{"type": "string"}, {"type": "null"}]:
            return {"type": ["string", "null"]}
        return parts[0] if len(parts) == 1 else {"anyOf": parts}
    if value.get("type") == "array":
        bound = {} if max_items is None else {"maxItems": max_items}
        return {"type": "array", "items": _model_value(value["items"], max_items), **bound}
    return {key: part for key, part in value.items() if key in ("type", "$ref")}


def _reference(value: Json) -> str | None:
    """The name of the definition that `value` refers to."""
    reference: str | None = value.get("$ref")
    return None if reference is None else reference.removeprefix("#/$defs/")


def _references(value: Any) -> set[str]:
    if isinstance(value, list):
        return set().union(*(_references(part) for part in value))
    if not isinstance(value, dict):
        return set()
    name = _reference(value)
    return {name} if name else _references(list(value.values()))


def from_model_answer(answer: Any, type: str) -> Any:
    """A model's answer to `model_schema(type)`, as plain values that decode into the IR.

    Nulls (which say "not given") are dropped, `type` is set, and a node or group without an id gets one made from its
    label. What does not fit the schema is left for the decoder to report.
    """
    kept = _without_nulls(answer)
    if not isinstance(kept, dict):
        return kept
    kept["type"] = type
    kind = KINDS[type]
    identified = [
        item for name in (kind.nodes, kind.groups) if name for item in _dicts(kept.get(name))
    ]  # nodes first: they keep the plain slug where a group has the same label
    taken = {item["id"] for item in identified if isinstance(item.get("id"), str) and item["id"].strip()}
    for item in identified:
        if item.get("id") is None or item["id"] == "":
            item["id"] = slug(str(item.get("label", "")), taken)
            taken.add(item["id"])
    return kept


def _dicts(value: Any) -> list[Json]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nulls(part) for key, part in value.items() if part is not None}
    return [_without_nulls(part) for part in value] if isinstance(value, list) else value
