"""The conversation that leads to an accepted diagram: ask, read, repair, validate, review, ask again with what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec

from diagramc.diagnostics import Diagnostic, Severity, diagnose, with_article
from diagramc.errors import ContentRejectedError, PlanningError
from diagramc.ir.base import Diagram
from diagramc.ir.schema import Json, from_model_answer
from diagramc.kinds import KINDS, TYPES
from diagramc.passes.normalize import normalize
from diagramc.passes.repair import repair
from diagramc.passes.validate import validate
from diagramc.planner.context.facts import natural_type
from diagramc.planner.context.model import Context
from diagramc.planner.context.quote import Quotation
from diagramc.planner.llm.answer import AnswerError, fit, read_answer, read_beginning
from diagramc.planner.llm.compact import form_of
from diagramc.planner.llm.dialect import TYPE_CHOICE, Dialect
from diagramc.planner.llm.endpoint import Completion, Endpoint
from diagramc.planner.llm.faults import EndpointFault
from diagramc.planner.llm.prompts import Correction, Question, examples, messages
from diagramc.planner.llm.review import labels_of, review

MAX_REASKS = 3
"""How often the model is told what is wrong with its answer."""
MAX_PROBLEMS = 12
"""The most problems that one such message lists."""
MAX_REASON = 300
"""The most characters of a decoder's complaint, which may quote the answer."""
DEFAULT_TYPE = "flowchart"
"""The type when the model names none."""


class Trial(NamedTuple):
    """An answer looked at: the diagram when there is one, and everything to say about it."""

    diagram: Diagram | None
    diagnostics: tuple[Diagnostic, ...]

    @property
    def usable(self) -> bool:
        """Whether the diagram can be drawn."""
        return self.diagram is not None and all(d.severity is not Severity.ERROR for d in self.diagnostics)

    @property
    def doubts(self) -> int:
        """How many things another answer might do better: off the topic, loose ends, repairs that lost something."""
        return sum(d.severity is Severity.WARNING for d in self.diagnostics)

    def with_remarks(self, remarks: tuple[Diagnostic, ...]) -> Trial:
        """The same trial with more to say about it."""
        return self._replace(diagnostics=(*self.diagnostics, *remarks))


class Attempt(NamedTuple):
    """An answer as it came, looked at; `done` are the answers of all its stages, where it has some."""

    text: str
    trial: Trial
    done: tuple[Json, ...] = ()


