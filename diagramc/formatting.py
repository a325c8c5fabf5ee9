"""Canonical text: a diagram written anew from its IR in its own language, with the author's comments at their elements."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from diagramc.diagnostics import Diagnostic, Severity, diagnose
from diagramc.errors import SourceError, UsageError
from diagramc.ir.base import Diagram

TARGETS = {"mermaid": "mermaid", "plantuml": "plantuml", "dot": "graphviz"}
"""What writes each language that is read."""
FORMATTED = (*TARGETS, "json", "yaml")
"""The languages that have a canonical form."""


class Formatted(NamedTuple):
    """The canonical text, and what there is to remark on the source."""

    text: str
    diagnostics: tuple[Diagnostic, ...]


def format_text(
    text: str,
    language: str,
    *,
    file: str = "input",
    type: str | None = None,
    lossy: bool = False,
    include: Sequence[Path] = (),
) -> Formatted:
    """The text in canonical form. Formatting it again changes nothing.

    SourceError for a text with errors, and unless `lossy` for one that says more than its typed diagram or its language's
    canonical form can hold; UsageError for a language without a canonical form.
    """
    from diagramc.frontends.reading import read

    if language not in FORMATTED:
        raise UsageError(f"there is no canonical form of {language}; there is of: {', '.join(FORMATTED)}")
    diagram, remarks = read(text, language, file=file, type=type, include=include)
    canonical, losses = _write(diagram, language)
    if not lossy:
        left_out = [d for d in (*remarks, *losses) if d.code in _LOSSES and d.severity is not Severity.INFO]
        if left_out:
            reason = diagnose("format.lossy", f"the canonical form of {file} would leave something out")
            raise SourceError(diagnostics=[reason, *left_out])
    # What a language says in a lesser form settles with the second writing.
    for _ in range(2):
        again, _ = read(canonical, language, file=file, type=diagram.type)
        settled, _ = _write(again, language)
        if settled == canonical:
            break
        canonical = settled
    return Formatted(_with_comments(text, diagram, canonical, language), remarks)


_LOSSES = frozenset({"parse.ignored", "parse.value", "lower.dropped"})
"""The remarks that something of the source is not in what is written."""


def _write(diagram: Diagram, language: str) -> tuple[str, tuple[Diagnostic, ...]]:
    if language in TARGETS:
        from diagramc.backends.base import lower

        return lower(diagram, TARGETS[language])
    from diagramc.targets.document import to_json, to_yaml

    return (to_json if language == "json" else to_yaml)(diagram), ()


def _with_comments(source: str, diagram: Diagram, canonical: str, language: str) -> str:
    """The canonical text with the source's comments: each before the line of the element that it stood at.

    A comment above the diagram's first line stays on top; one after the last element goes to the end. Where a comment would change
    what is read (inside a block of text), all of them go to the top.
    """
    from diagramc.frontends.comments import comments
    from diagramc.frontends.reading import read

    found = comments(source, language)
    if not found:
        return canonical
    again, _ = read(canonical, language, type=diagram.type)
    places = _places(diagram, again)
    header = header_line(source, language)
    top: list[str] = []
    at: dict[int, list[str]] = {}
    end: list[str] = []
    for comment in found:
        if comment.line < header:
            top.append(comment.text)
            continue
        wanted = comment.line if not comment.alone else comment.last + 1
        line = next((new for old, new in places if old >= wanted), None)
        if line is None and not comment.alone and places:
            line = places[-1][1]
        (end if line is None else at.setdefault(line, [])).append(comment.text)
    made = _inserted(canonical, top, at, end, language)
    try:
        kept, _ = read(made, language, type=diagram.type)
    except SourceError:
        kept = None
    if kept == again and len(comments(made, language)) == len(found):
        return made
    everything = [comment.text for comment in found]
    return _inserted(canonical, everything, {}, [], language)


def _places(diagram: Diagram, again: Diagram) -> list[tuple[int, int]]:
    """For each element the line it stands in, in the source and in the canonical text, by the former."""
    from diagramc.ir.visit import walk

    found = []
    for old, new in zip(walk(diagram), walk(again), strict=False):
        if isinstance(old, Diagram):
            continue  # its place is that of the whole text
        if old.span is not None and new.span is not None:
            found.append((old.span.line, new.span.line))
    return sorted(found)


def header_line(source: str, language: str) -> int:
    """The line in which the diagram begins, counted from 1: comments above it stay above it."""
    import re

    pattern = {
        "mermaid": r"(?m)^[ \t]*[A-Za-z]",
        "plantuml": r"(?m)^[ \t]*@start",
        "dot": r"(?mi)^[ \t]*(?:strict\s+)?(?:di)?graph\b",
    }.get(language, r"(?m)^[^\s#]")
    begin = 0
    if language == "mermaid" and source.lstrip().startswith("---"):
        closing = re.compile(r"\n[ \t]*---[ \t]*\n").search(source)
        begin = closing.end() if closing else 0
    match = re.compile(pattern).search(source, begin)
    return source.count("\n", 0, match.start()) + 1 if match else 1


def _inserted(text: str, top: list[str], at: dict[int, list[str]], end: list[str], language: str) -> str:
    """The text with comments on top, before lines, and before what closes it."""
    lines = text.split("\n")
    made: list[str] = []
    for number, line in enumerate(lines, 1):
        indent = line[: len(line) - len(line.lstrip())]
        made += [indent + part for comment in at.get(number, ()) for part in _reindented(comment)]
        made.append(line)
    if end:
        place = len(made)
        while place > 0 and not made[place - 1].strip():
            place -= 1
        if place > 0 and (made[place - 1].strip() == "}" or made[place - 1].startswith("@end")):
            place -= 1
        indent = "  " if language == "dot" else ""
        made[place:place] = [indent + part for comment in end for part in _reindented(comment)]
    if top:
        # Front matter has to come first.
        place = (
            made.index("---", 1) + 1
            if language == "mermaid" and made[0] == "---" and "---" in made[1:]
            else 0
        )
        made[place:place] = [part for comment in top for part in _reindented(comment)]
    return "\n".join(made)


def _reindented(comment: str) -> list[str]:
    """The lines of a comment without their own indentation."""
    lines = comment.split("\n")
    return [lines[0], *(" " + line.strip() for line in lines[1:])]
