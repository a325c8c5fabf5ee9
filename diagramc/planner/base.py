"""What a planner is: a prompt in, a valid diagram with remarks out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

import msgspec

from diagramc.diagnostics import Diagnostic
from diagramc.ir.base import Diagram

if TYPE_CHECKING:
    from diagramc.planner.context import Context

MAX_PROMPT = 20_000
"""The longest prompt, in characters."""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """A planned diagram. `diagnostics` says what was not understood; the token counts are 0 for the offline planner.

    `confidence` says of elements by id how much of them stands in the prompt (see `grounding.confidence`); `plan_prompt` fills it in.
    """

    diagram: Diagram
    diagnostics: tuple[Diagnostic, ...] = ()
    prompt_tokens: int = 0
    completion_tokens: int = 0
    requests: int = 0
    confidence: dict[str, float] = msgspec.field(default_factory=dict)


class Planner(Protocol):
    """Turns a prompt into a diagram."""

    name: str

    def plan(self, prompt: str, type: str | None = None, context: Sequence[Context] = ()) -> Plan:
        """A valid diagram for the prompt, of the given type or of the one that fits best; `context` are files it is about.

        Raises SourceError for a prompt that says nothing, PlanningError when the planner cannot answer.
        """
        ...
