"""What is written as PlantUML is read again as an equal diagram, and the real PlantUML accepts it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diagramc.diagnostics import Severity
from diagramc.emit import lowering
from diagramc.passes.validate import validate
from diagramc.pipeline import read
from tests.conftest import Check
from tests.frontends.cases import inputs, name_of, read_case
from tests.strategies import diagrams


@pytest.mark.parametrize("type", ["flowchart", "architecture", "mindmap", "org-chart", "timeline"])
@given(data=st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_second_pass_changes_nothing(type: str, data: st.DataObject) -> None:
    diagram = data.draw(diagrams(type))
    if any(problem.severity is Severity.ERROR for problem in validate(diagram)):
        return
    written = lowering(diagram, "plantuml").text
    first, _ = read(written, "plantuml", file="a.puml", type=type)
    assert first.type == type
    second, _ = read(lowering(first, "plantuml").text, "plantuml", file="a.puml", type=type)
    assert second == first


@pytest.mark.real_tool
def test_cases_written_back_are_accepted(check_plantuml: Check) -> None:
    cases = [path for path in inputs() if path.suffix == ".puml"]
    read = {name_of(path): diagram for path in cases if (diagram := read_case(path).diagram) is not None}
    answers = check_plantuml([lowering(diagram, "plantuml").text for diagram in read.values()])
    assert {name: answer for name, answer in zip(read, answers, strict=True) if answer is not None} == {}
