"""What stands inside a class in Mermaid: its annotation, attributes and operations.

Mermaid reads a member by its characters: the first is a visibility, the last a classifier, a `)` makes it an operation and two
tildes a generic. Any of these that an author wrote is an entity here.
"""

from __future__ import annotations

import re

from diagramc.ir.class_ import Attribute, Class, ClassKind, Operation, Parameter, Visibility
from diagramc.targets.base import Escaped
from diagramc.targets.characters import printable
from diagramc.targets.mermaid.text import BLANK, entities, escape, is_blank

_KINDS: dict[ClassKind, str] = {
    "class": "",
    "abstract": "abstract",
    "interface": "interface",
    "enum": "enumeration",
    "annotation": "annotation",
    "struct": "struct",
    "object": "object",
    "protocol": "protocol",
    "exception": "exception",
}
_VISIBILITIES: dict[Visibility | None, str] = {
    None: "",
    "public": "+",
    "private": "-",
    "protected": "#",
    "package": "~",
}
_MARKS = r"[{}()~;*_]"
_SEPARATORS = r"[:=,]"
"""What separates the parts of a member; in a part it is an entity, so that it can be told from a separator."""
_GENERIC = re.compile(r"([\w.]+)<([\w. ]+)>", re.ASCII)


def annotation(item: Class) -> Escaped | None:
    """`<<interface>>`: the kind and the stereotypes of a class in one, as Mermaid shows no second; None for none."""
    words = [word for word in (_KINDS[item.kind], *map(_flat, item.stereotypes)) if not is_blank(word)]
    return Escaped(f"<<{escape(', '.join(words), also=_MARKS)}>>") if words else None


def members(item: Class) -> list[Escaped]:
    """The lines of a class: attributes, the literals of an enumeration, operations."""
    return [
        *map(_attribute, item.attributes),
        *(_plain_member(value) for value in item.values),
        *map(_operation, item.operations),
    ]


def type_text(type_: str, *, also: str = r"=") -> str:
    """A type, with `List~int~` for the generics that Mermaid reads right: those of one parameter."""
    said = _flat(type_)
    generic = _GENERIC.fullmatch(said)
    return f"{generic[1]}~{generic[2].strip()}~" if generic else escape(said, also=f"{_MARKS}|{also}")


def _flat(text: str) -> str:
    return " ".join(printable(text).split())


def _name(text: str) -> str:
    return escape(_flat(text), also=f"{_MARKS}|{_SEPARATORS}")


def _one_word(text: str) -> str:
    """A name, in which of two words neither can be taken for a type."""
    return text.replace(" ", entities(" ")) if text.count(" ") == 1 else text


def _plain_member(text: str) -> Escaped:
    """A member that is its name only: its ends must not be taken for marks."""
    said = _flat(text)
    if is_blank(said):
        return BLANK
    first = entities(said[0]) if said[0] in "+-#~" else ""
    last = entities(said[-1]) if said[-1] == "$" and len(said) > len(first and said[0]) else ""
    middle = escape(said[1 if first else 0 : -1 if last else None], also=f"{_MARKS}|{_SEPARATORS}")
    return Escaped(f"{first}{middle}{last}")


def _classifier(*, static: bool, abstract: bool = False) -> str:
    return "$" if static else "*" if abstract else ""


def _attribute(attribute: Attribute) -> Escaped:
    name = _plain_member(attribute.name) if attribute.type else _one_word(_plain_member(attribute.name))
    type_ = f": {type_text(attribute.type)}" if attribute.type else ""
    default = f" = {_plain_member(attribute.default)}" if attribute.default else ""
    mark = _classifier(static=attribute.static)
    said = f"{name}{type_}{default}"
    # A mark at the end is one of the attribute.
    said = f"{said[:-1]}{entities('$')}" if said.endswith("$") else said
    return Escaped(f"{_VISIBILITIES[attribute.visibility]}{said}{mark}")


def _operation(operation: Operation) -> Escaped:
    parameters = ", ".join(map(_parameter, operation.parameters))
    returns = f" {type_text(operation.returns)}" if operation.returns else ""
    returns = returns.replace("$", entities("$"))
    mark = _classifier(static=operation.static, abstract=operation.abstract)
    name = _plain_member(operation.name) if returns else _one_word(_plain_member(operation.name))
    return Escaped(f"{_VISIBILITIES[operation.visibility]}{name}({parameters}){returns}{mark}")


def _parameter(parameter: Parameter) -> str:
    name = _name(parameter.name) if parameter.type else _name(parameter.name).replace(" ", entities(" "))
    type_ = type_text(parameter.type, also=_SEPARATORS) if parameter.type else ""
    default = f" = {_name(parameter.default)}" if parameter.default else ""
    return f"{name}: {type_}{default}" if name and type_ else f"{name}{type_}{default}"
