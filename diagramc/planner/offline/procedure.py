"""A procedure: acts in order, decisions, loops and parallel work; from prose or from an indented outline.

Flowcharts and sequence diagrams are both drawn from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from diagramc.planner.offline.clauses import Clause, Part, Phrase, parse_clauses, resolve_pronouns
from diagramc.planner.offline.labels import (
    action_label,
    capitalise,
    concise,
    lower_first,
    phrase_label,
    question_label,
)
from diagramc.planner.offline.lexicon.verbs import STATE_VERBS
from diagramc.planner.offline.notation import Item, key_list
from diagramc.planner.offline.reading import Reading, heading_actor, named_phrase, spoken_parts
from diagramc.planner.offline.tokens import noun_lemma, tokenize


@dataclass(slots=True)
class Act:
    """Something that is done. `guard` is the event or state it waits for; `start` and `end` are offsets into the prompt."""

    label: str
    clause: Clause | None = None
    start: int = 0
    end: int = 0
    guard: str | None = None
    optional: bool = False
    kind: str = "process"


@dataclass(slots=True)
class Branch:
    """One way out of a decision, or one strand of parallel work."""

    label: str | None
    steps: list[Step] = field(default_factory=list)
    guard: str | None = None
    """The condition in its author's words, for diagrams that write it over the branch."""


@dataclass(slots=True)
class Decision:
    """A question and what is done for each answer. `clause` is the condition of the first branch."""

    question: str
    branches: list[Branch]
    clause: Clause | None = None
    start: int = 0
    end: int = 0


@dataclass(slots=True)
class Loop:
    """Steps that are repeated `while` or `until` the condition holds, or for `each` of some things."""

    kind: Literal["while", "until", "each"]
    condition: str
    body: list[Step]
    question: str = ""


@dataclass(slots=True)
class Parallel:
    """Strands of work that go on at the same time."""

    branches: list[Branch]


@dataclass(slots=True)
class Jump:
    """On to a step that is elsewhere, by its label."""

    target: str


@dataclass(slots=True)
class Stop:
    """The procedure ends here; the label says how."""

    label: str


Step = Act | Decision | Loop | Parallel | Jump | Stop

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
            case "until" | "while" | "each":
                self._loop(part)
            case "parallel":
                self._parallel = True
            case _:
                pass

    def _act(self, clause: Clause) -> None:
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
        label = action_label(clause)
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

    def _known(self, clause: Clause) -> str | None:
        """The label of an earlier act that a "go back to ..." names."""
        wanted = {t.lemma for c in clause.complements for p in c.phrases for t in p.words}
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


def _guard(part: Part) -> str:
    """The condition as written, without its marker."""
    text = capitalise(concise(part.tokens))
    return f"Not: {lower_first(text)}" if part.role == "unless" else text


class OutlineReader:
    """Builds a procedure from lines: steps, nested conditions, and branches under a question."""

    def __init__(self, declared: list[str]) -> None:
        self._declared = declared
        self.states: list[Clause] = []
        self._speaker: tuple[Phrase, ...] = ()

    def read(self, items: list[Item]) -> list[Step]:
        """The steps of an outline."""
        reader = ProseReader()
        for item in items:
            self._item(item, reader)
        self.states += reader.states
        return reader.steps

    def _item(self, item: Item, reader: ProseReader) -> None:
        text = item.text.strip()
        words = text.lower().rstrip(":").split(None, 1)
        first = words[0] if words else ""
        last = reader.steps[-1] if reader.steps else None
        if first in ("else", "otherwise", "elif") and isinstance(last, Decision) and item.children:
            label = words[1].strip(":") if len(words) > 1 and first != "elif" else None
            last.branches.append(Branch(capitalise(label) if label and not label.startswith("if ") else "No"))
            last.branches[-1].steps += self.read(item.children)
            return
        if (
            first == "end"
            and len(words) > 1
            and words[1] in ("if", "loop", "while", "for", "opt", "alt", "par")
        ):
            return
        if item.children and (first in ("if", "when", "case", "unless") or text.rstrip(":").endswith("?")):
            self._decision(item, first, reader)
            return
        if item.children and (
            first in ("while", "until", "repeat", "loop")
            or text.lower().startswith(("for each", "for every"))
        ):
            condition = " ".join(text.rstrip(":").split()[1:]) or "repeat"
            kind = "each" if first == "for" else ("until" if "until" in text.lower() else "while")
            question = capitalise(condition.removeprefix("until ")) + "?"
            reader.steps.append(Loop(kind, condition, self.read(item.children), question))  # type: ignore[arg-type]
            return
        if item.children and first in ("parallel", "par", "simultaneously"):
            strands = [Branch(None, self.read([child])) for child in item.children]
            reader.steps.append(Parallel(strands))
            return
        if text.rstrip("*_").endswith(":") or item.line.marker == "heading":
            # "Server validation:" is a phase, not a step; who it names is the subject of what has none.
            actor = heading_actor(text, self._declared)
            self._speaker = named_phrase(actor, item.line.start) if actor else self._speaker
            reader.steps += self.read(item.children)
            return
        before = len(reader.steps)
        parts = resolve_pronouns(spoken_parts(item.line, self._declared, self._speaker))
        reader.read(parts)
        subjects = [
            c.subjects for sentence in parts for part in sentence for c in part.clauses if part.role == "main"
        ]
        self._speaker = next((s for s in reversed(subjects) if s and s[0].pronoun is None), self._speaker)
        if len(reader.steps) == before and not item.children and not key_list(text):
            label = phrase_label(text)
            if label and not reader.said_before(label):
                reader.steps.append(Act(label, None, item.line.start, item.line.end))
        reader.steps += self.read(item.children)

    def _decision(self, item: Item, first: str, reader: ProseReader) -> None:
        condition = item.text.strip().rstrip(":")
        branches = [self._named_branch(child) for child in item.children]
        if not first or first not in ("if", "when", "case", "unless"):
            named = [branch for branch in branches if branch is not None]
            if len(named) == len(branches):
                reader.steps.append(
                    Decision(
                        phrase_label(condition.rstrip("?")) + "?", named, None, item.line.start, item.line.end
                    )
                )
                return
        tokens = tokenize(condition, item.line.start)
        body = (
            tuple(t for t in tokens if t.text not in ".;:?")[1:]
            if first in ("if", "when", "case", "unless")
            else tokens
        )
        body = body[:-1] if body and body[-1].lower == "then" else body
        clauses = parse_clauses(body) if body else ()
        question, positive = (
            question_label(clauses[0]) if clauses else (phrase_label(concise(body)) + "?", True)
        )
        yes = Branch("Yes" if positive != (first == "unless") else "No", self.read(item.children))
        reader.steps.append(
            Decision(question, [yes], clauses[0] if clauses else None, item.line.start, item.line.end)
        )

    def _named_branch(self, item: Item) -> Branch | None:
        """ "OAuth:" with steps under it, or "yes: ship the goods", as a branch."""
        text = item.text.strip()
        label, colon, rest = text.partition(":")
        if not colon or len(label.split()) > 6:
            return None
        branch = Branch(phrase_label(label))
        if rest.strip():
            line = item.line._replace(text=rest.strip(), start=item.line.end - len(rest.strip()))
            branch.steps += self.read([Item(line)])
        branch.steps += self.read(item.children)
        return branch


