"""Mermaid source: ids, escapes, golden outputs, and what the real Mermaid makes of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from diagramc.backends.base import lower
from diagramc.ir.architecture import Architecture, Boundary, Connection, Service
from diagramc.ir.base import Diagram, Label, Link, RichText, Run, Style
from diagramc.ir.class_ import Attribute, Class, ClassDiagram, Operation, Package, Relation
from diagramc.ir.er import Entity, EntityAttribute, EntityRelationship, Relationship
from diagramc.ir.flowchart import Flow, Flowchart, FlowNode
from diagramc.ir.mindmap import MindMap, Topic
from diagramc.ir.sequence import (
    Box,
    Deactivation,
    Destruction,
    Fragment,
    Message,
    Operand,
    Participant,
    Sequence,
)
from diagramc.ir.timeline import Event, Period, Section, Timeline
from diagramc.kinds import TYPES
from diagramc.targets.mermaid.address import url
from diagramc.targets.mermaid.names import ids
from diagramc.targets.mermaid.style import css, functional_color
from diagramc.targets.mermaid.text import emphasised, escape, front_matter, is_blank
from tests import real_tools
from tests.backends.awkward import AWKWARD
from tests.conftest import Check, Golden
from tests.samples import SAMPLES
from tests.sizes import count
from tests.strategies import diagrams

CASES = Path(__file__).parents[1] / "cases" / "lowering"


def mermaid(diagram: Diagram) -> str:
    return lower(diagram, "mermaid").text


def lines(diagram: Diagram) -> list[str]:
    return [line.strip() for line in mermaid(diagram).splitlines()]


@pytest.mark.parametrize("name", TYPES)
def test_sample(name: str, golden: Golden) -> None:
    golden(CASES / f"{name}.mmd", mermaid(SAMPLES[name]))


@pytest.mark.parametrize(
    ("id", "name"),
    [
        ("orders", "orders"),
        ("order service", "order_service"),
        ("end", "end_"),
        ("Class", "Class_"),
        ("o", "o_"),
        ("2fast", "n2fast"),
        ("café", "cafe"),
        ("__proto__", "proto"),
        ("a-->b", "a_b"),
    ],
)
def test_ids_are_words_that_no_grammar_mistakes(id: str, name: str) -> None:
    assert ids([id]) == {id: name}


def test_ids_differ_and_depend_on_no_others() -> None:
    named = ids(["a b", "a_b", "a-b", "A_B", "数据", "資料"])
    assert len(set(named.values())) == 6
    assert named["a_b"] == "a_b"
    assert re.fullmatch(r"n[0-9a-f]{8}", named["数据"])
    assert ids(["数据"])["数据"] == named["数据"]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ('say "hi"', "say #quot;hi#quot;"),
        ("a < b", "a #lt; b"),
        ("R & D", "R & D"),
        ("R&D", "R#amp;D"),
        ("#35;", "#35;35;"),
        ("50%", "50%"),
        ("%% x", "#37;#37; x"),
        ("one\ntwo & R", "one<br/>two #amp; R"),
        ("fa:fa-car", "#102;a:fa-car"),
        ("wind direction LR", "wind #100;irection LR"),
        ("style:#1", "style#58;#35;1"),
        ("at 10:30", "at 10:30"),
        ("$x$", "$x$"),
        ("$$x$$", "#36;#36;x#36;#36;"),
        ("用户 👩‍💻", "用户 👩‍💻"),
    ],
)
def test_text(text: str, written: str) -> None:
    assert escape(text) == written


def test_markdown_marks_stay_characters() -> None:
    assert escape("a*b*c", reading="markdown") == "a#42;b#42;c"
    assert escape("2 * 3", reading="markdown") == "2 * 3"
    assert escape("snake_case_name", reading="markdown") == "snake_case_name"
    assert escape("*a*\nb", reading="markdown") == "#92;*a#92;*<br/>b"


def test_emphasis_is_markdown() -> None:
    label = RichText(runs=(Run(text="Check "), Run(text="now ", bold=True), Run(text="x_y", italic=True)))
    assert emphasised(label) == "Check **now** *x#95;y*"
    inside = RichText(runs=(Run(text="un"), Run(text='"do"', bold=True), Run(text="able")))
    assert emphasised(inside) == "un#8203;**#quot;do#quot;**#8203;able"
    starts = RichText(runs=(Run(text="1. one\n- two\n\nthree"), Run(text="!", bold=True)))
    assert emphasised(starts) == "1#46; one\n#45; two\n#8203;\nthree#8203;**!**"


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("Order handling", "Order handling"),
        ("null", '"null"'),
        ("2026", '"2026"'),
        ('a: "b" #c', '"a: \\"b\\" #c"'),
        ("a\nb", "a b"),
        ("List<T> & more", '"List‹T› & more"'),
        ("   ", None),
    ],
)
def test_title_is_a_yaml_scalar(title: str, written: str | None) -> None:
    assert front_matter(title) == written


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("https://example.org/a?b=1&c=2#d", "https://example.org/a?b=1&c=2#d"),
        ("https://example.org/a;b#c", "https://example.org/a%3Bb#c"),
        ('/guide"onclick="x', "/guide%22onclick=%22x"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("javascript:alert(1)", None),
        ("JaVaScript:alert(1)", None),
        ("data:text/html,x", None),
    ],
)
def test_only_safe_urls_are_written(address: str, written: str | None) -> None:
    assert url(Link(url=address)) == written
    link = Flowchart(nodes=(FlowNode(id="a", link=Link(url=address)),))
    assert (f'click a href "{written}"' in lines(link)) == (written is not None)


def test_style() -> None:
    style = Style(stroke_width=1.6, fill="#abc", bold=True, line="dashed")
    assert css(style) == "fill:#abc,stroke-width:1.6px,font-weight:bold,stroke-dasharray:6"
    assert css(Style(fill="red;}</style>")) == ""
    assert functional_color("#fa0") == "rgb(255, 170, 0)"
    assert functional_color("#ff000080") == "rgba(255, 0, 0, 0.502)"
    assert functional_color("url(x)") is None


def test_a_head_at_the_source_alone_turns_the_arrow() -> None:
    edges = (
        Flow(source="a", target="b", source_head="arrow", target_head="none", line="dotted"),
        Flow(source="a", target="b", source_head="circle", target_head="circle", line="thick", length=3),
        Flow(source="a", target="b", line="invisible"),
    )
    source = lines(Flowchart(nodes=(FlowNode(id="a"), FlowNode(id="b")), edges=edges))
    assert source[-3:] == ["b -.-> a", "a o====o b", "a ~~~ b"]


def test_a_class_with_a_fill_leaves_the_bend_of_an_edge_empty() -> None:
    diagram = Flowchart(
        styles={"hot": Style(fill="red", stroke="red")},
        nodes=(FlowNode(id="a"), FlowNode(id="b")),
        edges=(Flow(source="a", target="b", classes=("hot",), style=Style(stroke_width=2)),),
    )
    assert lines(diagram)[-1] == "linkStyle 0 stroke:red,stroke-width:2px"


def two(*steps: object, **more: object) -> Sequence:
    both = (Participant(id="a"), Participant(id="b"))
    return Sequence(participants=both, steps=steps, **more)  # type: ignore[arg-type]


def test_nobody_is_deactivated_who_is_not_active() -> None:
    diagram = two(
        Message(source="a", target="b", label="x", activate=True),
        Message(source="b", target="a", label="y", kind="reply", deactivate=True),
        Message(source="b", target="a", label="z", kind="reply", deactivate=True),
        Deactivation(participant="b"),
    )
    assert lines(diagram)[3:] == ["a->>+b: x", "b-->>-a: y", "b-->>a: z"]


def test_creation_and_destruction() -> None:
    steps = (
        Message(source="a", target="b", label="new", kind="create"),
        Message(source="a", target="b", label="bye"),
        Destruction(participant="b"),
    )
    created = lines(two(*steps))
    assert created == [
        "sequenceDiagram",
        "participant a",
        "create participant b",
        "a->>b: new",
        "destroy b",
        "a->>b: bye",
    ]
    earlier = two(Message(source="b", target="a", label="hello"), *steps)
    assert "create participant b" not in lines(earlier)


def test_an_empty_fragment_holds_a_note_that_gives_it_a_size() -> None:
    fragment = Fragment(kind="opt", operands=(Operand(label="x"),))
    assert lines(two(fragment))[3:] == ["opt x", "note over a,b: #8203;", "end"]


def test_the_label_of_a_box_is_never_a_colour() -> None:
    diagram = Sequence(
        participants=(Participant(id="a", group="t"),), boxes=(Box(id="t", label="Red team (x)"),)
    )
    assert "box transparent Red team #40;x#41;" in lines(diagram)


def test_members_keep_their_characters() -> None:
    item = Class(
        id="A",
        attributes=(
            Attribute(name="+x", type="decimal(10,2)"),
            Attribute(name="y", type="List<int>", visibility="protected", static=True),
        ),
        operations=(Operation(name="f", returns="Map<K, V>", visibility="private", abstract=True),),
    )
    assert lines(ClassDiagram(classes=(item,)))[2:-1] == [
        "#43;x: decimal#40;10,2#41;",
        "#y: List~int~$",
        "-f() Map#lt;K, V#gt;*",
    ]


def test_an_empty_package_is_a_box() -> None:
    diagram = ClassDiagram(groups=(Package(id="p", label="Empty"),))
    assert lines(diagram) == ["classDiagram", 'class p["Empty"] {', "<<package>>", "}"]


def test_attributes_that_are_no_words_stand_between_backquotes() -> None:
    rows = (
        EntityAttribute(name="PK", type="decimal(10, 2)", nullable=True, comment='in "EUR"'),
        EntityAttribute(name="id", keys=("PK", "FK")),
    )
    source = lines(EntityRelationship(entities=(Entity(id="e", attributes=rows),)))
    assert source[2:4] == ['`decimal(10, 2)`? `PK` "in #quot;EUR#quot;"', "_ id PK, FK"]


def test_roles_are_in_the_label() -> None:
    diagram = EntityRelationship(
        entities=(Entity(id="a"), Entity(id="b")),
        relationships=(Relationship(source="a", target="b", label="has", target_role="part"),),
    )
    assert lines(diagram)[-1] == 'a ||..o{ b : "has (part)"'


def test_a_topic_is_no_keyword() -> None:
    topics = (Topic(id="r", label="mindmap"), Topic(id="s", label="::icon(x)", parent="r"))
    assert lines(MindMap(topics=topics))[1:] == ["#109;indmap", "#58;#58;icon#40;x#41;"]


def test_periods_outside_of_sections_get_one_without_a_name() -> None:
    diagram = Timeline(
        periods=(
            Period(id="a", label="section 1", events=(Event(text="10:30 : x"),)),
            Period(id="b", label="2001", group="s"),
            Period(id="c", label="2002"),
        ),
        sections=(Section(id="s", label="Late: x"),),
    )
    assert lines(diagram)[1:] == [
        "section #8203;",
        "#115;ection 1 : 10:30 #58; x",
        "section Late#58; x",
        "2001",
        "section #8203;#8203;",
        "2002",
    ]


def test_sides_face_each_other_and_groups_are_crossed_at_a_service() -> None:
    diagram = Architecture(
        services=(
            Service(id="a"),
            Service(id="b", group="g"),
            Service(id="c"),
            Service(id="d", kind="junction"),
        ),
        groups=(Boundary(id="g"),),
        connections=(
            Connection(source="a", target="g"),
            Connection(source="a", target="c", protocol="HTTP"),
            Connection(source="a", target="d", target_side="top"),
        ),
    )
    assert lines(diagram)[-3:] == ["a:R --> L:b{group}", "a:R -[HTTP]-> T:c", "a:B --> T:d"]


def test_titles_of_services_stand_for_themselves() -> None:
    diagram = Architecture(services=(Service(id="a", label='say "hi"; #x *a* [b](c)'),))
    assert lines(diagram)[1] == 'service a(server)["say \\"hi\\"; #\u200bx ∗a∗ [b]\u200b(c)"]'


BEYOND = {
    # Notes are nodes with an edge to each of their targets.
    "flowchart": (2, 1, 0),
    "org-chart": (1, 1, 0),
    # A destruction without a message gets one.
    "sequence": (0, 1, 0),
}
"""Nodes, edges and groups that Mermaid has beyond those of the sample."""


@pytest.mark.real_tool
@pytest.mark.usefixtures("check_mermaid")
def test_mermaid_understands_as_much_as_the_samples_say() -> None:
    understood = real_tools.read_mermaid([mermaid(sample) for sample in SAMPLES.values()])
    for (name, sample), read in zip(SAMPLES.items(), understood, strict=True):
        said = count(sample)
        more = BEYOND.get(name, (0, 0, 0))
        assert tuple(map(len, read)) == tuple(map(sum, zip(said, more, strict=True))), name


def labelled(label: Label) -> dict[str, Diagram]:
    """A small diagram a type in which each element has the label."""
    a = "a"
    return {
        "flowchart": Flowchart(
            nodes=(FlowNode(id=a, label=label), FlowNode(id="b", label=label, kind="document")),
            edges=(Flow(source=a, target="b", label=label),),
        ),
        "sequence": Sequence(
            participants=(Participant(id=a, label=label),),
            steps=(Message(source=a, target=a, label=label),),
        ),
        "er": EntityRelationship(
            entities=(Entity(id=a, label=label),),
            relationships=(Relationship(source=a, target=a, label=label),),
        ),
        "class": ClassDiagram(
            classes=(Class(id=a, label=label),), relations=(Relation(source=a, target=a, label=label),)
        ),
        "mindmap": MindMap(
            topics=(Topic(id=a, label=label), Topic(id="b", label=label, parent=a, shape="cloud"))
        ),
        "timeline": Timeline(periods=(Period(id=a, label=label, events=(Event(text=label),)),)),
    }


@pytest.mark.real_tool
@pytest.mark.usefixtures("check_mermaid")
def test_awkward_labels_come_back_as_they_were() -> None:
    cases = [
        (name, kind, text, mermaid(diagram))
        for name, text in AWKWARD.items()
        for kind, diagram in labelled(text).items()
    ]
    understood = real_tools.read_mermaid([source for *_, source in cases])
    wrong = [
        (name, kind, label)
        for (name, kind, text, _), read in zip(cases, understood, strict=True)
        for label in (*read.nodes, *read.edges)
        if visible(label) != visible(text)
    ]
    assert wrong == []


def visible(text: str) -> str:
    """What is seen of a text: without control characters, joiners and marks of Markdown, breaks and blanks as one blank."""
    said = "".join(
        char
        for char in text.replace("\u2028", "\n").replace("\x85", "\n")
        if char in "\n\r\t" or char.isprintable() or char > "\xff"
    )
    said = re.sub(r"\\(?=[\\*_])", "", said)
    return (
        ""
        if is_blank(said)
        else " ".join(said.replace("\u200b", "").replace("\ufffe", "�").replace("\uffff", "�").split())
    )


@pytest.mark.real_tool
@pytest.mark.slow
@pytest.mark.parametrize("name", TYPES)
def test_any_diagram_is_accepted(name: str, check_mermaid: Check) -> None:
    sources: list[str] = []

    @settings(
        max_examples=25,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(diagrams(name))
    def collect(diagram: Diagram) -> None:
        sources.append(mermaid(diagram))

    collect()
    complaints = [pair for pair in zip(check_mermaid(sources), sources, strict=True) if pair[0]]
    assert complaints == []
