"""Fragments and boxes that are still open, and the steps gathered in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from diagramc.diagnostics import Span
from diagramc.frontends.source import Source
from diagramc.ir.base import Label
from diagramc.ir.sequence import AnyStep, Fragment, FragmentKind, Operand

KINDS: dict[str, FragmentKind] = {
    "loop": "loop",
    "rect": "rect",
    "opt": "opt",
    "alt": "alt",
    "par": "par",
    "par_over": "par",
    "critical": "critical",
    "break": "break",
}
"""The fragment that each keyword begins."""

NEXT: dict[str, str] = {"alt": "else", "par": "and", "par_over": "and", "critical": "option"}
"""The keyword that begins a further operand of a fragment, by the keyword that begins the fragment."""


@dataclass
class Part:
    """An operand under way."""

    label: Label | None
    span: Span
    steps: list[AnyStep] = field(default_factory=list)


@dataclass
class Block:
    """A fragment or a box (`keyword` "box") under way, from the offset `start` on."""

    keyword: str
    start: int
    end: int
    parts: list[Part]
    fill: str | None = None

    def fragment(self, source: Source, end: int) -> Fragment:
        """The fragment that ends at the offset `end`."""
        return Fragment(
            kind=KINDS[self.keyword],
            fill=self.fill,
            operands=tuple(
                Operand(label=part.label, steps=tuple(part.steps), span=part.span) for part in self.parts
            ),
            span=source.span(self.start, end),
        )


def misplaced(keyword: str, inside: Block | None) -> tuple[str, str]:
    """What is wrong with an `else`, `and` or `option` inside another block than its own, and what to do."""
    owner: Any = next(opening for opening, following in NEXT.items() if following == keyword)
    if inside is None:
        return f"`{keyword}` belongs into `{owner}`, and none is open here", f"begin with `{owner} condition`"
    message = f"`{keyword}` belongs into `{owner}`, and this is inside `{inside.keyword}`"
    right = NEXT.get(inside.keyword)
    if right:
        return message, f"in `{inside.keyword}` the next part begins with `{right}`"
    return message, f"close the `{inside.keyword}` with `end` first, or make it `{owner}`"
