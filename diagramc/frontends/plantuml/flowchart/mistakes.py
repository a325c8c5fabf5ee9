"""What is likely meant where a line is no statement of an activity diagram."""

from __future__ import annotations

import re

from diagramc.diagnostics import suggest
from diagramc.frontends.lalr import Explanation, Unexpected
from diagramc.frontends.plantuml.mistakes import explain

_KEYWORDS = """
start stop end detach kill break if elseif else endif switch case endswitch while endwhile repeat backward fork split partition group
package rectangle card note label goto
""".split()


def explain_activity(unexpected: Unexpected) -> Explanation | None:
    """Actions without an end, conditions without brackets, misspelt keywords."""
    source = unexpected.source
    number = source.line_number(unexpected.start)
    start = source.line_start(number)
    line = source.text[start : start + len(source.text[start:].partition("\n")[0])]
    text = line.strip()
    begin = start + len(line) - len(line.lstrip())
    if unexpected.start > begin:
        if unexpected.found.startswith("(") and text.count("(") > text.count(")"):
            return _said("the bracket of a condition is not closed", "close it with `)`", begin, text)
        return explain(unexpected)
    if re.match(r"(?:#[^:\s]+)?:", text) and not text.endswith(";"):
        return _said("the action that begins here is not closed", "end its last line with `;`", begin, text)
    word = text.split("(")[0].split()[0] if text.split("(")[0].split() else ""
    if word.lower() in ("if", "elseif", "while", "switch", "case"):
        if "(" not in text:
            hint = f"write `{word} (condition)" + (" then (yes)`" if "if" in word.lower() else "`")
            return _said("a condition stands in brackets", hint, begin, text)
        return _said("the bracket of a condition is not closed", "close it with `)`", begin, text)
    found = explain(unexpected)
    if found is not None and "`;`" not in found.message:
        return found
    close = suggest(word, _KEYWORDS) if word.isalpha() else None
    hint = f"did you mean `{close}`?" if close else "an action is written `:text;`"
    return _said(f"`{text[:40]}` is no statement of an activity diagram", hint, begin, text)


def _said(message: str, hint: str, begin: int, text: str) -> Explanation:
    return Explanation(message, hint=hint, expected="", start=begin, end=begin + len(text))
