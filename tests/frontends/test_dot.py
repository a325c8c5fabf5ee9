"""DOT beyond the cases: encodings, bounds, what is left out, and our own DOT read back."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace

from diagramc.diagnostics import Severity
from diagramc.errors import SourceError
from diagramc.frontends.dot.looks import color, head
from diagramc.ir.base import Diagram, Hint
from diagramc.ir.flowchart import Flow, Flowchart, FlowGroup, FlowNode
from diagramc.ir.visit import transform
from diagramc.pipeline import lower, read
from tests.samples import SAMPLES
from tests.strategies import diagrams


def reading(source: str | bytes, type: str | None = None) -> Any:
    return read(source, "dot", file="g.dot", type=type)[0]


@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("utf-16-le", ""),
        ("utf-16-be", ""),
        ("latin-1", 'charset="latin-1";'),
        ("latin-1", "graph [charset=iso-8859-1]"),
        ("latin-1", "charset=latin1"),
    ],
)
def test_declared_encodings_are_read(encoding: str, head: str) -> None:
    assert reading(f"digraph {{ {head} café -> b }}".encode(encoding)).nodes[0].id == "café"


def test_big5_is_read() -> None:
    assert reading("digraph { charset=big5; 圖 -> b }".encode("big5")).nodes[0].id == "圖"


def test_bytes_of_no_declared_encoding_are_latin_with_a_warning() -> None:
    diagram, found = read("digraph { café }".encode("latin-1"), "dot", file="g.dot")
    assert diagram.nodes[0].id == "café"  # type: ignore[attr-defined]
    assert [(d.code, d.severity) for d in found] == [("parse.encoding", Severity.WARNING)]


@pytest.mark.parametrize(
    "text",
    [
        "digraph {" + "".join(f"n{i};" for i in range(200)) + " { " + " ".join(f"n{i}" for i in range(150)) + " } -> { " + " ".join(f"n{i}" for i in range(150)) + " } }",
        "digraph {" + "subgraph {" * 100 + "a" + "}" * 101,
        "digraph {" + "{" * 5000,
    ],
    ids=["edges", "subgraphs", "unclosed"],
)  # fmt: skip
def test_size_is_bounded(text: str) -> None:
    with pytest.raises(SourceError) as caught:
        reading(text)
    assert "parse.too-large" in {d.code for d in caught.value.diagnostics}


def test_links_that_run_programs_are_left_out() -> None:
    diagram, found = read('digraph { a [URL="javascript:alert(1)"]; b [href="b.html"] }', "dot")
    assert [node.link and node.link.url for node in diagram.nodes] == [None, "b.html"]  # type: ignore[attr-defined]
    assert [d.code for d in found] == ["parse.value"]


def test_what_has_no_place_is_told_once() -> None:
    _, found = read(
        "digraph { splines=ortho; nodesep=2; a [shape=lpromoter]; b [shape=lpromoter style=wedged] }", "dot"
    )
    (remark,) = found
    assert (remark.code, remark.severity) == ("parse.ignored", Severity.INFO)
    assert remark.message.endswith(": shape=lpromoter, splines, nodesep, style=wedged")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("red", "red"),
        ("RED:blue;0.5", "red"),
        ("#A0b", "#a0b"),
        ("0.0 1.0 1.0", "#ff0000"),
        ("0.5,0.5,0.5", "#408080"),
        ("gray50", "#7f7f7f"),
        ("/x11/navy", "navy"),
        ("/blues9/3", None),
        ("nonsense", None),
        ("#12", None),
    ],
)
def test_colours(name: str, expected: str | None) -> None:
    assert color(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("normal", "arrow"),
        ("lnormal", "half"),
        ("empty", "triangle"),
        ("oldiamond", "open-diamond"),
        ("crowodot", "crow"),
        ("none", "none"),
        ("?", "arrow"),
    ],
)
def test_arrow_heads(name: str, expected: str) -> None:
    assert head(name) == expected


@pytest.mark.parametrize("name", ["flowchart", "class", "er"])
def test_our_own_dot_tells_its_type(name: str) -> None:
    assert reading(lower(SAMPLES[name], "graphviz")).type == name


def test_the_type_asked_for_overrules_the_shapes() -> None:
    text = 'digraph { a [shape=record label="{Shape|+ area()}"]; a -> b }'
    assert reading(text).type == "class"
    assert reading(text, "flowchart").type == "flowchart"
    assert reading("digraph { a -> b }", "er").type == "er"
    with pytest.raises(SourceError):
        reading("digraph { a -> b }", "sequence")


def plain_enough(chart: Flowchart) -> Flowchart:
    """What DOT can say of a flowchart word for word: no classes, links of edges by id, sides of notes, directions of frames."""

    def simple(element: Any) -> Any:
        changes: dict[str, Any] = {}
        if isinstance(element, FlowNode):
            changes = {
                "classes": (),
                "style": None,
                "icon": None,
                "kind": "process",
                "shape": None,
                "description": None,
            }
        elif isinstance(element, Flow):
            changes = {"classes": (), "style": None, "id": None}
        elif isinstance(element, FlowGroup):
            changes = {"classes": (), "style": None, "direction": None, "kind": "group", "description": None}
        return replace(
            element, **{name: value for name, value in changes.items() if getattr(element, name) != value}
        )

    made = transform(chart, simple)
    return replace(made, styles={}, notes=(), hints=(), provenance=None, direction=None, caption=None)


@given(diagrams("flowchart"))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_is_written_is_read_again(chart: Flowchart) -> None:
    once = reading(lower(plain_enough(chart), "graphviz"), "flowchart")
    again = reading(lower(once, "graphviz"), "flowchart")
    assert again == once
    assert {node.id for node in once.nodes} >= {
        node.id for node in chart.nodes if node.id.isalnum() and node.id.isascii()
    }
    assert len(once.nodes) == len(chart.nodes)
    assert len(once.groups) == len(chart.groups)


def test_backslashes_are_no_escapes_on_edges() -> None:
    diagram = Flowchart(
        nodes=(FlowNode(id="a"),), edges=(Flow(source="a", target="a", label="C:\\new\\list"),)
    )
    assert reading(lower(diagram, "graphviz")).edges == diagram.edges


def test_wishes_and_notes_come_back() -> None:
    diagram: Diagram = Flowchart(
        nodes=(FlowNode(id="a"), FlowNode(id="b"), FlowNode(id="c")),
        edges=(Flow(source="a", target="b"),),
        hints=(
            Hint(kind="same-rank", nodes=("a", "c")),
            Hint(kind="order", nodes=("a", "b", "c")),
            Hint(kind="near", nodes=("b", "c")),
        ),
    )
    assert reading(lower(diagram, "graphviz")) == diagram


@given(diagrams("er"))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_tables_of_columns_settle(diagram: Diagram) -> None:
    """What is read of our own tables is written so that it is read again as it is."""
    once = reading(lower(diagram, "graphviz"), "er")
    assert reading(lower(once, "graphviz"), "er") == once


def test_tables_of_members_settle() -> None:
    once = reading(lower(SAMPLES["class"], "graphviz"))
    assert reading(lower(once, "graphviz")) == once
    assert [item.kind for item in once.classes] == [
        "abstract",
        "class",
        "class",
        "interface",
        "class",
        "enum",
    ]
