"""Acts that nouns and gerunds name: "screening candidates", "the issuance of a permit", "followed by interviews"."""

from __future__ import annotations

from diagramc.planner.offline.clauses import Clause, Phrase
from diagramc.planner.offline.labels import capitalise, concise
from diagramc.planner.offline.procedure.judging import (
    END_SUBJECTS,
    START_VERBS,
    STEP_WORDS,
    covered_phrases,
    from_gerund,
    is_gerund,
    nominal_label,
    only_happens,
    trailing_label,
)
from diagramc.planner.offline.procedure.model import Act, Step
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

    def add_sequence(self, clause: Clause) -> None:
        """ "The process starts with a call, followed by a visit, packing and delivery": an act each."""
        if not any(t.lower == "followed" for t in clause.tokens):
            return
        for complement in clause.complements:
            if complement.preposition not in ("with", "by"):
                continue
            for phrase in complement.phrases:
                if phrase.head == "followed" or phrase.core[-1].tag == "PARTICIPLE":
                    continue
                word = phrase.core[0].lower
                lone = verb_lemma(word) if len(phrase.core) == 1 and word.endswith("ing") else None
                label = nominal_label(phrase) or capitalise(lone or concise(phrase.tokens))
                if not self.said_before(label):
                    self.open.append(Act(label, None, phrase.start, phrase.end))

    def add_nominals(self, phrases: tuple[Phrase, ...]) -> None:
        """Acts of nouns: "the issuance of the permit" is "Issue permit"."""
        for phrase in phrases:
            label = nominal_label(phrase)
            if label is not None and not self.said_before(label):
                self.open.append(Act(label, None, phrase.start, phrase.end))

    def add_trailing(self, clause: Clause) -> None:
        """What others do along with it: "cancels, with support handling the refund"."""
        tokens = clause.tokens
        for index, token in enumerate(tokens[:-1]):
            if token.text != "," or token.start < clause.predicate_start:
                continue
            label = trailing_label(tokens[index + 1 :])
            if label is not None and not self.said_before(label):
                self.open.append(Act(label, None, tokens[index + 1].start, clause.end))
            return

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
            label = nominal_label(phrase) or capitalise(concise(phrase.tokens))
            if phrase.pronoun is None and not self.said_before(label):
                self.open.append(Act(label, None, phrase.start, phrase.end))
        return bool(named)

    def said_before(self, label: str) -> bool:
        """Whether the step just before says the same."""
        last = self.open[-1] if self.open else None
        return isinstance(last, Act) and last.label.lower() == label.lower()
