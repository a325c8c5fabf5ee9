"""Component, deployment and use case diagrams, and C4, to architecture diagrams."""

from __future__ import annotations

from typing import Any, cast, get_args

from diagramc.backends.architecture.plantuml import KIND_OF_KEYWORD, implied_shape
from diagramc.frontends.plantuml.graph import Graph, read_graph
from diagramc.frontends.plantuml.graph.build import (
    Wardrobe,
    in_order,
    last_line,
    line_of,
    notes_of,
    read_label,
    side_of,
    split_hints,
)
from diagramc.frontends.plantuml.graph.model import Element, Tie
from diagramc.frontends.plantuml.source import LineSource
from diagramc.frontends.plantuml.text import plain_text
from diagramc.ir.architecture import (
    Architecture,
    Boundary,
    Connection,
    GroupKind,
    Service,
    ServiceKind,
)
from diagramc.ir.base import Label, Style, plain
from diagramc.ir.outlines import NodeShape
from diagramc.targets.plantuml.outlines import SHAPE_MARK

_TOLD = frozenset({"port", "portin", "portout"})
"""Elements that no outline is like: what they are is told as their technology."""
_EXTERNAL = Style(line="dashed", color="#555555")


def read_architecture(source: LineSource) -> Architecture | None:
    """The architecture that a diagram shows; None when it has errors, which are in the source."""
    graph = read_graph(source)
    if graph is None:
        return None
    _fill(graph)
    wardrobe = Wardrobe(graph, {"external": _EXTERNAL})
    services: list[Service] = []
    groups: list[Boundary] = []
    for element in graph.elements.values():
        if element.frame:
            groups.append(_boundary(graph, wardrobe, element))
        else:
            services.append(_service(graph, wardrobe, element))
    ties, hints = split_hints(graph)
    connections = tuple(_connection(graph, wardrobe, tie) for tie in ties)
    ordered, frames = in_order(services, groups)
    return Architecture(
        title=graph.title,
        caption=graph.caption,
        direction=graph.direction,
        services=ordered,
        connections=connections,
        groups=frames,
        notes=notes_of(graph),
        hints=hints,
        styles=wardrobe.styles,
    )


def _fill(graph: Graph) -> None:
    """Where there are frames and nothing in them, the innermost are elements."""
    elements = graph.elements.values()
    if all(element.frame for element in elements):
        parents = {element.parent for element in elements}
        for element in elements:
            element.frame = element.id in parents


def _common(
    graph: Graph, wardrobe: Wardrobe, element: Element, kinds: tuple[str, ...]
) -> tuple[dict[str, Any], str | None]:
    """The fields that services and groups share, and the kind that a stereotype says."""
    said = read_label(graph, element)
    dress = wardrobe.dress([*element.stereotypes, *element.tags_as_classes()], element.style)
    words = [word for word in dress.words if not word.startswith(SHAPE_MARK)]
    kind = element.kind or next((word for word in words if word in kinds), None)
    external = element.external or "external" in words
    told = [word for word in words if word not in (kind, "external") and word not in element.tags]
    if kind is None and not element.frame and element.keyword.rstrip("/") in _TOLD:
        told.insert(0, element.keyword)
    technology = (
        element.technology or said.technology or plain_text(" ".join(", ".join(told).split())) or None
    )
    fields: dict[str, Any] = {
        "id": element.id,
        "label": said.label,
        "description": said.description,
        "link": said.link,
        "tooltip": said.tooltip,
        "classes": dress.classes,
        "style": dress.style,
        "technology": technology,
        "external": external,
        "span": element.span,
    }
    return fields, kind


def _service(graph: Graph, wardrobe: Wardrobe, element: Element) -> Service:
    fields, kind = _common(graph, wardrobe, element, get_args(ServiceKind))
    keyword = element.keyword.rstrip("/")
    if kind is None and keyword == "circle" and not plain(fields["label"]).strip():
        fields.update(label=None, technology=None)
        kind = "junction"
    chosen = (
        cast(ServiceKind, kind) if kind in get_args(ServiceKind) else KIND_OF_KEYWORD.get(keyword, "service")
    )
    marks = (word.removeprefix(SHAPE_MARK) for word in element.stereotypes if word.startswith(SHAPE_MARK))
    shape = next((cast(NodeShape, word) for word in marks if word in get_args(NodeShape)), None)
    if shape is None:
        shape = implied_shape(keyword, kind)
    return Service(group=element.parent, kind=chosen, shape=shape, **fields)


def _boundary(graph: Graph, wardrobe: Wardrobe, element: Element) -> Boundary:
    fields, kind = _common(graph, wardrobe, element, get_args(GroupKind))
    keyword = element.keyword.rstrip("/")
    chosen = (
        cast(GroupKind, kind) if kind in get_args(GroupKind) else "cloud" if keyword == "cloud" else "group"
    )
    return Boundary(parent=element.parent, kind=chosen, **fields)


def _connection(graph: Graph, wardrobe: Wardrobe, tie: Tie) -> Connection:
    line, style = line_of(tie, wardrobe.merged(tie.tags, tie.style))
    said = graph.linked(tie.raw, tie.start, tie.end)
    label, protocol = _protocol(said.label)
    if tie.protocol:
        label, protocol = said.label or None, plain(tie.protocol)
    link = tie.link or graph.link(said.links, tie.start, tie.end)
    if link and plain(label) == link.url:
        label = None
    if tie.arrow.dashes > 2:
        graph.only_looks("lengths of arrows", tie.start, tie.end)
    return Connection(
        source=tie.source,
        target=tie.target,
        label=label,
        protocol=protocol,
        link=link,
        line=line,
        style=style,
        source_head=tie.arrow.tail,
        target_head=tie.arrow.head,
        source_side=side_of(graph, tie),
        span=tie.span,
    )


def _protocol(label: Label) -> tuple[Label | None, str | None]:
    """A label, and the protocol that is its last line in italics."""
    before, last = last_line(label)
    if last and all(run.italic and not run.bold for run in last):
        return before or None, "".join(run.text for run in last)
    return label or None, None
