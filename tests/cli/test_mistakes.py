"""What a person meets who makes a mistake, or whose machine does: a clear message, the right exit code, nothing lost."""

from __future__ import annotations

import json
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from diagramc.files import MAX_SOURCE
from diagramc.planner.base import MAX_PROMPT
from tests.cli.command import DOCUMENT, clean_environment, run

CASES: list[tuple[tuple[str, ...], int, tuple[str, ...]]] = [
    (("diagram", "x", "-t", "flowchrt"), 2, ("option.type", "did you mean flowchart?")),
    (("diagram", "x", "-s", "16x9"), 2, ("option.size", "did you mean 16:9?")),
    (("diagram", "x", "-s", "9:1"), 2, ("option.size", "9:1 is out of bounds", "between 1:4 and 4:1")),
    (("diagram", "x", "--image-size", "3K"), 2, ("option.image-size", "1K, 2K or 4K")),
    (("diagram", "x", "--theme", "lihgt"), 2, ("did you mean light?",)),
    (("diagram", "x", "-f", "pngg"), 2, ("option.target", "did you mean png?")),
    (("diagram", "x", "--engine", "mermiad"), 2, ("did you mean mermaid?",)),
    (("diagram", "x", "--planner", "offlin"), 2, ("did you mean offline?",)),
    (
        ("diagram", "x", "-t", "flowchrt", "-s", "16x9", "--theme", "drak"),
        2,
        ("option.type", "option.size", "option.theme"),
    ),
    (("diagrm", "x"), 2, ("did you mean diagram?",)),
    (("draw a login flow",), 2, ('diagramc diagram "…"',)),
    (("diagram",), 2, ("PROMPT",)),
    (("diagram", ""), 1, ("prompt.empty",)),
    (("diagram", " \n\t "), 1, ("prompt.empty",)),
    (("diagram", "a.mmd"), 1, ("prompt.file", "diagramc compile")),
    (("diagram", "x " * MAX_PROMPT), 1, ("prompt.too-long", "20,000")),
    (("compile", "nothing.yaml"), 1, ("cannot read nothing.yaml", "no such file")),
    (("compile", "."), 1, ("cannot read .", "is a directory")),
    (("compile", "-"), 1, ("parse.empty", "stdin is empty")),
    (("compile", "a.mmd", "-t", "sequence"), 1, ("option.type", "leave the type out")),
    (("compile", "a.mmd", "--from", "d2"), 2, ("option.language", "d2")),
    (("convert", "a.mmd", "-"), 2, ("--to",)),
    (("convert", "a.mmd", "b"), 2, ("no ending", "--to")),
    (("check", "nowhere/*.mmd"), 2, ("no diagrams",)),
    (("fmt", "a.mmd", "--from", "markdown"), 2, ("no canonical form",)),
    (("schema", "sequense"), 2, ("did you mean sequence?",)),
    (("compile", "a.mmd", "--to", "mermaid", "-o", "a.mmd"), 2, ("would overwrite itself",)),
    (("compile", "a.mmd", "-o", "-", "--json"), 2, ("--json", "stdout")),
]


@pytest.mark.parametrize(
    ("args", "code", "words"), CASES, ids=lambda v: " ".join(v)[:40] if isinstance(v, tuple) else None
)
def test_a_mistake_is_explained(
    tmp_path: Path, args: tuple[str, ...], code: int, words: tuple[str, ...]
) -> None:
    (tmp_path / "a.mmd").write_text("flowchart TD\n A --> B\n")
    outcome = run(*args, folder=tmp_path)
    assert outcome.code == code, outcome.err
    for word in words:
        assert word in outcome.err
    assert "Traceback" not in outcome.err
    assert outcome.out == b""
    assert [p.name for p in tmp_path.iterdir()] == ["a.mmd"]


def test_no_command_shows_the_help(tmp_path: Path) -> None:
    outcome = run(folder=tmp_path)
    assert outcome.code == 2
    assert outcome.err.startswith("Usage: diagramc")
    assert "compile" in outcome.err


def test_errors_as_json(tmp_path: Path) -> None:
    outcome = run("diagram", "x", "-t", "flowchrt", "--json", folder=tmp_path)
    body = json.loads(outcome.err)
    assert outcome.code == 2
    assert body["error"] == "usage"
    assert body["diagnostics"][0]["code"] == "option.type"


def test_errors_as_json_have_one_name_each_however_they_were_found(tmp_path: Path) -> None:
    (tmp_path / "a.mmd").write_text("flowchart TD\n A -->")
    names = [
        json.loads(run(*args, "--json", folder=tmp_path).err)["error"]
        for args in (("compile", "a.mmd", "--nope"), ("compile", "a.mmd", "-s", "9:1"), ("compile", "a.mmd"))
    ]
    assert names == ["usage", "usage", "source"]


