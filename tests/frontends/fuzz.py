"""Broken texts: the cases' inputs, cut, spliced and sprinkled with what tends to break readers."""

from __future__ import annotations

import random
from functools import cache

from diagramc.emit import lowering
from diagramc.errors import SourceError
from diagramc.frontends.base import ENDINGS
from diagramc.kinds import kind_of
from diagramc.pipeline import read
from tests.frontends.cases import TARGETS, inputs

SPRINKLES = (
    *('"', "'", "`", "“", "”", "(", ")", "[", "]", "{", "}", "<", ">", "|", "\\", "/", "#", ";", ":", ",", "&", "%", "@", "$"),
    *("%%", "/*", "*/", "//", "/'", "'/", "-->", "->", "--", "==>", "-.->", "<<", ">>", "|||", "(((", ")))", "[[", "::", "..", "~", "^"),
    *("\n", "\n\n", "\t", "    ", "\r\n", "\x00", "\x1b", "\ufeff", "\u200b", "\u2028", "\ud800", "é", "漢字", "😀", "\u202e", "\xa0"),
    *("end", "subgraph", "class", "note", "end note", "@startuml", "@enduml", "{rank=same}", "!define A A", "!include x", "$a", "1e999"),
    *("9" * 40, "a" * 300, "<b>" * 30, "[" * 60, "((" * 40, "{" * 80, "alt x\n" * 30, "if (x) then\n" * 30, "*" * 50, "-" * 200),
)  # fmt: skip


@cache
def seeds(language: str) -> tuple[str, ...]:
    """The inputs of a language's cases."""
    found = [path for path in inputs() if ENDINGS[path.suffix] == language]
    return tuple(path.read_bytes().decode("utf-8", "replace") for path in found)


def broken(random: random.Random, language: str) -> str:
    """A text that is near to one of the language."""
    text = random.choice(seeds(language))
    for _ in range(random.randint(1, 6)):
        at = random.randint(0, len(text))
        length = random.choice((1, 1, 3, 10, 60))
        match random.randint(0, 5):
            case 0:
                text = text[:at] + text[at + length :]
            case 1 | 2:
                text = text[:at] + random.choice(SPRINKLES) + text[at:]
            case 3:
                text = text[:at] + text[at : at + length] * 2 + text[at + length :]
            case 4:
                other = random.choice(seeds(language))
                start = random.randint(0, len(other))
                text = text[:at] + other[start : start + 80] + text[at:]
            case _:
                lines = text.split("\n")
                first, second = random.randrange(len(lines)), random.randrange(len(lines))
                lines[first], lines[second] = lines[second], lines[first]
                text = "\n".join(lines)
    return text[:20_000]


def try_text(text: str, language: str) -> None:
    """Read a text, and write what was read: a text with errors is told so, whatever else is raised is a bug."""
    try:
        diagram, _ = read(text, language, file="fuzz")
    except SourceError as error:
        if not error.diagnostics:
            raise AssertionError("refused without a reason") from error
        return
    written, _ = lowering(diagram, TARGETS[language])
    if not getattr(diagram, kind_of(diagram).nodes):
        return  # an empty diagram, which not every tool takes
    read(written, language, file="fuzz", type=diagram.type)
