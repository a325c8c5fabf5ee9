"""A class diagram's reading as the IR of a class diagram."""

from __future__ import annotations

import re

from msgspec.structs import replace

from diagramc.frontends.plantuml.class_.arrows import MULTIPLICITIES
from diagramc.frontends.plantuml.class_.graph import Graph
from diagramc.frontends.plantuml.class_.members import (
    SEPARATOR,
    is_operation,
    read_attribute,
    read_member,
    read_operation,
)
from diagramc.frontends.plantuml.class_.reading import Classifier, Connection, Reading
from diagramc.frontends.plantuml.page import Page, with_style
from diagramc.frontends.plantuml.text import plain_text, split_tooltip
from diagramc.ir.base import Label, LineStyle, RichText, Run, Style
from diagramc.ir.class_ import (
    Attribute,
    Class,
    ClassDiagram,
    ClassKind,
    Operation,
    Package,
    Relation,
    RelationKind,
)

_KINDS: dict[str, ClassKind] = {
    "class": "class",
    "abstract": "abstract",
    "abstract class": "abstract",
    "interface": "interface",
    "enum": "enum",
    "annotation": "annotation",
    "struct": "struct",
    "protocol": "protocol",
    "exception": "exception",
    "object": "object",
    "map": "object",
    "json": "object",
    "static class": "class",
}
"""PlantUML's keywords for the kinds of the IR; others become a class with the keyword as a stereotype."""
_DASHED: dict[RelationKind, bool] = {"realization": True, "dependency": True}
_SIMPLE = re.compile(r"\w[\w .,:?&=|-]*")
"""Type parameters that PlantUML takes in their place (as the backend writes them); others stay in the label."""


def build_class(reading: Reading) -> ClassDiagram:
    """The diagram."""
    graph = Graph(reading)
    classes = {path: _class(made, graph, reading.page) for path, made in reading.classifiers.items()}
    frames = {path: graph.group(frame, Package) for path, frame in reading.frames.items()}
    standing, groups = graph.placed(classes, frames)
    relations = tuple(_relation(connection, graph, reading.page) for connection in reading.connections)
    return ClassDiagram(
        title=reading.page.title,
        caption=reading.page.caption,
        direction=reading.direction,
        styles=graph.styles,
        classes=tuple(standing),
        relations=relations,
        groups=tuple(groups),
        notes=graph.notes(),
        hints=graph.hints(),
        span=reading.page.source.opening.span() if reading.page.source.opening else None,
    )


def _class(made: Classifier, graph: Graph, page: Page) -> Class:
    keyword = made.kind or "class"
    kind = _KINDS.get(keyword, "class")
    marks = graph.marks(made)
    words = list(dict.fromkeys(marks.words))
    if keyword not in _KINDS or keyword == "map":
        words = list(dict.fromkeys((keyword, *words)))
    if keyword == "static class":
        words.insert(0, "static")
    attributes, operations, values = _members(made, kind, page)
    label, parameters = _generic(made, kind)
    tooltip, description = split_tooltip(made.target.tooltip if made.target else None)
    return Class(
        id=graph.id(made.path),
        label=label,
        kind=kind,
        group=graph.group_of(made.path),
        stereotypes=tuple(words),
        type_parameters=parameters,
        attributes=attributes,
        operations=operations,
        values=values,
        classes=graph.classes(marks),
        style=with_style(marks.style, made.style),
        link=graph.link(made.target),
        tooltip=tooltip,
        description=description,
        span=made.span,
    )


def _generic(made: Classifier, kind: ClassKind) -> tuple[Label, tuple[str, ...]]:
    """The label and the type parameters; those with brackets of their own stay a part of the label."""
    label: Label = made.label if made.label is not None else plain_text(made.path[-1])
    said = " ".join(plain_text(made.parameters).split())
    if not said:
        return label, ()
    if kind != "object" and _SIMPLE.fullmatch(said):
        return label, tuple(part.strip() for part in said.split(",") if part.strip())
    if isinstance(label, str):
        return f"{label}<{said}>", ()
    return RichText(runs=(*label.runs, Run(text=f"<{said}>"))), ()


def _members(
    made: Classifier, kind: ClassKind, page: Page
) -> tuple[tuple[Attribute, ...], tuple[Operation, ...], tuple[str, ...]]:
    attributes: list[Attribute] = []
    operations: list[Operation] = []
    values: list[str] = []
    for line in made.body:
        rule = SEPARATOR.match(line.text)
        if rule:
            if rule["title"]:
                page.left_out("titles inside of classes", line.start, line.end)
            else:
                page.only_looks("rules inside of classes", line.start, line.end)
            continue
        member = read_member(line.text)
        if not member.text:
            continue
        plainly = member.visibility is None and not member.static and not member.abstract
        operation = read_operation(member) if is_operation(member) else None
        span = page.source.span(line.start, line.end)
        if operation is not None:
            operations.append(replace(operation, span=span))
        elif kind == "enum" and plainly and not re.search(r"(?<!:):(?!:)", member.text):
            values.append(member.text)
        else:
            attribute = read_attribute(member)
            if member.abstract:
                page.left_out("abstract fields", line.start, line.end)
            attributes.append(replace(attribute, span=span))
    return tuple(attributes), tuple(operations), tuple(values)


_MULTIPLICITY = re.compile(
    r"(?:\d+|\*|[nNmM]|\d+\s*\.\.\.?\s*(?:\d+|\*|[nNmM])|[nNmM]\s*\.\.\s*[nNmM*]|\d+\s*,\s*(?:\d+|\*))(?=\s|\Z)"
)


def _end(text: str | None, port: str | None) -> tuple[str | None, str | None]:
    """The multiplicity and the role that a text at the end of a relation says, and the member that it points at."""
    said = " ".join(plain_text(" ".join(filter(None, (text, port)))).split())
    found = _MULTIPLICITY.match(said)
    if found is None:
        return None, said or None
    return re.sub(r"\s", "", found[0]), said[found.end() :].strip() or None


def _relation(connection: Connection, graph: Graph, page: Page) -> Relation:
    kind, backwards = connection.arrow.relation()
    left = (connection.left, *_end(connection.left_text, connection.left_port), connection.arrow.left_foot)
    right = (
        connection.right,
        *_end(connection.right_text, connection.right_port),
        connection.arrow.right_foot,
    )
    source, target = (right, left) if backwards else (left, right)
    line: LineStyle | None = "dashed" if connection.arrow.dashed and not _DASHED.get(kind) else None
    style = with_style(
        connection.style,
        Style(line=line) if line and not (connection.style and connection.style.line) else None,
    )
    if kind in _DASHED and style is not None and style.line is not None:
        style = replace(style, line=None)  # that it is dashed tells it from another kind
    source_head, target_head = connection.arrow.other_heads(kind, backwards)
    if connection.arrow.hidden:
        kind, style, source_head, target_head = "link", Style(line="invisible"), None, None
    return Relation(
        source=graph.id(source[0]),
        target=graph.id(target[0]),
        kind=kind,
        source_head=source_head,
        target_head=target_head,
        label=connection.label,
        link=connection.link,
        source_multiplicity=source[1] or (MULTIPLICITIES[source[3]] if source[3] else None),
        target_multiplicity=target[1] or (MULTIPLICITIES[target[3]] if target[3] else None),
        source_role=source[2],
        target_role=target[2],
        style=None if style == Style() else style,
        span=connection.span,
    )
