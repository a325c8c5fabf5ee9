"""Black on white, for paper: no tints, shapes and lines tell things apart."""

from __future__ import annotations

from diagramc.themes.base import Theme

_INK, _GREY, _PAPER = "#000000", "#4d4d4d", "#ffffff"

PRINT = Theme(
    name="print",
    dark=False,
    colors={
        "canvas": _PAPER,
        "text": _INK,
        "muted": _GREY,
        "title": _INK,
        "edge.stroke": _INK,
        "edge.text": _INK,
        "node.fill": _PAPER,
        "node.stroke": _INK,
        "node.text": _INK,
        "decision.fill": _PAPER,
        "decision.stroke": _INK,
        "terminal.fill": _PAPER,
        "terminal.stroke": _INK,
        "data.fill": _PAPER,
        "data.stroke": _INK,
        "external.fill": _PAPER,
        "external.stroke": _GREY,
        "accent.fill": _INK,
        "accent.stroke": _INK,
        "accent.text": _PAPER,
        "note.fill": _PAPER,
        "note.stroke": _GREY,
        "note.text": _INK,
        "group.fill": _PAPER,
        "group.stroke": "#8c8c8c",
        "group.text": _INK,
        "header.fill": "#e8e8e8",
        "row.fill": "#f6f6f6",
        "surface": _PAPER,
        "lifeline.stroke": "#8c8c8c",
        "activation.fill": "#e0e0e0",
        "activation.stroke": _INK,
        "fragment.stroke": _GREY,
        "fragment.fill": "#f0f0f0",
        "axis.stroke": _INK,
        "number.fill": _INK,
        "number.text": _PAPER,
        "grid.stroke": "#e8e8e8",
        "destruction.stroke": _INK,
    },
    palette=((_PAPER, _INK, _INK),),
)
