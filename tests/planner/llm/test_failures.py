"""Everything an endpoint can do wrong ends in the right error after a bounded number of requests, without the key in it."""

from __future__ import annotations

import io
import logging
import socket
import traceback
from contextlib import redirect_stderr, redirect_stdout

import pytest

from diagramc.diagnostics import render
from diagramc.errors import (
    AuthenticationError,
    ContentRejectedError,
    CreditError,
    DiagramcError,
    PlanningError,
    RateLimitError,
)
from diagramc.planner.llm import LlmPlanner
from diagramc.planner.llm.endpoint import MAX_BODY
from tests.planner.llm.conftest import KEY, Rig
from tests.planner.llm.fake import Reply, answers, fails, says
from tests.planner.llm.test_plan import PROMPT, voyage

HTML = {"content-type": "text/html"}
DEEP = "[" * 100_000 + "]" * 100_000
WIDE = '{"nodes": [' + "1," * 30_000 + "1]}"

FAILURES = [
    # name, reply, error, code, requests
    ("401", fails(401, f"Incorrect API key: {KEY}"), AuthenticationError, "model.authentication", 1),
    ("403", fails(403), AuthenticationError, "model.authentication", 1),
    ("402", fails(402, "Insufficient credits"), CreditError, "model.credit", 1),
    ("quota", fails(429, "quota", code="insufficient_quota"), CreditError, "model.credit", 1),
    ("429", fails(429), RateLimitError, "model.rate-limit", 3),
    ("429 for long", fails(429, retry_after="3600"), RateLimitError, "model.rate-limit", 1),
    ("500", fails(500), PlanningError, "model.server", 3),
    ("503 in HTML", Reply(503, b"<html>busy</html>", HTML), PlanningError, "model.server", 3),
    ("529", fails(529, "overloaded"), PlanningError, "model.server", 3),
    ("no such model", fails(404, "model `m` does not exist"), PlanningError, "model.not-found", 1),
    ("no such path", Reply(404, b"<!doctype html>", HTML), PlanningError, "model.not-found", 1),
    ("redirect", Reply(302, b"", {"location": "http://example.com/"}), PlanningError, "model.redirect", 1),
    ("400", fails(400, "bad"), PlanningError, "model.request", 1),
    ("too long", fails(400, "maximum context length is 4096 tokens"), PlanningError, "model.context-length", 1),
    ("policy", fails(400, "no", code="content_filter"), ContentRejectedError, "model.refused", 1),
    ("refusal", says(None, refusal="I will not."), ContentRejectedError, "model.refused", 1),
    ("filtered", says("{", finish="content_filter"), ContentRejectedError, "model.refused", 1),
    ("cut off", says('{"nodes": [', finish="length"), PlanningError, "model.cut-off", 4),
    ("HTML", Reply(200, b"<html>Welcome</html>", HTML), PlanningError, "model.not-an-endpoint", 3),
    ("other JSON", Reply(200, b'{"choices": "none"}'), PlanningError, "model.not-an-endpoint", 3),
    ("binary", Reply(200, b"\xff\xfe\x00" * 50), PlanningError, "model.not-an-endpoint", 3),
    ("empty body", Reply(200, b""), PlanningError, "model.not-an-endpoint", 3),
    ("no choices", Reply(200, b'{"choices": []}'), PlanningError, "model.empty-answer", 3),
    ("giant", Reply(200, b" " * (MAX_BODY + 1)), PlanningError, "model.too-large", 1),
    ("deep body", Reply(200, DEEP.encode()), PlanningError, "model.not-an-endpoint", 3),
    ("deep answer", says('{"nodes": ' + "[" * 90 + "]" * 90 + "}"), PlanningError, "model.too-large", 4),
    ("wide answer", says(WIDE), PlanningError, "model.too-large", 4),
    ("broken off", Reply(200, b'{"choices"', cut=True), PlanningError, "model.unreachable", 1),
    ("hung up", Reply(body=None), PlanningError, "model.unreachable", 1),
    ("error as 200", Reply(200, b'{"error": {"code": 401, "message": "x"}}'), AuthenticationError, "model.authentication", 1),
]  # fmt: skip