def test_every_problem_of_a_document_at_once_with_carets(tmp_path: Path) -> None:
    broken = DOCUMENT.replace("target: drink", "target: drnik").replace("kind: decision", "kind: decisoin")
    (tmp_path / "tea.yaml").write_text(broken.replace("kind: decisoin", "kind: decision"))
    outcome = run("check", "tea.yaml", folder=tmp_path)
    assert outcome.code == 1
    text = outcome.out.decode()
    assert "tea.yaml:12:" in text
    assert "validate.dangling-reference" in text
    assert "^" in text
    (tmp_path / "tea.yaml").write_text(broken)
    outcome = run("check", "tea.yaml", "--format", "sarif", folder=tmp_path)
    results = json.loads(outcome.out)["runs"][0]["results"]
    assert [r["ruleId"] for r in results] == ["document.field"]
    assert results[0]["locations"][0]["physicalLocation"]["region"]["startLine"] == 7


def test_control_characters_are_dropped_and_said(tmp_path: Path) -> None:
    outcome = run("diagram", "A\x07 -> B\x1b", "-o", "-", folder=tmp_path)
    assert outcome.code == 0
    assert "prompt.control-characters" in outcome.err
    assert b"\x07" not in outcome.out
    assert b"\x1b" not in outcome.out


def test_a_source_past_the_limit_is_refused(tmp_path: Path) -> None:
    (tmp_path / "big.yaml").write_bytes(b"#" * (MAX_SOURCE + 1))
    outcome = run("compile", "big.yaml", folder=tmp_path)
    assert outcome.code == 1
    assert "larger than the limit" in outcome.err


@pytest.mark.parametrize("target", ["file.txt/out.svg", "folder", "/proc/nowhere/out.svg", "/dev/full"])
def test_an_unwritable_place_is_named(tmp_path: Path, target: str) -> None:
    (tmp_path / "file.txt").write_text("kept")
    (tmp_path / "folder" / "out.svg").mkdir(parents=True)
    if target == "folder":
        target = "folder/out.svg"
    outcome = run("diagram", "A -> B", "-o", target, folder=tmp_path)
    assert outcome.code == 1
    assert f"cannot write {target}" in outcome.err
    assert (tmp_path / "file.txt").read_text() == "kept"


def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    """A file size limit of 100 bytes stands for the full disk: the write fails half way."""
    (tmp_path / "out.svg").write_text("the old picture")
    limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))  # noqa: E731
    outcome = run(
        "diagram",
        "A -> B",
        "-o",
        "out.svg",
        folder=tmp_path,
        before=limit,
        env={"PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert outcome.code == 1, outcome.err
    assert "cannot write out.svg" in outcome.err
    assert (tmp_path / "out.svg").read_text() == "the old picture"
    assert [p.name for p in tmp_path.iterdir()] == ["out.svg"]


def test_an_error_leaves_the_old_file(tmp_path: Path) -> None:
    (tmp_path / "tea.svg").write_text("the old picture")
    (tmp_path / "tea.yaml").write_text("diagramc: 1\ntype: flowchart\nnodes: [{id: a}, {id: a}]\n")
    assert run("compile", "tea.yaml", folder=tmp_path).code == 1
    assert (tmp_path / "tea.svg").read_text() == "the old picture"


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_closed_pipe_is_no_error(tmp_path: Path, unbuffered: str) -> None:
    nodes = "\n".join(f"  - {{id: n{i}, label: A rather long label for node {i}}}" for i in range(3000))
    (tmp_path / "big.yaml").write_text(f"diagramc: 1\ntype: flowchart\nnodes:\n{nodes}\n")
    done = subprocess.run(
        f"set -o pipefail; {sys.executable} -m diagramc compile big.yaml --to json | head -c 10",
        shell=True,
        executable="/bin/bash",
        cwd=tmp_path,
        capture_output=True,
        env=clean_environment({"PYTHONUNBUFFERED": unbuffered}),
        check=False,
    )
    assert done.returncode == 0
    assert done.stderr == b""
    assert len(done.stdout) == 10


def test_a_full_stdout_is_told(tmp_path: Path) -> None:
    (tmp_path / "tea.yaml").write_text(DOCUMENT)
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "diagramc", "compile", "tea.yaml", "--to", "json"],
            cwd=tmp_path,
            stdout=full,
            stderr=subprocess.PIPE,
            env=clean_environment(),
            check=False,
        )
    assert done.returncode == 1
    assert b"cannot write the result: no space left" in done.stderr


