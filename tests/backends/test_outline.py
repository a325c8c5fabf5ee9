"""The outline says all that the picture shows, in plain text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagramc.backends.outline import write
from diagramc.ir.base import Diagram, Note, RichText, Run, label_of, plain
from diagramc.ir.mindmap import MindMap, Topic
from diagramc.kinds import KINDS, TYPES
from tests.conftest import Golden
from tests.samples import SAMPLES
from tests.strategies import diagrams

CASES = Path(__file__).resolve().parent.parent / "cases" / "lowering"


@pytest.mark.parametrize("name", TYPES)
def test_sample(name: str, golden: Golden) -> None:
    golden(CASES / f"{name}.outline.txt", write(SAMPLES[name]))


@settings(max_examples=40)
@given(st.data())
def test_every_element_is_named(data: st.DataObject) -> None:
    diagram: Diagram = data.draw(diagrams(data.draw(st.sampled_from(TYPES))))
    text = write(diagram)
    assert text.endswith("\n")
    said = "".join(text.split())
    for node in getattr(diagram, KINDS[diagram.type].nodes):
        assert "".join(plain(label_of(node)).split()) in said
    for note in diagram.notes:
        assert "".join(plain(note.text).split()) in said


def test_markup_is_plain_text() -> None:
    title = RichText(runs=(Run(text="a ", bold=True), Run(text="b\nc")))
    sample = MindMap(title=title, topics=(Topic(id="r", label="Root"),), notes=(Note(text="free"),))
    assert write(sample) == "Mindmap: a b c\n- Root\nNote: free\n"
