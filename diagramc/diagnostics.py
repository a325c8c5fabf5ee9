"""What went wrong and where: spans, diagnostics, reports, and how a person or a machine reads them."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator

import msgspec

from diagramc.codes import CODES


class Span(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A place in the author's file. Lines and columns count from 1, in characters; `length` is in characters."""

    file: str
    line: int
    column: int = 1
    length: int = 1


class Severity(enum.StrEnum):
    """How bad a diagnostic is. Only an error stops a compilation."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Diagnostic(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One problem, told so that a person can mend it.

    `code` is a key of `diagramc.codes.CODES` and stable across versions; `message` says what is wrong in this
    case; `expected` what would have been right, in human words; `hint` what to do; `line_text` is the source
    line that the caret stands under.
    """

    code: str
    message: str
    severity: Severity = Severity.ERROR
    span: Span | None = None
    expected: str | None = None
    hint: str | None = None
    line_text: str | None = None


def diagnose(
    code: str,
    message: str,
    *,
    severity: Severity | None = None,
    span: Span | None = None,
    expected: str | None = None,
    hint: str | None = None,
    line_text: str | None = None,
) -> Diagnostic:
    """Make a diagnostic; severity and hint fall back to those of the code's row. KeyError for an unknown code."""
    row = CODES[code]
    return Diagnostic(
        code=code,
        message=message,
        severity=severity or Severity(row.severity),
        span=span,
        expected=expected,
        hint=hint if hint is not None else row.hint or None,
        line_text=line_text,
    )


def with_line_text(diagnostics: Iterable[Diagnostic], source: str) -> tuple[Diagnostic, ...]:
    """The diagnostics with the source line that each one's span is in, where they have none yet."""
    lines = source.splitlines()

    def complete(d: Diagnostic) -> Diagnostic:
        if d.span is None or d.line_text is not None or d.span.line > len(lines):
            return d
        return msgspec.structs.replace(d, line_text=lines[d.span.line - 1])

    return tuple(complete(d) for d in diagnostics)


class Report:
    """Diagnostics collected along the way, in the order in which they were found."""

    def __init__(self, diagnostics: Iterable[Diagnostic] = ()) -> None:
        self._diagnostics: list[Diagnostic] = list(diagnostics)

    def add(self, diagnostic: Diagnostic) -> None:
        """Append one diagnostic; an exact repeat is kept once."""
        if diagnostic not in self._diagnostics:
            self._diagnostics.append(diagnostic)

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Append several diagnostics."""
        for diagnostic in diagnostics:
            self.add(diagnostic)

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self._diagnostics)

    def __len__(self) -> int:
        return len(self._diagnostics)

    def __bool__(self) -> bool:
        return bool(self._diagnostics)

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """Those that stop a compilation."""
        return tuple(d for d in self._diagnostics if d.severity is Severity.ERROR)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All of them."""
        return tuple(self._diagnostics)


_PAINT = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;36"}


def _paint(text: str, style: str, color: bool) -> str:
    return f"\x1b[{style}m{text}\x1b[0m" if color else text


def _caret_column(line_text: str, column: int) -> int:
    """Cells left of the caret: wide characters take two, combining marks none, a tab is drawn as one space."""
    import unicodedata

    cells = 0
    for char in line_text[: column - 1]:
        if unicodedata.combining(char):
            continue
        cells += 2 if unicodedata.east_asian_width(char) in "WF" else 1
    return cells


def _window(line_text: str, column: int, room: int = 100) -> tuple[str, int]:
    """Cut a long source line to the part round `column`; answers the part and the column inside it."""
    if len(line_text) <= room:
        return line_text, column
    start = max(0, min(column - 1 - room // 2, len(line_text) - room))
    part = line_text[start : start + room]
    return ("…" + part if start else part), column - start + (1 if start else 0)


_STRANGE = dict.fromkeys(
    (*range(0x0A), *range(0x0B, 0x20), *range(0x7F, 0xA0), *range(0x2028, 0x202F), *range(0x2066, 0x206A)),
    "\ufffd",
)


def printable(text: str) -> str:
    """The text with each control character but the line end, and each that turns the direction of text, as `\ufffd`.

    What is quoted of a source must not command a terminal.
    """
    return text.translate(_STRANGE)


def render(diagnostic: Diagnostic, *, color: bool = False) -> str:
    """Write a diagnostic for a person: place, severity, code, message, source line with caret, expected, hint."""
    place = ""
    span = diagnostic.span
    if span is not None:
        place = printable(f"{span.file}:{span.line}:{span.column}: ")
    severity = _paint(str(diagnostic.severity), _PAINT[diagnostic.severity], color)
    lines = [f"{_paint(place, '1', color)}{severity}[{diagnostic.code}]: {printable(diagnostic.message)}"]
    if span is not None and diagnostic.line_text is not None:
        text, column = _window(printable(diagnostic.line_text.replace("\t", " ").rstrip()), span.column)
        gutter = f"{span.line} | "
        carets = "^" * max(1, min(span.length, len(text) - column + 1))
        lines.append(gutter + text)
        pad = " " * (len(gutter) - 2) + "| " + " " * _caret_column(text, column)
        lines.append(pad + _paint(carets, _PAINT[diagnostic.severity], color))
    if diagnostic.expected:
        lines.append(f"  expected: {printable(diagnostic.expected)}")
    if diagnostic.hint:
        lines.append(f"  hint: {printable(diagnostic.hint)}")
    return "\n".join(lines)


def to_json(diagnostics: Iterable[Diagnostic]) -> list[dict[str, object]]:
    """Diagnostics as plain values for JSON, in the order given."""
    return [{"severity": str(d.severity), **msgspec.to_builtins(d, str_keys=True)} for d in diagnostics]


def to_sarif(diagnostics: Iterable[Diagnostic], *, version: str) -> dict[str, object]:
    """Diagnostics as a SARIF 2.1.0 log (OASIS standard, section 3), the form code-scanning services read."""
    found = list(diagnostics)
    levels = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
    results: list[dict[str, object]] = []
    for d in found:
        result: dict[str, object] = {
            "ruleId": d.code,
            "level": levels[d.severity],
            "message": {"text": d.message + (f" ({d.hint})" if d.hint else "")},
        }
        if d.span is not None:
            region = {
                "startLine": d.span.line,
                "startColumn": d.span.column,
                "endColumn": d.span.column + d.span.length,
            }
            location = {"artifactLocation": {"uri": d.span.file.replace("\\", "/")}, "region": region}
            result["locations"] = [{"physicalLocation": location}]
        results.append(result)
    rules = [
        {"id": code, "shortDescription": {"text": CODES[code].sentence}}
        for code in sorted({d.code for d in found})
    ]
    driver = {"name": "diagramc", "version": version, "rules": rules}
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": results}],
    }


def with_article(noun: str) -> str:
    """`an entity`, `a class`."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def suggest(word: str, choices: Iterable[str]) -> str | None:
    """The choice that a person most likely meant by `word`, or None when none is close."""
    import difflib

    options = list(choices)
    folded = {option.lower(): option for option in options}
    close = difflib.get_close_matches(word.lower(), list(folded), n=1, cutoff=0.6)
    return folded[close[0]] if close else None
