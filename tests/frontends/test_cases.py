"""Every case of the front ends: what is read, what is remarked, and that writing it back loses nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from diagramc.frontends.base import ENDINGS
from diagramc.targets.document import to_yaml
from tests.conftest import Golden
from tests.frontends.cases import inputs, name_of, read_case, round_trip, shown

CASES = inputs()


@pytest.mark.parametrize("path", CASES, ids=map(name_of, CASES))
def test_case(path: Path, golden: Golden, request: pytest.FixtureRequest) -> None:
    reading = read_case(path)
    for ending, text in zip((".yaml", ".txt"), shown(reading), strict=True):
        file = path.with_suffix(ending)
        if text is not None:
            golden(file, text)
        elif request.config.getoption("--accept"):
            file.unlink(missing_ok=True)
        else:
            assert not file.exists(), f"{file} is there, but nothing came of it"
    language = ENDINGS[path.suffix]
    if reading.diagram is None or language == "markdown":
        return
    written, again, whole = round_trip(reading.diagram, language)
    if whole:
        assert to_yaml(again) == to_yaml(reading.diagram)  # for a readable difference
        assert again == reading.diagram
    rewritten, third, _ = round_trip(again, language)
    assert third == again
    if whole:
        assert rewritten == written


def test_no_result_is_left_of_a_case_that_is_gone() -> None:
    stems = {path.with_suffix("") for path in CASES}
    folder = CASES[0].parents[2]
    assert [p for p in folder.rglob("*.yaml") if p.with_suffix("") not in stems] == []
