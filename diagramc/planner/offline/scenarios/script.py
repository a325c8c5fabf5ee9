"""The notation of scenarios.

Flow: a line is a step. A line that ends in `?` is a decision; the lines `Label:` under it are its branches. `-> Step` goes on at a
step that is elsewhere, `end Label` ends. `Step [database]` gives a step's kind.

Messages: `A -> B: text`, `A --> B: text` for an answer; `alt Guard:`, `else Guard:`, `opt`, `loop` and `par` with lines under them.
"""

from __future__ import annotations

from typing import cast

from diagramc.ir.sequence import AnyStep, Fragment, FragmentKind, Message, MessageKind, Operand
from diagramc.planner.offline.notation import Item, outline, read_arrows, read_lines
from diagramc.planner.offline.procedure import Act, Branch, Decision, Jump, Step, Stop
from diagramc.planner.offline.sequence import SequenceBuilder

FRAGMENTS = ("alt", "opt", "loop", "par", "critical", "break")


def read_flow(text: str) -> list[Step]:
    """The steps of a flow in script notation."""
    return _steps(outline(read_lines(text)))


def _steps(items: list[Item]) -> list[Step]:
    steps: list[Step] = []
    for item in items:
        line = item.text
        if line.startswith("->"):
            steps.append(Jump(line[2:].strip()))
        elif line.startswith("end "):
            steps.append(Stop(line[4:].strip()))
        elif line.endswith("?") and item.children:
            branches = [Branch(child.text.rstrip(":"), _steps(child.children)) for child in item.children]
            steps.append(Decision(line, branches))
        else:
            label, _, kind = line.rstrip("]").partition(" [")
            steps.append(Act(label, kind=kind or "process"))
    return steps


def read_messages(text: str, builder: SequenceBuilder) -> tuple[AnyStep, ...]:
    """The messages of a text in script notation; participants are made in the builder as they come."""
    return _messages(outline(read_lines(text)), builder)


def _messages(items: list[Item], builder: SequenceBuilder) -> tuple[AnyStep, ...]:
    steps: list[AnyStep] = []
    for item in items:
        arrows = read_arrows(item.line)
        word, _, guard = item.text.rstrip(":").partition(" ")
        if arrows and not item.children:
            for arrow in arrows:
                source, target = builder.participant(arrow.source), builder.participant(arrow.target)
                kind: MessageKind = "reply" if arrow.reply else "sync"
                steps.append(Message(source=source, target=target, label=arrow.label, kind=kind))
        elif word.lower() in FRAGMENTS and item.children:
            operand = Operand(label=guard.strip() or None, steps=_messages(item.children, builder))
            steps.append(Fragment(kind=cast("FragmentKind", word.lower()), operands=(operand,)))
        elif word.lower() in ("else", "and") and item.children and steps and isinstance(steps[-1], Fragment):
            operand = Operand(label=guard.strip() or None, steps=_messages(item.children, builder))
            last = steps[-1]
            steps[-1] = Fragment(
                kind="alt" if last.kind == "opt" else last.kind, operands=(*last.operands, operand)
            )
        else:
            steps += _messages(item.children, builder)
    return tuple(steps)
