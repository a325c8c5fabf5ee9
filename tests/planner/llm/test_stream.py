"""Answers that stream in: put together, counted while they come, and bounded like all others."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagramc.errors import ContentRejectedError, PlanningError
from diagramc.planner.llm.stream import ElementCounter, Stream
from tests.planner.llm.conftest import Rig
from tests.planner.llm.fake import Json, Reply, answers, fails
from tests.planner.llm.test_plan import PROMPT, voyage


def streamed(value: object, *, size: int = 7, finish: str = "stop", extra: tuple[str, ...] = ()) -> Reply:
    """The value as server-sent events of a few characters each."""
    text = value if isinstance(value, str) else json.dumps(value)
    deltas: list[Json] = [{"role": "assistant", "content": ""}]
    deltas += [{"content": text[at : at + size]} for at in range(0, len(text), size)]
    chunks: list[Json] = [{"choices": [{"index": 0, "delta": delta}]} for delta in deltas]
    chunks.append({"choices": [{"index": 0, "delta": {}, "finish_reason": finish}]})
    chunks.append({"choices": [], "usage": {"prompt_tokens": 100, "completion_tokens": 20}})
    lines = [": ping", *(f"data: {json.dumps(chunk)}" for chunk in chunks), *extra, "data: [DONE]"]
    return Reply(body="\n\n".join(lines).encode() + b"\n\n", headers={"content-type": "text/event-stream"})


def test_an_answer_that_streams_is_the_same_diagram_and_is_counted(rig: Rig) -> None:
    heard: list[int] = []
    planner, endpoint = rig(streamed(voyage()), listen=heard.append)
    plan = planner.plan(PROMPT, "flowchart")
    asked = endpoint.received[0].body
    assert (asked["stream"], asked["stream_options"]) == (True, {"include_usage": True})
    assert heard == [1, 2, 3]  # two nodes, one edge
    assert (plan.prompt_tokens, plan.completion_tokens) == (100, 20)
    quiet, _ = rig(answers(voyage()))
    assert quiet.plan(PROMPT, "flowchart").diagram == plan.diagram


def test_nobody_listens_and_nothing_streams(rig: Rig) -> None:
    planner, endpoint = rig(answers(voyage()))
    planner.plan(PROMPT, "flowchart")
    assert "stream" not in endpoint.received[0].body


def test_an_endpoint_that_cannot_stream_is_asked_without(rig: Rig) -> None:
    def reply(body: Json) -> Reply:
        return fails(400, "stream_options is not supported") if "stream" in body else answers(voyage())

    planner, endpoint = rig(reply, listen=lambda count: None)
    assert planner.plan(PROMPT, "flowchart").requests == 2
    assert planner.plan(PROMPT, "flowchart").requests == 1
    assert endpoint.modes == ["json_schema"] * 3


def test_an_endpoint_that_ignores_the_wish_is_read_all_the_same(rig: Rig) -> None:
    planner, _ = rig(answers(voyage()), listen=lambda count: None)
    assert planner.plan(PROMPT, "flowchart").requests == 1


def test_a_refusal_and_an_error_in_the_stream_are_told(rig: Rig) -> None:
    planner, _ = rig(streamed("", finish="content_filter"), listen=lambda count: None)
    with pytest.raises(ContentRejectedError):
        planner.plan(PROMPT, "flowchart")
    broken = 'data: {"error": {"message": "out of memory", "code": 500}}'
    planner, _ = rig(streamed("{", extra=(broken,)), listen=lambda count: None)
    with pytest.raises(PlanningError, match="out of memory"):
        planner.plan(PROMPT, "flowchart")


def test_a_stream_of_garbage_is_no_endpoint(rig: Rig) -> None:
    garbage = Reply(body=b"data: {nonsense\n\n", headers={"content-type": "text/event-stream"})
    planner, _ = rig(garbage, listen=lambda count: None)
    with pytest.raises(PlanningError, match="no chat completion"):
        planner.plan(PROMPT, "flowchart")


def test_a_stream_without_end_is_broken_off(rig: Rig) -> None:
    planner, _ = rig(streamed("x" * 5_000_000, size=100_000), listen=lambda count: None)
    with pytest.raises(PlanningError, match="more than"):
        planner.plan(PROMPT, "flowchart")


@given(st.binary(max_size=200), st.lists(st.integers(1, 30), max_size=20))
def test_pieces_may_end_anywhere(noise: bytes, cuts: list[int]) -> None:
    body = streamed({"steps": ["Ünïcode", {"a": [1]}]}).body or b""
    body = b": " + noise.replace(b"\n", b"").replace(b"\r", b"") + b"\n" + body
    stream = Stream(lambda count: None)
    for cut in cuts:
        stream.feed(body[:cut])
        body = body[cut:]
    stream.feed(body)
    answer: Any = json.loads(stream.body()["choices"][0]["message"]["content"])
    assert answer == {"steps": ["Ünïcode", {"a": [1]}]}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ('{"steps": ["a", "b"', 2),
        ('{"steps": ["a", "b', 1),
        ('{"title": "x", "nodes": [{"id": "a", "k": ["p", "q"]}, {"id": "b"', 1),
        ('{"a": ["\\"]}", "x"]', 2),
        ("]]}}", 0),
    ],
)
def test_whole_elements_count(text: str, count: int) -> None:
    counter = ElementCounter()
    for char in text:
        counter.feed(char)
    assert counter.count == count
