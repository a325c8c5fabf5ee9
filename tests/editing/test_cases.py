"""Every golden edit: its outcome, that nothing else differs, that it is stable, and that the real tools take the result."""

from __future__ import annotations

from pathlib import Path

import pytest

from diagramc.editing.apply import apply
from diagramc.editing.same import correspondence
from diagramc.frontends.comments import comments
from diagramc.pipeline import read
from tests.conftest import Check, Golden
from tests.editing.cases import inputs, name_of, perform, read_case, shown, touched

CASES = [pytest.param(path, id=name_of(path)) for path in inputs()]
MOST_LINES = 9
"""The most lines that a case's change touches: the longest of them puts six declarations where none were."""


@pytest.mark.parametrize("path", CASES)
def test_golden(path: Path, golden: Golden) -> None:
    case = read_case(path)
    golden(path, shown(case, perform(case)))


@pytest.mark.parametrize("path", CASES)
def test_nothing_else_differs(path: Path) -> None:
    case = read_case(path)
    made = perform(case).edit
    if made is None:
        return
    assert made.text is not None
    assert made.text != case.before
    assert touched(case.before, made.text) <= MOST_LINES
    if case.language != "markdown":
        kept = [comment.text for comment in comments(made.text, case.language)]
        assert kept == [comment.text for comment in comments(case.before, case.language)]


@pytest.mark.parametrize("path", CASES)
def test_read_again_it_is_the_patched_diagram(path: Path) -> None:
    case = read_case(path)
    made = perform(case).edit
    if made is None or case.language == "markdown":
        return
    assert made.text is not None
    before, _ = read(case.before, case.language, file=case.file, type=case.type)
    again, _ = read(made.text, case.language, file=case.file, type=case.type or before.type)
    assert again == made.diagram
    patched = apply(before, made.patch)
    as_told = {type(step).__name__ for step in made.patch.steps}.isdisjoint({"Add", "Connect", "Group"})
    if (
        as_told and path.stem != "shape"
    ):  # the rest looks as the file's defaults and the language's marks have it
        assert correspondence(patched, again) is not None


@pytest.mark.parametrize("path", CASES)
def test_a_second_time_it_is_refused_or_made_again_alone(path: Path) -> None:
    """A change that is there already is refused; one that can be made twice touches as little as the first time."""
    case = read_case(path)
    made = perform(case).edit
    if made is None:
        return
    assert made.text is not None
    again = perform(case, made.text).edit
    if again is not None:
        assert again.text is not None
        assert touched(made.text, again.text) <= MOST_LINES


@pytest.mark.real_tool
@pytest.mark.parametrize("language", ["mermaid", "plantuml", "dot"])
def test_the_real_tool_takes_the_result(language: str, request: pytest.FixtureRequest) -> None:
    check: Check = request.getfixturevalue(f"check_{language}")
    made = []
    for path in inputs():
        case = read_case(path)
        outcome = perform(case).edit if case.language == language else None
        if outcome is not None and outcome.text is not None:
            made.append((name_of(path), outcome.text))
    complaints = check([text for _, text in made])
    assert [(name, wrong) for (name, _), wrong in zip(made, complaints, strict=True) if wrong] == []
