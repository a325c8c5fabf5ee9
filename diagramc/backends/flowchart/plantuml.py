"""Flowchart as PlantUML: deployment elements, which draw any graph (activity syntax draws structured flows only)."""

from __future__ import annotations

from diagramc.backends.base import Features, of_heads
from diagramc.ir.base import Style
from diagramc.ir.flowchart import Flowchart, FlowGroup, FlowNode, NodeKind, NodeShape
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
_ROUNDED = ("rounded", "RoundCorner 16")
_STADIUM = ("terminal", "RoundCorner 50")
_BAR = ("bar", "BackGroundColor #222222")
_BY_SHAPE: dict[NodeShape, tuple[str, tuple[str, str] | None]] = {
    "rect": ("rectangle", None),
    "rounded": ("rectangle", _ROUNDED),
    "stadium": ("rectangle", _STADIUM),
    "ellipse": ("usecase", None),
    "egg": ("usecase", None),
    "circle": ("usecase", None),
    "double-circle": ("usecase", ("double", "LineThickness 3")),
    "marked-circle": ("usecase", None),
    "crossed-circle": ("circle", None),
    "dot": ("circle", None),
    "ringed-dot": ("circle", None),
    "diamond": ("hexagon", None),
    "marked-diamond": ("hexagon", None),
    "hexagon": ("hexagon", None),
    "pentagon": ("hexagon", None),
    "septagon": ("hexagon", None),
    "octagon": ("hexagon", None),
    "double-octagon": ("hexagon", None),
    "triple-octagon": ("hexagon", None),
    "star": ("hexagon", None),
    "parallelogram": ("card", None),
    "parallelogram-alt": ("card", None),
    "trapezoid": ("action", None),
    "trapezoid-alt": ("action", None),
    "triangle": ("hexagon", None),
    "flipped-triangle": ("hexagon", None),
    "hourglass": ("hexagon", None),
    "bolt": ("hexagon", None),
    "house": ("hexagon", None),
    "inverted-house": ("hexagon", None),
    "pointer": ("action", None),
    "chevron": ("process", None),
    "flag": ("process", None),
    "flag-alt": ("action", None),
    "card": ("card", None),
    "loop-limit": ("hexagon", None),
    "double-rect": ("rectangle", ("double", "LineThickness 3")),
    "marked-square": ("rectangle", None),
    "lined-rect": ("component", None),
    "divided-rect": ("frame", None),
    "tagged-rect": ("artifact", None),
    "stacked-rect": ("collections", None),
    "window-pane": ("frame", None),
    "subprocess": ("component", None),
    "manual-input": ("action", None),
    "delay": ("process", None),
    "display": ("storage", None),
    "stored-data": ("storage", None),
    "datastore": ("database", None),
    "cylinder": ("database", None),
    "lined-cylinder": ("database", None),
    "queue": ("queue", None),
    "bucket": ("database", None),
    "document": ("file", None),
    "lined-document": ("file", None),
    "tagged-document": ("file", None),
    "documents": ("collections", None),
    "paper-tape": ("file", None),
    "note": ("file", None),
    "artifact": ("artifact", None),
    "folder": ("folder", None),
    "tab": ("folder", None),
    "frame": ("frame", None),
    "block": ("node", None),
    "stack": ("stack", None),
    "component": ("component", None),
    "browser": ("frame", None),
    "console": ("frame", None),
    "cloud": ("cloud", None),
    "bang": ("cloud", None),
    "actor": ("actor", None),
    "person": ("person", None),
    "bar": ("rectangle", _BAR),
    "bracket": ("artifact", None),
    "brace": ("artifact", None),
    "brace-right": ("artifact", None),
    "braces": ("artifact", None),
    "underline": ("label", None),
    "none": ("label", None),
}
"""The element that comes nearest to a shape, and a style class that brings it nearer."""

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
SHAPE_MARK = "shape-"
"""What a stereotype that names an outline begins with."""
BUILT_IN = {
    "rounded": Style(rounded=True),
    "terminal": Style(rounded=True),
    "double": Style(stroke_width=3.0),
    "bar": Style(fill="#222222"),
}
"""The style classes of this backend, as they read."""

