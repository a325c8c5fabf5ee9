"""Mistakes that are alike in all of Mermaid's languages, in people's words."""

from __future__ import annotations

import re

from diagramc.frontends.lalr import Explanation, Unexpected


def found_line(problem: Unexpected) -> tuple[str, int]:
    """The line in which an error is, as the grammars see it, and the offset at which it begins."""
    text = problem.source.text
    begin = text.rfind("\n", 0, problem.start) + 1
    stop = text.find("\n", begin)
    return text[begin : stop if stop >= 0 else len(text)], begin


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
