"""Acts that nouns and gerunds name: "screening candidates", "the issuance of a permit", "followed by interviews"."""

from __future__ import annotations

from collections.abc import Iterable

from diagramc.planner.offline.clauses import Clause, Phrase
from diagramc.planner.offline.labels import capitalise, concise
from diagramc.planner.offline.procedure.judging import (
    END_SUBJECTS,
    START_VERBS,
    STEP_WORDS,
    covered_phrases,
    from_gerund,
    is_gerund,
    only_happens,
)
from diagramc.planner.offline.procedure.model import Act, Step
from diagramc.planner.offline.procedure.tails import TailAct, nominal_label
from diagramc.planner.offline.tokens import verb_lemma


class Naming:
    """Adds acts to the list of steps that is `open`."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.open = self.steps

    def add_gerunds(self, phrases: tuple[Phrase, ...]) -> bool:
        """Acts of gerunds: "screening candidates" is "Screen candidates". Whether there were any."""
        found = False
        if not any(is_gerund(phrase) for phrase in phrases):
            return False
        for phrase in phrases:
            tokens = from_gerund(phrase)
            first = tokens[0]
            base = verb_lemma(first.lower)
            if not first.lower.endswith("ing") or base in (None, first.lower) or len(tokens) < 2:
                continue
            label = capitalise(f"{base} {concise(tokens[1:])}".strip())
            if not self.said_before(label):
                self.open.append(Act(label, None, phrase.start, phrase.end))
            found = True
        return found

    def add(self, tails: Iterable[TailAct]) -> None:
        """The acts that hang on a clause."""
        for label, start, end in tails:
            if not self.said_before(label):
                self.open.append(Act(label, None, start, end))

    def add_happenings(self, clause: Clause) -> bool:
        """Acts that a noun names: "negotiations take place", "followed by interviews", "the next step is a demo"."""
        named: tuple[Phrase, ...] = ()
        starts = clause.base in ("trigger", "start", "initiate", "begin") and bool(clause.subjects)
        if clause.passive and (
            clause.base == "follow" or (starts and clause.subjects[0].head in END_SUBJECTS)
        ):
            named = clause.complement("by")
        elif clause.verb == "be" and clause.subjects and clause.subjects[0].head in STEP_WORDS:
            named = clause.objects
        elif clause.base in START_VERBS and (covered := covered_phrases(clause)):
            named = (*clause.subjects, *covered)
        elif only_happens(clause):
            if not clause.subjects or clause.subjects[0].pronoun is not None or clause.base == "happen":
                return clause.base == "happen"
            whole = clause.subjects[0].head in END_SUBJECTS and len(clause.subjects[0].words) == 1
            named = () if whole else clause.subjects
            named = (*named, *clause.complement("including", "covering", "with"))
        for phrase in named:
            label = nominal_label(phrase.tokens)
            if phrase.pronoun is None and not self.said_before(label):
                self.open.append(Act(label, None, phrase.start, phrase.end))
        return bool(named)

    def said_before(self, label: str) -> bool:
        """Whether the step just before says the same."""
        last = self.open[-1] if self.open else None
        return isinstance(last, Act) and last.label.lower() == label.lower()
