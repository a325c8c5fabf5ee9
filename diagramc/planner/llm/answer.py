"""A model's text to plain values: JSON picked out of prose, bounded, fitted to the schema it was asked to follow."""

from __future__ import annotations

import re
from json import JSONDecoder
from typing import Any, NoReturn

from diagramc.ir.schema import Json
from diagramc.planner.prompt import is_text

MAX_DEPTH = 40
"""The deepest nesting; fragments in fragments take three levels each."""
MAX_VALUES = 20_000
"""The most values in an answer."""
MAX_TEXT = 2_000
"""The longest string, in characters: a label that long is a model repeating itself."""
MAX_STARTS = 200
"""The most places in a text where a JSON object is looked for."""


class AnswerError(Exception):
    """An answer that cannot be used; `code` is the diagnostic code, the text says why, `answer` is what came."""

    def __init__(self, code: str, message: str, answer: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.answer = answer


def read_answer(text: str, fields: frozenset[str]) -> Json:
    """The JSON object in a model's text, bounded in depth, count and length of strings. Raises AnswerError.

    It must have one of `fields`, so that no part of a broken answer is taken for the whole.
    """
    if not text.strip():
        raise AnswerError("model.empty-answer", "the answer is empty")
    value = _pick_object(text, fields)
    if value is None:
        raise AnswerError("model.not-json", "the answer holds no whole JSON object", text)
    _check_bounds(value)
    return value


def read_beginning(text: str, fields: frozenset[str]) -> Json | None:
    """The whole items of a JSON object that was cut off, each once; None when there are none.

    Small models fall into repeating themselves until the limit: what came before that is mostly good.
    """
    start = text.find("{")
    whole = _whole_part(text[start:]) if start >= 0 else ""
    try:
        value = _DECODER.decode(whole)
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict) or not any(value.get(field) for field in fields):
        return None
    _check_bounds(value)
    return {field: _each_once(part) if isinstance(part, list) else part for field, part in value.items()}


def _whole_part(text: str) -> str:
    """A JSON text up to the last whole item of a list, with what is open there closed."""
    opened: list[str] = []
    end, closers = 0, ""
    quoted = escaped = False
    for at, char in enumerate(text):
        if quoted:
            if escaped:
                escaped = False
            elif char == "\\":
                escaped = True
            elif char == '"':
                quoted = False
        elif char == '"':
            quoted = True
        elif char in "{[":
            opened.append("}" if char == "{" else "]")
            if len(opened) > MAX_DEPTH:
                return ""
        elif char in "}]" and (not opened or opened.pop() != char):
            return ""
        if not quoted and opened and opened[-1] == "]" and char in '}]"':
            end, closers = at + 1, "".join(reversed(opened))
    return text[:end] + closers


def _each_once(items: list[Any]) -> list[Any]:
    seen: dict[str, Any] = {}
    for item in items:
        seen.setdefault(repr(item), item)
    return list(seen.values())


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


_DECODER = JSONDecoder(parse_constant=_no_constant)
_THOUGHT = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL)
_TRAILING_COMMA = re.compile(r'("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])')


def _pick_object(text: str, fields: frozenset[str]) -> Json | None:
    """The longest JSON object in a text of prose, Markdown fences and thoughts; trailing commas are forgiven."""
    said = _THOUGHT.sub("", text)
    said = _TRAILING_COMMA.sub(lambda match: match[1] or "", said)
    best: Json | None = None
    longest = start = 0
    for _ in range(MAX_STARTS):
        start = said.find("{", start)
        if start < 0:
            break
        try:
            value, end = _DECODER.raw_decode(said, start)
        except (ValueError, RecursionError):
            start += 1
            continue
        if end - start > longest and not fields.isdisjoint(value):
            best, longest = value, end - start
        start = end
    return best


