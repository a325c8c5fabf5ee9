"""Cases of Mermaid's sequence, class and er diagrams beside the real tool: what it refuses is refused, what it sees is in the IR."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from diagramc.emit import lowering
from diagramc.ir.base import Diagram, Label, label_of, plain
from diagramc.ir.class_ import ClassDiagram
from diagramc.ir.er import EntityRelationship
from diagramc.ir.sequence import Message, Sequence
from diagramc.ir.visit import walk
from tests.frontends.cases import inputs, name_of, read_case
from tests.real_tools import Understood, check_mermaid, read_mermaid

CASES = {name_of(path): path for path in inputs() if re.match(r"mermaid/(sequence|class|er)/", name_of(path))}
READABLE = {name: path for name, path in CASES.items() if path.with_suffix(".yaml").exists()}

pytestmark = pytest.mark.real_tool


def _diagram(path: Path) -> Diagram:
    diagram = read_case(path).diagram
    assert diagram is not None
    return diagram


def _flat(label: Label | None) -> str:
    return " ".join(plain(label).split())


def _seen(diagram: Diagram) -> Understood:
    """What `read_mermaid` answers of a diagram, told from the IR. The ball of a lollipop is no class to Mermaid."""
    match diagram:
        case Sequence():
            messages = [element for element in walk(diagram) if isinstance(element, Message)]
            nodes, edges, groups = diagram.participants, messages, diagram.boxes
            return Understood(
                [_flat(label_of(node)) for node in nodes],
                [_flat(edge.label) for edge in edges],
                [_flat(group.label) for group in groups],
            )
        case ClassDiagram():
            balls = {r.target for r in diagram.relations if r.kind == "link" and r.target_head == "circle"}
            return Understood(
                [_flat(label_of(item)) for item in diagram.classes if item.id not in balls],
                [_flat(relation.label) for relation in diagram.relations],
                [_flat(label_of(package)) for package in diagram.groups],
            )
    assert isinstance(diagram, EntityRelationship)
    return Understood(
        [_flat(label_of(entity)) for entity in diagram.entities],
        [_flat(relationship.label) for relationship in diagram.relationships],
        [_flat(label_of(schema)) for schema in diagram.groups],
    )


def test_the_real_tool_agrees_on_what_is_right() -> None:
    answers = check_mermaid([path.read_text(encoding="utf-8") for path in CASES.values()])
    refused = {name for name, answer in zip(CASES, answers, strict=True) if answer is not None}
    assert refused == set(CASES) - set(READABLE)


def test_the_real_tool_sees_the_same_elements() -> None:
    texts = [path.read_text(encoding="utf-8") for path in READABLE.values()]
    for name, path, seen in zip(READABLE, READABLE.values(), read_mermaid(texts), strict=True):
        ours = _seen(_diagram(path))
        for part, own, theirs in zip(Understood._fields, ours, seen, strict=True):
            assert (name, part, sorted(own)) == (name, part, sorted(_flat(label) for label in theirs))


def test_the_real_tool_accepts_what_is_written_back() -> None:
    written = [lowering(_diagram(path), "mermaid").text for path in READABLE.values()]
    answers = check_mermaid(written)
    assert {name: answer for name, answer in zip(READABLE, answers, strict=True) if answer} == {}
