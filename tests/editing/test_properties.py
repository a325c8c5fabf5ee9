"""Random diagrams, written in a language, changed by random patches: the changed text says what the patch made of the diagram."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diagramc.editing.apply import apply
from diagramc.editing.edit import edit_text
from diagramc.editing.elements import PARENT, links_of, nodes_of
from diagramc.editing.patch import Add, AnyStep, Connect, Disconnect, Patch, Relabel, Remove, Rename
from diagramc.editing.same import correspondence
from diagramc.errors import SourceError
from diagramc.ir.base import Diagram
from diagramc.kinds import TYPES
from diagramc.pipeline import lower, read
from tests.strategies import awkward_labels, diagrams

SAID = {
    "mermaid": tuple(t for t in TYPES if t != "org-chart"),
    "plantuml": TYPES,
    "dot": ("flowchart", "er", "class"),
}
"""The types that each language says and is read as."""
PAIRS = [(language, type) for language, types in SAID.items() for type in types]
EXACT = (Rename, Remove, Disconnect, Relabel)
"""Steps after which nothing is left to the file's defaults."""


def steps(diagram: Diagram) -> st.SearchStrategy[AnyStep]:
    """One step on a diagram's elements."""
    ids = st.sampled_from([node.id for node in nodes_of(diagram)])
    ways: list[st.SearchStrategy[Any]] = [
        st.builds(Rename, target=ids, label=awkward_labels),
        st.builds(Remove, target=ids),
        st.builds(Add, label=awkward_labels, id=st.just("fresh")),
    ]
    links = [(e.source, e.target) for e in links_of(diagram) if e.source and e.target]
    if diagram.type not in (*PARENT, "timeline"):
        ways.append(st.builds(Connect, source=ids, target=ids, label=awkward_labels))
    if links and diagram.type not in (*PARENT, "timeline"):
        link = st.sampled_from(links)
        ways.append(link.map(lambda ends: Disconnect(source=ends[0], target=ends[1])))
        ways.append(
            st.tuples(link, awkward_labels).map(lambda d: Relabel(source=d[0][0], target=d[0][1], to=d[1]))
        )
    return st.one_of(ways)


@pytest.mark.parametrize(("language", "type"), PAIRS)
@settings(max_examples=8, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_changed_text_says_the_patched_diagram(language: str, type: str, data: st.DataObject) -> None:
    made = data.draw(diagrams(type))
    text = lower(made, {"dot": "graphviz"}.get(language, language))
    before, _ = read(text, language, type=type if language == "dot" else None)
    if before.type != type or not nodes_of(before):
        return
    step = data.draw(steps(before))
    patch = Patch(type=type, steps=(step,))
    try:
        edited = edit_text(text, patch, language=language, type=type if language == "dot" else None)
    except SourceError:
        return  # refused: nothing was written
    assert edited.text is not None
    again, _ = read(edited.text, language, type=type if language == "dot" else None)
    assert again == edited.diagram
    if isinstance(step, EXACT) and not edited.diagnostics:
        assert correspondence(apply(before, patch), again) is not None
    elif isinstance(step, Add):
        assert len(nodes_of(again)) == len(nodes_of(before)) + 1


@pytest.mark.parametrize("type", TYPES)
@settings(max_examples=8, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_changed_document_says_the_patched_diagram(type: str, data: st.DataObject) -> None:
    from diagramc.passes.normalize import normalize
    from diagramc.targets.document import to_json, to_yaml

    before = normalize(data.draw(diagrams(type)))
    if not nodes_of(before):
        return
    step = data.draw(steps(before))
    patch = Patch(type=type, steps=(step,))
    for language, write in (("json", to_json), ("yaml", to_yaml)):
        try:
            edited = edit_text(write(before), patch, language=language)
        except SourceError:
            continue
        assert correspondence(apply(before, patch), edited.diagram) is not None
