"""Outlines: filled by the nonzero rule (SVG 2, 13.4.2), where parts that run against each other would leave holes; and smooth."""

from __future__ import annotations

import math

import pytest

from diagramc.scene.model import Box, Point
from diagramc.scene.shapes import outline


@pytest.mark.parametrize("shape", ["cylinder", "queue"])
def test_the_lid_leaves_no_hole(shape: str) -> None:
    parts: list[list[Point]] = []
    for segment in outline(shape, Box(0, 0, 100, 60)):
        if segment.command == "M":
            parts.append([])
        parts[-1].extend(segment.points)
    assert len({_area(points) > 0 for points in parts}) == 1


def _area(points: list[Point]) -> float:
    """Twice the signed area of a polygon."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, [*points[1:], points[0]], strict=True))


@pytest.mark.parametrize("size", [(160.0, 60.0), (600.0, 400.0)])
def test_the_torn_edge_of_a_document_has_no_corner(size: tuple[float, float]) -> None:
    first, second = (s for s in outline("document", Box(0.0, 0.0, *size)) if s.command == "C")
    (ax, ay), (x, y), (bx, by) = first.points[1], first.points[2], second.points[0]
    assert abs(math.atan2(y - ay, x - ax) - math.atan2(by - y, bx - x)) < 0.01
