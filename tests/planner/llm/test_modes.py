"""Endpoints that do not know every request field: what is given up, in which order, and that it is remembered."""

from __future__ import annotations

import json

import pytest

from diagramc.errors import PlanningError
from tests.planner.llm.conftest import Rig
from tests.planner.llm.fake import Json, Reply, Script, answers, fails, says
from tests.planner.llm.test_plan import PROMPT, voyage


def knows(*modes: str, status: int = 400, message: str = "response_format: unsupported type") -> Script:
    """An endpoint that refuses any response format but these."""

    def reply(body: Json) -> Reply:
        asked = body.get("response_format", {}).get("type", "text")
        return answers(voyage()) if asked in modes else fails(status, message)

    return reply


@pytest.mark.parametrize(
    ("script", "modes"),
    [
        pytest.param(knows("json_schema"), ["json_schema"], id="all known"),
        pytest.param(knows("json_object", "text"), ["json_schema", "json_object"], id="no schema: 400"),
        pytest.param(
            knows("text", status=422), ["json_schema", "json_object", "text"], id="no response format: 422"
        ),
        pytest.param(
            knows("json_object", status=404, message="No endpoints support structured outputs"),
            ["json_schema", "json_object"],
            id="no schema: 404",
        ),
        pytest.param(
            knows("json_object", message="Invalid grammar"),
            ["json_schema", "json_object"],
            id="grammar refused",
        ),
    ],
)
def test_the_mode_that_works_is_found_and_remembered(rig: Rig, script: Script, modes: list[str]) -> None:
    planner, endpoint = rig(script)
    assert planner.plan(PROMPT, "flowchart").requests == len(modes)
    assert planner.plan(PROMPT, "flowchart").requests == 1
    assert endpoint.modes == [*modes, modes[-1]]
    assert planner.mode == modes[-1]


@pytest.mark.parametrize(
    "nothing",
    [
        pytest.param(Reply(200, b""), id="no body"),
        pytest.param(says(""), id="no text"),
        pytest.param(says(None), id="null text"),
        pytest.param(says("I cannot write JSON."), id="prose"),
        pytest.param(answers([1, 2]), id="a list"),
        pytest.param(Reply(200, b'{"choices": []}'), id="no choices"),
        pytest.param(
            Reply(200, b'{"error": {"message": "response_format is not supported"}}'), id="error as 200"
        ),
    ],
)
def test_a_mode_that_yields_nothing_is_given_up(rig: Rig, nothing: Reply) -> None:
    planner, endpoint = rig(nothing, nothing, answers(voyage()))
    assert planner.plan(PROMPT, "flowchart").requests == 3
    assert endpoint.modes == ["json_schema", "json_object", "text"]
    assert planner.mode == "text"


def test_the_schema_is_told_in_words_where_it_cannot_be_enforced(rig: Rig) -> None:
    planner, endpoint = rig(knows("text"))
    planner.plan(PROMPT, "flowchart")
    systems = [request.body["messages"][0]["content"] for request in endpoint.received]
    assert ["JSON Schema" in system for system in systems] == [False, True, True]
    assert '"FlowNode"' in systems[1]


def test_modes_are_not_tried_anew_for_each_reask(rig: Rig) -> None:
    planner, endpoint = rig(says("no"))
    with pytest.raises(PlanningError) as caught:
        planner.plan(PROMPT, "flowchart")
    assert endpoint.modes == ["json_schema", "json_object", "text", "text", "text", "text"]
    assert "model.not-json" in [d.code for d in caught.value.diagnostics]
    assert planner.mode == "json_schema", "a mode that did not work either is not remembered"


@pytest.mark.parametrize(
    ("message", "before", "after"),
    [
        (
            "Unsupported parameter: 'max_tokens'; use 'max_completion_tokens'",
            "max_tokens",
            "max_completion_tokens",
        ),
        ("temperature does not support 0 with this model", "temperature", ""),
    ],
)
def test_a_refused_parameter_is_replaced_or_left_out(rig: Rig, message: str, before: str, after: str) -> None:
    planner, endpoint = rig(fails(400, message), answers(voyage()))
    assert planner.plan(PROMPT, "flowchart").requests == 2
    first, second = (request.body for request in endpoint.received)
    assert before in first
    assert before not in second
    assert after in {**second, "": None}
    assert endpoint.modes == ["json_schema", "json_schema"]


def test_bounds_on_lists_are_given_up_before_the_schema(rig: Rig) -> None:
    planner, endpoint = rig(fails(400, "Invalid schema for response_format: maxItems"), answers(voyage()))
    planner.plan(PROMPT, "flowchart")
    sent = [json.dumps(request.body["response_format"]) for request in endpoint.received]
    assert ["maxItems" in body for body in sent] == [True, False]
    assert endpoint.modes == ["json_schema", "json_schema"]


def test_an_endpoint_that_refuses_everything_is_not_asked_for_ever(rig: Rig) -> None:
    planner, endpoint = rig(fails(400, "maxItems temperature max_tokens response_format"))
    with pytest.raises(PlanningError) as caught:
        planner.plan(PROMPT, "flowchart")
    assert [d.code for d in caught.value.diagnostics] == ["model.request"]
    assert len(endpoint.received) == 7
    assert set(endpoint.received[-1].body) == {"model", "messages"}
