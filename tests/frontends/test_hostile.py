"""Texts made to keep a pattern busy: each is read in a process that may use 20 s of processor time, where a quadratic reader needs hours."""

from __future__ import annotations

import resource
from pathlib import Path

import pytest

from tests.cli.command import run

LENGTH = 1_000_000
SECONDS = 20


def _uml(line: str, kind: str = "uml") -> str:
    return f"@start{kind}\n{line}\n@end{kind}\n"


TEXTS = {
    "component.puml": lambda: _uml("component A\nA" + "a-" * (LENGTH // 2)),
    "arrow.puml": lambda: _uml("[A] --> [B]\n" + "-" * LENGTH),
    "activity.puml": lambda: _uml("start\n:" + "-" * LENGTH),
    "packages.puml": lambda: _uml("class " + "a." * (LENGTH // 2) + "b"),
    "blanks.puml": lambda: _uml("* a\n** b" + " " * LENGTH + "c", "mindmap"),
    "stereotypes.puml": lambda: _uml("* a\n** b" + "<<c>>" * (LENGTH // 5) + "d <<e>>", "mindmap"),
    "equals.mmd": lambda: "sequenceDiagram\nA" + "=" * LENGTH + "\n",
    "tildes.mmd": lambda: "sequenceDiagram\nA" + "~" * LENGTH + "\n",
    "dots.mmd": lambda: "sequenceDiagram\nA" + "." * LENGTH + "\n",
    "class-equals.mmd": lambda: "classDiagram\nA " + "=" * LENGTH + "\n",
    "class-tildes.mmd": lambda: "classDiagram\nA " + "~" * LENGTH + "\n",
    "er-equals.mmd": lambda: "erDiagram\nA " + "=" * LENGTH + "\n",
    "blanks.md": lambda: "text\n" + " " * LENGTH + "text\n",
    "fence.md": lambda: "~" * LENGTH + "`\n",
    "info.md": lambda: "```" + " " * LENGTH + "`\n",
    "directive.rst": lambda: ".. name::" + " " * LENGTH + "a b\n",
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_text_is_read_in_linear_time(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(TEXTS[name]())
    outcome = run("check", name, folder=tmp_path, before=_limit)
    assert outcome.code in (0, 1), outcome.err
    assert len(outcome.out) < 20_000


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
