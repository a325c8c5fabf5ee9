"""Class diagram as Mermaid's `classDiagram`."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from diagramc.backends.base import Features, of_heads
from diagramc.backends.class_.mermaid_members import annotation, members
from diagramc.backends.class_.mermaid_names import class_ids, package_names
from diagramc.ir.base import EdgeHead, Label, label_of, plain
from diagramc.ir.class_ import Class, ClassDiagram, Relation, RelationKind
from diagramc.targets.base import Escaped
from diagramc.targets.mermaid.graph import clicks
from diagramc.targets.mermaid.names import ids
from diagramc.targets.mermaid.page import DIRECTIONS, approximated, pad, page, unsupported
from diagramc.targets.mermaid.style import class_defs, class_names, styled
from diagramc.targets.mermaid.text import escape, is_blank, one_line, quoted
from diagramc.targets.nesting import nest

_ENDS: dict[RelationKind, tuple[EdgeHead, str, EdgeHead]] = {
    "inheritance": ("none", "--", "triangle"),
    "realization": ("none", "..", "triangle"),
    "composition": ("diamond", "--", "none"),
    "aggregation": ("open-diamond", "--", "none"),
    "association": ("none", "--", "open"),
    "dependency": ("none", "..", "open"),
    "link": ("none", "--", "none"),
}
"""Source head, line and target head of each relation."""
_HEADS: dict[EdgeHead, tuple[str, str]] = {
    "none": ("", ""),
    "arrow": ("<", ">"),
    "open": ("<", ">"),
    "triangle": ("<|", "|>"),
    "diamond": ("*", "*"),
    "open-diamond": ("o", "o"),
    "circle": ("()", "()"),
    "half": ("<", ">"),
    "inverted": ("<", ">"),
    "open-inverted": ("<|", "|>"),
    "dot": ("()", "()"),
    "plus": ("*", "*"),
    "arc": ("()", "()"),
    "box": ("*", "*"),
    "open-box": ("o", "o"),
    "crow": ("", ""),
    "cross": ("", ""),
    "tee": ("", ""),
}
"""How a head is written at the source and at the target."""
_DOTTED_APART = ("composition", "aggregation", "link")
"""The kinds that a dotted line makes no other kind of."""

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
        )
    },
    **{
        f"Relation.style.{field}": f"the {field.replace('_', ' ').partition('=')[0]} of a relation"
        for field in (
            *("fill", "stroke", "stroke_width", "color", "font_size", "bold", "italic", "rounded"),
            *("line=solid", "line=thick", "line=invisible"),
        )
    },
}
APPROXIMATED: Features = {
    **approximated("ClassDiagram"),
    "Class.description": "a tooltip for a description",
    **of_heads(
        "Relation",
        {
            "cross": "no mark for a cross at a relation's end",
            "tee": "no mark for a bar at a relation's end",
            "crow": "no mark for a crow's foot at a relation's end",
            "half": "an open arrow for half a one",
            "inverted": "an open arrow for one that looks back",
            "open-inverted": "a hollow triangle for one that looks back",
            "dot": "a lollipop for a dot",
            "plus": "a filled diamond for a circle with a cross in it",
            "arc": "a lollipop for a socket",
            "box": "a filled diamond for a box",
            "open-box": "a hollow diamond for a hollow box",
        },
    ),
    "Relation.source_role": "a role beside the multiplicity",
    "Relation.target_role": "a role beside the multiplicity",
}


class Entry(NamedTuple):
    """A line of the nested declarations: a class with its members, the opening or end of a namespace, or a note in one."""

    pad: Escaped
    mark: Literal["node", "open", "close", "note"]
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
    names = class_ids(diagram.classes)
    ends = ids([*names, *(group.id for group in diagram.groups)]) | names
    style_names = class_names(diagram, diagram.classes)
    return page(
        diagram,
        "class.mmd.j2",
        direction=DIRECTIONS[diagram.direction] if diagram.direction else None,
        entries=_entries(diagram, names),
        lines=[_line(relation, ends) for relation in diagram.relations],
        remarks=_remarks(diagram, names),
        class_defs=[row._replace(css=_css(row.css)) for row in class_defs(diagram.styles, style_names)],
        worn=[
            (_bare(names[item.id]), style_names[name])
            for item in diagram.classes
            for name in dict.fromkeys(item.classes)
        ],
        styled=[row._replace(css=_css(row.css)) for row in styled(diagram.classes, names)],
        # Mermaid opens another window unless it is told not to.
        clicks=[
            row._replace(window=row.window or Escaped(" _self")) if row.url else row
            for row in clicks(diagram.classes, names)
        ],
    )


def _bare(name: Escaped) -> Escaped:
    """A name without backquotes, for a place between quotes."""
    return Escaped(name.strip("`"))


def _css(declarations: Escaped) -> Escaped:
    """Declarations of which the first has no hyphen in its name, which the grammar does not take."""
    return Escaped(f"opacity:1,{declarations}") if "-" in declarations.partition(":")[0] else declarations


def _entries(diagram: ClassDiagram, names: dict[str, Escaped]) -> list[Entry]:
    held = _held(diagram)
    packages = package_names(diagram.groups, names)
    balls = _balls(diagram)
    found = []
    for depth, mark, element in nest(diagram.classes, diagram.groups):
        if isinstance(element, Class):
            if element.id not in balls:
                found.append(_class(element, names[element.id], pad(depth)))
            continue
        name = packages[element.id]
        label = label_of(element)
        title = Escaped("" if label == _bare(name) else f"[{quoted(label)}]")
        if element.id in held:
            found.append(Entry(pad(depth), mark, name, title))
            if mark == "open":
                found += [
                    Entry(pad(depth + 1), "note", label=quoted(note.text, reading="markdown"))
                    for note in diagram.notes
                    if note.targets == (element.id,)
                ]
        elif mark == "open":
            # There is no namespace without anything in it.
            found.append(Entry(pad(depth), "node", name, title, (Escaped("<<package>>"),)))
    return found


def _held(diagram: ClassDiagram) -> set[str | None]:
    """The packages with something in them."""
    return {*(item.group for item in diagram.classes), *(group.parent for group in diagram.groups)}


def _class(item: Class, name: Escaped, margin: Escaped) -> Entry:
    label: Label = label_of(item)
    parameters = ", ".join(item.type_parameters)
    generic = ""
    if re.fullmatch(r"[\w, ]+", parameters, re.ASCII):
        generic = f"~{parameters}~"
    elif parameters:
        label = f"{plain(label)}<{parameters}>"
    title = "" if plain(label) == _bare(name) else f"[{quoted(label, reading='markdown')}]"
    said = annotation(item)
    return Entry(
        margin,
        "node",
        name,
        Escaped(f"{generic}{title}"),
        (*([said] if said else ()), *members(item)),
    )


def _balls(diagram: ClassDiagram) -> set[str]:
    """The interfaces that are nothing but the ball of a lollipop: that is where Mermaid makes them."""
    ends: dict[str, set[bool]] = {}
    for relation in diagram.relations:
        ends.setdefault(relation.source, set()).add(False)
        is_ball = relation.kind == "link" and relation.target_head == "circle" and not relation.source_head
        ends.setdefault(relation.target, set()).add(is_ball)
    told = {target for note in diagram.notes for target in note.targets}
    return {
        item.id
        for item in diagram.classes
        if ends.get(item.id) == {True} and item.id not in told and item == Class(id=item.id, kind="interface")
    }


def _line(relation: Relation, names: dict[str, Escaped]) -> Line:
    source = _end(relation.source_multiplicity, relation.source_role)
    target = _end(relation.target_multiplicity, relation.target_role)
    label = one_line(relation.label)
    # A label ends at a colon or semicolon.
    said = "" if is_blank(label) else f" : {escape(label, also='[:;*]', reading='markdown')}"
    return Line(
        names[relation.source],
        Escaped(f" {source}" if source else ""),
        _arrow(relation),
        Escaped(f"{target} " if target else ""),
        names[relation.target],
        Escaped(said),
    )


def _arrow(relation: Relation) -> Escaped:
    source, line, target = _ENDS[relation.kind]
    if relation.kind in _DOTTED_APART and relation.style and relation.style.line in ("dashed", "dotted"):
        line = ".."
    tail, head = _HEADS[relation.source_head or source][0], _HEADS[relation.target_head or target][1]
    return Escaped(f"{tail}{line}{head}")


def _end(*parts: str | None) -> Escaped | None:
    said = " ".join(part for part in parts if part)
    return None if is_blank(said) else quoted(said)


def _remarks(diagram: ClassDiagram, names: dict[str, Escaped]) -> list[Remark]:
    classes = {item.id for item in diagram.classes}
    held = _held(diagram)
    found = []
    for note in diagram.notes:
        if len(note.targets) == 1 and note.targets[0] in held:
            continue
        text = quoted(note.text, reading="markdown")
        targets = [names[id] for id in note.targets if id in classes]
        found += [Remark(target, text) for target in targets] or [Remark(None, text)]
    return found
