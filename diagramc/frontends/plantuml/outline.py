"""Outlines: what mind maps and work breakdown structures share."""

from __future__ import annotations

import re
from typing import NamedTuple

from diagramc.diagnostics import Span
from diagramc.frontends.lalr import Token
from diagramc.frontends.plantuml.page import Page
from diagramc.ir.base import Style

_HEAD = re.compile(r"(?P<marks>[*#+-]+)(?P<options>(?:\[#[^\]\n]*\]|\([\w.]+\)|_|[<>])*)")
_STEREOTYPE = re.compile(r"<<([^\n<>]*)>>\Z")


class Entry(NamedTuple):
    """A line of an outline, or a text of several lines in it.

    `level` counts from 1; `mark` is the last of its marks; `text` its label as written, of several lines when `block`.
    """

    level: int
    mark: str
    options: str
    alias: str | None
    style: Style | None
    text: str
    block: bool
    stereotypes: tuple[str, ...]
    span: Span
    start: int
    end: int


class OutlinePage(Page):
    """Reads entries; the readers of the two kinds put them together."""

    def read_entry(self, token: Token, *, aliases: bool) -> Entry:
        """A line of the outline as its parts; aliases in brackets belong to work breakdown structures only."""
        head = (
            _HEAD.match(token)
            if aliases
            else re.match(r"(?P<marks>[*#+-]+)(?P<options>(?:\[#[^\]\n]*\]|_)*)", token)
        )
        assert head is not None
        text = token[head.end() :]
        style, alias = None, None
        for option in re.finditer(r"\[(#[^\]\n]*)\]|\(([\w.]+)\)", head["options"]):
            at = token.start + head.start("options") + option.start()
            if option[1]:
                style = self.style(Token(option[1], "COLOR", at + 1, at + 1 + len(option[1])))
            else:
                alias = option[2]
        text, stereotypes = _without_stereotypes(text)
        block = text.startswith(":") and "\n" in text
        if block:
            text = text[1:].rstrip().removesuffix(";")
        marks = head["marks"]
        number = self.source.line_number(token.start)
        indent = token.start - self.source.line_start(number)
        return Entry(
            level=len(marks) if len(marks) > 1 else 1 + indent,
            mark=marks[-1],
            options=re.sub(r"\[[^\]]*\]|\([^)]*\)", "", head["options"]),
            alias=alias,
            style=style,
            text=text.strip(),
            block=block,
            stereotypes=stereotypes,
            span=self.source.span(token.start, token.end),
            start=token.start,
            end=token.end,
        )


def _without_stereotypes(text: str) -> tuple[str, tuple[str, ...]]:
    """A text without the stereotypes at its end, and these. In linear time: from the end, each looked at once."""
    found: list[str] = []
    end = len(text.rstrip())
    while (at := text.rfind("<<", 0, end)) >= 0 and (last := _STEREOTYPE.match(text, at, end)):
        found.append(last[1].strip())
        end = at
        while end and text[end - 1].isspace():
            end -= 1
    return (text[:end] if found else text), tuple(reversed(found))
