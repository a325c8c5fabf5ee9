"""Entity-relationship diagram as Mermaid's `erDiagram`, with crow's feet and schemas as subgraphs."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from diagramc.backends.base import Features
from diagramc.backends.er.mermaid_names import entity_ids
from diagramc.ir.base import Group, Node, label_of
from diagramc.ir.er import Cardinality, Entity, EntityAttribute, EntityRelationship, Relationship
from diagramc.targets.base import Escaped
from diagramc.targets.characters import printable
from diagramc.targets.mermaid.page import DIRECTIONS, approximated, pad, page, unsupported
from diagramc.targets.mermaid.style import ClassDef, Worn, class_defs, class_names, styled
from diagramc.targets.mermaid.text import BLANK, escape, is_blank, one_line, quoted
from diagramc.targets.names import fresh
from diagramc.targets.nesting import nest

_SOURCE: dict[Cardinality, str] = {
    "zero-or-one": "|o",
    "exactly-one": "||",
    "zero-or-more": "}o",
    "one-or-more": "}|",
}
_TARGET: dict[Cardinality, str] = {
    "zero-or-one": "o|",
    "exactly-one": "||",
    "zero-or-more": "o{",
    "one-or-more": "|{",
}
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9\-_\[\]().,]*")
_UNTYPED = Escaped("_")
"""An attribute must have a type."""
_WEAK = Escaped("stroke-dasharray:6")

UNSUPPORTED: Features = {
    **unsupported("EntityRelationship"),
    "Note": "a note",
    **{f"Note.{field}": f"the {field} of a note" for field in ("text", "targets", "side")},
    **{
        f"{struct}.{field}": f"a {field} of {words}"
        for struct, words in (
            ("Entity", "an entity"),
            ("Schema", "a schema"),
            ("Relationship", "a relationship"),
        )
        for field in ("link", "tooltip")
    },
    "Entity.description": "a description of an entity",
    "Schema.description": "a description of a schema",
    "Relationship.classes": "a style class of a relationship",
    "Relationship.style": "a style of a relationship",
}
APPROXIMATED: Features = {
    **approximated("EntityRelationship"),
    "Entity.weak": "a dashed frame for a weak entity",
    "EntityAttribute.nullable=False": "no mark for a required attribute, only one for an optional",
    "Relationship.source_role": "a role in the label of a relationship",
    "Relationship.target_role": "a role in the label of a relationship",
}


class Row(NamedTuple):
    """A line of an entity: type, name, keys, comment."""

    type: Escaped
    name: Escaped
    keys: Escaped
    comment: Escaped


class Entry(NamedTuple):
    """A line of the nested declarations: an entity with its rows, or the opening or end of a schema."""

    pad: Escaped
    mark: Literal["node", "open", "close"]
    id: Escaped = Escaped("")
    label: Escaped = Escaped("")
    direction: Escaped | None = None
    rows: tuple[Row, ...] = ()


class Line(NamedTuple):
    """A relationship such as `customer ||--o{ order : "places"`."""

    source: Escaped
    line: Escaped
    target: Escaped
    label: Escaped


def lower(diagram: EntityRelationship) -> str:
    """Mermaid source of an entity-relationship diagram."""
    elements: list[Node | Group] = [*diagram.entities, *diagram.groups]
    names = entity_ids(elements)
    class_ids = class_names(diagram, elements)
    weak_class = fresh(class_ids.values(), "weak")
    return page(
        diagram,
        "er.mmd.j2",
        direction=DIRECTIONS[diagram.direction] if diagram.direction else None,
        entries=_entries(diagram, names, class_ids, weak_class),
        lines=[_line(relationship, names) for relationship in diagram.relationships],
        class_defs=[
            *class_defs(diagram.styles, class_ids, whole=True),
            *([ClassDef(weak_class, _WEAK)] if any(entity.weak for entity in diagram.entities) else ()),
        ],
        worn=[
            Worn(names[group.id], class_ids[name])
            for group in diagram.groups
            for name in dict.fromkeys(group.classes)
        ],
        class_keyword=Escaped("class"),
        styled=styled(elements, names, whole=True),
    )


def _entries(
    diagram: EntityRelationship, names: dict[str, Escaped], class_ids: dict[str, Escaped], weak_class: Escaped
) -> list[Entry]:
    found = []
    for depth, mark, element in nest(diagram.entities, diagram.groups):
        if mark == "close":
            found.append(Entry(pad(depth), mark))
            continue
        label = label_of(element)
        title = Escaped(
            ""
            if label == names[element.id].strip('"')
            else f"[{quoted(label, also='%', reading='markdown')}]"
        )
        if isinstance(element, Entity):
            rows = tuple(_row(attribute) for attribute in element.attributes)
            # Statements about looks take no names in quotes, and lose the order in which classes are worn.
            worn = [class_ids[name] for name in dict.fromkeys(element.classes)] + [weak_class] * element.weak
            title = Escaped(f"{title}:::{','.join(worn)}" if worn else title)
            found.append(Entry(pad(depth), mark, names[element.id], title, rows=rows))
        elif isinstance(element, Group):
            direction = DIRECTIONS[element.direction] if element.direction else None
            found.append(Entry(pad(depth), mark, names[element.id], title, direction))
    return found


def _row(attribute: EntityAttribute) -> Row:
    type_ = _word(attribute.type) if attribute.type and not is_blank(attribute.type) else _UNTYPED
    comment = one_line(attribute.comment)
    return Row(
        type=Escaped(f"{type_}?") if attribute.nullable else type_,
        name=_word(attribute.name),
        keys=Escaped(f" {', '.join(attribute.keys)}" if attribute.keys else ""),
        comment=Escaped(f" {quoted(comment, reading='markdown')}" if comment else ""),
    )


def _word(text: str) -> Escaped:
    """An attribute's name or type, between backquotes unless it is a plain word."""
    said = one_line(text)
    if _WORD.fullmatch(said) and said not in ("PK", "FK", "UK"):
        return Escaped(said)
    # Two tildes make a generic of everything up to the second.
    written = escape(said, also="[~*]", reading="markdown")
    return Escaped(f"`{BLANK if is_blank(said) else written}`")


def _line(relationship: Relationship, names: dict[str, Escaped]) -> Line:
    middle = "--" if relationship.identifying else ".."
    feet = _SOURCE[relationship.source_cardinality], _TARGET[relationship.target_cardinality]
    roles = " / ".join(
        printable(role) for role in (relationship.source_role, relationship.target_role) if role
    )
    label = one_line(relationship.label) if roles else relationship.label
    said = f"{label} ({roles})".strip() if roles else label
    return Line(
        names[relationship.source],
        Escaped(middle.join(feet)),
        names[relationship.target],
        quoted(said, reading="markdown") if said else Escaped('""'),
    )
