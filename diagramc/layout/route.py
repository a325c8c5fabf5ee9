"""Right-angled lines round boxes: the shortest way with few bends along lanes beside the boxes (A* on a sparse grid).

After the orthogonal visibility graph of M. Wybrow, K. Marriott and P. Stuckey, "Orthogonal Connector Routing" (2009).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from heapq import heappop, heappush
from itertools import pairwise
from typing import NamedTuple

from diagramc.scene.model import Box, Path, Point

LANE = 9.0
"""How far lanes run from the boxes, in px."""
BEND = 40.0
"""What a bend costs, in px of way."""
CROWD = 3.0
"""How many times longer a way counts where another line runs along it."""
NEAR = 6.0
"""Lines that run this near each other look like one, in px."""
MOST_STEPS = 60_000
"""Steps after which a search is given up."""

Lane = tuple[float, float, float]
"""A straight piece of a line: where it is across, and from where to where it runs."""


class Router(NamedTuple):
    """What lines go round (`boxes`), and the straight pieces that are already there: level ones by y, upright ones by x."""

    boxes: Sequence[Box]
    level: list[Lane]
    upright: list[Lane]

    def take(self, points: Sequence[Point]) -> None:
        """Remember a line, so that later ones keep off it."""
        for (ax, ay), (bx, by) in pairwise(points):
            if abs(ay - by) < 0.01:
                self.level.append((ay, min(ax, bx), max(ax, bx)))
            elif abs(ax - bx) < 0.01:
                self.upright.append((ax, min(ay, by), max(ay, by)))

    def take_path(self, path: Path) -> None:
        """Remember the straight pieces of a path."""
        at: Point | None = None
        for segment in path:
            if segment.command == "L" and at is not None:
                self.take([at, segment.points[0]])
            if segment.points:
                at = segment.points[-1]


def _ports(box: Box) -> list[tuple[Point, Point]]:
    """Where a line may leave a box, off the middle, where other lines are; and the lane's point outside."""
    x, y = box.x + box.width * 0.8, box.y + box.height * 0.75
    return [
        ((box.right, y), (box.right + LANE, y)),
        ((box.x, y), (box.x - LANE, y)),
        ((x, box.y), (x, box.y - LANE)),
        ((x, box.bottom), (x, box.bottom + LANE)),
    ]


class _Grid(NamedTuple):
    """The lanes, and how much a step along each counts: None where it is blocked, by (lane across, step along)."""

    xs: list[float]
    ys: list[float]
    level: list[list[float | None]]
    upright: list[list[float | None]]


