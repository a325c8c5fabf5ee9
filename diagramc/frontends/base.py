"""Which language a source is in, by its file ending or by its content; and the reader of each language."""

from __future__ import annotations

import os
import re
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

from diagramc.kinds import TYPES

if TYPE_CHECKING:
    from diagramc.diagnostics import Diagnostic
    from diagramc.frontends.source import Source
    from diagramc.ir.base import Diagram

ENDINGS: dict[str, str] = {
    ".json": "json",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".mmd": "mermaid",
    ".mermaid": "mermaid",
    ".puml": "plantuml",
    ".plantuml": "plantuml",
    ".pu": "plantuml",
    ".iuml": "plantuml",
    ".wsd": "plantuml",
    ".dot": "dot",
    ".gv": "dot",
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdx": "markdown",
    ".rst": "markdown",
    ".myst": "markdown",
    ".txt": "prompt",
    ".prompt": "prompt",
}
"""The language that a file ending means."""

READABLE = ("mermaid", "plantuml", "dot", "markdown", "json", "yaml", "prompt")
"""The languages with a reader."""
LANGUAGE_ALIASES = {
    "graphviz": "dot",
    "gv": "dot",
    "mmd": "mermaid",
    "puml": "plantuml",
    "md": "markdown",
    "rst": "markdown",
}

HEAD = 20_000
"""How much of a source is looked at to tell its language, in characters or bytes."""


class Reader(Protocol):
    """The `read` of a text front end: the diagram, or None, and every problem of the text."""

    def __call__(
        self, data: str | bytes, file: str, *, type: str | None = None, source: Source | None = None
    ) -> tuple[Diagram | None, tuple[Diagnostic, ...]]: ...


def reader(language: str) -> Reader:
    """The reader of `mermaid`, `plantuml` or `dot`, imported now."""
    return cast(Reader, import_module(f"diagramc.frontends.{language}").read)


def language_of(source: str | bytes, file: str) -> str:
    """The language of a source that came from a file of this name."""
    from diagramc.frontends.source import encoding_of

    head = source[:HEAD]
    file = re.sub(r"#\d{1,5}$", "", file)
    text = head if isinstance(head, str) else head.decode(encoding_of(head), "replace")
    return detect_language(text, os.path.splitext(file)[1])


# Patterns are text here and compiled when they are tried: files are mostly told by their ending.
_MERMAID_SKIPPED = r"(?:\s+|%%\{(?s:.*?)\}%%|%%[^\n]*|---[ \t]*\n(?s:.*?)\n\s*---[ \t]*\n)*"
"""What may stand before a Mermaid diagram: blank lines, comments, directives, front matter."""
_AFTER_KIND = (
    "title",
    "showData",
    "showInfo",
    "TB",
    "TD",
    "LR",
    "BT",
    "RL",
    ">",
    "<",
    "^",
    "v",
    "accTitle",
    "accDescr",
    "id",
    "date",
)
"""The first words that may follow the kind in its line; the line of a sentence goes on with others."""
_DOT = (
    r"(?:\s+|//[^\n]*|/\*(?s:.*?)\*/|^\#[^\n]*)*"
    r"(?i:strict\s+)?(?i:di)?(?i:graph)\b\s*(?:\"(?:[^\"\\]|\\.)*\"|[\w.\u0080-\uffff]+|-?\d[\d.]*)?\s*(?://[^\n]*\s*)*\{"
)
_YAML = r"(?m:^(?:diagramc\s*:\s*\d|type\s*:\s*[\"']?(?:" + "|".join(TYPES) + r")\b))"
_MARKDOWN = r"(?m:^[ \t]*(?:`{3,}|~{3,}|:{3,})[ \t]*\{?(?:mermaid|plantuml|puml|dot|graphviz|diagram)\b|^\.\. (?:mermaid|uml|graphviz|digraph|diagram)::)"


def detect_language(text: str, ending: str = "") -> str:
    """The language of a source: what its ending says, else what its first words say, else `prompt`.

    A .txt file is a prompt unless it begins as a diagram language does, or has a fence with one in it.
    """
    known = ENDINGS.get(ending.lower())
    if known is not None and known != "prompt":
        return known
    head = text.removeprefix("\ufeff")[:HEAD]
    if known is None and head.lstrip().startswith("{"):
        return "json"
    if re.match(r"(?:\s+|'[^\n]*)*@start\w+", head):
        return "plantuml"
    if re.match(_DOT, head, re.MULTILINE):
        return "dot"
    if mermaid_kind(head) is not None:
        return "mermaid"
    if known is None and re.search(_YAML, head):
        return "yaml"
    return "markdown" if re.search(_MARKDOWN, head) else "prompt"


class FenceMark(NamedTuple):
    """Where a Markdown fence opens in what should be a diagram alone, as in a language model's answer; and what to say of it."""

    start: int
    end: int
    message: str = "the diagram stands in a fence of a Markdown page"
    hint: str = "remove the fence and what is round it, or read the text as Markdown: name it .md, or `--from markdown`"


def fence_mark(text: str) -> FenceMark | None:
    """The first fence in a text; None when there is none."""
    found = re.search(r"(?m)^[ \t]*(`{3,}|~{3,})[^`\n]*$", text)
    return None if found is None else FenceMark(found.start(1), found.end())


def mermaid_kind(text: str) -> str | None:
    """The word that says which kind of Mermaid diagram a text is; None when it begins with no such word.

    A sentence may begin with one of these words too (`timeline of the war`), so the rest of the line must be like a header's.
    """
    from diagramc.frontends.mermaid import KINDS

    skipped = re.match(_MERMAID_SKIPPED, text)
    line = text[skipped.end() if skipped else 0 :].partition("\n")[0].split("%%")[0].strip()
    found = re.match(r"([A-Za-z][\w-]*)\s*([:;]?)\s*([\w<>^]*)", line)
    if found is None or found[1] not in KINDS:
        return None
    word, mark, following = found.groups()
    is_word = word.isalpha() and word.islower()
    return word if not is_word or mark or not following or following in _AFTER_KIND else None
