"""From a document's tree to the typed IR: every problem at once, each at its place and in human words."""

from __future__ import annotations

from typing import Any, cast

import msgspec.inspect as inspect

from diagramc.diagnostics import suggest
from diagramc.frontends.document.tree import Value
from diagramc.frontends.document.yaml_text import meaning
from diagramc.frontends.source import Source
from diagramc.ir.base import VERSION, Diagram
from diagramc.kinds import KINDS, TYPES

MAX_VALUES = 200_000
"""The most values that a document may come to once its aliases are followed."""
MAX_DIGITS = 18
WORDS = {
    "text": "text",
    "number": "a number",
    "boolean": "true or false",
    "null": "nothing",
    "list": "a list",
    "object": "an object",
}
"""What people call the kinds of values."""

_BAD = object()
"""Stands for a value that was reported."""


def decode(root: Value, source: Source) -> Diagram | None:
    """The diagram that a tree says, with a span in every element; None when there are problems, which `source` then holds."""
    if root.kind != "object":
        words = WORDS[_kind(root)]
        source.report(
            "document.type",
            f"the document is {words}",
            root.start,
            root.end,
            expected="an object with `type`",
        )
        return None
    kind = _diagram_type(root, source)
    _check_version(root, source)
    if kind is None:
        return None
    info = inspect.type_info(KINDS[kind].diagram_class)
    made = _Decoder(source).decode(root, info)
    return None if source.problems else cast(Diagram, made)


def _kind(value: Value) -> str:
    return meaning(value.text) if value.kind == "plain" else value.kind


def _entry(value: Value, name: str) -> Value | None:
    return next((other for key, other in value.entries if key.text == name), None)


def _diagram_type(root: Value, source: Source) -> str | None:
    """The type that the document names; None, and a problem, when that is none of the eight."""
    named = _entry(root, "type")
    one_of = "one of " + ", ".join(TYPES)
    if named is None:
        source.report(
            "document.type",
            "the document does not say its diagram type",
            root.start,
            expected=f"`type`: {one_of}",
        )
        return None
    if named.kind in ("plain", "text") and named.text in TYPES:
        return named.text
    close = suggest(named.text, TYPES) if named.text else None
    shown = repr(named.text) if named.text else WORDS[_kind(named)]
    source.report(
        "document.type",
        f"{shown} is no diagram type",
        named.start,
        named.end,
        expected=one_of,
        hint=f"did you mean {close}?" if close else None,
    )
    return None


def _check_version(root: Value, source: Source) -> None:
    """A document without `diagramc` is taken for version 1; one of a later version is not guessed at."""
    given = _entry(root, "diagramc")
    if given is None or given.text == str(VERSION):
        return
    newer = given.text.isascii() and given.text.isdigit() and int(given.text[:MAX_DIGITS]) > VERSION
    source.report(
        "document.version",
        f"`diagramc` is {given.text or WORDS[_kind(given)]!s}, and this release reads version {VERSION}",
        given.start,
        given.end,
        expected=str(VERSION),
        hint="upgrade diagramc to read this document"
        if newer
        else f"write `diagramc: {VERSION}`, or leave it out",
    )


