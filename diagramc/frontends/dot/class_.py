"""A DOT graph as a class diagram: tables and records as classes with their members, arrows as UML's."""

from __future__ import annotations

import re
from typing import get_args

from msgspec.structs import replace

from diagramc.frontends.dot.looks import head, line_style, style
from diagramc.frontends.dot.reader import GraphReader, direction, end_words
from diagramc.frontends.dot.scope import Edge, Node
from diagramc.frontends.dot.syntax import Attributes
from diagramc.frontends.dot.tables import Line, TableNode, table_of
from diagramc.frontends.uml import attribute, operation
from diagramc.ir.base import EdgeHead, Style
from diagramc.ir.class_ import Class, ClassDiagram, ClassKind, Package, Relation, RelationKind

_KINDS: dict[str, ClassKind] = {kind: kind for kind in get_args(ClassKind)} | {"enumeration": "enum"}
_GENERIC = re.compile(r"(?P<name>[^<>]+?)\s*<(?P<parameters>[^<>]+(?:<[^<>]*>[^<>]*)*)>")
_KEYWORD = re.compile(r"(?:«|<<)\s*(.+?)\s*(?:»|>>)")


class ClassReader(GraphReader):
    """Reads one model as a class diagram."""

    group_class = Package
    noun = "a class diagram"
    more_understood = frozenset({"taillabel", "headlabel"})

    def read(self) -> ClassDiagram:
        """The class diagram."""
        nodes, edges, groups, common = self.elements()
        return ClassDiagram(
            direction=direction(self.model), classes=nodes, relations=edges, groups=groups, **common
        )

    def node(self, node: Node) -> Class:
        """One classifier."""
        table = table_of(node)
        span = self.source.span(node.start, node.end)
        group = None if node.cluster is None else self.groups[id(node.cluster)]
        link, tooltip = self.link(node.attributes), self.text(node.attributes.get("tooltip"), node.id)
        said = self._style(node)
        if table is None:
            label, _ = self.label(node, node.attributes.get("label"))
            return Class(
                id=node.id, label=label, group=group, link=link, tooltip=tooltip, style=said, span=span
            )
        kind, stereotypes, name, parameters, description = _head(table.head)
        values, fields, methods = _compartments(table, kind)
        return Class(
            id=node.id,
            label=name or None,
            description=description,
            kind=kind,
            stereotypes=stereotypes,
            type_parameters=parameters,
            attributes=tuple(attribute(line.text, static=line.underline) for line in fields),
            operations=tuple(
                operation(line.text, static=line.underline, abstract=line.italic) for line in methods
            ),
            values=tuple(line.text for line in values),
            group=group,
            link=link,
            tooltip=tooltip,
            style=said,
            span=span,
        )

    def _style(self, node: Node) -> Style | None:
        return style(node.given, {"style": ""}, own=True) if self.own else style(node.attributes, {})

    def edge(self, edge: Edge) -> Relation:
        """One relation, in the direction that its kind has in UML."""
        attributes = edge.attributes
        kind, flipped, heads = _kind(attributes, directed=self.model.directed)
        source = self.end(str(edge.source.id), attributes.get("ltail"))
        target = self.end(str(edge.target.id), attributes.get("lhead"))
        ends = [end_words(attributes, name, self.names, own=self.own) for name in ("taillabel", "headlabel")]
        if flipped:
            source, target = target, source
            ends.reverse()
            heads = heads[::-1]
        value = attributes.get("label") or attributes.get("xlabel")
        said = style(edge.given if self.own else attributes, {}, lines=False, own=self.own)
        line = line_style(attributes)
        if line is not None and line not in ("solid", "dashed"):
            said = replace(said or Style(), line=line)
        return Relation(
            source=source,
            target=target,
            kind=kind,
            label=self.edge_label(value, self.names) if value is not None else None,
            source_head=heads[0],
            target_head=heads[1],
            source_multiplicity=ends[0][0],
            source_role=ends[0][1],
            target_multiplicity=ends[1][0],
            target_role=ends[1][1],
            link=self.link(attributes),
            tooltip=self.text(attributes.get("tooltip")),
            style=said,
            span=self.source.span(edge.start, edge.end),
        )


def _head(lines: list[Line]) -> tuple[ClassKind, tuple[str, ...], str, tuple[str, ...], str | None]:
    """Kind, stereotypes, name, type parameters and description from the head of a class."""
    kind: ClassKind = "class"
    stereotypes: list[str] = []
    names: list[str] = []
    about: list[str] = []
    for line in lines:
        keyword = _KEYWORD.fullmatch(line.text.strip())
        if keyword is not None:
            word = keyword[1]
            if kind == "class" and word.lower() in _KINDS:
                kind = _KINDS[word.lower()]
            else:
                stereotypes.append(word)
        elif line.small and names:
            about.append(line.text)
        else:
            names.append(line.text)
            if kind == "class" and line.italic:
                kind = "abstract"
            elif kind == "class" and line.underline:
                kind = "object"
    name = "\n".join(names)
    generic = _GENERIC.fullmatch(name)
    parameters: tuple[str, ...] = ()
    if generic is not None:
        name = generic["name"]
        parameters = tuple(part.strip() for part in generic["parameters"].split(","))
    return kind, tuple(stereotypes), name, parameters, "\n".join(about) or None


def _compartments(table: TableNode, kind: ClassKind) -> tuple[list[Line], list[Line], list[Line]]:
    """Values, attributes and operations. A compartment with a call in it holds operations; the first of an enumeration its values."""
    values: list[Line] = []
    fields: list[Line] = []
    methods: list[Line] = []
    for number, row in enumerate(table.rows):
        lines = [line for cell in row for line in cell if line.text.strip()]
        if any("(" in line.text and ":" not in line.text.split("(")[0] for line in lines):
            methods += lines
        elif kind == "enum" and number == 0:
            values += lines
        else:
            fields += lines
    return values, fields, methods


def _kind(
    attributes: Attributes, *, directed: bool
) -> tuple[RelationKind, bool, tuple[EdgeHead | None, EdgeHead | None]]:
    """The kind of a relation, whether it runs against its edge, and the ends that the kind does not imply (tail first)."""
    ways = str(attributes.get("dir", "forward" if directed else "none")).lower()
    tail = head(attributes.get("arrowtail", "normal")) if ways in ("back", "both") else "none"
    point = head(attributes.get("arrowhead", "normal")) if ways in ("forward", "both") else "none"
    dashed = line_style(attributes) == "dashed"
    for here, other, flipped in ((point, tail, False), (tail, point, True)):
        if here == "triangle":
            return ("realization" if dashed else "inheritance"), flipped, (None, None)
        if here in ("diamond", "open-diamond"):
            # The diamond is at the whole, which is the source.
            kind: RelationKind = "composition" if here == "diamond" else "aggregation"
            far = None if other == "none" else other
            return kind, not flipped, ((far, None) if not flipped else (None, far))
    if tail == "none" and point == "none":
        return "link", False, (None, None)
    kind = "dependency" if dashed else "association"
    if point == "none":
        return kind, True, (None, None)
    return kind, False, (None if tail == "none" else tail, None)
