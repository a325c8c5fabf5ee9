"""Commands that rename elements, members, lines and messages."""

from __future__ import annotations

import re

from diagramc.editing.apply.members import OWNERS
from diagramc.editing.elements import (
    links_of,
    messages_of,
)
from diagramc.editing.faults import refused
from diagramc.editing.patch import (
    Relabel,
    Rename,
    RenameMember,
    SetDiagram,
)
from diagramc.editing.resolve import find
from diagramc.editing.sentences.clauses import QUOTE, Clause
from diagramc.editing.sentences.patterns import (
    ENDS,
    LINE_NOUNS,
    MEMBER_NOUN,
    SAYING,
    Found,
    match,
    message,
    target,
)
from diagramc.editing.sentences.removing import member_removed, only_member
from diagramc.ir.base import Diagram, plain
from diagramc.ir.sequence import Sequence


def rename(diagram: Diagram, clause: Clause, last: str | None) -> Found | None:
    """Another label for a line or an element, another name for a member."""
    link = match(
        rf"(?:rename|relabel|label|change|set|reword)\s+(?:the\s+)?(?:(?:label|text)\s+(?:of|on)\s+(?:the\s+)?)?{LINE_NOUNS}\s+{ENDS}"
        rf"(?:\s+(?:to|as|with|{SAYING})\s+(?P<label>.+)|\s+(?P<quote>{QUOTE}))",
        clause.text,
    ) or match(
        rf"(?:relabel|label)\s+(?P<a>.+?)\s*(?:-+>+|→)\s*(?P<b>.+?)(?:\s+(?:to|as|with)\s+(?P<label>.+)|\s+(?P<quote>{QUOTE}))",
        clause.text,
    )
    if link is not None:
        ends = target(diagram, clause, link["a"], last), target(diagram, clause, link["b"], last)
        return Found(
            [Relabel(source=ends[0], target=ends[1], to=clause.said(link["label"] or link["quote"]))]
        )
    found = (
        match(r"(?:rename|relabel|reword)\s+(?P<old>.+?)\s+(?:to|as|into|->|=>|→)\s+(?P<new>.+)", clause.text)
        or match(
            r"(?:change|set|update)\s+(?:the\s+)?(?:name|label|text|caption|wording)\s+(?:of|for|on)\s+(?P<old>.+?)\s+(?:to|into|as)\s+(?P<new>.+)",
            clause.text,
        )
        or match(rf"(?:call|label)\s+(?P<old>.+?)\s+(?P<new>{QUOTE})", clause.text)
        or match(r"label\s+(?P<old>.+?)\s+as\s+(?P<new>.+)", clause.text)
    )
    if found is None:
        found = match(r"(?:replace)\s+(?P<old>.+?)\s+(?:with|by)\s+(?P<new>.+)", clause.text)
        if found is not None and find(diagram, clause.quoted(found["new"])) is not None:
            raise refused(
                f"{clause.said(found['new'])!r} is in the diagram already",
                "to give an element another name, say: rename A to B; to take one away: remove A",
                code="edit.unclear",
            )
    if found is None:
        return None
    return _renamed(diagram, clause, found["old"], found["new"], last)


def _renamed(diagram: Diagram, clause: Clause, old: str, new: str, last: str | None) -> Found:
    said = clause.said(
        re.sub(rf"^(?:an?|the)\s+(?!{QUOTE})", "", new, flags=re.IGNORECASE)
        if not clause.is_quoted(new)
        else new
    )
    if re.fullmatch(r"(?:the\s+)?(?:title|diagram|chart)", old.strip(), re.IGNORECASE):
        return Found([SetDiagram(title=said)])
    member = _member_named(diagram, clause, old)
    if member is not None:
        return Found(
            [RenameMember(owner=member[0], name=member[1], to=re.sub(r"\(\)$", "", said))], member[0]
        )
    if isinstance(diagram, Sequence) and find(diagram, clause.quoted(old)) is None:
        noun = re.sub(r"^(?:the\s+)?(?:message|call|reply)\s+", "", old, flags=re.IGNORECASE)
        label = message(diagram, clause, noun)
        sent = [m for m in messages_of(diagram) if plain(m.label) == label]
        if len(sent) > 1 or sent[0].source is None or sent[0].target is None:
            raise refused(
                f"there are {len(sent)} messages {label!r}",
                "say: relabel the message from A to B 'x'",
                code="edit.ambiguous",
            )
        return Found([Relabel(source=sent[0].source, target=sent[0].target, label=label, to=said)])
    if find(diagram, clause.quoted(old)) is None and last is None:
        only = only_member(diagram, clause.said(old))
        if only is not None:
            return Found([RenameMember(owner=only[0], name=only[1], to=said)], only[0])
        labelled = [link for link in links_of(diagram) if plain(link.label) == clause.said(old)]
        if len(labelled) == 1 and not isinstance(diagram, Sequence):
            step = Relabel(
                source=labelled[0].source, target=labelled[0].target, label=clause.said(old), to=said
            )
            return Found([step])
    id = target(diagram, clause, old, last)
    following = re.fullmatch(
        r"(.+?)\s*,?\s+(?:and\s+)?(.+?)\s+(?:to|into|as)\s+(.+)", new, re.IGNORECASE | re.DOTALL
    )
    if following is not None and find(diagram, clause.quoted(following[2])) is not None:
        first = Rename(target=id, label=clause.said(re.sub(r"\s+and$", "", following[1])))
        rest = _renamed(diagram, clause, following[2], following[3], last)
        return Found([first, *rest.steps], rest.last)
    return Found([Rename(target=id, label=said)], id)


def _member_named(diagram: Diagram, clause: Clause, words: str) -> tuple[str, str] | None:
    """The owner and the name of a member: `the column a of T`, `T.a`."""
    if diagram.type not in OWNERS:
        return None
    found = match(
        rf"(?:the\s+)?(?:{MEMBER_NOUN}\s+)?(?P<name>.+?)\s+(?:{MEMBER_NOUN}\s+)?(?:of|in|on|from)\s+(?P<owner>.+)",
        words,
    )
    found = found or match(r"(?P<owner>\w+)\.(?P<name>\w+)(?:\(\))?", words)
    found = found or match(rf"(?:the\s+)?(?P<owner>.+?)(?:'s|’s)\s+(?:{MEMBER_NOUN}\s+)?(?P<name>\w+)", words)
    owner = find(diagram, clause.quoted(found["owner"]), groups=False) if found else None
    if found is None or owner is None:
        return None
    removed = member_removed(diagram, owner, clause.said(found["name"]))
    return owner, removed.name


def changed(diagram: Diagram, clause: Clause, last: str | None) -> Found | None:
    """`change A to B`, where B is no look."""
    found = match(r"(?:change|turn)\s+(?P<old>.+?)\s+(?:to|into)\s+(?P<new>.+)", clause.text)
    return _renamed(diagram, clause, found["old"], found["new"], last) if found else None
