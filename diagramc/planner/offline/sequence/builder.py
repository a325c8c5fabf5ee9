"""A procedure to messages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from diagramc.ir.ids import slug
from diagramc.ir.sequence import (
    AnyStep,
    Fragment,
    Message,
    MessageKind,
    Operand,
    Participant,
    ParticipantKind,
    Sequence,
)
from diagramc.planner.offline.clauses import Clause, Phrase
from diagramc.planner.offline.labels import action_label, capitalise, concise, past_participle
from diagramc.planner.offline.lexicon.nouns import PEOPLE, SYSTEMS
from diagramc.planner.offline.lexicon.services import PRODUCTS
from diagramc.planner.offline.lexicon.verbs import REPLY_VERBS, SHOW_VERBS
from diagramc.planner.offline.procedure import Act, Decision, Loop, Parallel, Step, acts
from diagramc.planner.offline.sequence.participants import GENERIC_HEADS, SYNONYMS, name_key, participant_kind

_TO = ("to", "into", "towards", "onto")
_WITH = ("with", "from", "against", "at")
_IN = ("in", "on", "inside", "within")
_VIA = ("via", "through", "using")
_PEOPLE_OBJECT_VERBS = SHOW_VERBS | frozenset(
    "contact call assign invite advise redirect reward pay prompt reach".split()
)


class SequenceBuilder:
    """Collects participants and messages; remembers who called whom, so that an answer finds its way back."""

    def __init__(self, declared: list[str]) -> None:
        self.participants: dict[str, Participant] = {}
        self._ids: dict[str, str] = {}
        self._callers: dict[str, str] = {}
        self._closed = len(declared) >= 2
        for name in declared:
            self.participant(name)

    def participant(self, name: str, kind: str | None = None) -> str:
        """The id of the participant of this name, made when there is none."""
        key = name_key(name)
        known = self._ids.get(key)
        if known is not None:
            return known
        participant_id = slug(name, self.participants)
        self._ids[key] = participant_id
        self.participants[participant_id] = Participant(
            id=participant_id,
            label=capitalise(name),
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
            clause = act.clause
            if clause is None:
                continue
            if not clause.passive:
                for phrase in clause.subjects[:2]:
                    self._consider(phrase, acting=True)
            for complement in clause.complements:
                if complement.preposition in (*_TO, *_WITH, *_VIA, "by") or (
                    complement.preposition in _IN
                    and any(p.head in ("database", "db", "queue", "cache") for p in complement.phrases)
                ):
                    for phrase in complement.phrases[:2]:
                        self._consider(phrase, acting=complement.preposition == "by" and clause.passive)
            for phrase in clause.objects[:2]:
                if clause.base in (*_CALLS, "use") or (phrase.person and clause.base in _PEOPLE_OBJECT_VERBS):
                    self._consider(phrase, acting=False)

    def _consider(self, phrase: Phrase, *, acting: bool) -> None:
        if phrase.pronoun is not None or self.find(phrase) is not None:
            return
        named = phrase.words
        if not named or named[-1].tag not in ("NOUN",):
            return
        likely = phrase.head in PEOPLE or phrase.head in SYSTEMS or phrase.name.lower() in PRODUCTS
        if self._closed and not (likely and acting) and not (phrase.head == "service" and not acting):
            return
        if likely or (acting and len(named) <= 4):
            self.participant(phrase.singular_name if phrase.plural and phrase.head in PEOPLE else phrase.name)

    @property
    def _first_system(self) -> str | None:
        return next((p.id for p in self.participants.values() if p.kind != "actor"), None)

    @property
    def _first_person(self) -> str | None:
        return next((p.id for p in self.participants.values() if p.kind == "actor"), None)

    def steps(self, steps: list[Step]) -> tuple[AnyStep, ...]:
        """The messages and fragments of a procedure."""
        found: list[AnyStep] = []
        for index, step in enumerate(steps):
            match step:
                case Act():
                    found += self._optional(step)
                    following = steps[index + 1] if index + 1 < len(steps) else None
                    found += self._implied_reply(step, found[-1:], following)
                case Decision():
                    found += self._decision(step)
                case Loop() if step.body:
                    body = self.steps(step.body)
                    if body:
                        found.append(
                            Fragment(kind="loop", operands=(Operand(label=_guard(step), steps=body),))
                        )
                case Parallel():
                    found += self._parallel(step)
                case _:
                    pass
        return tuple(found)

    def _parallel(self, parallel: Parallel) -> list[AnyStep]:
        operands = [Operand(label=b.label, steps=self.steps(b.steps)) for b in parallel.branches]
        kept = tuple(o for o in operands if o.steps)
        return [Fragment(kind="par", operands=kept)] if len(kept) > 1 else [s for o in kept for s in o.steps]

    def _implied_reply(self, act: Act, last: list[AnyStep], following: Step | None) -> list[AnyStep]:
        """The answer of a system that is asked, where the text leaves it out and does not go on at that system."""
        if not last or not isinstance(last[0], Message) or act.clause is None or last[0].kind == "reply":
            return []
        message, clause = last[0], act.clause
        source, target = message.source, message.target
        if source is None or target is None or source == target:
            return []
        asked = clause.base in (*_FETCHES, *_ASSESSES) or (clause.purpose and clause.base in _ASKS)
        kept = clause.base in _STORES and self.participants[target].kind == "database"
        if not (asked or kept) or self.participants[target].kind == "actor":
            return []
        if self._goes_on_at(target, following):
            return []
        self._last = source
        label = "Result" if isinstance(following, Decision) else self._answer(clause)
        return [Message(source=target, target=source, label=label, kind="reply")]

    def _goes_on_at(self, target: str, following: Step | None) -> bool:
        """Whether the next step is something that this participant does."""
        clause = following.clause if isinstance(following, Act | Decision) else None
        if isinstance(following, Decision) and following.branches and following.branches[0].steps:
            first = following.branches[0].steps[0]
            clause = first.clause if isinstance(first, Act) else clause
        return clause is not None and any(self.find(p) == target for p in clause.subjects)

    def _answer(self, clause: Clause) -> str:
        """What comes back: the thing asked for, or "Order saved"."""
        named = [p for p in clause.objects if self.find(p) is None] or [*clause.complement("for")]
        if clause.base in _FETCHES:
            return capitalise(concise(named[0].tokens)) if named else "Result"
        if clause.base in _ASSESSES:
            return f"{capitalise(concise(named[0].tokens))} checked" if named else "Result"
        if named and clause.base not in _ASKS:
            return f"{capitalise(concise(named[0].tokens))} {past_participle(clause.base)}"
        return "Done"

    def _optional(self, act: Act) -> list[AnyStep]:
        messages = self.messages(act)
        if act.guard and messages:
            return [Fragment(kind="opt", operands=(Operand(label=act.guard, steps=tuple(messages)),))]
        return messages

    def _decision(self, decision: Decision) -> list[AnyStep]:
        callers = dict(self._callers)
        operands: list[Operand] = []
        condition = decision.question.rstrip("?")
        answers = {"Yes", "No"} >= {branch.label for branch in decision.branches}
        for branch in decision.branches:
            self._callers = dict(callers)
            label = branch.guard or (
                branch.label if not answers else condition if branch.label == "Yes" else "Otherwise"
            )
            operands.append(Operand(label=label, steps=self.steps(branch.steps)))
        self._callers = callers
        kept = tuple(operand for operand in operands if operand.steps)
        if not kept:
            return []
        if len(kept) == 1:
            return [Fragment(kind="opt", operands=kept)]
        return [Fragment(kind="alt", operands=kept)]

    def messages(self, act: Act) -> list[AnyStep]:
        """The messages of one act: direct, through somebody, or to oneself."""
        clause = act.clause
        if clause is None:
            return self._unparsed(act)
        source = self._source(clause)
        if source is None:
            return []
        return self._deliver(clause, source)

    def _unparsed(self, act: Act) -> list[AnyStep]:
        actor = self._first_person or self._first_system
        if actor is None:
            return []
        target = self._first_system or actor
        return [self._message(actor, target, act.label)]

    def _source(self, clause: Clause) -> str | None:
        if clause.passive:
            for phrase in clause.complement("by"):
                found = self.find(phrase)
                if found is not None:
                    return found
            return self._actor or self._last_receiver
        for phrase in clause.subjects:
            found = self.find(phrase)
            if found is not None:
                return found
        if not clause.subjects:
            return self._actor or self._last_receiver or self._first_person or self._first_system
        return None

    _last: str | None = None
    _actor: str | None = None

    @property
    def _last_receiver(self) -> str | None:
        return self._last or self._first_system

    def _deliver(self, clause: Clause, source: str) -> list[AnyStep]:
        via = self._named(clause, _VIA)
        via = None if via == source else via
        target, reply = self._target(clause, source)
        label = self._label(clause, (target, via))
        if (
            clause.base in ("receive", "get", "obtain")
            and (giver := self._named(clause, ("from",)))
            and giver != source
        ):
            what = capitalise(concise(clause.objects[0].tokens)) if clause.objects else label
            return [
                self._message(giver, source, what, "reply" if self._callers.get(giver) == source else "sync")
            ]
        if via is not None and target is not None and via != target:
            return [self._message(source, via, label), self._message(via, target, label)]
        if via is not None and target is None:
            target = via
        if target is None:
            target = source
        return [self._message(source, target, label, "reply" if reply and target != source else "sync")]

    def _label(self, clause: Clause, ends: tuple[str | None, ...]) -> str:
        """What a message says; of "ask the bank to charge the card" what is asked for."""
        if clause.base in _ASKS and clause.purpose and ends[0] is not None and not clause.passive:
            return capitalise(concise(clause.purpose))
        return action_label(clause, tuple(self._phrases_of(clause, ends)))

    def _phrases_of(self, clause: Clause, participants: tuple[str | None, ...]) -> Iterator[Phrase]:
        """The phrases of a clause that name these participants."""
        phrases = [*clause.objects, *(p for c in clause.complements for p in c.phrases)]
        for phrase in phrases:
            found = self.find(phrase)
            if found is not None and found in participants and phrase.start > clause.start:
                yield phrase

    def _named(self, clause: Clause, prepositions: tuple[str, ...]) -> str | None:
        for complement in clause.complements:
            if complement.preposition in prepositions:
                for phrase in complement.phrases:
                    found = self.find(phrase)
                    if found is not None:
                        return found
        return None

    def _target(self, clause: Clause, source: str) -> tuple[str | None, bool]:
        """Whom an act goes to, and whether as an answer."""
        reply = clause.base in REPLY_VERBS or clause.verb == "send back"
        answer = any(t.lemma in _ANSWERS for p in clause.objects for t in p.words)
        shown = clause.base in SHOW_VERBS or (
            answer and clause.base in ("send", "give", "provide", "deliver")
        )
        named = self._named(clause, _TO)
        if named is None:
            for phrase in (*clause.objects[:1], *(clause.subjects if clause.passive else ())):
                if phrase.core and (
                    clause.base in _CALLS or clause.base in _PEOPLE_OBJECT_VERBS or phrase.person
                ):
                    named = self.find(phrase)
                    if named == source:
                        named = None
        if named is None:
            named = self._named(clause, _WITH) or self._named(clause, _IN)
        if named is None and clause.base in _INSPECTS and clause.objects:
            found = self.find(clause.objects[0])
            named = found if found != source else None
        if named is None and clause.objects and clause.objects[0].head in ("database", "cache", "queue"):
            named = self.find(clause.objects[0])
        if named is not None and named != source:
            answered = (reply or shown) and self._callers.get(source) == named
            unasked = self.participants[source].kind != "actor" and clause.base != "confirm"
            return named, answered or (reply and unasked)
        if reply or clause.base in SHOW_VERBS:
            back = self._callers.get(source)
            if clause.base in SHOW_VERBS and self.participants[source].kind != "actor":
                back = self._first_person or back
            if back is not None and back != source:
                return back, reply
        if self.participants[source].kind == "actor" and clause.base not in ("wait", "decide", "think"):
            system = self._first_system
            if system is not None:
                return system, False
        return None, False

    def _message(self, source: str, target: str, label: str, kind: str = "sync") -> Message:
        if kind != "reply" and source != target:
            self._callers[target] = source
        self._last = target
        self._actor = source
        return Message(source=source, target=target, label=label, kind=cast("MessageKind", kind))

    def build(self, steps: tuple[AnyStep, ...], title: str | None = None) -> Sequence:
        """The diagram; participants that neither speak nor were listed are left out."""
        used = {i for message in _messages(steps) for i in (message.source, message.target)}
        kept = tuple(p for p in self.participants.values() if self._closed or p.id in used)
        return Sequence(title=title, participants=kept, steps=steps)


def _messages(steps: tuple[AnyStep, ...]) -> list[Message]:
    found: list[Message] = []
    for step in steps:
        if isinstance(step, Message):
            found.append(step)
        elif isinstance(step, Fragment):
            for operand in step.operands:
                found += _messages(operand.steps)
    return found


_CALLS = frozenset(
    "call invoke query ask notify inform contact request alert tell warn email message trigger ping access open visit poll consult use "
    "hit update search".split()
)
_ANSWERS = frozenset(
    "response reply answer result confirmation acknowledgement acknowledgment error receipt notification token success failure status".split()
)
"""Things that are sent to whoever asked."""
_ASKS = frozenset("ask request tell instruct order call".split())
_STORES = frozenset("save store update insert record write persist create delete remove add log".split())
_FETCHES = frozenset("query fetch retrieve get search read find look load request".split())
_ASSESSES = frozenset("validate verify authenticate check authorize authorise".split())
_INSPECTS = frozenset("check read query search update scan open load access call".split())


def _guard(loop: Loop) -> str:
    if loop.kind == "each":
        return f"for {loop.condition}"
    return f"{loop.kind} {loop.condition[:1].lower()}{loop.condition[1:]}"
