"""Outlines of shapes in a box, and how much box a shape needs round its text."""

from __future__ import annotations

from diagramc.scene.model import Box, Path, Point
from diagramc.scene.shapes.boxes import FORMS as _BOXES
from diagramc.scene.shapes.boxes import actor_figure
from diagramc.scene.shapes.curves import FORMS as _CURVES
from diagramc.scene.shapes.form import Form
from diagramc.scene.shapes.paths import (
    CLOSE,
    KAPPA,
    curve,
    ellipse,
    line,
    move,
    polygon,
    polyline,
    rounded,
    rounded_polyline,
)
from diagramc.scene.shapes.polygons import FORMS as _POLYGONS

__all__ = [
    "CLOSE",
    "FORMS",
    "KAPPA",
    "Form",
    "actor_figure",
    "border",
    "box_for_text",
    "curve",
    "ellipse",
    "form",
    "line",
    "move",
    "outline",
    "polygon",
    "polyline",
    "rounded",
    "rounded_polyline",
    "text_offset",
]

FORMS: dict[str, Form] = _BOXES | _CURVES | _POLYGONS
"""All outlines but the rectangle, whose corners the theme rounds."""
_RECTANGLE = Form(lambda box: rounded(box, 0.0))


def form(shape: str) -> Form:
    """What is to be known of an outline; an unknown one is a rectangle."""
    return FORMS.get(shape, _RECTANGLE)


def outline(shape: str, box: Box, radius: float = 0.0) -> Path:
    """The path of a shape in a box; `radius` rounds the corners of rectangles."""
    if (radius and shape == "rounded") or shape not in FORMS:
        return rounded(box, radius)
    return FORMS[shape].path(box)


def border(shape: str, box: Box, radius: float = 0.0) -> Path:
    """Where lines to a shape end: the first part of its outline, or what is round it where that is of several parts or open."""
    own = FORMS[shape].border if shape in FORMS else None
    if own is not None:
        return own(box)
    path = outline(shape, box, radius)
    end = next((i for i, segment in enumerate(path) if i and segment.command == "M"), len(path))
    return path[:end]


def box_for_text(shape: str, width: float, height: float) -> tuple[float, float]:
    """Size in px of the box that a shape needs so that text of this size (padding included) is inside its outline."""
    return form(shape).room(width, height)


def text_offset(shape: str, box: Box) -> Point:
    """How far the middle of the text stands from the middle of the box, in px."""
    return form(shape).offset(box)
