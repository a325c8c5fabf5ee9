"""A document as a tree of values that know where they stand, whichever notation it was written in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from diagramc.diagnostics import Diagnostic, Severity, Span, diagnose

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


class SyntaxProblem(Exception):
    """The text cannot be read past this place."""

    def __init__(
        self, offset: int, message: str, expected: str | None = None, hint: str | None = None
    ) -> None:
        super().__init__(message)
        self.offset, self.message, self.expected, self.hint = offset, message, expected, hint


class Source:
    """A document's text, which turns offsets into places in the author's file and collects problems."""

    def __init__(self, text: str, file: str) -> None:
        self.text, self.file = text, file
        self.problems: list[Diagnostic] = []
        self._known: set[Diagnostic] = set()
        self._starts = [0, *(i + 1 for i, char in enumerate(text) if char == "\n")]

    def span(self, start: int, end: int) -> Span:
        """The place of a stretch of text; one that runs over several lines is told by its part in the first."""
        line = bisect_right(self._starts, start)
        first = self._starts[line - 1]
        end = min(end, first + len(self.line(line)))
        return Span(file=self.file, line=line, column=start - first + 1, length=max(1, end - start))

    def line(self, number: int) -> str:
        """The text of a line, counted from 1."""
        stop = self._starts[number] - 1 if number < len(self._starts) else len(self.text)
        return self.text[self._starts[number - 1] : stop]

    def report(
        self,
        code: str,
        message: str,
        start: int,
        end: int | None = None,
        *,
        expected: str | None = None,
        hint: str | None = None,
        severity: Severity | None = None,
    ) -> None:
        """Note a problem, once, with the text from `start` to `end`."""
        span = self.span(start, start + 1 if end is None else end)
        problem = diagnose(
            code,
            message,
            span=span,
            line_text=self.line(span.line),
            expected=expected,
            hint=hint,
            severity=severity,
        )
        if problem not in self._known:  # an alias leads to the same place again
            self._known.add(problem)
            self.problems.append(problem)

    def forget(self) -> None:
        """Drop all problems, before the text is read again."""
        self.problems.clear()
        self._known.clear()


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
