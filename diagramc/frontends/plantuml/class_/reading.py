"""What a class diagram's text says, before it is known whether it is a class or an entity-relationship diagram."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from diagramc.diagnostics import Span
from diagramc.frontends.plantuml.class_.arrows import ClassArrow
from diagramc.frontends.plantuml.text import Target
from diagramc.ir.base import Direction, Hint, Label, Link, Note, Style

if TYPE_CHECKING:
    from diagramc.frontends.plantuml.page import Page

Path = tuple[str, ...]
"""The name of an element within those of the packages round it."""

SHAPES = frozenset(
    "folder node frame cloud database rectangle rect card package component storage file artifact agent stack queue hexagon".split()
)
"""Stereotypes that only change how a package is drawn."""


@dataclass
class Line:
    """A line of a body, with its place in the text."""

    text: str
    start: int
    end: int


@dataclass
class Classifier:
    """A class, entity or object in the making. `kind` is PlantUML's keyword; None before it is declared."""

    path: Path
    span: Span
    kind: str | None = None
    label: Label | None = None
    marks: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    parameters: str = ""
    style: Style | None = None
    target: Target | None = None
    body: list[Line] = field(default_factory=list)


@dataclass
class Frame:
    """A package in the making; `together` is none."""

    path: Path
    label: Label
    span: Span
    start: int
    word: str = "package"
    marks: list[str] = field(default_factory=list)
    style: Style | None = None
    target: Target | None = None


@dataclass
class Connection:
    """A relation as it is written, from left to right."""

    left: Path
    right: Path
    arrow: ClassArrow
    span: Span
    label: Label | None = None
    link: Link | None = None
    left_text: str | None = None
    right_text: str | None = None
    left_port: str | None = None
    right_port: str | None = None
    style: Style | None = None


@dataclass
class Reading:
    """All that was read."""

    page: Page
    classifiers: dict[Path, Classifier]
    frames: dict[Path, Frame]
    connections: list[Connection]
    notes: list[Note]
    hints: list[Hint]
    direction: Direction | None

    @property
    def is_er(self) -> bool:
        """Whether there are only entities (PlantUML's keyword, or never declared), with relations that have no other heads than feet."""
        kinds = {classifier.kind for classifier in self.classifiers.values()}
        feet = any(connection.arrow.feet for connection in self.connections)
        entities = kinds <= {"entity", None} and ("entity" in kinds or feet)
        return entities and all(connection.arrow.fits_er for connection in self.connections)
