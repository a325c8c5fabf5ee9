"""Better words for the commonest mistakes in entity-relationship diagrams."""

from __future__ import annotations

import re

from diagramc.frontends.lalr import Explanation, Unexpected
from diagramc.frontends.mermaid.mistakes import (
    found_line,
    made_into_html,
    second_header,
    typographic_quotes,
)

_RELATION = "a relationship such as `||--o{`"
_FOREIGN_ARROW = re.compile(r"[→⇒–—−]|-{1,2}>+|<-+|(?<!=)=+>|(?<=\s)-(?=\s)|<\|--|\*--|--\*")


def explain(problem: Unexpected) -> Explanation | None:
    """The explanation of an error; None when the grammar's own is good enough."""
    line, begin = found_line(problem)
    before = line[: problem.start - begin]
    return (
        second_header(problem, "erDiagram")
        or made_into_html(problem, line, begin, "||--o{")
        or typographic_quotes(problem, line, begin)
        or _attribute(problem, line, before)
        or _role(problem, line, begin, before)
        or _arrow(problem, line, begin)
        or _half(problem, line)
        or _name(problem, line, begin)
    )


def _attribute(problem: Unexpected, line: str, before: str) -> Explanation | None:
    if "attributes" not in problem.open and "_LBRACE" not in problem.open:
        return None
    if problem.terminal == "$END":
        return Explanation("an entity is not closed", hint="close it with `}` in a line of its own")
    if problem.found[:1] == ":":
        return Explanation(
            "an attribute is its type and then its name, without a colon",
            hint=f"write `string {before.split()[-1]}`" if before.split() else None,
            expected="a word",
        )
    keys = re.search(r"\b((?:PK|FK|UK)\b.*?)\s+(PK|FK|UK)\s*$", before, re.IGNORECASE)
    if keys and "," not in keys[1][-1:]:
        return Explanation(
            "keys are separated by commas",
            hint=f"write `{keys[1]}, {keys[2]}`",
            expected="",
            start=problem.start - 1,
        )
    if not problem.found.strip() and "WORD" in problem.expected:
        return Explanation(
            "this attribute has one word; it needs a type and a name",
            hint=f"write `string {before.strip()}`" if before.strip() else None,
            expected="a word",
        )
    return None


def _role(problem: Unexpected, line: str, begin: int, before: str) -> Explanation | None:
    if problem.open[-1:] != ("_COLON",) and "_COLON" not in problem.expected:
        return None
    if "_COLON" in problem.expected and "CARDINALITY" in problem.open:
        return Explanation(
            "this relationship has no label",
            hint=f'write `{line.strip()} : ""`, or a word for it',
            expected="`:` and a label",
        )
    if problem.open[-1:] == ("_COLON",) and not problem.found.strip():
        return Explanation(
            "this relationship has no label behind its colon",
            hint='write `: ""`, or a word for it',
            expected="a word or a text in quotes",
        )
    return None


def _arrow(problem: Unexpected, line: str, begin: int) -> Explanation | None:
    foreign = _FOREIGN_ARROW.search(re.sub(r'"[^"]*"', lambda text: " " * len(text[0]), line))
    if foreign is None or re.search(r"[|}o][|o](?:--|\.\.)[|o][|{o]", line):
        return None
    return Explanation(
        f"`{foreign[0]}` is no relationship of an ER diagram",
        hint="write `A ||--o{ B : label`: one A has any number of B",
        expected=_RELATION,
        start=begin + foreign.start(),
        end=begin + foreign.end(),
    )


def _half(problem: Unexpected, line: str) -> Explanation | None:
    """Two names and a colon, or a relationship without its second entity."""
    if problem.found[:1] == ":" and "CARDINALITY" in problem.expected:
        words = line[: line.find(":")].split()
        hint = f"write `{words[0]} ||--o{{ {words[-1]} : label`" if len(words) > 1 else None
        return Explanation("there is no relationship before this colon", hint=hint, expected=_RELATION)
    if problem.open[-1:] == ("CARDINALITY",) and not problem.found.strip(" :\n"):
        return Explanation(
            "this relationship leads nowhere", hint="name the entity at its other end", expected="an entity"
        )
    return None


def _name(problem: Unexpected, line: str, begin: int) -> Explanation | None:
    if problem.found[:1] == '"':
        if re.search(r'"[^"]*[%\\][^"]*"', line[problem.start - begin :]):
            return Explanation(
                "an entity's name holds no percent sign and no backslash",
                hint='take another id and show the name: `id["name"]`',
                expected="",
            )
        if line.count('"') % 2:
            return Explanation(
                "this quotation mark is not closed", hint='write a second `"` behind the text', expected=""
            )
    return None
