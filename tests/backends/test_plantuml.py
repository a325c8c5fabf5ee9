"""PlantUML source: escaping, names, the golden files of the rich samples, and what the real tool makes of it all."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from diagramc.ir.architecture import Architecture, Service
from diagramc.ir.base import Diagram, Label, Link, RichText, Run
from diagramc.ir.class_ import Attribute, Class, ClassDiagram, Relation
from diagramc.ir.er import Entity, EntityAttribute, EntityRelationship
from diagramc.ir.flowchart import Flow, Flowchart, FlowNode
from diagramc.ir.mindmap import MindMap, Topic
from diagramc.ir.org_chart import OrgChart, Person
from diagramc.ir.sequence import (
    Activation,
    Autonumber,
    Deactivation,
    Delay,
    Destruction,
    Fragment,
    Message,
    Operand,
    Participant,
    Sequence,
    SequenceNote,
)
from diagramc.ir.timeline import Event, Period, Timeline
from diagramc.kinds import KINDS, TYPES
from diagramc.targets.plantuml.names import aliases
from diagramc.targets.plantuml.text import anchor, text
from tests.backends.awkward import AWKWARD
from tests.conftest import Golden
from tests.real_tools import check_plantuml, draw_plantuml
from tests.samples import SAMPLES
from tests.strategies import diagrams

CASES = Path(__file__).parent.parent / "cases" / "lowering"


def lower(diagram: Diagram) -> str:
    """The PlantUML source of a diagram of any type."""
    source = KINDS[diagram.type].backend("plantuml").lower(diagram)
    assert isinstance(source, str)
    return source


@pytest.mark.parametrize("name", TYPES)
def test_rich_samples(name: str, golden: Golden) -> None:
    golden(CASES / f"{name}.puml", lower(SAMPLES[name]))


@pytest.mark.parametrize(
    ("label", "source"),
    [
        ("plain words, (really); 50% of $5 & more!", "plain words, (really); 50% of $5 & more!"),
        ("a*b, c/d, e-f, snake_case", "a*b, c/d, e-f, snake_case"),
        ('say "hi"', "say <U+0022>hi<U+0022>"),
        (
            "**bold** //italic//",
            "<U+002A><U+002A>bold<U+002A><U+002A> <U+002F><U+002F>italic<U+002F><U+002F>",
        ),
        ("List<T>", "List<U+003C>T<U+003E>"),
        ("C:\\new", "C:<U+005C>new"),
        ("one\ntwo\r\nthree", "one\\ntwo\\nthree"),
        ("- item\n# title", "<U+002D> item\\n<U+0023> title"),
        ("%date() $x &#35;", "<U+0025>date() <U+0024>x <U+0026>#35;"),
        ("@enduml", "<U+0040>enduml"),
        ("'quoted'", "<U+0027>quoted'"),
        ("", "<U+00A0>"),
        ("a\x00b\x07", "ab"),
        ("\ud800", "\ufffd"),
        (
            RichText(
                runs=(Run(text="a"), Run(text="b", bold=True, italic=True), Run(text="c\nd", code=True))
            ),
            "a<b><i>b</i></b><font:monospaced>c</font>\\n<font:monospaced>d</font>",
        ),
        (RichText(runs=(Run(text="*"), Run(text="*x"))), "<U+002A><U+002A>x"),
    ],
)
def test_escaping(label: Label, source: str) -> None:
    assert text(label) == source


def test_links_and_tooltips() -> None:
    link = Link(url="https://example.org/a b]{c}?d=e")
    assert anchor(link, "more }", None) == " [[https://example.org/a%20b%5D%7Bc%7D?d=e{more <U+007D>}]]"
    assert anchor(None, "cost $5 \\ day") == " [[{cost $5 ⧵ day}]]"
    assert anchor(None, None) == ""


def test_names_are_words_that_start_no_command() -> None:
    assert aliases(["shop", "end", "a b", "a-b", "a_b", "2nd", "用户", "End"]) == {
        "shop": "shop",
        "end": "end_",
        "a b": "a_b_2",
        "a-b": "a_b_3",
        "a_b": "a_b",
        "2nd": "n2nd",
        "用户": "n1deaa2dd",
        "End": "End_2",
    }


def test_a_heading_of_symbols_alone_has_a_letter_in_its_source() -> None:
    assert "title ✓<U+00A0>\n" in lower(MindMap(title="✓", topics=(Topic(id="a"),)))


def test_the_general_class_is_drawn_above() -> None:
    relations = (
        Relation(source="Dog", target="Animal", kind="inheritance"),
        Relation(source="Dog", target="Walks", kind="realization"),
        Relation(source="Dog", target="Leg", kind="composition", target_multiplicity="4", source_role="body"),
    )
    classes = tuple(Class(id=name) for name in ("Animal", "Dog", "Walks", "Leg"))
    source = lower(ClassDiagram(classes=classes, relations=relations))
    assert "Animal <|-- Dog\n" in source
    assert "Walks <|.. Dog\n" in source
    assert 'Dog "body" *-- "4" Leg\n' in source


def test_an_attribute_with_parentheses_stays_a_field() -> None:
    attributes = (Attribute(name="size", type="char(2)"), Attribute(name="plain", type="int"))
    source = lower(ClassDiagram(classes=(Class(id="C", attributes=attributes),)))
    assert "  {field} size : char(2)\n  plain : int\n" in source


def test_life_after_a_delay_is_tied_to_an_invisible_message() -> None:
    steps = (
        Message(source="a", target="b", label="go"),
        Delay(),
        Activation(participant="b"),
        Message(source="b", target="a", label="done"),
        Destruction(participant="b"),
        Activation(participant="b"),
    )
    source = lower(
        Sequence(participants=(Participant(id="a"), Participant(id="b")), steps=steps, autonumber=True)
    )
    body = source[source.index("a -> b") :]
    assert body == (
        "a -> b : go\n...\n[-[hidden]> b\nautonumber 2 1\nactivate b\nb -> a : done\n"
        "destroy b\n[-[hidden]> b\nautonumber 3 1\nactivate b\n@enduml\n"
    )


def test_a_note_over_many_spans_from_the_first_to_the_last() -> None:
    people = tuple(Participant(id=id) for id in "abcd")
    steps = (SequenceNote(text="all", participants=("c", "a", "b")),)
    assert "note over a, c : all\n" in lower(Sequence(participants=people, steps=steps))


def test_a_dotted_report_to_the_head_is_told_in_the_box() -> None:
    people = (
        Person(id="a", label="Ann"),
        Person(id="b", label="Ben", reports_to="a"),
        Person(id="c", label="Cat", reports_to="b", dotted=("a", "b")),
    )
    source = lower(OrgChart(people=people))
    assert "***(c) <b>Cat</b>\\n⇢ Ann\n" in source
    assert "\nc ..> b\n" in source
    assert "c ..> a" not in source


def test_colours_that_plantuml_does_not_know() -> None:
    steps = (Fragment(kind="rect", fill="RebeccaPurple", operands=(Operand(),)),)
    assert "group #663399\n" in lower(Sequence(participants=(Participant(id="a"),), steps=steps))


def _labelled(name: str, label: str) -> Diagram:
    """A small diagram of a type with the label wherever most of its labels stand."""
    rich = RichText(runs=(Run(text=label, bold=True),))
    made: dict[str, Diagram] = {
        "flowchart": Flowchart(
            title=label,
            nodes=(FlowNode(id="a", label=label), FlowNode(id="b", label=rich, kind="decision")),
            edges=(Flow(source="a", target="b", label=label),),
        ),
        "sequence": Sequence(
            participants=(Participant(id="a", label=label), Participant(id="b", label=rich, kind="actor")),
            steps=(
                Message(source="a", target="b", label=label),
                SequenceNote(text=label, participants=("a",), placement="left"),
                Fragment(
                    kind="opt", label=label, operands=(Operand(steps=(Deactivation(participant="a"),)),)
                ),
                Autonumber(enabled=False),
            ),
        ),
        "architecture": Architecture(
            services=(Service(id="a", label=label, kind="database", technology="x"),)
        ),
        "mindmap": MindMap(topics=(Topic(id="a", label=label), Topic(id="b", label=rich, parent="a"))),
        "er": EntityRelationship(
            entities=(Entity(id="a", label=label, attributes=(EntityAttribute(name=label, type="int"),)),)
        ),
        "class": ClassDiagram(classes=(Class(id="a", label=label, attributes=(Attribute(name=label),)),)),
        "timeline": Timeline(periods=(Period(id="a", label=label, events=(Event(text=label),)),)),
        "org-chart": OrgChart(people=(Person(id="a", label=label, title=label),)),
    }
    return made[name]


_TIMES = {
    "flowchart": 4,
    "sequence": 5,
    "architecture": 1,
    "mindmap": 2,
    "er": 2,
    "class": 2,
    "timeline": 2,
    "org-chart": 2,
}
"""How often `_labelled` has the label, at least (participants stand at the head and the foot)."""

_UNSEEN = re.compile(r"[\s\u00a0\u200b-\u200f\u202a-\u202e\x00-\x1f\x7f-\x9f\u2028\u2029\ufffd\ufffe\uffff]+")


def _seen(drawn: str) -> str:
    """The characters of a picture's text in order, without spaces and what has no width."""
    words = re.findall(r"<text[^>]*>(.*?)</text>", drawn, re.DOTALL)
    return _UNSEEN.sub("", html.unescape("".join(re.sub(r"<[^>]*>", "", word) for word in words)))


@pytest.mark.real_tool
@pytest.mark.parametrize("name", TYPES)
def test_the_picture_shows_the_label(name: str) -> None:
    labels = {key: label for key, label in AWKWARD.items() if label.strip() and len(label) < 100}
    pictures = draw_plantuml([lower(_labelled(name, label)) for label in labels.values()])
    wrong = []
    for (key, label), drawn in zip(labels.items(), pictures, strict=True):
        wanted = _UNSEEN.sub("", label)
        if len(drawn) != 1 or _seen(drawn[0]).count(wanted) < _TIMES[name]:
            wrong.append(f"{key}: {_seen(drawn[0])[:200]}")
    assert wrong == []


@pytest.mark.real_tool
@pytest.mark.slow
@pytest.mark.parametrize("name", TYPES)
def test_any_diagram_is_accepted(name: str) -> None:
    sources: list[str] = []

    @settings(
        max_examples=40,
        database=None,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(diagrams(name))
    def collect(diagram: Diagram) -> None:
        sources.append(lower(diagram))

    collect()
    complaints = check_plantuml(sources)
    refused = [f"{said}\n{source}" for said, source in zip(complaints, sources, strict=True) if said]
    assert refused == []
