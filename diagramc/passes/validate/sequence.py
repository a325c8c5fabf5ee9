"""Rules of sequence diagrams."""

from __future__ import annotations

from collections.abc import Iterator

from diagramc.diagnostics import Diagnostic, diagnose, with_article
from diagramc.ir.base import Element
from diagramc.ir.sequence import (
    SEVERAL_OPERANDS,
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
    participants_of,
)
from diagramc.passes.validate.common import (
    MAX_DEPTH,
    check_color,
    check_range,
    check_reference,
    describe,
    too_deep,
)

MAX_NUMBER = 1_000_000


def check(diagram: Sequence) -> Iterator[Diagnostic]:
    """Steps name participants, fragments have the operands their kind allows, lifelines begin and end once."""
    yield from _Checker(diagram).check(diagram.steps, 1)


class _Checker:
    """Goes through the steps in order of time with what is known of each lifeline at that point."""

    def __init__(self, diagram: Sequence) -> None:
        self.known = {participant.id for participant in diagram.participants}
        self.active: dict[str, int] = {}
        self.used: set[str] = set()
        self.destroyed: set[str] = set()

    def check(self, steps: tuple[AnyStep, ...], depth: int) -> Iterator[Diagnostic]:
        for step in steps:
            for field, id in participants_of(step):
                yield from check_reference(step, field, id, self.known)
            yield from self._check_lifelines(step)
            match step:
                case Message():
                    yield from self._check_message(step)
                case Activation():
                    self._activate(step.participant)
                case Deactivation():
                    yield from self._deactivate(step, step.participant)
                case Destruction():
                    self.destroyed.add(step.participant)
                case SequenceNote() | Reference():
                    yield from _check_participants(step)
                case Autonumber():
                    yield from check_range(step, "start", 0, MAX_NUMBER)
                    yield from check_range(step, "increment", 1, MAX_NUMBER)
                case Fragment():
                    yield from self._check_fragment(step, depth)

    def _check_message(self, message: Message) -> Iterator[Diagnostic]:
        if message.source is None and message.target is None:
            yield diagnose(
                "validate.message", "a message has neither a source nor a target", span=message.span
            )
        elif message.target is None and message.kind in ("create", "destroy"):
            yield diagnose("validate.message", f"a {message.kind} message has no target", span=message.span)
        if message.deactivate and message.source is not None:
            yield from self._deactivate(message, message.source)
        if message.activate and message.target is not None:
            self._activate(message.target)
        if message.kind == "destroy" and message.target is not None:
            self.destroyed.add(message.target)

    def _check_lifelines(self, step: AnyStep) -> Iterator[Diagnostic]:
        """No lifeline is used after its end, or before the message that creates it."""
        created = step.target if isinstance(step, Message) and step.kind == "create" else None
        for _, id in participants_of(step):
            if id == created:
                if id in self.used and id not in self.destroyed:
                    message = f"participant {id!r} is created here but was used before"
                    yield diagnose("validate.lifeline", message, span=step.span)
                self.destroyed.discard(id)
            elif id in self.destroyed:
                message = f"participant {id!r} is used after it was destroyed"
                yield diagnose("validate.lifeline", message, span=step.span)
            self.used.add(id)

    def _activate(self, id: str) -> None:
        self.active[id] = self.active.get(id, 0) + 1

    def _deactivate(self, step: Element, id: str) -> Iterator[Diagnostic]:
        if not self.active.get(id):
            message = f"participant {id!r} is deactivated but was not active"
            yield diagnose("validate.activation", message, span=step.span)
        else:
            self.active[id] -= 1

    def _check_fragment(self, fragment: Fragment, depth: int) -> Iterator[Diagnostic]:
        if depth > MAX_DEPTH:
            yield too_deep(fragment)
            return
        count = len(fragment.operands)
        if count == 0:
            message = f"{with_article(fragment.kind)} fragment has no operand"
            yield diagnose(
                "validate.operands", message, span=fragment.span, hint="give it an operand with steps"
            )
        elif count > 1 and fragment.kind not in SEVERAL_OPERANDS:
            yield diagnose(
                "validate.operands",
                f"{with_article(fragment.kind)} fragment has one operand, not {count}",
                span=fragment.operands[1].span or fragment.span,
            )
        elif not any(operand.steps for operand in fragment.operands):
            yield diagnose(
                "validate.empty-fragment",
                f"{with_article(fragment.kind)} fragment has no steps",
                span=fragment.span,
            )
        yield from check_color(fragment, "fill", fragment.fill)
        yield from self._check_operands(fragment, depth)

    def _check_operands(self, fragment: Fragment, depth: int) -> Iterator[Diagnostic]:
        """Operands are alternatives or run side by side: each begins with the lifelines as they were before the fragment."""
        before, destroyed = dict(self.active), set(self.destroyed)
        after: list[dict[str, int]] = []
        gone: set[str] = set()
        for operand in fragment.operands:
            self.active, self.destroyed = dict(before), set(destroyed)
            yield from self.check(operand.steps, depth + 1)
            after.append(self.active)
            gone |= self.destroyed
        ids = [id for state in after for id in state]
        self.active = {id: max(state.get(id, 0) for state in after) for id in dict.fromkeys(ids)}
        self.destroyed = gone if len(fragment.operands) == 1 else destroyed


def _check_participants(step: SequenceNote | Reference) -> Iterator[Diagnostic]:
    if not step.participants:
        yield diagnose("validate.value", f"{describe(step)} names no participant", span=step.span)
    elif isinstance(step, SequenceNote) and step.placement != "over" and len(step.participants) > 1:
        yield diagnose(
            "validate.value",
            f"a note {step.placement} of several participants",
            span=step.span,
            expected="one participant, or `placement: over`",
        )
