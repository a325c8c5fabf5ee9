"""Colours in front of an action, which PlantUML 1.2026 reads otherwise than this reader."""

from __future__ import annotations

import re
from collections.abc import Callable

from diagramc.diagnostics import Severity, diagnose
from diagramc.frontends.plantuml.source import LineSource

_TEXT_END = re.compile(r";\s*(?:<<[^\n]*>>\s*)*\Z")
_COLORED = re.compile(r"\s*#\w[^:]*:[^\n]*;\s*\Z")


def check_colors_in_front(source: LineSource, parse: Callable[[LineSource], object]) -> None:
    """Report the errors that PlantUML 1.2026 finds after `#red:text;`, whose text it takes to go on to the next `;` at a line's end.

    Older releases end it there, and so does this reader.
    """
    lines = list(source.author_lines)
    opened: dict[int, None] = {}
    number = 0
    while number < len(lines):
        if _COLORED.match(lines[number].text):
            last = next(
                (at for at in range(number + 1, len(lines)) if _TEXT_END.search(lines[at].text)), None
            )
            opened[number] = None
            stop = len(lines) if last is None else last + 1
            lines[number:stop] = [line._replace(text="") for line in lines[number:stop]]
            if last is None:
                break
            number = last
        number += 1
    if not opened:
        return
    strict = LineSource(lines, source.file)
    parse(strict)
    first = next(iter(opened))
    for problem in strict.problems:
        if problem.severity is Severity.ERROR and problem.span is not None:
            source.problems.append(
                diagnose(
                    "parse.syntax",
                    f"{problem.message}, as PlantUML 1.2026 reads the colour in line {source.author_lines[first].number}",
                    span=problem.span,
                    line_text=problem.line_text,
                    hint="write colours behind the text: `:text; <<#LightBlue>>`",
                )
            )
    if not source.failed and len(lines) and not any(line.text.strip() for line in lines[first:]):
        start = source.line_start(first + 1)
        source.report(
            "parse.syntax",
            "PlantUML 1.2026 reads the text behind this colour to the end of the diagram",
            start,
            start + len(source.author_lines[first].text),
            hint="write colours behind the text: `:text; <<#LightBlue>>`",
        )
