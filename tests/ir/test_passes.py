"""Validation rules, normal forms and repairs, a case each."""

from __future__ import annotations

from typing import Any

import pytest

from diagramc.frontends.document import read
from diagramc.ir.base import Diagram, Label, Note, RichText, Run
from diagramc.ir.mindmap import MindMap, Topic
from diagramc.ir.sequence import Autonumber, Participant, Sequence
from diagramc.passes.normalize import clean_label, normalize
from diagramc.passes.repair import repair
from diagramc.passes.validate import validate
from diagramc.passes.validate.common import MAX_DEPTH, MAX_ELEMENTS


def diagram_of(source: str) -> Diagram:
    diagram, problems = read(source)
    assert diagram is not None, problems
    return diagram


RULES: list[tuple[str, str]] = [
    ("type: flowchart", "validate.empty"),
    ("type: flowchart\nnodes: [{id: ' '}]", "validate.empty-id"),
    ("type: flowchart\nnodes: [{id: a}]\ngroups: [{id: a}]", "validate.duplicate-id"),
    ("type: flowchart\nnodes: [{id: a, group: b}]", "validate.dangling-reference"),
    ("type: flowchart\nnodes: [{id: a}]\nnotes: [{text: x, targets: [b]}]", "validate.dangling-reference"),
    (
        "type: flowchart\nnodes: [{id: a}]\nhints: [{kind: near, nodes: [a, b]}]",
        "validate.dangling-reference",
    ),
    ("type: flowchart\nnodes: [{id: a}]\ngroups: [{id: g, parent: h}, {id: h, parent: g}]", "validate.cycle"),
    ("type: flowchart\nnodes: [{id: a, classes: [warm]}]", "validate.style"),
    ("type: flowchart\nnodes: [{id: a, style: {fill: '#12'}}]", "validate.value"),
    ("type: flowchart\nnodes: [{id: a, style: {fill: bleu}}]", "validate.value"),
    ("type: flowchart\nnodes: [{id: a, style: {font_size: 0}}]", "validate.value"),
    ("type: flowchart\nnodes: [{id: a, link: {url: 'data:text/html,x'}}]", "validate.value"),
    ('type: flowchart\nnodes: [{id: a, link: {url: "java\\nscript:x"}}]', "validate.value"),
    ("type: flowchart\nnodes: [{id: a}]\nedges: [{source: a, target: a, length: 0}]", "validate.value"),
    (f"type: flowchart\nnodes: [{{id: a, label: {'x' * 10001}}}]", "validate.value"),
    ("type: flowchart\nnodes: [{id: a}]\nnotes: [{text: ' '}]", "validate.unlabelled"),
    ("type: mindmap\ntopics: [{id: a}, {id: b}]", "validate.roots"),
    ("type: mindmap\ntopics: [{id: a, parent: b}, {id: b, parent: a}]", "validate.cycle"),
    ("type: org-chart\npeople: [{id: a}, {id: b, reports_to: b}]", "validate.cycle"),
    ("type: er\nentities: [{id: a, attributes: [{name: b}, {name: b}]}]", "validate.attribute"),
    (
        "type: er\nentities: [{id: a, attributes: [{name: b, keys: [PK], nullable: true}]}]",
        "validate.attribute",
    ),
    (
        "type: class\nclasses: [{id: a}]\nrelations: [{source: a, target: a, kind: inheritance}]",
        "validate.cycle",
    ),
    ("type: timeline\nperiods: [{id: a, start: 2001-02-29}]", "validate.dates"),
    ("type: timeline\nperiods: [{id: a, start: 2001-03, end: 2001-02}]", "validate.dates"),
    ("type: timeline\nscale: time\nperiods: [{id: a}]", "validate.dates"),
    (
        "type: sequence\nparticipants: [{id: a}]\nsteps: [{step: message, source: a, kind: create}]",
        "validate.message",
    ),
    (
        "type: sequence\nparticipants: [{id: a}]\nsteps: [{step: destroy, participant: a}, {step: activate, participant: a}]",
        "validate.lifeline",
    ),
    (
        "type: sequence\nparticipants: [{id: a}, {id: b}]\nsteps: [{step: note, text: x, participants: [a, b], placement: left}]",
        "validate.value",
    ),
    (
        "type: sequence\nparticipants: [{id: a}]\nsteps: [{step: fragment, kind: alt, operands: [{}]}]",
        "validate.empty-fragment",
    ),
]


@pytest.mark.parametrize(("source", "code"), RULES, ids=[f"{code}-{i}" for i, (_, code) in enumerate(RULES)])
def test_rules(source: str, code: str) -> None:
    found = validate(diagram_of(source))
    assert [d.code for d in found] == [code]
    assert found[0].span is not None


