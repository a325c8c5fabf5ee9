"""Flowchart as PlantUML: deployment elements, which draw any graph (activity syntax draws structured flows only)."""

from __future__ import annotations

from diagramc.backends.base import Features, of_heads
from diagramc.ir.base import Style
from diagramc.ir.flowchart import Flowchart, FlowGroup, FlowNode, NodeKind
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

_BY_KIND: dict[NodeKind, NodeShape] = {
    "process": "rect",
    "decision": "diamond",
    "start": "stadium",
    "end": "stadium",
    "terminal": "stadium",
    "data": "parallelogram",
    "database": "cylinder",
    "document": "document",
    "documents": "documents",
    "subprocess": "subprocess",
    "manual": "trapezoid",
    "manual-input": "manual-input",
    "preparation": "hexagon",
    "delay": "delay",
    "display": "display",
    "storage": "cylinder",
    "queue": "queue",
    "connector": "circle",
    "event": "ellipse",
    "fork": "bar",
    "comment": "brace",
    "actor": "actor",
    "cloud": "cloud",
}
KIND_OF_KEYWORD: dict[str, NodeKind] = {
    "rectangle": "process",
    "usecase": "event",
    "hexagon": "decision",
    "card": "data",
    "action": "manual",
    "database": "database",
    "queue": "queue",
    "file": "document",
    "collections": "documents",
    "component": "subprocess",
    "process": "delay",
    "storage": "display",
    "artifact": "comment",
    "cloud": "cloud",
    "actor": "actor",
}
"""The kind of step that an element is when no stereotype says another."""
BUILT_IN = {
    "rounded": Style(rounded=True),
    "terminal": Style(rounded=True),
    "double": Style(stroke_width=3.0),
    "bar": Style(fill="#222222"),
}
"""The style classes of this backend, as they read."""

UNSUPPORTED: Features = {
    **graph_unsupported("Flow", "FlowGroup"),
    "FlowNode.icon": "an icon in a step",
}
APPROXIMATED: Features = {
    **graph_approximated("Flowchart", "FlowNode", "FlowGroup"),
    **of_heads("Flow", LESSER_HEADS),
    **{f"FlowNode.shape={shape}": words for shape, words in LESSER_OUTLINES.items()},
    **{
        f"FlowNode.kind={kind}": LESSER_OUTLINES[shape]
        for kind, shape in _BY_KIND.items()
        if shape in LESSER_OUTLINES
    },
    "Flow.source_side": "a direction for the side an arrow leaves from",
    "Flow.target_side": "a direction for the side an arrow arrives at",
    "FlowGroup.kind=swimlane": "a frame for a swimlane",
}


def lower(diagram: Flowchart) -> str:
    """PlantUML source of a flowchart."""
    graph = Graph(diagram, diagram.direction, diagram.nodes, diagram.edges, diagram.groups)

    def node_looks(node: FlowNode) -> Looks:
        keyword, look = ELEMENTS[node.shape or _BY_KIND[node.kind]]
        classes = [graph.sheet.built_in(*look)] if look else []
        # What the element alone does not tell, so that the source reads back as it was.
        if node.shape:
            classes.append(f"{SHAPE_MARK}{node.shape}")
        if node.kind != ("process" if node.shape else KIND_OF_KEYWORD.get(keyword, "process")):
            classes.append(node.kind)
        return Looks(keyword, classes=tuple(classes))

    def group_looks(group: FlowGroup) -> Looks:
        return Looks("frame" if group.kind == "swimlane" else "rectangle")

    arrows = []
    for edge in diagram.edges:
        style = graph.sheet.resolve(edge)
        line = arrow_line(
            style,
            edge.line,
            tail=HEADS[edge.source_head][0],
            head=HEADS[edge.target_head][1],
            word=direction_word(diagram.direction, edge.source_side, edge.target_side),
            length=edge.length,
        )
        label = arrow_label(edge.label, edge.link, style)
        arrows.append(Arrow(graph.name(edge.source), line, graph.name(edge.target), label))
    entries = graph.entries(node_looks, group_looks)
    return graph.page("flowchart.puml.j2", entries, arrows, written_as=Escaped("flowchart"))
