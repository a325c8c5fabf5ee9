"""Flowchart as a picture: ISO 5807 outlines by kind, colours by role, layered along the flow."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from diagramc.backends.graph import (
    WIDEST_WORD,
    Face,
    GraphPicture,
    Tie,
    graph_arrangements,
    padded,
    unkept_wishes,
)
from diagramc.backends.look import beside, element_style, shape_items
from diagramc.backends.pictograms import known_icon
from diagramc.diagnostics import Diagnostic
from diagramc.ir.base import label_of
from diagramc.ir.flowchart import Flowchart, FlowNode
from diagramc.layout.fit import Arrangement
from diagramc.layout.text import TextStyle, set_passage, whole_words
from diagramc.scene.model import AnyItem, Box, Shape
from diagramc.scene.shapes import box_for_text
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
    "storage": "cylinder",
    "queue": "queue",
    "connector": "circle",
    "event": "circle",
    "fork": "bar",
    "comment": "bracket",
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
    style = element_style(diagram, node)
    role = ROLES.get(node.kind, "node")
    text_style = TextStyle(style.font_size or theme.body_size, 600 if style.bold else 400)
    if shape in ("bar", "dot"):
        size = (70.0, 7.0) if shape == "bar" else (16.0, 16.0)
        mark = Shape(role="node-shape", shape=shape, box=Box(0, 0, *size), fill="text", stroke="text")
        return Face(*size, shape, lambda box: (replace(mark, box=box),))
    room = wrap * (0.85 if shape == "diamond" else 1.0)
    room = whole_words(label_of(node), text_style, room, WIDEST_WORD)
    block = set_passage(label_of(node), text_style, room)
    pad_x, pad_y = (
        (theme.pad_x * 0.6, theme.pad_y * 0.4)
        if shape in ("diamond", "circle", "actor", "none", "bracket")
        else (theme.pad_x, theme.pad_y)
    )
    icon = known_icon(node.icon, theme)
    said = beside(block, icon)
    width, height = box_for_text(shape, said.width + 2 * pad_x, said.height + 2 * pad_y)
    if shape not in ("circle", "double-circle"):
        width = max(width, 3.6 * theme.pad_x)

    def draw(box: Box) -> tuple[AnyItem, ...]:
        return shape_items(
            shape, box, block, style, theme, fill=f"{role}.fill", stroke=f"{role}.stroke", icon=icon
        )

    return Face(width, height, shape, draw)


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
