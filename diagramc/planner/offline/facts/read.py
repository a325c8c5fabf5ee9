"""A prompt to a domain."""

from __future__ import annotations

from collections import Counter

from diagramc.planner.offline.clauses import Clause, Phrase
from diagramc.planner.offline.facts.model import Domain, Relation, RelationKind, thing_key
from diagramc.planner.offline.facts.words import (
    CLASS_WORDS,
    KINDS_OF,
    is_property,
    multiplicity,
    property_type,
    usable,
)
from diagramc.planner.offline.labels import third_person
from diagramc.planner.offline.lexicon.nouns import ATTRIBUTES
from diagramc.planner.offline.lexicon.verbs import HAVE_VERBS, PART_VERBS
from diagramc.planner.offline.notation import key_list, members_of, read_arrows
from diagramc.planner.offline.reading import Reading
from diagramc.planner.offline.tokens import tokenize


def read_domain(reading: Reading) -> Domain:
    """The domain that a prompt describes."""
    domain = Domain()
    _read_lines(reading, domain)
    clauses = reading.clauses
    owners = _owners(clauses)
    subjects = {p.key for c in clauses for p in c.subjects if usable(p) and not is_property(p, owners)}
    counts = Counter(
        p.key
        for c in clauses
        for p in (*c.subjects, *c.objects, *(q for k in c.complements for q in k.phrases))
    )
    for clause in clauses:
        _Statement(domain, clause, subjects, owners, counts).read()
    return domain


def _owners(clauses: list[Clause]) -> set[str]:
    """What has, holds or consists of something, or has things that belong to it: things, whatever their names mean elsewhere."""
    owners: set[str] = set()
    for clause in clauses:
        if clause.base in HAVE_VERBS | PART_VERBS and not clause.passive and clause.objects:
            owners |= {p.key for p in clause.subjects if "of" not in {t.lower for t in p.tokens}}
        elif clause.base == "belong":
            owners |= {p.key for p in (*clause.subjects, *clause.complement("to"))}
    return owners


def _read_lines(reading: Reading, domain: Domain) -> None:
    """ "Order (id, total)", "Order: id, total", and things with their properties as bullets under them."""
    for item in reading.items:
        found = members_of(item.text)
        pair = key_list(item.text)
        if found is not None and not read_arrows(item.line):
            key = domain.thing(found.name, item.line.start, item.line.end)
            _members(domain, key, found.members)
        elif (
            pair is not None
            and len(pair[0].split()) <= 3
            and pair[0].lower() not in ("entities", "classes", "tables", "title", "purpose")
            and all(len(m.split()) <= 4 for m in pair[1])
            and (len(pair[1]) > 1 or len(reading.items) > 1)
        ):
            _members(domain, domain.thing(pair[0], item.line.start, item.line.end), pair[1])
        elif pair is not None and pair[0].lower() in ("entities", "classes", "tables"):
            for name in pair[1]:
                members = members_of(name)
                key = domain.thing(members.name if members else name)
                if members:
                    _members(domain, key, members.members)
        elif item.children and len(item.text.rstrip(":").split()) <= 3:
            name = item.text.rstrip(": ")
            _members(
                domain, domain.thing(name, item.line.start, item.line.end), [c.text for c in item.children]
            )


def _members(domain: Domain, key: str, members: list[str]) -> None:
    thing = domain.things[key]
    for member in members:
        member = member.strip().strip("+-#~").strip()
        if "(" in member:
            if member not in thing.operations:
                thing.operations.append(member)
            continue
        name, colon, kind = member.partition(":")
        if not colon:
            name, joined, kind = member.partition(" as ")
            colon = joined
        name = name.strip()
        if name:
            domain.property(key, name, kind.strip() or property_type(name), given=bool(colon))


