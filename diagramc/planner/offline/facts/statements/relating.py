"""What a clause says that somebody does to others."""

from __future__ import annotations

from diagramc.planner.offline.clauses import Clause, Phrase
from diagramc.planner.offline.facts.model import Relation
from diagramc.planner.offline.facts.naming import (
    phrase_key,
)
from diagramc.planner.offline.facts.statements.having import is_another
from diagramc.planner.offline.facts.statements.kinds import Kinds
from diagramc.planner.offline.facts.words import (
    multiplicity,
)
from diagramc.planner.offline.labels import third_person
from diagramc.planner.offline.lexicon.nouns import ATTRIBUTES

_THIRD = frozenset("with for under in at on about from between".split())
"""Prepositions that tie what is done to a third thing."""

_LIGHT = frozenset(
    (("take", "place"), ("take", "part"), ("play", "role"), ("make", "use"), ("keep", "track"))
)
"""Verbs with nouns that say nothing without what a preposition adds."""

_PASSIVE_ENDS = frozenset("by to in with for from of through via at on under into between using".split())


class Relating(Kinds):
    """Reads any other verb between things."""

    def _relates(self, owners: list[Phrase]) -> None:
        """Any other verb between two things."""
        verb, ends = self._verb_and_ends()
        for owner in owners[:3]:
            for phrase in ends[:3]:
                if not self._usable(phrase) or self._is_property(phrase) or self._in_passing(phrase):
                    continue
                source, target = self._thing(owner), self._thing(phrase)
                if source != target or is_another(phrase):
                    many = "0..*" if self.clause.passive else None
                    self._place(phrase)
                    self.domain.relate(Relation("verb", source, target, verb, many, multiplicity(phrase)))
                    if phrase in self.clause.objects[-1:]:
                        self._third_parties(phrase)

    def _place(self, phrase: Phrase) -> None:
        """ "On a cruise, guests are offered shows": the shows are on the cruise."""
        first = self.clause.subjects[0].start
        for preposition, others in self.clause.complements:
            other = others[0]
            if other.start < first and preposition in ("on", "in", "at", "for", "within", "during"):
                known = phrase_key(other) in self._known.subjects or phrase_key(other) in self.domain.things
                if known and self._usable(other) and not self._is_property(other):
                    source, target = self._thing(other), self._thing(phrase)
                    if source != target:
                        self.domain.relate(Relation("has", source, target, "has", None, multiplicity(phrase)))

    def _third_parties(self, phrase: Phrase) -> None:
        """ "Customers book tickets for a screening": what the object is for, in or under."""
        for preposition, others in self.clause.complements:
            if preposition not in _THIRD or others[0].start < phrase.end:
                continue
            for other in others[:2]:
                if self._usable(other) and not self._is_property(other) and not self._in_passing(other):
                    self._third_party(phrase, other, preposition)

    def _verb_and_ends(self) -> tuple[str, tuple[Phrase, ...]]:
        """What the relation is called, and the phrases at its other end."""
        clause = self.clause
        if clause.passive:
            if clause.objects and any(self._usable(p) and not self._is_property(p) for p in clause.objects):
                # "Each guest is assigned a room"
                return f"is {_participle(clause)}", clause.objects
            ends = tuple(p for c in clause.complements if c.preposition in _PASSIVE_ENDS for p in c.phrases)
            ends = tuple(p for p in ends if p.start > clause.subjects[0].start)
            preposition = next((c.preposition for c in clause.complements if c.phrases[:1] == ends[:1]), "")
            return f"{_participle(clause)} {preposition}".strip(), ends
        verb = third_person(clause.verb)
        after = [c for c in clause.complements if c.phrases[0].start > clause.subjects[0].start]
        if clause.objects and (clause.base, clause.objects[0].head) in _LIGHT and after:
            # "Lectures take place in rooms"
            return f"{verb} {clause.objects[0].name} {after[0].preposition}", after[0].phrases
        receivers = clause.complement("to")
        if clause.objects and all(self._is_property(p) for p in clause.objects) and receivers:
            # "Teachers give grades to students"
            return f"{verb} {clause.objects[0].name} to", receivers
        if clause.objects:
            return verb, clause.objects
        return (f"{verb} {after[0].preposition}", after[0].phrases) if after else (verb, ())

    def _in_passing(self, phrase: Phrase) -> bool:
        """Whether "can" or "may" only says what is possible with something that has no part of its own in the domain."""
        return (
            not self.clause.passive
            and self.clause.modal in ("can", "may")
            and phrase_key(phrase) not in self._known.subjects
            and phrase.head not in ATTRIBUTES
            and not phrase.plural
            and phrase.core[0].tag != "DET"
        )


def _participle(clause: Clause) -> str:
    group = [t for t in clause.tokens if t.tag == "VERB" and t.lemma == clause.base]
    return group[-1].lower if group else clause.verb
