"""Properties that a text mentions on the way: "the number of decks", "their address", "the customer's name", "a party code"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from diagramc.planner.offline.clauses import Clause, Phrase, first_phrases, sentence_parts, strip_asides
from diagramc.planner.offline.facts.model import Domain, thing_key
from diagramc.planner.offline.facts.naming import phrase_key, property_name, thing_name, usable
from diagramc.planner.offline.facts.statements import Known
from diagramc.planner.offline.facts.words import is_property, property_type
from diagramc.planner.offline.lexicon.nouns import ATTRIBUTES, SYSTEMS
from diagramc.planner.offline.lexicon.qualities import is_abstract
from diagramc.planner.offline.notation import Item
from diagramc.planner.offline.tokens import noun_lemma, sentences, tokenize

RECORDING = frozenset(
    """store record track keep note save register collect specify provide enter include indicate contain list show display maintain know define
    require need capture log want state describe give characterize identify fill have submit ask""".split()
)
"""Verbs whose objects are properties where their names allow it."""
_ABOUT = ("for", "about", "on")
_POSSESSIVES = frozenset("its their his her".split())
_COUNTS = frozenset("number amount quantity count total".split())


OFTEN = 3
"""What a text names so many times is a thing."""


class _Mention(NamedTuple):
    """A property word in a clause, and the prepositions of the list that it stands in."""

    phrase: Phrase
    listed: tuple[Phrase, ...]
    preposition: str


def _phrases(clause: Clause) -> list[Phrase]:
    return [*clause.subjects, *clause.objects, *(p for c in clause.complements for p in c.phrases)]


class PropertyFinder:
    """Goes through clauses in order and gives properties to what they are about."""

    def __init__(self, domain: Domain, known: Known) -> None:
        self._domain = domain
        self._known = known
        self._topic: str | None = None

    def read(self, clause: Clause) -> None:
        """The properties that one clause mentions."""
        owner = next((phrase_key(p) for p in clause.subjects if self._is_thing(p)), None)
        if owner is not None and owner in self._domain.things:
            self._topic = owner
        for mention in self._mentions(clause):
            key = self._owner(mention, clause, owner)
            if key is None:
                continue
            name = self._name(mention.phrase)
            if thing_key(name) not in self._domain.things and len(name.split()) <= 4:
                self._domain.property(key, name, property_type(name))

    def read_list(self, item: Item) -> None:
        """ "For the plate, the register contains:" with one property a line under it."""
        lead = [
            p
            for s in sentences(item.text)
            for part in sentence_parts(s)
            for c in part.clauses
            for p in _phrases(c)
        ]
        owner = next(
            (key for p in reversed(lead) if (key := self._known_key(thing_name(p))) is not None), None
        )
        for child in item.children:
            tokens = strip_asides(tokenize(child.text))
            for phrase in first_phrases(tokens):
                if is_property(phrase, phrase_key(phrase) in self._known.owners):
                    key = self._behind(phrase) or owner
                    if key is not None:
                        name = self._name(phrase)
                        self._domain.property(key, name, property_type(name))
            self.read_list(child)

    def _mentions(self, clause: Clause) -> Iterator[_Mention]:
        lists: list[tuple[str, tuple[Phrase, ...]]] = [("", clause.subjects), ("", clause.objects)]
        lists += [(c.preposition, c.phrases) for c in clause.complements]
        for preposition, phrases in lists:
            for phrase in phrases:
                if phrase.pronoun is None and is_property(phrase, phrase_key(phrase) in self._known.owners):
                    yield _Mention(phrase, phrases, preposition)

    def _is_thing(self, phrase: Phrase) -> bool:
        return (
            usable(phrase, self._domain.things)
            and not is_property(phrase, phrase_key(phrase) in self._known.owners)
            and phrase_key(phrase) in self._domain.things
        )

    def _owner(self, mention: _Mention, clause: Clause, subject: str | None) -> str | None:
        """Whose property it is: what "of", a possessive, "for" or the compound names, else who the clause is about."""
        phrase = mention.phrase
        behind = self._behind(phrase) or next(
            (found for p in mention.listed if p.start > phrase.start and (found := self._behind(p))), None
        )
        if behind is not None:
            return behind
        if phrase.owner and (key := self._known_key(" ".join(t.text for t in phrase.owner))):
            return key
        compound = [t.text for t in phrase.words[:-1]]
        for length in (2, 1):
            if len(compound) >= length and (key := self._known_key(" ".join(compound[-length:]))):
                return key
        first_owner = self._mate(mention)
        if first_owner is not None:
            return first_owner
        about = [p for c in clause.complements if c.preposition in _ABOUT for p in c.phrases]
        for candidate in about:
            if (key := self._known_key(thing_name(candidate))) is not None:
                return key
            if clause.subjects and candidate.start < clause.subjects[0].start and usable(candidate):
                # "For each rehearsal, the date is recorded"
                return self._domain.thing(thing_name(candidate), candidate.start, candidate.end)
        if mention.preposition == "with" and (key := self._before(clause, phrase)) is not None:
            return key
        first = next((t for t in phrase.core if t.tag == "POSS"), None)
        if first is not None and first.lower in _POSSESSIVES:
            return subject or self._topic
        if clause.base in ("give", "submit") and clause.complement("to"):
            # what is handed on is nobody's property
            return None
        if clause.base in RECORDING and (mention.preposition or phrase not in clause.subjects):
            system = subject is not None and noun_lemma(subject.rpartition(" ")[2]) in SYSTEMS
            return self._topic if system or subject is None else subject
        if phrase in clause.subjects and phrase.core[0].lower in ("the", "each", "every"):
            return self._topic
        return None

    def _before(self, clause: Clause, phrase: Phrase) -> str | None:
        """The thing that stands last before a phrase: what it is "with"."""
        named = [*clause.subjects, *clause.objects, *(p for c in clause.complements for p in c.phrases)]
        before = sorted((p for p in named if p.end <= phrase.start), key=lambda p: p.end, reverse=True)
        return next((key for p in before if (key := self._known_key(thing_name(p))) is not None), None)

    def _mate(self, mention: _Mention) -> str | None:
        """The owner that the compound at the head of the list names: "owner name, phone and address"."""
        first = mention.listed[0]
        if first is mention.phrase or not is_property(first):
            return None
        compound = " ".join(t.text for t in first.words[:-1])
        return self._known_key(compound) if compound else None

    def _behind(self, phrase: Phrase) -> str | None:
        """The thing behind "of"."""
        of = next((i for i, t in enumerate(phrase.tokens) if t.lower == "of"), None)
        if of is None or not phrase.tokens[of + 1 :]:
            return None
        rest = phrase.tokens[of + 1 :]
        return self._known_key(thing_name(Phrase(rest, rest)))

    def _known_key(self, name: str) -> str | None:
        """The key of a thing of this name; what the text names often is one."""
        key = thing_key(name)
        if key in self._domain.things:
            return key
        often = self._known.counts[key] >= OFTEN and not is_abstract(key) and key not in ATTRIBUTES
        return self._domain.thing(name) if often and key else None

    def _name(self, phrase: Phrase) -> str:
        """ "the number of decks" as "number of decks", "the customer name" of a customer as "name"."""
        if phrase.head in _COUNTS and phrase.tokens != phrase.core and self._behind(phrase) is None:
            return " ".join(t.lower for t in phrase.tokens if t.tag not in ("DET", "POSS", "PRON"))
        return property_name(phrase, self._domain.things.keys() | self._known.subjects)
