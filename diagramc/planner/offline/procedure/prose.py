"""Sentences to a procedure."""

from __future__ import annotations

from collections.abc import Sequence

from diagramc.planner.offline.clauses import Clause, Part
from diagramc.planner.offline.labels import action_label, capitalise, concise, question_label
from diagramc.planner.offline.lexicon.verbs import STATE_VERBS
from diagramc.planner.offline.procedure.deciding import Deciding
from diagramc.planner.offline.procedure.judging import (
    BEING_VERBS,
    END_SUBJECTS,
    END_VERBS,
    NAMING,
    START_VERBS,
    covered_phrases,
    end_refusals,
    first_alternative,
    goes_on,
    is_choice,
    refuses,
    tells_of_itself,
    verb_start,
)
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
from diagramc.planner.offline.procedure.tails import named_acts, opening_acts, split_tails


class ProseReader(Deciding):
    """Builds a procedure from the parts of sentences, one sentence after the other."""

    def __init__(self) -> None:
        super().__init__()
        self.states: list[Clause] = []
        self.numbered: dict[str, str] = {}
        """The label of the first act of each numbered line, by its number."""
        self._guard: str | None = None
        self._parallel = False
        self._begun = self._before = 0
        """How many steps there were when this sentence, and the one before, began."""

    def read(self, sentences: list[list[Part]]) -> list[Step]:
        """The steps of all sentences."""
        for parts in sentences:
            self.open = self.steps
            self._guard = None
            self._parallel = False
            self._before, self._begun = self._begun, len(self.steps)
            for index, part in enumerate(parts):
                if part.role == "parallel" and not any(p.clauses for p in parts[index + 1 :]):
                    self._all_beside()
                else:
                    self._part(part)
        end_refusals(self.steps)
        return self.steps

    def _part(self, part: Part) -> None:
        match part.role:
            case "main":
                self._main(part.clauses)
            case "if" | "unless":
                self.open_condition(part)
            case "maybe":
                self._maybe(part)
            case "else" | "yes":
                self.open_answer(part)
            case "when" | "after":
                self._event(part)
            case "before" if part.suffix:
                for clause in part.clauses:
                    self._act(clause)
            case "while" if part.suffix and self._goes_on_beside(part):
                for clause in part.clauses:
                    self._parallel = True
                    self._act(clause)
            case "while" if goes_on(part):
                for clause in part.clauses:
                    self._act(clause)
                self._parallel = True
            case "until" | "while" | "each":
                self._loop(part)
            case "parallel":
                self._parallel = True
            case _:
                pass

    def _main(self, clauses: tuple[Clause, ...]) -> None:
        """The acts of a main clause; what "or" joins are alternatives, what only says which one is meant is none."""
        clauses = tuple(clause for clause in clauses if not clause.restrictive)
        index = 0
        while index < len(clauses):
            end = index + 1
            while end < len(clauses) and clauses[end].joint:
                end += 1
            group = clauses[index:end]
            first = next((i for i, c in enumerate(group) if c.joint == "or"), None)
            if first is None or not all(is_choice(c) for c in group[first - 1 :]):
                for clause in group:
                    self._act(clause)
            else:
                begin = first_alternative(group, first)
                for clause in group[:begin]:
                    self._act(clause)
                self._alternatives(group[begin:])
            index = end

    def _maybe(self, part: Part) -> None:
        """ "Sometimes the clerk calls the customer": a way that is open, with what follows in the sentence."""
        if not part.clauses:
            return
        branch = Branch("Yes")
        outer, self.open = self.open, branch.steps
        self._main(part.clauses)
        if not branch.steps:
            self.open = outer
            return
        first = branch.steps[0]
        question = f"{first.label}?" if isinstance(first, Act) else "Needed?"
        outer.append(Decision(question, [branch], None, part.tokens[0].start, part.tokens[-1].end))

    def _alternatives(self, clauses: Sequence[Clause]) -> None:
        """One branch for each of "rejects the claim or confirms it", "approves, returns or rejects it"."""
        branches: list[Branch] = []
        outer = self.open
        for clause in clauses:
            if clause.joint != "and" or not branches:
                branches.append(Branch(None))
            self.open = branches[-1].steps
            self._act(clause)
        self.open = outer
        kept = [branch for branch in branches if branch.steps]
        refused = [branch for branch in kept if refuses(branch.steps[-1])]
        if 0 < len(refused) < len(kept):
            for branch in refused:
                branch.steps.append(Stop("End"))
        if len(kept) < 2:
            outer += [step for branch in kept for step in branch.steps]
            return
        verbs = list(dict.fromkeys(clause.verb for clause in clauses if clause.joint != "and"))
        question = capitalise(f"{', '.join(verbs[:-1])} or {verbs[-1]}?") if len(verbs) > 1 else "Which one?"
        outer.append(Decision(question, kept, None, clauses[0].start, clauses[-1].end))

    def _goes_on_beside(self, part: Part) -> bool:
        """Whether "A packs while B writes the invoice" tells of two who work at the same time."""
        last = self.open[-1] if self.open else None
        if not isinstance(last, Act) or last.clause is None or not part.clauses:
            return False
        here, there = part.clauses[0], last.clause
        if here.verb == "be" or here.base in STATE_VERBS or not here.subjects or not there.subjects:
            return False
        return here.subjects[0].pronoun is None and here.subjects[0].key != there.subjects[0].key

    def _act(self, clause: Clause) -> None:
        """Add what a clause says is done, with what it names as done in gerunds: "upon receiving the order, ..."."""
        for complement in clause.complements:
            if complement.preposition in ("upon", "on", "after") and complement.phrases[0].start < verb_start(
                clause
            ):
                self.add_gerunds(complement.phrases)
        named = (*clause.objects, *clause.complement("with", "of"))
        if (
            clause.base in NAMING
            and not clause.passive
            and not covered_phrases(clause)
            and self.add_gerunds(named)
        ):
            return
        self._do(clause)

    def _do(self, clause: Clause) -> None:
        if (
            clause.base in END_VERBS
            and clause.subjects
            and clause.subjects[0].head in END_SUBJECTS
            and not clause.objects
        ):
            self.add(act for p in clause.complement("with", "by") for act in named_acts(p.tokens))
            if self.open is not self.steps:
                self.open.append(Stop("End"))
            return
        if (
            clause.base in START_VERBS
            and clause.subjects
            and clause.subjects[0].head in END_SUBJECTS
            and not clause.objects
            and not (self.steps and len(clause.subjects[0].words) > 1)
        ):
            self.add(opening_acts(clause))
            return
        if (
            clause.base in ("go", "return", "jump")
            and not clause.objects
            and (target := self._known(clause)) is not None
        ):
            self.open.append(Jump(target))
            return
        if self.add_happenings(clause) or self._says_nothing(clause):
            return
        if clause.verb == "be" or (
            clause.base in STATE_VERBS and not clause.passive and clause.modal is None
        ):
            self.states.append(clause)
            if clause.base != "include":
                return
        if clause.base in END_VERBS and clause.subjects and clause.subjects[0].pronoun in ("both", "all"):
            return
        clause, tails = split_tails(clause)
        label = action_label(clause)
        if (before := self._again(clause)) is not None:
            self.open.append(Jump(before))
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
            if self.open:
                self._beside(act)
                return
        self.open.append(act)
        self.add(tails)

    def _beside(self, act: Act) -> None:
        """Start a strand with an act, beside what the sentence before, or this one up to here, tells of."""
        last = self.open[-1]
        if isinstance(last, Parallel):
            last.branches.append(Branch(None, [act]))
        else:
            whole = self.open is self.steps and len(self.steps) == self._begun
            begin = min(self._before, len(self.open) - 1) if whole else len(self.open) - 1
            while begin < len(self.open) - 1 and not all(isinstance(s, Act) for s in self.open[begin:]):
                begin += 1
            self.open[begin:] = [Parallel([Branch(None, self.open[begin:]), Branch(None, [act])])]
            last = self.open[-1]
        if isinstance(last, Parallel):
            self.open = last.branches[-1].steps

    def _all_beside(self) -> None:
        """Put the acts of a sentence that ends in "at the same time" side by side."""
        begin = self._begun if len(self.steps) - self._begun > 1 else len(self.steps) - 2
        found = self.steps[begin:] if begin >= 0 else []
        if len(found) > 1 and all(isinstance(step, Act) for step in found):
            self.steps[begin:] = [Parallel([Branch(None, [step]) for step in found])]

    def _says_nothing(self, clause: Clause) -> bool:
        """Whether a clause tells of no act: "that is done by the staff", "she acts as the judge", "it must not leave the room"."""
        if clause.base in END_VERBS and clause.objects and clause.objects[0].head in END_SUBJECTS:
            # "the claim is registered, which ends the process"
            if self.open is not self.steps:
                self.open.append(Stop("End"))
            return True
        if tells_of_itself(clause):
            return True
        about = clause.subjects if clause.passive else clause.objects
        if about and about[0].head == "instance":
            # "a new process instance is created": how a process is run, not what is done in it
            if clause.base in END_VERBS and self.open is not self.steps:
                self.open.append(Stop("End"))
            return True
        if clause.base == "play" and about and about[0].head in ("role", "part"):
            return True
        if clause.base in BEING_VERBS and not clause.passive and not clause.objects:
            return True
        if clause.base == "take" and any(p.core[0].lower == "account" for p in clause.complement("into")):
            return True
        pronoun = bool(clause.subjects) and clause.subjects[0].pronoun is not None
        if (
            clause.base in ("do", "achieve", "accomplish")
            and (pronoun or not clause.subjects)
            and not clause.objects
        ):
            return True
        return clause.negated and self.open is self.steps and (clause.modal is not None or clause.passive)

    def _again(self, clause: Clause) -> str | None:
        """The label of an earlier act that "test again" or "retry" goes back to."""
        words = {t.lower for t in clause.tokens}
        done = [act for act in acts(self.steps) if act.clause is not None]
        if (clause.base in ("retry", "repeat") and not clause.objects) or words >= {"try", "again"}:
            return next((act.label for act in done), None) if self.open is not self.steps else None
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

    def _event(self, part: Part) -> None:
        """ "When the order arrives, ...": an act of its own, unless it repeats one; a state guards what follows."""
        for clause in part.clauses:
            if clause.verb == "be" or clause.base in STATE_VERBS or self._mentioned(clause):
                question, positive = question_label(clause)
                if not self._mentioned(clause):
                    self._guard = question[:-1] if positive else None
            elif part.suffix and self.open and isinstance(self.open[-1], Act):
                last = self.open.pop()
                self._act(clause)
                self.open.append(last)
            else:
                self._act(clause)
        if not part.clauses and part.tokens and part.tokens[0].tag == "GERUND" and not part.suffix:
            label = capitalise(f"{part.tokens[0].lemma} {concise(part.tokens[1:])}".strip())
            if not self.said_before(label):
                self.open.append(Act(label, None, part.tokens[0].start, part.tokens[-1].end))

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
            while self.open and isinstance(self.open[-1], Act) and not body:
                body.insert(0, self.open.pop())
            loop.body = body
            self.open.append(loop)
            return
        self.open.append(loop)
        self.open = loop.body
