"""Flowchart as a picture: ISO 5807 outlines by kind, colours by role, layered along the flow."""

from __future__ import annotations

from collections.abc import Sequence

from diagramc.backends.graph import Face, GraphPicture, Tie, graph_arrangements, padded, unkept_wishes
from diagramc.backends.look import element_style
from diagramc.backends.pictograms import known_icon
from diagramc.backends.shaped import shaped_face
from diagramc.diagnostics import Diagnostic
from diagramc.ir.base import label_of
from diagramc.ir.flowchart import Flowchart, FlowNode
from diagramc.layout.fit import Arrangement
from diagramc.scene.shapes import form
from diagramc.themes.base import Theme

SHAPES: dict[str, str] = {
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
    "storage": "stored-data",
    "queue": "queue",
    "connector": "circle",
    "event": "circle",
    "fork": "bar",
    "comment": "brace",
    "actor": "actor",
    "cloud": "cloud",
}
"""The outline of each kind of step (ISO 5807:1985)."""

ROLES: dict[str, str] = {
    "decision": "decision",
    "start": "terminal",
    "end": "terminal",
    "terminal": "terminal",
    "data": "data",
    "database": "data",
    "storage": "data",
    "queue": "data",
    "document": "data",
    "documents": "data",
    "cloud": "external",
    "actor": "external",
}
"""The theme's colour role of each kind; all others are `node`."""


def _face(diagram: Flowchart, node: FlowNode, theme: Theme, wrap: float) -> Face:
    shape = node.shape or SHAPES[node.kind]
    # Marks show what their author wrote to them, not their id.
    label = "" if node.label is None and form(shape).mark is not None else label_of(node)
    role = ROLES.get(node.kind, "node")
    return shaped_face(
        label,
        shape,
        element_style(diagram, node),
        theme,
        wrap,
        fill=f"{role}.fill",
        stroke=f"{role}.stroke",
        icon=known_icon(node.icon, theme),
    )


def _ties(diagram: Flowchart) -> Sequence[Tie]:
    return [
        Tie(
            edge=edge,
            label=edge.label,
            line=edge.line,
            source_head=edge.source_head,
            target_head=edge.target_head,
            source_side=edge.source_side,
            target_side=edge.target_side,
            length=edge.length,
        )
        for edge in diagram.edges
    ]


def picture(diagram: Flowchart, theme: Theme) -> GraphPicture:
    """What is drawn of a flowchart, before it is arranged."""
    return GraphPicture(
        diagram=diagram,
        nodes=diagram.nodes,
        ties=_ties(diagram),
        groups=diagram.groups,
        faces=lambda wrap, pad: [_face(diagram, node, padded(theme, pad), wrap) for node in diagram.nodes],
        direction=diagram.direction or "TB",
        theme=theme,
        flows=True,
    )


def arrangements(diagram: Flowchart, theme: Theme) -> list[Arrangement]:
    """The ways to draw a flowchart, the plain one (the author's direction, else downwards) first."""
    return graph_arrangements(picture(diagram, theme))


def remarks(diagram: Flowchart) -> list[Diagnostic]:
    """What the picture does not do that the diagram asks for."""
    return unkept_wishes(diagram.nodes, diagram.edges, diagram.hints)
