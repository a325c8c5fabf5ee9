"""Class diagram: classifiers with members, relations between them, packages (UML 2.5.1, 9 and 11)."""

from __future__ import annotations

from typing import Literal

from diagramc.ir.base import Diagram, Direction, Edge, EdgeHead, Element, Group, Node

ClassKind = Literal[
    "class", "abstract", "interface", "enum", "annotation", "struct", "object", "protocol", "exception"
]
Visibility = Literal["public", "private", "protected", "package"]
RelationKind = Literal[
    "inheritance", "realization", "composition", "aggregation", "association", "dependency", "link"
]
"""`inheritance` and `realization`: source is the more special one, the hollow triangle is at the target. `composition` and
`aggregation`: source is the whole, the diamond is at the source. `association` and `dependency` point from source to target.
`link` has no arrow."""


class Attribute(Element, frozen=True, kw_only=True):
    """A field. For one read as free text `name` holds that text."""

    name: str
    type: str | None = None
    visibility: Visibility | None = None
    static: bool = False
    default: str | None = None


class Parameter(Element, frozen=True, kw_only=True):
    """A parameter of an operation; a nameless one has only a type."""

    name: str = ""
    type: str | None = None
    default: str | None = None


class Operation(Element, frozen=True, kw_only=True):
    """A method."""

    name: str
    parameters: tuple[Parameter, ...] = ()
    returns: str | None = None
    visibility: Visibility | None = None
    static: bool = False
    abstract: bool = False


class Class(Node, frozen=True, kw_only=True):
    """A classifier. `values` are the literals of an enum; `type_parameters` those of a generic such as `T`."""

    kind: ClassKind = "class"
    stereotypes: tuple[str, ...] = ()
    type_parameters: tuple[str, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    operations: tuple[Operation, ...] = ()
    values: tuple[str, ...] = ()


class Relation(Edge, frozen=True, kw_only=True):
    """A relation between two classifiers; multiplicities such as `0..*` and roles stand at the ends.

    `source_head` and `target_head` override what `kind` implies: a composition with `target_head` `arrow` can be navigated. A `circle`
    is the ball of a provided interface.
    """

    kind: RelationKind = "association"
    source_head: EdgeHead | None = None
    target_head: EdgeHead | None = None
    source_multiplicity: str | None = None
    target_multiplicity: str | None = None
    source_role: str | None = None
    target_role: str | None = None


class Package(Group, frozen=True, kw_only=True):
    """A package or namespace."""


class ClassDiagram(Diagram, frozen=True, kw_only=True, tag="class"):
    """A class diagram."""

    direction: Direction | None = None
    classes: tuple[Class, ...] = ()
    relations: tuple[Relation, ...] = ()
    groups: tuple[Package, ...] = ()
