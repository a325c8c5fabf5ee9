"""The preprocessor's values: whole numbers, text, and JSON."""

from __future__ import annotations

import json
from typing import Any

from diagramc.frontends.plantuml.preprocess.lines import Line

Value = int | str | float | bool | None | list[Any] | dict[str, Any]
"""Whole numbers and text are the language's own; the rest comes out of JSON. Truth values it makes itself are 0 and 1."""

MAX_TEXT = 100_000
"""The longest text a value may hold, in characters."""


class PreprocessError(Exception):
    """A mistake in a directive or an expression; `code` is that of its diagnostic, `line` where it is when not here."""

    def __init__(
        self,
        message: str,
        code: str = "preprocess.expression",
        hint: str | None = None,
        line: Line | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.hint = hint
        self.line = line


class LimitError(PreprocessError):
    """The evaluation takes more steps, or gives more text, than is allowed."""

    def __init__(self, message: str) -> None:
        super().__init__(message, "preprocess.limit")


def bounded(text: str) -> str:
    """The text, or LimitError when it is longer than a value may be."""
    if len(text) > MAX_TEXT:
        raise LimitError(f"a value is longer than {MAX_TEXT:,} characters")
    return text


def to_text(value: Value) -> str:
    """The value as it is written into a line."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    return bounded(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def to_int(value: Value) -> int:
    """The value as a number; 0 for text that is none."""
    if isinstance(value, bool | int | float):
        return int(value)
    try:
        return _wrap(int(to_text(value).strip()[:12]))
    except ValueError:
        return 0


def truth(value: Value) -> bool:
    """What a condition makes of the value: text is true unless it is empty."""
    return value != "" if isinstance(value, str) else bool(value)


def _wrap(number: int) -> int:
    """A number in 32 bits with sign, as PlantUML computes."""
    return (number + 2**31) % 2**32 - 2**31


def _numbers(left: Value, right: Value) -> tuple[int, int] | None:
    if isinstance(left, int | bool) and isinstance(right, int | bool):
        return int(left), int(right)
    return None


def compute(operator: str, left: Value, right: Value) -> Value:
    """One binary operator; comparisons and logic give 0 or 1."""
    if operator == "&&":
        return int(truth(left) and truth(right))
    if operator == "||":
        return int(truth(left) or truth(right))
    numbers = _numbers(left, right)
    if operator in ("==", "!="):
        same = to_text(left) == to_text(right)
        return int(same == (operator == "=="))
    if operator in ("<", ">", "<=", ">="):
        a, b = numbers or (to_text(left), to_text(right))
        return int({"<": a < b, ">": a > b, "<=": a <= b, ">=": a >= b}[operator])  # type: ignore[operator]
    if operator == "+":
        return _wrap(sum(numbers)) if numbers else bounded(to_text(left) + to_text(right))
    first, second = numbers or (to_int(left), to_int(right))
    if operator == "-":
        return _wrap(first - second)
    if operator == "*":
        return _wrap(first * second)
    if second == 0:
        raise PreprocessError("a division by zero")
    quotient = abs(first) // abs(second)
    return _wrap(quotient if (first < 0) == (second < 0) else -quotient)
