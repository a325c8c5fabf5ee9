"""Short answers in stages: what is asked, how they become a diagram, and that nothing a model writes breaks that."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from diagramc.diagnostics import Severity
from diagramc.errors import PlanningError
from diagramc.ir.base import Diagram, label_of, plain
from diagramc.ir.flowchart import Flowchart
from diagramc.ir.schema import from_model_answer
from diagramc.ir.sequence import Fragment, Message, Sequence
from diagramc.kinds import KINDS, TYPES
from diagramc.passes.repair import repair
from diagramc.passes.validate import validate
from diagramc.planner.context import Context
from diagramc.planner.llm.compact import form_of
from diagramc.planner.llm.prompts import compact_examples, examples
from tests.planner.llm.conftest import Rig
from tests.planner.llm.fake import Json, answers, fails, says
from tests.planner.llm.test_plan import PROMPT

STEPS = {"title": "Boarding", "steps": ["Clerk stamps passport", "Traveller boards ferry"]}
FLOW = {"flow": [{"from": "Clerk stamps passport", "to": "Traveller boards ferry"}]}


def assembled(type: str, done: Any) -> Diagram:
    answer = from_model_answer(form_of(type).assemble(done), type)
    return msgspec.convert(answer, KINDS[type].diagram_class)


def gist(diagram: Diagram) -> tuple[set[str], set[tuple[str, ...]]]:
    """What a diagram shows, whatever its ids are: labels, and who is joined to whom."""
    kind = KINDS[diagram.type]
    nodes = getattr(diagram, kind.nodes)
    labels = {node.id: plain(label_of(node)) for node in nodes}
    edges = getattr(diagram, kind.edges) if kind.edges else ()
    pairs: set[tuple[str, ...]] = {(labels[edge.source], labels[edge.target]) for edge in edges}
    above = {"mindmap": "parent", "org-chart": "reports_to"}.get(diagram.type)
    if above:
        pairs |= {(labels[node.id], labels.get(getattr(node, above), "")) for node in nodes}
    if isinstance(diagram, Sequence):
        pairs |= {
            (labels[m.source or ""], labels[m.target or ""], plain(m.label))
            for m in messages_of(diagram.steps)
        }
    return set(labels.values()), pairs


def messages_of(steps: Any) -> list[Message]:
    found: list[Message] = []
    for step in steps:
        if isinstance(step, Message):
            found.append(step)
        elif isinstance(step, Fragment):
            found += [m for operand in step.operands for m in messages_of(operand.steps)]
    return found


@pytest.mark.parametrize("type", TYPES)
def test_the_short_examples_fit_their_schemas_and_say_what_the_full_ones_say(type: str) -> None:
    for done, full in zip(compact_examples(type), examples(type), strict=True):
        for number, stage in enumerate(form_of(type).stages):
            Draft202012Validator(stage.schema(done[:number])).validate(done[number])
        diagram = assembled(type, done)
        assert [d for d in validate(diagram) if d.severity is Severity.ERROR] == []
        wanted = msgspec.convert(
            from_model_answer(msgspec.json.decode(full.answer), type), KINDS[type].diagram_class
        )
        labels, pairs = gist(diagram)
        wanted_labels, wanted_pairs = gist(wanted)
        if type == "flowchart":  # the full form has a node of its own for the start and the end
            assert len(labels & wanted_labels) >= len(wanted_labels) - 2
        elif type == "timeline":
            assert len(labels) == len(wanted_labels)
        else:
            assert (labels, pairs) == (wanted_labels, wanted_pairs)


@pytest.mark.parametrize("type", TYPES)
def test_a_small_model_is_asked_in_stages_and_chooses_ends_from_its_own_names(rig: Rig, type: str) -> None:
    shown = compact_examples(type)[0]
    planner, endpoint = rig(*(answers(value) for value in shown), answer="compact")
    plan = planner.plan(examples(type)[0].prompt, type)
    assert plan.requests == len(form_of(type).stages)
    last = endpoint.received[-1].body
    schema = last["response_format"]["json_schema"]["schema"]
    if plan.requests == 2:
        (lines,) = (part for name, part in schema["properties"].items() if name != "title")
        nodes = getattr(plan.diagram, KINDS[type].nodes)
        assert lines["items"]["properties"]["from"]["enum"] == [plain(label_of(node)) for node in nodes]
        assert last["messages"][-2]["role"] == "assistant"
        assert msgspec.json.decode(last["messages"][-2]["content"]) == shown[0]
    assert (
        "strict" not in last["response_format"]["json_schema"]
        or not last["response_format"]["json_schema"]["strict"]
    )


def test_an_endpoint_on_this_machine_is_taken_for_a_small_model(rig: Rig) -> None:
    planner, endpoint = rig(answers(STEPS), answers(FLOW), answer="auto")
    plan = planner.plan(PROMPT)  # the type is chosen by rules, without a request
    assert (plan.diagram.type, plan.requests) == ("flowchart", 2)
    assert "steps" in endpoint.received[0].body["response_format"]["json_schema"]["schema"]["properties"]
    assert plan.diagnostics[0].code == "plan.type-chosen"


def test_a_file_says_the_type_where_the_prompt_does_not(rig: Rig) -> None:
    entities = {
        "title": "Ferry",
        "entities": [{"name": "ferry", "attributes": []}, {"name": "berth", "attributes": []}],
    }
    joined = {"relationships": [{"from": "ferry", "to": "berth", "kind": "one-to-one"}]}
    sql = Context(
        "a.sql", "sql", "create table ferry (id int); create table berth (ferry_id int references ferry);"
    )
    planner, endpoint = rig(answers(entities), answers(joined), answer="compact")
    plan = planner.plan("what we keep", None, [sql])
    assert plan.diagram.type == "er"
    assert plan.diagnostics[0].message == "drawing an er diagram, as a.sql is best drawn so"
    assert "ferry" in endpoint.received[0].body["messages"][-2]["content"]


def test_a_stage_that_fails_is_asked_again_alone(rig: Rig) -> None:
    planner, endpoint = rig(
        answers(STEPS), says("no"), says("no"), says("no"), answers(FLOW), answer="compact"
    )
    plan = planner.plan(PROMPT, "flowchart")
    assert len(plan.diagram.edges) == 1  # type: ignore[attr-defined]
    assert endpoint.modes == ["json_schema", "json_schema", "json_object", "text", "text"]
    assert "holds no whole JSON object" in endpoint.received[-1].body["messages"][-1]["content"]
    assert next(m["content"] for m in endpoint.received[-1].body["messages"][-5:-3]) == PROMPT


def test_names_that_are_off_the_topic_are_asked_for_again(rig: Rig) -> None:
    cement = {"title": "Wall", "steps": ["Mix cement", "Lay bricks"]}
    wall = {"flow": [{"from": "Mix cement", "to": "Lay bricks"}]}
    planner, endpoint = rig(answers(cement), answers(wall), answers(STEPS), answers(FLOW), answer="compact")
    plan = planner.plan(PROMPT, "flowchart")
    assert {plain(node.label) for node in plan.diagram.nodes} == set(STEPS["steps"])  # type: ignore[attr-defined]
    third = endpoint.received[2].body["messages"]
    assert "missing: clerk" in third[-1]["content"]
    assert "Mix cement" in third[-2]["content"]


def test_ends_that_nobody_has_are_left_out_and_loose_steps_are_joined_in_order() -> None:
    done = (
        {"title": "T", "steps": ["A", "B?", "C", "D", "a"]},
        {
            "flow": [
                {"from": "b?", "to": "C", "if": "yes"},
                {"from": "B?", "to": "Z"},
                {"from": "C", "to": "C"},
            ]
        },
    )
    diagram = assembled("flowchart", done)
    names, pairs = gist(diagram)
    assert names == {"A", "B?", "C", "D"}
    assert pairs == {("B?", "C"), ("A", "B?"), ("C", "D")}


def test_only_questions_are_decisions_and_an_only_way_has_no_condition() -> None:
    lines = [
        ("A", "Fine?", "yes"),
        ("Fine?", "B", "yes"),
        ("Fine?", "C", "no"),
        ("B", "C", ""),
        ("B", "A", ""),
    ]
    flow = [{"from": source, "to": target, "if": label} for source, target, label in lines]
    diagram = assembled("flowchart", ({"title": "T", "steps": ["A", "Fine?", "B", "C"]}, {"flow": flow}))
    assert isinstance(diagram, Flowchart)
    assert [node.kind for node in diagram.nodes] == ["process", "decision", "process", "process"]
    assert [edge.label for edge in diagram.edges] == [None, "yes", "no", None, None]


def test_a_model_that_repeats_itself_comes_to_an_end() -> None:
    few = form_of("flowchart").stages[1].schema([{"steps": ["A", "B", "C"]}])
    many = form_of("flowchart").stages[1].schema([{"steps": [str(number) for number in range(40)]}])
    assert [schema["properties"]["flow"]["maxItems"] for schema in (few, many)] == [10, 60]
    talk = form_of("sequence").stages[1].schema([{"participants": ["A", "B"]}])
    assert talk["properties"]["messages"]["maxItems"] == 40


def test_answers_on_lines_are_no_leak_of_the_example(rig: Rig) -> None:
    steps = {"title": "T", "steps": ["Passport stamped?", "Traveller boards ferry", "Clerk stamps passport"]}
    flow = [
        {"from": "Passport stamped?", "to": "Traveller boards ferry", "if": "yes"},
        {"from": "Passport stamped?", "to": "Clerk stamps passport", "if": "no"},
    ]
    planner, endpoint = rig(answers(steps), answers({"flow": flow}), answer="compact")
    planner.plan(PROMPT, "flowchart")
    assert len(endpoint.received) == 2


def test_conditions_beside_messages_become_fragments() -> None:
    lines = [
        {"from": "A", "to": "B", "text": "ask"},
        {"from": "B", "to": "A", "text": "yes", "if": "fine"},
        {"from": "B", "to": "A", "text": "no", "if": "else"},
        {"from": "A", "to": "B", "text": "ping", "loop": "every hour"},
        {"from": "A", "to": "B", "text": "bye", "if": "late"},
    ]
    diagram = assembled("sequence", ({"title": "T", "participants": ["A", "B"]}, {"messages": lines}))
    assert isinstance(diagram, Sequence)
    kinds = [step.kind for step in diagram.steps if isinstance(step, Fragment | Message)]
    assert kinds == ["sync", "alt", "loop", "opt"]
    assert [m.kind for m in messages_of(diagram.steps)] == ["sync", "reply", "reply", "sync", "sync"]


def test_an_endpoint_that_knows_no_schema_gets_it_in_words(rig: Rig) -> None:
    def replies(body: Json) -> Any:
        if "response_format" in body:
            return fails(400, "response_format is not supported")
        return answers(FLOW if "flow between" in body["messages"][-1]["content"] else STEPS)

    planner, endpoint = rig(replies, answer="compact")
    assert planner.plan(PROMPT, "flowchart").requests == 4
    assert "Traveller boards ferry" in endpoint.received[-1].body["messages"][0]["content"]


def test_a_model_that_names_nothing_is_a_clear_error(rig: Rig) -> None:
    planner, _ = rig(
        answers({"title": "", "steps": []}), answers({"flow": []}), answers({"steps": []}), answer="compact"
    )
    with pytest.raises(PlanningError, match="no usable diagram"):
        planner.plan(PROMPT, "flowchart")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    "title",
                    "steps",
                    "flow",
                    "from",
                    "to",
                    "if",
                    "name",
                    "text",
                    "participants",
                    "messages",
                    "services",
                    "in",
                    "connections",
                    "for",
                    "entities",
                    "attributes",
                    "verb",
                    "kind",
                    "relationships",
                    "classes",
                    "operations",
                    "relations",
                    "count",
                    "root",
                    "topics",
                    "topic",
                    "under",
                    "periods",
                    "when",
                    "events",
                    "people",
                    "position",
                ]
            ),
            inner,
            max_size=6,
        )
    ),
    max_leaves=25,
)
objects = json_values.filter(lambda value: isinstance(value, dict))


@pytest.mark.parametrize("type", TYPES)
@given(done=st.tuples(objects, objects))
def test_whatever_is_answered_is_assembled_into_something_that_repair_makes_valid(
    type: str, done: Any
) -> None:
    made = form_of(type).assemble(done)
    diagram = msgspec.convert(from_model_answer(made, type), KINDS[type].diagram_class)
    repaired, _ = repair(diagram)
    codes = {d.code for d in validate(repaired) if d.severity is Severity.ERROR}
    assert codes <= {"validate.empty"}
