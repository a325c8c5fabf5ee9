"""Flowchart to DOT: an outline a kind, swimlanes as clusters."""

from __future__ import annotations

from diagramc.backends.base import of_heads
from diagramc.ir.flowchart import Flow, Flowchart, FlowNode, NodeKind, NodeShape
from diagramc.targets.graphviz import (
    COLORS,
    HEADS,
    LESSER_HEADS,
    LINES,
    SIDES,
    Attributes,
    Writer,
    html_text,
    label_text,
    small,
    stacked,
    text,
)
from diagramc.targets.losses_graphviz import common_losses

_TERMINAL = {
    "style": "filled,rounded",
    "fillcolor": COLORS["terminal.fill"],
    "color": COLORS["terminal.stroke"],
}
_DATA = {"fillcolor": COLORS["data.fill"], "color": COLORS["data.stroke"]}
_MARK = {"fillcolor": COLORS["text"], "fontcolor": COLORS["canvas"]}
_OWN: dict[NodeShape, Attributes] = {
    "rect": {"shape": "box"},
    "rounded": {"shape": "box", "style": "filled,rounded"},
    "ellipse": {"shape": "ellipse"},
    "egg": {"shape": "egg"},
    "circle": {"shape": "circle", "margin": "0.05"},
    "double-circle": {"shape": "doublecircle", "margin": "0.05"},
    "marked-circle": {"shape": "Mcircle", "margin": "0.05"},
    "diamond": {"shape": "diamond", "margin": "0.04,0.04"},
    "marked-diamond": {"shape": "Mdiamond", "margin": "0.04,0.04"},
    "hexagon": {"shape": "hexagon"},
    "pentagon": {"shape": "pentagon", "margin": "0.02"},
    "septagon": {"shape": "septagon", "margin": "0.02"},
    "octagon": {"shape": "octagon"},
    "double-octagon": {"shape": "doubleoctagon"},
    "triple-octagon": {"shape": "tripleoctagon"},
    "star": {"shape": "star", "margin": "0.02"},
    "house": {"shape": "house"},
    "inverted-house": {"shape": "invhouse"},
    "pointer": {"shape": "cds"},
    "parallelogram": {"shape": "parallelogram", "margin": "0.02,0.05"},
    "parallelogram-alt": {"shape": "polygon", "sides": "4", "skew": "-0.4", "margin": "0.02,0.05"},
    "trapezoid": {"shape": "trapezium", "margin": "0.02,0.05"},
    "trapezoid-alt": {"shape": "invtrapezium", "margin": "0.02,0.05"},
    "triangle": {"shape": "triangle", "margin": "0.02"},
    "flipped-triangle": {"shape": "invtriangle", "margin": "0.02"},
    "double-rect": {"shape": "box", "peripheries": "2", "margin": "0.18,0.08"},
    "marked-square": {"shape": "Msquare"},
    "subprocess": {"shape": "box", "peripheries": "2"},
    "manual-input": {"shape": "polygon", "sides": "4", "distortion": "-0.2"},
    "cylinder": {"shape": "cylinder"},
    "documents": {"shape": "note", "peripheries": "2"},
    "note": {"shape": "note", "fillcolor": COLORS["note.fill"], "color": COLORS["note.stroke"]},
    "folder": {"shape": "folder"},
    "tab": {"shape": "tab"},
    "block": {"shape": "box3d"},
    "component": {"shape": "component"},
    "bar": {"shape": "box", "height": "0.1"} | _MARK,
    "dot": {"shape": "circle", "width": "0.12"} | _MARK,
    "underline": {"shape": "underline"},
    "none": {"shape": "plaintext", "style": "solid"},
}
"""The outlines that Graphviz has."""
_LESSER: dict[NodeShape, Attributes] = {
    "stadium": {"shape": "box", "style": "filled,rounded", "margin": "0.35,0.1"},
    "crossed-circle": {"shape": "Mcircle", "width": "0.25"},
    "ringed-dot": {"shape": "doublecircle", "width": "0.12"} | _MARK,
    "hourglass": {"shape": "diamond", "width": "0.3", "height": "0.3"},
    "bolt": {"shape": "star", "width": "0.3", "height": "0.3"},
    "chevron": {"shape": "cds"},
    "flag": {"shape": "cds"},
    "flag-alt": {"shape": "cds"},
    "card": {"shape": "note"},
    "loop-limit": {"shape": "octagon"},
    "lined-rect": {"shape": "box", "peripheries": "2"},
    "divided-rect": {"shape": "tab"},
    "tagged-rect": {"shape": "note"},
    "stacked-rect": {"shape": "box3d"},
    "window-pane": {"shape": "tab"},
    "delay": {"shape": "box", "style": "filled,rounded", "peripheries": "2"},
    "display": {"shape": "octagon"},
    "stored-data": {"shape": "tab"},
    "datastore": {"shape": "cylinder"},
    "lined-cylinder": {"shape": "cylinder"},
    "queue": {"shape": "box3d"},
    "bucket": {"shape": "invtrapezium", "margin": "0.02,0.05"},
    "document": {"shape": "note"},
    "lined-document": {"shape": "note"},
    "tagged-document": {"shape": "note"},
    "paper-tape": {"shape": "note"},
    "artifact": {"shape": "note"},
    "frame": {"shape": "tab"},
    "stack": {"shape": "box3d"},
    "browser": {"shape": "tab"},
    "console": {"shape": "tab"},
    "cloud": {"shape": "egg"},
    "bang": {"shape": "tripleoctagon"},
    "actor": {"shape": "house"},
    "person": {"shape": "house"},
    "bracket": {"shape": "underline"},
    "brace": {"shape": "underline"},
    "brace-right": {"shape": "underline"},
    "braces": {"shape": "underline"},
}
"""What comes nearest to the others. A comment, which shows nowhere, says what was meant."""
SHAPES: dict[NodeShape, Attributes] = _OWN | {
    shape: {"comment": shape} | look for shape, look in _LESSER.items()
}
_MARKS = frozenset({"dot", "ringed-dot", "bar", "crossed-circle", "hourglass", "bolt"})
"""Outlines too small for their label, which stands beside them."""
KINDS: dict[NodeKind, Attributes] = {
    "process": {"style": "filled,rounded"},
    "decision": SHAPES["diamond"]
    | {"fillcolor": COLORS["decision.fill"], "color": COLORS["decision.stroke"]},
    "start": SHAPES["stadium"] | _TERMINAL,
    "end": SHAPES["stadium"] | _TERMINAL | {"penwidth": "2"},
    "terminal": SHAPES["ellipse"] | _TERMINAL | {"style": "filled"},
    "data": SHAPES["parallelogram"] | _DATA,
    "database": SHAPES["cylinder"] | _DATA,
    "document": SHAPES["document"] | _DATA,
    "documents": SHAPES["documents"] | _DATA,
    "subprocess": SHAPES["subprocess"],
    "manual": SHAPES["trapezoid-alt"],
    "manual-input": SHAPES["manual-input"],
    "preparation": SHAPES["hexagon"],
    "delay": SHAPES["delay"],
    "display": SHAPES["display"],
    "storage": SHAPES["stored-data"] | _DATA,
    "queue": SHAPES["queue"] | _DATA,
    "connector": SHAPES["circle"],
    "event": SHAPES["double-circle"],
    "fork": SHAPES["bar"],
    "comment": SHAPES["brace"] | {"fillcolor": COLORS["note.fill"], "color": COLORS["note.stroke"]},
    "actor": SHAPES["actor"],
    "cloud": SHAPES["cloud"],
}


