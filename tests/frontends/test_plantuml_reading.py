"""PlantUML is told by its statements, read back as it was written, and never brings the reader down."""

from __future__ import annotations

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from diagramc.diagnostics import Severity
from diagramc.frontends.plantuml import read
from diagramc.frontends.source import Source
from diagramc.ir.base import Diagram, RichText, Run, plain
from diagramc.ir.class_ import ClassDiagram
from diagramc.ir.er import EntityRelationship
from diagramc.ir.sequence import Fragment, Message, Sequence
from diagramc.pipeline import lower
from diagramc.pipeline import read as read_valid
from tests.strategies import diagrams


def said(text: str) -> Diagram | None:
    """The diagram of the lines between `@startuml` and `@enduml`."""
    return read(f"@startuml\n{text}\n@enduml\n", "x.puml")[0]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A -> B", "sequence"),
        ("A --> B : text", "sequence"),
        ("actor A\nA -> B", "sequence"),
        ("entity A\nA -> B", "sequence"),
        ("title -> B\nA -> B", "sequence"),
        ("note -> end\nend -> loop", "sequence"),
        ("A -- B", "class"),
        ("class A", "class"),
        ("interface A\nA <|.. B", "class"),
        ("object A", "class"),
        ("A ||--o{ B", "er"),
        ("entity A {\n id\n}", "er"),
        ("entity A {\n id\n}\nclass B\nA ||--|| B", "class"),
        ("entity A {\n id\n}\nA <|-- B", "class"),
        ("component A\nA --> [B]", "architecture"),
        ("start\n:work;\nstop", "flowchart"),
    ],
)
def test_the_kind_is_told_by_the_statements(text: str, kind: str) -> None:
    diagram = said(text)
    assert diagram is not None
    assert diagram.type == kind


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("@startuml\n[*] --> A\n@enduml", "state diagram"),
        ("@startuml\n(*) --> \"work\"\n\"work\" --> (*)\n@enduml", "old syntax"),
        ("@startuml\nrobust \"Web\" as W\n@0\nW is Idle\n@enduml", "timing diagram"),
        ("@startjson\n{}\n@endjson", "JSON"),
        ("@startuml\ndigraph G { a -> b }\n@enduml", "DOT"),
    ],
)  # fmt: skip
def test_a_kind_without_a_place_is_named_once(text: str, words: str) -> None:
    diagram, problems = read(text, "x.puml")
    assert diagram is None
    assert [problem.code for problem in problems] == ["parse.unsupported-kind"]
    assert words in problems[0].message


def test_a_fence_needs_no_beginning_and_tells_places_of_its_page() -> None:
    source = Source("A -> B : fine\nA -> ;\n", "page.md", first_line=7, indents=(2, 2))
    diagram, problems = read("", "page.md", source=source)
    assert diagram is None
    assert problems[0].span is not None
    assert (problems[0].span.file, problems[0].span.line, problems[0].span.column) == ("page.md", 8, 8)


def test_an_element_stands_where_its_author_wrote_it_below_macros() -> None:
    diagram = said("!$name = \"Anna\"\nBert -> $name : hello\nBert -> Carl : hi")  # fmt: skip
    assert isinstance(diagram, Sequence)
    assert [step.span and step.span.line for step in diagram.steps] == [3, 4]
    assert [person.id for person in diagram.participants] == ["Bert", "Anna", "Carl"]


def test_a_reply_goes_back_to_the_caller_of_the_latest_activation() -> None:
    diagram = said("A -> B ++ : a\nB -> C ++ : b\nreturn c\nreturn d")
    assert isinstance(diagram, Sequence)
    replies = [step for step in diagram.steps if isinstance(step, Message) and step.kind == "reply"]
    assert [(reply.source, reply.target, reply.deactivate) for reply in replies] == [
        ("C", "B", True),
        ("B", "A", True),
    ]


def test_names_within_packages_mean_what_plantuml_means() -> None:
    diagram = said("package a {\n class X\n}\npackage b {\n class Y\n X --> Y\n}\na.X --> b.Y\nclass a.Z")
    assert isinstance(diagram, ClassDiagram)
    assert [(relation.source, relation.target) for relation in diagram.relations] == [("X", "Y"), ("X", "Y")]
    assert {item.id: item.group for item in diagram.classes} == {"X": "a", "Z": "a", "Y": "b"}


