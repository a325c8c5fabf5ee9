"""What the short answers of all types share: schemas made of names, and reading them without trust."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from diagramc.ir.ids import slug
from diagramc.ir.schema import Json

MAX_LABEL = 80
"""The longest name, in characters."""
MAX_PARTS = 40
"""The most parts: a model that repeats itself must end."""
MAX_LINES = 60
"""The most lines between parts."""
MAX_INNER = 12
"""The most things listed inside a part."""


class Stage(NamedTuple):
    """One answer. `ask` is the message that asks for it ("" for the first, which the prompt asks for); `schema` is made from the
    answers of the stages before."""

    ask: str
    schema: Callable[[Sequence[Json]], Json]


class Form(NamedTuple):
    """How a type is asked for: its stages, and how their answers become one answer as `ir.schema.model_schema` has it."""

    stages: tuple[Stage, ...]
    assemble: Callable[[Sequence[Json]], Json]


def text(limit: int = MAX_LABEL) -> Json:
    """The schema of a short text."""
    return {"type": "string", "maxLength": limit}


def one_of(choices: Iterable[str]) -> Json:
    """The schema of a choice, each once and in order."""
    return {"type": "string", "enum": list(dict.fromkeys(choices))}


def record(fields: Json, *optional: str) -> Json:
    """The schema of a closed object; all fields are required but the `optional` ones."""
    return {
        "type": "object",
        "properties": fields,
        "required": [name for name in fields if name not in optional],
        "additionalProperties": False,
    }


def listed(item: Json, most: int = MAX_PARTS, least: int = 0) -> Json:
    """The schema of a list."""
    bounds: Json = {"minItems": least} if least else {}
    return {"type": "array", "items": item, "maxItems": most, **bounds}


def joined(ends: Sequence[str], fields: Json, *optional: str, most: int | None = None) -> Json:
    """The schema of lines between named parts, each with further fields; at most two a part and some, unless `most` says otherwise.

    A small model that has come to repeat itself goes on to the limit, so the limit must fit into an answer.
    """
    choice = one_of(ends) if ends else text()
    limit = min(MAX_LINES, 2 * len(ends) + 4) if most is None else most
    return listed(record({"from": choice, "to": choice, **fields}, *optional), limit)


def said(value: Any, field: str = "") -> str:
    """A text, or the text in a field of an object, in one line; "" for anything else."""
    if field:
        value = value.get(field) if isinstance(value, dict) else None
    return " ".join(str(value).split()) if isinstance(value, str | int | float) else ""


def items(answer: Json, field: str) -> list[Any]:
    """The list in a field; empty for anything else."""
    value = answer.get(field)
    return value if isinstance(value, list) else []


def texts(value: Any) -> list[str]:
    """The texts of a list that say something, each once; objects count by their name."""
    found = value if isinstance(value, list) else []
    said_texts = (said(item) or said(item, "name") for item in found)
    return list(dict.fromkeys(filter(None, said_texts)))


class Names:
    """An id for each name. The same name in other letters or signs is the same part."""

    def __init__(self, names: Iterable[str]) -> None:
        self._ids: dict[str, str] = {}
        self.labels: dict[str, str] = {}
        for name in names:
            self.add(name)

    def add(self, name: str) -> str:
        """The id of a name, made when there is none."""
        key = slug(name)
        if key not in self._ids:
            self._ids[key] = key
            self.labels[key] = name
        return self._ids[key]

    def find(self, name: str) -> str | None:
        """The id that a name refers to; None when it is nobody's."""
        return self._ids.get(slug(name)) if name else None


def ends(lines: Iterable[Any], names: Names) -> Iterable[tuple[str, str, Any]]:
    """Source, target and the line itself, of lines between known parts; each said once."""
    seen = set()
    for line in lines:
        source, target = names.find(said(line, "from")), names.find(said(line, "to"))
        if source is None or target is None:
            continue
        key = (source, target, *(said(line, field) for field in sorted(line) if field not in ("from", "to")))
        if key not in seen:
            seen.add(key)
            yield source, target, line


def member(written: str) -> tuple[str, str | None]:
    """ "price: decimal" as name and type."""
    name, _, kind = written.partition(":")
    return name.strip(), kind.strip() or None