UNSUPPORTED = common_losses("FlowNode", "Flow", "FlowGroup") | {
    "FlowGroup.direction": "a group's own direction"
}
APPROXIMATED = {
    "FlowGroup.kind=swimlane": "a swimlane only as a frame",
    "FlowNode.icon": "an icon only by its name",
    **of_heads("Flow", LESSER_HEADS),
    **{f"FlowNode.shape={shape}": "a lesser outline" for shape in _LESSER},
    **{
        f"FlowNode.kind={kind}": "a lesser outline"
        for kind in ("document", "delay", "display", "queue", "comment", "actor", "cloud", "storage")
    },
}


def lower(diagram: Flowchart) -> str:
    """The flowchart as a DOT digraph."""
    writer = Writer(diagram, diagram.nodes, diagram.groups, diagram.direction)
    writer.nested(lambda node: _node(writer, node))
    for edge in diagram.edges:
        _edge(writer, edge)
    return writer.source()


def _node(writer: Writer, node: FlowNode) -> None:
    base = KINDS[node.kind]
    if node.shape is not None:
        colors = {key: base[key] for key in ("fillcolor", "color") if key in base}
        base = {"style": "filled"} | colors | SHAPES[node.shape]
    label = writer.described(node)
    if node.icon is not None:
        lines = [html_text(writer.shown(node)), small(f"({node.icon})")]
        label = f"<{stacked(*lines, small(node.description) if node.description is not None else None)}>"
    if node.shape in _MARKS or (node.kind == "fork" and node.shape is None):
        base = base | {"xlabel": label_text(writer.shown(node)) if node.label is not None else text("")}
        label = text("")
    writer.node(node, label, base)


def _edge(writer: Writer, edge: Flow) -> None:
    base = {"arrowhead": HEADS[edge.target_head]} | LINES[edge.line]
    if edge.source_head != "none":
        base |= {"arrowtail": HEADS[edge.source_head], "dir": "both"}
    if edge.length != 1:
        base["minlen"] = str(edge.length)
    tail = f":{SIDES[edge.source_side]}" if edge.source_side else ""
    head = f":{SIDES[edge.target_side]}" if edge.target_side else ""
    writer.edge(edge, base, tail, head)
