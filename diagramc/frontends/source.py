"""A text that a front end reads: offsets become places in the author's file, and problems are collected."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from diagramc.diagnostics import Diagnostic, Severity, Span, diagnose

MAX_BYTES = 4_000_000
"""The largest text; one of 5,000 elements, the most that a diagram may have, takes about 1 MB."""


MAX_EDGES = 20_000
"""The most edges of a text: a short one can say millions, every node of one list with every node of another."""
MAX_PROBLEMS = 500
"""The most problems that are told of a text: whoever mends those sees the others then. The first error is always told."""
MAX_LINE_SHOWN = 2_000
"""The longest line that is quoted, in characters; thousands of problems in one long line would each hold it."""


class SyntaxProblem(Exception):
    """The text cannot be read past this place."""

    def __init__(
        self, offset: int, message: str, expected: str | None = None, hint: str | None = None
    ) -> None:
        super().__init__(message)
        self.offset, self.message, self.expected, self.hint = offset, message, expected, hint


class Source:
    """A text and the problems found in it.

    `file` is what the author calls the file. A text that is part of it, such as a Markdown fence, says in which line of the file
    it begins (`first_line`) and how many characters stand before the text in each of its lines (`indents`; missing ones are 0).
    """

    def __init__(self, text: str, file: str, *, first_line: int = 1, indents: Sequence[int] = ()) -> None:
        self.text, self.file = text, file
        self.first_line, self.indents = first_line, indents
        self.problems: list[Diagnostic] = []
        self._known: set[Diagnostic] = set()
        self._starts = [0]
        found = text.find("\n")
        while found >= 0:
            self._starts.append(found + 1)
            found = text.find("\n", found + 1)

    @property
    def failed(self) -> bool:
        """Whether a problem was found that stops a compilation."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """The problems in the order of their places."""
        return tuple(sorted(self.problems, key=lambda d: (d.span.line, d.span.column) if d.span else (0, 0)))

    def span(self, start: int, end: int) -> Span:
        """The place of a stretch of text; one that runs over several lines is told by its part in the first."""
        line = bisect_right(self._starts, start)
        first = self._starts[line - 1]
        end = min(end, first + len(self.line(line)))
        indent = self.indents[line - 1] if line <= len(self.indents) else 0
        return Span(
            file=self.file,
            line=line + self.first_line - 1,
            column=start - first + 1 + indent,
            length=max(1, end - start),
        )

    def line_number(self, offset: int) -> int:
        """The line of the text (not of the file) that an offset is in, counted from 1."""
        return bisect_right(self._starts, offset)

    def line_start(self, number: int) -> int:
        """The offset at which a line of the text begins, counted from 1."""
        return self._starts[number - 1]

    @property
    def lines(self) -> int:
        """How many lines the text has."""
        return len(self._starts)

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
        number = self.line_number(start)
        indent = self.indents[number - 1] if number <= len(self.indents) else 0
        line = self.line(number)
        problem = diagnose(
            code,
            message,
            span=span,
            line_text=" " * indent + line if len(line) <= MAX_LINE_SHOWN else None,
            expected=expected,
            hint=hint,
            severity=severity,
        )
        if problem in self._known:  # an alias leads to the same place again
            return
        self._known.add(problem)
        if len(self.problems) < MAX_PROBLEMS or (problem.severity is Severity.ERROR and not self.failed):
            self.problems.append(problem)

    def forget(self) -> None:
        """Drop all problems, before the text is read again."""
        self.problems.clear()
        self._known.clear()


def open_source(data: str | bytes, file: str, *, code: str = "document") -> tuple[Source, bool]:
    """Bytes as a source (UTF-8 or UTF-16) with `\\n` as the only line end, and whether that went well.

    When it did not, the source has the problem: `<code>.too-large` or `<code>.encoding`.
    """
    if len(data) > MAX_BYTES:
        source = Source("", file)
        size = f"the document has {len(data):,} bytes; the limit is {MAX_BYTES:,}"
        source.problems.append(diagnose(f"{code}.too-large", size))
        return source, False
    if isinstance(data, bytes):
        try:
            data = data.decode(encoding_of(data))
        except UnicodeDecodeError as error:
            return _undecodable(bytes(error.object), error, file, code), False
    text = _one_line_end(data.removeprefix("\ufeff"))
    if not text.isascii():
        # Halves of surrogate pairs, which a Python string can hold and no file can.
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return Source(text, file), True


def encoding_of(data: bytes) -> str:
    """`utf-16…` for a text with its byte order mark, or whose first character is ASCII beside a zero byte; else UTF-8."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if len(data) > 1 and not len(data) % 2 and (data[0] == 0) != (data[1] == 0):
        return "utf-16-be" if data[0] == 0 else "utf-16-le"
    return "utf-8-sig"


def _one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _undecodable(data: bytes, error: UnicodeDecodeError, file: str, code: str) -> Source:
    if error.encoding != "utf-8" and not error.encoding.startswith("utf_8"):
        source = Source("", file)
        message = f"the document is not {error.encoding.upper()}: {error.reason}"
        source.problems.append(diagnose(f"{code}.encoding", message))
        return source
    before = _one_line_end(data[: error.start].decode("utf-8", "replace").removeprefix("\ufeff"))
    source = Source(before + _one_line_end(data[error.start :].decode("utf-8", "replace")), file)
    source.report(f"{code}.encoding", f"the byte 0x{data[error.start]:02x} is not UTF-8", len(before))
    return source
