"""The small languages inside Mermaid's sequence, class and er diagrams: members, relations, colours, texts; and their bounds."""

from __future__ import annotations

import pytest

from diagramc.diagnostics import Severity
from diagramc.frontends.mermaid import read
from diagramc.frontends.mermaid.class_.members import attribute, flags, generics, operation
from diagramc.frontends.mermaid.class_.relations import Ends, ends
from diagramc.frontends.mermaid.css import color
from diagramc.frontends.mermaid.mistakes import MAX_NESTING
from diagramc.frontends.mermaid.sequence.people import is_slip
from diagramc.frontends.mermaid.text import hide_entities, label, unescape
from diagramc.frontends.source import MAX_PROBLEMS
from diagramc.ir.base import Style
from diagramc.ir.class_ import Attribute, Operation, Parameter


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("int id", Attribute(name="id", type="int")),
        ("id int", Attribute(name="id", type="int")),
        ("+id: int", Attribute(name="id", type="int", visibility="public")),
        ("-Guid Id;", Attribute(name="Id", type="Guid", visibility="private")),
        ("owner Person", Attribute(name="owner", type="Person")),
        (
            "#count: int = 0$",
            Attribute(name="count", type="int", visibility="protected", static=True, default="0"),
        ),
        ("~Map~K, V~ table", Attribute(name="table", type="Map<K, V>", visibility="package")),
        ("std::string name", Attribute(name="name", type="std::string")),
        ("three plain words", Attribute(name="three plain words")),
    ],
)
def test_attributes(text: str, expected: Attribute) -> None:
    assert attribute(flags(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("run()", Operation(name="run")),
        ("+run() int", Operation(name="run", returns="int", visibility="public")),
        ("run(): int", Operation(name="run", returns="int")),
        ("void run()", Operation(name="run", returns="void")),
        ("run()*", Operation(name="run", abstract=True)),
        ("run()$ int", Operation(name="run", returns="int", static=True)),
        ("run() int*", Operation(name="run", returns="int", abstract=True)),
        (
            "f(a: int = 1, String b, c, Thing)",
            Operation(
                name="f",
                parameters=(
                    Parameter(name="a", type="int", default="1"),
                    Parameter(name="b", type="String"),
                    Parameter(name="c"),
                    Parameter(type="Thing"),
                ),
            ),
        ),
        (
            "get(k: Map~K, V~) List~V~",
            Operation(name="get", parameters=(Parameter(name="k", type="Map<K, V>"),), returns="List<V>"),
        ),
        ("call(fn: (a, b))", Operation(name="call", parameters=(Parameter(name="fn", type="(a, b)"),))),
    ],
)
def test_operations(text: str, expected: Operation) -> None:
    assert operation(flags(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("List~int~", "List<int>"),
        ("List~List~int~~ x", "List<List<int>> x"),
        ("List~int~x", "List<int>x"),
        ("~", "~"),
        ("a~b", "a~b"),
    ],
)
def test_generics(text: str, expected: str) -> None:
    assert generics(text) == expected


@pytest.mark.parametrize(
    ("symbol", "expected"),
    [
        ("<|--", Ends("inheritance", True, None, None, None)),
        ("..|>", Ends("realization", False, None, None, None)),
        ("*--", Ends("composition", False, None, None, None)),
        ("--o", Ends("aggregation", True, None, None, None)),
        ("-->", Ends("association", False, None, None, None)),
        ("<..", Ends("dependency", True, None, None, None)),
        ("<-->", Ends("association", False, "open", None, None)),
        ("*-->", Ends("composition", False, None, "open", None)),
        ("<--*", Ends("composition", True, None, "open", None)),
        ("<|--|>", Ends("inheritance", False, "triangle", None, None)),
        ("--", Ends("link", False, None, None, None)),
        ("..", Ends("link", False, None, None, Style(line="dashed"))),
        ("o..", Ends("aggregation", False, None, None, Style(line="dashed"))),
        ("--()", Ends("link", False, None, "circle", None)),
        ("()--", Ends("link", True, None, "circle", None)),
    ],
)
def test_relations(symbol: str, expected: Ends) -> None:
    assert ends(symbol) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Aqua", "aqua"),
        ("#F9f", "#F9f"),
        ("rgb(1, 2, 255)", "#0102ff"),
        ("rgba(255,0,0,.5)", "#ff000080"),
        ("rgb(100%, 0%, 50%)", "#ff0080"),
        ("hsl(120, 100%, 25%)", "#008000"),
        ("rgb(1e999, 0, 0)", None),
        ("rgb(1, 2)", None),
        ("reddish", None),
    ],
)
def test_colours(text: str, expected: str | None) -> None:
    assert color(text) == expected


def test_entities_are_hidden_without_moving_a_place() -> None:
    text = 'a #35; b #quot; c #nothing; d # e <a href="x">'
    hidden = hide_entities(text)
    assert len(hidden) == len(text)
    assert ";" not in hidden
    assert unescape(hidden) == "a # b \" c #nothing; d # e <a href='x'>"


def test_labels() -> None:
    assert label("one<br/>two <BR> three") == "one\ntwo\nthree"
    assert label(hide_entities("#8203;")) == ""
    assert label("a\\nb") == "a\\nb"
    assert label("a\\nb", escapes=True) == "a\nb"


def test_slips() -> None:
    assert is_slip("Custmer", "Customer")
    assert not is_slip("Server1", "Server2")
    assert not is_slip("Api", "App")
    assert not is_slip("Customer", "Consumer")


@pytest.mark.parametrize(
    "text",
    [
        "sequenceDiagram\n" + "alt x\n" * 3000 + "A->>B: hi\n" + "end\n" * 3000,
        "erDiagram\n" + "subgraph a\n" * 3000 + "A\n" + "end\n" * 3000,
        "classDiagram\n" + "namespace a {\n" * 3000 + "class A\n" + "}\n" * 3000,
        "classDiagram\nnamespace " + ".".join("a" * 3000) + " {\nclass A\n}\n",
    ],
)
def test_nesting_is_bounded_and_told_once(text: str) -> None:
    diagram, problems = read(text, "deep.mmd")
    assert diagram is None
    told = [p for p in problems if p.code == "parse.too-large"]
    assert len(told) == 1
    assert str(MAX_NESTING) in told[0].message


def test_many_unknown_names_are_told_up_to_the_limit_and_few_compared() -> None:
    lines = "".join(f"style X{number} fill:#fff\n" for number in range(3000))
    diagram, problems = read(f"classDiagram\nclass Y1\n{lines}", "many.mmd")
    assert diagram is not None
    assert len(problems) == MAX_PROBLEMS
    assert {p.severity for p in problems} == {Severity.WARNING}
    assert sum("did you mean" in (p.hint or "") for p in problems) <= 20
