"""Golden edits: a change and a text, with the changed text, its difference and what was remarked, in one readable file each.

A case is `cases/<language>/<type>/<name>.txt`: `=== change` and `=== before` are written by hand, the rest by `pytest --accept`. A change
that is refused has no `=== after`.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

from diagramc.diagnostics import Diagnostic, render
from diagramc.editing.edit import Edit, edit_text
from diagramc.errors import SourceError

FOLDER = Path(__file__).resolve().parent / "cases"
ENDINGS = {
    "mermaid": ".mmd",
    "plantuml": ".puml",
    "dot": ".dot",
    "json": ".json",
    "yaml": ".yaml",
    "markdown": ".md",
}


class Case(NamedTuple):
    """An edit to be made: the change, and the text in a language."""

    path: Path
    language: str
    change: str
    before: str

    @property
    def file(self) -> str:
        """What the text is called in diagnostics."""
        return self.path.stem + ENDINGS[self.language]

    @property
    def type(self) -> str | None:
        """The type that has to be told: DOT does not say it."""
        return self.path.parent.name if self.language == "dot" else None


class Outcome(NamedTuple):
    """What came of an edit: the edit unless it was refused, and the remarks."""

    edit: Edit | None
    diagnostics: tuple[Diagnostic, ...]


def inputs() -> list[Path]:
    """All cases, in order."""
    return sorted(FOLDER.rglob("*.txt"))


def name_of(path: Path) -> str:
    """A case's name, such as `mermaid/flowchart/between`."""
    return path.relative_to(FOLDER).with_suffix("").as_posix()


def read_case(path: Path) -> Case:
    """A case from its file."""
    parts = dict(re.findall(r"(?ms)^=== (\w+)[^\n]*\n(.*?)(?=^=== |\Z)", path.read_text("utf-8")))
    return Case(path, path.relative_to(FOLDER).parts[0], parts["change"].strip(), parts["before"])


def perform(case: Case, text: str | None = None) -> Outcome:
    """Make the case's change, in its text or in another one."""
    try:
        made = edit_text(
            case.before if text is None else text,
            case.change,
            language=case.language,
            file=case.file,
            type=case.type,
            planner="offline",
            fence=2 if case.language == "markdown" else None,
        )
    except SourceError as error:
        return Outcome(None, error.diagnostics)
    return Outcome(made, made.diagnostics)


def shown(case: Case, outcome: Outcome) -> str:
    """The whole file of a case."""
    made = f"=== change\n{case.change}\n=== before\n{case.before}"
    if outcome.edit is not None:
        assert outcome.edit.text is not None
        made += f"=== after\n{outcome.edit.text}=== diff\n{outcome.edit.diff}"
    if outcome.diagnostics:
        made += "=== remarks\n" + "".join(render(d) + "\n" for d in outcome.diagnostics)
    return made


def touched(before: str, after: str) -> int:
    """How many lines differ."""
    codes = SequenceMatcher(None, before.split("\n"), after.split("\n"), autojunk=False).get_opcodes()
    return sum(max(b - a, d - c) for tag, a, b, c, d in codes if tag != "equal")
