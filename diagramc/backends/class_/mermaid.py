"""Class diagram as Mermaid's `classDiagram`."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from diagramc.backends.base import Features
from diagramc.backends.class_.mermaid_members import annotation, members
from diagramc.ir.base import Group, Label, Node, label_of, plain
from diagramc.ir.class_ import Class, ClassDiagram, Relation, RelationKind
from diagramc.targets.base import Escaped
from diagramc.targets.mermaid.graph import clicks
from diagramc.targets.mermaid.names import ids
from diagramc.targets.mermaid.page import DIRECTIONS, approximated, pad, page, unsupported
from diagramc.targets.mermaid.style import class_defs, class_names, styled
from diagramc.targets.mermaid.text import escape, is_blank, one_line, quoted
from diagramc.targets.nesting import nest

_ARROWS: dict[RelationKind, str] = {
    "inheritance": "--|>",
    "realization": "..|>",
    "composition": "*--",
    "aggregation": "o--",
    "association": "-->",
    "dependency": "..>",
    "link": "--",
}

UNSUPPORTED: Features = {
    **unsupported("ClassDiagram"),
    "Note.side": "the side a note is on",
    **{
        f"Package.{field}": f"a {words} of a package"
        for field, words in (
            ("link", "link"),
            ("tooltip", "tooltip"),
            ("description", "description"),
            ("classes", "style class"),
            ("style", "style"),
            ("direction", "direction"),
        )
    },
    **{
        f"Relation.{field}": f"a {words} of a relation"
        for field, words in (
            ("link", "link"),
            ("tooltip", "tooltip"),
            ("classes", "style class"),
            ("style", "style"),
        )
    },
}
APPROXIMATED: Features = {
    **approximated("ClassDiagram"),
    "Class.description": "a tooltip for a description",
    "Relation.source_role": "a role beside the multiplicity",
    "Relation.target_role": "a role beside the multiplicity",
}


class Entry(NamedTuple):
    """A line of the nested declarations: a class with its members, or the opening or end of a namespace."""

    pad: Escaped
    mark: Literal["node", "open", "close"]
    id: Escaped = Escaped("")
    label: Escaped = Escaped("")
    lines: tuple[Escaped, ...] = ()


class Line(NamedTuple):
    """A relation such as `Canvas "1" *-- "1..*" Layer : stacks`; each end and the label with its blanks."""

    source: Escaped
    source_end: Escaped
    arrow: Escaped
    target_end: Escaped
    target: Escaped
    label: Escaped


class Remark(NamedTuple):
    """A note, for a class or for none."""

    target: Escaped | None
    text: Escaped


def lower(diagram: ClassDiagram) -> str:
    """Mermaid source of a class diagram."""
    elements: list[Node | Group] = [*diagram.classes, *diagram.groups]
    names = ids(element.id for element in elements)
    class_ids = class_names(diagram, diagram.classes)
    return page(
        diagram,
        "class.mmd.j2",
        direction=DIRECTIONS[diagram.direction] if diagram.direction else None,
        entries=_entries(diagram, names),
        lines=[_line(relation, names) for relation in diagram.relations],
        remarks=_remarks(diagram, names),
        class_defs=[row._replace(css=_css(row.css)) for row in class_defs(diagram.styles, class_ids)],
        worn=[
            (names[item.id], class_ids[name])
            for item in diagram.classes
            for name in dict.fromkeys(item.classes)
        ],
        styled=[row._replace(css=_css(row.css)) for row in styled(diagram.classes, names)],
        clicks=clicks(diagram.classes, names),
    )


def _css(declarations: Escaped) -> Escaped:
    """Declarations of which the first has no hyphen in its name, which the grammar does not take."""
    return Escaped(f"opacity:1,{declarations}") if "-" in declarations.partition(":")[0] else declarations


def _entries(diagram: ClassDiagram, names: dict[str, Escaped]) -> list[Entry]:
    held = {*(item.group for item in diagram.classes), *(group.parent for group in diagram.groups)}
    found = []
    for depth, mark, element in nest(diagram.classes, diagram.groups):
        name = names[element.id]
        if isinstance(element, Class):
            found.append(_class(element, name, pad(depth)))
            continue
        label = label_of(element)
        title = Escaped("" if label == name else f"[{quoted(label)}]")
        if element.id in held:
            found.append(Entry(pad(depth), mark, name, title))
        elif mark == "open":
            # There is no namespace without anything in it.
            found.append(Entry(pad(depth), "node", name, title, (Escaped("<<package>>"),)))
    return found


def _class(item: Class, name: Escaped, margin: Escaped) -> Entry:
    label: Label = label_of(item)
    parameters = ", ".join(item.type_parameters)
    generic = ""
    if plain(label) == name and re.fullmatch(r"[\w, ]+", parameters, re.ASCII):
        generic, label = f"~{parameters}~", name
    elif parameters:
        label = f"{plain(label)}<{parameters}>"
    title = "" if plain(label) == name else f"[{quoted(label, reading='markdown')}]"
    said = annotation(item)
    return Entry(
        margin,
        "node",
        name,
        Escaped(f"{generic}{title}"),
        (*([said] if said else ()), *members(item)),
    )


def _line(relation: Relation, names: dict[str, Escaped]) -> Line:
    source = _end(relation.source_multiplicity, relation.source_role)
    target = _end(relation.target_multiplicity, relation.target_role)
    label = one_line(relation.label)
    # A label ends at a colon or semicolon.
    said = "" if is_blank(label) else f" : {escape(label, also='[:;*]', reading='markdown')}"
    return Line(
        names[relation.source],
        Escaped(f" {source}" if source else ""),
        Escaped(_ARROWS[relation.kind]),
        Escaped(f"{target} " if target else ""),
        names[relation.target],
        Escaped(said),
    )


def _end(*parts: str | None) -> Escaped | None:
    said = " ".join(part for part in parts if part)
    return None if is_blank(said) else quoted(said)


def _remarks(diagram: ClassDiagram, names: dict[str, Escaped]) -> list[Remark]:
    classes = {item.id for item in diagram.classes}
    found = []
    for note in diagram.notes:
        text = quoted(note.text, reading="markdown")
        targets = [names[id] for id in note.targets if id in classes]
        found += [Remark(target, text) for target in targets] or [Remark(None, text)]
    return found