def _lanes(values: Sequence[float]) -> list[float]:
    """The values in order, each once."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > 0.5:
            found.append(value)
    return found


def _weights(
    across: Sequence[float],
    along: Sequence[float],
    boxes: Sequence[tuple[float, float, float, float]],
    taken: Sequence[Lane],
) -> list[list[float | None]]:
    """For each lane and each step along it, how many times its length it counts. Boxes are (across from, to, along from, to)."""
    rows: list[list[float | None]] = [[1.0] * (len(along) - 1) for _ in across]
    for low, high, start, end in boxes:
        first, last = bisect_right(along, start + 0.1) - 1, bisect_left(along, end - 0.1)
        for row in range(bisect_right(across, low + 0.1), bisect_left(across, high - 0.1)):
            for step in range(max(first, 0), min(last, len(along) - 1)):
                rows[row][step] = None
    for value, start, end in taken:
        first, last = bisect_right(along, start + 0.1) - 1, bisect_left(along, end - 0.1)
        for row in range(bisect_left(across, value - NEAR), bisect_right(across, value + NEAR)):
            for step in range(max(first, 0), min(last, len(along) - 1)):
                if rows[row][step] is not None:
                    rows[row][step] = CROWD
    return rows


def _grid(router: Router, ends: Sequence[Box]) -> _Grid:
    keep = LANE - 1.0
    xs = [x for box in router.boxes for x in (box.x - LANE, box.right + LANE)]
    ys = [y for box in router.boxes for y in (box.y - LANE, box.bottom + LANE)]
    for box in ends:
        xs += [lane[0] for _, lane in _ports(box)]
        ys += [lane[1] for _, lane in _ports(box)]
    across, down = _lanes(xs), _lanes(ys)
    fat = [(b.x - keep, b.right + keep, b.y - keep, b.bottom + keep) for b in router.boxes]
    level = _weights(down, across, [(y0, y1, x0, x1) for x0, x1, y0, y1 in fat], router.level)
    upright = _weights(across, down, fat, router.upright)
    return _Grid(across, down, level, upright)


def _nearest(values: Sequence[float], value: float) -> int:
    i = bisect_left(values, value)
    if i and (i == len(values) or value - values[i - 1] <= values[i] - value):
        return i - 1
    return i


def find_route(router: Router, source: Box, target: Box) -> list[Point] | None:
    """A line from one of the router's boxes to another that crosses none, as its corners; None when none is found.

    It is remembered, so that later lines do not run along it.
    """
    grid = _grid(router, (source, target))
    xs, ys = grid.xs, grid.ys

    def node(point: Point) -> tuple[int, int]:
        return _nearest(xs, point[0]), _nearest(ys, point[1])

    goals: dict[tuple[int, int], tuple[int, Point]] = {}
    for side, (port, lane) in enumerate(_ports(target)):
        goals.setdefault(node(lane), (side, port))
    tx, ty = target.center
    reach_x, reach_y = target.width / 2 + LANE, target.height / 2 + LANE

    def remaining(i: int, j: int) -> float:
        return max(0.0, abs(xs[i] - tx) - reach_x) + max(0.0, abs(ys[j] - ty) - reach_y)

    queue: list[tuple[float, float, int, int, int]] = []
    best: dict[tuple[int, int, int], float] = {}
    came: dict[tuple[int, int, int], tuple[int, int, int]] = {}
    starts: dict[tuple[int, int, int], Point] = {}
    for side, (port, lane) in enumerate(_ports(source)):
        i, j = node(lane)
        state = (i, j, 0 if side < 2 else 1)
        if state not in best:
            best[state], starts[state] = 0.0, port
            heappush(queue, (remaining(i, j), 0.0, *state))
    for _ in range(MOST_STEPS):
        if not queue:
            return None
        _, cost, i, j, turned = heappop(queue)
        state = (i, j, turned)
        if cost > best[state]:
            continue
        goal = goals.get((i, j))
        if goal is not None and turned == (0 if goal[0] < 2 else 1):
            return _trace(router, grid, state, came, starts, goal[1])
        for di, dj, step in _steps(grid, i, j):
            way = 0 if di else 1
            after = (i + di, j + dj, way)
            total = cost + step + (BEND if way != turned else 0.0)
            if total < best.get(after, float("inf")) - 1e-9:
                best[after], came[after] = total, state
                heappush(queue, (total + remaining(after[0], after[1]), total, *after))
    return None


def _steps(grid: _Grid, i: int, j: int) -> list[tuple[int, int, float]]:
    """The steps that can be taken from a crossing, and what each costs."""
    found: list[tuple[int, int, float]] = []
    for di, at in ((-1, i - 1), (1, i)):
        if 0 <= at < len(grid.xs) - 1 and (weight := grid.level[j][at]) is not None:
            found.append((di, 0, weight * (grid.xs[at + 1] - grid.xs[at])))
    for dj, at in ((-1, j - 1), (1, j)):
        if 0 <= at < len(grid.ys) - 1 and (weight := grid.upright[i][at]) is not None:
            found.append((0, dj, weight * (grid.ys[at + 1] - grid.ys[at])))
    return found


def _trace(
    router: Router,
    grid: _Grid,
    state: tuple[int, int, int],
    came: dict[tuple[int, int, int], tuple[int, int, int]],
    starts: dict[tuple[int, int, int], Point],
    end: Point,
) -> list[Point]:
    """The corners of the way found, from port to port, without points in the middle of straight pieces."""
    way = [state]
    while way[-1] in came:
        way.append(came[way[-1]])
    way.reverse()
    points = [starts[way[0]], *((grid.xs[i], grid.ys[j]) for i, j, _ in way), end]
    # Lanes that lie within half a px of each other are one: the ends are moved onto the lane they join.
    points[0] = _onto(points[0], points[1])
    points[-1] = _onto(points[-1], points[-2])
    corners = [points[0]]
    for before, at, after in zip(points, points[1:], points[2:], strict=False):
        if not (before[0] == at[0] == after[0] or before[1] == at[1] == after[1]):
            corners.append(at)
    corners.append(points[-1])
    router.take(corners)
    return corners


def _onto(port: Point, lane: Point) -> Point:
    """The port moved along its side so that the piece to the lane is straight."""
    if abs(port[0] - lane[0]) < abs(port[1] - lane[1]):
        return lane[0], port[1]
    return port[0], lane[1]
