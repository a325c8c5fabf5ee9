"""Flowchart as a Mermaid flowchart: classic brackets where they mean the shape, else `@{ shape: … }`."""

from __future__ import annotations

import re

from diagramc.backends.base import Features
from diagramc.ir.flowchart import Flow, Flowchart, FlowNode, NodeKind, NodeShape
from diagramc.targets.base import Escaped
from diagramc.targets.mermaid.graph import (
    RECT,
    Graph,
    Shape,
    graph_approximated,
    graph_unsupported,
    link_line,
)
from diagramc.targets.mermaid.style import css
from diagramc.targets.mermaid.text import markdown
from diagramc.targets.styling import merge

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
    "manual": "trapezoid-alt",
    "manual-input": "manual-input",
    "preparation": "hexagon",
    "delay": "delay",
    "display": "display",
    "queue": "queue",
    "connector": "circle",
    "event": "rounded",
    "storage": "rect",
    "fork": "bar",
    "comment": "bracket",
    "actor": "actor",
    "cloud": "cloud",
}
"""The outline that a kind implies."""


def _named(name: str) -> Shape:
    return Shape("[", "]", name)


_SHAPES: dict[NodeShape, Shape] = {
    "rect": RECT,
    "rounded": Shape("(", ")"),
    "stadium": Shape("([", "])"),
    "ellipse": Shape("([", "])"),
    "circle": Shape("((", "))"),
    "double-circle": Shape("(((", ")))"),
    "diamond": Shape("{", "}"),
    "hexagon": Shape("{{", "}}"),
    "parallelogram": Shape("[/", "/]"),
    "parallelogram-alt": Shape("[\\", "\\]"),
    "trapezoid": Shape("[/", "\\]"),
    "trapezoid-alt": Shape("[\\", "/]"),
    "cylinder": Shape("[(", ")]"),
    "queue": _named("h-cyl"),
    "document": _named("doc"),
    "documents": _named("docs"),
    "subprocess": Shape("[[", "]]"),
    "manual-input": _named("sl-rect"),
    "delay": _named("delay"),
    "display": _named("curv-trap"),
    "flag": Shape(">", "]"),
    "triangle": _named("tri"),
    "note": _named("notch-rect"),
    "cloud": _named("cloud"),
    "actor": _named("person"),
    "bar": _named("fork"),
    "dot": _named("f-circ"),
    "bracket": _named("brace"),
    "none": _named("text"),
}
_SPECIAL: dict[tuple[NodeKind, NodeShape | None], Shape] = {
    ("start", "dot"): _named("sm-circ"),
    ("end", "double-circle"): _named("fr-circ"),
    ("storage", None): _named("bow-rect"),
    ("storage", "cylinder"): _named("lin-cyl"),
    ("storage", "rect"): _named("win-pane"),
    ("manual", "triangle"): _named("flip-tri"),
}
"""Those that Mermaid has a symbol of its own for."""

UNSUPPORTED: Features = {
    **graph_unsupported("Flowchart", "FlowGroup"),
    "Flow.source_side": "the side an arrow leaves from",
    "Flow.target_side": "the side an arrow arrives at",
    "Flow.link": "a link on an arrow",
    "Flow.tooltip": "a tooltip on an arrow",
    "Flow.style.fill": "a fill for an arrow",
    "Flow.style.rounded": "rounded corners for an arrow",
}
APPROXIMATED: Features = {
    **graph_approximated("Flowchart", "FlowNode"),
    "FlowNode.shape=ellipse": "a stadium for an ellipse",
    "FlowNode.shape=note": "a box without a corner for a note",
    "FlowNode.kind=event": "a rounded box for an event",
    "FlowNode.shape=bar": "a bar that shows no label",
    "FlowNode.kind=fork": "a bar that shows no label",
    "FlowNode.shape=dot": "a dot that shows no label",
    "FlowNode.icon": "an icon that shows only where its font or icon pack is loaded",
    "Flow.line=dashed": "a dotted line for a dashed one",
    "Flow.source_head": "a head at the source only where it is like the one at the target; a lone one turns the arrow",
    **{f"Flow.source_head={head}": f"no {head} at the source alone" for head in ("circle", "cross")},
    **{
        f"Flow.{end}_head={head}": f"{instead} for {words} at the {end}"
        for end in ("source", "target")
        for head, instead, words in (
            ("open", "a filled arrow", "an open one"),
            ("triangle", "a filled arrow", "a hollow triangle"),
            ("diamond", "a circle", "a diamond"),
            ("open-diamond", "a circle", "a hollow diamond"),
        )
    },
    "FlowGroup.kind=swimlane": "a frame for a swimlane",
}


def lower(diagram: Flowchart) -> str:
    """Mermaid source of a flowchart."""
    graph = Graph(diagram, diagram.direction, diagram.nodes, diagram.groups, diagram.edges)
    for edge in diagram.edges:
        number = _connect(graph, edge)
        worn = [diagram.styles.get(name) for name in edge.classes]
        if edge.id is None:
            # Only a link with an id can wear a class.
            graph.style_link(number, css(merge([*worn, edge.style]), edge=True))
            continue
        declarations = css(edge.style, edge=True)
        if any(style is not None and style.fill for style in worn):
            # The class would fill the bend of the line.
            declarations = Escaped(",".join(filter(None, ("fill:none", declarations))))
        graph.style_link(number, declarations)
    return graph.page("flowchart.mmd.j2", graph.entries(_label))


def _connect(graph: Graph, edge: Flow) -> int:
    source, target, tail, head = edge.source, edge.target, edge.source_head, edge.target_head
    if tail != "none" and head == "none" and edge.line != "invisible":
        source, target, tail, head = target, source, head, tail
    label = markdown(edge.label) if edge.label is not None else None
    return graph.connect(source, target, link_line(edge.line, tail, head, edge.length), label, edge.id)


def _label(node: FlowNode) -> Escaped:
    shape = _SPECIAL.get((node.kind, node.shape))
    if shape is None:
        shape = _SHAPES[node.shape or _BY_KIND[node.kind]]
    label = markdown(node.id if node.label is None else node.label)
    pack, colon, icon = (node.icon or "").rpartition(":")
    if not re.fullmatch(r"[a-z0-9-]+", icon):
        return shape.around(label)
    if colon and not re.fullmatch(r"fa[bklrs]?", pack):
        return (
            shape._replace(name="", icon=f"{pack}:{icon}").around(label)
            if pack.isalnum()
            else shape.around(label)
        )
    mark = f"{pack or 'fa'}:fa-{icon.removeprefix('fa-')}"
    at = 2 if label.startswith('"`') else 1
    return shape.around(f"{label[:at]}{mark} {label[at:]}")
