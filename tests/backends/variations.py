"""Every feature of the IR, found from the structs themselves: pairs of a diagram without and with it.

Nothing here names a diagram type's fields one by one, so a new field cannot be forgotten.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from msgspec import inspect
from msgspec.structs import replace

from diagramc.ir.base import Diagram, Element, Group, Link, Node, RichText, Run, Style
from diagramc.ir.visit import transform, walk
from diagramc.kinds import kind_of

SENTINEL = "Zq7"
SPECIAL: dict[str, object] = {
    "fill": "#a1b2c3",
    "stroke": "#a1b2c3",
    "color": "#a1b2c3",
    "font_size": 23.0,
    "stroke_width": 4.5,
    "start": "2031-02",
    "end": "2031-02",
    "url": "https://example.org/zq7",
    "icon": "database",
    "picture": "zq7.png",
}
"""Values for string and number fields that cannot hold just anything."""
REFERENCES = frozenset(
    [
        "source",
        "target",
        "group",
        "parent",
        "reports_to",
        "dotted",
        "participants",
        "participant",
        "targets",
        "nodes",
    ]
)
"""Fields that hold ids, except an element's own."""
UNSEEN = {
    "span": "where it was read, not what it says",
    "id": "a name for other elements to refer to",
    "diagramc": "the version of the document format",
    "provenance": "how the diagram came about, not what it shows",
}
"""Fields that no drawing needs to show, and why."""
PARTS = (Style, Link, RichText, Run)


class Variation(NamedTuple):
    """Two diagrams that differ in one feature."""

    without: Diagram
    used: Diagram


class Feature(NamedTuple):
    """A feature: the names it may have in a table of losses, the plainest last, and ways to show it in the sample.

    The first name is that of the struct it is a part of: one that is left out as a whole is so with all its parts.
    """

    keys: tuple[str, ...]
    ways: Iterator[Variation]
    required: bool = False
    """Whether the field always has a value, so that there is no diagram without one to compare with."""


class Value(NamedTuple):
    """A value that a field can take, and the one to compare it with. `keys` name the feature that is the difference."""

    keys: tuple[str, ...]
    before: object
    after: object


def variations(sample: Diagram) -> Iterator[Feature]:
    """Every feature that this diagram type has. Of its ways to show, one that works is enough."""
    for struct in reachable(type(sample)):
        elements = [element for element in walk(sample) if type(element) is struct]
        if not issubclass(struct, Diagram | Node | Group):
            yield Feature((struct.__name__,), (_absence(sample, element) for element in elements))
        for field in _fields(struct):
            name = f"{struct.__name__}.{field.name}"
            if field.name in REFERENCES and not _holds_structs(field):
                if _refers_to_group(struct, field) and not kind_of(sample).groups:
                    continue
                rewired = _rewired(sample, elements, field, _references(sample, struct, field))
                yield Feature((struct.__name__, name), rewired)
            else:
                for value in _values(sample, name, field):
                    ways = _valued(sample, elements, field, value)
                    yield Feature((struct.__name__, *value.keys), ways, field.required)


def reachable(root: type[Element]) -> list[type[Element]]:
    """The structs an instance of `root` can hold, itself first; not the parts that only describe their owner."""
    found: list[type[Element]] = []

    def visit(kind: inspect.Type) -> None:
        if isinstance(kind, inspect.StructType):
            if issubclass(kind.cls, Element) and kind.cls not in found and kind.cls not in PARTS:
                found.append(kind.cls)
                for field in _fields(kind.cls):
                    visit(field.type)
        elif isinstance(kind, inspect.UnionType):
            for member in kind.types:
                visit(member)
        elif isinstance(kind, inspect.VarTupleType):
            visit(kind.item_type)

    visit(inspect.type_info(root))
    return found


def _fields(struct: type[Element]) -> list[inspect.Field]:
    info = inspect.type_info(struct)
    assert isinstance(info, inspect.StructType)
    return [field for field in info.fields if field.name not in UNSEEN]


def _kinds(field: inspect.Field) -> tuple[inspect.Type, ...]:
    return field.type.types if isinstance(field.type, inspect.UnionType) else (field.type,)


def _put(diagram: Diagram, old: Element, new: Element) -> Diagram:
    """A copy with one element, told by identity, replaced."""
    return transform(diagram, lambda element: new if element is old else element)


