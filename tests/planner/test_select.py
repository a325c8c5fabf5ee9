"""Which planner answers, and that falling back is never silent."""

from __future__ import annotations

import pytest

from diagramc.diagnostics import Severity
from diagramc.errors import (
    AuthenticationError,
    ContentRejectedError,
    DiagramcError,
    PlanningError,
    SourceError,
    UsageError,
)
from diagramc.planner.llm import LlmPlanner
from diagramc.planner.offline import OfflinePlanner
from diagramc.planner.select import FallbackPlanner, make_planner
from tests.planner.llm.fake import FakeEndpoint, answers, fails, says
from tests.planner.llm.test_plan import PROMPT, voyage

KEY = "sk-TESTSECRET"


@pytest.mark.parametrize(
    ("name", "environ", "kind"),
    [
        ("auto", {}, OfflinePlanner),
        ("auto", {"DIAGRAMC_MODEL": "m", "OPENAI_API_KEY": ""}, OfflinePlanner),
        ("auto", {"OPENAI_API_KEY": KEY}, FallbackPlanner),
        ("auto", {"OPENAI_BASE_URL": "http://127.0.0.1:1/v1"}, FallbackPlanner),
        ("offline", {"OPENAI_API_KEY": KEY}, OfflinePlanner),
        ("llm", {"OPENAI_API_KEY": KEY}, LlmPlanner),
    ],
)
def test_the_name_and_the_environment_choose(name: str, environ: dict[str, str], kind: type) -> None:
    assert type(make_planner(name, environ)) is kind


def test_an_unknown_name_and_a_missing_key_are_said() -> None:
    with pytest.raises(UsageError, match="did you mean offline"):
        make_planner("ofline", {})
    with pytest.raises(AuthenticationError):
        make_planner("llm", {})


def environ_for(endpoint: FakeEndpoint) -> dict[str, str]:
    return {
        "OPENAI_BASE_URL": endpoint.url,
        "OPENAI_API_KEY": KEY,
        "DIAGRAMC_MODEL": "m",
        "DIAGRAMC_ANSWER": "full",
    }


def test_auto_uses_the_model_that_answers() -> None:
    with FakeEndpoint([answers(voyage())]) as endpoint:
        planner = make_planner("auto", environ_for(endpoint))
        plan = planner.plan(PROMPT, "flowchart")
        planner.plan(PROMPT, "flowchart")
    assert plan.requests == 1
    assert [d for d in plan.diagnostics if d.code == "model.fallback"] == []
    assert len(endpoint.received) == 2


@pytest.mark.parametrize(
    ("changes", "script", "why"),
    [
        ({}, [fails(401, "wrong key")], "refused the key"),
        ({}, [fails(404)], "knows no model"),
        ({}, [fails(402)], "no credit"),
        ({}, [says("", finish="length")], "cut off"),
        ({"DIAGRAMC_MODEL": ""}, [], "no model is named"),
        ({"OPENAI_BASE_URL": "http://far.example/v1"}, [], "unencrypted"),
    ],
)
def test_auto_falls_back_and_says_why(changes: dict[str, str], script: list[object], why: str) -> None:
    with FakeEndpoint(script) as endpoint:  # type: ignore[arg-type]
        planner = make_planner("auto", {**environ_for(endpoint), **changes})
        plan = planner.plan("Alice -> Bob: hello", "sequence")
    assert plan.diagram.type == "sequence"
    assert plan.requests == 0
    (warning,) = [d for d in plan.diagnostics if d.code == "model.fallback"]
    assert warning.severity is Severity.WARNING
    assert why in warning.message
    assert KEY not in warning.message


@pytest.mark.parametrize(
    ("prompt", "script", "error"),
    [("", [], SourceError), (PROMPT, [says(None, refusal="no")], ContentRejectedError)],
)
def test_auto_does_not_hide_a_wrong_request_or_a_refusal(
    prompt: str, script: list[object], error: type[DiagramcError]
) -> None:
    with FakeEndpoint(script) as endpoint, pytest.raises(error):  # type: ignore[arg-type]
        make_planner("auto", environ_for(endpoint)).plan(prompt, "flowchart")


def test_llm_by_name_never_falls_back() -> None:
    with FakeEndpoint([fails(404)]) as endpoint, pytest.raises(PlanningError):
        make_planner("llm", environ_for(endpoint)).plan(PROMPT, "flowchart")
