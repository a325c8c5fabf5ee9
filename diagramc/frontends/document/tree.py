"""A document as a tree of values that know where they stand, whichever notation it was written in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from diagramc.frontends.source import Source

Kind = Literal["text", "plain", "number", "boolean", "null", "list", "object"]
"""`plain` is text without quotes in YAML: what it means depends on what is expected there."""

MAX_DEPTH = 200
"""The deepest nesting of lists and objects; a fragment takes four levels."""


@dataclass(slots=True)
class Value:
    """A value of a document, from `start` to `end` (offsets in the text)."""

    kind: Kind
    start: int
    end: int
    text: str = ""
    items: list[Value] = field(default_factory=list)
    entries: list[tuple[Value, Value]] = field(default_factory=list)


def report_duplicates(source: Source, entries: list[tuple[Value, Value]]) -> None:
    """A problem for each key that an object has twice."""
    for key, first in _repeats(entries):
        line = source.span(first.start, first.end).line
        source.report(
            "document.duplicate-key", f"`{key.text}` is given twice; first in line {line}", key.start, key.end
        )


def _repeats(entries: list[tuple[Value, Value]]) -> Iterator[tuple[Value, Value]]:
    seen: dict[str, Value] = {}
    for key, _ in entries:
        if key.text in seen:
            yield key, seen[key.text]
        else:
            seen[key.text] = key
