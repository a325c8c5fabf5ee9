"""What diagramc writes as Mermaid it reads again, whatever the diagram; and what it read is written back equal."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diagramc.ir.base import Diagram
from diagramc.ir.sequence import Message, Participant, Sequence
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


def test_a_name_that_ends_with_a_slash_keeps_off_the_circle_of_an_arrow() -> None:
    people = (Participant(id="0/", label="zero"), Participant(id="b"))
    steps = (Message(source="0/", target="b", source_circle=True),)
    diagram = _reread(Sequence(participants=people, steps=steps))
    assert [person.label for person in diagram.participants] == ["zero", None]  # type: ignore[attr-defined]