class _Decoder:
    """Follows the IR's types down the tree. Problems go to the source; a value that has one comes back as `_BAD`."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.values = 0

    def decode(self, value: Value, info: inspect.Type) -> Any:
        self.values += 1
        if self.values > MAX_VALUES:
            if self.values == MAX_VALUES + 1:
                message = f"the document comes to more than {MAX_VALUES:,} values"
                self.source.report("document.too-large", message, value.start, value.end)
            return _BAD
        match info:
            case inspect.UnionType(types=types):
                return self.union(value, types)
            case inspect.StructType():
                return self.struct(value, info)
            case inspect.VarTupleType(item_type=item):
                return self.tuple(value, item)
            case inspect.DictType(value_type=item):
                return self.mapping(value, item)
            case inspect.LiteralType(values=choices):
                return self.choice(value, [str(choice) for choice in choices])
            case inspect.StrType():
                return self.text(value)
            case inspect.BoolType():
                return self.boolean(value)
            case inspect.IntType():
                return self.number(value, whole=True)
            case inspect.FloatType():
                return self.number(value, whole=False)
        raise TypeError(f"the IR has a type that documents cannot say: {info}")

    def wrong(self, value: Value, expected: str) -> Any:
        found = WORDS[_kind(value)]
        message = f"expected {expected}, found {found}"
        self.source.report("document.field", message, value.start, value.end)
        return _BAD

    def union(self, value: Value, types: tuple[inspect.Type, ...]) -> Any:
        """Nothing where that is allowed; an object by its tag; otherwise the one type that is left."""
        optional = any(isinstance(part, inspect.NoneType) for part in types)
        if optional and _kind(value) == "null" and value.kind in ("plain", "null"):
            return None
        structs = [part for part in types if isinstance(part, inspect.StructType)]
        others = [part for part in types if not isinstance(part, inspect.NoneType | inspect.StructType)]
        if len(structs) > 1:
            return self.tagged(value, structs)
        if structs and (value.kind == "object" or not others):
            return self.decode(value, structs[0])
        return self.decode(value, others[0])

    def tagged(self, value: Value, structs: list[inspect.StructType]) -> Any:
        """One of several structs, told apart by their tag field (a sequence's steps)."""
        field = str(structs[0].tag_field)
        if value.kind != "object":
            return self.wrong(value, f"an object with `{field}`")
        by_tag = {str(part.tag): part for part in structs}
        named = _entry(value, field)
        if named is None:
            self.source.report(
                "document.missing",
                f"`{field}` is missing",
                value.start,
                expected="one of " + ", ".join(by_tag),
            )
            return _BAD
        tag = self.choice(named, list(by_tag))
        return _BAD if tag is _BAD else self.decode(value, by_tag[tag])

    def struct(self, value: Value, info: inspect.StructType) -> Any:
        if value.kind != "object":
            return self.wrong(value, "an object")
        fields = {field.encode_name: field for field in info.fields if field.name != "span"}
        given: dict[str, Any] = {}
        sound = True
        for key, item in value.entries:
            if key.text == info.tag_field or (key.text == "diagramc" and issubclass(info.cls, Diagram)):
                continue
            if key.text not in fields:
                self.unknown_field(key, list(fields))
                sound = False
                continue
            made = self.decode(item, fields[key.text].type)
            sound = sound and made is not _BAD
            given[fields[key.text].name] = made
        for name, field in fields.items():
            if field.required and field.name not in given:
                self.source.report("document.missing", f"`{name}` is missing", value.start, value.end)
                sound = False
        return info.cls(**given, span=self.source.span(value.start, value.end)) if sound else _BAD

    def unknown_field(self, key: Value, names: list[str]) -> None:
        close = suggest(key.text, names)
        self.source.report(
            "document.field",
            f"there is no field `{key.text}` here",
            key.start,
            key.end,
            expected=None if close else "one of " + ", ".join(names),
            hint=f"did you mean `{close}`?" if close else None,
        )

    def tuple(self, value: Value, item: inspect.Type) -> Any:
        if value.kind != "list":
            return self.wrong(value, "a list")
        made = [self.decode(part, item) for part in value.items]
        return _BAD if any(part is _BAD for part in made) else tuple(made)

    def mapping(self, value: Value, item: inspect.Type) -> Any:
        if value.kind != "object":
            return self.wrong(value, "an object")
        made = {key.text: self.decode(part, item) for key, part in value.entries}
        return _BAD if any(part is _BAD for part in made.values()) else made

    def choice(self, value: Value, choices: list[str]) -> Any:
        if value.kind not in ("plain", "text"):
            return self.wrong(value, "one of " + ", ".join(choices))
        if value.text in choices:
            return value.text
        close = suggest(value.text, choices)
        self.source.report(
            "document.field",
            f"{value.text!r} is not allowed here",
            value.start,
            value.end,
            expected="one of " + ", ".join(choices),
            hint=f"did you mean {close}?" if close else None,
        )
        return _BAD

    def text(self, value: Value) -> Any:
        """Text; in YAML also what looks like a number or date without quotes, as `start: 1969` means the text."""
        if value.kind == "text" or (value.kind == "plain" and meaning(value.text) != "null"):
            return value.text
        return self.wrong(value, "text")

    def boolean(self, value: Value) -> Any:
        return (
            value.text.lower() == "true" if _kind(value) == "boolean" else self.wrong(value, "true or false")
        )

    def number(self, value: Value, *, whole: bool) -> Any:
        expected = "a whole number" if whole else "a number"
        if _kind(value) != "number":
            return self.wrong(value, expected)
        digits = value.text.lstrip("+-")
        if whole and digits.isascii() and digits.isdigit() and len(digits) <= MAX_DIGITS:
            return int(value.text)
        if not whole and digits[:1] in "0123456789." and digits[1:2] not in ("i", "I", "n", "N"):
            made = float(value.text)
            if abs(made) < 1e300:
                return made
        message = f"expected {expected}, found {value.text[:40]}"
        self.source.report("document.field", message, value.start, value.end)
        return _BAD
