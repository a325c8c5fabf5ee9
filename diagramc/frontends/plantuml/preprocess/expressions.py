"""Expressions, and the calls and variables that stand in lines of text."""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple, Protocol

from diagramc.frontends.plantuml.preprocess.values import (
    PreprocessError,
    Value,
    bounded,
    compute,
    to_int,
    to_text,
    truth,
)

_NAME = re.compile(r"[$%]?[^\W\d]\w*")
_SPACE = re.compile(r"\s*")
_NUMBER = re.compile(r"\d{1,10}(?![\w.])")
_OPERATOR = re.compile(r"&&|\|\||==|!=|<=|>=|[-+*/<>]")
_RANKS = {
    "||": 1,
    "&&": 2,
    "==": 3,
    "!=": 3,
    "<": 4,
    ">": 4,
    "<=": 4,
    ">=": 4,
    "+": 5,
    "-": 5,
    "*": 6,
    "/": 6,
}
_NAMED = re.compile(r"\s*(\$?[^\W\d]\w*)\s*=(?!=)\s*")
_FIELD = re.compile(r"\.(\w+)")
_WORD = re.compile(r"[^\s,()]+")


class Arguments(NamedTuple):
    """The arguments of a call, by position and by name."""

    positional: list[Value]
    named: dict[str, Value]


class Machine(Protocol):
    """What an expression asks of the program that it stands in."""

    def variable(self, name: str) -> Value | None:
        """The value of a variable; None when there is none of this name."""

    def is_callable(self, name: str) -> bool:
        """Whether a function, procedure or macro of this name exists."""

    def takes_text(self, name: str) -> bool:
        """Whether a call's arguments are text as it stands, not expressions."""

    def call(self, name: str, arguments: Arguments) -> Value:
        """Call a function; PreprocessError when it is none or the arguments do not fit."""

    def spend(self, amount: int = 1) -> None:
        """Count steps; LimitError when there were too many."""

    def enter(self) -> None:
        """Go one level deeper; LimitError when that is too deep."""

    def leave(self) -> None:
        """Come back one level."""


