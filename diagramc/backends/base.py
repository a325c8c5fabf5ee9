"""Lowering to a target language, and saying what the target cannot.

A backend module (`backends/<type>/<target>.py`) has

- `lower(diagram) -> str`: the target source, ending in a newline;
- `UNSUPPORTED`: the IR features it leaves out, each with the words for it. A key is `Struct.field` (left out whenever the
  field is not its default) or `Struct.field=value` (only for that value); `Step` subclasses as a whole are `Struct`;
- `APPROXIMATED` (optional): the same keys for what is written in a lesser form.

Nothing is lost in silence: a feature is written out or is in one of the two tables (tests walk all of them).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from msgspec import NODEFAULT
from msgspec.structs import fields

from diagramc.diagnostics import Diagnostic, diagnose
from diagramc.ir.base import Diagram, Element
from diagramc.ir.visit import walk
from diagramc.kinds import kind_of

Features = Mapping[str, str]

TARGET_NAMES = {"graphviz": "Graphviz", "mermaid": "Mermaid", "plantuml": "PlantUML"}


class Lowering(NamedTuple):
    """Target source, and what it does not say."""

    text: str
    diagnostics: tuple[Diagnostic, ...]


def features(element: Element) -> Iterator[str]:
    """The features that one element uses: `Struct`, `Struct.field` for each non-default field, `Struct.field=value` for words."""
    name = type(element).__name__
    yield name
    for field in fields(element):
        if field.name == "span":
            continue
        value = getattr(element, field.name)
        default = field.default if field.default is not NODEFAULT else None
        if field.default_factory is not NODEFAULT:
            default = field.default_factory()
        if value == default or (value == () and default is None):
            continue
        yield f"{name}.{field.name}"
        if isinstance(value, str | bool | int):
            yield f"{name}.{field.name}={value}"


def losses(
    diagram: Diagram, target: str, unsupported: Features, approximated: Features
) -> tuple[Diagnostic, ...]:
    """A diagnostic an element and feature that the target leaves out or writes in a lesser form, in source order."""
    language = TARGET_NAMES[target]
    found: list[Diagnostic] = []
    for element in walk(diagram):
        for feature in features(element):
            where = f" ({element.id})" if isinstance(getattr(element, "id", None), str) else ""  # type: ignore[attr-defined]
            if feature in unsupported:
                message = f"{language} cannot say {unsupported[feature]}{where}; left out"
                found.append(diagnose("lower.dropped", message, span=element.span))
            elif feature in approximated:
                message = f"{language} has {approximated[feature]}{where}"
                found.append(diagnose("lower.approximated", message, span=element.span))
    return tuple(dict.fromkeys(found))


def lower(diagram: Diagram, target: str) -> Lowering:
    """Write a valid diagram in a target language (`graphviz`, `mermaid`, `plantuml`), with what is lost."""
    backend = kind_of(diagram).backend(target)
    text: str = backend.lower(diagram)
    return Lowering(text, losses(diagram, target, backend.UNSUPPORTED, getattr(backend, "APPROXIMATED", {})))
