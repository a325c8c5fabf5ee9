"""The actions of the grammar: entities with their attributes, relationships, subgraphs, styles."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Literal

from diagramc.diagnostics import Severity, Span
from diagramc.frontends.lalr import Token
from diagramc.frontends.mermaid.class_.members import generics
from diagramc.frontends.mermaid.css import css
from diagramc.frontends.mermaid.mistakes import MAX_NESTING, Closest
from diagramc.frontends.mermaid.text import label, unescape
from diagramc.frontends.source import Source
from diagramc.ir.base import Direction, Label, Style
from diagramc.ir.er import Cardinality, Entity, EntityAttribute, EntityRelationship, Relationship, Schema
from diagramc.targets.nesting import nest
from diagramc.targets.styling import merge

_CARDINALITIES: dict[str, Cardinality] = {
    **dict.fromkeys(("|o", "o|", "one or zero", "zero or one"), "zero-or-one"),
    **dict.fromkeys(("||", "one", "only one", "1", "u"), "exactly-one"),
    **dict.fromkeys(("}o", "o{", "zero or more", "zero or many", "0+", "many(0)", "many"), "zero-or-more"),
    **dict.fromkeys(("}|", "|{", "one or more", "one or many", "1+", "many(1)"), "one-or-more"),
}
_IDENTIFYING = ("--", "to")
UNTYPED = "_"
"""The type of an attribute that has none: Mermaid wants one."""
WEAK = "weak"
"""The style class of weak entities: a dashed frame and nothing else."""
_KEYS: dict[str, Literal["PK", "FK", "UK"]] = {"PK": "PK", "FK": "FK", "UK": "UK"}


@dataclass
class _Element:
    """An entity or a subgraph under way."""

    id: str
    span: Span
    label: Label | None = None
    parent: str | None = None
    attributes: list[EntityAttribute] = field(default_factory=list)
    classes: list[str] = field(default_factory=list)
    styles: list[Style] = field(default_factory=list)
    direction: Direction | None = None


class EntityReader:
    """Collects what the lines say. `finish` answers the diagram."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._entities: dict[str, _Element] = {}
        self._subgraphs: dict[str, _Element] = {}
        self._open: list[tuple[_Element, Token]] = []
        self._relationships: list[Relationship] = []
        self._styles: dict[str, Style] = {}
        self._direction: Direction | None = None
        self._closest = Closest()

    # Entities

    def _entity(self, token: Token) -> _Element:
        id = _name(token)
        known = self._entities.get(id)
        if known is None:
            known = self._entities[id] = _Element(id, self._source.span(token.start, token.end))
        if self._open and known.parent is None:
            known.parent = self._open[-1][0].id
        return known

    def entity(self, children: list[Any], start: int, end: int) -> None:
        """`order["Order"]:::style { … }`."""
        name, alias, wearing, attributes = children
        known = self._entity(name)
        if alias is not None and known.label is None:
            known.label = alias
        self._wear(known, wearing)
        for attribute in attributes or ():
            known.attributes.append(attribute)

    def alias(self, children: list[Any], start: int, end: int) -> str:
        """The text between brackets."""
        return label(_unquoted(children[0]), escapes=True)

    def _wear(self, element: _Element, names: Token | None) -> None:
        if names is not None:
            element.classes += [name.strip() for name in names.split(",")]

    def wearing(self, children: list[Any], start: int, end: int) -> Token:
        """`:::a,b`."""
        names: Token = children[0]
        return names

    def attributes(self, children: list[Any], start: int, end: int) -> list[EntityAttribute]:
        """The attributes between braces."""
        return [child for child in children if isinstance(child, EntityAttribute)]

    def attribute(self, children: list[Any], start: int, end: int) -> EntityAttribute:
        """`string? name PK, FK "comment"`."""
        type_, nullable, name, keys, comment = children
        said = _word(type_)
        return EntityAttribute(
            name=_word(name),
            type=None if said == UNTYPED else said,
            keys=keys or (),
            nullable=True if nullable is not None else None,
            comment=(label(comment[1:-1]) or None) if comment is not None else None,
            span=self._source.span(start, end),
        )

    def keys(self, children: list[Any], start: int, end: int) -> tuple[Literal["PK", "FK", "UK"], ...]:
        """`PK, FK`."""
        return tuple(dict.fromkeys(_KEYS[child.upper()] for child in children))

    # Relationships

    def relationship(self, children: list[Any], start: int, end: int) -> None:
        """`customer ||--o{ order : places`."""
        first, first_classes, near, line, far, second, second_classes, role = children
        ends = []
        for token, names in ((first, first_classes), (second, second_classes)):
            if _name(token) in self._subgraphs and _name(token) not in self._entities:
                ends.append(_name(token))
                continue
            known = self._entity(token)
            self._wear(known, names)
            ends.append(known.id)
        for cardinality in (near, far):
            if cardinality.lower() == "u":
                message = "`u` marks a parent's end; it is drawn as exactly one"
                self._report("parse.ignored", message, cardinality, severity=Severity.INFO)
        self._relationships.append(
            Relationship(
                source=ends[0],
                target=ends[1],
                source_cardinality=_CARDINALITIES[" ".join(near.lower().split())],
                target_cardinality=_CARDINALITIES[" ".join(far.lower().split())],
                identifying=line.lower() in _IDENTIFYING,
                label=label(_unquoted(role), escapes=True) or None,
                span=self._source.span(start, end),
            )
        )

    # Subgraphs

    def subgraph(self, children: list[Any], start: int, end: int) -> None:
        """`subgraph sales["Sales"]`."""
        keyword, name, title = children
        id = _name(name)
        element = _Element(id, self._source.span(start, name.end), label=title)
        if self._open:
            element.parent = self._open[-1][0].id
        if id in self._subgraphs:
            self._report(
                "parse.reference", f"there is a subgraph `{id}` already", name, hint="take another id"
            )
        else:
            self._subgraphs[id] = element
        if len(self._open) == MAX_NESTING:
            self._report("parse.too-large", f"subgraphs are nested more than {MAX_NESTING} deep", keyword)
        if len(self._open) >= MAX_NESTING:
            element.parent = None  # one report is enough, and nothing is to be nested any deeper
        self._open.append((element, keyword))

    def title(self, children: list[Any], start: int, end: int) -> str:
        """The text between brackets."""
        return label(" ".join(_unquoted(child) for child in children), escapes=True)

    def close(self, children: list[Any], start: int, end: int) -> None:
        """`end`."""
        if self._open:
            self._open.pop()
        else:
            hint = "remove it, or write the `subgraph` that it closes"
            self._report("parse.block", "this `end` closes nothing", children[0], hint=hint)

    def direction(self, children: list[Any], start: int, end: int) -> None:
        """`direction LR`, of the diagram or of the subgraph that is open."""
        word = children[0].split()[1][:2].upper()
        directions: dict[str, Direction] = {"TB": "TB", "BT": "BT", "LR": "LR", "RL": "RL"}
        if self._open:
            self._open[-1][0].direction = directions[word]
        else:
            self._direction = directions[word]

    # Looks

    def class_def(self, children: list[Any], start: int, end: int) -> None:
        """`classDef a,b fill:#eee`."""
        _, names, text = children
        style = css(self._source, text, text.start)
        for name in names.split(","):
            key = name.strip()
            self._styles[key] = merge([self._styles.get(key), style])

    def wears(self, children: list[Any], start: int, end: int) -> None:
        """`class a,b style`."""
        _, names, styles = children
        for element in self._named(names):
            self._wear(element, styles)

    def style(self, children: list[Any], start: int, end: int) -> None:
        """`style a,b fill:#eee`."""
        _, names, text = children
        style = css(self._source, text, text.start)
        for element in self._named(names):
            if style is not None:
                element.styles.append(style)

    def _named(self, names: Token) -> list[_Element]:
        """The entities and subgraphs of these names. Mermaid passes over those that are not there yet."""
        found = []
        for id in (name.strip() for name in names.split(",")):
            known = self._entities.get(id) or self._subgraphs.get(id)
            if known is not None:
                found.append(known)
                continue
            hint = self._closest.hint(id, chain(self._entities, self._subgraphs))
            hint = hint or f"write this line behind the first one about `{id}`"
            message = f"there is no entity `{id}` so far"
            self._report("parse.reference", message, names, hint=hint, severity=Severity.WARNING)
        return found

    # The diagram

    def finish(self) -> EntityRelationship:
        """The diagram, with what can only be said at its end."""
        for element, token in self._open:
            line = self._source.span(token.start, token.end).line
            message = f"the subgraph `{element.id}` of line {line} has no `end`"
            stop = len(self._source.text.rstrip())
            self._source.report("parse.block", message, max(0, stop - 1), stop, hint="close it with `end`")
        entities = {id: item for id, item in self._entities.items() if id not in self._subgraphs}
        for id in self._entities.keys() - entities.keys():
            self._subgraphs[id].classes += self._entities[id].classes
        if "default" in self._styles:
            self._styles["default_"] = self._styles.pop("default")
            for item in entities.values():
                item.classes.insert(0, "default_")
        weak = self._take_weak(entities.values())
        drawn = [_entity(item, weak=item.id in weak) for item in entities.values()]
        groups = [_schema(item) for item in self._subgraphs.values()]
        order = [element for _, mark, element in nest(drawn, groups) if mark != "close"]
        return EntityRelationship(
            direction=self._direction,
            entities=tuple(item for item in order if isinstance(item, Entity)),
            relationships=tuple(self._relationships),
            groups=tuple(item for item in order if isinstance(item, Schema)),
            styles={name: style for name, style in self._styles.items() if style != Style()},
            span=self._source.span(0, 1),
        )

    def _take_weak(self, entities: Iterable[_Element]) -> set[str]:
        """The entities that wear the class which marks weak ones when a diagram is written (`WEAK`); they and it lose it."""
        if self._styles.get(WEAK) != Style(line="dashed") or any(
            WEAK in item.classes for item in self._subgraphs.values()
        ):
            return set()
        del self._styles[WEAK]
        wearers = [item for item in entities if WEAK in item.classes]
        for item in wearers:
            item.classes = [name for name in item.classes if name != WEAK]
        return {item.id for item in wearers}

    def _report(
        self,
        code: str,
        message: str,
        token: Token,
        *,
        hint: str | None = None,
        severity: Severity | None = None,
    ) -> None:
        self._source.report(code, message, token.start, token.end, hint=hint, severity=severity)


def _unquoted(token: Token) -> str:
    return token.strip('"')


def _name(token: Token) -> str:
    return unescape(_unquoted(token))


def _word(token: Token) -> str:
    """The name or type of an attribute."""
    if token.name == "TICKED":
        return unescape(token[1:-1]).strip() or UNTYPED
    return unescape(generics(re.sub(r"\s+", " ", token))) if "~" in token else unescape(token)


def _entity(item: _Element, *, weak: bool) -> Entity:
    return Entity(
        id=item.id,
        weak=weak,
        label=item.label,
        group=item.parent,
        attributes=tuple(item.attributes),
        classes=tuple(dict.fromkeys(item.classes)),
        style=merge(item.styles) if item.styles else None,
        span=item.span,
    )


def _schema(item: _Element) -> Schema:
    return Schema(
        id=item.id,
        label=item.label,
        parent=item.parent,
        direction=item.direction,
        classes=tuple(dict.fromkeys(item.classes)),
        style=merge(item.styles) if item.styles else None,
        span=item.span,
    )