@pytest.mark.parametrize(
    ("reply", "error", "code", "requests"),
    [case[1:] for case in FAILURES],
    ids=[case[0] for case in FAILURES],
)
def test_a_failure_becomes_its_error(
    rig: Rig,
    caplog: pytest.LogCaptureFixture,
    reply: Reply,
    error: type[DiagramcError],
    code: str,
    requests: int,
) -> None:
    caplog.set_level(logging.DEBUG)
    planner, endpoint = rig(reply)
    printed = io.StringIO()
    with redirect_stdout(printed), redirect_stderr(printed), pytest.raises(DiagramcError) as caught:
        planner.plan(PROMPT, "flowchart")
    assert type(caught.value) is error
    assert code in [d.code for d in caught.value.diagnostics]
    assert len(endpoint.received) == requests
    told = [
        printed.getvalue(),
        caplog.text,
        repr(planner),
        repr(planner.settings),
        repr(caught.value),
        str(caught.value),
        *traceback.format_exception(caught.value),
        *map(render, caught.value.diagnostics),
        repr(caught.value.diagnostics),
    ]
    assert not [text for text in told if KEY in text or KEY[3:] in text]


@pytest.mark.parametrize("header", [{"retry_after": "7"}, {"retry_after_ms": "7000"}])
def test_a_rate_limit_is_waited_out_as_long_as_the_endpoint_asks(rig: Rig, header: dict[str, str]) -> None:
    planner, _ = rig(fails(429, **header), answers(voyage()))
    assert planner.plan(PROMPT, "flowchart").requests == 2
    assert rig.slept == [7.0]


def test_a_retry_date_is_read_against_the_answers_own_date(rig: Rig) -> None:
    dates = {"date": "Mon, 02 Mar 2026 10:00:00 GMT", "retry_after": "Mon, 02 Mar 2026 10:00:12 GMT"}
    planner, _ = rig(fails(503, **dates), answers(voyage()))
    planner.plan(PROMPT, "flowchart")
    assert rig.slept == [12.0]


def test_without_advice_the_waits_grow(rig: Rig) -> None:
    planner, _ = rig(fails(500), fails(502), answers(voyage()))
    assert planner.plan(PROMPT, "flowchart").requests == 3
    assert rig.slept == [1.0, 2.0]


def test_no_wait_goes_past_the_end_of_the_plans_time(rig: Rig) -> None:
    planner, endpoint = rig(fails(429, retry_after="20"), timeout=10.0)
    with pytest.raises(RateLimitError):
        planner.plan(PROMPT, "flowchart")
    assert rig.slept == []
    assert len(endpoint.received) == 1


def test_an_endpoint_that_never_answers_times_out(rig: Rig) -> None:
    planner, endpoint = rig(Reply(hang=True), timeout=0.5)
    with pytest.raises(PlanningError) as caught:
        planner.plan(PROMPT, "flowchart")
    assert [d.code for d in caught.value.diagnostics] == ["model.timeout"]
    assert len(endpoint.received) == 1


def test_time_runs_out_while_a_body_trickles_in(rig: Rig) -> None:
    ticks = iter(range(0, 10_000, 50))
    planner, endpoint = rig(answers(voyage()), clock=lambda: float(next(ticks)), timeout=80.0)
    with pytest.raises(PlanningError) as caught:
        planner.plan(PROMPT, "flowchart")
    assert [d.code for d in caught.value.diagnostics] == ["model.timeout"]
    assert len(endpoint.received) == 1


def test_a_plan_without_time_left_sends_nothing(rig: Rig) -> None:
    ticks = iter(range(0, 10_000, 50))
    planner, endpoint = rig(answers(voyage()), clock=lambda: float(next(ticks)), timeout=40.0)
    with pytest.raises(PlanningError) as caught:
        planner.plan(PROMPT, "flowchart")
    assert [d.code for d in caught.value.diagnostics] == ["model.timeout"]
    assert endpoint.received == []


def _closed_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


@pytest.mark.parametrize("host", ["127.0.0.1", "no-such-host.localhost.invalid"])
def test_an_endpoint_that_is_not_there(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if host.endswith(".invalid"):

        def lost(*where: object, **options: object) -> object:
            raise socket.gaierror(-2, "Name or service not known")

        monkeypatch.setattr(socket, "getaddrinfo", lost)
    monkeypatch.setenv("NO_PROXY", "*")
    url = f"https://{host}:{_closed_port()}/v1"
    planner = LlmPlanner(base_url=url, api_key=KEY, model="m", environ={})
    with pytest.raises(PlanningError) as caught:
        planner.plan(PROMPT, "flowchart")
    (diagnostic,) = caught.value.diagnostics
    assert diagnostic.code == "model.unreachable"
    assert host in diagnostic.message
    assert KEY not in render(diagnostic)
