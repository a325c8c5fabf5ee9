"""Flowchart to DOT: an outline a kind, swimlanes as clusters."""

from __future__ import annotations

from diagramc.backends.base import of_heads
from diagramc.ir.flowchart import Flow, Flowchart, FlowNode, NodeKind
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
from diagramc.targets.graphviz.outlines import LESSER_OUTLINES, OUTLINES, SMALL
from diagramc.targets.losses_graphviz import common_losses

_TERMINAL = {
    "style": "filled,rounded",
    "fillcolor": COLORS["terminal.fill"],
    "color": COLORS["terminal.stroke"],
}
_DATA = {"fillcolor": COLORS["data.fill"], "color": COLORS["data.stroke"]}
KINDS: dict[NodeKind, Attributes] = {
    "process": {"style": "filled,rounded"},
    "decision": OUTLINES["diamond"]
    | {"fillcolor": COLORS["decision.fill"], "color": COLORS["decision.stroke"]},
    "start": OUTLINES["stadium"] | _TERMINAL,
    "end": OUTLINES["stadium"] | _TERMINAL | {"penwidth": "2"},
    "terminal": OUTLINES["ellipse"] | _TERMINAL | {"style": "filled"},
    "data": OUTLINES["parallelogram"] | _DATA,
    "database": OUTLINES["cylinder"] | _DATA,
    "document": OUTLINES["document"] | _DATA,
    "documents": OUTLINES["documents"] | _DATA,
    "subprocess": OUTLINES["subprocess"],
    "manual": OUTLINES["trapezoid-alt"],
    "manual-input": OUTLINES["manual-input"],
    "preparation": OUTLINES["hexagon"],
    "delay": OUTLINES["delay"],
    "display": OUTLINES["display"],
    "storage": OUTLINES["stored-data"] | _DATA,
    "queue": OUTLINES["queue"] | _DATA,
    "connector": OUTLINES["circle"],
    "event": OUTLINES["double-circle"],
    "fork": OUTLINES["bar"],
    "comment": OUTLINES["brace"] | {"fillcolor": COLORS["note.fill"], "color": COLORS["note.stroke"]},
    "actor": OUTLINES["actor"],
    "cloud": OUTLINES["cloud"],
}


UNSUPPORTED = common_losses("FlowNode", "Flow", "FlowGroup") | {
    "FlowGroup.direction": "a group's own direction"
}
APPROXIMATED = {
    "FlowGroup.kind=swimlane": "a swimlane only as a frame",
    "FlowNode.icon": "an icon only by its name",
    **of_heads("Flow", LESSER_HEADS),
    **{f"FlowNode.shape={shape}": "a lesser outline" for shape in LESSER_OUTLINES},
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
        base = {"style": "filled"} | colors | OUTLINES[node.shape]
    label = writer.described(node)
    if node.icon is not None:
        lines = [html_text(writer.shown(node)), small(f"({node.icon})")]
        label = f"<{stacked(*lines, small(node.description) if node.description is not None else None)}>"
    if node.shape in SMALL or (node.kind == "fork" and node.shape is None):
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
