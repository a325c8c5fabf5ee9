"""The real PlantUML accepts what the readers' diagrams are written back as."""

from __future__ import annotations

import pytest

from diagramc.pipeline import lowering
from tests.conftest import Check
from tests.frontends.cases import inputs, name_of, read_case


@pytest.mark.real_tool
def test_cases_written_back_are_accepted(check_plantuml: Check) -> None:
    cases = [path for path in inputs() if path.suffix == ".puml"]
    read = {name_of(path): diagram for path in cases if (diagram := read_case(path).diagram) is not None}
    answers = check_plantuml([lowering(diagram, "plantuml").text for diagram in read.values()])
    assert {name: answer for name, answer in zip(read, answers, strict=True) if answer is not None} == {}