def read_procedure(reading: Reading) -> list[Step]:
    """The procedure that a prompt describes, in sentences or in lines; [] when it describes none."""
    lines = reading.lines
    if len(lines) == 1 and not lines[0].marker:
        return ProseReader().read(reading.parts)
    items = []
    for item in reading.items:
        if not _preamble(item):
            items.append(item)
        elif item.text.partition(":")[2].strip():
            items += item.children
    return OutlineReader(reading.declared).read(_steps_section(items))


_PREAMBLE = frozenset(
    "title purpose name goal scope level actors actor participants components precondition preconditions postcondition postconditions "
    "trigger triggers stakeholders summary special priority frequency context".split()
)
_STEP_HEADINGS = (
    "scenario",
    "interactions",
    "steps",
    "flow",
    "description",
    "basic flow",
    "main flow",
    "process",
    "procedure",
    "main success scenario",
    "basic scenario",
    "basic path",
)


def _preamble(item: Item) -> bool:
    """Whether a line speaks about the procedure instead of being a step of it: "Actors: ...", "Purpose: ..."."""
    key, colon, _ = item.text.partition(":")
    words = key.lower().strip("*_ ").split()
    if not words or (not colon and item.line.marker != "heading"):
        return False
    return words[0] in _PREAMBLE or (len(words) <= 3 and noun_lemma(words[-1]) in _PREAMBLE)


def _steps_section(items: list[Item]) -> list[Item]:
    """Only what stands under a heading such as "Scenario:" where there is one, else everything."""
    for index, item in enumerate(items):
        key = item.text.strip("*_#: ").lower()
        if key in _STEP_HEADINGS and (item.text.rstrip("*_ ").endswith(":") or item.line.marker == "heading"):
            return item.children or items[index + 1 :]
    return items


def _opposite(first: str, second: str) -> bool:
    """Whether two questions differ only by a negative prefix or by an antonym at their end."""
    one, two = first.lower().rstrip("?").split(), second.lower().rstrip("?").split()
    if not one or not two or one[:-1] != two[:-1]:
        return False
    a, b = one[-1], two[-1]
    return any(a == prefix + b or b == prefix + a for prefix in _OPPOSITES) or frozenset((a, b)) in _ANTONYMS


_ANTONYMS = frozenset(
    frozenset(pair.split("/"))
    for pair in "succeeds/fails successful/unsuccessful accepted/rejected approved/rejected approved/denied found/missing enabled/disabled "
    "passes/fails pass/fail true/false open/closed high/low granted/denied accepts/rejects approves/rejects exists/missing empty/full".split()
)


def main_path(steps: list[Step]) -> Iterator[Act]:
    """The acts when all goes well: of a decision the branch that goes on, the first one when several do."""
    for step in steps:
        if isinstance(step, Act):
            yield step
        elif isinstance(step, Decision):
            going_on = [b for b in step.branches if not (b.steps and isinstance(b.steps[-1], Jump | Stop))]
            if len(step.branches) > 1 and going_on:
                yield from main_path(going_on[0].steps)
        elif isinstance(step, Parallel):
            for branch in step.branches:
                yield from main_path(branch.steps)
        elif isinstance(step, Loop):
            yield from main_path(step.body)


def acts(steps: list[Step]) -> Iterator[Act]:
    """Every act of a procedure in reading order."""
    for step in steps:
        if isinstance(step, Act):
            yield step
        elif isinstance(step, Decision | Parallel):
            for branch in step.branches:
                yield from acts(branch.steps)
        elif isinstance(step, Loop):
            yield from acts(step.body)
