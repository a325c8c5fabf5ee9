"""What component, deployment and use case diagrams consist of, before it is known which type of diagram they become."""

from __future__ import annotations

from dataclasses import dataclass, field

from diagramc.diagnostics import Span
from diagramc.frontends.plantuml.graph.arrows import Arrow
from diagramc.frontends.plantuml.ids import class_name
from diagramc.ir.base import Label, Link, Note, Style


@dataclass
class Element:
    """An element or, when `frame`, a frame round others. `raw` is its label as written.

    `kind`, `technology` and `external` are set by libraries that say so; else they follow from keyword and stereotypes.
    """

    id: str
    name: str
    keyword: str
    raw: str
    span: Span
    start: int
    end: int
    block: bool = False
    frame: bool = False
    parent: str | None = None
    stereotypes: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    style: Style | None = None
    link: Link | None = None
    tooltip: str | None = None
    description: str | None = None
    kind: str | None = None
    technology: str | None = None
    external: bool = False
    implicit: bool = False

    def tags_as_classes(self) -> list[str]:
        """The tags of a library, as the style classes that they name."""
        return [class_name(tag) for tag in self.tags if not tag.startswith("$")]


@dataclass
class Tie:
    """An arrow between two elements, by id."""

    source: str
    target: str
    arrow: Arrow
    span: Span
    start: int
    end: int
    raw: str = ""
    link: Link | None = None
    tooltip: str | None = None
    protocol: Label | None = None
    tags: list[str] = field(default_factory=list)
    style: Style | None = None


@dataclass
class Remark:
    """A note, with the name by which arrows can refer to it."""

    note: Note
    name: str | None = None