class _Statement:
    """Reads one clause into a domain."""

    def __init__(
        self, domain: Domain, clause: Clause, subjects: set[str], owners: set[str], counts: Counter[str]
    ) -> None:
        self.domain = domain
        self.clause = clause
        self._subjects = subjects
        self._owners = owners
        self._counts = counts

    def read(self) -> None:
        """Dispatch on the verb."""
        clause = self.clause
        owners = [p for p in clause.subjects if usable(p) and not self._is_property(p)]
        if not owners:
            self._owned_property()
            return
        if clause.verb == "be" and clause.objects:
            self._is(owners)
        elif clause.base in ("extend", "inherit", "subclass", "specialize", "specialise") and (
            general := self._general()
        ):
            self._kinds(owners, general, "is")
        elif clause.base in ("implement", "realize", "realise") and clause.objects and not clause.passive:
            self._kinds(owners, clause.objects[0], "implements")
        elif clause.passive and clause.base in (
            "identify",
            "describe",
            "characterize",
            "characterise",
            "define",
            "mark",
        ):
            self._have(owners, clause.complement("by", "with", "through"), "has")
        elif clause.base in HAVE_VERBS and not clause.passive:
            self._have(owners, clause.objects, "has")
        elif clause.base in PART_VERBS:
            self._have(owners, clause.objects or clause.complement("of", "in"), "part")
        elif clause.base == "belong":
            self._reverse(owners, clause.complement("to"))
        else:
            self._relates(owners)

    def _is_property(self, phrase: Phrase) -> bool:
        return is_property(phrase, self._owners)

    def _general(self) -> Phrase | None:
        candidates = (*self.clause.objects, *self.clause.complement("from", "of"))
        return candidates[0] if candidates and usable(candidates[0]) else None

    def _is(self, owners: list[Phrase]) -> None:
        """ "A circle is a shape", "Shape is an abstract class", "status is one of open and closed"."""
        general = self.clause.objects[0]
        words = {t.lower for t in general.tokens}
        if general.head in CLASS_WORDS and not (words & KINDS_OF - {"type"} and "of" in words):
            for owner in owners:
                thing = self.domain.things[self._thing(owner)]
                thing.kind = (
                    "interface"
                    if general.head == "interface"
                    else "abstract"
                    if "abstract" in words
                    else "enum"
                    if general.head in ("enum", "enumeration")
                    else thing.kind
                )
                self._with_members(owner)
            return
        if general.head in KINDS_OF and "of" in words:
            cut = next(i for i, t in enumerate(general.tokens) if t.lower == "of")
            rest = general.tokens[cut + 1 :]
            if rest:
                self._kinds(owners, Phrase(rest, rest), "is")
            return
        determined = general.core[0].lower in ("a", "an", "either", "another", "also") or (
            general.plural and owners[0].plural
        )
        if determined and usable(general) and not self._is_property(general) and general.key != owners[0].key:
            if (
                general.key in self._subjects
                or thing_key(general.name) in self.domain.things
                or general.head == owners[0].head
            ):
                self._kinds(owners, general, "is")
            else:
                for owner in owners:
                    self._thing(owner)
                self._with_members(owners[0])

    def _with_members(self, owner: Phrase) -> None:
        """What stands behind "with" and "that has"."""
        self._have([owner], self.clause.complement("with", "containing", "including"), "has")

    def _kinds(self, owners: list[Phrase], general: Phrase, kind: RelationKind) -> None:
        target = self._thing(general)
        if kind == "implements":
            self.domain.things[target].kind = "interface"
        for owner in owners:
            source = self._thing(owner)
            if source != target:
                self.domain.relate(Relation(kind, source, target))

    def _thing(self, phrase: Phrase) -> str:
        words = phrase.words
        if len(words) > 1 and words[-1].lower in CLASS_WORDS and words[-1].tag == "NOUN":
            words = words[:-1]
        if len(words) > 1 and words[0].lower in CLASS_WORDS | {"abstract"}:
            words = words[1:]
        name = " ".join(t.text for t in words if t.text not in ("'s", "’s"))
        return self.domain.thing(name, phrase.start, phrase.end)

    def _have(self, owners: list[Phrase], things: tuple[Phrase, ...], kind: RelationKind) -> None:
        if not things:
            return
        listed = [p for p in things if self._is_property(p)]
        for owner in owners[:3]:
            source = self._thing(owner)
            for phrase in things:
                text = phrase.name
                if text.endswith("()"):
                    operations = self.domain.things[source].operations
                    if text not in operations:
                        operations.append(text)
                    continue
                entity = thing_key(text) in self._subjects or thing_key(text) in self.domain.things
                counted = multiplicity(phrase)
                simple = counted in (None, "1", "0..1")
                if not entity and (
                    (self._is_property(phrase) and (simple or not phrase.plural))
                    or (listed and simple and len(things) > 1)
                    or (simple and kind == "has" and self._counts[phrase.key] < 2 and not phrase.person)
                    or self._given_type(phrase) is not None
                ):
                    self._property(source, phrase)
                elif usable(phrase, self.domain.things):
                    target = self._thing(phrase)
                    if target != source:
                        label = (
                            (
                                "has"
                                if self.clause.base in ("have", "own") or self.clause.passive
                                else third_person(self.clause.verb)
                            )
                            if kind == "has"
                            else "contains"
                        )
                        self.domain.relate(Relation(kind, source, target, label, None, counted))

    def _property(self, key: str, phrase: Phrase) -> None:
        name = " ".join(
            t.lower if not t.text.isupper() and t.text[:1].isupper() and t.text[1:].islower() else t.text
            for t in phrase.words
            if t.lower not in ("unique", "own", "'s")
        )
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
                if usable(whole) and not self._is_property(whole):
                    source, target = self._thing(whole), self._thing(owner)
                    if source != target:
                        self.domain.relate(
                            Relation("has", source, target, "has", multiplicity(whole) or "1", "0..*")
                        )

    def _relates(self, owners: list[Phrase]) -> None:
        """Any other verb between two things."""
        clause = self.clause
        if clause.passive:
            ends = clause.complement("by", "to", "in", "with", "for", "from", "of")
            preposition = next((c.preposition for c in clause.complements if c.phrases == ends), "")
            verb = f"{_participle(clause)} {preposition}".strip()
        else:
            ends = clause.objects
            verb = third_person(clause.verb)
            if not ends and clause.complements:
                after = [c for c in clause.complements if c.phrases[0].start > clause.subjects[0].start]
                if after:
                    ends = after[0].phrases
                    verb = f"{verb} {after[0].preposition}"
        for owner in owners[:3]:
            for phrase in ends[:3]:
                if not usable(phrase) or self._is_property(phrase):
                    continue
                if (
                    not clause.passive
                    and clause.modal in ("can", "may")
                    and thing_key(phrase.name) not in self._subjects
                    and phrase.head not in ATTRIBUTES
                    and not phrase.plural
                    and phrase.core[0].tag != "DET"
                ):
                    continue
                source, target = self._thing(owner), self._thing(phrase)
                if source != target:
                    counted = multiplicity(phrase)
                    many = "0..*" if clause.passive else None
                    self.domain.relate(Relation("verb", source, target, verb, many, counted))

    def _owned_property(self) -> None:
        """ "The name of a customer is a text", "the customer's name": a property of what it belongs to."""
        for phrase in self.clause.subjects:
            if not self._is_property(phrase):
                continue
            of = [i for i, t in enumerate(phrase.tokens) if t.lower == "of"]
            if of and phrase.tokens[of[0] + 1 :]:
                rest = phrase.tokens[of[0] + 1 :]
                owner = Phrase(rest, rest)
            elif phrase.owner:
                owner = Phrase(phrase.owner, phrase.owner)
            else:
                continue
            if usable(owner) and not self._is_property(owner):
                self._property(self._thing(owner), Phrase(phrase.words, phrase.words))


def _participle(clause: Clause) -> str:
    group = [t for t in clause.tokens if t.tag == "VERB" and t.lemma == clause.base]
    return group[-1].lower if group else clause.verb


def has_method_syntax(text: str) -> bool:
    """Whether the text names operations: "area()"."""
    return any(t.text.endswith("()") for t in tokenize(text[:4000]))
