"""Mistakes that are alike in all of Mermaid's languages, in people's words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from diagramc.diagnostics import suggest
from diagramc.frontends.lalr import Explanation, Unexpected

MAX_NESTING = 50
"""How deep blocks may stand in each other; `passes.validate` allows no more."""


class Closest:
    """Finds the name that was meant. Only for the first few wrong ones of a text, as each costs a look at all right ones."""

    _MOST_ASKED = 20
    _MOST_COMPARED = 200

    def __init__(self) -> None:
        self._asked = 0

    def hint(self, word: str, known: Iterable[str]) -> str | None:
        """`did you mean …?`, or None when no known name is close."""
        self._asked += 1
        if self._asked > self._MOST_ASKED:
            return None
        close = suggest(word, islice((name for name in known if name != word), self._MOST_COMPARED))
        return f"did you mean `{close}`?" if close else None


def found_line(problem: Unexpected) -> tuple[str, int]:
    """The line in which an error is, as the grammars see it, and the offset at which it begins."""
    text = problem.source.text
    begin = text.rfind("\n", 0, problem.start) + 1
    stop = text.find("\n", begin)
    return text[begin : stop if stop >= 0 else len(text)], begin


def second_header(problem: Unexpected, header: str) -> Explanation | None:
    """The first line of a diagram in the middle of it."""
    if not problem.open or not problem.source.text[problem.start :].lower().startswith(header.lower()):
        return None
    return Explanation(
        "a second diagram begins here",
        hint="put each diagram in a text of its own",
        expected="",
        end=problem.start + len(header),
    )


def made_into_html(problem: Unexpected, line: str, begin: int, example: str) -> Explanation | None:
    """`&gt;` where a `>` was: the text comes out of a web page's source."""
    match = re.search(r"&(?:gt|lt|amp|quot);", line)
    if match is None:
        return None
    return Explanation(
        f"this text has been made into HTML: `{match[0]}` stands in it",
        hint=f"write the characters themselves: {example}",
        expected="",
        start=begin + match.start(),
        end=begin + match.end(),
    )


def typographic_quotes(problem: Unexpected, line: str, begin: int) -> Explanation | None:
    """Quotation marks as a word processor makes them."""
    match = re.search("[“”„‟‘’]", line)
    if match is None or begin + match.start() > problem.start + 1:
        return None
    return Explanation(
        "typographic quotation marks mean nothing here",
        hint='write straight ones: "',
        expected="",
        start=begin + match.start(),
        end=begin + match.end(),
    )
