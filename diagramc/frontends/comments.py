"""The comments of a text in a diagram language: what `fmt` keeps, as the IR does not hold them."""

from __future__ import annotations

import re
from typing import NamedTuple


class Comment(NamedTuple):
    """A comment as it is written, from the line in which it begins (from 1) to the one in which it ends.

    `alone` when nothing else is in its lines.
    """

    text: str
    line: int
    last: int
    alone: bool


_SCANNERS = {
    # `%%{ … }%%` is a directive, not a comment.
    "mermaid": r"(?P<comment>(?m:^)[ \t]*%%(?!\{)[^\n]*)",
    "plantuml": r"(?P<comment>(?m:^)[ \t]*'[^\n]*|/'[\s\S]*?'/)",
    "dot": (
        r'"(?:[^"\\]|\\[\s\S])*+"|<(?:<[^<>]*+>|[^<>]|<(?:[^<>]|<[^<>]*+>)*+>)*+>'
        r"|(?P<comment>//[^\n]*|/\*[\s\S]*?\*/|(?m:^)\#[^\n]*)"
    ),
    "yaml": (
        r"""(?<=[\s,\[{:])(?:"(?:[^"\\]|\\[\s\S])*+"|'(?:[^']|'')*+')"""
        # A block of text, to its last line of the same indentation.
        r"|[|>][-+\d]*[ \t]*\n(?:[ \t]*\n)*(?P<indent>[ \t]+)[^\n]*(?:\n(?:(?P=indent)[^\n]*|[ \t]*(?=\n)))*"
        r"|(?P<comment>(?:(?<=\s)|(?m:^))\#[^\n]*)"
    ),
}
"""Finds comments, and passes over what only looks like one."""
_FRONT_MATTER = re.compile(r"\s*---[ \t]*\n[\s\S]*?\n[ \t]*---[ \t]*(?:\n|$)")


def comments(text: str, language: str) -> list[Comment]:
    """The comments of a text, in order; those of Mermaid's front matter are none."""
    scanner = _SCANNERS.get(language)
    if scanner is None:
        return []
    begin = 0
    if language == "mermaid":
        matter = _FRONT_MATTER.match(text)
        begin = matter.end() if matter else 0
    found: list[Comment] = []
    for match in re.compile(scanner).finditer(text, begin):
        words = match["comment"]
        if words is None:
            continue
        start, end = match.span("comment")
        before = text[text.rfind("\n", 0, start) + 1 : start]
        after = text[end:].partition("\n")[0]
        first = text.count("\n", 0, start) + 1
        alone = not before.strip() and not after.strip()
        if language == "dot" and words.startswith("#"):
            words = "//" + words[1:]  # which only counts at the very beginning of a line
        found.append(Comment(words.strip(), first, first + words.count("\n"), alone))
    return found
