"""What one clause claims about a domain: kinds, properties, parts, relations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from diagramc.planner.offline.clauses import Clause, Phrase, join
from diagramc.planner.offline.facts.model import Domain, Relation, RelationKind
from diagramc.planner.offline.facts.naming import (
    MEMBER_WORDS,
    is_nominal,
    operation_name,
    phrase_key,
    property_name,
    thing_name,
    usable,
)
from diagramc.planner.offline.facts.words import (
    CLASS_WORDS,
    KINDS_OF,
    is_property,
    multiplicity,
    property_type,
)
from diagramc.planner.offline.labels import third_person
from diagramc.planner.offline.lexicon.nouns import ATTRIBUTES
from diagramc.planner.offline.lexicon.qualities import is_abstract
from diagramc.planner.offline.lexicon.verbs import HAVE_VERBS, PART_VERBS
from diagramc.planner.offline.lexicon.words import DETERMINERS

_DESCRIBED = frozenset("identify describe characterize characterise define mark determine specify".split())
_SUBTYPING = frozenset("extend inherit subclass specialize specialise".split())
_NESTED = ("in", "of", "for", "on", "like")
"""Prepositions inside an item of a list: "its size in metres, type and colour"."""


_CLASSIFYING = frozenset("classify categorize categorise distinguish subdivide specialize specialise".split())
_THIRD = frozenset("with for under in at on about from between".split())
"""Prepositions that tie what is done to a third thing."""
_SHARES: dict[str, tuple[RelationKind, str]] = {"part": ("part", "contains"), "member": ("has", "has")}
"""What somebody is of a whole: the relation and what the whole does."""
_LIGHT = frozenset(
    (("take", "place"), ("take", "part"), ("play", "role"), ("make", "use"), ("keep", "track"))
)
"""Verbs with nouns that say nothing without what a preposition adds."""
_PASSIVE_ENDS = frozenset("by to in with for from of through via at on under into between using".split())


@dataclass(slots=True)
class Known:
    """What the whole text says about names: what owns something, what acts, and how often each is named."""

    owners: set[str] = field(default_factory=set)
    subjects: set[str] = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)


class Statement:
    """Reads one clause into a domain."""

    def __init__(self, domain: Domain, clause: Clause, known: Known) -> None:
        self.domain = domain
        self.clause = clause
        self._known = known

    def read(self) -> None:
        """Dispatch on the verb."""
        clause = self.clause
        self._participles()
        if self._kind_first() or self._classified():
            return
        owners = [p for p in clause.subjects if self._usable(p) and not self._is_property(p)]
        if not owners:
            if not (clause.verb == "be" and self._kinds_announced()):
                self._owned_property()
            return
        if clause.verb == "be" and clause.objects:
            self._is(owners)
        elif clause.base in _SUBTYPING and (general := self._general()):
            self._kinds(owners, general, "is")
        elif clause.base in ("implement", "realize", "realise") and clause.objects and not clause.passive:
            self._kinds(owners, clause.objects[0], "implements")
        elif clause.passive and clause.base in _DESCRIBED:
            self._have(
                owners, self._listed(clause.complement("by", "with", "through") or clause.objects), "has"
            )
        elif clause.base in HAVE_VERBS and not clause.passive:
            self._have(owners, self._listed(clause.objects), "has")
        elif clause.base in PART_VERBS:
            self._have(owners, self._listed(clause.objects or clause.complement("of", "in")), "part")
        elif clause.base == "belong":
            self._reverse(owners, clause.complement("to"))
        else:
            self._relates(owners)

    def _participles(self) -> None:
        """ "A university offers courses taught by teachers": what is said of the phrase before the participle."""
        tokens = self.clause.tokens
        places = {t.start: i for i, t in enumerate(tokens)}
        before = {p.end: p for p in self._phrases()}
        done_to = self.clause.subjects[0] if self.clause.subjects and self.clause.passive else None
        for preposition, phrases in self.clause.complements:
            at = places.get(phrases[0].start, 0) - 2
            if preposition != "by" or at < 1 or tokens[at].tag != "PARTICIPLE":
                continue
            if tokens[at - 1].tag != "CONJ":
                done_to = before.get(tokens[at - 1].end)
            if done_to is None or not self._names_thing(done_to):
                continue
            for phrase in filter(self._names_thing, phrases):
                source, target = self._thing(done_to), self._thing(phrase)
                if source != target:
                    ends = ("0..*", multiplicity(phrase))
                    self.domain.relate(Relation("verb", source, target, f"{tokens[at].lower} by", *ends))

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

    def _general(self) -> Phrase | None:
        candidates = (*self.clause.objects, *self.clause.complement("from", "of"))
        return candidates[0] if candidates and self._usable(candidates[0]) else None

    def _is(self, owners: list[Phrase]) -> None:
        """ "A circle is a shape", "Shape is an abstract class", "some employees are managers", "a client can be a person"."""
        if self._kinds_announced():
            return
        share = _SHARES.get(self.clause.objects[0].head)
        whole = self.clause.objects[0].behind_of()
        if share is not None and whole is not None:
            if self._names_thing(whole):
                for owner in owners:
                    self.domain.relate(Relation(share[0], self._thing(whole), self._thing(owner), share[1]))
            return
        general = self.clause.objects[0]
        words = {t.lower for t in general.tokens}
        if general.head in CLASS_WORDS and not (words & KINDS_OF - {"type"} and "of" in words):
            for owner in owners:
                self._of_kind(owner, general.head, words)
            return
        if general.head in KINDS_OF and "of" in words:
            cut = next(i for i, t in enumerate(general.tokens) if t.lower == "of")
            rest = general.tokens[cut + 1 :]
            if rest:
                self._kinds(owners, Phrase(rest, rest), "is")
            return
        special = [p for p in self.clause.objects if self._usable(p) and not self._is_property(p)]
        if len(special) == len(self.clause.objects) and self._alternatives():
            # "A room is a single room, a double room or a suite"
            self._kinds(special, owners[0], "is")
            return
        if special and (
            self.clause.modal in ("can", "may", "could") or owners[0].core[0].lower in ("some", "certain")
        ):
            for phrase in special:
                if self._is_kind(phrase, owners[0]):
                    self._kinds([phrase], owners[0], "is")
            return
        determined = general.core[0].lower in ("a", "an", "another", "also") or (
            general.plural and (owners[0].plural or len(owners) > 1)
        )
        if (
            not determined
            or not special
            or special[0] is not general
            or phrase_key(general) == phrase_key(owners[0])
        ):
            return
        if self._is_kind(general, owners[0]) or (general.plural and len(owners) > 1):
            self._kinds(owners, general, "is")
        else:
            for owner in owners:
                self._thing(owner)
            self._with_members(owners[0])

    def _alternatives(self) -> bool:
        """Whether the objects are what the subject may be, one or the other."""
        first, last = self.clause.objects[0], self.clause.objects[-1]
        either = first.core[0].lower == "either"
        joints = {t.lower for t in self.clause.tokens if first.end <= t.start < last.start}
        return either or "or" in joints

    def _kind_first(self) -> bool:
        """ "A special type of house is the bungalow"."""
        clause = self.clause
        if clause.verb != "be" or len(clause.subjects) != 1 or clause.subjects[0].head not in KINDS_OF:
            return False
        general = clause.subjects[0].behind_of()
        special = [p for p in clause.objects if self._usable(p)]
        if general is None or not special or not self._usable(general):
            return False
        self._kinds(special, general, "is")
        return True

    def _classified(self) -> bool:
        """ "Songs are classified either as singles or as hits", "members are divided into adults and children"."""
        clause = self.clause
        special = [
            p
            for c in clause.complements
            if c.preposition in ("as", "into", "between", "in")
            for p in c.phrases
            if self._usable(p)
        ]
        if not clause.passive or clause.base not in _CLASSIFYING or not special:
            return False
        owners = [p for p in clause.subjects if self._usable(p)]
        if owners and all(p.plural or p.core[0].tag == "DET" for p in special):
            self._kinds(special, owners[0], "is")
        return bool(owners)

    def _kinds_announced(self) -> bool:
        """ "There are two kinds of members: students and teachers"."""
        for phrase in self.clause.announced:
            general = phrase.behind_of()
            if phrase.head in KINDS_OF and general is not None and self._usable(general):
                self._kinds([p for p in self.clause.objects if self._usable(p)], general, "is")
                return True
        return False

    def _of_kind(self, owner: Phrase, head: str, words: set[str]) -> None:
        """Note that a thing is an interface, an abstract class or an enumeration."""
        thing = self.domain.things[self._thing(owner)]
        if head == "interface":
            thing.kind = "interface"
        elif "abstract" in words:
            thing.kind = "abstract"
        elif head in ("enum", "enumeration"):
            thing.kind = "enum"
        self._with_members(owner)

    def _is_kind(self, phrase: Phrase, other: Phrase) -> bool:
        """Whether a phrase names a thing of the domain rather than describes the other."""
        key = phrase_key(phrase)
        return key in self._known.subjects or key in self.domain.things or phrase.head == other.head

    def _with_members(self, owner: Phrase) -> None:
        """What stands behind "with" and "that has"."""
        self._have([owner], self.clause.complement("with", "containing", "including"), "has")

    def _kinds(self, owners: list[Phrase], general: Phrase, kind: RelationKind) -> None:
        target = self._thing(general)
        if kind == "implements":
            self.domain.things[target].kind = "interface"
        for owner in owners:
            source = self._thing(owner)
            if source == target and kind == "is":
                # "A room is a single room or a suite"
                words = [w for w in join(owner.core).split() if w.lower() not in DETERMINERS]
                source = self.domain.thing(" ".join(words))
            if source != target:
                self.domain.relate(Relation(kind, source, target))

    def _thing(self, phrase: Phrase) -> str:
        return self.domain.thing(thing_name(phrase), phrase.start, phrase.end)

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
        if target == source and not _another(phrase):
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

    def _reverse(self, owners: list[Phrase], wholes: tuple[Phrase, ...]) -> None:
        for owner in owners:
            for whole in wholes:
                if self._usable(whole) and not self._is_property(whole):
                    source, target = self._thing(whole), self._thing(owner)
                    if source != target:
                        self.domain.relate(
                            Relation("has", source, target, "has", multiplicity(whole) or "1", "0..*")
                        )

    def _relates(self, owners: list[Phrase]) -> None:
        """Any other verb between two things."""
        verb, ends = self._verb_and_ends()
        for owner in owners[:3]:
            for phrase in ends[:3]:
                if not self._usable(phrase) or self._is_property(phrase) or self._in_passing(phrase):
                    continue
                source, target = self._thing(owner), self._thing(phrase)
                if source != target or _another(phrase):
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


def _another(phrase: Phrase) -> bool:
    """Whether a thing is said to be tied to others of its kind: "further categories"."""
    return any(t.lower in ("other", "another", "further") for t in phrase.core)


def _participle(clause: Clause) -> str:
    group = [t for t in clause.tokens if t.tag == "VERB" and t.lemma == clause.base]
    return group[-1].lower if group else clause.verb