def _check_bounds(value: Any) -> None:
    """Walk without recursion: the depth is what is being checked."""
    pending = [(value, 1)]
    count = 0
    while pending:
        part, depth = pending.pop()
        count += 1
        if depth > MAX_DEPTH or count > MAX_VALUES:
            raise AnswerError("model.too-large", f"more than {MAX_VALUES:,} values or {MAX_DEPTH} levels")
        if isinstance(part, dict):
            pending += [(item, depth + 1) for item in part.values()]
        elif isinstance(part, list):
            pending += [(item, depth + 1) for item in part]
        elif isinstance(part, str) and len(part) > MAX_TEXT:
            raise AnswerError("model.too-large", f"a text of more than {MAX_TEXT:,} characters")


def fit(value: Any, schema: Json) -> tuple[Any, int]:
    """The value bent towards a schema of `model_schema`, and how many things were bent.

    Only what has one plausible meaning is touched: fields the schema does not have go (so no link, style or picture of
    a model's making gets in), a word outside a choice goes where the field may be left out, a number becomes text
    where text is due, one item becomes a list of one, control characters are dropped. The rest is left for the decoder to report.
    """
    fitter = _Fitter(schema.get("$defs", {}))
    return fitter.fit(value, schema), fitter.changes


_DROP = object()


class _Fitter:
    def __init__(self, definitions: Json) -> None:
        self._definitions = definitions
        self.changes = 0

    def fit(self, value: Any, schema: Json) -> Any:
        if "$ref" in schema:
            schema = self._definitions[schema["$ref"].removeprefix("#/$defs/")]
        if "anyOf" in schema:
            return self._fit_any(value, schema["anyOf"])
        if value is None:
            return None
        kinds = schema.get("type")
        if kinds == "object":
            return self._fit_object(value, schema)
        if kinds == "array":
            return self._fit_array(value, schema)
        if "enum" in schema:
            return self._fit_choice(value, schema["enum"])
        if kinds == "string" or kinds == ["string", "null"]:
            return self._fit_text(value)
        return value

    def _fit_any(self, value: Any, parts: list[Json]) -> Any:
        """By the tag where the parts are tagged structs (their constant field), else by the first that is not null."""
        if value is None:
            return None
        if isinstance(value, dict):
            for part in parts:
                resolved = self._definitions.get(str(part.get("$ref", "")).removeprefix("#/$defs/"), part)
                tag = resolved.get("properties", {}).get("step", {}).get("enum", [None])[0]
                if tag is not None and value.get("step") == tag:
                    return self.fit(value, part)
            return value
        return self.fit(value, next(part for part in parts if part.get("type") != "null"))

    def _fit_object(self, value: Any, schema: Json) -> Any:
        if not isinstance(value, dict):
            return value
        kept = {}
        for field, part in value.items():
            inner = schema["properties"].get(field)
            fitted = _DROP if inner is None else self.fit(part, inner)
            if fitted is _DROP:
                self.changes += 1
            else:
                kept[field] = fitted
        return kept

    def _fit_array(self, value: Any, schema: Json) -> Any:
        if not isinstance(value, list):
            self.changes += 1
            value = [value]
        fitted = [self.fit(part, schema["items"]) for part in value if part is not None]
        kept = [part for part in fitted if part is not _DROP]
        self.changes += len(fitted) - len(kept)
        return kept

    def _fit_choice(self, value: Any, choices: list[str]) -> Any:
        if value in choices:
            return value
        folded = str(value).strip().lower().replace(" ", "-").replace("_", "-")
        choice = next((choice for choice in choices if choice.lower() == folded), None)
        if choice is None:
            return _DROP  # counted by whoever leaves it out
        self.changes += 1
        return choice

    def _fit_text(self, value: Any) -> Any:
        if isinstance(value, str):
            kept = "".join(filter(is_text, value))
            self.changes += kept != value
            return kept
        if isinstance(value, bool) or not isinstance(value, int | float):
            return value
        self.changes += 1
        return str(value)
