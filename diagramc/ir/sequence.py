"""Sequence diagram: participants, and in order of time the messages, notes and fragments between them (UML 2.5.1, 17)."""

from __future__ import annotations

from typing import Literal

from diagramc.ir.base import Diagram, Element, Group, Label, Link, Node

ParticipantKind = Literal[
    "participant", "actor", "boundary", "control", "entity", "database", "queue", "collections"
]
MessageKind = Literal["sync", "async", "reply", "create", "destroy"]
"""`sync` solid with a filled head, `async` solid with an open head, `reply` dashed; `create` makes the target's lifeline
begin here, `destroy` ends it. A message to oneself has source equal to target; a lost one no target; a found one no source."""
MessageHead = Literal[
    "filled", "open", "none", "cross", "circle", "upper", "lower", "open-upper", "open-lower"
]
"""`upper` and `lower` are the half of a filled head that is over or under the line, `open-upper` and `open-lower` of an open one."""
FragmentKind = Literal["alt", "opt", "loop", "par", "critical", "break", "rect", "group"]
"""`alt`, `par` and `critical` have several operands; `rect` is a coloured background; `group` any other named frame."""

SEVERAL_OPERANDS: frozenset[str] = frozenset({"alt", "par", "critical"})


class Participant(Node, frozen=True, kw_only=True):
    """A lifeline. `group` names the box it stands in."""

    kind: ParticipantKind = "participant"


class Step(Element, frozen=True, kw_only=True, tag_field="step"):
    """Something at a point of time. The concrete steps are the members of `AnyStep`."""


class Message(Step, frozen=True, kw_only=True, tag="message"):
    """An arrow from `source` to `target` (participant ids). `line`, `head` and `tail` override what `kind` implies.

    `activate` starts an activation on the target, `deactivate` ends one on the source. `source_circle` and `target_circle` draw a
    circle on the lifeline at that end, besides the head.
    """

    source: str | None = None
    target: str | None = None
    label: Label | None = None
    kind: MessageKind = "sync"
    line: Literal["solid", "dashed"] | None = None
    head: MessageHead | None = None
    tail: MessageHead | None = None
    source_circle: bool = False
    target_circle: bool = False
    activate: bool = False
    deactivate: bool = False
    link: Link | None = None


class Activation(Step, frozen=True, kw_only=True, tag="activate"):
    """The participant becomes active here."""

    participant: str


class Deactivation(Step, frozen=True, kw_only=True, tag="deactivate"):
    """The participant's latest activation ends here."""

    participant: str


class Destruction(Step, frozen=True, kw_only=True, tag="destroy"):
    """The participant's lifeline ends here, marked by a cross."""

    participant: str


class SequenceNote(Step, frozen=True, kw_only=True, tag="note"):
    """A remark `left` or `right` of one participant, or `over` one or several."""

    text: Label
    participants: tuple[str, ...]
    placement: Literal["left", "right", "over"] = "over"


class Reference(Step, frozen=True, kw_only=True, tag="reference"):
    """An interaction use: another diagram happens here, over these participants."""

    label: Label
    participants: tuple[str, ...]
    link: Link | None = None


class Divider(Step, frozen=True, kw_only=True, tag="divider"):
    """A line across all lifelines that begins a phase."""

    label: Label | None = None


class Delay(Step, frozen=True, kw_only=True, tag="delay"):
    """Time passes."""

    label: Label | None = None


class Autonumber(Step, frozen=True, kw_only=True, tag="autonumber"):
    """From here on messages are numbered from `start` by `increment`; `enabled` False stops it."""

    enabled: bool = True
    start: int = 1
    increment: int = 1


class Operand(Element, frozen=True, kw_only=True):
    """One compartment of a fragment, under a guard."""

    label: Label | None = None
    steps: tuple[AnyStep, ...] = ()


class Fragment(Step, frozen=True, kw_only=True, tag="fragment"):
    """A combined fragment (UML 2.5.1, 17.6): a frame round steps. The first operand's label is the main guard."""

    kind: FragmentKind
    operands: tuple[Operand, ...]
    label: Label | None = None
    fill: str | None = None


AnyStep = (
    Message
    | Activation
    | Deactivation
    | Destruction
    | SequenceNote
    | Reference
    | Divider
    | Delay
    | Autonumber
    | Fragment
)


def participants_of(step: AnyStep) -> list[tuple[str, str]]:
    """The participants that a step names itself, each with the field that names it."""
    match step:
        case Message():
            ends = (("source", step.source), ("target", step.target))
            return [(field, id) for field, id in ends if id is not None]
        case Activation() | Deactivation() | Destruction():
            return [("participant", step.participant)]
        case SequenceNote() | Reference():
            return [("participants", id) for id in step.participants]
    return []


class Box(Group, frozen=True, kw_only=True):
    """A coloured box round neighbouring participants."""


class Sequence(Diagram, frozen=True, kw_only=True, tag="sequence"):
    """A sequence diagram."""

    participants: tuple[Participant, ...] = ()
    boxes: tuple[Box, ...] = ()
    steps: tuple[AnyStep, ...] = ()
    autonumber: bool = False


__all__ = [
    "SEVERAL_OPERANDS",
    "Activation",
    "AnyStep",
    "Autonumber",
    "Box",
    "Deactivation",
    "Delay",
    "Destruction",
    "Divider",
    "Fragment",
    "FragmentKind",
    "Message",
    "MessageHead",
    "MessageKind",
    "Operand",
    "Participant",
    "ParticipantKind",
    "Reference",
    "Sequence",
    "SequenceNote",
    "Step",
    "participants_of",
]
