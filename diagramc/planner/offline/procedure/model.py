"""The parts of a procedure: acts, decisions, loops, parallel work, jumps and ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from diagramc.planner.offline.clauses import Clause


@dataclass(slots=True)
class Act:
    """Something that is done. `guard` is the event or state it waits for; `start` and `end` are offsets into the prompt."""

    label: str
    clause: Clause | None = None
    start: int = 0
    end: int = 0
    guard: str | None = None
    optional: bool = False
    kind: str = "process"


@dataclass(slots=True)
class Branch:
    """One way out of a decision, or one strand of parallel work."""

    label: str | None
    steps: list[Step] = field(default_factory=list)
    guard: str | None = None
    """The condition in its author's words, for diagrams that write it over the branch."""


@dataclass(slots=True)
class Decision:
    """A question and what is done for each answer. `clause` is the condition of the first branch."""

    question: str
    branches: list[Branch]
    clause: Clause | None = None
    start: int = 0
    end: int = 0


@dataclass(slots=True)
class Loop:
    """Steps that are repeated `while` or `until` the condition holds, or for `each` of some things."""

    kind: Literal["while", "until", "each"]
    condition: str
    body: list[Step]
    question: str = ""


@dataclass(slots=True)
class Parallel:
    """Strands of work that go on at the same time."""

    branches: list[Branch]


@dataclass(slots=True)
class Jump:
    """On to a step that is elsewhere, by its label."""

    target: str


@dataclass(slots=True)
class Stop:
    """The procedure ends here; the label says how."""

    label: str


Step = Act | Decision | Loop | Parallel | Jump | Stop


def main_path(steps: list[Step]) -> Iterator[Act]:
    """The acts when all goes well: of a decision the branch that goes on, the first one when several do."""
    for step in steps:
        if isinstance(step, Act):
            yield step
        elif isinstance(step, Decision):
            going_on = [b for b in step.branches if not (b.steps and isinstance(b.steps[-1], Jump | Stop))]
            if len(step.branches) > 1 and going_on:
                yield from main_path(going_on[0].steps)
        elif isinstance(step, Parallel):
            for branch in step.branches:
                yield from main_path(branch.steps)
        elif isinstance(step, Loop):
            yield from main_path(step.body)


def acts(steps: list[Step]) -> Iterator[Act]:
    """Every act of a procedure in reading order."""
    for step in steps:
        if isinstance(step, Act):
            yield step
        elif isinstance(step, Decision | Parallel):
            for branch in step.branches:
                yield from acts(branch.steps)
        elif isinstance(step, Loop):
            yield from acts(step.body)
