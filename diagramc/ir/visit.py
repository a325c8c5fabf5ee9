"""Walking and rewriting the IR whatever the diagram type."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from msgspec.structs import replace

from diagramc.ir.base import Element

E = TypeVar("E", bound=Element)


def walk(element: Element) -> Iterator[Element]:
    """The element and everything inside it, parents first, in the author's order."""
    yield element
    for name in element.__struct_fields__:
        yield from _walk_value(getattr(element, name))


def _walk_value(value: object) -> Iterator[Element]:
    if isinstance(value, Element):
        yield from walk(value)
    elif isinstance(value, tuple):
        for item in value:
            yield from _walk_value(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _walk_value(item)


def transform(element: E, change: Callable[[Element], Element]) -> E:
    """A copy in which `change` was applied to every element, inside first. Parts that do not change are shared."""
    changes: dict[str, Any] = {}
    for name in element.__struct_fields__:
        old = getattr(element, name)
        new = _transform_value(old, change)
        if new is not old:
            changes[name] = new
    rebuilt = replace(element, **changes) if changes else element
    return change(rebuilt)  # type: ignore[return-value]


def _transform_value(value: object, change: Callable[[Element], Element]) -> object:
    if isinstance(value, Element):
        return transform(value, change)
    if isinstance(value, tuple):
        items = tuple(_transform_value(item, change) for item in value)
        return value if all(a is b for a, b in zip(items, value, strict=True)) else items
    if isinstance(value, dict):
        entries = {key: _transform_value(item, change) for key, item in value.items()}
        return value if all(entries[key] is value[key] for key in value) else entries
    return value


def without_spans(element: E) -> E:
    """A copy that does not say where it was read."""
    return transform(element, lambda part: part if part.span is None else replace(part, span=None))
