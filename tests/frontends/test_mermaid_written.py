"""What diagramc writes as Mermaid it reads again, whatever the diagram; and what it read is written back equal."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diagramc.ir.base import Diagram
from diagramc.pipeline import lower
from diagramc.pipeline import read as read_text
from tests.strategies import diagrams


def _reread(diagram: Diagram) -> Diagram:
    return read_text(lower(diagram, "mermaid"), "mermaid")[0]


@pytest.mark.parametrize("name", ["sequence", "class", "er"])
@given(data=st.data())
@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_any_diagram_is_read_back_and_written_equal(name: str, data: st.DataObject) -> None:
    diagram = _reread(data.draw(diagrams(name)))
    assert _reread(diagram) == diagram
