"""Which request fields an endpoint understands, learnt from what it refuses. Each refusal gives up one thing, so it ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Literal

import msgspec
from msgspec.structs import replace

from diagramc.ir.schema import Json, model_schema, schema
from diagramc.kinds import KINDS
from diagramc.planner.llm.settings import LlmSettings

Mode = Literal["json_schema", "json_object", "text"]
"""How the answer is made to be JSON: held to a schema, held to be JSON, or merely asked to be."""

_BELOW: dict[Mode, Mode] = {"json_schema": "json_object", "json_object": "text"}

REFUSALS = (400, 404, 415, 422, 501)
"""The statuses by which an endpoint says that it does not know a field."""


class Dialect(msgspec.Struct, frozen=True, kw_only=True):
    """What to send. `token_limits` are the names left to try for the answer's limit, the first one in use.

    `compact` asks for the short answers of `planner.llm.compact`, stage by stage; `stream` for the answer as it is written.

    `strict` asks for OpenAI's strict structured outputs, which require every field; without it the schema lets the
    model leave out what it has nothing to say about, which halves the answers of small local models.
    """

    mode: Mode = "json_schema"
    strict: bool = True
    bounded: bool = True
    temperature: bool = True
    compact: bool = False
    stream: bool = False
    token_limits: tuple[str, ...] = ("max_tokens", "max_completion_tokens")

    def lesser(self) -> Dialect | None:
        """The dialect one mode down; None when there is none."""
        below = _BELOW.get(self.mode)
        return None if below is None else replace(self, mode=below)

    def adapt(self, status: int, complaint: str) -> Dialect | None:
        """The dialect to try after the endpoint refused a request with these words; None when no field is to blame."""
        if status not in REFUSALS:
            return None
        words = complaint.lower()
        if self.token_limits and re.search(r"max_(completion_)?tokens\b", words):
            return replace(self, token_limits=self.token_limits[1:])
        if self.temperature and "temperature" in words:
            return replace(self, temperature=False)
        if self.stream and "stream" in words:
            return replace(self, stream=False)
        if self.mode == "json_schema" and self.bounded and "maxitems" in words:
            return replace(self, bounded=False)
        if re.search(r"response_?format|json_?schema|json_object|schema|grammar|structured|guided", words):
            return self.lesser()
        return None

    def fields(self, type: str, max_tokens: int, done: Sequence[Json] = ()) -> dict[str, Any]:
        """The request fields besides model and messages; `done` are the answers of the stages before."""
        made: dict[str, Any] = {"temperature": 0} if self.temperature else {}
        if self.token_limits:
            made[self.token_limits[0]] = max_tokens
        if self.mode == "json_schema":
            strict = self.strict and not self.compact
            answer = {"name": type.replace("-", "_"), "schema": self.schema(type, done), "strict": strict}
            made["response_format"] = {"type": "json_schema", "json_schema": answer}
        elif self.mode == "json_object":
            made["response_format"] = {"type": "json_object"}
        if self.stream:
            made |= {"stream": True, "stream_options": {"include_usage": True}}
        return made

    def schema(self, type: str, done: Sequence[Json] = ()) -> Json:
        """The JSON Schema of the next answer for a diagram type, or for the choice of one (`TYPE_CHOICE`)."""
        if type == TYPE_CHOICE:
            return TYPE_SCHEMA
        if self.compact:
            from diagramc.planner.llm.compact import form_of

            return form_of(type).stages[len(done)].schema(done)
        return self.full_schema(type)

    def full_schema(self, type: str) -> Json:
        """The JSON Schema of a whole diagram, which compact answers are assembled to."""
        full = model_schema(type, bounded=self.bounded)
        return full if self.strict else lenient(full, type)


TYPE_CHOICE = "diagram-type"
TYPE_SCHEMA: Json = {
    "type": "object",
    "properties": {"type": {"type": "string", "enum": list(KINDS)}},
    "required": ["type"],
    "additionalProperties": False,
}
"""The answer to the question which diagram type fits."""


def first_dialect(settings: LlmSettings) -> Dialect:
    """Where to begin: OpenAI's current field names at OpenAI, the older ones that all others know elsewhere."""
    if settings.is_openai:
        return Dialect(token_limits=("max_completion_tokens", "max_tokens"), compact=settings.compact)
    return Dialect(strict=not settings.is_local, compact=settings.compact)


STRUCTURE = {"Topic": "parent", "Person": "reports_to"}
"""The field that makes a tree of a type's nodes. A small model that may leave it out does, so null must be said."""


def lenient(strict: Json, type: str) -> Json:
    """A strict answer schema in which only what the IR needs is required; the lists a diagram lives on stay required."""
    definitions = schema(type)["$defs"]
    kind = KINDS[type]
    content = {kind.nodes, kind.edges, "steps"}

    def relax(name: str, made: Json) -> Json:
        needed = set(definitions[name].get("required", ())) | {"step"}
        if name == kind.ir_class:
            needed |= content
        properties = {
            field: value if STRUCTURE.get(name) == field else _without_null(value)
            for field, value in made["properties"].items()
        }
        needed |= {STRUCTURE.get(name)}
        if made["properties"].get("label", {}).get("type") == "string":
            needed.add("label")  # of a node or group; those of edges may be null
        required = [field for field in properties if field in needed]
        return {**made, "properties": properties, "required": required}

    inner = {name: relax(name, made) for name, made in strict["$defs"].items()}
    return {**relax(kind.ir_class, strict), "$defs": inner}


def _without_null(value: Json) -> Json:
    if value.get("type") == ["string", "null"]:
        return {**value, "type": "string"}
    if "anyOf" in value:
        parts = [part for part in value["anyOf"] if part != {"type": "null"}]
        rest = {key: part for key, part in value.items() if key != "anyOf"}
        return {**parts[0], **rest} if len(parts) == 1 else {**rest, "anyOf": parts}
    return value
