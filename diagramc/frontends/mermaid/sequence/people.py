"""Participants under way."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from diagramc.diagnostics import Span
from diagramc.frontends.lalr import Token
from diagramc.frontends.mermaid.text import unescape
from diagramc.ir.base import Label, Link
from diagramc.ir.sequence import Participant, ParticipantKind


@dataclass
class Person:
    """A participant under way. `declared` when a line of its own says so."""

    id: str
    token: Token
    span: Span
    kind: ParticipantKind = "participant"
    label: Label | None = None
    box: str | None = None
    link: Link | None = None
    declared: bool = False


def id_of(token: Token) -> str:
    """The id of the participant whom a token names."""
    return unescape(token.strip())


def is_slip(word: str, right: str) -> bool:
    """Whether a name differs from another one as by a slip of the keyboard: not by a number, and not when they are short."""
    if min(len(word), len(right)) < 4 or abs(len(word) - len(right)) > 1:
        return False
    if re.sub(r"\d", "", word) == re.sub(r"\d", "", right):
        return False
    front = _alike(word, right)
    back = _alike(word[front:][::-1], right[front:][::-1])
    return max(len(word), len(right)) - front - back <= 2


def _alike(one: str, other: str) -> int:
    """How many characters two words begin with alike."""
    return next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def participants(people: Iterable[Person]) -> list[Participant]:
    """In the order in which they come up; those of a box stand where its first one does."""
    found = list(people)
    first = {id: at for at, id in reversed([(at, p.box) for at, p in enumerate(found) if p.box])}
    ordered = sorted(enumerate(found), key=lambda item: (first.get(item[1].box or "", item[0]), item[0]))
    return [
        Participant(
            id=person.id,
            label=person.label,
            kind=person.kind,
            group=person.box,
            link=person.link,
            span=person.span,
        )
        for _, person in ordered
    ]
