"""The diagrams of a file: what stands between `@start…` and `@end…`, without comments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from diagramc.frontends.plantuml.preprocess.lines import Line
from diagramc.frontends.source import Source

_START = re.compile(r"\s*[@\\]start(\w+)(?:[ \t({].*)?$", re.IGNORECASE)
_END = re.compile(r"\s*[@\\]end(\w+)\b", re.IGNORECASE)


class Block(NamedTuple):
    """One diagram: the word after `@start`, its lines, and whether an `@end…` closes it."""

    word: str
    opening: Line
    lines: tuple[Line, ...]
    closed: bool


def file_lines(source: Source) -> list[Line]:
    """The lines of a file, or of a part of one, each at its place."""
    lines = []
    for number, text in enumerate(source.text.split("\n"), 1):
        indent = source.indents[number - 1] if number <= len(source.indents) else 0
        lines.append(Line(text, source.file, source.first_line + number - 1, indent + 1))
    return lines


def blocks(lines: Iterable[Line]) -> Iterator[Block]:
    """The diagrams of a file, in order. Text outside of them is ignored, as PlantUML does."""
    word, opening, inside = "", None, list[Line]()
    for line in lines:
        begins = _START.match(line.text) if "start" in line.text.lower() else None
        if opening is None:
            if begins:
                word, opening, inside = begins[1].lower(), line, []
        elif begins:
            # A second beginning takes the place of the first.
            word, opening, inside = begins[1].lower(), line, []
        elif "end" in line.text.lower() and _END.match(line.text):
            yield Block(word, opening, tuple(inside), True)
            opening = None
        else:
            inside.append(line)
    if opening is not None:
        yield Block(word, opening, tuple(inside), False)


def without_comments(lines: Iterable[Line]) -> list[Line]:
    """The lines without those that are comments (`'` and `/' … '/`), and without such comments at either end of a line."""
    kept: list[Line] = []
    inside = False
    for line in lines:
        text = line.text.strip()
        if inside:
            inside = "'/" not in text
        elif text.startswith("/'"):
            _, closed, rest = text.partition("'/")
            inside = not closed
            if rest.strip():
                kept.append(_without_tail(line.derive(rest)))
        elif not text.startswith("'"):
            kept.append(_without_tail(line) if "'/" in text else line)
    return kept


def _without_tail(line: Line) -> Line:
    """The line without a comment at its end; places before it stay right."""
    text = line.text.rstrip()
    start = text.rfind("/'")
    if start >= 0 and text.endswith("'/"):
        return line._replace(text=text[:start], whole=line.source)
    return line


def with_braces(lines: Iterable[Line]) -> list[Line]:
    """The lines with a brace that stands alone at the end of the line that it opens a body for."""
    joined: list[Line] = []
    for line in lines:
        before = joined[-1].text.strip() if joined else ""
        if line.text.strip() == "{" and before and not before.endswith("{"):
            joined[-1] = joined[-1]._replace(text=f"{joined[-1].text.rstrip()} {{", whole=joined[-1].source)
            joined.append(line._replace(text="", whole=line.source))
        else:
            joined.append(line)
    return joined


def without_front_matter(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines without the YAML between two `---` at their beginning, which PlantUML reads as settings of its own."""
    first = next((index for index, line in enumerate(lines) if line.text.strip()), len(lines))
    if first == len(lines) or lines[first].text.strip() != "---":
        return lines
    for index in range(first + 1, len(lines)):
        if lines[index].text.strip() == "---":
            return lines[index + 1 :]
    return lines
