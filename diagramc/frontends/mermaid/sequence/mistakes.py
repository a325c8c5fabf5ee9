"""Better words for the commonest mistakes in sequence diagrams."""

from __future__ import annotations

import re

from diagramc.diagnostics import suggest
from diagramc.frontends.lalr import Explanation, Unexpected

_KEYWORDS = (
    "participant",
    "actor",
    "create",
    "destroy",
    "box",
    "autonumber",
    "activate",
    "deactivate",
    "note",
    "over",
    "loop",
    "rect",
    "opt",
    "alt",
    "else",
    "par",
    "par_over",
    "and",
    "critical",
    "option",
    "break",
    "end",
    "off",
    "sequencediagram",
)
_MESSAGE = "a message such as `A->>B: text`"
_FOREIGN_ARROW = re.compile(r"[→⇒➔➜⟶–—−]|=+>+|~+>|-->>>+|->>>+|-\.+->|\.\.+>|-&gt;|--&gt;|>>|<-+|->\|")


def explain(problem: Unexpected) -> Explanation | None:
    """The explanation of an error; None when the grammar's own is good enough."""
    text = problem.source.text
    begin = text.rfind("\n", 0, problem.start) + 1
    stop = text.find("\n", begin)
    line = text[begin : stop if stop >= 0 else len(text)]
    before = text[begin : problem.start]
    return (
        _nothing_after_header(problem)
        or _keyword_as_name(problem)
        or _declaration(problem, line, begin)
        or _note(problem, line, before)
        or _smart(problem, line, begin)
        or _arrow(problem, line, begin, before)
        or _no_text(problem, before)
    )


def _nothing_after_header(problem: Unexpected) -> Explanation | None:
    if "HEADER" not in problem.expected:
        return None
    return Explanation("a sequence diagram begins with `sequenceDiagram`", expected="")


def _keyword_as_name(problem: Unexpected) -> Explanation | None:
    """A reserved word where a participant is expected."""
    if not {"ACTOR"} & set(problem.expected):
        return None
    word = re.compile(r"\w+").match(problem.source.text, problem.start)
    if word is None or word[0].lower() not in _KEYWORDS or "HEADER" in problem.open[-1:]:
        return None
    if problem.open[-1:] == ("_item",) or not problem.open or problem.open[-1].startswith("__"):
        return None
    name = word[0]
    return Explanation(
        f"`{name}` is a keyword here, so it cannot name a participant",
        hint=f"take another id and show the name: `participant {name}_ as {name}`",
        expected="",
        end=word.end(),
    )


def _declaration(problem: Unexpected, line: str, begin: int) -> Explanation | None:
    """Something wrong behind `participant`, `activate` and their like."""
    if not {"NAME", "CONFIG"} & set(problem.expected):
        return None
    text = problem.source.text
    keyword = line.split(maxsplit=1)[0].lower()
    if text.startswith("@{", problem.start):
        return Explanation(
            "this `@{` is not closed",
            hint='close it in the same statement: `participant A@{ "type": "database" }`',
            expected="",
            end=problem.start + 2,
        )
    if not line[problem.start - begin :].strip():
        return Explanation(
            f"`{keyword}` names nobody", hint=f"write `{keyword} Alice`", expected="a participant"
        )
    mark = re.compile(r"[<>:,@]").search(line, problem.start - begin)
    if mark:
        wrong = re.compile(r"\bas\S").search(line)
        hint = f"show it behind `as`: `{keyword} id as {line[problem.start - begin :].strip()}`"
        if wrong:
            hint = "leave a blank on both sides of `as`: `participant A as Alice`"
        return Explanation(
            f"`{mark[0]}` cannot stand in a participant's id",
            hint=hint,
            expected="",
            start=begin + mark.start(),
            end=begin + mark.end(),
        )
    return None


def _note(problem: Unexpected, line: str, before: str) -> Explanation | None:
    if not re.match(r"\s*note\b", line, re.IGNORECASE):
        return None
    if "PLACE" in problem.expected:
        return Explanation(
            "a note says where it stands",
            hint="write `note left of A: text`, `note right of A: text` or `note over A,B: text`",
        )
    if "TEXT" in problem.expected:
        return Explanation(
            "this note has no text behind a colon",
            hint="a note is one line: `note over A: text`, with `<br/>` for its line breaks",
            expected="`: text`",
        )
    return None


def _smart(problem: Unexpected, line: str, begin: int) -> Explanation | None:
    match = re.compile("[“”„‘’]").search(line)
    if match is None or begin + match.start() > problem.start:
        return None
    return Explanation(
        "typographic quotation marks mean nothing here",
        hint='write straight ones: "',
        start=begin + match.start(),
        end=begin + match.end(),
    )


def _arrow(problem: Unexpected, line: str, begin: int, before: str) -> Explanation | None:
    """Two names without an arrow that Mermaid knows."""
    if "ARROW" not in problem.expected and not (
        problem.open[-1:] == ("ARROW",) or (problem.open and problem.open[-1] in ("PLUS", "MINUS", "CENTRAL"))
    ):
        return None
    if "&gt;" in line or "&lt;" in line:
        at = begin + line.find("&")
        return Explanation(
            "this text has been made into HTML: `&gt;` stands for `>`",
            hint="write the arrow with the character itself: ->>",
            expected="",
            start=at,
            end=at + 4,
        )
    foreign = _FOREIGN_ARROW.search(line)
    if foreign and not re.search(r"->>?|--?[x)]", line[: foreign.start()]):
        return Explanation(
            f"`{foreign[0]}` is no arrow of a sequence diagram",
            hint="write `A->>B: text`, or `A-->>B: text` for an answer",
            expected="an arrow such as ->>",
            start=begin + foreign.start(),
            end=begin + foreign.end(),
        )
    first = re.match(r"\s*([A-Za-z_]+)", line)
    word = first[1] if first else ""
    close = suggest(word.lower(), _KEYWORDS) if len(word) > 2 and word.lower() not in _KEYWORDS else None
    if close and "ARROW" in problem.expected and problem.found[:1] in ("", "\n", ":", ";", ",", "{"):
        start = begin + (first.start(1) if first else 0)
        proper = "sequenceDiagram" if close == "sequencediagram" else close
        return Explanation(
            f"`{word}` is no keyword",
            hint=f"did you mean `{proper}`?",
            expected="",
            start=start,
            end=start + len(word),
        )
    if "ARROW" in problem.expected:
        return Explanation(
            "there is no arrow in this line",
            hint=f"write {_MESSAGE}",
            expected="an arrow such as ->>",
        )
    return None


def _no_text(problem: Unexpected, before: str) -> Explanation | None:
    if problem.expected and set(problem.expected) <= {"TEXT"}:
        return Explanation(
            "this message has no text behind a colon",
            hint=f"write `{before.strip()}: text`" if before.strip() else None,
            expected="`: text`",
        )
    return None
