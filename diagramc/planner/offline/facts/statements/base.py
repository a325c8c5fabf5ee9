"""What every reading of a clause needs: the phrases that name things and properties."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from diagramc.planner.offline.clauses import Clause, Phrase
from diagramc.planner.offline.facts.model import Domain
from diagramc.planner.offline.facts.naming import (
    phrase_key,
    property_name,
    thing_name,
    usable,
)
from diagramc.planner.offline.facts.words import (
    is_property,
    property_type,
)

_NESTED = ("in", "of", "for", "on", "like")
"""Prepositions inside an item of a list: "its size in metres, type and colour"."""


@dataclass(slots=True)
class Known:
    """What the whole text says about names: what owns something, what acts, and how often each is named."""

    owners: set[str] = field(default_factory=set)
    subjects: set[str] = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)


class Claims:
    """A clause and the domain that it is read into."""

    def __init__(self, domain: Domain, clause: Clause, known: Known) -> None:
        self.domain = domain
        self.clause = clause
        self._known = known

    def _phrases(self) -> list[Phrase]:
        clause = self.clause
        found = [*clause.subjects, *clause.objects, *(p for c in clause.complements for p in c.phrases)]
        return [p for p in found if any(t.tag not in ("DET", "PRON") for t in p.core)]

    def _names_thing(self, phrase: Phrase) -> bool:
        return self._usable(phrase) and not self._is_property(phrase)

    def _usable(self, phrase: Phrase) -> bool:
        return usable(phrase, self._known.owners)

    def _is_property(self, phrase: Phrase) -> bool:
        return is_property(phrase, phrase_key(phrase) in self._known.owners)

    def _listed(self, phrases: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
        """The phrases of a list, with those that a preposition inside it has cut off."""
        if not phrases:
            return phrases
        found = list(phrases)
        for preposition, others in self.clause.complements:
            if preposition in _NESTED and len(others) > 1 and others[0].start > found[-1].start:
                found += others[1:]
        return tuple(found)

    def _thing(self, phrase: Phrase) -> str:
        return self.domain.thing(thing_name(phrase), phrase.start, phrase.end)

    def _property(self, key: str, phrase: Phrase) -> None:
        name = property_name(phrase, self.domain.things.keys() | self._known.subjects)
        given = self._given_type(phrase)
        self.domain.property(key, name, given or property_type(name), given is not None)

    def _given_type(self, phrase: Phrase) -> str | None:
        """The type in "a name of type String" or "radius: float"."""
        tokens = phrase.tokens
        for index, token in enumerate(tokens[:-1]):
            if token.lower == "type" and index and tokens[index - 1].lower == "of":
                return tokens[index + 1].text
        following = [t for t in self.clause.tokens if t.start >= phrase.end][:2]
        if len(following) == 2 and following[0].text == ":":
            return following[1].text
        return None
