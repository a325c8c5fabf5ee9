"""What "it", "they", "he", "she" and "them" stand for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from diagramc.planner.offline.clauses.model import Clause, Part, Phrase, Role
from diagramc.planner.offline.clauses.parts import sentence_parts
from diagramc.planner.offline.lexicon.nouns import SYSTEMS
from diagramc.planner.offline.tokens import Sentence, Token

_DONE = frozenset("finish complete end".split())
_ASKING: frozenset[Role] = frozenset({"if", "unless"})
_WEATHER = frozenset("rain snow".split())
"""Verbs whose "it" stands for nothing."""
_NO_MATTER = frozenset("time day error".split())


def resolve_pronouns(parts: list[list[Part]]) -> list[list[Part]]:
    """Replace pronouns by what the clauses before were about."""
    resolver = _Resolver()
    return [[part._replace(clauses=resolver.resolve(part)) for part in sentence] for sentence in parts]


def parse_sentences(found: Sequence[Sentence]) -> list[list[Part]]:
    """The parts of every sentence, pronouns resolved."""
    return resolve_pronouns([sentence_parts(sentence) for sentence in found])


def _is_name(phrase: Phrase) -> bool:
    """Whether a phrase may be somebody's name: capitals, no article, no system."""
    text = phrase.words[0].text
    return phrase.proper and len(phrase.words) <= 2 and phrase.head not in SYSTEMS and text[1:].islower()


class _Resolver:
    """Goes through clauses in order and remembers who and what was named last."""

    def __init__(self) -> None:
        self._person: Phrase | None = None
        self._thing: Phrase | None = None
        self._asked: Phrase | None = None
        self._plural: Phrase | None = None
        self._matter: Phrase | None = None
        self._several: tuple[Phrase, ...] = ()
        self._last: tuple[Phrase, ...] = ()

    def resolve(self, part: Part) -> tuple[Clause, ...]:
        """The clauses of a part with their pronouns replaced."""
        clauses: list[Clause] = []
        for clause in part.clauses:
            changed = replace(clause, subjects=self._subjects(clause, part.role))
            changed = self._with_object(changed)
            clauses.append(changed)
            self._remember(changed, part.role)
        return tuple(clauses)

    def _subjects(self, clause: Clause, role: Role) -> tuple[Phrase, ...]:
        if (
            len(clause.subjects) == 1
            and len(self._last) > 1
            and clause.subjects[0].head in ("latter", "former")
        ):
            return (self._last[-1 if clause.subjects[0].head == "latter" else 0],)
        pronoun = clause.subjects[0].pronoun if len(clause.subjects) == 1 else None
        found: Phrase | None = None
        if clause.base in _WEATHER:
            return clause.subjects
        if pronoun in ("he", "she"):
            found = self._person
        elif pronoun == "it":
            # "If the ticket is valid, ... If it is expired, ...": conditions go on about the same thing.
            thing = self._thing
            if thing is None or thing.person or thing.plural:
                thing = self._matter or thing
            found = (self._asked if role in _ASKING else None) or thing
            if clause.passive and (role not in _ASKING or self._asked is None):
                # "... looks up the order. If it is found, ..."
                found = self._matter or found
        elif pronoun in ("they", "these", "those") and (clause.passive or role in _ASKING):
            found = self._plural
        if found is not None:
            return (found,)
        if pronoun in ("they", "these", "those", "both") and self._several and clause.base not in _DONE:
            return self._several
        return clause.subjects

    def _with_object(self, clause: Clause) -> Clause:
        """ "stores the message and delivers it" delivers the message."""
        if len(clause.objects) != 1 or self._matter is None:
            return clause
        pronoun = clause.objects[0].pronoun
        if pronoun not in ("it", "them", "these", "those") or (
            (pronoun != "it") != self._matter.plural
            and not (pronoun == "them" and self._matter.words[-1].lower.endswith("s"))
        ):
            return clause
        old, new = clause.objects[0], self._matter
        predicate: list[Token] = []
        for token in clause.predicate:
            predicate += new.core if token.start == old.start else (token,)
        return replace(clause, objects=(new,), predicate=tuple(predicate))

    def _remember(self, clause: Clause, role: Role) -> None:
        behind = (p for c in clause.complements for p in c.phrases)
        self._last = tuple(p for p in (*clause.subjects, *clause.objects, *behind) if p.pronoun is None)
        named = [p for p in clause.subjects if p.pronoun is None]
        if role not in ("main", "after", "when"):
            # "If a room is free, it returns the price": a condition is about something else than who acts.
            self._asked = named[-1] if named and role in _ASKING else self._asked
            named = [p for p in named if p.person or p.head in SYSTEMS]
        first = clause.objects[0] if clause.objects and clause.objects[0].pronoun is None else None
        if named:
            self._several = tuple(named)
            if named[-1].person:
                self._person = named[-1]
                self._thing = self._thing if self._thing is not None else named[-1]
                if first is not None and not first.person and self._thing not in named:
                    self._thing = first
            else:
                self._thing = named[-1]
                if _is_name(named[-1]):
                    self._person = named[-1]
        receivers = [*clause.complement("to", "into", "via", "on", "through"), *clause.objects]
        system = next((p for p in receivers if p.head in SYSTEMS), None)
        if system is not None and named and named[-1].person:
            self._thing = system
        self._plural = next((p for p in clause.objects if p.plural and not p.person), self._plural)
        self._person = next((p for p in clause.objects if p.person and p.pronoun is None), self._person)
        done_to = clause.subjects[0] if clause.passive and clause.subjects else None
        for phrase in (done_to, first if clause.verb != "be" else None):
            if phrase is None or phrase.pronoun is not None or phrase.person:
                continue
            if phrase.head not in SYSTEMS and phrase.head not in _NO_MATTER:
                self._matter = phrase
