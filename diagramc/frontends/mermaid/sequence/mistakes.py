"""Better words for the commonest mistakes in sequence diagrams."""

from __future__ import annotations

import re
from difflib import get_close_matches

from diagramc.frontends.lalr import Explanation, Unexpected
from diagramc.frontends.mermaid.mistakes import (
    found_line,
    made_into_html,
    second_header,
    typographic_quotes,
)

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
)
_SIMILAR = 0.75
"""How alike a word must be to a keyword, from 0 to 1, to be taken for a slip of it."""
_BEFORE_NAME = frozenset({"ARROW", "PLUS", "MINUS", "CENTRAL", "PLACE", "OVER", "_COMMA", "MENU"})
"""The terminals behind which a participant is named."""
_FOREIGN_ARROW = re.compile(r"[→⇒➔➜⟶–—−]|(?<!=)=+>+|(?<!~)~+>|-->>>+|->>>+|-\.+->|(?<!\.)\.\.+>|>>|<-+|->\|")
_ARROW = re.compile(r"->>?|--?[x)]")
_MESSAGE = "`A->>B: text`"


def explain(problem: Unexpected) -> Explanation | None:
    """The explanation of an error; None when the grammar's own is good enough."""
    line, begin = found_line(problem)
    return (
        second_header(problem, "sequenceDiagram")
        or _semicolon(problem, line, begin)
        or made_into_html(problem, line, begin, "->>")
        or _keyword_as_name(problem)
        or _declaration(problem, line, begin)
        or _note(problem, line)
        or typographic_quotes(problem, line, begin)
        or _number(problem, line, begin)
        or _arrow(problem, line, begin)
        or _no_text(problem, line, begin)
    )


def _keyword_as_name(problem: Unexpected) -> Explanation | None:
    """A reserved word where a participant is named."""
    word = re.compile(r"\w+").match(problem.source.text, problem.start)
    if word is None:
        return None
    if word[0].lower() not in _KEYWORDS or not _BEFORE_NAME.intersection(problem.open[-1:]):
        return None
    return Explanation(
        f"`{word[0]}` is a keyword here, so it cannot name a participant",
        hint=f"take another id and show the name: `participant {word[0]}_ as {word[0]}`",
        expected="",
        end=word.end(),
    )


def _declaration(problem: Unexpected, line: str, begin: int) -> Explanation | None:
    """Something wrong behind `participant`, `activate` and their like."""
    if not {"NAME", "CONFIG"}.intersection(problem.expected):
        return None
    keyword, rest = line.split(maxsplit=1)[0].lower(), line[problem.start - begin :].strip()
    if rest.startswith("@{"):
        return Explanation(
            "this `@{` is not closed",
            hint='close it in the same statement: `participant A@{ "type": "database" }`',
            expected="",
            end=problem.start + 2,
        )
    if not rest:
        return Explanation(
            f"`{keyword}` names nobody", hint=f"write `{line.strip()} Alice`", expected="a participant"
        )
    mark = re.compile(r"[<>:,@]").search(line, problem.start - begin)
    if mark is None:
        return None
    hint = f"show it behind `as`: `{keyword} id as {rest}`"
    if re.search(r"\bas\S", line):
        hint = "leave a blank on both sides of `as`: `participant A as Alice`"
    return Explanation(
        f"`{mark[0]}` cannot stand in a participant's id",
        hint=hint,
        expected="",
        start=begin + mark.start(),
        end=begin + mark.end(),
    )


def _note(problem: Unexpected, line: str) -> Explanation | None:
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


def _number(problem: Unexpected, line: str, begin: int) -> Explanation | None:
    if "NUMBER" not in problem.expected:
        return None
    said = line[problem.start - begin :].split(";")[0].strip()
    return Explanation(
        f"`{said}` is no number to count from",
        hint="write a whole number: `autonumber 10 5` begins with 10 and goes on by 5",
        end=problem.start + len(said),
    )


def _semicolon(problem: Unexpected, line: str, begin: int) -> Explanation | None:
    """A text that was cut off by its own semicolon: what follows looks like no statement."""
    cut = line.rfind(";", 0, problem.start - begin)
    if cut < 0 or ":" not in line[:cut] or "TEXT" in problem.expected:
        return None
    entity = re.search(r"&(\w+)$", line[:cut])
    hint = f"write `#{entity[1]};` for `{entity[0]};`" if entity else "write `#59;` for a semicolon in a text"
    return Explanation(
        "a `;` ends a statement, and what follows is none",
        hint=hint,
        expected="",
        start=begin + cut,
        end=begin + cut + 1,
    )


def _arrow(problem: Unexpected, line: str, begin: int) -> Explanation | None:
    """Two names without an arrow that Mermaid knows."""
    if "ARROW" not in problem.expected and not _BEFORE_NAME.intersection(problem.open[-1:]):
        return None
    foreign = _FOREIGN_ARROW.search(line)
    if foreign and not _ARROW.search(line[: foreign.start()]):
        return Explanation(
            f"`{foreign[0]}` is no arrow of a sequence diagram",
            hint="write `A->>B: text`, or `A-->>B: text` for an answer",
            expected="an arrow such as ->>",
            start=begin + foreign.start(),
            end=begin + foreign.end(),
        )
    if "ARROW" not in problem.expected:
        return None
    first = re.match(r"\s*([A-Za-z_]{3,})", line)
    close = get_close_matches(first[1].lower(), _KEYWORDS, 1, _SIMILAR) if first else []
    if first and close:
        return Explanation(
            f"`{first[1]}` is no keyword",
            hint=f"did you mean `{close[0]}`?",
            expected="",
            start=begin + first.start(1),
            end=begin + first.end(1),
        )
    return Explanation(
        "there is no arrow in this line",
        hint=f"write a message such as {_MESSAGE}",
        expected="an arrow such as ->>",
    )


def _no_text(problem: Unexpected, line: str, begin: int) -> Explanation | None:
    if "TEXT" not in problem.expected:
        return None
    before = line[: problem.start - begin].rpartition(";")[2].strip()
    words = before.split()
    # `A->>B hello there` has its text behind a blank.
    cut = next((at for at, word in enumerate(words) if _ARROW.search(word)), len(words))
    cut += cut < len(words) and words[cut].endswith((">", ")"))
    if len(words) > cut + 1:
        before = f"{' '.join(words[: cut + 1])}: {' '.join(words[cut + 1 :])}"
        return Explanation(
            "this message has no text behind a colon", hint=f"write `{before}`", expected="`: text`"
        )
    return Explanation(
        "this message has no text behind a colon",
        hint=f"write `{before}: text`" if before else None,
        expected="`: text`",
    )