VALID = [
    "type: timeline\nperiods: [{id: a, start: 1969-07, end: 1969}, {id: b, start: -0044-03-15, end: '0012'}]",
    "type: sequence\nparticipants: [{id: a}, {id: b}]\nsteps: [{step: message, source: b, target: a, kind: reply}]",
    """
type: sequence
participants: [{id: a}, {id: b}]
steps:
  - {step: message, source: a, target: b, activate: true}
  - step: fragment
    kind: alt
    operands:
      - steps: [{step: message, source: b, target: a, kind: reply, deactivate: true}]
      - steps: [{step: message, source: b, target: a, kind: reply, deactivate: true}]
""",
    "type: flowchart\nnodes: [{id: a, link: {url: 'a/b.html#x:y'}}]\ngroups: [{id: g}]\nedges: [{source: a, target: g}]",
]


@pytest.mark.parametrize("source", VALID)
def test_what_is_allowed(source: str) -> None:
    assert validate(diagram_of(source)) == ()


def test_limits() -> None:
    chain = tuple(Topic(id=str(i), parent=str(i - 1) if i else None) for i in range(MAX_DEPTH + 1))
    assert validate(MindMap(topics=chain[:-1])) == ()
    assert [d.code for d in validate(MindMap(topics=chain))] == ["validate.too-large"]
    many = MindMap(topics=tuple(Topic(id=str(i)) for i in range(MAX_ELEMENTS)))
    assert [d.code for d in validate(many)] == ["validate.too-large"]


def rich(*runs: tuple[str, bool]) -> RichText:
    return RichText(runs=tuple(Run(text=text, bold=bold) for text, bold in runs))


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("  a\r\nb\x07 ", "a\nb"),
        ("e\u0301", "é"),
        (rich(("a ", False), ("b", False)), "a b"),
        (rich((" ", True), (" a", True), ("", False), ("b ", True)), rich(("ab", True))),
        (rich(), ""),
    ],
)
def test_labels_have_one_form(label: Label, expected: Label) -> None:
    assert clean_label(label) == expected


def test_normal_forms() -> None:
    loose = Sequence(
        participants=(Participant(id="a", label="a", description=" "), Participant(id="b", label="")),
        steps=(Autonumber(),),
        notes=(Note(text=" "), Note(text="x")),
    )
    tight = Sequence(
        participants=(Participant(id="a"), Participant(id="b", label="")),
        autonumber=True,
        notes=(Note(text="x"),),
    )
    assert normalize(loose) == tight


REPAIRS: list[tuple[str, str]] = [
    (
        "type: flowchart\nnodes: [{id: '', label: Log in}, {id: b}]\nedges: [{source: Log in, target: B}]",
        "type: flowchart\nnodes: [{id: log-in, label: Log in}, {id: b}]\nedges: [{source: log-in, target: b}]",
    ),
    (
        "type: flowchart\nnodes: [{id: a}, {id: a}, {id: a, label: Other}]\nedges: [{source: a, target: New one}]",
        "type: flowchart\nnodes: [{id: a}, {id: other, label: Other}, {id: new-one, label: New one}]\n"
        "edges: [{source: a, target: new-one}]",
    ),
    (
        "type: mindmap\ntopics: [{id: a, parent: a}, {id: b}, {id: c, parent: gone}]",
        "type: mindmap\ntopics: [{id: a}, {id: b, parent: a}, {id: c, parent: a}]",
    ),
    (
        "type: sequence\nparticipants: [{id: a}]\nsteps: [{step: message}, {step: fragment, kind: loop, operands: "
        "[{steps: [{step: delay}]}, {steps: [{step: divider}]}]}, {step: fragment, kind: opt, operands: [{}, {}]}]",
        "type: sequence\nparticipants: [{id: a}]\nsteps: [{step: fragment, kind: loop, operands: "
        "[{steps: [{step: delay}, {step: divider}]}]}, {step: fragment, kind: alt, operands: [{}, {}]}]",
    ),
    (
        "type: timeline\nperiods: [{id: a, start: soon, style: {fill: bleu, font_size: 900}}]",
        "type: timeline\nperiods: [{id: a, style: {font_size: 400}}]",
    ),
]


@pytest.mark.parametrize(("broken", "mended"), REPAIRS)
def test_repairs(broken: str, mended: str) -> None:
    repaired, told = repair(diagram_of(broken))
    expected: Any = diagram_of(mended)
    assert repaired == expected
    assert {d.code for d in told} == {"plan.repaired"}
