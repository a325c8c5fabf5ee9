"""Reading a model's text: JSON out of prose, bounds, and bending what has one plausible meaning."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagramc.ir.schema import model_schema
from diagramc.kinds import TYPES
from diagramc.planner.llm.answer import AnswerError, fit, read_answer
from diagramc.planner.llm.dialect import lenient
from diagramc.planner.llm.prompts import examples

FIELDS = frozenset({"nodes"})


@pytest.mark.parametrize(
    "text",
    [
        '{"nodes": [1]}',
        '\ufeff  {"nodes": [1]}\n',
        'Here it is:\n```json\n{"nodes": [1]}\n```\nI hope {this} helps.',
        '<think>{"nodes": [2, 3, 4, 5]} or not?</think>{"nodes": [1]}',
        '{"nodes": [1,],}',
        '{"note": "a longer object that is no diagram"} {"nodes": [1]}',
        '{ {\n{"nodes": [1]}',
    ],
)
def test_the_object_is_picked_out(text: str) -> None:
    assert read_answer(text, FIELDS) == {"nodes": [1]}


def test_forty_levels_are_enough() -> None:
    assert read_answer('{"nodes":' * 39 + "[]" + "}" * 39, FIELDS)


def test_commas_inside_of_texts_stay() -> None:
    assert read_answer('{"nodes": ["a,]", "b\\",}"]}', FIELDS) == {"nodes": ["a,]", 'b",}']}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "model.empty-answer"),
        (" \n", "model.empty-answer"),
        ("flowchart TD; a-->b", "model.not-json"),
        ('{"nodes": [{"id": "a"}, {"id"', "model.not-json"),
        ('{"nodes": NaN}', "model.not-json"),
        ('["nodes"]', "model.not-json"),
        ("<think>for ever {", "model.not-json"),
        ("{" * 100_000, "model.not-json"),
        ('{"nodes":' * 41 + "[]" + "}" * 41, "model.too-large"),
        ('{"nodes": "' + "x" * 2_001 + '"}', "model.too-large"),
        ('{"nodes": [' + "0," * 20_000 + "0]}", "model.too-large"),
    ],
)
def test_what_cannot_be_used_is_said(text: str, code: str) -> None:
    with pytest.raises(AnswerError) as caught:
        read_answer(text, FIELDS)
    assert caught.value.code == code


@given(st.text(alphabet='{}[]",:\\ nodesx0`\n<think>/', max_size=200))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        value = read_answer(text, FIELDS)
    except AnswerError:
        return  # anything else that is raised fails the test
    assert "nodes" in value


def flow(**changes: Any) -> dict[str, Any]:
    """A flowchart answer with changes to its only node."""
    return {"type": "flowchart", "nodes": [{"id": "a", "label": "A", **changes}], "edges": []}


@pytest.mark.parametrize(
    ("given_value", "expected", "changes"),
    [
        (flow(), flow(), 0),
        (flow(id=1), flow(id="1"), 1),
        (flow(label="A\x1b[31m\ud800\n👩‍🌾"), flow(label="A[31m\n👩‍🌾"), 1),
        (flow(label=1.5), flow(label="1.5"), 1),
        (flow(kind="DECISION"), flow(kind="decision"), 1),
        (flow(kind="manual_input"), flow(kind="manual-input"), 1),
        (flow(kind="wizardry"), flow(), 1),
        (flow(link="http://x"), flow(), 1),
        (flow(group=None), flow(group=None), 0),
        (flow(label=True), flow(label=True), 0),
        (flow(label=["A"]), flow(label=["A"]), 0),
        ({**flow(), "nodes": flow()["nodes"][0]}, flow(), 1),
        ({**flow(), "nodes": [None, *flow()["nodes"]]}, flow(), 0),
        ({**flow(), "nodes": "A"}, {**flow(), "nodes": ["A"]}, 1),
    ],
)
def test_an_answer_is_bent_to_the_schema_only_where_its_meaning_is_plain(
    given_value: Any, expected: Any, changes: int
) -> None:
    assert fit(given_value, model_schema("flowchart")) == (expected, changes)


def test_steps_inside_fragments_are_bent_too() -> None:
    message = {"step": "message", "source": "a", "target": "a", "label": 5, "href": "x"}
    fragment = {"step": "fragment", "kind": "Loop", "operands": [{"steps": [message]}]}
    fitted, changes = fit({"steps": [fragment]}, model_schema("sequence"))
    (inner,) = fitted["steps"][0]["operands"][0]["steps"]
    assert (fitted["steps"][0]["kind"], inner) == (
        "loop",
        {"step": "message", "source": "a", "target": "a", "label": "5"},
    )
    assert changes == 3


@pytest.mark.parametrize("type", TYPES)
def test_the_lenient_schema_takes_the_example_and_refuses_what_is_not_a_diagram(type: str) -> None:
    schema = lenient(model_schema(type), type)
    checker = jsonschema.Draft202012Validator(schema)
    checker.check_schema(schema)
    value = read_answer(examples(type)[0].answer, frozenset({"type"}))
    assert list(checker.iter_errors(value)) == []
    assert list(checker.iter_errors({"type": type}))
    assert list(checker.iter_errors({**value, "link": "x"}))


@pytest.mark.parametrize(("type", "node"), [("org-chart", "Person"), ("mindmap", "Topic")])
def test_the_lenient_schema_wants_the_place_in_a_tree_said(type: str, node: str) -> None:
    definition = lenient(model_schema(type), type)["$defs"][node]
    (place,) = {"parent", "reports_to"} & set(definition["properties"])
    assert place in definition["required"]
    assert definition["properties"][place]["type"] == ["string", "null"]


@pytest.mark.parametrize("type", TYPES)
def test_the_examples_name_fields_in_the_order_of_the_schema(type: str) -> None:
    """Constrained decoding writes fields in the schema's order; an example in another order would mislead."""
    schema = model_schema(type)
    value = read_answer(examples(type)[0].answer, frozenset({"type"}))
    fitted, changes = fit(value, schema)
    assert changes == 0
    assert _in_order(fitted, schema, schema["$defs"])


def _in_order(value: Any, schema: dict[str, Any], definitions: dict[str, Any]) -> bool:
    if "$ref" in schema:
        schema = definitions[schema["$ref"].removeprefix("#/$defs/")]
    if isinstance(value, list):
        return all(_in_order(part, schema["items"], definitions) for part in value)
    if not isinstance(value, dict):
        return True
    if "anyOf" in schema:
        parts = (definitions[part["$ref"].removeprefix("#/$defs/")] for part in schema["anyOf"])
        schema = next(part for part in parts if part["properties"]["step"]["enum"] == [value["step"]])
    order = list(schema["properties"])
    return list(value) == sorted(value, key=order.index) and all(
        _in_order(part, schema["properties"][field], definitions) for field, part in value.items()
    )
