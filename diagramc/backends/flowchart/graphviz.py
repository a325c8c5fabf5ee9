"""Flowchart to DOT: an outline a kind, swimlanes as clusters."""

from __future__ import annotations

from diagramc.ir.flowchart import Flow, Flowchart, FlowNode, NodeKind, NodeShape
from diagramc.targets.graphviz import (
    COLORS,
    HEADS,
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

UNSUPPORTED = common_losses("FlowNode", "Flow", "FlowGroup") | {
    "FlowGroup.direction": "a group's own direction"
}
APPROXIMATED = {
    "FlowGroup.kind=swimlane": "a swimlane only as a frame",
    "FlowNode.icon": "an icon only by its name",
    **{
        f"FlowNode.shape={shape}": "a lesser outline"
        for shape in ("queue", "document", "delay", "display", "flag", "cloud", "actor", "bracket", "stadium")
    },
    **{
        f"FlowNode.kind={kind}": "a lesser outline"
        for kind in ("document", "delay", "display", "queue", "comment", "actor", "cloud", "storage")
    },
}

_TERMINAL = {
    "style": "filled,rounded",
    "fillcolor": COLORS["terminal.fill"],
    "color": COLORS["terminal.stroke"],
}
_DATA = {"fillcolor": COLORS["data.fill"], "color": COLORS["data.stroke"]}
SHAPES: dict[NodeShape, Attributes] = {
    "rect": {"shape": "box"},
    "rounded": {"shape": "box", "style": "filled,rounded"},
    "stadium": {"shape": "box", "style": "filled,rounded", "margin": "0.35,0.1"},
    "ellipse": {"shape": "ellipse"},
    "circle": {"shape": "circle", "margin": "0.05"},
    "double-circle": {"shape": "doublecircle", "margin": "0.05"},
    "diamond": {"shape": "diamond", "margin": "0.04,0.04"},
    "hexagon": {"shape": "hexagon"},
    "parallelogram": {"shape": "parallelogram", "margin": "0.02,0.05"},
    "parallelogram-alt": {"shape": "polygon", "sides": "4", "skew": "-0.4", "margin": "0.02,0.05"},
    "trapezoid": {"shape": "trapezium", "margin": "0.02,0.05"},
    "trapezoid-alt": {"shape": "invtrapezium", "margin": "0.02,0.05"},
    "cylinder": {"shape": "cylinder"},
    "queue": {"shape": "box3d"},
    "document": {"shape": "note"},
    "documents": {"shape": "note", "peripheries": "2"},
    "subprocess": {"shape": "box", "peripheries": "2"},
    "manual-input": {"shape": "polygon", "sides": "4", "distortion": "-0.2"},
    "delay": {"shape": "box", "style": "filled,rounded", "peripheries": "2"},
    "display": {"shape": "octagon"},
    "flag": {"shape": "cds"},
    "triangle": {"shape": "triangle", "margin": "0.02"},
    "note": {"shape": "note", "fillcolor": COLORS["note.fill"], "color": COLORS["note.stroke"]},
    "cloud": {"shape": "egg"},
    "actor": {"shape": "house"},
    "bar": {"shape": "box", "height": "0.1", "fillcolor": COLORS["text"], "fontcolor": COLORS["canvas"]},
    "dot": {"shape": "circle", "width": "0.12", "fillcolor": COLORS["text"], "fontcolor": COLORS["canvas"]},
    "bracket": {"shape": "underline"},
    "none": {"shape": "plaintext", "style": "solid"},
}
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
    "storage": {"shape": "tab"} | _DATA,
    "queue": SHAPES["queue"] | _DATA,
    "connector": SHAPES["circle"],
    "event": SHAPES["double-circle"],
    "fork": SHAPES["bar"],
    "comment": SHAPES["bracket"] | {"fillcolor": COLORS["note.fill"], "color": COLORS["note.stroke"]},
    "actor": SHAPES["actor"],
    "cloud": SHAPES["cloud"],
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
    if node.shape == "dot" or node.shape == "bar" or (node.kind == "fork" and node.shape is None):
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
