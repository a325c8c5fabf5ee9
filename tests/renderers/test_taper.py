"""Lines that taper: as wide as they are said to be at both ends and in between, smooth, and drawn as one filled shape."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest

from diagramc.layout.clip import flatten
from diagramc.pipeline import compile
from diagramc.scene.model import Path, Point
from diagramc.scene.shapes import curve, line, move, polyline, rounded_polyline
from diagramc.scene.taper import tapered
from tests.samples import SAMPLES

STEEP = (move(0.0, 0.0), curve((30.0, 0.0), (30.0, 200.0), (60.0, 200.0)))
LINES: dict[str, Path] = {
    "level": polyline((0.0, 0.0), (100.0, 0.0)),
    "steep": STEEP,
    "angled": rounded_polyline([(0.0, 0.0), (0.0, 90.0), (60.0, 90.0)], 9.0),
    "mixed": (move(0.0, 0.0), line(20.0, 0.0), curve((50.0, 0.0), (50.0, 80.0), (80.0, 80.0))),
    "corner": polyline((0.0, 0.0), (50.0, 0.0), (50.0, 50.0)),
}


def fine(path: Path) -> list[Point]:
    """Points close together on a line."""
    found: list[Point] = [path[0].points[0]]
    for segment in path[1:]:
        (x0, y0), (x3, y3) = found[-1], segment.points[-1]
        (x1, y1), (x2, y2) = segment.points[:2] if segment.command == "C" else ((x0, y0), (x3, y3))
        for step in range(1, 65):
            t = step / 64
            a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
            found.append((a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3))
    return found


def thickness(ring: list[Point], at: Point, normal: Point) -> float:
    """How wide the outline is at a point, across a direction."""
    reach = []
    for (ax, ay), (bx, by) in pairwise([*ring, ring[0]]):
        ex, ey = bx - ax, by - ay
        cross = normal[0] * ey - normal[1] * ex
        if abs(cross) > 1e-9:
            along = ((ax - at[0]) * ey - (ay - at[1]) * ex) / cross
            part = ((ax - at[0]) * normal[1] - (ay - at[1]) * normal[0]) / cross
            if -1e-9 <= part <= 1 + 1e-9:
                reach.append(along)
    ahead, behind = [r for r in reach if r >= 0], [r for r in reach if r <= 0]
    return min(ahead, default=0.0) - max(behind, default=0.0)


@pytest.mark.parametrize("name", [name for name in LINES if name != "corner"])
def test_a_line_is_as_wide_as_said_all_along(name: str) -> None:
    ring, middle = fine(tapered(LINES[name], 9.0, 3.0)[:-1]), fine(LINES[name])
    lengths = [math.dist(a, b) for a, b in pairwise(middle)]
    gone = 0.0
    for (a, b), length in zip(pairwise(middle), lengths, strict=True):
        at = (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
        wide = thickness(ring, at, ((a[1] - b[1]) / length, (b[0] - a[0]) / length))
        wanted = 9.0 - 6.0 * (gone + length / 2) / sum(lengths)
        assert wide == pytest.approx(wanted, rel=0.2)
        gone += length


@pytest.mark.parametrize("name", LINES)
def test_the_ends_are_square_to_the_line(name: str) -> None:
    (ring,) = flatten(tapered(LINES[name], 8.0, 2.0))
    (middle,) = flatten(LINES[name])
    for end, wide in ((middle[0], 8.0), (middle[-1], 2.0)):
        near = [point for point in ring if math.dist(point, end) < wide / 2 + 0.01]
        assert {round(math.dist(point, end), 3) for point in near} == {wide / 2}


def test_a_line_without_length_is_not_drawn() -> None:
    assert tapered(polyline((1.0, 1.0), (1.0, 1.0)), 5.0, 2.0) == ()


def test_a_tapering_branch_is_one_filled_shape() -> None:
    svg = compile(SAMPLES["mindmap"], size="16:9").svg
    branches = [
        part.split("</g>")[0]
        for part in svg.split('class="edge">')[1:]
        if "dasharray" not in part.split("</g>")[0]
    ]
    assert branches
    for edge in branches:
        assert edge.count("<path") == 1
        assert 'stroke="none"' in edge
        assert 'fill="none"' not in edge


def test_a_branch_drawn_by_hand_strays_and_tapers() -> None:
    ruled, drawn = (
        compile(SAMPLES["mindmap"], size="16:9", theme=theme).svg for theme in ("light", "sketch")
    )
    first = [svg.split('class="edge">')[1].split('d="')[1].split('"')[0] for svg in (ruled, drawn)]
    assert first[0] != first[1]
