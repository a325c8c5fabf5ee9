"""Lines on their way through the preprocessor, each with where it stands in the author's file."""

from __future__ import annotations

from typing import NamedTuple

from diagramc.diagnostics import Diagnostic, Severity, Span, diagnose

LIBRARY = "<C4/C4_Sequence>"
"""The file that the lines of diagramc's own library are said to be in."""


class Line(NamedTuple):
    """A line of text and its place. `exact` when it stands so in the file, so that columns can be told."""

    text: str
    file: str
    number: int
    column: int = 1
    exact: bool = True
    whole: str | None = None

    @property
    def source(self) -> str:
        """The line as its author wrote it."""
        return self.text if self.whole is None else self.whole

    def derive(self, text: str) -> Line:
        """What became of the line when something in it was replaced."""
        return self if text == self.text else self._replace(text=text, exact=False, whole=self.source)

    def span(self, start: int = 0, length: int | None = None) -> Span:
        """The place of `length` characters from `start`; of the whole line without its margins when it is not exact."""
        if not self.exact or length is None:
            written = self.source
            lead = len(written) - len(written.lstrip())
            return Span(
                file=self.file,
                line=self.number,
                column=self.column + lead,
                length=max(1, len(written.strip())),
            )
        return Span(file=self.file, line=self.number, column=self.column + start, length=max(1, length))


def complain(
    code: str, message: str, line: Line, *, hint: str | None = None, severity: Severity | None = None
) -> Diagnostic:
    """A diagnostic about a whole line."""
    return diagnose(code, message, span=line.span(), hint=hint, line_text=line.source, severity=severity)
