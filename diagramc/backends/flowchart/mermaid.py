"""Flowchart as a Mermaid flowchart: classic brackets where they mean the shape, else `@{ shape: … }`."""

from __future__ import annotations

import re

from diagramc.backends.base import Features
from diagramc.ir.flowchart import Flow, Flowchart, FlowNode, NodeKind
from diagramc.ir.outlines import NodeShape
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
    "storage": "stored-data",
    "fork": "bar",
    "comment": "brace",
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
    "circle": Shape("((", "))"),
    "double-circle": Shape("(((", ")))"),
    "diamond": Shape("{", "}"),
    "hexagon": Shape("{{", "}}"),
    "parallelogram": Shape("[/", "/]"),
    "parallelogram-alt": Shape("[\\", "\\]"),
    "trapezoid": Shape("[/", "\\]"),
    "trapezoid-alt": Shape("[\\", "/]"),
    "cylinder": Shape("[(", ")]"),
    "subprocess": Shape("[[", "]]"),
    "flag": Shape(">", "]"),
    "queue": _named("h-cyl"),
    "lined-cylinder": _named("lin-cyl"),
    "datastore": _named("datastore"),
    "stored-data": _named("bow-rect"),
    "window-pane": _named("win-pane"),
    "bucket": _named("bucket"),
    "folder": _named("folder"),
    "document": _named("doc"),
    "lined-document": _named("lin-doc"),
    "tagged-document": _named("tag-doc"),
    "documents": _named("docs"),
    "paper-tape": _named("flag"),
    "manual-input": _named("sl-rect"),
    "delay": _named("delay"),
    "display": _named("curv-trap"),
    "console": _named("console"),
    "browser": _named("browser"),
    "lined-rect": _named("lin-rect"),
    "divided-rect": _named("div-rect"),
    "tagged-rect": _named("tag-rect"),
    "stacked-rect": _named("st-rect"),
    "loop-limit": _named("notch-pent"),
    "card": _named("notch-rect"),
    "triangle": _named("tri"),
    "flipped-triangle": _named("flip-tri"),
    "hourglass": _named("hourglass"),
    "bolt": _named("bolt"),
    "crossed-circle": _named("cross-circ"),
    "bang": _named("bang"),
    "cloud": _named("cloud"),
    "person": _named("person"),
    "bar": _named("fork"),
    "dot": _named("f-circ"),
    "ringed-dot": _named("fr-circ"),
    "brace": _named("brace"),
    "brace-right": _named("brace-r"),
    "braces": _named("braces"),
    "none": _named("text"),
}
"""The outlines that Mermaid has."""
_NEAREST: dict[NodeShape, tuple[NodeShape, str]] = {
    "ellipse": ("stadium", "a stadium for an ellipse"),
    "egg": ("stadium", "a stadium for an egg"),
    "marked-circle": ("circle", "a plain circle for a marked one"),
    "marked-diamond": ("diamond", "a plain diamond for a marked one"),
    "marked-square": ("rect", "a plain box for a marked square"),
    "interface": ("circle", "a circle for an interface"),
    "boundary": ("circle", "a circle for a boundary"),
    "control": ("circle", "a circle for a control"),
    "entity": ("circle", "a circle for an entity"),
    "pentagon": ("hexagon", "a hexagon for a pentagon"),
    "septagon": ("hexagon", "a hexagon for a septagon"),
    "octagon": ("hexagon", "a hexagon for an octagon"),
    "double-octagon": ("hexagon", "a hexagon for octagons"),
    "triple-octagon": ("hexagon", "a hexagon for octagons"),
    "star": ("bang", "a burst for a star"),
    "house": ("hexagon", "a hexagon for a house"),
    "inverted-house": ("hexagon", "a hexagon for a house upside down"),
    "pointer": ("hexagon", "a hexagon for a pointed box"),
    "chevron": ("flag", "a flag for a chevron"),
    "flag-alt": ("flag", "a flag notched on the left for one notched on the right"),
    "double-rect": ("subprocess", "a box with bars for one with a double line"),
    "note": ("card", "a box without a corner for a note"),
    "artifact": ("document", "a document for an artifact"),
    "tab": ("folder", "a folder for a box with a tab"),
    "frame": ("divided-rect", "a divided box for a frame"),
    "block": ("stacked-rect", "stacked boxes for a block"),
    "stack": ("subprocess", "a box with bars for a stack"),
    "component": ("lined-rect", "a box with a bar for a component"),
    "actor": ("person", "a bust for a stick figure"),
    "bracket": ("brace", "a brace for a bracket"),
    "underline": ("none", "plain text for an underlined one"),
}
"""What comes nearest to the other outlines, and the words for it."""
_SPECIAL: dict[tuple[NodeKind, NodeShape | None], Shape] = {
    ("start", "dot"): _named("sm-circ"),
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
    **{f"FlowNode.shape={shape}": words for shape, (_, words) in _NEAREST.items()},
    "FlowNode.kind=event": "a rounded box for an event",
    "FlowNode.shape=bar": "a bar that shows no label",
    "FlowNode.kind=fork": "a bar that shows no label",
    **{
        f"FlowNode.shape={shape}": f"a {words} that shows no label"
        for shape, words in (
            ("dot", "dot"),
            ("ringed-dot", "ringed dot"),
            ("hourglass", "collating mark"),
            ("bolt", "bolt"),
            ("crossed-circle", "crossed circle"),
        )
    },
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
            ("half", "a filled arrow", "half a one"),
            ("inverted", "a filled arrow", "one that looks back"),
            ("open-inverted", "a filled arrow", "a hollow one that looks back"),
            ("dot", "a circle", "a dot"),
            ("plus", "a circle", "a circle with a cross in it"),
            ("arc", "a circle", "a socket"),
            ("box", "a circle", "a box"),
            ("open-box", "a circle", "a hollow box"),
            ("crow", "a filled arrow", "a crow's foot"),
            ("tee", "a cross", "a bar"),
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
        wanted = node.shape or _BY_KIND[node.kind]
        shape = _SHAPES[_NEAREST[wanted][0] if wanted in _NEAREST else wanted]
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
