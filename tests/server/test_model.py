"""A server with a language model: who plans, and what is the client's fault and what the server's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.planner.llm.fake import FakeEndpoint, answers, fails, says
from tests.planner.llm.test_plan import PROMPT, voyage
from tests.server.rig import FLOW, Server


@contextmanager
def with_model(folder: Path, *script: object) -> Iterator[tuple[Server, FakeEndpoint]]:
    with FakeEndpoint(list(script)) as endpoint:  # type: ignore[arg-type]
        env = {
            "OPENAI_BASE_URL": endpoint.url,
            "OPENAI_API_KEY": "sk-secret",
            "DIAGRAMC_MODEL": "tiny",
            "DIAGRAMC_TIMEOUT": "20",
            "DIAGRAMC_ANSWER": "full",
        }
        with Server(folder, env=env) as server:
            yield server, endpoint


def test_the_model_plans_unless_somebody_says_offline(tmp_path: Path) -> None:
    with with_model(tmp_path, answers(voyage())) as (server, endpoint):
        planned = server.diagram(PROMPT, diagram_type="flowchart")
        body = planned.json()
        assert (body["ai_generated"], body["model"]) == (True, "tiny"), planned.text
        assert len(endpoint.received) == 1
        assert server.diagram(PROMPT, diagram_type="flowchart").json()["ai_generated"] is True
        assert len(endpoint.received) == 2, "what a model has planned is not cached"
        offline = server.diagram(PROMPT, diagram_type="flowchart", model="offline").json()
        assert (offline["ai_generated"], offline["model"]) == (False, "diagramc-offline")
        assert server.compile(PROMPT, language="prompt", planner="offline").json()["ok"] is True
        assert server.compile(FLOW).json()["ok"] is True
        assert server.get("/mermaid/svg/eJw=").status_code == 400
        assert len(endpoint.received) == 2
        assert (
            server.compile(PROMPT, language="prompt", type="flowchart", planner="llm").json()["title"]
            == "Boarding"
        )
        assert "sk-secret" not in str(server.log) + str(server.said)


@pytest.mark.parametrize(
    ("reply", "status", "code"),
    [
        (fails(401), 502, "planner_failed"),
        (says("I cannot do that"), 502, "planner_failed"),
    ],
)
def test_what_the_model_cannot_do_is_not_the_clients_fault(
    tmp_path: Path, reply: object, status: int, code: str
) -> None:
    with with_model(tmp_path, reply) as (server, _):
        answer = server.diagram(PROMPT, model="tiny")
        assert (answer.status_code, answer.json()["error"]) == (status, code), answer.text
        job = server.get("/v1/jobs/" + answer.headers["x-depicta-job-id"]).json()
        assert (job["status"], job["error"]["code"]) == ("failed", code)
        assert server.diagram(PROMPT).json()["ai_generated"] is False, "without a name the rules stand in"


def test_a_refusal_for_the_content_is_the_contracts(tmp_path: Path) -> None:
    with with_model(tmp_path, says(None, refusal="I will not draw that")) as (server, _):
        answer = server.diagram(PROMPT, model="tiny")
        assert (answer.status_code, answer.json()["error"]) == (451, "content_rejected"), answer.text