def test_the_key_is_what_stands_above_the_first_rule() -> None:
    diagram = said("entity A {\n one\n --\n two\n}")
    assert isinstance(diagram, EntityRelationship)
    assert [attribute.keys for attribute in diagram.entities[0].attributes] == [("PK",), ()]


def test_emphasis_becomes_runs_and_the_rest_of_the_markup_words() -> None:
    diagram = said("A -> B : a **b** <color:red>c</color> <U+0064> ~**e [[https://example.org f]]")
    assert isinstance(diagram, Sequence)
    message = diagram.steps[0]
    assert isinstance(message, Message)
    assert message.label == RichText(runs=(Run(text="a "), Run(text="b", bold=True), Run(text=" c d **e f")))
    assert message.link is not None
    assert message.link.url == "https://example.org"


def test_several_diagrams_of_a_file_are_told() -> None:
    diagram, problems = read("@startuml\nA -> B\n@enduml\n@startuml\nC -> D\n@enduml\n", "x.puml")
    assert diagram is not None
    assert [problem.code for problem in problems] == ["parse.ignored"]


@pytest.mark.parametrize(
    "text",
    [
        "note left of A\n" * 3_000,
        "A -> B : " + "[[" * 3_000,
        "A -> B : " + "<color " * 3_000,
        "loop " + "-" * 50_000,
        "class A\nA " + "-" * 50_000,
        "participant A " + "<< <a> " * 3_000,
        "group a" + "[" * 3_000 + "]" * 3_000,
        "alt a\n" * 3_000,
        "package a {\n" * 3_000,
        "skinparam a {\n" + "b {\n" * 3_000,
    ],
)
def test_what_never_ends_ends(text: str) -> None:
    diagram, problems = read(f"@startuml\n{text}\n@enduml\n", "x.puml")
    assert (diagram is None) == any(problem.severity is Severity.ERROR for problem in problems)


@settings(max_examples=40, deadline=None, derandomize=True, phases=(Phase.explicit, Phase.generate))
@given(diagrams("sequence") | diagrams("class") | diagrams("er"))
def test_what_is_written_is_read_back_and_changes_no_more(diagram: Diagram) -> None:
    first, _ = read_valid(lower(diagram, "plantuml"), "plantuml")
    assert first.type == diagram.type
    second, _ = read_valid(lower(first, "plantuml"), "plantuml")
    assert second == first


_LINES = st.sampled_from(
    """
A -> B : text|A --> B|A ->x B ++|[-> A|A ->]|alt a|else b|end|loop|note left|note over A, B : x|end note|participant A as B|box "a"|
end box|create C|destroy C|activate A|deactivate A|return|autonumber 1 2|ref over A : x|== a ==|...|newpage|class A {|}|class "a" as b|
+m(a : B) : C|{static} f|A <|-- B|A "1" *-- "n" B : c >|A ||--o{ B|package p {|namespace a.b {|interface I|enum E {|object O {|map M {|
A : member|note "x" as N|N .. A|hide A|remove $t|set separator none|title a|legend|end legend|skinparam a b|skinparam {|<style>|</style>|
.a { BackGroundColor red }|class A <<a>>|left to right direction|(A, B) .. C|A ()-- B|together {|!$a = 1|!if $a|!endif|' comment|/' c '/
""".replace("\n", "").split("|")
)


@settings(max_examples=150, deadline=None, derandomize=True, phases=(Phase.explicit, Phase.generate))
@given(st.lists(_LINES | st.text(max_size=12), max_size=25))
def test_any_lines_are_a_diagram_or_a_diagnostic(lines: list[str]) -> None:
    text = "\n".join(["@startuml", *lines, "@enduml"])
    diagram, problems = read(text, "x.puml")
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    assert (diagram is None) == bool(errors)
    assert all(problem.span is None or 1 <= problem.span.line <= text.count("\n") + 2 for problem in problems)


def test_an_else_where_none_belongs_becomes_an_alt() -> None:
    diagram = said("loop twice\nA -> B\nelse not\nB -> A\nend")
    assert isinstance(diagram, Sequence)
    fragment = diagram.steps[0]
    assert isinstance(fragment, Fragment)
    assert fragment.kind == "alt"
    assert [plain(operand.label) for operand in fragment.operands] == ["loop: twice", "not"]
