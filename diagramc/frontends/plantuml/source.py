"""The text of one diagram after preprocessing: a `Source` whose places are those of the author's file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from diagramc.diagnostics import Span
from diagramc.frontends.plantuml.preprocess.lines import Line
from diagramc.frontends.source import Source


class LineSource(Source):
    """The lines of one diagram as a text that ends with a line end, each line at its place in the author's file.

    `libraries` are the standard libraries that the diagram includes, such as `C4`; `opening` is the `@start…` line, `pragmas` the values of its
    `!pragma` lines. `written_as` is
    the type of a diagram that diagramc wrote in another kind's syntax, as `!pragma diagramc flowchart` says.
    """

    def __init__(
        self,
        lines: Sequence[Line],
        file: str,
        *,
        opening: Line | None = None,
        libraries: Sequence[str] = (),
        pragmas: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__("".join(f"{line.text}\n" for line in lines).replace("\xa0", " "), file)
        self.author_lines = tuple(lines)
        self.opening = opening
        self.libraries = tuple(libraries)
        self.doubtful = False
        """Whether another kind of diagram should be preferred that can be read from the text as well."""
        self.decided = False
        """Whether an error was found that the text has whatever kind of diagram it is."""
        self.pragmas = pragmas or {}
        self.written_as = self.pragmas.get("diagramc")

    def span(self, start: int, end: int) -> Span:
        """The place in the author's file; of the whole line where macros or joined lines moved the text."""
        number = self.line_number(start)
        if number > len(self.author_lines):
            return self._end()
        line = self.author_lines[number - 1]
        first = self.line_start(number)
        return line.span(start - first, max(1, min(end, first + len(line.text)) - start))

    def _end(self) -> Span:
        if self.author_lines:
            return self.author_lines[-1].span()
        if self.opening is not None:
            return self.opening.span()
        return Span(file=self.file, line=1)

    def line(self, number: int) -> str:
        """A line as its author wrote it, behind what stands before it in the file."""
        if number > len(self.author_lines):
            last = self.author_lines[-1] if self.author_lines else self.opening
            return last.source if last is not None else ""
        line = self.author_lines[number - 1]
        return " " * (line.column - 1) + line.source

    def again(self) -> LineSource:
        """The same text without problems, for another reading."""
        return LineSource(
            self.author_lines,
            self.file,
            opening=self.opening,
            libraries=self.libraries,
            pragmas=self.pragmas,
        )
