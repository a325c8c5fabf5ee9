"""Mermaid: what surrounds a diagram, labels, links, shapes; that nothing raises; and that Mermaid understands the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from diagramc.emit import lowering
from diagramc.errors import SourceError
from diagramc.frontends.mermaid import read as read_text
from diagramc.frontends.mermaid.flowchart.links import Link, link
from diagramc.frontends.mermaid.flowchart.shapes import NAMES
from diagramc.frontends.mermaid.preamble import Body, prepare
from diagramc.frontends.mermaid.rich import rich
from diagramc.frontends.source import Source
from diagramc.ir.architecture import Architecture, Boundary, Connection, Service
from diagramc.ir.base import Diagram, Label, RichText, Run, plain
from diagramc.ir.flowchart import Flowchart
from diagramc.pipeline import read
from tests import real_tools
from tests.backends.awkward import AWKWARD
from tests.conftest import Check
from tests.frontends.cases import FOLDER, read_case
from tests.sizes import count
from tests.strategies import diagrams

TYPES = ("flowchart", "mindmap", "timeline", "architecture")


def flowchart(text: str) -> Flowchart:
    diagram, _ = read(text, "mermaid", file="t.mmd")
    assert isinstance(diagram, Flowchart)
    return diagram


def body(text: str) -> Body:
    return prepare(Source(text, "t.mmd"))


def test_what_surrounds_a_diagram_is_blanked_in_its_place() -> None:
    text = "---\ntitle: T\n---\n%%{init: {'theme':\n 'dark'}}%%\nflowchart LR\n  %% why\n  a --> b\n"
    found = body(text)
    assert len(found.text) == len(text)
    assert found.text.split() == ["flowchart", "LR", "a", "-->", "b"]
    assert [len(line) for line in found.text.split("\n")] == [len(line) for line in text.split("\n")]
    assert found.title == "T"


def test_places_are_those_of_the_authors_file() -> None:
    source = Source("graph TD\n  a -> b\n", "page.md", first_line=11, indents=(4, 4))
    diagram, problems = read_text("", "page.md", source=source)
    assert diagram is None
    assert [(p.span.line, p.span.column) for p in problems if p.span] == [(12, 9)]
    assert problems[0].line_text == "      a -> b"


def test_every_element_knows_its_place() -> None:
    chart = flowchart('flowchart TD\n  subgraph s [In]\n    a["#quot;x#quot;"]\n  end\n  a --> b\n')
    spans = [element.span for element in (*chart.nodes, *chart.edges, *chart.groups)]
    assert [(span.line, span.column, span.length) for span in spans if span] == [
        (3, 5, 18),
        (5, 9, 1),
        (5, 3, 7),
        (2, 3, 15),
    ]


@pytest.mark.parametrize(
    ("word", "kind"), [("gantt", "Gantt"), ("pie", "pie"), ("gitGraph", "Git"), ("stateDiagram-v2", "state")]
)
def test_other_kinds_of_diagrams_are_named(word: str, kind: str) -> None:
    _, problems = read_text(f"%% x\n{word}\n  a\n", "t.mmd")
    assert [(p.code, p.span.line if p.span else 0) for p in problems] == [("parse.unsupported-kind", 2)]
    assert kind in problems[0].message


@pytest.mark.parametrize(
    ("arrow", "opening", "said"),
    [
        ("-->", "", Link("solid", "none", "arrow", 1)),
        ("---", "", Link("solid", "none", "none", 1)),
        ("---->", "", Link("solid", "none", "arrow", 3)),
        ("<-->", "", Link("solid", "arrow", "arrow", 1)),
        ("o----o", "", Link("solid", "circle", "circle", 3)),
        ("x==x", "", Link("thick", "cross", "cross", 1)),
        ("===", "", Link("thick", "none", "none", 1)),
        ("-.->", "", Link("dotted", "none", "arrow", 1)),
        ("-...-", "", Link("dotted", "none", "none", 3)),
        ("~~~~", "", Link("invisible", "none", "none", 2)),
        ("-->", "--", Link("solid", "none", "arrow", 1)),
        ("-->", "<--", Link("solid", "arrow", "arrow", 1)),
        (".->", "-.", Link("dotted", "none", "arrow", 1)),
        ("==x", "x==", Link("thick", "cross", "cross", 1)),
        ("------------------>", "", Link("solid", "none", "arrow", 10)),
    ],
)
def test_links(arrow: str, opening: str, said: Link) -> None:
    assert link(arrow, opening) == said


def test_a_lone_head_at_the_source_is_not_drawn() -> None:
    assert link("<---")[1:3] == ("none", "none")
    assert link("<---").odd


@pytest.mark.parametrize(
    ("text", "markdown", "said"),
    [
        ("a<br/>b <BR> c", False, "a\nb\nc"),
        ("List&lt;int&gt; and Map<K, V>", False, "List<int> and Map<K, V>"),
        ("one\\ntwo", False, "one\ntwo"),
        ("**not** emphasis", False, "**not** emphasis"),
        ("snake_case_name * 2", True, "snake_case_name * 2"),
        ("\u200b", False, ""),
        ("<span style='color:red'>red</span>", False, "red"),
        ("<b>a</b>b", False, RichText(runs=(Run(text="a", bold=True), Run(text="b")))),
        ("x ***y***", True, RichText(runs=(Run(text="x "), Run(text="y", bold=True, italic=True)))),
        ("_a_ b", True, RichText(runs=(Run(text="a", italic=True), Run(text=" b")))),
        ("**open", True, "**open"),
        (r"\*a\*", True, "*a*"),
    ],
)
def test_labels(text: str, markdown: bool, said: Label) -> None:
    assert rich(text, markdown=markdown) == said


def test_scripts_are_no_links() -> None:
    for url in ("javascript:alert(1)", "JaVaScript:x", "data:text/html,x", "vbscript:x"):
        text = f'flowchart TD\n  a\n  click a href "{url}" "tip"\n'
        diagram, problems = read(text, "mermaid", file="t.mmd")
        assert isinstance(diagram, Flowchart)
        assert diagram.nodes[0].link is None
        assert diagram.nodes[0].tooltip == "tip"
        assert [p.code for p in problems] == ["parse.value"]


def test_subgraphs_that_name_each_other_are_no_circle() -> None:
    chart = flowchart("flowchart TD\nsubgraph a\n b\nend\nsubgraph b\n a\nend\n")
    assert {group.id: group.parent for group in chart.groups} == {"a": None, "b": "a"}


def test_a_node_belongs_to_the_first_subgraph_that_ends() -> None:
    chart = flowchart(
        "flowchart TD\n x --> y\nsubgraph o\n x\n subgraph i\n  x --> z\n end\nend\nsubgraph p\n y --> x\nend\n"
    )
    assert {node.id: node.group for node in chart.nodes} == {"x": "i", "z": "i", "y": "p"}


def test_all_errors_are_told_at_once() -> None:
    lines = ["flowchart TD", *(f"  a{i} -> b{i}" for i in range(5)), "  ok --> fine"]
    with pytest.raises(SourceError) as caught:
        read("\n".join(lines), "mermaid", file="t.mmd")
    assert [d.span.line for d in caught.value.diagnostics if d.span] == [2, 3, 4, 5, 6]


@pytest.mark.parametrize("name", TYPES)
def test_what_is_written_is_read_back(name: str) -> None:
    @settings(
        max_examples=25,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(diagrams(name))
    def check(diagram: Diagram) -> None:
        first, _ = read(lowering(diagram, "mermaid").text, "mermaid", file="a.mmd")
        second, _ = read(lowering(first, "mermaid").text, "mermaid", file="b.mmd")
        assert second == first
        if name == "flowchart":
            assert count(first)[1] == count(diagram)[1] + len(_tied(diagram))

    check()


def _tied(diagram: Diagram) -> list[str]:
    """The targets of the notes that are written, each of which becomes an edge."""
    return [target for note in diagram.notes if plain(note.text).strip() for target in note.targets]


def c4(text: str) -> Architecture:
    """A C4 diagram in which everything has the text."""
    return Architecture(
        title=text,
        services=(
            Service(id="a", label=text, kind="user", description=text, external=True),
            Service(id="b", label=text, kind="container", technology=text, description=text, group="g"),
        ),
        groups=(Boundary(id="g", label=text, technology=text),),
        connections=(Connection(source="a", target="b", label=text, protocol=text),),
    )


@pytest.mark.real_tool
def test_mermaid_takes_any_text_in_a_c4_diagram(check_mermaid: Check) -> None:
    written = {name: lowering(c4(text), "mermaid").text for name, text in AWKWARD.items()}
    assert all(text.lstrip("-").find("C4Container") >= 0 for text in written.values())
    answers = zip(written, check_mermaid(list(written.values())), strict=True)
    assert {name: answer for name, answer in answers if answer} == {}
    for text in written.values():
        first, _ = read(text, "mermaid", file="a.mmd")
        second, _ = read(lowering(first, "mermaid").text, "mermaid", file="b.mmd")
        assert second == first


@pytest.mark.real_tool
def test_mermaid_knows_every_shape(check_mermaid: Check) -> None:
    nodes = (f"  n{number}@{{ shape: {name} }}\n" for number, name in enumerate(NAMES))
    assert check_mermaid(["flowchart TD\n" + "".join(nodes)]) == [None]


REFUSED = {
    # Mermaid 12.3 does not take what diagramc forgives.
    "mermaid/flowchart/semicolons",
}


def valid_cases() -> list[Path]:
    """The cases of these types that are read."""
    folders = [FOLDER / "mermaid" / name for name in (*TYPES, "surroundings")]
    paths = sorted(
        path for folder in folders for path in folder.glob("*.mmd") if path.with_suffix(".yaml").exists()
    )
    return [path for path in paths if path.relative_to(FOLDER).with_suffix("").as_posix() not in REFUSED]


@pytest.mark.real_tool
def test_mermaid_counts_the_same(check_mermaid: Check) -> None:
    paths = valid_cases()
    texts = [path.read_text(encoding="utf-8") for path in paths]
    assert [pair for pair in zip(paths, check_mermaid(texts), strict=True) if pair[1]] == []
    models = real_tools.read_mermaid(texts)
    found = [read_case(path).diagram for path in paths]
    counts = {path.name: count(diagram) for path, diagram in zip(paths, found, strict=True) if diagram}
    assert counts == {path.name: tuple(map(len, model)) for path, model in zip(paths, models, strict=True)}
    written = [lowering(diagram, "mermaid").text for diagram in found if diagram]
    assert check_mermaid(written) == [None] * len(written)
