"""What a clause says that somebody is: kinds, interfaces, enumerations."""

from __future__ import annotations

from diagramc.planner.offline.clauses import Phrase, join
from diagramc.planner.offline.facts.model import Relation, RelationKind
from diagramc.planner.offline.facts.naming import (
    phrase_key,
)
from diagramc.planner.offline.facts.statements.having import Having
from diagramc.planner.offline.facts.words import (
    CLASS_WORDS,
    KINDS_OF,
)
from diagramc.planner.offline.lexicon.words import DETERMINERS

_CLASSIFYING = frozenset("classify categorize categorise distinguish subdivide specialize specialise".split())

_SHARES: dict[str, tuple[RelationKind, str]] = {"part": ("part", "contains"), "member": ("has", "has")}
"""What somebody is of a whole: the relation and what the whole does."""


class Kinds(Having):
    """Reads kinds."""

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
