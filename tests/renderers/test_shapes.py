"""Outlines: filled by the nonzero rule (SVG 2, 13.4.2), where parts that run against each other would leave holes; and smooth."""

from __future__ import annotations

import math
from typing import get_args

import pytest

from diagramc.backends.flowchart.scene import picture
from diagramc.ir.flowchart import Flowchart, FlowNode
from diagramc.ir.outlines import NodeShape
from diagramc.layout.clip import clip_end, flatten
from diagramc.scene.model import Box, Point, Shape, Text
from diagramc.scene.shapes import border, form, outline, polyline
from diagramc.themes import load_theme

SHAPES: tuple[NodeShape, ...] = get_args(NodeShape)
LABELS = ("Ja", "Reconcile the ledger", "Wait until the courier has\nsigned for the parcel\nat the gate")


@pytest.mark.parametrize(
    "shape", [shape for shape in SHAPES if not form(shape).open and shape != "ringed-dot"]
)
def test_no_mark_leaves_a_hole(shape: NodeShape) -> None:
    parts = flatten(outline(shape, Box(0, 0, 100, 60)))
    assert len({_area(points) > 0 for points in parts if abs(_area(points)) > 1.0}) <= 1


def _area(points: list[Point]) -> float:
    """Twice the signed area of a polygon."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, [*points[1:], points[0]], strict=True))


@pytest.mark.parametrize("size", [(160.0, 60.0), (600.0, 400.0)])
def test_the_torn_edge_of_a_document_has_no_corner(size: tuple[float, float]) -> None:
    first, second = (s for s in outline("document", Box(0.0, 0.0, *size)) if s.command == "C")
    (ax, ay), (x, y), (bx, by) = first.points[1], first.points[2], second.points[0]
    assert abs(math.atan2(y - ay, x - ax) - math.atan2(by - y, bx - x)) < 0.01


def _inside(point: Point, polygon: list[Point]) -> bool:
    """Whether a point is in a polygon (crossings of a ray to the right are odd)."""
    x, y = point
    odd = False
    for (ax, ay), (bx, by) in zip(polygon, [*polygon[1:], polygon[0]], strict=True):
        if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
            odd = not odd
    return odd


@pytest.mark.parametrize("swollen", [1.0, 1.6])
@pytest.mark.parametrize("shape", [shape for shape in SHAPES if form(shape).mark is None])
def test_the_text_is_inside_its_outline(shape: NodeShape, swollen: float) -> None:
    """Of marks it stands under them."""
    grows = 1.0 if form(shape).fixed else swollen
    nodes = tuple(FlowNode(id=str(i), label=label, shape=shape) for i, label in enumerate(LABELS))
    for face in picture(Flowchart(nodes=nodes), load_theme("light")).faces(160.0, 0.72):
        parts = face.draw(Box(0.0, 0.0, face.width * grows, face.height * grows))
        drawn = next(part for part in parts if isinstance(part, Shape))
        text = next(part for part in parts if isinstance(part, Text)).box
        around = flatten(border(shape, drawn.box, drawn.radius))[0]
        if shape == "actor":
            assert text.y >= 52.0
        for x in (text.x, text.right):
            for y in (text.y, text.bottom):
                assert _inside((x, y), around), f"{shape}: ({x:.0f}, {y:.0f}) of {text} is outside"


@pytest.mark.parametrize("shape", SHAPES)
def test_a_line_from_each_side_ends_on_the_outline(shape: NodeShape) -> None:
    size = form(shape).mark or form(shape).room(110.0, 40.0)
    box = Box(200.0, 200.0, *size)
    (cx, cy), far = box.center, 150.0
    around = flatten(border(shape, box))[0]
    ways = {
        "top": ((cx, box.y - far), (cx, box.y)),
        "bottom": ((cx, box.bottom + far), (cx, box.bottom)),
        "left": ((box.x - far, cy), (box.x, cy)),
        "right": ((box.right + far, cy), (box.right, cy)),
    }
    for side, (start, tip) in ways.items():
        end = clip_end(polyline(start, tip), shape, box)[-1].points[-1]
        assert _distance(end, around) < 0.5, f"{shape}, from the {side}: {end}"
        middle = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
        assert not _inside(middle, around)


def _distance(point: Point, polygon: list[Point]) -> float:
    """From a point to the nearest side of a polygon, in px."""
    best = math.inf
    for a, b in zip(polygon, [*polygon[1:], polygon[0]], strict=True):
        length = math.dist(a, b) or 1.0
        along = ((point[0] - a[0]) * (b[0] - a[0]) + (point[1] - a[1]) * (b[1] - a[1])) / length**2
        part = min(1.0, max(0.0, along))
        best = min(best, math.dist(point, (a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1]))))
    return best


@pytest.mark.parametrize("shape", SHAPES)
def test_an_outline_stays_in_its_box(shape: NodeShape) -> None:
    size = form(shape).mark or form(shape).room(110.0, 40.0)
    points = [p for part in flatten(outline(shape, Box(0.0, 0.0, *size))) for p in part]
    assert all(-0.5 <= x <= size[0] + 0.5 and -1.5 <= y <= size[1] + 1.5 for x, y in points), size
