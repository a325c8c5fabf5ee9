"""The commands on files in diagram languages and on pages with diagrams in them."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.cli.command import run

DOT = 'digraph { rankdir=LR; a [label="Start"]; a -> b [label=go] }\n'
PAGE = "# Page\n\n```dot\ndigraph { a -> b }\n```\n\n```dot\ndigraph { a -> }\n```\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.dot").write_text(DOT)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "page.md").write_text(PAGE)
    (tmp_path / "docs" / "plain.md").write_text("# Nothing\n")
    return tmp_path


def test_convert_writes_the_language_of_the_ending(folder: Path) -> None:
    outcome = run("convert", "a.dot", "a.mmd", folder=folder)
    assert outcome.code == 0, outcome.err
    assert (folder / "a.mmd").read_text().startswith("flowchart LR\n")
    assert outcome.out.decode().strip() == str((folder / "a.mmd").absolute())
    back = run("convert", "a.mmd", "-", "--to", "dot", folder=folder)
    assert back.code == 0, back.err
    assert back.out.startswith(b"digraph {")


def test_convert_reports_what_the_target_cannot_say(folder: Path) -> None:
    (folder / "a.dot").write_text("digraph { a -> b [arrowhead=tee headport=n] }\n")
    outcome = run("convert", "a.dot", "a.mmd", folder=folder)
    assert outcome.code == 0
    assert "a.dot:1:11: warning[lower.dropped]" in outcome.err
    strict = run("convert", "a.dot", "b.mmd", "--strict", folder=folder)
    assert strict.code == 1
    assert not (folder / "b.mmd").exists()


def test_check_finds_pages_below_a_folder_and_by_pattern(folder: Path) -> None:
    for args in (["docs"], ["docs/**/*.md"], ["docs/page.md"]):
        outcome = run("check", *args, folder=folder)
        assert outcome.code == 1
        assert outcome.out.decode().startswith(
            "docs/page.md:8:16: error[parse.syntax]: unexpected `}`\n8 | digraph { a -> }\n"
        )
    assert run("check", "docs/plain.md", "a.dot", folder=folder).code == 0


def test_check_as_sarif_names_the_page(folder: Path) -> None:
    outcome = run("check", "docs", "--format", "sarif", folder=folder)
    (result,) = json.loads(outcome.out)["runs"][0]["results"]
    assert result["ruleId"] == "parse.syntax"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "docs/page.md"
    assert place["region"] == {"startLine": 8, "startColumn": 16, "endColumn": 17}


def test_compile_takes_one_diagram_of_a_page(folder: Path) -> None:
    outcome = run("compile", "docs/page.md#1", folder=folder)
    assert outcome.code == 0, outcome.err
    assert (folder / "docs" / "page-1.svg").read_text().startswith("<svg")
    several = run("compile", "docs/page.md", folder=folder)
    assert several.code == 1
    assert "docs/page.md#1 to docs/page.md#2" in several.err


def test_compile_writes_all_diagrams_of_a_page_into_a_folder(folder: Path) -> None:
    outcome = run("compile", "docs/page.md", "-o", "out/", folder=folder)
    assert outcome.code == 1
    assert "docs/page.md:8:16" in outcome.err
    assert [path.name for path in (folder / "out").iterdir()] == ["page-1.svg"]


def test_fmt_rewrites_shows_and_checks(folder: Path) -> None:
    check = run("fmt", "--check", "a.dot", folder=folder)
    assert check.code == 1
    assert "error[format.changed]: a.dot is not in canonical form" in check.err
    diff = run("fmt", "--diff", "a.dot", folder=folder)
    assert diff.code == 1
    assert diff.out.startswith(b"--- a.dot\n+++ a.dot (canonical)\n")
    assert (folder / "a.dot").read_text() == DOT
    assert run("fmt", "a.dot", folder=folder).code == 0
    assert run("fmt", "--check", "a.dot", folder=folder).code == 0
    formatted = (folder / "a.dot").read_bytes()
    assert run("fmt", "-", "--from", "dot", folder=folder, stdin=DOT.encode()).out == formatted


def test_fmt_keeps_line_ends_and_the_byte_order_mark(folder: Path) -> None:
    plain = 'flowchart TB\n    a["a"]\n    b["b"]\n    a --> b\n'
    canonical = b"\xef\xbb\xbf" + plain.replace("\n", "\r\n").encode()
    (folder / "windows.mmd").write_bytes(canonical.replace(b" -->", b"-->"))
    assert run("fmt", "windows.mmd", folder=folder).code == 0
    assert (folder / "windows.mmd").read_bytes() == canonical
    assert run("fmt", "--check", "windows.mmd", folder=folder).code == 0


def test_fmt_leaves_files_with_errors_alone(folder: Path) -> None:
    (folder / "b.dot").write_text("digraph { a -> }")
    (folder / "c.dot").write_bytes(b"digraph { \xff }")
    outcome = run("fmt", "b.dot", "c.dot", "a.dot", folder=folder)
    assert outcome.code == 1
    assert "b.dot:1:16" in outcome.err
    assert "c.dot is not UTF-8" in outcome.err
    assert (folder / "b.dot").read_text() == "digraph { a -> }"
    assert (folder / "a.dot").read_text() != DOT


def fake_tool(folder: Path, name: str, script: str) -> dict[str, str]:
    """A program of this name on the PATH."""
    path = folder / "bin" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return {"PATH": f"{path.parent}{os.pathsep}{os.environ['PATH']}"}


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a shell script")
def test_what_cannot_be_read_is_drawn_by_its_own_tool(folder: Path) -> None:
    (folder / "plan.mmd").write_text("gantt\n  title Plan\n")
    plain = run("compile", "plan.mmd", folder=folder)
    assert plain.code == 1
    assert "error[parse.unsupported-kind]" in plain.err
    assert "--engine mermaid" in plain.err
    env = fake_tool(
        folder,
        "mmdc",
        'while [ $# -gt 1 ]; do [ "$1" = --output ] && out=$2; shift; done; cat in.mmd > "$out"',
    )
    drawn = run("compile", "plan.mmd", "--engine", "mermaid", folder=folder, env=env)
    assert drawn.code == 0, drawn.err
    assert (folder / "plan.svg").read_text() == "gantt\n  title Plan\n"
    assert "info[engine.passed-through]" in drawn.err
    other = run("compile", "plan.mmd", "--engine", "mermaid", "--to", "json", folder=folder, env=env)
    assert other.code == 1
    assert "parse.unsupported-kind" in other.err
    wrong = run("compile", "plan.mmd", "--engine", "graphviz", folder=folder, env=env)
    assert wrong.code == 1


def test_includes_need_a_folder_that_is_allowed(folder: Path) -> None:
    (folder / "parts").mkdir()
    (folder / "parts" / "who.puml").write_text("participant Ann\n")
    (folder / "a.puml").write_text("@startuml\n!include who.puml\nAnn -> Bob : hello\n@enduml\n")
    refused = run("check", "a.puml", folder=folder)
    assert refused.code == 1
    assert "a.puml:2:1: error[parse.include]" in refused.err + refused.out.decode()
    assert run("check", "a.puml", "--include-dir", "parts", folder=folder).code == 0
    assert run("convert", "a.puml", "a.json", "--include-dir", "parts", folder=folder).code == 0
