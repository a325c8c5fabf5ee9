"""Classes to DOT: compartments as tables, UML's heads and lines."""

from __future__ import annotations

from diagramc.backends.base import of_heads
from diagramc.backends.class_.text import attribute_text, class_name, keywords, operation_text
from diagramc.ir.class_ import Class, ClassDiagram, Relation, RelationKind
from diagramc.targets.base import Escaped
from diagramc.targets.graphviz import (
    COLORS,
    HEADS,
    LESSER_HEADS,
    Attributes,
    Cell,
    Writer,
    color,
    end_text,
    html_text,
    small,
    stacked,
    strong,
    table,
)
from diagramc.targets.losses_graphviz import common_losses

UNSUPPORTED = common_losses("Class", "Relation", "Package") | {
    "Package.direction": "a package's own direction"
}
APPROXIMATED = of_heads("Relation", LESSER_HEADS)

LOOKS: dict[RelationKind, Attributes] = {
    "inheritance": {"arrowtail": "empty"},
    "realization": {"arrowtail": "empty", "style": "dashed"},
    "composition": {"arrowtail": "diamond"},
    "aggregation": {"arrowtail": "odiamond"},
    "association": {"arrowhead": "vee"},
    "dependency": {"arrowhead": "vee", "style": "dashed"},
    "link": {},
}
"""Each in the direction that puts the more general class, the whole or the user above."""


def lower(diagram: ClassDiagram) -> str:
    """The classes and relations as a DOT digraph."""
    writer = Writer(diagram, diagram.classes, diagram.groups, diagram.direction, ranksep="0.8")
    writer.nested(lambda item: _class(writer, item))
    for edge in diagram.relations:
        _relation(writer, edge)
    return writer.source()


def _class(writer: Writer, item: Class) -> None:
    style = writer.style(item)
    name = strong(class_name(item))
    words = [small(f"«{word}»") for word in keywords(item)]
    name = Escaped(f"<i>{name}</i>") if item.kind == "abstract" else name
    name = Escaped(f"<u>{name}</u>") if item.kind == "object" else name
    about = small(item.description) if item.description is not None else None
    header = color(style.fill) if style.fill else Escaped(COLORS["header.fill"])
    rows = [[Cell(stacked(*words, name, about), fill=header, align=Escaped("center"), left=False)]]
    surface = Escaped(COLORS["surface"])
    fields = [_member(attribute_text(a), a.static, False) for a in item.attributes]
    methods = [_member(operation_text(o), o.static, o.abstract) for o in item.operations]
    compartments = (list(map(html_text, item.values)), fields, methods)
    rows += [[Cell(stacked(*lines), fill=surface)] for lines in compartments if lines]
    writer.node(item, table(rows, style), {"shape": "plain", "style": ""})


def _member(words: str, static: bool, abstract: bool) -> Escaped:
    shown = html_text(words, 60)
    shown = Escaped(f"<u>{shown}</u>") if static else shown
    return Escaped(f"<i>{shown}</i>") if abstract else shown


def _relation(writer: Writer, edge: Relation) -> None:
    base = {"dir": "both", "arrowhead": "none", "arrowtail": "none", "arrowsize": "1"} | LOOKS[edge.kind]
    ends = [
        "\n".join(part for part in pair if part) or None
        for pair in (
            (edge.source_multiplicity, edge.source_role),
            (edge.target_multiplicity, edge.target_role),
        )
    ]
    base |= end_text(*ends)
    flip = edge.kind in ("inheritance", "realization")
    ends_of = ("arrowhead", "arrowtail") if flip else ("arrowtail", "arrowhead")
    for attribute, head in zip(ends_of, (edge.source_head, edge.target_head), strict=True):
        if head is not None:
            base[attribute] = HEADS[head]
    writer.edge(edge, base, flip=flip)
