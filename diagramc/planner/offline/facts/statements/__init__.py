"""What one clause claims about a domain: kinds, properties, parts, relations."""

from __future__ import annotations

from diagramc.planner.offline.facts.model import Relation
from diagramc.planner.offline.facts.statements.base import Known
from diagramc.planner.offline.facts.statements.relating import Relating
from diagramc.planner.offline.facts.words import multiplicity
from diagramc.planner.offline.lexicon.verbs import HAVE_VERBS, PART_VERBS

_DESCRIBED = frozenset("identify describe characterize characterise define mark determine specify".split())

_SUBTYPING = frozenset("extend inherit subclass specialize specialise".split())


class Statement(Relating):
    """Reads one clause into a domain."""

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


__all__ = ["Known", "Statement"]
