"""Members of classes in UML's own notation (UML 2.5.1, 9.5.4 and 9.6.4): `+ name: type = default`, `+ name(parameter: type): type`."""

from __future__ import annotations

import re

from diagramc.ir.class_ import Attribute, Operation, Parameter, Visibility

VISIBILITY: dict[str, Visibility] = {"+": "public", "-": "private", "#": "protected", "~": "package"}


def attribute(text: str, *, static: bool = False) -> Attribute:
    """A field."""
    visibility, rest = _visibility(text)
    name, kind, default = _typed(rest)
    return Attribute(name=name, type=kind, visibility=visibility, static=static, default=default)


def operation(text: str, *, static: bool = False, abstract: bool = False) -> Operation:
    """A method; what has no brackets is one without parameters."""
    visibility, rest = _visibility(text)
    opening = rest.find("(")
    if opening < 0:
        return Operation(name=rest, visibility=visibility, static=static, abstract=abstract)
    closing = _closing(rest, opening)
    inside = rest[opening + 1 : closing]
    returns = rest[closing + 1 :].strip().removeprefix(":").strip() or None
    parameters = tuple(_parameter(part) for part in _split(inside) if part.strip())
    return Operation(
        name=rest[:opening].strip(),
        parameters=parameters,
        returns=returns,
        visibility=visibility,
        static=static,
        abstract=abstract,
    )


def _visibility(text: str) -> tuple[Visibility | None, str]:
    text = text.strip()
    if text[:1] in VISIBILITY and text[1:].strip():
        return VISIBILITY[text[0]], text[1:].strip()
    return None, text


def _typed(text: str) -> tuple[str, str | None, str | None]:
    """`name: type = default` in its parts."""
    name, colon, rest = text.partition(":")
    if not colon or rest.startswith(":"):
        head, equals, default = text.partition(" = ")
        return (head.strip(), None, default.strip()) if equals else (text.strip(), None, None)
    kind, equals, default = rest.partition(" = ")
    return name.strip(), kind.strip() or None, default.strip() if equals else None


def _parameter(text: str) -> Parameter:
    """A parameter; a single word is a type."""
    name, kind, default = _typed(text)
    if kind is None and default is None:
        return Parameter(type=name)
    return Parameter(name=name, type=kind, default=default)


def _closing(text: str, opening: int) -> int:
    """Where the bracket that opens there closes; the end of the text when it does not."""
    depth = 0
    for match in re.finditer(r"[()]", text[opening:]):
        depth += 1 if match[0] == "(" else -1
        if depth == 0:
            return opening + match.start()
    return len(text)


def _split(text: str) -> list[str]:
    """A list at its commas, not at those inside brackets."""
    parts, depth = [""], 0
    for char in text:
        depth += (char in "(<[{") - (char in ")>]}")
        if char == "," and depth <= 0:
            parts.append("")
        else:
            parts[-1] += char
    return parts
