"""Outlines are filled by the nonzero rule (SVG 2, 13.4.2): parts that run against each other would leave holes."""

from __future__ import annotations

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
