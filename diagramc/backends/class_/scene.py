"""Classes in compartments, with UML's arrow heads (UML 2.5.1, 9.2 and 11.5)."""

from __future__ import annotations

from diagramc.backends.class_.packages import drawn_packages
from diagramc.backends.class_.text import attribute_text, class_name, keywords, operation_text
from diagramc.backends.compartments import Cell, Frame, Heading, Row, compartments_face
from diagramc.backends.graph import (
    EndLabel,
    Face,
    GraphPicture,
    Tie,
    graph_arrangements,
    padded,
    unkept_wishes,
)
from diagramc.backends.look import element_style
from diagramc.diagnostics import Diagnostic
from diagramc.ir.base import LineStyle
from diagramc.ir.class_ import Class, ClassDiagram, Relation
from diagramc.layout.fit import Arrangement
from diagramc.layout.text import rich
from diagramc.scene.model import Head
from diagramc.themes.base import Theme

ENDS: dict[str, tuple[Head, LineStyle, Head]] = {
    "inheritance": ("none", "solid", "triangle"),
    "realization": ("none", "dashed", "triangle"),
    "composition": ("diamond", "solid", "none"),
    "aggregation": ("open-diamond", "solid", "none"),
    "association": ("none", "solid", "open"),
    "dependency": ("none", "dashed", "open"),
    "link": ("none", "solid", "none"),
}
"""Source head, line and target head of each relation."""

MARKS = {"+": "+", "-": "\u2212", "#": "#", "~": "~"}
"""How the marks of visibility are drawn."""

HEADERS: dict[str, tuple[str, str]] = {
    "interface": ("decision.fill", "decision.stroke"),
    "protocol": ("decision.fill", "decision.stroke"),
    "annotation": ("decision.fill", "decision.stroke"),
    "enum": ("terminal.fill", "terminal.stroke"),
    "abstract": ("data.fill", "data.stroke"),
    "exception": ("palette.7.fill", "palette.7.stroke"),
}
"""Header and border of each kind; all others look like classes."""


def _set(member: str) -> str:
    """A member whose mark stays on the line of its name, with a minus sign for a hyphen: as wide as a plus, so that names stand
    under each other."""
    mark, space, name = member.partition(" ")
    return f"{MARKS[mark]}\u00a0{name}" if space and mark in MARKS else member


def _face(diagram: ClassDiagram, item: Class, theme: Theme, wrap: float) -> Face:
    header, stroke = HEADERS.get(item.kind, ("header.fill", "node.stroke"))
    words = keywords(item)
    name = class_name(item)
    headings = (
        *((Heading(" ".join(f"«{word}»" for word in words), small=True),) if words else ()),
        Heading(rich(name, italic=True) if item.kind == "abstract" else name),
    )
    values = tuple(Row((Cell(value),)) for value in item.values)
    attributes = tuple(Row((Cell(_set(attribute_text(a)), underlined=a.static),)) for a in item.attributes)
    operations = tuple(
        Row(
            (
                Cell(
                    rich(_set(operation_text(o)), italic=True) if o.abstract else _set(operation_text(o)),
                    underlined=o.static,
                ),
            )
        )
        for o in item.operations
    )
    sections = tuple(rows for rows in (values, attributes, operations) if rows)
    frame = Frame(header=header, stroke=stroke)
    return compartments_face(headings, sections, element_style(diagram, item), theme, frame, wrap)


def _end(multiplicity: str | None, role: str | None) -> str | None:
    return " ".join(part for part in (multiplicity, role) if part) or None


def _tie(relation: Relation) -> Tie:
    source_head, line, target_head = ENDS[relation.kind]
    source_head, target_head = relation.source_head or source_head, relation.target_head or target_head
    return Tie(
        edge=relation,
        label=relation.label,
        line=line,
        source_head=source_head,
        target_head=target_head,
        ends=EndLabel(
            _end(relation.source_multiplicity, relation.source_role),
            _end(relation.target_multiplicity, relation.target_role),
        ),
        free=relation.kind in ("association", "aggregation", "composition", "link"),
        flipped=relation.kind in ("inheritance", "realization"),
        joined=relation.kind in ("inheritance", "realization") and relation.label is None,
    )


def picture(diagram: ClassDiagram, theme: Theme) -> GraphPicture:
    """What is drawn of the classes, before it is arranged."""
    return GraphPicture(
        diagram=diagram,
        nodes=diagram.classes,
        ties=[_tie(relation) for relation in diagram.relations],
        groups=drawn_packages(diagram),
        faces=lambda wrap, pad: [_face(diagram, item, padded(theme, pad), wrap) for item in diagram.classes],
        direction=diagram.direction or "TB",
        theme=theme,
    )


def arrangements(diagram: ClassDiagram, theme: Theme) -> list[Arrangement]:
    """The ways to draw the classes, the plain one (the author's direction, else downwards) first."""
    return graph_arrangements(picture(diagram, theme))


def remarks(diagram: ClassDiagram) -> list[Diagnostic]:
    """What the picture does not do that the diagram asks for."""
    return unkept_wishes(diagram.classes, diagram.relations, diagram.hints)
