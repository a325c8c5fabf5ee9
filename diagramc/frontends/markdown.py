"""Diagrams in pages: the fences of Markdown and MyST, and the directives of reStructuredText, each with its place in the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from diagramc.frontends.source import Source

LANGUAGES = {
    "mermaid": "mermaid",
    "mmd": "mermaid",
    "plantuml": "plantuml",
    "puml": "plantuml",
    "uml": "plantuml",
    "dot": "dot",
    "graphviz": "dot",
    "gv": "dot",
    "diagram": "diagram",
}
"""What a fence or directive is called for each language; a `diagram` is in whatever language its content shows."""
MAX_FENCES = 2_000
"""The most diagrams of a page."""

_FENCE = (
    r"(?P<lead>[ \t]*(?:>[ \t]?)*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*[ \t]*)"
    r"(?P<mark>`{3,}|~{3,}|:{3,})[ \t]*(?P<info>[^`\n]*)$"
)
_DIRECTIVE = r"(?P<indent>[ \t]*)\.\.[ \t]+(?P<name>[\w-]+)::[ \t]*(?P<argument>\S*)[ \t]*$"
_OPTION = r"[ \t]*:[\w-]+:(?:[ \t].*)?$"


class Fence(NamedTuple):
    """A diagram of a page: its number from 1, its language, its text with its place, and the line that opens it."""

    number: int
    language: str
    source: Source
    line: int


def fences(text: str, file: str) -> list[Fence]:
    """The diagrams of a page, in order. What is in fences of other languages is none of ours."""
    lines = text.split("\n")
    found = _directives(lines) if file.lower().endswith(".rst") else _fences(lines)
    made: list[Fence] = []
    for language, first, part, indents in found:
        source = Source("\n".join(part), file, first_line=first + 1, indents=tuple(indents))
        made.append(Fence(len(made) + 1, _language_of(language, source.text), source, first))
        if len(made) == MAX_FENCES:
            break
    return made


_Part = tuple[str, int, list[str], list[int]]
"""Language, the index of its first line, its lines, and how many characters were cut off before each."""


def _language_of(name: str, text: str) -> str:
    if name != "diagram":
        return name
    from diagramc.frontends.base import detect_language

    return detect_language(text)


def _fences(lines: list[str]) -> Iterator[_Part]:
    """Fenced blocks as in CommonMark 0.31, section 4.5, also inside quotes and lists; MyST's colon fences too."""
    opening = re.compile(_FENCE)
    at = 0
    while at < len(lines):
        match = opening.match(lines[at])
        at += 1
        if match is None:
            continue
        language, is_directive = _name_of(match["info"].strip())
        if language is None and match["mark"][0] == ":":
            continue  # a colon fence of another name may hold fences
        indent = len(match["lead"].expandtabs(4)) if ">" not in match["lead"] else 0
        quotes = match["lead"].count(">")
        body, indents = [], []
        first = at
        closing = re.compile(
            r"[ \t]*" + re.escape(match["mark"][0]) + "{" + str(len(match["mark"])) + r",}[ \t]*$"
        )
        while at < len(lines):
            part, cut = _unindented(lines[at], indent, quotes)
            if part is None:
                break
            at += 1
            if closing.match(part):
                break
            body.append(part)
            indents.append(cut)
        if language is None:
            continue
        skip = _options(body) if is_directive else 0
        yield language, first + skip, body[skip:], indents[skip:]


def _name_of(info: str) -> tuple[str | None, bool]:
    """The language that an info string names, and whether it is a directive: `mermaid`, `{mermaid}`, `{.mermaid #id}`."""
    is_directive = info.startswith("{")
    words = info.strip("{}").split(None, 1)
    first = re.split(r"[\s{}:,]", words[0].lstrip("."), maxsplit=1)[0].lower() if words else ""
    if is_directive and first in ("code-block", "code", "code-cell", "sourcecode") and "}" in info:
        argument = info.partition("}")[2].split()
        first = argument[0].lower() if argument else ""
    return LANGUAGES.get(first), is_directive and not info.startswith("{.")


def _options(body: list[str]) -> int:
    """How many lines at a directive's head are options."""
    count = 0
    while count < len(body) and re.match(_OPTION, body[count]):
        count += 1
    return count


def _unindented(line: str, indent: int, quotes: int) -> tuple[str | None, int]:
    """A line without what leads it, and how many characters that was; None where the quote that holds the fence ends."""
    cut = 0
    for _ in range(quotes):
        match = re.compile(r"[ \t]*>[ ]?").match(line, cut)
        if match is None:
            return None, 0
        cut = match.end()
    spaces = 0
    while spaces < indent and cut < len(line) and line[cut] in " \t":
        spaces += 4 if line[cut] == "\t" else 1
        cut += 1
    return line[cut:], cut


def _directives(lines: list[str]) -> Iterator[_Part]:
    """Directives of docutils and Sphinx: `.. mermaid::`, `.. uml::`, `.. graphviz::`, `.. code-block:: dot` …"""
    opening = re.compile(_DIRECTIVE)
    at = 0
    while at < len(lines):
        match = opening.match(lines[at])
        at += 1
        if match is None:
            continue
        name = match["name"].lower()
        if name in ("code-block", "code", "sourcecode", "highlight"):
            name = match["argument"].lower()
        elif match["argument"]:
            continue  # the text is in another file
        language = LANGUAGES.get(name)
        if language is None:
            continue
        depth = len(match["indent"].expandtabs(8))
        while at < len(lines) and re.match(_OPTION, lines[at]):
            at += 1
        while at < len(lines) and not lines[at].strip():
            at += 1
        first = at
        while at < len(lines) and (not lines[at].strip() or _depth(lines[at]) > depth):
            at += 1
        body = lines[first:at]
        while body and not body[-1].strip():
            body.pop()
        indent = min((_depth(line) for line in body if line.strip()), default=0)
        parts = [_unindented(line, indent, 0) for line in body]
        if body:
            yield language, first, [part or "" for part, _ in parts], [cut for _, cut in parts]


def _depth(line: str) -> int:
    expanded = line.expandtabs(8)
    return len(expanded) - len(expanded.lstrip())
