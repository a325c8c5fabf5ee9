"""The source of a diagram after the preprocessor, whose places are still those of the author's file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from diagramc.diagnostics import Severity, Span, diagnose
from diagramc.frontends.plantuml.preprocess import Line
from diagramc.frontends.source import Source


class ExpandedSource(Source):
    """Lines as one text. Spans point to where each line was written, which may be a macro or another file."""

    def __init__(self, lines: Sequence[Line], file: str) -> None:
        super().__init__("\n".join(line.text for line in lines), file)
        self._written = lines

    def written(self, number: int) -> Line | None:
        """The line that a line of the text, counted from 1, came from."""
        return self._written[number - 1] if number <= len(self._written) else None

    def span(self, start: int, end: int) -> Span:
        """The place of a stretch of text; one that runs over several lines is told by its part in the first."""
        number = bisect_right(self._starts, start)
        line = self.written(number)
        if line is None:
            return Span(file=self.file, line=1)
        column = start - self._starts[number - 1]
        return line.span(column, min(end - start, len(line.text) - column))

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
        line = self.written(self.line_number(start))
        problem = diagnose(
            code,
            message,
            span=self.span(start, start + 1 if end is None else end),
            line_text=" " * (line.column - 1) + line.source if line else None,
            expected=expected,
            hint=hint,
            severity=severity,
        )
        if problem not in self._known:
            self._known.add(problem)
            self.problems.append(problem)
