"""An entity-relationship diagram: a class diagram in PlantUML's language whose elements all are entities."""

from __future__ import annotations

import re
from typing import Literal

from msgspec.structs import replace

from diagramc.frontends.plantuml.class_.graph import Graph
from diagramc.frontends.plantuml.class_.members import SEPARATOR, read_attribute, read_member
from diagramc.frontends.plantuml.class_.reading import Classifier, Connection, Line, Reading
from diagramc.frontends.plantuml.page import Page, with_style
from diagramc.frontends.plantuml.text import plain_text, split_tooltip
from diagramc.ir.base import Style
from diagramc.ir.er import Cardinality, Entity, EntityAttribute, EntityRelationship, Relationship, Schema

Key = Literal["PK", "FK", "UK"]

_KEYS: dict[str, Key] = {
    "pk": "PK",
    "primary key": "PK",
    "fk": "FK",
    "foreign key": "FK",
    "uk": "UK",
    "unique": "UK",
    "ak": "UK",
}
_STEREOTYPE = re.compile(r"\s*<<\s*(.*?)\s*>>")
_MARKED_KEY = re.compile(
    r"\s*[(\[]\s*(PK|FK|UK|AK)((?:\s*[,/&]\s*(?:PK|FK|UK|AK))*)\s*[)\]]|\s+(PK|FK|UK)\s*\Z", re.IGNORECASE
)
_LEADING_KEY = re.compile(r"(PK|FK|UK)\s+(?=\w)")
_COMMENT = re.compile(r"\s*<i>(.*?)</i>\s*\Z", re.IGNORECASE)
_MULTIPLICITIES: dict[str, Cardinality] = {
    "1": "exactly-one",
    "1..1": "exactly-one",
    "0..1": "zero-or-one",
    "*": "zero-or-more",
    "n": "zero-or-more",
    "m": "zero-or-more",
    "0..*": "zero-or-more",
    "0..n": "zero-or-more",
    "1..*": "one-or-more",
    "1..n": "one-or-more",
    "many": "zero-or-more",
}


def build_er(reading: Reading) -> EntityRelationship:
    """The diagram."""
    graph = Graph(reading)
    entities = {path: _entity(made, graph, reading.page) for path, made in reading.classifiers.items()}
    schemas = {path: graph.group(frame, Schema) for path, frame in reading.frames.items()}
    standing, groups = graph.placed(entities, schemas)
    relationships = tuple(
        _relationship(connection, graph, reading.page) for connection in reading.connections
    )
    return EntityRelationship(
        title=reading.page.title,
        caption=reading.page.caption,
        direction=reading.direction,
        styles=graph.styles,
        entities=tuple(standing),
        relationships=relationships,
        groups=tuple(groups),
        notes=graph.notes(),
        hints=graph.hints(),
        span=reading.page.source.opening.span() if reading.page.source.opening else None,
    )


def _entity(made: Classifier, graph: Graph, page: Page) -> Entity:
    marks = graph.marks(made)
    weak = "weak" in marks.words
    marks.words[:] = [word for word in marks.words if word != "weak"]
    tooltip, description = split_tooltip(made.target.tooltip if made.target else None)
    return Entity(
        id=graph.id(made.path),
        label=marks.labelled(made.label if made.label is not None else plain_text(made.path[-1])),
        weak=weak,
        group=graph.group_of(made.path),
        attributes=_attributes(made.body, page),
        classes=graph.classes(marks),
        style=with_style(marks.style, made.style),
        link=graph.link(made.target),
        tooltip=tooltip,
        description=description,
        span=made.span,
    )


