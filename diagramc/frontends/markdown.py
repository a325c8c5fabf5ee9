"""Diagrams in pages: the fences of Markdown and MyST, and the directives of reStructuredText, each with its place in the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from msgspec.structs import replace

from diagramc.diagnostics import Span
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
    "diagramc": "diagram",
}
"""What a fence or directive is called for each language; a `diagram` is in whatever language its content shows."""
MAX_FENCES = 2_000
"""The most diagrams of a page."""

# Nothing is given back (++, *+): each part ends where the next cannot begin, and a page of blanks takes linear time.
_FENCE = (
    r"(?P<lead>[ \t]*+(?:>[ \t]?)*+(?:(?:[-*+]|\d{1,9}[.)])[ \t]++)*+[ \t]*+)"
    r"(?P<mark>`{3,}+|~{3,}+|:{3,}+)[ \t]*+(?P<info>[^`\n]*+)$"
)
_DIRECTIVE = r"(?P<indent>[ \t]*+)\.\.[ \t]++(?P<name>[\w-]+)::[ \t]*+(?P<argument>\S*+)[ \t]*+$"
_OPTION = r"[ \t]*:(?P<key>[\w-]+):(?:[ \t]+(?P<value>.*))?$"
_ATTRIBUTE = r"""(?P<key>[A-Za-z][\w-]*)=(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'{}]+))"""


class Option(NamedTuple):
    """An option of a diagram in a page, such as `size=16:9` after the fence's language or `:size: 16:9` in a directive."""

    name: str
    value: str
    span: Span


class Fence(NamedTuple):
    """A diagram of a page: its number from 1, its language, its text with its place, and its options.

    It stands in the lines `first` to `last` of the page, counted from 1, with the marks that open and close it; `lead` is what
    stands before its opening mark: blanks, marks of quotes and lists.
    """

    number: int
    language: str
    source: Source
    options: tuple[Option, ...]
    first: int
    last: int
    lead: str


def fences(text: str, file: str, *, first_line: int = 1) -> list[Fence]:
    """The diagrams of a page, in order. What is in fences of other languages is none of ours.

    `first_line` is the line of the file that the text begins in, where a docs tool has cut off what stands before it; `first`
    and `last` of the fences count lines of the text all the same.
    """
    lines = text.split("\n")
    found = _directives(lines, file) if file.lower().endswith(".rst") else _fences(lines, file)
    made: list[Fence] = []
    for part in found:
        start = part.start + first_line
        source = Source("\n".join(part.lines), file, first_line=start, indents=tuple(part.indents))
        options = tuple(_moved(option, first_line - 1) for option in part.options)
        language = _language_of(part.name, source.text)
        made.append(Fence(len(made) + 1, language, source, options, part.first + 1, part.last + 1, part.lead))
        if len(made) == MAX_FENCES:
            break
    return made


def _moved(option: Option, lines: int) -> Option:
    if not lines:
        return option
    return option._replace(span=replace(option.span, line=option.span.line + lines))


class _Part(NamedTuple):
    """What a fence or directive holds: `start` is the index of its first line, `indents` what was cut off before each line."""

    name: str
    start: int
    lines: list[str]
    indents: list[int]
    options: list[Option]
    first: int
    last: int
    lead: str


def _language_of(name: str, text: str) -> str:
    if name != "diagram":
        return name
    from diagramc.frontends.base import detect_language

    return detect_language(text)


def _fences(lines: list[str], file: str) -> Iterator[_Part]:
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
        options = attributes(match["info"], file, first, match.start("info"))
        skip = 0
        if is_directive:
            listed = _options(body, indents, file, first)
            options, skip = options + listed, len(listed)
        yield _Part(
            language, first + skip, body[skip:], indents[skip:], options, first - 1, at - 1, match["lead"]
        )


def attributes(info: str, file: str, line: int, column: int) -> list[Option]:
    """The `name=value` pairs of an info string; `line` counts from 1, `column` is where the info string begins, from 0."""
    found = []
    for match in re.finditer(_ATTRIBUTE, info):
        value = match["double"] or match["single"] or match["bare"] or ""
        length = match.end() - match.start()
        span = Span(file=file, line=line, column=column + match.start() + 1, length=length)
        found.append(Option(match["key"].lower(), value, span))
    return found


def _name_of(info: str) -> tuple[str | None, bool]:
    """The language that an info string names, and whether it is a directive: `mermaid`, `{mermaid}`, `{.mermaid #id}`."""
    is_directive = info.startswith("{")
    words = info.strip("{}").split(None, 1)
    first = re.split(r"[\s{}:,]", words[0].lstrip("."), maxsplit=1)[0].lower() if words else ""
    if is_directive and first in ("code-block", "code", "code-cell", "sourcecode") and "}" in info:
        argument = info.partition("}")[2].split()
        first = argument[0].lower() if argument else ""
    return LANGUAGES.get(first), is_directive and not info.startswith("{.")


def _options(body: list[str], indents: list[int], file: str, first: int) -> list[Option]:
    """The options at a directive's head, a line each; `first` is the index of the first of its lines in the page."""
    found = []
    for number, line in enumerate(body):
        match = re.match(_OPTION, line)
        if match is None:
            break
        column = indents[number] + match.start("key")
        value = (match["value"] or "").strip()
        span = Span(file=file, line=first + number + 1, column=column, length=len(line.strip()))
        found.append(Option(match["key"].lower(), value, span))
    return found


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


def _directives(lines: list[str], file: str) -> Iterator[_Part]:
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
        head = at - 1
        options = _options(lines[at:], [0] * (len(lines) - at), file, at)
        at += len(options)
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
            text, cuts = [part or "" for part, _ in parts], [cut for _, cut in parts]
            yield _Part(language, first, text, cuts, options, head, first + len(body) - 1, match["indent"])


def _depth(line: str) -> int:
    expanded = line.expandtabs(8)
    return len(expanded) - len(expanded.lstrip())
