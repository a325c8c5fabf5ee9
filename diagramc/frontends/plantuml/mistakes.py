"""What is likely meant where a line is no statement: the commonest mistakes, each with a hint."""

from __future__ import annotations

import re

from diagramc.diagnostics import Severity
from diagramc.frontends.lalr import Explanation, Unexpected
from diagramc.frontends.source import Source

_BLOCKS = (
    ("title", "end title"),
    ("header", "end header"),
    ("footer", "end footer"),
    ("legend", "end legend"),
    ("note", "end note"),
    ("hnote", "end hnote"),
    ("rnote", "end rnote"),
    ("ref", "end ref"),
    ("skinparam", "}"),
    ("<style>", "</style>"),
)
"""What opens a block of several lines, and the line that closes it."""
_KEYWORDS = (
    "participant actor boundary control entity database queue collections activate deactivate destroy create return autonumber "
    "group break critical partition newpage legend title header footer caption skinparam hide show remove scale note "
    "class interface abstract annotation struct protocol exception object package namespace together extends implements "
    "component node folder frame cloud storage artifact usecase rectangle person agent "
    "start stop while endwhile repeat switch endif elseif fork split detach"
).split()
UNCLOSED = "begins here is not closed"
"""How the message of an unclosed block ends: what follows is read as statements, and is none."""
_QUOTES = "\u2018\u2019\u201a\u201c\u201d\u201e\u201f"


def explain(unexpected: Unexpected) -> Explanation | None:
    """Blocks without an end, curly quotes, semicolons; None when nothing is likely."""
    source = unexpected.source
    number = source.line_number(unexpected.start)
    start = source.line_start(number)
    stop = source.text.find("\n", start)
    stop = stop if stop >= 0 else len(source.text)
    line = source.text[start:stop]
    text = line.strip()
    begin = start + len(line) - len(line.lstrip())
    return (
        _unclosed(source.text, text, begin, stop)
        or _body(unexpected, text, begin, stop)
        or _punctuation(unexpected, text, line, start)
    )


def explain_statement(unexpected: Unexpected) -> Explanation | None:
    """The same, and misspelt keywords at the beginning of the line."""
    source = unexpected.source
    start = source.line_start(source.line_number(unexpected.start))
    line = source.text[start:].partition("\n")[0]
    begin = start + len(line) - len(line.lstrip())
    return explain(unexpected) or _keyword(unexpected, line.strip(), begin)


def _unclosed(whole: str, text: str, begin: int, stop: int) -> Explanation | None:
    """A block of text that is opened in this line and never closed."""
    first = text.split()[0].lower() if text else ""
    for word, end in _BLOCKS:
        if first != word or (word == "skinparam" and not text.endswith("{")) or ":" in text:
            continue
        closing = re.escape(end).replace("\\ ", "[ \t]?")
        if re.search(rf"(?im)^[ \t]*{closing}[ \t]*$", whole[stop:]) is None:
            hint = f"add a line `{end}` below its text"
            return Explanation(f"the `{word}` that {UNCLOSED}", hint, "", begin, begin + len(text))
    return None


def _body(unexpected: Unexpected, text: str, begin: int, stop: int) -> Explanation | None:
    """A body in braces without its closing brace."""
    opens = unexpected.found.startswith(("{", "[")) and text.endswith(unexpected.found[0])
    if not opens or not any(name.rpartition("__")[2] in ("BODY", "LINES") for name in unexpected.expected):
        return None
    close = "}" if unexpected.found[0] == "{" else "]"
    if re.search(rf"(?m)^[ \t]*\{close}[ \t]*$", unexpected.source.text[stop:]):
        return None
    hint = f"add a line `{close}` below its last line"
    return Explanation(f"the body that {UNCLOSED}", hint, "", begin, begin + len(text))


def _punctuation(unexpected: Unexpected, text: str, line: str, start: int) -> Explanation | None:
    if unexpected.found[:1] in _QUOTES and unexpected.found:
        at = unexpected.start
        return Explanation(
            "unexpected curly quotation mark", 'use straight quotation marks: "…"', "", at, at + 1
        )
    if text.endswith(";"):
        at = start + line.rindex(";")
        return Explanation("unexpected `;`", "a line ends a statement; remove the semicolon", "", at, at + 1)
    if unexpected.found[:1] == ";":
        return Explanation("unexpected `;`", "a text begins with `:`", "")
    if text.count('"') % 2:
        at = start + line.rindex('"')
        return Explanation("a quotation mark is not closed", 'add the missing `"`', "", at, at + 1)
    return None


def _keyword(unexpected: Unexpected, text: str, begin: int) -> Explanation | None:
    """A first word that is nearly a keyword."""
    import difflib

    first = re.match(r"[A-Za-z]{3,}", text)
    if first is None or first[0].lower() in ("end", *_KEYWORDS) or unexpected.start == begin + len(text):
        return None
    close = difflib.get_close_matches(first[0].lower(), _KEYWORDS, n=1, cutoff=0.75)
    if not close:
        return None
    return Explanation(
        f"unexpected `{first[0]}`", f"did you mean `{close[0]}`?", "", begin, begin + first.end()
    )


def drop_what_follows(source: Source) -> None:
    """Drop the errors that come of a block which is never closed: its text is no statement, and nobody means it as one."""
    for index, problem in enumerate(source.problems):
        if problem.severity is Severity.ERROR and problem.message.endswith(UNCLOSED):
            del source.problems[index + 1 :]
            return
