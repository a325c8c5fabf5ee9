"""Classes under way: what lines have said of them so far, and the classes that this makes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from msgspec.structs import replace

from diagramc.diagnostics import Span
from diagramc.frontends.mermaid.class_.members import attribute, flags, is_operation, operation
from diagramc.frontends.mermaid.text import label
from diagramc.ir.base import Link, Style
from diagramc.ir.class_ import Attribute, Class, ClassKind, Operation
from diagramc.targets.styling import merge

KINDS: dict[str, ClassKind] = {
    "abstract": "abstract",
    "interface": "interface",
    "enum": "enum",
    "enumeration": "enum",
    "annotation": "annotation",
    "struct": "struct",
    "object": "object",
    "protocol": "protocol",
    "exception": "exception",
}
"""The annotations that the IR has as kinds."""


class Name(NamedTuple):
    """A class's or namespace's name with its type parameters, and its place."""

    id: str
    parameters: tuple[str, ...]
    start: int
    end: int


@dataclass
class DraftMember:
    """A member under way: whether it is a literal is known when the kind of its class is."""

    text: str
    span: Span


@dataclass
class DraftClass:
    """A class under way."""

    id: str
    span: Span
    parameters: tuple[str, ...] = ()
    label: str | None = None
    group: str | None = None
    annotations: list[str] = field(default_factory=list)
    members: list[DraftMember] = field(default_factory=list)
    classes: list[str] = field(default_factory=list)
    styles: list[Style] = field(default_factory=list)
    link: Link | None = None
    tooltip: str | None = None


def finished(item: DraftClass, groups: dict[str, str]) -> Class:
    """The class of a draft; `groups` holds the ids of the namespaces."""
    kinds = [word for word in item.annotations if word.lower() in KINDS]
    kind = KINDS[kinds[0].lower()] if kinds else "class"
    attributes: list[Attribute] = []
    values: list[str] = []
    operations: list[Operation] = []
    for member in item.members:
        marks = flags(member.text)
        if is_operation(member.text):
            operations.append(_placed(operation(marks), member))
        elif kind == "enum" and not marks.visibility and not marks.static and ":" not in marks.text:
            values.append(label(" ".join(marks.text.split())))
        else:
            attributes.append(_placed(attribute(marks), member))
    return Class(
        id=item.id,
        label=item.label,
        kind=kind,
        stereotypes=tuple(word for word in item.annotations if not kinds or word is not kinds[0]),
        type_parameters=item.parameters,
        attributes=tuple(attributes),
        operations=tuple(operations),
        values=tuple(values),
        group=groups[item.group] if item.group else None,
        classes=tuple(dict.fromkeys(item.classes)),
        style=merge(item.styles) if item.styles else None,
        link=item.link,
        tooltip=item.tooltip,
        span=item.span,
    )


def _placed(part: Any, member: DraftMember) -> Any:
    return replace(part, span=member.span)
