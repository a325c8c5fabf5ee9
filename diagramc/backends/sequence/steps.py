"""The steps as they are drawn: notes on the diagram joined in, activations merged with the messages that cause them, numbers."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from diagramc.ir.sequence import (
    Activation,
    AnyStep,
    Autonumber,
    Deactivation,
    Destruction,
    Fragment,
    Message,
    Reference,
    Sequence,
    SequenceNote,
)


def drawn_steps(diagram: Sequence) -> tuple[AnyStep, ...]:
    """The diagram's own notes, as notes at the beginning, then its steps with activations merged."""
    return (*_diagram_notes(diagram), *merge_activations(diagram.steps))


def _diagram_notes(diagram: Sequence) -> list[AnyStep]:
    """A note about a box stands over its participants, one about nothing over all."""
    known = [participant.id for participant in diagram.participants]
    notes: list[AnyStep] = []
    for note in diagram.notes:
        about = [
            p.id
            for p in diagram.participants
            if p.id in note.targets or (p.group and p.group in note.targets)
        ]
        over = tuple(about or known)
        if not over:
            continue
        if note.side == "left" and about:
            notes.append(SequenceNote(text=note.text, participants=over[:1], placement="left"))
        elif note.side == "right" and about:
            notes.append(SequenceNote(text=note.text, participants=over[-1:], placement="right"))
        else:
            notes.append(SequenceNote(text=note.text, participants=over))
    return notes


def merge_activations(steps: Iterable[AnyStep]) -> tuple[AnyStep, ...]:
    """An activation right after a message to its participant begins at the message, a deactivation right after one from it ends there."""
    merged: list[AnyStep] = []
    for step in steps:
        last = merged[-1] if merged else None
        if isinstance(last, Message) and last.source != last.target:
            if isinstance(step, Activation) and step.participant == last.target and not last.activate:
                merged[-1] = replace(last, activate=True)
                continue
            if isinstance(step, Deactivation) and step.participant == last.source and not last.deactivate:
                merged[-1] = replace(last, deactivate=True)
                continue
        if isinstance(step, Fragment):
            operands = tuple(replace(o, steps=merge_activations(o.steps)) for o in step.operands)
            step = replace(step, operands=operands)
        merged.append(step)
    return tuple(merged)


def mentioned(steps: Iterable[AnyStep]) -> set[str]:
    """The participants that steps name, also inside fragments."""
    found: set[str] = set()
    for step in steps:
        match step:
            case Message():
                found.update(id for id in (step.source, step.target) if id is not None)
            case Activation() | Deactivation() | Destruction():
                found.add(step.participant)
            case SequenceNote() | Reference():
                found.update(step.participants)
            case Fragment():
                for operand in step.operands:
                    found |= mentioned(operand.steps)
    return found


def gaps_between(steps: Iterable[AnyStep]) -> float:
    """About how many gaps between rows the steps have below each other."""
    total = 0.0
    for step in steps:
        match step:
            case Activation() | Deactivation() | Autonumber():
                total += 0.3
            case Fragment():
                total += 1.0 + 0.8 * len(step.operands)
                total += sum(gaps_between(operand.steps) for operand in step.operands)
            case _:
                total += 1.0
    return total


def created(steps: Iterable[AnyStep]) -> set[str]:
    """The participants that a message creates."""
    found: set[str] = set()
    for step in steps:
        if isinstance(step, Message) and step.kind == "create" and step.target is not None:
            found.add(step.target)
        elif isinstance(step, Fragment):
            for operand in step.operands:
                found |= created(operand.steps)
    return found


def is_numbered(diagram: Sequence, steps: Iterable[AnyStep]) -> bool:
    """Whether any message may carry a number."""

    def switched_on(part: Iterable[AnyStep]) -> bool:
        return any(
            (isinstance(step, Autonumber) and step.enabled)
            or (isinstance(step, Fragment) and any(switched_on(o.steps) for o in step.operands))
            for step in part
        )

    return diagram.autonumber or switched_on(steps)


class Numbering:
    """Counts messages; `Autonumber` steps switch it."""

    def __init__(self, enabled: bool) -> None:
        self.enabled = enabled
        self.next, self.increment = 1, 1

    def switch(self, step: Autonumber) -> None:
        """From here on as the step says."""
        self.enabled, self.next, self.increment = step.enabled, step.start, step.increment

    def take(self) -> int | None:
        """The number of the next message, None when messages are not numbered."""
        if not self.enabled:
            return None
        number = self.next
        self.next += self.increment
        return number
