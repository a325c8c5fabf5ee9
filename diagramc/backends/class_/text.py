"""Members and names in UML's own notation (UML 2.5.1, 9.5.4 and 9.6.4), as pictures show them."""

from __future__ import annotations

from diagramc.ir.base import Label, RichText, Run, label_of
from diagramc.ir.class_ import Attribute, Class, Operation, Parameter, Visibility

VISIBILITY: dict[Visibility, str] = {"public": "+", "private": "-", "protected": "#", "package": "~"}


def _typed(name: str, type: str | None, default: str | None) -> str:
    text = ": ".join(part for part in (name, type) if part)
    return text if default is None else f"{text} = {default}"


def _marked(visibility: Visibility | None, text: str) -> str:
    return f"{VISIBILITY[visibility]} {text}" if visibility else text


def attribute_text(attribute: Attribute) -> str:
    """`+ name: type = default`."""
    return _marked(attribute.visibility, _typed(attribute.name, attribute.type, attribute.default))


def _parameter_text(parameter: Parameter) -> str:
    return _typed(parameter.name, parameter.type, parameter.default)


def operation_text(operation: Operation) -> str:
    """`+ name(parameter: type): type`."""
    call = f"{operation.name}({', '.join(map(_parameter_text, operation.parameters))})"
    return _marked(operation.visibility, _typed(call, operation.returns, None))


def class_name(item: Class) -> Label:
    """The label with its type parameters: `List<T>`."""
    label = label_of(item)
    if not item.type_parameters:
        return label
    parameters = f"<{', '.join(item.type_parameters)}>"
    if isinstance(label, str):
        return label + parameters
    return RichText(runs=(*label.runs, Run(text=parameters)))


def keywords(item: Class) -> tuple[str, ...]:
    """What stands in guillemets above the name: the kind where the name's look does not show it, then the stereotypes."""
    shown = item.kind not in ("class", "abstract", "object")
    own = (("enumeration" if item.kind == "enum" else item.kind),) if shown else ()
    return tuple(dict.fromkeys((*own, *item.stereotypes)))
