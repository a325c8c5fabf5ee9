"""Every outline, and every head of an edge: the real tools take what is written for them, and our own reader has them back."""

from __future__ import annotations

from typing import get_args

import pytest

from diagramc.backends.base import lower
from diagramc.backends.flowchart.scene import SHAPES as OUTLINE_OF_KIND
from diagramc.frontends.reading import read
from diagramc.ir.architecture import Architecture, Connection, Service
from diagramc.ir.base import Diagram, EdgeHead
from diagramc.ir.class_ import Class, ClassDiagram, Relation
from diagramc.ir.flowchart import Flow, Flowchart, FlowNode
from diagramc.ir.outlines import NodeShape
from diagramc.targets.graphviz.outlines import LESSER_OUTLINES
from tests.conftest import Check

SHAPES: tuple[NodeShape, ...] = get_args(NodeShape)
HEADS: tuple[EdgeHead, ...] = get_args(EdgeHead)
_ENDS: list[tuple[EdgeHead, EdgeHead]] = [
    *((head, "arrow") for head in HEADS),
    *(("none", head) for head in HEADS),
    *((head, head) for head in HEADS),
]

STEPS = Flowchart(nodes=tuple(FlowNode(id=f"n{i}", label=f"A {s}", shape=s) for i, s in enumerate(SHAPES)))
SERVICES = Architecture(
    services=tuple(Service(id=f"n{i}", label=f"A {s}", shape=s) for i, s in enumerate(SHAPES))
)
FLOWS = Flowchart(
    nodes=(FlowNode(id="a"), FlowNode(id="b")),
    edges=tuple(Flow(source="a", target="b", source_head=s, target_head=t) for s, t in _ENDS),
)
CONNECTIONS = Architecture(
    services=(Service(id="a"), Service(id="b")),
    connections=tuple(Connection(source="a", target="b", source_head=s, target_head=t) for s, t in _ENDS),
)
RELATIONS = ClassDiagram(
    classes=(Class(id="A"), Class(id="B")),
    relations=tuple(
        Relation(source="A", target="B", kind="link", source_head=s, target_head=t) for s, t in _ENDS
    ),
)
DIAGRAMS: dict[str, Diagram] = {
    "steps": STEPS,
    "services": SERVICES,
    "flows": FLOWS,
    "connections": CONNECTIONS,
    "relations": RELATIONS,
}


@pytest.mark.real_tool
def test_mermaid_takes_them(check_mermaid: Check) -> None:
    answers = check_mermaid([lower(diagram, "mermaid").text for diagram in DIAGRAMS.values()])
    assert dict(zip(DIAGRAMS, answers, strict=True)) == dict.fromkeys(DIAGRAMS)


@pytest.mark.real_tool
def test_plantuml_takes_them(check_plantuml: Check) -> None:
    answers = check_plantuml([lower(diagram, "plantuml").text for diagram in DIAGRAMS.values()])
    assert dict(zip(DIAGRAMS, answers, strict=True)) == dict.fromkeys(DIAGRAMS)


@pytest.mark.real_tool
def test_graphviz_takes_them(check_dot: Check) -> None:
    answers = check_dot([lower(diagram, "graphviz").text for diagram in DIAGRAMS.values()])
    assert dict(zip(DIAGRAMS, answers, strict=True)) == dict.fromkeys(DIAGRAMS)


@pytest.mark.parametrize(("language", "target"), [("plantuml", "plantuml"), ("dot", "graphviz")])
def test_every_outline_of_a_step_comes_back(language: str, target: str) -> None:
    back, _ = read(lower(STEPS, target).text, language)
    assert isinstance(back, Flowchart)
    drawn = [node.shape or OUTLINE_OF_KIND[node.kind] for node in back.nodes]
    # A step's box has round corners in our DOT.
    wanted = ["rect" if target == "graphviz" and shape == "rounded" else shape for shape in SHAPES]
    assert drawn == wanted


def test_every_outline_of_a_service_comes_back() -> None:
    back, _ = read(lower(SERVICES, "plantuml").text, "plantuml")
    assert isinstance(back, Architecture)
    assert [service.shape for service in back.services] == list(SHAPES)


@pytest.mark.parametrize("shape", SHAPES)
def test_what_graphviz_has_not_is_told(shape: NodeShape) -> None:
    told = [
        d.message for d in lower(Flowchart(nodes=(FlowNode(id="a", shape=shape),)), "graphviz").diagnostics
    ]
    assert any("lesser outline" in message for message in told) == (shape in LESSER_OUTLINES)