def _attributes(body: list[Line], page: Page) -> tuple[EntityAttribute, ...]:
    """The attributes; those above the first rule are the primary key when none says that it is one."""
    attributes: list[EntityAttribute] = []
    above: int | None = None
    for line in body:
        rule = SEPARATOR.match(line.text)
        if rule:
            above = len(attributes) if above is None else above
            if rule["title"]:
                page.left_out("titles inside of entities", line.start, line.end)
            continue
        attribute = _attribute(line.text)
        if attribute is not None:
            attributes.append(replace(attribute, span=page.source.span(line.start, line.end)))
    marked = any("PK" in attribute.keys for attribute in attributes)
    if above is not None and 0 < above < len(attributes) and not marked:
        attributes[:above] = [
            replace(attribute, keys=("PK", *attribute.keys)) for attribute in attributes[:above]
        ]
    return tuple(attributes)


def _attribute(text: str) -> EntityAttribute | None:
    """`* name : type <<PK>> comment` in its parts; None when there is nothing to see."""
    member = read_member(text)
    said = member.markup
    mandatory = said.startswith("*") and not said.startswith("**")
    if mandatory:
        said = said[1:].lstrip()
    keys: list[Key] = []
    remarks: list[str] = []
    comment = _COMMENT.search(said)
    if comment:
        remarks.append(comment[1])
        said = said[: comment.start()]
    said = _without_stereotypes(said, keys, remarks)
    said = _without_marked_keys(said, keys)
    attribute = read_attribute(member._replace(text=plain_text(said).strip()))
    if not attribute.name:
        return None
    type = attribute.type
    if attribute.default is not None:
        remarks.insert(0, f"= {attribute.default}")
    return EntityAttribute(
        name=attribute.name,
        type=type,
        keys=tuple(dict.fromkeys(keys)),
        nullable=False if mandatory else None,
        comment=" ".join(" ".join(plain_text(remark) for remark in remarks if remark).split()) or None,
    )


def _without_stereotypes(text: str, keys: list[Key], remarks: list[str]) -> str:
    """The text before its stereotypes, which are keys or remarks."""
    for name in _STEREOTYPE.findall(text):
        found = [_KEYS.get(part.strip().lower()) for part in re.split(r"[,/&]|\s+and\s+", name)]
        if all(found):
            keys += [key for key in found if key]
        else:
            remarks.append(name)
    return _STEREOTYPE.sub("", text)


def _without_marked_keys(text: str, keys: list[Key]) -> str:
    """The text without `(PK)`, `[FK]`, `PK` at its end or before the name."""
    leading = _LEADING_KEY.match(text)
    if leading:
        keys.append(_KEYS[leading[1].lower()])
        text = text[leading.end() :]
    found = _MARKED_KEY.search(text)
    if found:
        keys += [_KEYS[name.lower()] for name in re.findall(r"\w+", found[0])]
        text = text[: found.start()] + text[found.end() :]
    return text


def _relationship(connection: Connection, graph: Graph, page: Page) -> Relationship:
    left, left_role = _end(connection.left_text, connection.left_port, connection.arrow.left_foot)
    right, right_role = _end(connection.right_text, connection.right_port, connection.arrow.right_foot)
    style = connection.style
    if connection.arrow.hidden:
        style = Style(line="invisible")
    elif style is not None and style.line is not None:
        style = replace(style, line=None)
    return Relationship(
        source=graph.id(connection.left),
        target=graph.id(connection.right),
        source_cardinality=left or "exactly-one",
        target_cardinality=right or "exactly-one",
        identifying=not connection.arrow.dashed,
        label=connection.label,
        link=connection.link,
        source_role=left_role,
        target_role=right_role,
        style=None if style == Style() else style,
        span=connection.span,
    )


def _end(
    text: str | None, port: str | None, foot: Cardinality | None
) -> tuple[Cardinality | None, str | None]:
    """How many there are at an end, and the role or column that it names."""
    said = " ".join(plain_text(text).split()) if text else ""
    counted = _MULTIPLICITIES.get(said.replace(" ", "").lower()) if foot is None else None
    role = " ".join(filter(None, ("" if counted else said, port)))
    return foot or counted, role or None
