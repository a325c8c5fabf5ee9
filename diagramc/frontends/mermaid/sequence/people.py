"""Participants under way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from diagramc.diagnostics import Span
from diagramc.ir.base import Label, Link
from diagramc.ir.sequence import Participant, ParticipantKind


@dataclass
class Person:
    """A participant under way. `declared` when a line of its own says so."""

    id: str
    span: Span
    kind: ParticipantKind = "participant"
    label: Label | None = None
    box: str | None = None
    link: Link | None = None
    declared: bool = False


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
