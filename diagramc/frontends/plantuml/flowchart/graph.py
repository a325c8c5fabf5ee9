"""Flowcharts that diagramc wrote as deployment elements (see `backends/flowchart/plantuml.py`)."""

from __future__ import annotations

from typing import cast, get_args

from diagramc.backends.flowchart.plantuml import BUILT_IN, KIND_OF_KEYWORD
from diagramc.frontends.plantuml.graph import Graph, read_graph
from diagramc.frontends.plantuml.graph.build import (
    Wardrobe,
    in_order,
    line_of,
    notes_of,
    read_label,
    side_of,
    split_hints,
)
from diagramc.frontends.plantuml.graph.model import Element, Tie
from diagramc.frontends.plantuml.source import LineSource
from diagramc.ir.base import plain
from diagramc.ir.flowchart import Flow, Flowchart, FlowGroup, FlowNode, NodeKind
from diagramc.ir.outlines import NodeShape
from diagramc.targets.plantuml.outlines import SHAPE_MARK


def read_written_flowchart(source: LineSource) -> Flowchart | None:
    """The flowchart that a graph of elements stands for; None when it has errors, which are in the source."""
    graph = read_graph(source)
    if graph is None:
        return None
    wardrobe = Wardrobe(graph, BUILT_IN)
    elements = list(graph.elements.values())
    nodes = [_node(graph, wardrobe, element) for element in elements if not element.frame]
    groups = [_group(graph, wardrobe, element) for element in elements if element.frame]
    ties, hints = split_hints(graph)
    edges = tuple(_edge(graph, tie) for tie in ties)
    ordered, frames = in_order(nodes, groups)
    return Flowchart(
        title=graph.title,
        caption=graph.caption,
        direction=graph.direction,
        nodes=ordered,
        edges=edges,
        groups=frames,
        notes=notes_of(graph),
        hints=hints,
        styles=wardrobe.styles,
    )


def _node(graph: Graph, wardrobe: Wardrobe, element: Element) -> FlowNode:
    said = read_label(graph, element)
    dress = wardrobe.dress(element.stereotypes, element.style)
    shape = next((word.removeprefix(SHAPE_MARK) for word in dress.words if word.startswith(SHAPE_MARK)), None)
    # The kind comes behind the look: a start is <<terminal>> <<start>>.
    kind = next((word for word in reversed(dress.words) if word in get_args(NodeKind)), None)
    if kind is None:
        kind = "process" if shape else KIND_OF_KEYWORD.get(element.keyword, "process")
    return FlowNode(
        id=element.id,
        label=said.label,
        description=said.description,
        group=element.parent,
        link=said.link,
        tooltip=said.tooltip,
        classes=dress.classes,
        style=dress.style,
        kind=cast(NodeKind, kind),
        shape=cast(NodeShape, shape) if shape in get_args(NodeShape) else None,
        span=element.span,
    )


def _group(graph: Graph, wardrobe: Wardrobe, element: Element) -> FlowGroup:
    said = read_label(graph, element)
    dress = wardrobe.dress(element.stereotypes, element.style)
    return FlowGroup(
        id=element.id,
        label=said.label,
        description=said.description,
        parent=element.parent,
        link=said.link,
        tooltip=said.tooltip,
        classes=dress.classes,
        style=dress.style,
        kind="swimlane" if element.keyword == "frame" else "group",
        span=element.span,
    )


def _edge(graph: Graph, tie: Tie) -> Flow:
    line, style = line_of(tie, tie.style)
    said = graph.linked(tie.raw, tie.start, tie.end)
    link = tie.link or graph.link(said.links, tie.start, tie.end)
    label = said.label or None
    return Flow(
        source=tie.source,
        target=tie.target,
        label=None if link and plain(label) == link.url else label,
        link=link,
        line=line,
        style=style,
        source_head=tie.arrow.tail,
        target_head=tie.arrow.head,
        source_side=side_of(graph, tie),
        length=max(1, tie.arrow.dashes - 1),
        span=tie.span,
    )
