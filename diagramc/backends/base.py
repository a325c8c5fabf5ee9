"""Lowering to a target language, and saying what the target cannot.

A backend module (`backends/<type>/<target>.py`) has

- `lower(diagram) -> str`: the target source, ending in a newline;
- `UNSUPPORTED`: the IR features it leaves out, each with the words for it. A key is `Struct.field` (left out whenever the
  field is not its default) or `Struct.field=value` (only for that value); `Struct` is left out as a whole, with its parts.
  What is inside a style, link or rich text can also be named from its owner: `Flow.style.fill`, `Flow.label.runs.bold`;
- `APPROXIMATED` (optional): the same keys for what is written in a lesser form;
- `tables(diagram)` (optional): both, where they depend on the diagram.

Nothing is lost in silence: a feature is written out or is in one of the two tables (tests walk all of them).
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from msgspec import NODEFAULT
from msgspec.structs import fields

from diagramc.diagnostics import Diagnostic, Span, diagnose
from diagramc.ir.base import Diagram, EdgeHead, Element, Link, RichText, Run, Style
from diagramc.kinds import kind_of

Features = Mapping[str, str]

TARGET_NAMES = {"graphviz": "Graphviz", "mermaid": "Mermaid", "plantuml": "PlantUML"}


class Lowering(NamedTuple):
    """Target source, and what it does not say."""

    text: str
    diagnostics: tuple[Diagnostic, ...]


def of_heads(edge: str, words: Mapping[EdgeHead, str]) -> dict[str, str]:
    """The keys of a table for heads of an edge's struct, at either end."""
    return {f"{edge}.{end}_head={head}": said for end in ("source", "target") for head, said in words.items()}


def features(element: Element, owner: str = "") -> Iterator[str]:
    """The features that one element uses: `Struct`, `Struct.field` for each non-default field, `Struct.field=value` for words.

    With an `owner` such as `Flow.style`, those of a part of that owner, under both names.
    """
    name = type(element).__name__
    yield name
    for field, default in _defaults(type(element)):
        value = getattr(element, field)
        if value == default or value in ((), {}):
            continue
        for place in (name, owner) if owner else (name,):
            yield f"{place}.{field}"
            if isinstance(value, str | bool | int):
                yield f"{place}.{field}={value}"


@cache
def _defaults(struct: type[Element]) -> tuple[tuple[str, object], ...]:
    """The fields of a struct that say something, each with its default (None for a required one)."""
    return tuple(
        (field.name, None if field.default is NODEFAULT else field.default)
        for field in fields(struct)
        if field.name != "span"
    )


class _Use(NamedTuple):
    """An element as part of its owner, with the nearest id and span."""

    element: Element
    owner: str
    id: str | None
    span: Span | None


_PARTS = (Style, Link, RichText, Run)
"""Structs that only ever say something about their owner."""


def _uses(use: _Use, whole: Container[str]) -> Iterator[_Use]:
    """An element and all in it; nothing in those whose struct is in `whole`."""
    yield use
    if type(use.element).__name__ in whole:
        return
    place = use.owner if isinstance(use.element, _PARTS) else type(use.element).__name__
    for field in use.element.__struct_fields__:
        value = getattr(use.element, field)
        items = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else (value,)
        for item in items:
            if isinstance(item, Element):
                own_id = getattr(item, "id", None) or (use.id if isinstance(item, _PARTS) else None)
                owner = f"{place}.{field}" if isinstance(item, _PARTS) else ""
                yield from _uses(_Use(item, owner, own_id, item.span or use.span), whole)


def losses(
    diagram: Diagram, target: str, unsupported: Features, approximated: Features
) -> tuple[Diagnostic, ...]:
    """A diagnostic an element and feature that the target leaves out or writes in a lesser form, in source order."""
    language = TARGET_NAMES[target]
    found: list[Diagnostic] = []
    for use in _uses(_Use(diagram, "", None, diagram.span), unsupported):
        where = f" ({use.id})" if use.id else ""
        for feature in features(use.element, use.owner):
            if feature in unsupported:
                message = f"{language} cannot say {unsupported[feature]}{where}; left out"
                found.append(diagnose("lower.dropped", message, span=use.span))
                if feature == type(use.element).__name__:
                    break
            elif feature in approximated:
                message = f"{language} has {approximated[feature]}{where}"
                found.append(diagnose("lower.approximated", message, span=use.span))
    return tuple(dict.fromkeys(found))


def lower(diagram: Diagram, target: str) -> Lowering:
    """Write a valid diagram in a target language (`graphviz`, `mermaid`, `plantuml`), with what is lost."""
    backend = kind_of(diagram).backend(target)
    text: str = backend.lower(diagram)
    if hasattr(backend, "tables"):
        return Lowering(text, losses(diagram, target, *backend.tables(diagram)))
    return Lowering(text, losses(diagram, target, backend.UNSUPPORTED, getattr(backend, "APPROXIMATED", {})))
