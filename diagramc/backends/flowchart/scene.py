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
from diagramc.ir.base import Style, label_of, plain
from diagramc.ir.flowchart import Flowchart, FlowNode
from diagramc.layout.fit import Arrangement
from diagramc.layout.text import TextStyle, set_text, whole_words
from diagramc.scene.model import AnyItem, Box, Shape, Text
from diagramc.scene.shapes import box_for_text, form
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


_CLOSE = frozenset(
    [
        "diamond",
        "marked-diamond",
        "circle",
        "marked-circle",
        "star",
        "pentagon",
        "septagon",
        "actor",
        "none",
        "bracket",
        "brace",
        "brace-right",
        "braces",
        "underline",
    ]
)
"""Outlines with room of their own round the text, so that less padding will do."""
_SOLID = frozenset({"bar", "dot", "ringed-dot"})
"""Marks that are filled with their line's colour."""


def _mark(
    node: FlowNode, shape: str, size: tuple[float, float], style: Style, text_style: TextStyle, wrap: float
) -> Face:
    """A mark of a size of its own, with what the author wrote to it below."""
    ink = style.stroke or ("text" if shape in _SOLID else "node.stroke")
    solid = shape in _SOLID
    whole = Shape(
        role="node-shape",
        shape=shape,
        box=Box(0, 0, *size),
        fill=style.fill or (ink if solid else "node.fill"),
        stroke="none" if shape == "ringed-dot" else style.stroke or ink,
        stroke_width=style.stroke_width or 1.5,
    )
    if not plain(node.label).strip():
        return Face(*size, shape, lambda box: (replace(whole, box=box),))
    block = set_text(label_of(node), text_style, whole_words(label_of(node), text_style, wrap, WIDEST_WORD))
    width, height = max(size[0], block.width), size[1] + _UNDER + block.height

    def draw(box: Box) -> tuple[AnyItem, ...]:
        cx, top = box.center[0], box.y + (box.height - height) / 2
        return (
            replace(whole, box=Box(cx - size[0] / 2, top, *size)),
            Text(
                role="node-label",
                block=block,
                x=cx,
                y=top + size[1] + _UNDER,
                anchor="middle",
                fill=style.color or "text",
            ),
        )

    return Face(width, height, "none", draw)


_UNDER = 4.0
"""Between a mark and the text under it, in px."""


def _face(diagram: Flowchart, node: FlowNode, theme: Theme, wrap: float) -> Face:
    shape = node.shape or SHAPES[node.kind]
    style = element_style(diagram, node)
    role = ROLES.get(node.kind, "node")
    text_style = TextStyle(style.font_size or theme.body_size, 600 if style.bold else 400)
    mark = form(shape).mark
    if mark is not None:
        return _mark(node, shape, mark, style, text_style, wrap)
    room = wrap * (0.85 if shape == "diamond" else 1.0)
    room = whole_words(label_of(node), text_style, room, WIDEST_WORD)
    block = set_text(label_of(node), text_style, room)
    pad_x, pad_y = (theme.pad_x * 0.6, theme.pad_y * 0.4) if shape in _CLOSE else (theme.pad_x, theme.pad_y)
    icon = known_icon(node.icon, theme)
    said = beside(block, icon)
    width, height = box_for_text(shape, said.width + 2 * pad_x, said.height + 2 * pad_y)
    if not form(shape).fixed:
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
