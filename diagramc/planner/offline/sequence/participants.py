"""The lifelines of a sequence diagram: who takes part, who a phrase names, and what kind of lifeline that is."""

from __future__ import annotations

from typing import cast

from diagramc.ir.ids import slug
from diagramc.ir.sequence import Participant, ParticipantKind
from diagramc.planner.offline.clauses import Clause, Phrase
from diagramc.planner.offline.labels import name_label
from diagramc.planner.offline.lexicon.nouns import PEOPLE, SYSTEMS
from diagramc.planner.offline.lexicon.services import KIND_WORDS, PRODUCTS
from diagramc.planner.offline.procedure import Step, acts
from diagramc.planner.offline.sequence.words import CALLS, GIVES, IN, PEOPLE_OBJECT_VERBS, TO, VIA, WITH
from diagramc.planner.offline.tokens import noun_lemma, verb_lemma

GENERIC_HEADS = frozenset("service system app application server module component platform provider".split())
"""Last words that people leave out: the "payment service" is "payment"."""
SYNONYMS = {
    word: group
    for group, words in {
        "app": "app application",
        "db": "db database datastore",
        "site": "site website page portal",
        "system": "system platform",
        "ui": "ui interface frontend",
    }.items()
    for word in words.split()
}
_STORES = frozenset("database db queue cache storage".split())
_USED = frozenset("system app application website site portal platform shop store bank".split())
"""What people do something in or on."""


def participant_kind(name: str, proper: bool = False) -> ParticipantKind:
    """The kind of lifeline that a name suggests; a `proper` name that nothing else is known of is a person's."""
    words = [noun_lemma(word) for word in name.lower().replace("-", " ").split()]
    last = words[-1] if words else ""
    product = PRODUCTS.get(name.lower())
    kind = product.kind if product else KIND_WORDS.get(last)
    if kind == "database" and (last != "warehouse" or "data" in words):
        return "database"
    if kind in ("queue", "topic"):
        return "queue"
    if (
        last in PEOPLE
        and not (last in SYSTEMS and len(words) > 1)
        and last not in ("client", "controller", "worker")
    ):
        return "actor"
    if proper and kind is None and product is None and last not in SYSTEMS:
        return "actor"
    return "participant"


def name_key(name: str) -> str:
    """What spellings of a participant's name share."""
    words = name.lower().removeprefix("the ").split()
    return " ".join([*words[:-1], noun_lemma(words[-1])]) if words else ""


class Participants:
    """Who takes part, in order of mention. With two or more `declared`, only they and those who clearly act do."""

    def __init__(self, declared: list[str]) -> None:
        self.all: dict[str, Participant] = {}
        self._ids: dict[str, str] = {}
        self._initials: dict[str, str] = {}
        self.closed = len(declared) >= 2
        for name in declared:
            self.add(name)

    def add(self, name: str, kind: str | None = None) -> str:
        """The id of the participant of this name, made when there is none."""
        key = name_key(name)
        known = self._ids.get(key)
        if known is not None:
            return known
        participant_id = slug(name, self.all)
        words = name.replace("-", " ").split()
        if len(words) > 1:
            self._initials.setdefault("".join(word[0] for word in words).upper(), participant_id)
        self._ids[key] = participant_id
        self.all[participant_id] = Participant(
            id=participant_id,
            label=name_label(name),
            kind=cast("ParticipantKind", kind) if kind else participant_kind(name),
        )
        return participant_id

    def find(self, phrase: Phrase) -> str | None:
        """The participant that a phrase names: the same name, or one whose words cover the other's."""
        key = name_key(phrase.name)
        if key in self._ids:
            return self._ids[key]
        words = set(key.split())
        head = phrase.head
        if (short := self._initials.get(phrase.name)) is not None:
            return short
        best: str | None = None
        for known, participant_id in self._ids.items():
            own = known.split()
            shortened = len(own) > 1 and own[-1] in GENERIC_HEADS and words == set(own[:-1])
            if words >= set(own) or (words <= set(own) and head == own[-1]) or shortened:
                best = participant_id
                break
            if SYNONYMS.get(head) is not None and SYNONYMS[head] == SYNONYMS.get(own[-1]) and len(words) <= 2:
                best = best or participant_id
        return best

    def declare(self, steps: list[Step]) -> None:
        """Make participants of those who act, and of the systems and people they act on, in order of mention."""
        for act in acts(steps):
            if act.clause is not None:
                self._declare(act.clause)

    def _declare(self, clause: Clause) -> None:
        if not clause.passive:
            for phrase in clause.subjects[:2]:
                self._consider(phrase, acting=True)
        for phrase in clause.objects[:2]:
            called = clause.base in (*CALLS, "use") or (
                (phrase.person or phrase.proper) and clause.base in PEOPLE_OBJECT_VERBS | GIVES
            )
            if called:
                self._consider(phrase, acting=False)
        for preposition, phrases in clause.complements:
            stored = preposition in IN and any(p.head in _STORES for p in phrases)
            used = preposition in IN and any(p.head in _USED for p in phrases) and self._open
            if preposition in (*TO, *WITH, *VIA, "by") or stored or used:
                for phrase in phrases[:2]:
                    self._consider(phrase, acting=preposition == "by" and clause.passive, stored=stored)

    def _consider(self, phrase: Phrase, *, acting: bool, stored: bool = False) -> None:
        named = phrase.words
        if phrase.pronoun is not None or self.find(phrase) is not None:
            return
        if not named or named[-1].tag != "NOUN":
            return
        known = phrase.head in PEOPLE or phrase.head in SYSTEMS or phrase.name.lower() in PRODUCTS
        service = phrase.head == "service" and not acting
        used = phrase.head in _USED and self._open
        if self.closed and not ((known and acting) or service or stored or used):
            return
        name_only = (
            phrase.proper and len(named) == 1 and not phrase.plural and verb_lemma(named[0].lower) is None
        )
        if known or name_only or (acting and len(named) <= 4):
            name = phrase.singular_name if phrase.plural and phrase.head in PEOPLE else phrase.name
            self.add(name, participant_kind(name, phrase.proper and len(named) <= 2))

    @property
    def _open(self) -> bool:
        """Whether systems that the prompt does not list may take part: nothing is listed, or nobody but people."""
        return not self.closed or self.first_system is None

    @property
    def first_system(self) -> str | None:
        """The first participant that is no person."""
        return next((p.id for p in self.all.values() if p.kind != "actor"), None)

    @property
    def first_person(self) -> str | None:
        """The first participant that is a person."""
        return next((p.id for p in self.all.values() if p.kind == "actor"), None)