class Conversation:
    """Everything said about one prompt and the files quoted with it. `dialect` is what the endpoint turned out to understand so far."""

    def __init__(
        self,
        endpoint: Endpoint,
        dialect: Dialect,
        prompt: str,
        max_tokens: int,
        context: tuple[Quotation, ...] = (),
    ) -> None:
        self._endpoint = endpoint
        self._prompt = prompt
        self._max_tokens = max_tokens
        self._context = context
        self.dialect = dialect

    def choose_type(self) -> tuple[str, Diagnostic]:
        """The type that the model names for the prompt, by a small request of its own.

        So the request for the diagram carries the rules and the examples of one type only.
        """
        try:
            reply = self._ask(Question(self._prompt, TYPE_CHOICE, self._context), frozenset({"type"}))
            named = str(reply.value.get("type"))
        except AnswerError as wrong:
            named = wrong.answer
        type = next((known for known in TYPES if known == named.strip().strip("\"'`.").lower()), None)
        if type is not None:
            return type, diagnose("plan.type-chosen", f"the model chose the type {type}")
        message = f"the model named no diagram type; {DEFAULT_TYPE} is used"
        return DEFAULT_TYPE, diagnose("plan.type-chosen", message, severity=Severity.WARNING)

    def draw(self, type: str) -> Trial:
        """Ask for the diagram until one is usable. One that raises doubts is questioned once, then the better one is taken.

        Raises PlanningError when no answer was usable, EndpointFault, ContentRejectedError.
        """
        correction: Correction | None = None
        for reasks in range(1 + MAX_REASKS):
            attempt = self._try(type, correction)
            correction = _correction(attempt)
            trial = attempt.trial
            if trial.usable:
                questionable = trial.doubts and reasks < MAX_REASKS
                return self._question(trial, type, correction) if questionable else trial
        raise self._no_diagram(trial)

    def _question(self, doubtful: Trial, type: str, doubts: Correction) -> Trial:
        """The better one of a doubtful diagram and what the model answers to the doubts."""
        dialect = self.dialect
        try:
            second = self._try(type, doubts).trial
        except (EndpointFault, ContentRejectedError):
            second = doubtful
        if second.usable and second.doubts < doubtful.doubts:
            return second
        self.dialect = dialect  # the one that worked
        return doubtful

    def _try(self, type: str, correction: Correction | None) -> Attempt:
        """One diagram, asked for in one answer, or in stages from the one that `correction` is about."""
        if self.dialect.compact:
            return self._try_in_stages(type, correction)
        kind = KINDS[type]
        fields = frozenset({kind.nodes, kind.edges or kind.nodes, "steps"})
        try:
            reply = self._ask(Question(self._prompt, type, self._context, (), correction), fields)
        except AnswerError as wrong:
            return Attempt(wrong.answer, Trial(None, (diagnose(wrong.code, str(wrong)),)))
        trial = examine(reply.value, self._subject, type, self.dialect)
        return Attempt(reply.text, trial.with_remarks(reply.remarks))

    def _try_in_stages(self, type: str, correction: Correction | None) -> Attempt:
        form = form_of(type)
        done = () if correction is None else correction.done
        text = ""
        remarks: tuple[Diagnostic, ...] = ()
        for number in range(len(done), len(form.stages)):
            fields = frozenset(form.stages[number].schema(done)["properties"]) - {"title"}
            asked = Question(self._prompt, type, self._context, done, correction)
            try:
                reply = self._ask(asked, fields)
            except AnswerError as wrong:
                return Attempt(wrong.answer, Trial(None, (diagnose(wrong.code, str(wrong)),)), done)
            text, done, correction = reply.text, (*done, reply.value), None
            remarks += reply.remarks
        trial = examine(form.assemble(done), self._subject, type, self.dialect)
        return Attempt(text, trial.with_remarks(remarks), done)

    @property
    def _subject(self) -> str:
        """What the diagram is about: the prompt and what is quoted with it."""
        return "\n".join([self._prompt, *(quotation.text for quotation in self._context)])

    def _ask(self, question: Question, fields: frozenset[str]) -> _Reply:
        """One answer as a JSON object, by the best mode that the endpoint has.

        Raises AnswerError for an answer that is none in any mode, EndpointFault, ContentRejectedError.
        """
        while True:
            body = request_body(self._endpoint.model, question, self.dialect, self._max_tokens)
            lesser = self.dialect.lesser()
            try:
                completion = self._endpoint.complete(body)
                self._check_finish(completion)
                if completion.finish == "length":
                    return self._beginning(completion, fields)
                return _Reply(completion.text, read_answer(completion.text, fields))
            except EndpointFault as trouble:
                adapted = (
                    lesser if trouble.unusable_body else self.dialect.adapt(trouble.status, trouble.complaint)
                )
                if adapted is None:
                    raise
                self.dialect = adapted
            except AnswerError as wrong:
                if lesser is None or wrong.code not in ("model.empty-answer", "model.not-json"):
                    raise
                self.dialect = lesser

    def _check_finish(self, completion: Completion) -> None:
        """Raise for a refusal."""
        if completion.refusal or completion.finish == "content_filter":
            why = self._endpoint.quote(completion.refusal) or "stopped by its content filter"
            message = f"{self._endpoint.model!r} refused the prompt: {why}"
            raise ContentRejectedError(diagnostics=[diagnose("model.refused", message)])

    def _beginning(self, completion: Completion, fields: frozenset[str]) -> _Reply:
        """What is whole of an answer that was cut off. Raises AnswerError when nothing is."""
        cut = f"the answer was cut off at {self._max_tokens:,} tokens"
        value = read_beginning(completion.text, fields)
        if value is None:
            raise AnswerError("model.cut-off", f"{cut}; use fewer and shorter elements", completion.text)
        message = f"{cut}, and what came before is used; use fewer and shorter elements, each once"
        return _Reply(
            completion.text, value, (diagnose("model.cut-off", message, severity=Severity.WARNING),)
        )

    def _no_diagram(self, last: Trial) -> PlanningError:
        endpoint = self._endpoint
        tokens = endpoint.prompt_tokens + endpoint.completion_tokens
        reason = next(d.message for d in last.diagnostics if d.severity is Severity.ERROR)
        message = (
            f"{endpoint.model!r} gave no usable diagram in {endpoint.requests} requests"
            f" ({tokens:,} tokens): {reason}"
        )
        return PlanningError(message, last.diagnostics)


