"""Class diagram as PlantUML's own."""

from __future__ import annotations

import re

from diagramc.backends.base import Features, of_heads
from diagramc.ir.base import LineStyle, label_of
from diagramc.ir.class_ import (
    Attribute,
    Class,
    ClassDiagram,
    ClassKind,
    Operation,
    Package,
    Parameter,
    Relation,
    RelationKind,
    Visibility,
)
from diagramc.targets.base import Escaped
from diagramc.targets.plantuml.graph import (
    HEADS,
    LESSER_HEADS,
    Arrow,
    Graph,
    Looks,
    arrow_label,
    arrow_line,
    direction_word,
    end_label,
    graph_approximated,
    graph_unsupported,
)
from diagramc.targets.plantuml.text import NOTHING, escape, stereotype, text, text_lines

_KEYWORDS: dict[ClassKind, str] = {"abstract": "abstract class"}
_VISIBILITY: dict[Visibility, str] = {"public": "+", "private": "-", "protected": "#", "package": "~"}

_SIMPLE_PARAMETERS = re.compile(r"\w[\w .,:?&=|-]*")

_ENDS: dict[RelationKind, tuple[str, str, LineStyle]] = {
    "inheritance": ("", "|>", "solid"),
    "realization": ("", "|>", "dashed"),
    "composition": ("*", "", "solid"),
    "aggregation": ("o", "", "solid"),
    "association": ("", ">", "solid"),
    "dependency": ("", ">", "dashed"),
    "link": ("", "", "solid"),
}
"""What stands at the source and the target, and the line between."""
_TURNED = dict(HEADS.values())

UNSUPPORTED: Features = graph_unsupported("Relation", "Package")
APPROXIMATED: Features = {
    **graph_approximated("ClassDiagram", "Class", "Package"),
    **of_heads("Relation", LESSER_HEADS),
}


def _marks(visibility: Visibility | None, static: bool, abstract: bool, compartment: str) -> str:
    marks = _VISIBILITY[visibility] if visibility else ""
    marks += "{static} " if static else ""
    marks += "{abstract} " if abstract else ""
    return f"{{{compartment}}} {marks}" if compartment else marks


def _typed(name: str, type: str | None, default: str | None) -> str:
    said = " : ".join(part for part in (name, text(type) if type else "") if part)
    return f"{said} = {text(default)}" if default is not None else said


def _attribute(attribute: Attribute) -> Escaped:
    said = _typed(text(attribute.name), attribute.type, attribute.default)
    # PlantUML takes a member with parentheses for a method.
    compartment = "field" if "(" in said or ")" in said else ""
    return Escaped(_marks(attribute.visibility, attribute.static, False, compartment) + said)


def _parameter(parameter: Parameter) -> str:
    name = escape(" ".join(parameter.name.split()))
    return _typed(name, parameter.type, parameter.default)


def _operation(operation: Operation) -> Escaped:
    said = f"{text(operation.name)}({', '.join(map(_parameter, operation.parameters))})"
    if operation.returns:
        said += f" : {text(operation.returns)}"
    return Escaped(_marks(operation.visibility, operation.static, operation.abstract, "") + said)


def _value(value: str) -> Escaped:
    said = text(value)
    return Escaped(f"{{field}} {said}" if "(" in said or ")" in said else said)


def _parameters(item: Class) -> tuple[Escaped, Escaped]:
    """The type parameters in the place PlantUML has for them, and what goes after the name where it takes none there."""
    said = ", ".join(" ".join(parameter.split()) for parameter in item.type_parameters)
    if not said:
        return NOTHING, NOTHING
    if item.kind != "object" and _SIMPLE_PARAMETERS.fullmatch(said):
        return Escaped(f"<{said}>"), NOTHING
    return NOTHING, escape(f"<{said}>", first=False)


def _class_looks(item: Class) -> Looks:
    parameters, suffix = _parameters(item)
    *lines, last = text_lines(label_of(item))
    return Looks(
        _KEYWORDS.get(item.kind, item.kind),
        lines=[*lines, last + suffix],
        parameters=parameters,
        stereotypes=Escaped("".join(map(stereotype, item.stereotypes))),
        members=(
            *map(_value, item.values),
            *map(_attribute, item.attributes),
            *map(_operation, item.operations),
        ),
    )


def _package_looks(package: Package) -> Looks:
    return Looks("package")


def _arrow(graph: Graph, relation: Relation) -> Arrow:
    tail, head, line = _ENDS[relation.kind]
    tail = HEADS[relation.source_head][0] if relation.source_head else tail
    head = HEADS[relation.target_head][1] if relation.target_head else head
    style = graph.sheet.resolve(relation)
    source = (graph.name(relation.source), relation.source_multiplicity, relation.source_role)
    target = (graph.name(relation.target), relation.target_multiplicity, relation.target_role)
    if head == "|>":
        # The more general one is written first, so that it is drawn above.
        source, target, tail, head = target, source, "<|", _TURNED.get(tail, tail)
    return Arrow(
        Escaped(source[0] + end_label(*source[1:])),
        arrow_line(style, line, tail=tail, head=head, word=direction_word(graph.direction)),
        Escaped(end_label(*target[1:], before=True) + target[0]),
        arrow_label(relation.label, relation.link, style),
    )


def lower(diagram: ClassDiagram) -> str:
    """PlantUML source of a class diagram."""
    graph = Graph(diagram, diagram.direction, diagram.classes, diagram.relations, diagram.groups)
    arrows = [_arrow(graph, relation) for relation in diagram.relations]
    return graph.page("class.puml.j2", graph.entries(_class_looks, _package_looks), arrows)
