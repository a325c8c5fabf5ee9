"""What clauses tell of acts: whether they refuse, choose, name or merely happen; and what a condition excludes."""

from __future__ import annotations

from collections.abc import Sequence

from diagramc.planner.offline.clauses import Clause, Part, Phrase, parse_clauses
from diagramc.planner.offline.labels import capitalise, concise, lower_first, question_label
from diagramc.planner.offline.lexicon.verbs import HAPPENING_VERBS, STATE_VERBS
from diagramc.planner.offline.procedure.model import (
    Act,
    Decision,
    Loop,
    Parallel,
    Step,
    Stop,
)
from diagramc.planner.offline.tokens import Token, verb_lemma

END_SUBJECTS = frozenset(
    "process flow procedure workflow session transaction use-case scenario operation".split()
)
END_VERBS = frozenset("end finish conclude terminate complete stop".split())
START_VERBS = frozenset("start begin commence kick initiate".split())
_OPPOSITES = ("in", "un", "im", "ir", "non", "dis", "non-", "not ")


_REFUSING = frozenset("reject deny refuse decline abort terminate dismiss disapprove".split())
_ERRING = frozenset("return throw raise respond show display".split())
_FAILING = frozenset("failure rejection refusal termination denial abort cancellation".split())


def covered_phrases(clause: Clause) -> tuple[Phrase, ...]:
    """What "covering" lists: "the training starts, covering safety and tools"."""
    first = clause.objects[0] if clause.objects else None
    if (
        first is None
        or first.core[0].lower not in ("covering", "comprising", "including")
        or len(first.core) < 2
    ):
        return ()
    return (Phrase(first.tokens[1:], first.core[1:]), *clause.objects[1:])


def refuses(step: Step) -> bool:
    """Whether an act says no, so that what follows is for those who were not refused."""
    if not isinstance(step, Act) or step.clause is None:
        return False
    named = list(step.clause.objects) + [p for c in step.clause.complements for p in c.phrases]
    if step.clause.base in _ERRING and any(p.head == "error" for p in (*named, *step.clause.subjects)):
        return True
    return step.clause.base in _REFUSING or any(p.head in _FAILING for p in named)


def end_refusals(steps: list[Step]) -> None:
    """End each branch that says no where the others go on."""
    for index, step in enumerate(steps):
        if not isinstance(step, Decision | Loop | Parallel):
            continue
        inner = [step.body] if isinstance(step, Loop) else [branch.steps for branch in step.branches]
        for found in inner:
            end_refusals(found)
        if not isinstance(step, Decision) or index + 1 == len(steps):
            continue
        refused = [branch for branch in step.branches if branch.steps and refuses(branch.steps[-1])]
        if len(refused) < max(2, len(step.branches)):
            for branch in refused:
                branch.steps.append(Stop("End"))


def goes_on(part: Part) -> bool:
    """Whether "while the oven heats up, ..." tells of work beside other work, and no condition of a loop."""
    if part.suffix or not part.clauses or part.negated:
        return False
    clause = part.clauses[0]
    progressive = any(t.tag == "VERB" and t.lower.endswith("ing") for t in clause.tokens)
    active = clause.verb != "be" and clause.base not in STATE_VERBS and not clause.passive
    return bool(clause.subjects) and (active or progressive) and clause.subjects[0].pronoun is None


BEING_VERBS = frozenset("act serve last live stay stand lie".split())
"""Verbs that without an object only say how things are."""
STEP_WORDS = frozenset("step phase task activity stage".split())


_NOUNS_IN_ING = frozenset(
    "shipping billing marketing meeting building training operating pricing banking engineering mailing parking testing hearing".split()
)


def from_gerund(phrase: Phrase) -> tuple[Token, ...]:
    """The tokens from the gerund on where somebody is named before it: "a customer filing a complaint"."""
    for index, token in enumerate(phrase.tokens):
        if (
            index
            and token.tag == "GERUND"
            and phrase.tokens[index - 1].tag == "NOUN"
            and index + 1 < len(phrase.tokens)
        ):
            return phrase.tokens[index:]
    return phrase.tokens


def is_gerund(phrase: Phrase) -> bool:
    """Whether a phrase names an act by its verb: "screening candidates", "monitoring inventory levels"."""
    first = from_gerund(phrase)[0]
    if first.tag == "GERUND":
        return True
    low = first.lower
    return (
        low.endswith("ing")
        and len(phrase.core) > 1
        and low not in _NOUNS_IN_ING
        and verb_lemma(low) not in (None, low)
    )


def only_happens(clause: Clause) -> bool:
    """Whether a clause only says that something goes on."""
    if clause.base not in HAPPENING_VERBS or clause.passive or clause.negated:
        return False
    if clause.base == "take":
        return len(clause.objects) == 1 and clause.objects[0].head == "place"
    return not clause.objects and not (clause.subjects and clause.subjects[0].person)


def is_choice(clause: Clause) -> bool:
    """Whether a clause tells of an act that can be one of several."""
    return clause.verb != "be" and clause.base not in STATE_VERBS and not clause.negated


def first_alternative(group: Sequence[Clause], joined: int) -> int:
    """Where the alternatives begin that an "or" ends: at what it joins, or before in "approves, returns or rejects it"."""
    begin = joined - 1
    while begin > 0 and group[begin].joint == ",":
        begin -= 1
    return begin


NAMING = frozenset(
    "involve include require comprise consist begin start end cover mean conclude finish".split()
)
"""Verbs that name what is done: "the process involves creating a posting and screening candidates"."""


def verb_start(clause: Clause) -> int:
    """Where the verb of a clause stands."""
    return next((t.start for t in clause.tokens if t.tag in ("VERB", "AUX", "MODAL")), clause.start)


def guard(part: Part) -> str:
    """The condition as written, without its marker."""
    text = capitalise(concise(part.tokens))
    return f"Not: {lower_first(text)}" if part.role == "unless" else text


_OUTCOMES = frozenset(
    "approve reject accept deny decline confirm cancel refuse grant return change complete fail succeed ask".split()
)


def excludes(decision: Decision, clause: Clause) -> bool:
    """Whether a condition is another outcome of the same thing."""
    before = decision.clause
    if before is None or not before.subjects or not clause.subjects:
        return False
    same = clause.subjects[0].key == before.subjects[0].key
    return same and clause.passive and before.passive and {clause.base, before.base} <= _OUTCOMES


def are_opposite(first: str, second: str) -> bool:
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


def asked_question(clause: Clause) -> str | None:
    """The question in "checks whether the card is valid"."""
    tokens = clause.tokens
    at = next((i for i, t in enumerate(tokens) if t.lower in ("whether", "if")), None)
    if at is None or at + 1 >= len(tokens):
        return None
    inner = parse_clauses(tokens[at + 1 :])
    return question_label(inner[0])[0] if inner else capitalise(concise(tokens[at + 1 :])) + "?"


def tells_of_itself(clause: Clause) -> bool:
    """Whether a clause only tells about the procedure: "the process continues", "consider a process for ...", "this step is done"."""
    subject = clause.subjects[0] if clause.subjects else None
    if clause.base in ("continue", "proceed", "resume") and subject is not None and not clause.objects:
        return (subject.head in END_SUBJECTS or subject.head == "path") and not clause.complements
    if clause.base in ("consider", "imagine") and subject is None and clause.objects:
        return clause.objects[0].head in END_SUBJECTS
    return (
        clause.base in ("do", "perform", "repeat")
        and clause.passive
        and subject is not None
        and (subject.head in STEP_WORDS and subject.tokens[0].lower in ("this", "that"))
    )
