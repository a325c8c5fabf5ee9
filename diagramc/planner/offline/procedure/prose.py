"""Sentences to a procedure."""

from __future__ import annotations

from diagramc.planner.offline.clauses import Clause, Part, Phrase
from diagramc.planner.offline.labels import action_label, capitalise, concise, lower_first, question_label
from diagramc.planner.offline.lexicon.verbs import STATE_VERBS
from diagramc.planner.offline.procedure.model import (
    Act,
    Branch,
    Decision,
    Jump,
    Loop,
    Parallel,
    Step,
    Stop,
    acts,
)
from diagramc.planner.offline.tokens import verb_lemma

_END_SUBJECTS = frozenset(
    "process flow procedure workflow session transaction use-case scenario operation".split()
)
_END_VERBS = frozenset("end finish conclude terminate complete stop".split())
_START_VERBS = frozenset("start begin commence kick initiate".split())
_OPPOSITES = ("in", "un", "im", "ir", "non", "dis", "non-", "not ")


class ProseReader:
    """Builds a procedure from the parts of sentences, one sentence after the other."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.states: list[Clause] = []
        self.numbered: dict[str, str] = {}
        """The label of the first act of each numbered line, by its number."""
        self._list = self.steps
        self._guard: str | None = None
        self._parallel = False

    def read(self, sentences: list[list[Part]]) -> list[Step]:
        """The steps of all sentences."""
        for parts in sentences:
            self._list = self.steps
            self._guard = None
            for part in parts:
                self._part(part)
        return self.steps

    def _part(self, part: Part) -> None:
        match part.role:
            case "main":
                for clause in part.clauses:
                    self._act(clause)
            case "if" | "unless":
                self._condition(part)
            case "else":
                self._otherwise()
            case "when" | "after":
                self._event(part)
            case "before" if part.suffix:
                for clause in part.clauses:
                    self._act(clause)
            case "while" if part.suffix and self._goes_on_beside(part):
                for clause in part.clauses:
                    self._parallel = True
                    self._act(clause)
            case "until" | "while" | "each":
                self._loop(part)
            case "parallel":
                self._parallel = True
            case _:
                pass

    def _goes_on_beside(self, part: Part) -> bool:
        """Whether "A packs while B writes the invoice" tells of two who work at the same time."""
        last = self._list[-1] if self._list else None
        if not isinstance(last, Act) or last.clause is None or not part.clauses:
            return False
        here, there = part.clauses[0], last.clause
        if here.verb == "be" or here.base in STATE_VERBS or not here.subjects or not there.subjects:
            return False
        return here.subjects[0].pronoun is None and here.subjects[0].key != there.subjects[0].key

    def _act(self, clause: Clause) -> None:
        """Add what a clause says is done, with what it names as done in gerunds: "upon receiving the order, ..."."""
        for complement in clause.complements:
            if complement.preposition in ("upon", "on", "after") and complement.phrases[
                0
            ].start < _verb_start(clause):
                self._gerunds(complement.phrases)
        named = (*clause.objects, *clause.complement("with", "of"))
        if clause.base in _NAMING and not clause.passive and self._gerunds(named):
            return
        self._do(clause)

    def _gerunds(self, phrases: tuple[Phrase, ...]) -> bool:
        """Acts of gerunds: "screening candidates" is "Screen candidates". Whether there were any."""
        found = False
        if not any(phrase.tokens[0].tag == "GERUND" for phrase in phrases):
            return False
        for phrase in phrases:
            first = phrase.tokens[0]
            base = verb_lemma(first.lower)
            if not first.lower.endswith("ing") or base in (None, first.lower) or len(phrase.tokens) < 2:
                continue
            label = capitalise(f"{base} {concise(phrase.tokens[1:])}".strip())
            if not self.said_before(label):
                self._list.append(Act(label, None, phrase.start, phrase.end))
            found = True
        return found

    def _do(self, clause: Clause) -> None:
        if (
            clause.base in _END_VERBS
            and clause.subjects
            and clause.subjects[0].head in _END_SUBJECTS
            and not clause.objects
        ):
            if self._list is self.steps:
                return
            self._list.append(Stop("End"))
            return
        if (
            clause.base in _START_VERBS
            and clause.subjects
            and clause.subjects[0].head in _END_SUBJECTS
            and not clause.objects
        ):
            return
        if (
            clause.base in ("go", "return", "jump")
            and not clause.objects
            and (target := self._known(clause)) is not None
        ):
            self._list.append(Jump(target))
            return
        if clause.verb == "be" or (
            clause.base in STATE_VERBS and not clause.passive and clause.modal is None
        ):
            self.states.append(clause)
            if clause.base != "include":
                return
        if clause.base in _END_VERBS and clause.subjects and clause.subjects[0].pronoun in ("both", "all"):
            return
        label = action_label(clause)
        if (before := self._again(clause)) is not None:
            self._list.append(Jump(before))
            return
        if self.said_before(label) and self._guard is None:
            return
        optional = clause.modal in ("can", "may", "might", "could") or any(
            t.lower == "optionally" for t in clause.tokens
        )
        act = Act(label, clause, clause.start, clause.end, self._guard, optional)
        self._guard = None
        if self._parallel:
            self._parallel = False
            last = self._list[-1] if self._list else None
            if isinstance(last, Parallel):
                last.branches.append(Branch(None, [act]))
                return
            if last is not None:
                self._list[-1] = Parallel([Branch(None, [last]), Branch(None, [act])])
                return
        self._list.append(act)

    def said_before(self, label: str) -> bool:
        """Whether the step just before says the same."""
        last = self._list[-1] if self._list else None
        return isinstance(last, Act) and last.label.lower() == label.lower()

    def _again(self, clause: Clause) -> str | None:
        """The label of an earlier act that "test again" or "retry" goes back to."""
        words = {t.lower for t in clause.tokens}
        done = [act for act in acts(self.steps) if act.clause is not None]
        if (clause.base in ("retry", "repeat") and not clause.objects) or words >= {"try", "again"}:
            return next((act.label for act in done), None) if self._list is not self.steps else None
        if "again" not in words:
            return None
        objects = {p.head for p in clause.objects if p.pronoun is None}
        for act in reversed(done):
            own = act.clause
            if own is not None and own.base == clause.base and objects <= {p.head for p in own.objects}:
                return act.label
        return None

    def _known(self, clause: Clause) -> str | None:
        """The label of an earlier act that a "go back to ..." names."""
        wanted = {t.lemma for c in clause.complements for p in c.phrases for t in p.words}
        number = next(
            (t.text for c in clause.complements for p in c.phrases for t in p.core if t.tag == "NUM"), None
        )
        if number is not None and "step" in wanted:
            return self.numbered.get(number)
        if not wanted:
            return None
        for act in acts(self.steps):
            own = {t.lemma for t in act.clause.tokens} if act.clause else set(act.label.lower().split())
            if wanted <= own | {"step"} and wanted != {"step"}:
                return act.label
        return None

    def _condition(self, part: Part) -> None:
        if part.clauses:
            question, positive = question_label(part.clauses[0])
            clause: Clause | None = part.clauses[0]
            for more in part.clauses[1:2]:
                question = f"{question[:-1]} and {question_label(more)[0][:-1].lower()}?"
        else:
            question, positive, clause = capitalise(concise(part.tokens)) + "?", True, None
        if part.role == "unless":
            positive = not positive
        start, end = part.tokens[0].start, part.tokens[-1].end
        last = self._list[-1] if self._list else None
        if isinstance(last, Decision) and len(last.branches) == 1 and not part.suffix:
            opposite = _opposite(last.question, question)
            if last.question.lower() == question.lower() or opposite:
                answer = "Yes" if positive and not opposite else "No"
                if answer != last.branches[0].label:
                    last.branches.append(Branch(answer, guard=_guard(part)))
                self._list = last.branches[-1].steps
                return
        branch = Branch("Yes" if positive else "No", guard=_guard(part))
        if part.suffix and self._list and isinstance(self._list[-1], Act):
            branch.steps.append(self._list.pop())
            self._list.append(Decision(question, [branch], clause, start, end))
            return
        self._list.append(Decision(question, [branch], clause, start, end))
        self._list = branch.steps

    def _otherwise(self) -> None:
        """Open the other branch of the latest decision that has only one."""
        decision = self._open_decision(self.steps)
        if decision is None:
            return
        other = "No" if decision.branches[0].label == "Yes" else "Yes"
        decision.branches.append(Branch(other))
        self._list = decision.branches[-1].steps

    def _open_decision(self, steps: list[Step]) -> Decision | None:
        for step in reversed(steps):
            if isinstance(step, Decision):
                inner = self._open_decision(step.branches[-1].steps)
                if inner is not None:
                    return inner
                return step if len(step.branches) == 1 else None
        return None

    def _event(self, part: Part) -> None:
        """ "When the order arrives, ...": an act of its own, unless it repeats one; a state guards what follows."""
        for clause in part.clauses:
            if clause.verb == "be" or clause.base in STATE_VERBS or self._mentioned(clause):
                question, positive = question_label(clause)
                if not self._mentioned(clause):
                    self._guard = question[:-1] if positive else None
            elif part.suffix and self._list and isinstance(self._list[-1], Act):
                last = self._list.pop()
                self._act(clause)
                self._list.append(last)
            else:
                self._act(clause)
        if not part.clauses and part.tokens and part.tokens[0].tag == "GERUND" and not part.suffix:
            label = capitalise(f"{part.tokens[0].lemma} {concise(part.tokens[1:])}".strip())
            if not self.said_before(label):
                self._list.append(Act(label, None, part.tokens[0].start, part.tokens[-1].end))

    def _mentioned(self, clause: Clause) -> bool:
        """Whether an earlier act already says this: "after the order is checked" behind "Check order"."""
        words = {t.lemma for t in clause.tokens if t.tag in ("NOUN", "VERB", "PARTICIPLE")}
        for act in acts(self.steps):
            if act.clause is not None and clause.base == act.clause.base:
                own = {t.lemma for t in act.clause.tokens}
                if len(words & own) >= min(2, len(words)):
                    return True
        return False

    def _loop(self, part: Part) -> None:
        if part.role == "each":
            loop = Loop("each", f"each {concise(part.tokens)}", [])
        else:
            question, positive = (
                question_label(part.clauses[0])
                if part.clauses
                else (capitalise(concise(part.tokens)) + "?", True)
            )
            until = (part.role == "until") == positive
            loop = Loop("until" if until else "while", question[:-1], [], question)
        if part.suffix:
            body: list[Step] = []
            while self._list and isinstance(self._list[-1], Act) and not body:
                body.insert(0, self._list.pop())
            loop.body = body
            self._list.append(loop)
            return
        self._list.append(loop)
        self._list = loop.body


_NAMING = frozenset(
    "involve include require comprise consist begin start end cover mean conclude finish".split()
)
"""Verbs that name what is done: "the process involves creating a posting and screening candidates"."""


def _verb_start(clause: Clause) -> int:
    """Where the verb of a clause stands."""
    return next((t.start for t in clause.tokens if t.tag in ("VERB", "AUX", "MODAL")), clause.start)


def _guard(part: Part) -> str:
    """The condition as written, without its marker."""
    text = capitalise(concise(part.tokens))
    return f"Not: {lower_first(text)}" if part.role == "unless" else text


def _opposite(first: str, second: str) -> bool:
    """Whether two questions differ only by a negative prefix or an antonym: "Invalid input?" and "Input valid?"."""
    one, two = first.lower().rstrip("?").split(), second.lower().rstrip("?").split()
    rest_one, rest_two = [w for w in one if w not in two], [w for w in two if w not in one]
    if len(rest_one) != 1 or len(rest_two) != 1 or len(one) != len(two):
        return False
    a, b = rest_one[0], rest_two[0]
    return any(a == prefix + b or b == prefix + a for prefix in _OPPOSITES) or frozenset((a, b)) in _ANTONYMS


_ANTONYMS = frozenset(
    frozenset(pair.split("/"))
    for pair in "succeeds/fails successful/unsuccessful accepted/rejected approved/rejected approved/denied found/missing enabled/disabled "
    "passes/fails pass/fail true/false open/closed high/low granted/denied accepts/rejects approves/rejects exists/missing empty/full".split()
)
