"""The only list of diagram types: one row each, with where its IR lives. Modules are imported when asked for."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, NamedTuple, cast

if TYPE_CHECKING:
    from diagramc.ir.base import Diagram

TARGETS = ("graphviz", "mermaid", "plantuml")
"""The languages that every type is lowered to; a backend has one module a target."""


class Kind(NamedTuple):
    """A diagram type. `module` is the file name of its slice in every stage (a Python keyword cannot be one).

    `nodes`, `edges` and `groups` name the fields of the IR class that hold those elements ("" for none).
    """

    name: str
    module: str
    ir_class: str
    summary: str
    nodes: str
    edges: str = ""
    groups: str = ""

    @property
    def diagram_class(self) -> type[Diagram]:
        """The IR class of this type."""
        return cast("type[Diagram]", getattr(import_module(f"diagramc.ir.{self.module}"), self.ir_class))

    def backend(self, target: str) -> ModuleType:
        """The backend module for a target language, or for `scene`."""
        return import_module(f"diagramc.backends.{self.module}.{target}")


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("flowchart", "flowchart", "Flowchart", "steps and decisions", "nodes", "edges", "groups"),
        Kind(
            "sequence",
            "sequence",
            "Sequence",
            "messages between participants over time",
            "participants",
            "",
            "boxes",
        ),
        Kind(
            "architecture",
            "architecture",
            "Architecture",
            "services, networks and what connects them",
            "services",
            "connections",
            "groups",
        ),
        Kind("mindmap", "mindmap", "MindMap", "one topic and its branches", "topics"),
        Kind(
            "er",
            "er",
            "EntityRelationship",
            "entities, attributes, relationships",
            "entities",
            "relationships",
            "groups",
        ),
        Kind(
            "class", "class_", "ClassDiagram", "classes, members, relations", "classes", "relations", "groups"
        ),
        Kind(
            "timeline",
            "timeline",
            "Timeline",
            "periods and events in order of time",
            "periods",
            "",
            "sections",
        ),
        Kind("org-chart", "org_chart", "OrgChart", "people and who reports to whom", "people", "", "groups"),
    )
}

TYPES: tuple[str, ...] = tuple(KINDS)


def kind_of(diagram: Diagram) -> Kind:
    """The row of a diagram's type."""
    return KINDS[diagram.type]