def _absence(sample: Diagram, element: Element) -> Variation:
    def without(owner: Element) -> Element:
        changes = {}
        for name in owner.__struct_fields__:
            value = getattr(owner, name)
            if isinstance(value, tuple) and any(item is element for item in value):
                changes[name] = tuple(item for item in value if item is not element)
        return replace(owner, **changes) if changes else owner

    return Variation(transform(sample, without), sample)


def _valued(
    sample: Diagram, elements: list[Element], field: inspect.Field, value: Value
) -> Iterator[Variation]:
    for element in elements:
        before = getattr(element, field.name) if field.required else value.before
        if before != value.after:
            diagrams = (
                _put(sample, element, replace(element, **{field.name: setting}))
                for setting in (before, value.after)
            )
            yield Variation(*diagrams)


def _holds_structs(field: inspect.Field) -> bool:
    return isinstance(field.type, inspect.VarTupleType) and not isinstance(
        field.type.item_type, inspect.StrType
    )


def _refers_to_group(struct: type[Element], field: inspect.Field) -> bool:
    return field.name == "group" or (field.name == "parent" and issubclass(struct, Group))


def _references(sample: Diagram, struct: type[Element], field: inspect.Field) -> list[object]:
    """The values a field that holds ids can take in the sample, none included where it may be empty."""
    to = Group if _refers_to_group(struct, field) else Node
    ids = [element.id for element in walk(sample) if isinstance(element, to)]
    if isinstance(field.type, inspect.VarTupleType):
        return [*((one,) for one in ids), ()]
    return [*ids] if field.required else [*ids, None]


def _rewired(
    sample: Diagram, elements: list[Element], field: inspect.Field, values: list[object]
) -> Iterator[Variation]:
    for value in values:
        for element in elements:
            if value != getattr(element, field.name):
                yield Variation(sample, _put(sample, element, replace(element, **{field.name: value})))


def _values(sample: Diagram, name: str, field: inspect.Field) -> Iterator[Value]:
    """Values for one field that is not a reference."""
    default = None if field.required else field.default
    for kind in _kinds(field):
        yield from (
            Value((name, name + end), default, value)
            for end, value in _simple_values(sample, field.name, kind, default)
        )
        if isinstance(kind, inspect.DictType):
            word, *_ = sample.styles
            for part in _part_values(sample, name, Style()):
                styles = ({**sample.styles, word: style} for style in (part.before, part.after))
                yield Value(part.keys, *styles)
        elif isinstance(kind, inspect.StructType) and kind.cls is Style:
            yield from _part_values(sample, name, Style())
        elif isinstance(kind, inspect.StructType) and kind.cls is Link:
            link = Link(url="https://example.org/a")
            yield Value((name, "Link.url", f"{name}.url"), None, link)
            yield from _part_values(sample, name, link)
        elif isinstance(kind, inspect.StructType) and kind.cls is RichText:
            for flag in ("bold", "italic", "code"):
                run = replace(Run(text=SENTINEL), **{flag: True})
                yield Value((f"Run.{flag}", f"{name}.runs.{flag}"), SENTINEL, RichText(runs=(run,)))


def _part_values(sample: Diagram, name: str, base: Style | Link) -> Iterator[Value]:
    for field in _fields(type(base)):
        for kind in _kinds(field):
            if not field.required:
                for end, value in _simple_values(sample, field.name, kind, field.default):
                    places = (type(base).__name__, name)
                    keys = tuple(f"{place}.{field.name}{tail}" for place in places for tail in ("", end))
                    yield Value((name, *keys), base, replace(base, **{field.name: value}))


def _simple_values(
    sample: Diagram, field: str, kind: inspect.Type, default: object
) -> Iterator[tuple[str, object]]:
    """What a field of a simple type can hold besides its default, with what each value adds to the feature's key."""
    if isinstance(kind, inspect.LiteralType):
        yield from ((f"={value}", value) for value in kind.values if value != default)
    elif isinstance(kind, inspect.BoolType):
        yield from ((f"={value}", value) for value in (True, False) if value is not default)
    elif isinstance(kind, inspect.IntType):
        yield "", 7
    elif isinstance(kind, inspect.FloatType):
        yield "", SPECIAL[field]
    elif isinstance(kind, inspect.StrType):
        yield "", SPECIAL.get(field, SENTINEL)
    elif isinstance(kind, inspect.VarTupleType) and not isinstance(kind.item_type, inspect.StructType):
        if field == "classes":
            yield from (("", (word,)) for word in sample.styles)
            return
        yield from (("", (value,)) for _, value in _simple_values(sample, field, kind.item_type, None))
