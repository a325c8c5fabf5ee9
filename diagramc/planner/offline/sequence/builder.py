"""A procedure to messages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from diagramc.ir.sequence import AnyStep, Fragment, Message, MessageKind, Operand, Participant, Sequence
from diagramc.planner.offline.clauses import Clause, Phrase
from diagramc.planner.offline.labels import action_label, capitalise, concise, past_participle
from diagramc.planner.offline.lexicon.verbs import REPLY_VERBS, SHOW_VERBS
from diagramc.planner.offline.procedure import Act, Decision, Loop, Parallel, Step
from diagramc.planner.offline.sequence.participants import Participants
from diagramc.planner.offline.sequence.words import (
    AGREES,
    ANSWERS,
    ASKS,
    ASSESSES,
    CALLS,
    CONSIDERS,
    FETCHES,
    GIVES,
    HANDS_OUT,
    IN,
    INSPECTS,
    PEOPLE_OBJECT_VERBS,
    SENDS,
    STORES,
    TO,
    VIA,
    WITH,
)


class SequenceBuilder:
    """Collects messages; remembers who called whom, so that an answer finds its way back."""

    def __init__(self, declared: list[str]) -> None:
        self._who = Participants(declared)
        self.participant = self._who.add
        self.find = self._who.find
        self.declare = self._who.declare
        self._callers: dict[str, str] = {}
        self._last: str | None = None
        self._actor: str | None = None

    @property
    def participants(self) -> dict[str, Participant]:
        """The participants so far, by id."""
        return self._who.all

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
        asked = clause.base in (*FETCHES, *ASSESSES) or (clause.purpose and clause.base in ASKS)
        kept = clause.base in STORES and self.participants[target].kind == "database"
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
        if clause.base in FETCHES:
            return capitalise(" and ".join(concise(p.tokens) for p in named[:3])) if named else "Result"
        if clause.base in ASSESSES:
            return f"{capitalise(concise(named[0].tokens))} checked" if named else "Result"
        if named and clause.base not in ASKS:
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
        actor = self._who.first_person or self._who.first_system
        if actor is None:
            return []
        target = self._who.first_system or actor
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
            return self._actor or self._last_receiver or self._who.first_person or self._who.first_system
        return None

    @property
    def _last_receiver(self) -> str | None:
        return self._last or self._who.first_system

    def _deliver(self, clause: Clause, source: str) -> list[AnyStep]:
        via = self._named(clause, VIA)
        via = None if via == source else via
        target, reply = self._target(clause, source)
        label = self._label(clause, (target, via))
        if clause.base in ("receive", "get", "obtain") and (giver := self._giver(clause, source)):
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

    def _giver(self, clause: Clause, receiver: str) -> str | None:
        """From whom something is received: whom "from" names, else who has just spoken, else the system."""
        named = self._named(clause, ("from",))
        for found in (named, self._actor, self._who.first_system):
            if found is not None and found != receiver:
                return found
        return None

    def _label(self, clause: Clause, ends: tuple[str | None, ...]) -> str:
        """What a message says; of "ask the bank to charge the card" what is asked for."""
        if clause.base in ASKS and clause.purpose and ends[0] is not None and not clause.passive:
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
        answer = any(t.lemma in ANSWERS for p in clause.objects for t in p.words)
        shown = clause.base in SHOW_VERBS or (
            answer and clause.base in ("send", "give", "provide", "deliver")
        )
        person = self.participants[source].kind == "actor"
        named = self._receiver(clause, source)
        if named is not None and named != source:
            answered = (reply or shown) and self._callers.get(source) == named
            return named, answered or (reply and not person and clause.base != "confirm")
        caller = self._callers.get(source)
        if (reply or clause.base in SHOW_VERBS | HANDS_OUT) and not person:
            back = caller
            if clause.base in SHOW_VERBS:
                back = self._who.first_person or back
            elif clause.base in HANDS_OUT - REPLY_VERBS and (
                caller is None or self.participants[caller].kind != "actor"
            ):
                back = None
            if back is not None and back != source:
                return back, reply
        return self._unnamed(clause, source, caller)

    def _unnamed(self, clause: Clause, source: str, caller: str | None) -> tuple[str | None, bool]:
        """Whom an act without a receiver goes to: who asked, whom the sender spoke to just before, or the system in use."""
        person = self.participants[source].kind == "actor"
        if clause.base in AGREES | REPLY_VERBS and person and caller is not None:
            return caller, True
        if clause.base in SENDS and self._actor == source and self._last not in (None, source):
            return self._last, False
        asked = not person and caller is not None and self.participants[caller].kind == "actor"
        if clause.base in SENDS and asked:
            # "When a user resets the password, the app sends a link": to whoever asked for it.
            return caller, False
        if person and clause.base not in ("wait", "decide", "think"):
            if self._who.first_system is not None:
                return self._who.first_system, False
            other = self._last if self._last != source else self._actor
            if clause.base in GIVES | AGREES | ASKS and other is not None and other != source:
                return other, False
            if sum(p.kind == "actor" for p in self.participants.values()) == 1:
                # One person and nobody to talk to: what they use goes without saying.
                return self.participant("System"), False
        return None, False

    def _receiver(self, clause: Clause, source: str) -> str | None:
        """The participant that the clause names as whom it is done to."""
        named = self._named(clause, TO)
        if named is None:
            for phrase in (*clause.objects[:1], *(clause.subjects if clause.passive else ())):
                somebody = (phrase.person and clause.base not in CONSIDERS) or (
                    phrase.proper and clause.base in GIVES
                )
                if phrase.core and (
                    clause.base in CALLS | ASKS or clause.base in PEOPLE_OBJECT_VERBS or somebody
                ):
                    found = self.find(phrase)
                    named = found if found != source else None
        if named is None:
            named = self._named(clause, WITH) or self._named(clause, IN)
        if named is None and clause.base in INSPECTS and clause.objects:
            found = self.find(clause.objects[0])
            named = found if found != source else None
        if named is None and clause.objects and clause.objects[0].head in ("database", "cache", "queue"):
            named = self.find(clause.objects[0])
        return named

    def _message(self, source: str, target: str, label: str, kind: str = "sync") -> Message:
        if kind != "reply" and source != target:
            self._callers[target] = source
        self._last = target
        self._actor = source
        return Message(source=source, target=target, label=label, kind=cast("MessageKind", kind))

    def build(self, steps: tuple[AnyStep, ...], title: str | None = None) -> Sequence:
        """The diagram; participants that neither speak nor were listed are left out."""
        used = {i for message in _messages(steps) for i in (message.source, message.target)}
        kept = tuple(p for p in self.participants.values() if self._who.closed or p.id in used)
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


def _guard(loop: Loop) -> str:
    if loop.kind == "each":
        return f"for {loop.condition}"
    return f"{loop.kind} {loop.condition[:1].lower()}{loop.condition[1:]}"
