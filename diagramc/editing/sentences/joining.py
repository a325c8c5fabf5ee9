"""Commands that connect: lines, messages, relations, who reports to whom."""

from __future__ import annotations

import re
from typing import Any

from diagramc.editing.patch import (
    AnyStep,
    Connect,
    Move,
)
from diagramc.editing.sentences.clauses import QUOTE, Clause
from diagramc.editing.sentences.patterns import LINE_NOUNS, SAYING, Found, elements, match, message, target
from diagramc.editing.sentences.words import LINES, RELATIONS
from diagramc.ir.base import Diagram
from diagramc.ir.sequence import Sequence


def connected(diagram: Diagram, clause: Clause, last: str | None) -> Found | None:
    """`connect A to B labelled x with a dashed line`."""
    found = match(
        rf"(?:connect|link|join|wire|hook up|draw\s+(?:an?\s+)?{LINE_NOUNS})\s+(?:up\s+)?(?:from\s+|between\s+)?(?P<a>.+?)\s+"
        rf"(?:to|with|and|into|->)\s+(?P<b>.+?)(?P<more>(?:\s+(?:{SAYING}|by|using|via)\s+.+|\s+{QUOTE}|\s*:\s*.+)?)",
        clause.text,
    )
    if found is None:
        return None
    more, line, label = found["more"].strip(), None, None
    styled = re.search(
        r"\b(?:by|with|using)\s+an?\s+(dashed|dotted|thick|bold)\s+(?:line|arrow|edge)", more, re.IGNORECASE
    )
    if styled is not None:
        line = LINES[styled[1].casefold()]
        more = (more[: styled.start()] + more[styled.end() :]).strip()
    if more:
        label = clause.said(re.sub(rf"^(?:(?:{SAYING}|by|using|via|and)\s*)+", "", more, flags=re.IGNORECASE))
    end = None
    steps: list[AnyStep] = []
    for source in elements(diagram, clause, found["a"], last):
        for end in elements(diagram, clause, found["b"], last):
            if source != end and diagram.type == "org-chart":
                steps.append(Move(target=source, parent=end))
            else:
                steps.append(Connect(source=source, target=end, label=label or None, line=line))  # type: ignore[arg-type]
    return Found(steps, end)


def related(diagram: Diagram, clause: Clause, last: str | None) -> Found | None:
    """`A extends B`, `A reports to B`, `A sends 'x' to B`."""
    if diagram.type == "class":
        words = "|".join(sorted(map(re.escape, RELATIONS), key=len, reverse=True))
        found = match(
            rf"(?:make\s+|let\s+|have\s+)?(?P<a>.+?)\s+(?P<verb>{words}|extend|inherit from|implement|use|depend on)\s+(?P<b>.+)",
            clause.text,
        )
        if found is None:
            made = match(
                r"make\s+(?P<a>.+?)\s+(?:an?\s+)?(?:subclass|child|subtype)\s+of\s+(?P<b>.+)", clause.text
            )
            kind = "inheritance"
        else:
            made = found
            verb = found["verb"].casefold()
            kind = next(
                (
                    k
                    for v, k in RELATIONS.items()
                    if v == verb or v.rstrip("s") == verb or v.split()[0].rstrip("s") == verb.split()[0]
                ),
                "association",
            )
        if made is None:
            return None
        ends = target(diagram, clause, made["a"], last), target(diagram, clause, made["b"], last)
        return Found([Connect(source=ends[0], target=ends[1], kind=kind)], ends[0])
    if diagram.type == "org-chart":
        found = match(r"(?:make\s+|let\s+|have\s+)?(?P<a>.+?)\s+reports?\s+to\s+(?P<b>.+)", clause.text)
        boss = match(r"make\s+(?P<b>.+?)\s+(?P<a>.+?)(?:'s|’s)\s+(?:boss|manager|supervisor)", clause.text)
        made = found or boss
        if made is None:
            return None
        dotted = re.search(r"\s+(?:by|with|over|on)\s+a\s+dotted\s+line$", made["b"], re.IGNORECASE)
        upper = made["b"][: dotted.start()] if dotted else made["b"]
        steps: list[AnyStep] = []
        for id in elements(diagram, clause, made["a"], last):
            end = target(diagram, clause, upper, last)
            steps.append(
                Connect(source=id, target=end, line="dotted") if dotted else Move(target=id, parent=end)
            )
        return Found(steps)
    if isinstance(diagram, Sequence):
        found = match(
            rf"(?:let\s+|have\s+|make\s+)?(?P<a>.+?)\s+(?P<verb>sends?|calls?|asks?|tells?|repl(?:y|ies)|returns?)\s+(?:an?\s+)?(?P<what>{QUOTE})\s+"
            r"(?:to|on|of|from)\s+(?P<b>.+?)(?:\s+(?P<when>after|before)\s+(?P<at>.+))?",
            clause.text,
        )
        if found is None:
            return None
        how = "reply" if found["verb"].casefold().startswith(("repl", "return")) else None
        anchor: dict[str, Any] = (
            {found["when"].casefold(): message(diagram, clause, found["at"])} if found["when"] else {}
        )
        ends = target(diagram, clause, found["a"], last), target(diagram, clause, found["b"], last)
        return Found(
            [Connect(source=ends[0], target=ends[1], label=clause.said(found["what"]), kind=how, **anchor)]
        )
    return None