_LESSER: dict[NodeShape, str] = {
    "egg": "an ellipse for an egg",
    "circle": "an ellipse for a circle",
    "double-circle": "a heavy ellipse for a double circle",
    "marked-circle": "an ellipse for a marked circle",
    "crossed-circle": "a ring for a crossed circle",
    "dot": "a ring for a dot",
    "ringed-dot": "a ring for a ringed dot",
    "diamond": "a hexagon for a diamond",
    "marked-diamond": "a hexagon for a diamond",
    "pentagon": "a hexagon for a pentagon",
    "septagon": "a hexagon for a septagon",
    "octagon": "a hexagon for an octagon",
    "double-octagon": "a hexagon for octagons",
    "triple-octagon": "a hexagon for octagons",
    "star": "a hexagon for a star",
    "parallelogram": "a card for a parallelogram",
    "parallelogram-alt": "a card for a parallelogram",
    "trapezoid": "a pointed box for a trapezoid",
    "trapezoid-alt": "a pointed box for a trapezoid",
    "triangle": "a hexagon for a triangle",
    "flipped-triangle": "a hexagon for a triangle",
    "hourglass": "a hexagon for an hourglass",
    "bolt": "a hexagon for a bolt",
    "house": "a hexagon for a house",
    "inverted-house": "a hexagon for a house upside down",
    "flag": "a chevron for a flag",
    "flag-alt": "a pointed box for a flag",
    "card": "a box for a punched card",
    "loop-limit": "a hexagon for a loop limit",
    "double-rect": "a heavy box for a double one",
    "marked-square": "a plain box for a marked square",
    "lined-rect": "a component for a box with a bar",
    "divided-rect": "a frame for a divided box",
    "tagged-rect": "an artifact for a tagged box",
    "window-pane": "a frame for a window pane",
    "subprocess": "a component for a subprocess",
    "manual-input": "a pointed box for manual input",
    "delay": "a notched box for a delay",
    "display": "a rounded box for a display",
    "stored-data": "a rounded box for stored data",
    "datastore": "a cylinder for a data store",
    "lined-cylinder": "a plain cylinder for one with a line",
    "bucket": "a cylinder for a bucket",
    "lined-document": "a file for a lined document",
    "tagged-document": "a file for a tagged document",
    "paper-tape": "a file for paper tape",
    "tab": "a folder for a box with a tab",
    "browser": "a frame for a browser",
    "console": "a frame for a console",
    "bang": "a cloud for a burst",
    "bar": "a dark box for a bar",
    "bracket": "an artifact for a bracket",
    "brace": "an artifact for a comment",
    "brace-right": "an artifact for a comment",
    "braces": "an artifact for a comment",
    "underline": "plain text for an underlined one",
}

UNSUPPORTED: Features = {
    **graph_unsupported("Flow", "FlowGroup"),
    "FlowNode.icon": "an icon in a step",
}
APPROXIMATED: Features = {
    **graph_approximated("Flowchart", "FlowNode", "FlowGroup"),
    **of_heads("Flow", LESSER_HEADS),
    **{f"FlowNode.shape={shape}": words for shape, words in _LESSER.items()},
    **{f"FlowNode.kind={kind}": _LESSER[shape] for kind, shape in _BY_KIND.items() if shape in _LESSER},
    "Flow.source_side": "a direction for the side an arrow leaves from",
    "Flow.target_side": "a direction for the side an arrow arrives at",
    "FlowGroup.kind=swimlane": "a frame for a swimlane",
}


def lower(diagram: Flowchart) -> str:
    """PlantUML source of a flowchart."""
    graph = Graph(diagram, diagram.direction, diagram.nodes, diagram.edges, diagram.groups)

    def node_looks(node: FlowNode) -> Looks:
        keyword, look = _BY_SHAPE[node.shape or _BY_KIND[node.kind]]
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
