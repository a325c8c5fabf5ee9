"""The messages of a request, from the templates in `templates/prompts/`: one base, one part a diagram type."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from diagramc.ir.schema import Json
from diagramc.kinds import KINDS
from diagramc.planner.context.quote import Quotation, quote
from diagramc.planner.llm.compact import form_of
from diagramc.planner.llm.dialect import TYPE_CHOICE, Dialect

if TYPE_CHECKING:
    from jinja2 import Template

Message = dict[str, str]

MAX_REPEAT = 12_000
"""The most characters of a wrong answer that are sent back with what is wrong with it."""


class Example(NamedTuple):
    """What a template shows the model: a prompt and its answer, as JSON without blanks."""

    prompt: str
    answer: str


class Correction(NamedTuple):
    """A wrong answer, and what was wrong with it, a line each. `done` are the good answers of the stages before it."""

    answer: str
    problems: tuple[str, ...]
    done: tuple[Json, ...] = ()


class Question(NamedTuple):
    """What the model is asked: the prompt, quoted files beside it, a type (or `TYPE_CHOICE`), and how far the stages have come."""

    prompt: str
    type: str
    context: tuple[Quotation, ...] = ()
    done: tuple[Json, ...] = ()
    correction: Correction | None = None


@cache
def _template(name: str) -> Template:
    import jinja2

    from diagramc.resources import resource_folder

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(resource_folder("templates") / "prompts", encoding="utf-8"),
        undefined=jinja2.StrictUndefined,
        autoescape=False,  # nothing is marked up here, and the prompt never enters a template
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)


def _file(type: str, *, compact: bool = False) -> str:
    if type == TYPE_CHOICE:
        return "type.j2"
    return f"{'compact/' if compact else ''}{KINDS[type].module}.j2"


@cache
def examples(type: str) -> tuple[Example, ...]:
    """The examples in a type's template, the second one in another language than the first."""
    template = _template(_file(type))
    return tuple(
        Example(_block(template, f"{name}_prompt"), _dumps(json.loads(_block(template, f"{name}_answer"))))
        for name in ("example", "second")
    )


@cache
def compact_examples(type: str) -> tuple[tuple[Json, ...], ...]:
    """The same examples as the compact form answers them: for each, an answer a stage."""
    template = _template(_file(type, compact=True))
    return tuple(tuple(json.loads(_block(template, name))) for name in ("first", "second"))


def _block(template: Template, name: str) -> str:
    return "".join(template.blocks[name](template.new_context())).strip()


def messages(question: Question, dialect: Dialect) -> list[Message]:
    """The messages that ask a question.

    Instructions stand in the system message alone; the prompt is a user message of its own, as it is, so nothing in it
    can end a quotation. The examples are turns of the conversation, the form that small models follow best. Files are quoted in a
    message before the prompt. A correction comes last.
    """
    type = question.type
    compact = dialect.compact and type != TYPE_CHOICE
    schema = None if dialect.mode == "json_schema" else _dumps(dialect.schema(type, question.done))
    system = _template(_file(type, compact=compact)).render(
        kinds=[(kind.name, kind.summary) for kind in KINDS.values()], schema=schema
    )
    if question.context:
        system = f"{system.strip()}\n{_template('context.j2').render().strip()}"
    asks = [stage.ask for stage in form_of(type).stages] if compact else [""]
    made = [_says("system", system.strip())]
    for number, shown in enumerate(examples(type)):
        answers = compact_examples(type)[number] if compact else (shown.answer,)
        made += _turns(shown.prompt, asks, answers)
    if question.context:
        made.append(_says("user", quote(question.context)))
    made += _turns(question.prompt, asks, question.done)
    if len(question.done) < len(asks):
        made.append(_says("user", asks[len(question.done)] or question.prompt))
    if question.correction is not None:
        made += _corrected(question.correction)
    return made


def _turns(prompt: str, asks: list[str], answers: tuple[Any, ...]) -> list[Message]:
    """The turns in which a prompt has got answers, one a stage."""
    made = []
    for ask, answer in zip(asks, answers, strict=False):
        made.append(_says("user", ask or prompt))
        made.append(_says("assistant", answer if isinstance(answer, str) else _dumps(answer)))
    return made


def _corrected(correction: Correction) -> list[Message]:
    answer = correction.answer
    if len(answer) > MAX_REPEAT:
        answer = answer[:MAX_REPEAT] + " …"
    said = _template("correction.j2").render(problems=correction.problems).strip()
    return [_says("assistant", answer or "{}"), _says("user", said)]


def _says(role: str, content: str) -> Message:
    return {"role": role, "content": content}


def _dumps(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
