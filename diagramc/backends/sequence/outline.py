"""Sequence diagram as an outline: who takes part, then the messages in order of time, those of a fragment below it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from diagramc.backends.outline import Line, name, names, said, with_remark
from diagramc.ir.sequence import (
    Activation,
    AnyStep,
    Autonumber,
    Deactivation,
    Delay,
    Destruction,
    Divider,
    Fragment,
    Message,
    Reference,
    Sequence,
    SequenceNote,
)

_NEXT = {"alt": "else", "par": "and", "critical": "option"}
_OUTSIDE = "outside"


def outline(diagram: Sequence) -> Iterator[Line]:
    """The lines of the outline."""
    boxes = names(diagram.boxes)
    yield Line(0, "Participants:")
    for participant in diagram.participants:
        kind = "" if participant.kind == "participant" else participant.kind
        box = boxes.get(participant.group or "")
        yield Line(1, with_remark(name(participant), kind, box, participant.description))
    yield Line(0, "Messages:")
    yield from _steps(diagram.steps, names(diagram.participants), 1)


def _steps(steps: tuple[AnyStep, ...], called: Mapping[str, str], depth: int) -> Iterator[Line]:
    for step in steps:
        match step:
            case Message():
                yield Line(depth, _message(step, called))
            case SequenceNote():
                yield Line(depth, f"Note on {_list(step.participants, called)}: {said(step.text)}")
            case Reference():
                yield Line(depth, f"See {said(step.label)} ({_list(step.participants, called)})")
            case Divider():
                yield Line(depth, f"{said(step.label) or 'next part'}:")
            case Delay():
                yield Line(depth, said(step.label) or "some time later")
            case Destruction():
                yield Line(depth, f"{called[step.participant]} ends")
            case Fragment():
                yield from _fragment(step, called, depth)
            case Activation() | Deactivation() | Autonumber():
                pass  # how it is drawn, not what happens


def _message(step: Message, called: Mapping[str, str]) -> str:
    source = called[step.source] if step.source else _OUTSIDE
    target = called[step.target] if step.target else _OUTSIDE
    dashed = step.kind == "reply" if step.line is None else step.line == "dashed"
    arrow = "⇢" if dashed else "→"
    label = said(step.label)
    what = {"create": "creates it", "destroy": "ends it"}.get(step.kind)
    return with_remark(f"{source} {arrow} {target}: {label}" if label else f"{source} {arrow} {target}", what)


def _fragment(fragment: Fragment, called: Mapping[str, str], depth: int) -> Iterator[Line]:
    word = {"rect": "together", "group": ""}.get(fragment.kind, fragment.kind)
    for number, operand in enumerate(fragment.operands):
        lead = _NEXT.get(fragment.kind, "or") if number else " ".join((word, said(fragment.label))).strip()
        guard = f"[{said(operand.label)}]" if operand.label else ""
        yield Line(depth, f"{lead} {guard}".strip() or "together")
        yield from _steps(operand.steps, called, depth + 1)


def _list(ids: tuple[str, ...], called: Mapping[str, str]) -> str:
    return ", ".join(called[id] for id in ids)
