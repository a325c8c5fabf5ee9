"""Messages put in their place in time, and fragments put round them."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from diagramc.editing.elements import fold, map_steps, messages_of
from diagramc.editing.faults import refused
from diagramc.editing.patch import Connect, Wrap
from diagramc.ir.base import Diagram, plain
from diagramc.ir.sequence import AnyStep, Fragment, Message, Operand, Sequence


def connect(diagram: Sequence, step: Connect) -> Diagram:
    """The sequence with a new message."""
    from diagramc.editing.apply.steps import checked

    kind = step.kind or ("reply" if step.line in ("dashed", "dotted") else "sync")
    values = {
        "step": "message",
        "source": step.source,
        "target": step.target,
        "label": step.label,
        "kind": kind,
    }
    made = checked(diagram, Message, values)
    near = step.after or step.before
    if near is None:
        return replace(diagram, steps=(*diagram.steps, made))
    anchor = find_message(diagram, near)
    pair: tuple[AnyStep, ...] = (anchor, made) if step.after else (made, anchor)
    return replace(diagram, steps=map_steps(diagram.steps, lambda s: pair if s is anchor else (s,)))


def find_message(diagram: Sequence, label: str) -> Message:
    """The only message of a label. EditError for none and for several."""
    every = list(messages_of(diagram))
    found = [m for m in every if plain(m.label) == label] or [
        m for m in every if fold(plain(m.label)) == fold(label)
    ]
    if not found:
        listed = ", ".join(repr(plain(m.label)) for m in every[:12])
        raise refused(f"there is no message {label!r}", f"there are: {listed}", code="edit.unknown")
    if len(found) > 1:
        raise refused(f"there are {len(found)} messages {label!r}", code="edit.ambiguous")
    return found[0]


def wrap(diagram: Diagram, step: Wrap) -> Diagram:
    """The sequence with a fragment round a run of steps that are beside each other."""
    if not isinstance(diagram, Sequence):
        raise refused("only the messages of a sequence can be put into a fragment")
    first = find_message(diagram, step.first)
    last = find_message(diagram, step.last or step.first)
    made, found = _wrapped(diagram.steps, first, last, step)
    if not found:
        raise refused(f"{step.first!r} and {step.last!r} are not in the same fragment, in this order")
    return replace(diagram, steps=made)


def _wrapped(
    steps: tuple[AnyStep, ...], first: Message, last: Message, step: Wrap
) -> tuple[tuple[AnyStep, ...], bool]:
    begin = next((at for at, s in enumerate(steps) if s is first), None)
    end = next((at for at, s in enumerate(steps) if s is last), None)
    if begin is not None and end is not None and begin <= end:
        operand = Operand(label=step.label or None, steps=steps[begin : end + 1])
        fragment = Fragment(kind=step.kind, operands=(operand,))
        return (*steps[:begin], fragment, *steps[end + 1 :]), True
    made: list[Any] = []
    found = False
    for part in steps:
        if isinstance(part, Fragment) and not found:
            operands = []
            for operand in part.operands:
                inner, here = _wrapped(operand.steps, first, last, step)
                found = found or here
                operands.append(replace(operand, steps=inner))
            part = replace(part, operands=tuple(operands))
        made.append(part)
    return tuple(made), found
