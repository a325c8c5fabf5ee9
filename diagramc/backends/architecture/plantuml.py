"""Architecture as PlantUML: deployment elements in nested frames."""

from __future__ import annotations

from typing import cast

from diagramc.backends.base import Features, of_heads
from diagramc.ir.architecture import Architecture, Boundary, GroupKind, Service, ServiceKind
from diagramc.ir.base import label_of
from diagramc.ir.outlines import NodeShape
from diagramc.targets.base import Escaped
from diagramc.targets.plantuml.graph import (
    HEADS,
    LESSER_HEADS,
    Arrow,
    Graph,
    Looks,
    arrow_label,
    arrow_line,
    direction_word,
    graph_approximated,
    graph_unsupported,
)
from diagramc.targets.plantuml.outlines import ELEMENTS, LESSER_OUTLINES, SHAPE_MARK
from diagramc.targets.plantuml.text import emphasized, escape, text_lines

_KEYWORDS: dict[ServiceKind, str] = {
    "component": "component",
    "server": "node",
    "device": "node",
    "database": "database",
    "storage": "storage",
    "disk": "storage",
    "queue": "queue",
    "topic": "queue",
    "user": "actor",
    "internet": "cloud",
    "cloud": "cloud",
    "function": "action",
    "container": "component",
    "cache": "collections",
    "gateway": "boundary",
    "junction": "circle",
    "auth": "control",
    "scheduler": "control",
    "system": "agent",
}
"""Kinds that PlantUML has a shape for; the others are rectangles with the kind as a stereotype."""
KIND_OF_KEYWORD: dict[str, ServiceKind] = {
    "component": "component",
    "node": "server",
    "database": "database",
    "storage": "storage",
    "queue": "queue",
    "actor": "user",
    "person": "user",
    "cloud": "cloud",
    "agent": "system",
    "port": "component",
    "portin": "component",
    "portout": "component",
    "": "component",
}
"""The services that elements are read as; all others are plain ones."""
SHAPE_OF_KEYWORD: dict[str, NodeShape] = {
    "action": "pointer",
    "artifact": "artifact",
    "boundary": "boundary",
    "circle": "interface",
    "collections": "stacked-rect",
    "control": "control",
    "entity": "entity",
    "file": "note",
    "folder": "folder",
    "frame": "frame",
    "hexagon": "hexagon",
    "interface": "interface",
    "label": "none",
    "package": "tab",
    "process": "chevron",
    "stack": "stack",
    "usecase": "ellipse",
}
"""The outlines that elements have; all others are cards."""
_SAYS_ITSELF = frozenset({"component", "database", "storage", "queue", "user", "cloud", "service"})
_LIFELINES = frozenset({"actor", "boundary", "collections", "control", "database", "entity", "queue"})
"""Keywords that sequence diagrams have as well."""

_FRAMES: dict[GroupKind, str] = {
    "cloud": "cloud",
    "network": "frame",
    "cluster": "node",
    "container": "node",
    "team": "folder",
    "layer": "card",
    "system": "component",
}
_EXTERNAL = ("external", "LineStyle 6-4", "FontColor #555555")

UNSUPPORTED: Features = {
    **graph_unsupported("Connection", "Boundary"),
    "Service.icon": "an icon in a service",
    "Boundary.icon": "an icon in a group",
}
APPROXIMATED: Features = {
    **graph_approximated("Architecture", "Service", "Boundary"),
    **of_heads("Connection", LESSER_HEADS),
    **{f"Service.shape={shape}": words for shape, words in LESSER_OUTLINES.items()},
    "Service.external": "a dashed outline for an external service",
    "Boundary.external": "a dashed outline for an external group",
    "Service.kind=junction": "a ring for a junction",
    "Connection.source_side": "a direction for the side an arrow leaves from",
    "Connection.target_side": "a direction for the side an arrow arrives at",
}


def implied_shape(keyword: str, kind: str | None) -> NodeShape | None:
    """The outline of an element, unless it only stands for the kind that its stereotype says."""
    stands_for = _KEYWORDS.get(cast(ServiceKind, kind)) if kind else None
    return None if stands_for == keyword else SHAPE_OF_KEYWORD.get(keyword)


def _technology(words: str | None) -> list[Escaped]:
    said = escape(" ".join(words.split())) if words else ""
    return [Escaped(f"<size:11>[{said}]</size>")] if said else []


def _kind(kind: str) -> Escaped:
    return Escaped(f" <<{kind}>>")


def lower(diagram: Architecture) -> str:
    """PlantUML source of an architecture diagram."""
    graph = Graph(diagram, diagram.direction, diagram.services, diagram.connections, diagram.groups)

    def classes(external: bool) -> tuple[str, ...]:
        return (graph.sheet.built_in(*_EXTERNAL),) if external else ()

    def service_looks(service: Service) -> Looks:
        if service.shape is not None:
            return shaped(service, service.shape)
        keyword = _KEYWORDS.get(service.kind, "rectangle")
        if service.kind == "junction" and service.label is None:
            return Looks(keyword, [Escaped("")], classes=classes(service.external))
        lines = [*text_lines(label_of(service)), *_technology(service.technology)]
        kind = "" if service.kind in _SAYS_ITSELF else _kind(service.kind)
        return Looks(keyword, lines, stereotypes=Escaped(kind), classes=classes(service.external))

    def shaped(service: Service, shape: NodeShape) -> Looks:
        keyword, look = ELEMENTS[shape]
        own = (graph.sheet.built_in(*look),) if look else ()
        # What the element alone does not tell, so that the source reads back as it was.
        marked = KIND_OF_KEYWORD.get(keyword, "service") != service.kind
        kind = _kind(service.kind) if marked else ""
        mark = (
            ()
            if implied_shape(keyword, service.kind if marked else None) == shape
            else (f"{SHAPE_MARK}{shape}",)
        )
        lines = [*text_lines(label_of(service)), *_technology(service.technology)]
        return Looks(
            keyword, lines, stereotypes=Escaped(kind), classes=(*own, *mark, *classes(service.external))
        )

    def boundary_looks(group: Boundary) -> Looks:
        lines = [*text_lines(label_of(group)), *_technology(group.technology)]
        kind = "" if group.kind in ("group", "cloud") else _kind(group.kind)
        keyword = _FRAMES.get(group.kind, "rectangle")
        return Looks(keyword, lines, stereotypes=Escaped(kind), classes=classes(group.external))

    arrows = []
    for edge in diagram.connections:
        style = graph.sheet.resolve(edge)
        line = arrow_line(
            style,
            edge.line,
            tail=HEADS[edge.source_head][0],
            head=HEADS[edge.target_head][1],
            word=direction_word(diagram.direction, edge.source_side, edge.target_side),
        )
        protocol = emphasized(edge.protocol, italic=True) if edge.protocol else None
        label = arrow_label(edge.label, edge.link, style, protocol)
        arrows.append(Arrow(graph.name(edge.source), line, graph.name(edge.target), label))
    # Of such elements alone PlantUML makes a sequence diagram.
    people = not diagram.groups and all(
        (ELEMENTS[service.shape][0] if service.shape else _KEYWORDS.get(service.kind)) in _LIFELINES
        for service in diagram.services
    )
    return graph.page(
        "architecture.puml.j2",
        graph.entries(service_looks, boundary_looks),
        arrows,
        written_as=Escaped("architecture") if people else None,
    )
