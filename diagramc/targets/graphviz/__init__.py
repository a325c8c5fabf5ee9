"""What DOT needs whatever the diagram type: text, HTML labels, looks, and a writer of nodes, edges, clusters, notes and hints."""

from __future__ import annotations

from diagramc.targets.graphviz.labels import (
    COLORS,
    Cell,
    color,
    html_text,
    label_text,
    padded,
    small,
    stacked,
    strong,
    table,
    text,
)
from diagramc.targets.graphviz.looks import (
    HEADS,
    LESSER_HEADS,
    LINES,
    SIDES,
    Attributes,
    end_text,
    link_attributes,
)
from diagramc.targets.graphviz.writer import Writer

__all__ = [
    "COLORS",
    "HEADS",
    "LESSER_HEADS",
    "LINES",
    "SIDES",
    "Attributes",
    "Cell",
    "Writer",
    "color",
    "end_text",
    "html_text",
    "label_text",
    "link_attributes",
    "padded",
    "small",
    "stacked",
    "strong",
    "table",
    "text",
]
