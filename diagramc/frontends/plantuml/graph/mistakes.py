"""What is probably meant where a component diagram cannot be read."""

from __future__ import annotations

import re

from diagramc.diagnostics import suggest
from diagramc.frontends.lalr import Explanation, Unexpected
from diagramc.frontends.plantuml.mistakes import explain

_KEYWORDS = """
actor action agent artifact boundary card circle cloud collections component control database entity file folder frame hexagon interface
label node package person port portin portout process queue rectangle stack storage usecase together note
""".split()


def explain_graph(unexpected: Unexpected) -> Explanation | None:
    """A better word than the grammar's for the place where reading stopped; None where there is none."""
    found = explain(unexpected)
    if found is not None:
        return found
    source = unexpected.source
    number = source.line_number(unexpected.start)
    line = source.text[source.line_start(number) :].partition("\n")[0]
    text = line.strip()
    begin = source.line_start(number) + len(line) - len(line.lstrip())
    end = begin + len(text)
    call = re.match(r"([A-Za-z_]\w*)\s*\(", text)
    if call:
        return Explanation(
            f"`{call[1]}(…)` is no statement",
            hint="for the C4 macros, `!include <C4/C4_Container>` above",
            expected="",
        )
    words = re.match(r"(\w+)\s+((?:[\w-]+\s+)+[\w-]+|\w+-[\w-]+)(\s*\{)?\Z", text)
    if words and words[1].lower() in _KEYWORDS:
        hint = f'write `{words[1]} "{words[2]}" as name`'
        return Explanation("a name that is not one word stands in quotes", hint, "", begin, end)
    opened = next((pair for pair in ("[]", "()") if text.count(pair[0]) > text.count(pair[1])), None)
    if opened and unexpected.start == begin:
        return Explanation(f"`{opened[0]}` is not closed", f"close it with `{opened[1]}`", "", begin, end)
    first = text.split()[0] if text else ""
    if unexpected.start == begin or (len(text.split()) > 1 and text.split()[1][:1] in '"[('):
        close = suggest(first, _KEYWORDS) if first.isalpha() and first.lower() not in _KEYWORDS else None
        if close:
            return Explanation(
                f"`{first}` is no kind of element", f"did you mean `{close}`?", "", begin, begin + len(first)
            )
    return None
