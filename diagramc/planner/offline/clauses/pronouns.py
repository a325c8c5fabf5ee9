"""What "it", "they", "he" and "she" stand for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from diagramc.planner.offline.clauses.model import Clause, Part, Phrase, Role
from diagramc.planner.offline.clauses.parts import sentence_parts
from diagramc.planner.offline.lexicon.nouns import SYSTEMS
from diagramc.planner.offline.tokens import Sentence


def resolve_pronouns(parts: list[list[Part]]) -> list[list[Part]]:
    """Replace "it", "they", "he", "she" and "this" in subjects by what the clauses before were about."""
    person: Phrase | None = None
    thing: Phrase | None = None
    asked: Phrase | None = None
    several: tuple[Phrase, ...] = ()
    plural: Phrase | None = None
    resolved: list[list[Part]] = []
    for sentence in parts:
        new_parts: list[Part] = []
        for part in sentence:
            clauses: list[Clause] = []
            for clause in part.clauses:
                subjects = clause.subjects
                pronoun = subjects[0].pronoun if len(subjects) == 1 else None
                if pronoun in ("he", "she") and person is not None:
                    subjects = (person,)
                elif pronoun == "it" and (asked if part.role in _ASKING else thing) is not None:
                    # "If the ticket is valid, ... If it is expired, ...": conditions go on about the same thing.
                    subjects = ((asked if part.role in _ASKING else thing) or subjects[0],)
                elif pronoun == "it" and thing is not None:
                    subjects = (thing,)
                elif (
                    pronoun in ("they", "these", "those")
                    and plural is not None
                    and (clause.passive or part.role in _ASKING)
                ):
                    subjects = (plural,)
                elif pronoun in ("they", "these", "those", "both") and several and clause.base not in _DONE:
                    subjects = several
                clauses.append(clause if subjects is clause.subjects else replace(clause, subjects=subjects))
                named = [p for p in subjects if p.pronoun is None]
                if part.role not in ("main", "after", "when"):
                    # "If a room is free, it returns the price": a condition is about something else than who acts.
                    asked = named[-1] if named and part.role in _ASKING else asked
                    named = [p for p in named if p.person or p.head in SYSTEMS]
                if named:
                    several = tuple(named)
                    if named[-1].person:
                        person = named[-1]
                        thing = thing if thing is not None else named[-1]
                    else:
                        thing = named[-1]
                    if (
                        clause.objects
                        and named[-1].person
                        and not clause.objects[0].person
                        and clause.objects[0].pronoun is None
                    ):
                        thing = thing if thing in named else clause.objects[0]
                receivers = [*clause.complement("to", "into", "via", "on", "through"), *clause.objects]
                system = next((p for p in receivers if p.head in SYSTEMS), None)
                if system is not None and named and named[-1].person:
                    thing = system
                plural = next((p for p in clause.objects if p.plural and not p.person), plural)
                for phrase in clause.objects:
                    if phrase.pronoun is None and phrase.person:
                        person = phrase
            new_parts.append(part._replace(clauses=tuple(clauses)))
        resolved.append(new_parts)
    return resolved


_DONE = frozenset("finish complete end".split())
_ASKING: frozenset[Role] = frozenset({"if", "unless"})


def parse_sentences(found: Sequence[Sentence]) -> list[list[Part]]:
    """The parts of every sentence, pronouns resolved."""
    return resolve_pronouns([sentence_parts(sentence) for sentence in found])
