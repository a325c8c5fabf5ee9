"""From context files to the diagrams that stand in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module

from diagramc.ir.base import Diagram
from diagramc.passes.normalize import normalize
from diagramc.planner.context.model import Context

_READERS = {
    "sql": "sql",
    "compose": "compose",
    "openapi": "openapi",
    "terraform": "terraform",
    "python": "python_code",
    "markdown": "markdown",
}
"""The module that reads each language that holds facts."""


def drawn_as(context: Context) -> dict[str, Diagram]:
    """What a context can be drawn as: a diagram a type, the most natural first. Empty where it holds no facts."""
    module = _READERS.get(context.language)
    if module is None:
        return {}
    read: Callable[[str], dict[str, Diagram]] = import_module(f"diagramc.planner.context.{module}").read
    return read(context.text)


def facts_for(contexts: Sequence[Context], type: str | None) -> tuple[Diagram, tuple[Context, ...]] | None:
    """The diagram of a type (None: the most natural of the first that has any) that the contexts hold together, and which those are.

    None where none of them can be drawn so.
    """
    from diagramc.planner.context.merge import merge

    found: list[tuple[Context, Diagram]] = []
    for context in contexts:
        diagrams = drawn_as(context)
        if type is None and diagrams:
            type = next(iter(diagrams))
        if type in diagrams:
            found.append((context, diagrams[type]))
    if not found:
        return None
    return normalize(merge(diagram for _, diagram in found)), tuple(context for context, _ in found)