def test_an_interrupt_leaves_no_half_file(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "diagramc", "compile", "-", "-o", "out.svg"],
        cwd=tmp_path,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=clean_environment(),
    )
    _wait_until_reading(process.pid)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert b"interrupted" in err
    assert b"Traceback" not in err
    assert out == b""
    assert list(tmp_path.iterdir()) == []


def _wait_until_reading(pid: int) -> None:
    """Until the process has slept through three looks in a row (Linux: state S): it has started and waits for its stdin."""
    asleep = 0
    for _ in range(600):
        time.sleep(0.1)
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
        asleep = asleep + 1 if state == "S" else 0
        if asleep == 3:
            return


def test_a_bug_of_ours_leaves_a_report_without_secrets(tmp_path: Path) -> None:
    script = (
        "import sys, diagramc.pipeline\n"
        "def broken(*args, **kwargs): raise RuntimeError('lost sk-very-secret-value')\n"
        "diagramc.pipeline.compile = broken\n"
        "from diagramc.cli import main\n"
        "main(['diagram', 'A -> B'])\n"
    )
    env = clean_environment({"OPENAI_API_KEY": "sk-very-secret-value", "TMPDIR": str(tmp_path)})
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, env=env, text=True, check=False
    )
    assert done.returncode == 70
    assert "this is a bug in diagramc" in done.stderr
    assert "Traceback" not in done.stderr
    reports = list(tmp_path.glob("diagramc-bug-*.txt"))
    assert len(reports) == 1
    text = reports[0].read_text()
    assert "RuntimeError" in text
    assert "sk-very-secret-value" not in text + done.stderr


def test_a_check_goes_on_after_what_it_cannot_read(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("Buy milk.\n")
    (tmp_path / "a.mmd").write_text("flowchart TD\n A --> ]\n")
    outcome = run("check", "missing.mmd", "notes.txt", "a.mmd", folder=tmp_path)
    said = outcome.out.decode()
    assert outcome.code == 1
    assert "cannot read missing.mmd" in said
    assert "notes.txt begins as no diagram language does" in said
    assert "a.mmd:2:8" in said
    assert "3 files, 3 errors" in outcome.err


def test_what_is_no_text_is_no_prompt(tmp_path: Path) -> None:
    (tmp_path / "idea.txt").write_bytes(b"A sends \xff\xfe to B")
    for args in (("compile", "idea.txt"), ("compile", "-"), ("diagram", "-")):
        outcome = run(*args, folder=tmp_path, stdin=b"A sends \xff\xfe to B")
        assert outcome.code == 1, outcome.err
        assert ":1:9: error[parse.encoding]: the byte 0xff is not UTF-8" in outcome.err


def test_a_source_cannot_command_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "a.mmd").write_text("flowchart TD\n a --> b\n \x1b]0;owned\x07\x9b31m\u202e ((\n")
    outcome = run("check", "a.mmd", folder=tmp_path)
    said = outcome.out.decode()
    assert outcome.code == 1
    assert "owned" in said
    assert not any(char in said for char in "\x1b\x07\x9b\u202e")


@pytest.mark.parametrize("encoding", ["", "ascii", "latin-1", "cp1252"])
def test_no_character_is_too_strange_for_stdout(tmp_path: Path, encoding: str) -> None:
    """In a pipe of another encoding (cp1252 on Windows) Python fails at what that does not have."""
    (tmp_path / "a.mmd").write_text("flowchart TD\n 漢字 --> ]\n", encoding="utf-8")
    (tmp_path / "b.mmd").write_text("flowchart TD\n a[漢字 😀] --> b\n", encoding="utf-8")
    # A C locale that is not coerced to UTF-8 stands for a system's own encoding.
    plain = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    env = {"PYTHONIOENCODING": encoding} if encoding else plain
    assert run("check", "a.mmd", folder=tmp_path, env=env).code == 1
    for args in (
        ("compile", "b.mmd", "--to", "outline"),
        ("fmt", "b.mmd", "--diff"),
        ("edit", "b.mmd", "remove b", "--dry-run"),
        ("convert", "b.mmd", "b.puml"),
        ("types",),
    ):
        outcome = run(*args, folder=tmp_path, env=env)
        assert outcome.code in (0, 1), outcome.err
        assert "error" not in outcome.err
    if not encoding:
        assert "漢字" in run("fmt", "b.mmd", "--diff", folder=tmp_path, env=env).out.decode("utf-8")
