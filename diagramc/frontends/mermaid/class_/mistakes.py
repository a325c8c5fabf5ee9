"""Better words for the commonest mistakes in class diagrams."""

from __future__ import annotations

import re

from diagramc.frontends.lalr import Explanation, Unexpected
from diagramc.frontends.mermaid.mistakes import (
    found_line,
    made_into_html,
    second_header,
    typographic_quotes,
)

_FOREIGN_ARROW = re.compile(
    r"[→⇒➔➜⟶–—−]|(?<!-)->(?!>)|(?<!-)<-(?!-)|(?<!=)=+>+|(?<!~)~+>|-->>|->>|<<--|(?<!-)-\|>|<\|-(?!-)|(?<![\w.])o-(?!-)|\.>|<\.(?!\.)"
)


def explain(problem: Unexpected) -> Explanation | None:
    """The explanation of an error; None when the grammar's own is good enough."""
    line, begin = found_line(problem)
    before = line[: problem.start - begin]
    return (
        second_header(problem, "classDiagram")
        or made_into_html(problem, line, begin, "<<interface>>")
        or typographic_quotes(problem, line, begin)
        or _empty(problem)
        or _arrow(problem, line, begin)
        or _label(problem, before)
        or _style(problem, before)
        or _unclosed(problem, line, begin)
    )


def _empty(problem: Unexpected) -> Explanation | None:
    if problem.terminal == "$END" and problem.open[-1:] == ("HEADER",):
        return Explanation("the diagram has no classes", hint="write a class: `class Shape`")
    return None


def _arrow(problem: Unexpected, line: str, begin: int) -> Explanation | None:
    foreign = _FOREIGN_ARROW.search(line)
    if foreign is None or begin + foreign.start() > problem.start + 1:
        return None
    if not {"RELATION", "NAME"} & set(problem.expected):
        return None
    return Explanation(
        f"`{foreign[0]}` is no relation of a class diagram",
        hint="write `A --> B`, `A <|-- B`, `A *-- B`, `A o-- B` or `A ..> B`",
        expected="a relation such as -->",
        start=begin + foreign.start(),
        end=begin + foreign.end(),
    )


def _label(problem: Unexpected, before: str) -> Explanation | None:
    if problem.open[-1:] == ("LABEL",) and problem.found[:1] in (":", ";"):
        mark = problem.found[0]
        return Explanation(
            f"a text ends at a `{mark}`",
            hint=f"write `#{ord(mark)};` for it, or put the members between braces: `class A {{ … }}`",
            expected="the end of the line",
        )
    if problem.found[:1] == ":" and "NAME" in problem.expected and "RELATION" not in problem.expected:
        return Explanation(
            "this relation leads nowhere",
            hint="name the class at its other end: `A <|-- B`",
            expected="a class",
        )
    return None


def _style(problem: Unexpected, before: str) -> Explanation | None:
    if problem.found.startswith(":::") and before.strip() and not before.lstrip().startswith("class "):
        return Explanation(
            "`:::` stands only behind `class`",
            hint=f'write `class {before.strip()}:::name`, or `cssClass "{before.strip()}" name`',
            expected="",
        )
    return None


def _unclosed(problem: Unexpected, line: str, begin: int) -> Explanation | None:
    if problem.terminal == "$END" and "RBRACE" in problem.expected and "body" not in problem.expected:
        for symbol in ("_LBRACE",):
            if symbol in problem.open:
                return Explanation("a class is not closed", hint="close it with `}` in a line of its own")
    if "STRING" in problem.expected and '"' in line[problem.start - begin :]:
        return Explanation(
            "this quotation mark is not closed", hint='write a second `"` behind the text', expected=""
        )
    if problem.found[:1] == "~" or (line.count("~") > 2 and problem.open[-1:] == ("GENERIC",)):
        return Explanation(
            "type parameters are not nested in a class's name",
            hint="write `List~Person~` here; members may nest them",
        )
    return None
