"""Commands that add members: attributes, methods, columns, events."""

from __future__ import annotations

import re
from typing import Any

from diagramc.editing.faults import refused
from diagramc.editing.patch import AddMember, AnyStep
from diagramc.editing.resolve import find
from diagramc.editing.sentences.clauses import QUOTE, Clause
from diagramc.editing.sentences.patterns import Found, listed, target
from diagramc.ir.base import Diagram

_MEMBER = re.compile(
    r"(?:an?\s+|the\s+)?(?:new\s+)?(?P<how>(?:(?:public|private|protected|static|abstract|primary|foreign|unique)\s+)*)"
    r"(?P<what>attribute|field|column|property|method|operation|function|value|literal|event|primary key|foreign key|key)s?\s+"
    r"(?P<name>.+?)\s+(?:to|in|into|on|for|of(?!\s+type\b))\s+(?P<owner>.+)",
    re.IGNORECASE | re.DOTALL,
)


_MEMBER_AFTER = re.compile(
    r"(?:an?\s+|the\s+)?(?:new\s+)?(?P<how>(?:(?:public|private|protected|unique)\s+)*)(?P<name>[\w$]+(?:\([^)]*\))?)\s+"
    r"(?P<what>attribute|field|column|property|method|operation|function|value|event)\s+(?:to|in|on|for|of)\s+(?P<owner>.+)",
    re.IGNORECASE | re.DOTALL,
)
"""`a total column to order`."""


_MEMBER_BARE = re.compile(
    r"(?P<how>(?:(?:public|private|protected)\s+)*)(?P<name>[\w$]+\s*(?:\([^)]*\))?(?:\s*:\s*[\w<>\[\](),. ]+?)?)\s+to\s+(?P<owner>.+)",
    re.IGNORECASE | re.DOTALL,
)


def member(diagram: Diagram, clause: Clause, rest: str, last: str | None) -> Found | None:
    """A member of a class or entity, or an event of a period."""
    if diagram.type not in ("class", "er", "timeline"):
        return None
    found = _MEMBER.fullmatch(rest) or _MEMBER_AFTER.fullmatch(rest)
    if found is None:
        if diagram.type == "timeline":
            inside = re.fullmatch(rf"({QUOTE}|.+?)\s+(?:to|in|under|for)\s+(.+)", rest, re.DOTALL)
            owner = find(diagram, clause.quoted(inside[2]), groups=False) if inside else None
            if inside is None or owner is None:
                return None
            return Found([AddMember(owner=owner, member="event", name=clause.said(inside[1]))], owner)
        found = _MEMBER_BARE.fullmatch(rest)
        if found is None or find(diagram, clause.quoted(found["owner"]), groups=False) is None:
            return None
    owner = target(diagram, clause, found["owner"], last)
    what = (found.groupdict().get("what") or "").casefold()
    return Found(members(diagram, clause, owner, what, found["how"].casefold(), found["name"]), owner)


def members(diagram: Diagram, clause: Clause, owner: str, what: str, how: str, names: str) -> list[AnyStep]:
    """The steps that add members of these names, with types and parameters."""
    if diagram.type == "timeline":
        return [AddMember(owner=owner, member="event", name=clause.said(names))]
    steps: list[AnyStep] = []
    for name in listed(names):
        said = clause.said(re.sub(r"^(?:called|named)\s+", "", name, flags=re.IGNORECASE))
        typed = re.fullmatch(
            r"([\w$ -]+?)\s*(\([^)]*\))?\s*(?:(?::|of type|as an?|as|returning|with type)\s*(.+))?", said
        )
        if typed is None:
            raise refused(
                f"{said[:80]!r} is no name of a member", "say it like: name: type, or run(x: int): bool"
            )
        keys = [
            k
            for word, k in (("primary", "PK"), ("foreign", "FK"), ("unique", "UK"))
            if word in f"{how} {what}"
        ]
        visibility: Any = next((v for v in ("public", "private", "protected") if v in how), None)
        member: Any = "attribute"
        if what in ("method", "operation", "function") or typed[2] is not None:
            member = "operation"
        elif what in ("value", "literal"):
            member = "value"
        inner = (typed[2] or "()")[1:-1]
        parameters = tuple(part.strip() for part in inner.split(",") if part.strip())
        steps.append(
            AddMember(
                owner=owner,
                name=typed[1].strip(),
                member=member,
                type=typed[3].strip() if typed[3] else None,
                visibility=visibility,
                keys=tuple(keys),  # type: ignore[arg-type]
                parameters=parameters,
            )
        )
    return steps
