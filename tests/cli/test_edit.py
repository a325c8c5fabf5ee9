"""`diagramc edit` as a person runs it: what is written, what is shown, what is left alone."""

from __future__ import annotations

import json
import re
import stat
from pathlib import Path

import pytest

from diagramc.cli.edit import EXAMPLES
from tests.cli.command import run

FLOW = """\
flowchart LR
    %% what a visitor asks for
    a[Web shop] --> api[API]
    api -->|query| b[(Database)]

    api --> Log
    api --> Server
"""
LOGIN = "@startuml\nactor User\nUser -> Web : login\nWeb -> DB : look up\n@enduml\n"
MODEL = "classDiagram\n    class Animal {\n        +String name\n    }\n    class Cat\n"
TEAM = "diagramc: 1\ntype: org-chart\npeople:\n  - {id: ann, label: Ann}\n  - {id: di, label: Di, reports_to: ann}\n  - {id: bob, label: Bob, reports_to: di}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "flow.mmd").write_text(FLOW)
    (tmp_path / "other.mmd").write_text(FLOW)
    (tmp_path / "flow.dot").write_text("digraph {\n  a -> b;\n}\n")
    (tmp_path / "login.puml").write_text(LOGIN)
    (tmp_path / "model.mmd").write_text(MODEL)
    (tmp_path / "team.yaml").write_text(TEAM)
    (tmp_path / "README.md").write_text(f"# Shop\n\n```mermaid\n{MODEL}```\n\n```mermaid\n{FLOW}```\n")
    return tmp_path


def examples() -> list[list[str]]:
    """The commands of the help, as arguments."""
    found = re.findall(r"diagramc edit ([^|>\n]+?)(?: > (\S+))?$", EXAMPLES, re.MULTILINE)
    return [[a or b for a, b in re.findall(r"\"([^\"]*)\"|(\S+)", line)] for line, _ in found]


def test_every_example_of_the_help_works(folder: Path) -> None:
    """In the order of the help: one prints a patch that the next one applies."""
    printed = ""
    for args in examples():
        if "log.json" in args:
            (folder / "log.json").write_text(printed)
        (folder / "flow.mmd").write_text(FLOW)
        stdin = b"digraph {\n  a -> b;\n}\n" if "-" in args else b""
        outcome = run("edit", *args, folder=folder, stdin=stdin)
        assert outcome.code == 0, (args, outcome.err)
        assert outcome.out
        printed = outcome.out.decode()
    assert len(examples()) == 9


def test_the_file_is_changed_and_the_difference_shown(folder: Path) -> None:
    path = folder / "flow.mmd"
    path.chmod(0o640)
    outcome = run("edit", "flow.mmd", "add a cache between the API and the database", folder=folder)
    assert outcome.code == 0, outcome.err
    assert path.read_text() == FLOW.replace("|query| b", "|query| Cache --> b")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    shown = outcome.out.decode()
    assert "\n-    api -->|query| b[(Database)]\n+    api -->|query| Cache --> b[(Database)]\n" in shown
    assert "\x1b" not in shown
    assert outcome.err == "add 'Cache' between 'API' and 'Database'\n"
    assert sorted(p.name for p in folder.iterdir() if p.name.startswith(".")) == []


@pytest.mark.parametrize("option", ["--dry-run", "--check"])
def test_nothing_is_written_when_it_is_only_asked_for(folder: Path, option: str) -> None:
    outcome = run("edit", "flow.mmd", "remove the database", option, folder=folder)
    assert outcome.code == 0, outcome.err
    assert (folder / "flow.mmd").read_text() == FLOW
    assert (b"-    api -->|query| b[(Database)]" in outcome.out) == (option == "--dry-run")


def test_a_change_that_is_refused_changes_nothing(folder: Path) -> None:
    for change, code in (("make it nicer", "edit.unclear"), ("remove the clown", "edit.unknown")):
        outcome = run("edit", "flow.mmd", change, "--planner", "offline", folder=folder)
        assert outcome.code == 1
        assert f"error[{code}]" in outcome.err
        assert "Traceback" not in outcome.err
    assert (folder / "flow.mmd").read_text() == FLOW


def test_stdin_becomes_stdout(folder: Path) -> None:
    outcome = run("edit", "-", "rename a to Start", "-q", folder=folder, stdin=b"digraph { a -> b }\n")
    assert outcome.code == 0, outcome.err
    assert outcome.out.startswith(b"digraph {")
    assert b'a [label="Start"]' in outcome.out
    assert outcome.err == ""


def test_json_says_what_was_done(folder: Path) -> None:
    outcome = run("edit", "flow.mmd", "remove the log", "--json", folder=folder)
    body = json.loads(outcome.out)
    assert body["file"] == str(folder / "flow.mmd")
    assert body["steps"] == ["remove 'Log'"]
    assert body["patch"]["steps"] == [{"op": "remove", "target": "Log"}]
    assert "-    api --> Log\n" in body["diff"]


@pytest.mark.parametrize(
    "args",
    [
        ["flow.mmd"],
        ["flow.mmd", "remove the log", "--patch", "x.json"],
        ["flow.mmd", "remove the log", "--fence", "1"],
        ["flow.mmd", "remove the log", "--planner", "magic"],
        ["flow.mmd", "remove the log", "--planner", "local"],
    ],
)
def test_wrong_options_are_told(folder: Path, args: list[str]) -> None:
    outcome = run("edit", *args, folder=folder)
    assert outcome.code == 2, outcome.err
    assert (folder / "flow.mmd").read_text() == FLOW


def test_a_page_is_chosen_from_by_its_name_too(folder: Path) -> None:
    outcome = run("edit", "README.md#2", "remove the log", folder=folder)
    assert outcome.code == 0, outcome.err
    assert (folder / "README.md").read_text().count("api --> Log") == 0
    several = run("edit", "README.md", "remove the log", folder=folder)
    assert several.code == 1
    assert "parse.several" in several.err


def test_a_file_that_cannot_be_read_or_written_is_told(folder: Path) -> None:
    assert run("edit", "none.mmd", "remove a", folder=folder).code == 1
    (folder / "taken").mkdir()
    outcome = run("edit", "flow.mmd", "remove the log", "-o", "taken", folder=folder)
    assert outcome.code == 1
    assert "it is a folder" in outcome.err
    (folder / "bad.json").write_text("{")
    assert "edit.patch" in run("edit", "flow.mmd", "--patch", "bad.json", folder=folder).err