class Expression:
    """A reader of one text that evaluates as it reads."""

    def __init__(self, text: str, machine: Machine, position: int = 0) -> None:
        self.text = text
        self.position = position
        self._machine = machine

    def whole(self) -> Value:
        """The value of the text from here to its end; words that are no expression stand for themselves."""
        value = self.value()
        self._skip()
        if self.position < len(self.text):
            rest = self.text[self.position :].strip()
            raise PreprocessError(f"the expression ends before `{rest[:40]}`")
        return value

    def value(self, rank: int = 0) -> Value:
        """The value of the expression that begins here."""
        self._machine.enter()
        left = self._operand()
        while True:
            self._skip()
            found = _OPERATOR.match(self.text, self.position)
            if found is None or _RANKS[found[0]] <= rank:
                break
            self.position = found.end()
            self._machine.spend()
            left = compute(found[0], left, self.value(_RANKS[found[0]]))
        self._machine.leave()
        return left

    def _skip(self) -> None:
        found = _SPACE.match(self.text, self.position)
        assert found is not None
        self.position = found.end()

    def _operand(self) -> Value:
        self._skip()
        if self.position >= len(self.text):
            raise PreprocessError("a value is missing")
        char = self.text[self.position]
        if char in "\"'":
            return self._quoted(char)
        if char == "(":
            self.position += 1
            value = self.value()
            self._expect(")")
            return value
        if char == "!" and not self.text.startswith("!=", self.position):
            self.position += 1
            return int(not truth(self._nested_operand()))
        if char == "-":
            self.position += 1
            return compute("-", 0, self._nested_operand())
        if char in "{[":
            return self._json()
        return self._number_or_name()

    def _nested_operand(self) -> Value:
        self._machine.enter()
        value = self._operand()
        self._machine.leave()
        return value

    def _quoted(self, quote: str) -> str:
        end = self.text.find(quote, self.position + 1)
        if end < 0:
            raise PreprocessError("a quoted text is not closed", hint=f"close it with {quote}")
        said = self.text[self.position + 1 : end]
        self.position = end + 1
        return said

    def _json(self) -> Value:
        rest = self.text[self.position :]
        for text in (rest, expand_variables(rest, self._machine)):
            try:
                value, end = json.JSONDecoder().raw_decode(text)
            except (ValueError, RecursionError):
                continue
            self.position = len(self.text) - len(text) + end if text is not rest else self.position + end
            made: Value = value
            return made
        raise PreprocessError(
            "the JSON value is not well-formed", hint="JSON wants double quotes and no trailing commas"
        )

    def _number_or_name(self) -> Value:
        number = _NUMBER.match(self.text, self.position)
        if number:
            self.position = number.end()
            return to_int(number[0])
        name = _NAME.match(self.text, self.position)
        if name is None:
            word = _WORD.match(self.text, self.position)
            if word is None:
                raise PreprocessError(
                    f"a value is missing before `{self.text[self.position : self.position + 20]}`"
                )
            self.position = word.end()
            return word[0]
        self.position = name.end()
        if self._at_call(name[0]):
            return self.path(self.call(name[0]))
        value = self._machine.variable(name[0])
        return name[0] if value is None else self.path(value)

    def _at_call(self, name: str) -> bool:
        self_end = self.position
        self._skip()
        if self.text.startswith("(", self.position) and (name[0] == "%" or self._machine.is_callable(name)):
            return True
        self.position = self_end
        return False

    def call(self, name: str) -> Value:
        """The value of a call whose opening bracket is here."""
        return self._machine.call(name, self.arguments(name))

    def arguments(self, name: str) -> Arguments:
        """The arguments of a call whose opening bracket is here."""
        read = self._raw if self._machine.takes_text(name) else self.value
        self.position += 1
        found = Arguments([], {})
        self._machine.enter()
        self._skip()
        while not self.text.startswith(")", self.position):
            key = _NAMED.match(self.text, self.position)
            if key:
                self.position = key.end()
                found.named[key[1]] = read()
            else:
                found.positional.append(read())
            self._skip()
            if self.text.startswith(",", self.position):
                self.position += 1
                self._skip()
            elif not self.text.startswith(")", self.position):
                raise PreprocessError(f"the arguments of {name} are not closed", hint="close them with )")
        self.position += 1
        self._machine.leave()
        return found

    def _raw(self) -> Value:
        """An argument as text: up to a comma or the closing bracket, quotes taken off, variables replaced."""
        self._skip()
        if self.position < len(self.text) and self.text[self.position] in "\"'":
            said = self._quoted(self.text[self.position])
            return expand_variables(said, self._machine)
        start, level = self.position, 0
        while self.position < len(self.text):
            char = self.text[self.position]
            if level == 0 and char in ",)":
                break
            level += (char in "([{") - (char in ")]}")
            self.position += 1
        return expand_variables(self.text[start : self.position].strip(), self._machine)

    def _expect(self, char: str) -> None:
        self._skip()
        if not self.text.startswith(char, self.position):
            raise PreprocessError(f"`{char}` is missing")
        self.position += 1

    def path(self, value: Value) -> Value:
        """What the `.field` and `[index]` after a JSON value lead to."""
        while isinstance(value, dict | list):
            field = _FIELD.match(self.text, self.position)
            if field and isinstance(value, dict):
                self.position = field.end()
                value = value.get(field[1], "")
            elif self.text.startswith("[", self.position):
                self.position += 1
                key = self.value()
                self._expect("]")
                value = _item(value, key)
            else:
                break
        return value


def _item(value: list[Any] | dict[str, Any], key: Value) -> Value:
    if isinstance(value, dict):
        found: Value = value.get(to_text(key), "")
        return found
    index = to_int(key)
    return value[index] if 0 <= index < len(value) else ""


_CANDIDATE = re.compile(r"%[^\W\d]\w*(?=\s*\()|\$[^\W\d]\w*|(?:(?<![\w\\])|(?<=\\n))[^\W\d]\w*")


def expand_variables(text: str, machine: Machine, skip_named: bool = False) -> str:
    """The text with variables and calls of functions replaced by what they come to.

    `skip_named` leaves the `$name` of a named argument (`, $name=`) as it is.
    """
    parts: list[str] = []
    position = 0
    machine.spend(1 + len(text) // 64)
    while (found := _CANDIDATE.search(text, position)) is not None:
        start, end, name = found.start(), found.end(), found[0]
        reader = Expression(text, machine, end)
        replaced: str | None = None
        if text.startswith("(", end) and machine.is_callable(name):
            replaced = to_text(reader.path(reader.call(name)))
        elif skip_named and _is_argument_name(text, start, end):
            pass
        elif (value := machine.variable(name)) is not None:
            replaced = to_text(reader.path(value))
        elif name[0] == "$" and (value := machine.variable(name[1:])) is not None:
            start += 1
            replaced = to_text(value)
        if replaced is None:
            parts.append(text[position:end])
            position = end
            continue
        before = text[position:start]
        parts.append(before.removesuffix("##"))
        parts.append(replaced)
        position = reader.position
        if text.startswith("##", position):
            position += 2
    parts.append(text[position:])
    return bounded("".join(parts))


def _is_argument_name(text: str, start: int, end: int) -> bool:
    return text[:start].rstrip()[-1:] in ("(", ",") and re.match(r"\s*=(?!=)", text[end:]) is not None
