"""The planner's options on the command line: context, cost guard, dry run, lock, the local model."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from diagramc.cli.output import planning_progress
from tests.cli.command import run
from tests.planner.llm.fake import FakeEndpoint, answers
from tests.planner.llm.test_compact import FLOW, STEPS
from tests.planner.llm.test_plan import PROMPT

KEY = "sk-very-secret-value"
SQL = (
    "CREATE TABLE owner (id int PRIMARY KEY);\nCREATE TABLE boat (owner_id int NOT NULL REFERENCES owner);\n"
)


@pytest.fixture
def schema(tmp_path: Path) -> Path:
    path = tmp_path / "schema.sql"
    path.write_text(SQL)
    return tmp_path


def test_a_schema_is_drawn_without_a_model(schema: Path) -> None:
    outcome = run(
        "diagram",
        "our boats",
        "--context",
        "schema.sql",
        "--type",
        "er",
        "-f",
        "mermaid",
        "-o",
        "-",
        folder=schema,
    )
    assert outcome.code == 0, outcome.err
    assert b'owner ||..o{ boat : ""' in outcome.out
    assert "of what schema.sql states" in outcome.err


def test_a_prompt_file_takes_context_too_and_a_diagram_does_not(schema: Path) -> None:
    (schema / "ask.txt").write_text("our boats")
    (schema / "a.mmd").write_text("flowchart TD\n a --> b\n")
    outcome = run("compile", "ask.txt", "--context", "schema.sql", "--to", "json", folder=schema)
    assert json.loads(outcome.out)["type"] == "er"
    refused = run("compile", "a.mmd", "--context", "schema.sql", folder=schema)
    assert refused.code == 2
    assert "go with a prompt" in refused.err


def test_a_context_that_cannot_be_read_is_told(schema: Path) -> None:
    outcome = run("diagram", "x", "--context", "none.sql", folder=schema)
    assert (outcome.code, "none.sql" in outcome.err) == (1, True)
    outcome = run("diagram", "x", "--context", ".", folder=schema)
    assert (outcome.code, "is a folder" in outcome.err) == (1, True)


def test_a_dry_run_shows_the_exact_request_and_sends_nothing(schema: Path) -> None:
    with FakeEndpoint([answers(STEPS), answers(FLOW)]) as endpoint:
        env = {"OPENAI_BASE_URL": endpoint.url, "OPENAI_API_KEY": KEY, "NO_PROXY": "127.0.0.1"}
        line = (
            "diagram",
            PROMPT,
            "-t",
            "flowchart",
            "-m",
            "m",
            "--max-tokens",
            "321",
            "--context",
            "schema.sql",
        )
        dry = run(*line, "--dry-run", folder=schema, env=env)
        assert endpoint.received == []
        wet = run(*line, "-o", "x.json", folder=schema, env=env)
        assert wet.code == 0, wet.err
        shown = json.loads(dry.out)
        assert shown["body"] == endpoint.received[0].body
        assert shown["to"] == f"{endpoint.url}/chat/completions"
    assert shown["body"]["max_tokens"] == 321
    assert KEY not in dry.out.decode() + dry.err
    made = json.loads((schema / "x.json").read_text())
    assert made["provenance"] == {
        "prompt": PROMPT,
        "planner": "llm",
        "model": "m",
        "version": made["provenance"]["version"],
        "context": ["schema.sql"],
        "hash": made["provenance"]["hash"],
    }


def test_a_dry_run_of_what_sends_nothing_says_so(tmp_path: Path) -> None:
    outcome = run("diagram", "A -> B", "--dry-run", folder=tmp_path)
    assert outcome.code == 2
    assert "the offline planner sends nothing" in outcome.err
    assert list(tmp_path.iterdir()) == []


def test_with_a_lock_nothing_is_asked_twice(tmp_path: Path) -> None:
    with FakeEndpoint([answers(STEPS), answers(FLOW)]) as endpoint:
        env = {"OPENAI_BASE_URL": endpoint.url, "NO_PROXY": "127.0.0.1"}
        line = ("diagram", PROMPT, "-t", "flowchart", "-m", "m", "--planner", "llm", "--lock", "plans.lock")
        first = run(*line, "-o", "a.json", folder=tmp_path, env=env)
        second = run(*line, "-o", "b.json", folder=tmp_path, env=env)
        assert len(endpoint.received) == 2
    assert (first.code, second.code) == (0, 0)
    assert "taken from plans.lock" in second.err
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


def test_a_broken_lock_is_told_and_kept(tmp_path: Path) -> None:
    (tmp_path / "plans.lock").write_text("lock: 99")
    outcome = run("diagram", "A -> B", "--lock", "plans.lock", folder=tmp_path)
    assert (outcome.code, "no lock file of version" in outcome.err) == (1, True)
    assert (tmp_path / "plans.lock").read_text() == "lock: 99"


def test_the_local_planner_says_what_it_lacks(tmp_path: Path) -> None:
    outcome = run("diagram", "A -> B", "--planner", "local", folder=tmp_path)
    assert outcome.code == 2
    assert "--model FILE.gguf" in outcome.err
    outcome = run("diagram", "A -> B", "--planner", "local", "-m", "no.gguf", folder=tmp_path)
    assert (outcome.code, "no such file" in outcome.err) == (2, True)


def test_elements_are_counted_for_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(sys.stderr, "isatty", lambda: False, raising=False)
    assert planning_progress(said.append, quiet=False) is None
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert planning_progress(said.append, quiet=True) is None
    listen = planning_progress(said.append, quiet=False)
    assert listen is not None
    listen(1)
    listen(12)
    assert said == ["planning: 1 element", "planning: 12 elements"]