class _Reply(NamedTuple):
    """An answer's text and value; `remarks` says that it is only the beginning of one."""

    text: str
    value: Json
    remarks: tuple[Diagnostic, ...] = ()


def request_body(model: str, question: Question, dialect: Dialect, max_tokens: int) -> dict[str, Any]:
    """The body of a chat-completions request for the next answer to a question."""
    return {
        "model": model,
        "messages": messages(question, dialect),
        **dialect.fields(question.type, max_tokens, question.done),
    }


def type_by_rules(prompt: str, contexts: Sequence[Context] = ()) -> tuple[str, Diagnostic]:
    """The type that the offline planner's rules choose for a prompt, with the reason: what the prompt names, else what the files are."""
    from diagramc.planner.offline.choose import choose_type
    from diagramc.planner.offline.reading import Reading

    reading = Reading(prompt)
    natural = natural_type(contexts) if reading.request.type is None else None
    if natural is not None:
        type, reason = natural[0], f"{natural[1].name} is best drawn so"
    else:
        type, reason = choose_type(reading)
    return type, diagnose("plan.type-chosen", f"drawing {with_article(type)} diagram, as {reason}")


def examine(value: Json, prompt: str, type: str, dialect: Dialect) -> Trial:
    """Fit an answer to the schema, decode and normalise it, repair what has one plausible meaning, validate, review."""
    fitted, changes = fit(value, dialect.full_schema(type))
    try:
        diagram = normalize(msgspec.convert(from_model_answer(fitted, type), KINDS[type].diagram_class))
    except msgspec.ValidationError as error:
        return Trial(None, (diagnose("model.schema", f"wrong answer: {str(error)[:MAX_REASON]}"),))
    repaired, repairs = repair(diagram)
    problems = validate(repaired)
    if not any(d.severity is Severity.ERROR for d in problems):
        problems = (*problems, *review(repaired, prompt, _example_labels(type, dialect)))
    mended = (diagnose("model.mended", f"{changes} small faults in the model's answer were mended"),)
    return Trial(repaired, (*mended[: min(changes, 1)], *repairs, *problems))


def _example_labels(type: str, dialect: Dialect) -> tuple[str, ...]:
    """The labels of the examples that the model was shown. Answers such as "yes" on lines and guards are nobody's own."""
    labels: list[str] = []
    for shown in examples(type):
        fitted, _ = fit(msgspec.json.decode(shown.answer), dialect.full_schema(type))
        diagram = msgspec.convert(from_model_answer(fitted, type), KINDS[type].diagram_class)
        labels += labels_of(diagram, guards=False)
    return tuple(labels)


def _correction(attempt: Attempt) -> Correction:
    """What to tell the model of its answer. Of one in stages, the stage is asked again that its faults come from."""
    problems, done = _problems(attempt.trial), attempt.done
    if attempt.trial.diagram is None or not done:
        return Correction(attempt.text, problems, done)
    codes = {d.code for d in attempt.trial.diagnostics if d.severity is not Severity.INFO}
    stage = len(done) - 1 if codes <= {"model.incomplete"} else 0
    return Correction(msgspec.json.encode(done[stage]).decode(), problems, done[:stage])


def _problems(trial: Trial) -> tuple[str, ...]:
    """What to tell the model: the errors, or the warnings when there is none."""
    errors = [d for d in trial.diagnostics if d.severity is Severity.ERROR]
    told = errors or [d for d in trial.diagnostics if d.severity is Severity.WARNING]
    lines = [" ".join(d.message.split()) + (f" (expected: {d.expected})" if d.expected else "") for d in told]
    return tuple(dict.fromkeys(lines))[:MAX_PROBLEMS]
