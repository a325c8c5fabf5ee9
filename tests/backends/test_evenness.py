"""How evenly a drawing covers its room."""

from __future__ import annotations

import pytest

from diagramc.layout.evenness import USUAL_HOLE, evenness, largest_hole
from diagramc.scene.model import AnyItem, Box, Cluster, Connector, Drawing, Shape
from diagramc.scene.shapes import polyline


def drawing(*items: AnyItem) -> Drawing:
    return Drawing(items=items, width=240.0, height=240.0)


def block(x: float, y: float, width: float, height: float) -> Cluster:
    return Cluster(role="node", items=(Shape(role="node-shape", shape="rect", box=Box(x, y, width, height)),))


@pytest.mark.parametrize(
    ("items", "hole"),
    [
        ((), 1.0),
        ((block(0, 0, 240, 240),), 0.0),
        ((block(0, 0, 120, 240),), 0.5),
        ((block(0, 0, 240, 120), block(0, 120, 120, 120)), 0.25),
        # A line through a hole makes two of it.
        (
            (
                block(0, 0, 120, 240),
                Connector(role="edge", path=polyline(*((125.0 + 10 * i, 115.0) for i in range(12)))),
            ),
            12 * 12 / 576,
        ),
    ],
)
def test_the_largest_hole_is_found(items: tuple[AnyItem, ...], hole: float) -> None:
    assert largest_hole(drawing(*items)) == pytest.approx(hole, abs=1 / 24)


def test_small_holes_cost_nothing_and_large_ones_more() -> None:
    halves = [evenness(drawing(block(0, 0, width, 240))) for width in (240, 120, 60)]
    assert halves[0] == 1.0
    assert halves[0] > halves[1] > halves[2] > 0.0
    assert evenness(drawing(block(0, 0, 240 * (1.04 - USUAL_HOLE), 240))) == 1.0


def test_a_drawing_without_size_has_no_hole() -> None:
    assert evenness(Drawing(items=(), width=0.0, height=0.0)) == 1.0
