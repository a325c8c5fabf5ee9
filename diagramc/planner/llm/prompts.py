"""The messages of a request, from the templates in `templates/prompts/`: one base, one part a diagram type."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from diagramc.ir.schema import Json
from diagramc.kinds import KINDS
from diagramc.planner.llm.dialect import TYPE_CHOICE, Dialect

if TYPE_CHECKING:
    from jinja2 import Template

Message = dict[str, str]

MAX_REPEAT = 12_000
"""The most characters of a wrong answer that are sent back with what is wrong with it."""


class Example(NamedTuple):
    """What a template shows the model: a prompt and its answer, as compact JSON."""

    prompt: str
    answer: str


class Correction(NamedTuple):
    """A wrong answer, and what was wrong with it, a line each."""

    answer: str
    problems: tuple[str, ...]


@cache
def _template(name: str) -> Template:
    import jinja2

    from diagramc.resources import resource_folder

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(resource_folder("templates") / "prompts"),
        undefined=jinja2.StrictUndefined,
        autoescape=False,  # nothing is marked up here, and the prompt never enters a template
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)


def _file(type: str) -> str:
    return "type.j2" if type == TYPE_CHOICE else f"{KINDS[type].module}.j2"


@cache
def example(type: str) -> Example:
    """The example in a type's template."""
    template = _template(_file(type))
    context = template.new_context()
    prompt, answer = (
        "".join(template.blocks[block](context)).strip() for block in ("example_prompt", "example_answer")
    )
    return Example(prompt, json.dumps(json.loads(answer), ensure_ascii=False, separators=(",", ":")))


def messages(prompt: str, type: str, dialect: Dialect, correction: Correction | None = None) -> list[Message]:
    """The messages that ask for a diagram of a type (or, with `TYPE_CHOICE`, for the type).

    Instructions stand in the system message alone; the prompt is a user message of its own, as it is, so nothing in it
    can end a quotation. The example is a turn of the conversation, the form that small models follow best. A correction
    comes last.
    """
    shown = example(type)
    system = _template(_file(type)).render(
        kinds=[(kind.name, kind.summary) for kind in KINDS.values()],
        schema=None if dialect.mode == "json_schema" else _compact(dialect.schema(type)),
    )
    made = [
        {"role": "system", "content": system.strip()},
        {"role": "user", "content": shown.prompt},
        {"role": "assistant", "content": shown.answer},
        {"role": "user", "content": prompt},
    ]
    if correction is not None:
        answer = correction.answer
        if len(answer) > MAX_REPEAT:
            answer = answer[:MAX_REPEAT] + " …"
        said = _template("correction.j2").render(problems=correction.problems)
        made += [
            {"role": "assistant", "content": answer or "{}"},
            {"role": "user", "content": said.strip()},
        ]
    return made


def _compact(schema: Json) -> str:
    return json.dumps(schema, ensure_ascii=False, separators=(",", ":"))
