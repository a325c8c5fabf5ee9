"""Conditions, answers and what is done otherwise, as decisions with their branches."""

from __future__ import annotations

from diagramc.planner.offline.clauses import Clause, Part
from diagramc.planner.offline.labels import capitalise, concise, question_label
from diagramc.planner.offline.procedure.judging import (
    are_opposite,
    asked_question,
    excludes,
    guard,
)
from diagramc.planner.offline.procedure.model import (
    Act,
    Branch,
    Decision,
    Step,
)
from diagramc.planner.offline.procedure.naming import Naming


class Deciding(Naming):
    """Opens branches of decisions."""

    def __init__(self) -> None:
        super().__init__()
        self.reopened = 0
        """How often a sentence went on with a decision of one before."""

    def open_condition(self, part: Part) -> None:
        """Open the branch of a condition: of a new decision, or of the latest one where it asks the same."""
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
        last = self._last_asked()
        self.reopened += 1
        if isinstance(last, Decision) and len(last.branches) == 1 and not part.suffix:
            opposite = are_opposite(last.question, question)
            if last.question.lower() == question.lower() or opposite:
                answer = "Yes" if positive and not opposite else "No"
                if answer != last.branches[0].label:
                    last.branches.append(Branch(answer, guard=guard(part)))
                self.open = last.branches[-1].steps
                return
            if clause is not None and excludes(last, clause):
                # "If it is approved, ... If it is rejected, ...": the second is asked where the first is not so.
                last.branches.append(Branch("No" if last.branches[0].label == "Yes" else "Yes"))
                self.open = last.branches[-1].steps
                self.open_condition(part)
                return
        if (
            clause is not None
            and positive
            and not part.suffix
            and isinstance(last, Decision)
            and self._third_outcome(last, question, clause)
        ):
            return
        branch = Branch("Yes" if positive else "No", guard=guard(part))
        if part.suffix and self.open and isinstance(self.open[-1], Act):
            branch.steps.append(self.open.pop())
            self.open.append(Decision(question, [branch], clause, start, end))
            return
        self.open.append(Decision(question, [branch], clause, start, end))
        self.open = branch.steps

    def _third_outcome(self, last: Decision, question: str, clause: Clause) -> bool:
        """Ask where two opposite outcomes have been told of, and this one is neither: "if it is returned, ...". Whether it was so."""
        if [b.label for b in last.branches] != ["Yes", "No"] or not excludes(last, clause):
            return False
        if last.branches[1].guard is None or (last.clause and last.clause.base == clause.base):
            return False
        refused = last.branches[1]
        inner = Decision(
            question, [Branch("Yes"), Branch("No", refused.steps)], clause, clause.start, clause.end
        )
        refused.steps = [inner]
        self.reopened += 1
        self.open = inner.branches[0].steps
        return True

    def _last_asked(self) -> Step | None:
        """The step before; in a row of outcomes that exclude each other the latest of them."""
        last = self.open[-1] if self.open else None
        while isinstance(last, Decision) and len(last.branches) == 2 and len(last.branches[1].steps) == 1:
            inner = last.branches[1].steps[0]
            if not isinstance(inner, Decision) or inner.clause is None or not excludes(last, inner.clause):
                break
            last = inner
        return last

    def open_answer(self, part: Part) -> None:
        """ "If so", "if not" behind "checks whether the card is valid": the act asks; else the latest decision is meant."""
        last = self.open[-1] if self.open else None
        asked = asked_question(last.clause) if isinstance(last, Act) and last.clause is not None else None
        if asked is not None and self._open_decision(self.steps) is None:
            decision = Decision(asked, [Branch("Yes" if part.role == "yes" else "No")])
            self.open.append(decision)
            self.open = decision.branches[-1].steps
        elif part.role == "else" or self._open_decision(self.steps) is not None:
            self.open_otherwise()

    def open_otherwise(self) -> None:
        """Open the other branch of the latest decision that has only one."""
        decision = self._open_decision(self.steps)
        if decision is None:
            return
        other = "No" if decision.branches[0].label == "Yes" else "Yes"
        decision.branches.append(Branch(other))
        self.reopened += 1
        self.open = decision.branches[-1].steps

    def _open_decision(self, steps: list[Step]) -> Decision | None:
        for step in reversed(steps):
            if isinstance(step, Decision):
                inner = self._open_decision(step.branches[-1].steps)
                if inner is not None:
                    return inner
                return step if len(step.branches) == 1 else None
        return None
