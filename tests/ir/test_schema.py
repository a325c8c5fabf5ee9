"""The published schemas: sound, and of one mind with what decodes; the model's schema as strict endpoints want it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from jsonschema import Draft202012Validator

from diagramc.frontends.document import read
from diagramc.ir.base import Element, Link, Node
from diagramc.ir.ids import slug
from diagramc.ir.mindmap import Topic
from diagramc.ir.schema import MODEL_FIELDS, from_model_answer, model_schema, schema
from diagramc.kinds import KINDS, TYPES

STRICT_KEYWORDS = {
    "$defs",
    "$ref",
    "additionalProperties",
    "anyOf",
    "description",
    "enum",
    "items",
    "maxItems",
    "properties",
    "required",
    "type",
}


@pytest.mark.parametrize("type", [None, *TYPES])
def test_schema_is_sound_and_says_nothing_of_spans(type: str | None) -> None:
    made = schema(type)
    Draft202012Validator.check_schema(made)
    assert '"span"' not in json.dumps(made)
    assert made == schema(type)


DOCUMENTS: list[dict[str, Any]] = [
    {"type": "flowchart"},
    {
        "type": "flowchart",
        "diagramc": 1,
        "nodes": [{"id": "a", "label": {"runs": [{"text": "b", "bold": True}]}}],
    },
    {"type": "flowchart", "diagramc": 2},
    {"type": "flowchart", "nodes": [{"label": "a"}]},
    {"type": "flowchart", "nodes": [{"id": "a", "kind": "box"}]},
    {"type": "flowchart", "nodes": [{"id": "a", "span": {"file": "f", "line": 1}}]},
    {"type": "flowchart", "nodes": {"id": "a"}},
    {"type": "flowchart", "edges": [{"source": "a", "target": "b", "length": "2"}]},
    {"type": "flowchart", "styles": {"warm": {"fill": "red", "stroke_width": 2}}},
    {"type": "flowchart", "styles": {"warm": {"fill": 3}}},
    {"type": "sequence", "steps": [{"step": "message", "source": "a", "target": None}]},
    {"type": "sequence", "steps": [{"step": "shout"}]},
    {"type": "sequence", "steps": [{"source": "a"}]},
    {
        "type": "sequence",
        "steps": [{"step": "fragment", "kind": "opt", "operands": [{"steps": [{"step": "delay"}]}]}],
    },
    {
        "type": "er",
        "entities": [{"id": "a", "attributes": [{"name": "b", "keys": ["PK"], "nullable": None}]}],
    },
    {"type": "er", "entities": [{"id": "a", "attributes": [{"name": "b", "keys": ["XK"]}]}]},
    {"type": "gantt"},
    {},
]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: json.dumps(document)[:60])
def test_what_validates_decodes_and_the_reverse(document: dict[str, Any]) -> None:
    diagram, _ = read(json.dumps(document))
    assert Draft202012Validator(schema()).is_valid(document) == (diagram is not None)


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """Every schema inside a schema (the values of `properties` and `$defs` included, but not those maps)."""
    yield value
    for key in ("properties", "$defs"):
        for part in value.get(key, {}).values():
            yield from objects(part)
    for part in value.get("anyOf", []):
        yield from objects(part)
    if "items" in value:
        yield from objects(value["items"])


@pytest.mark.parametrize("type", TYPES)
def test_model_schema_is_strict(type: str) -> None:
    made = model_schema(type)
    Draft202012Validator.check_schema(made)
    assert made["type"] == "object"
    for part in objects(made):
        assert set(part) <= STRICT_KEYWORDS
        assert "$ref" not in part or (
            set(part) == {"$ref"} and part["$ref"].removeprefix("#/$defs/") in made["$defs"]
        )
        if part.get("type") == "object":
            assert part["additionalProperties"] is False
            assert part["required"] == list(part["properties"])
    assert "maxItems" not in json.dumps(model_schema(type, bounded=False))
    assert len(json.dumps(made)) < 0.6 * len(json.dumps(schema(type)))


def test_model_fields_are_fields_of_the_ir() -> None:
    structs = {cls.__name__: cls for cls in _subclasses(Element)}
    for name, words in MODEL_FIELDS.items():
        config = structs[name].__struct_config__
        known = {*structs[name].__struct_fields__, config.tag_field}
        assert set(words) <= known, name


def _subclasses(cls: type[Element]) -> Iterator[type[Element]]:
    for kind in KINDS.values():
        assert kind.diagram_class
    for sub in cls.__subclasses__():
        yield sub
        yield from _subclasses(sub)


def test_a_model_answer_becomes_a_diagram() -> None:
    answer = {
        "type": "flowchart",
        "title": None,
        "description": None,
        "direction": None,
        "nodes": [
            {"id": "", "label": "Log in", "group": None, "kind": "start"},
            {"id": "log-in", "label": "Log in again", "group": None, "kind": "process"},
            {"label": "Log in", "kind": "end"},
        ],
        "edges": [{"source": "log-in", "target": "log-in-2", "label": None, "line": "solid"}],
        "groups": [],
        "notes": [],
    }
    decoded = msgspec.convert(from_model_answer(answer, "flowchart"), KINDS["flowchart"].diagram_class)
    assert [node.id for node in decoded.nodes] == ["log-in-2", "log-in", "log-in-3"]  # type: ignore[attr-defined]
    assert Draft202012Validator(schema("flowchart")).is_valid(from_model_answer(answer, "flowchart"))
    assert from_model_answer("no", "flowchart") == "no"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Check the user's password", "check-the-user-s-password"),
        ("Überprüfung: Größe", "uberprufung-grosse"),
        ("  ", "item"),
        ("日本 語", "日本-語"),
        ("a" * 60, "a" * 40),
        ("one two three four five six seven eight nine", "one-two-three-four-five-six-seven-eight"),
    ],
)
def test_slug(text: str, expected: str) -> None:
    assert slug(text) == expected
    assert slug(text, {expected, f"{expected}-2"}) == f"{expected}-3"


def test_equality_ignores_spans_in_both_directions() -> None:
    one, other = Topic(id="a", link=Link(url="/x")), Topic(id="a", link=Link(url="/x"))
    assert (one == other, one != other) == (True, False)
    assert (one == Topic(id="b"), one != Topic(id="b")) == (False, True)
    assert one != Node(id="a", link=Link(url="/x"))
