"""What a clause says that somebody has: properties, operations, parts and things."""

from __future__ import annotations

from collections.abc import Iterator

from diagramc.planner.offline.clauses import Phrase
from diagramc.planner.offline.facts.model import Relation, RelationKind
from diagramc.planner.offline.facts.naming import (
    MEMBER_WORDS,
    is_nominal,
    operation_name,
    phrase_key,
    thing_name,
    usable,
)
from diagramc.planner.offline.facts.statements.base import Claims
from diagramc.planner.offline.facts.words import (
    CLASS_WORDS,
    multiplicity,
    property_type,
)
from diagramc.planner.offline.labels import third_person
from diagramc.planner.offline.lexicon.qualities import is_abstract


class Having(Claims):
    """Reads possessions."""

    def _have(self, owners: list[Phrase], things: tuple[Phrase, ...], kind: RelationKind) -> None:
        """Give the owners what they have: operations, properties, or relations to things."""
        listed = any(self._is_property(p) for p in things) and len(things) > 1
        counted = any(p.core[0].tag == "NUM" and p.plural and not self._is_property(p) for p in things)
        for owner in owners[:3] if things else ():
            source = self._thing(owner)
            for phrase in things:
                if (text := operation_name(phrase)) is not None:
                    operations = self.domain.things[source].operations
                    if text not in operations:
                        operations.append(text)
                elif listed and self._is_count(phrase):
                    name = f"number of {thing_name(phrase).lower()}"
                    self.domain.property(source, name, property_type(name))
                elif not (
                    counted and phrase.core[0].tag == "DET" and not self._is_property(phrase)
                ) and self._is_attribute(phrase, kind, listed):
                    self._property(source, phrase)
                elif self._usable(phrase) or usable(phrase, self.domain.things):
                    self._has_thing(source, phrase, kind)

    def _is_count(self, phrase: Phrase) -> bool:
        """Whether "a number of pages" among properties only counts what the text says nothing else of."""
        key = phrase_key(phrase)
        counted = phrase.core[0].lower == "a number of" and self._known.counts[key] < 2
        return counted and key not in self._known.subjects and key not in self.domain.things

    def _is_attribute(self, phrase: Phrase, kind: RelationKind, listed: bool) -> bool:
        key = phrase_key(phrase)
        if key in self._known.subjects or key in self.domain.things:
            return False
        bare = listed and phrase.core[0].tag == "NOUN" and self._known.counts[key] < 2
        simple = bare or multiplicity(phrase) in (None, "1", "0..1")
        if self._is_property(phrase):
            return simple or not phrase.plural
        if phrase.head in MEMBER_WORDS:
            return True
        if _kind_word(phrase) is not None or _capitalised(phrase):
            return False
        if not is_nominal(phrase):
            return False
        alone = (
            kind == "has" and (self._known.counts[key] < 2 or is_abstract(phrase.head)) and not phrase.person
        )
        return (simple and (listed or alone)) or self._given_type(phrase) is not None

    def _attached(self, phrase: Phrase) -> tuple[Phrase, ...]:
        """What "with" adds to the last of the things: "pets have appointments with vets"."""
        return tuple(
            p
            for c in self.clause.complements
            if c.preposition == "with" and c.phrases[0].start > phrase.end
            for p in c.phrases
        )

    def _has_thing(self, source: str, phrase: Phrase, kind: RelationKind) -> None:
        target = self._thing(phrase)
        if target == source and not is_another(phrase):
            return
        if _kind_word(phrase) == "interface":
            self.domain.things[target].kind = "interface"
        said = (
            "has"
            if self.clause.base in ("have", "own") or self.clause.passive
            else third_person(self.clause.verb)
        )
        label = said if kind == "has" else "contains"
        self.domain.relate(Relation(kind, source, target, label, None, multiplicity(phrase)))
        for other in self._attached(phrase):
            if operation_name(other) is not None or self._is_property(other):
                self._have([phrase], (other,), "has")
            else:
                self._third_party(phrase, other)

    def _third_party(self, phrase: Phrase, other: Phrase, preposition: str = "with") -> None:
        """ "Patients book appointments with doctors": each of the things is with one of the others, who take part in many."""
        if not self._usable(other):
            return
        source, target = self._thing(phrase), self._thing(other)
        if source != target:
            each = phrase.plural and (other.plural or preposition != "with")
            ends = ("0..*", "1") if each else (None, multiplicity(other))
            self.domain.relate(Relation("verb", source, target, preposition, *ends))

    def _with_members(self, owner: Phrase) -> None:
        """What stands behind "with" and "that has"."""
        self._have([owner], self.clause.complement("with", "containing", "including"), "has")

    def _reverse(self, owners: list[Phrase], wholes: tuple[Phrase, ...]) -> None:
        for owner in owners:
            for whole in wholes:
                if self._usable(whole) and not self._is_property(whole):
                    source, target = self._thing(whole), self._thing(owner)
                    if source != target:
                        self.domain.relate(
                            Relation("has", source, target, "has", multiplicity(whole) or "1", "0..*")
                        )

    def _owned_property(self) -> None:
        """ "The name of a customer is a text", "the customer's name": a property of what it belongs to."""
        for phrase, owner in self._owned():
            if self._usable(owner) and not self._is_property(owner):
                self._property(self._thing(owner), Phrase(phrase.words, phrase.words))

    def _owned(self) -> Iterator[tuple[Phrase, Phrase]]:
        for phrase in self.clause.subjects:
            of = next((i for i, t in enumerate(phrase.tokens) if t.lower == "of"), None)
            if not self._is_property(phrase):
                continue
            if of is not None and phrase.tokens[of + 1 :]:
                rest = phrase.tokens[of + 1 :]
                yield phrase, Phrase(rest, rest)
            elif phrase.owner:
                yield phrase, Phrase(phrase.owner, phrase.owner)


def _kind_word(phrase: Phrase) -> str | None:
    """The word for a kind of class that stands before a name: "interface" in "an interface Pot"."""
    words = phrase.words
    return (
        words[0].lower
        if len(words) > 1 and words[0].lower in CLASS_WORDS and words[1].text[:1].isupper()
        else None
    )


def _capitalised(phrase: Phrase) -> bool:
    """Whether a name is written like that of a thing: "Engine" in "a Car has an Engine"."""
    text = phrase.words[-1].text
    return text[:1].isupper() and text[1:].islower() and phrase.core[0].tag in ("DET", "NUM")


def is_another(phrase: Phrase) -> bool:
    """Whether a thing is said to be tied to others of its kind: "further categories"."""
    return any(t.lower in ("other", "another", "further") for t in phrase.core)
