"""Right-angled lines round boxes: the shortest way with few bends along lanes beside the boxes (A* on a sparse grid).

After the orthogonal visibility graph of M. Wybrow, K. Marriott and P. Stuckey, "Orthogonal Connector Routing" (2009).
"""

from __future__ import annotations

import math
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
CROWD = 8.0
"""How many times longer a way counts where another line runs along it."""
NEAR = 6.0
"""Lines that run this near each other look like one, in px."""
EAGER = 1.25
"""How much what is ahead counts: over 1 a search goes for the target and looks at far fewer ways, none much longer than the shortest."""
SMALL_STEP, NEAR_STEP = 5.0, 8.0
"""Steps of a line before its end up to this size are left out, in px; near the end somewhat larger ones, too."""
NEAR_END = 40.0
"""How far from the end is near it, in px."""
MANY = 40
"""Boxes from which a lane along one ends where another is in the way; lanes along that one lead on. With all of them whole, searches take
most of the time that the layout of a large graph does.
"""
MOST_STEPS = 60_000
"""Steps after which a search is given up."""

Lane = tuple[float, float, float]
"""A straight piece of a line: where it is across, and from where to where it runs."""
ENDLESS = (-math.inf, math.inf)


class Router(NamedTuple):
    """What lines go round (`boxes`), and the straight pieces that are already there: level ones by y, upright ones by x.

    There are lanes along the boxes, none along the `walls`, which lines go round too. `crossing` is what it costs to cross one of those, in px of way. `columns` and `rows` are lanes beside those along the boxes.
    """

    boxes: Sequence[Box]
    level: list[Lane]
    upright: list[Lane]
    crossing: float = 0.0
    columns: Sequence[float] = ()
    rows: Sequence[float] = ()
    walls: Sequence[Box] = ()

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


class Port(NamedTuple):
    """Where a line may leave a box: the point on its border, the lane's point outside, whether it leaves level, and what that costs."""

    point: Point
    lane: Point
    level: bool
    cost: float = 0.0


def _off_middle(box: Box) -> list[Port]:
    """A port on each side, off the middle, where other lines are."""
    x, y = box.x + box.width * 0.8, box.y + box.height * 0.75
    return [
        Port((box.right, y), (box.right + LANE, y), True),
        Port((box.x, y), (box.x - LANE, y), True),
        Port((x, box.y), (x, box.y - LANE), False),
        Port((x, box.bottom), (x, box.bottom + LANE), False),
    ]


class _Grid(NamedTuple):
    """The lanes, and what a step along each costs: None where it is blocked, by (lane across, step along); none leads beyond their ends."""

    xs: list[float]
    ys: list[float]
    level: list[list[float | None]]
    upright: list[list[float | None]]

    def state(self, column: int, row: int, *, upright: bool) -> int:
        """The number of a crossing of lanes, come to along one of the two."""
        return ((column * len(self.ys) + row) << 1) + upright


def _lanes(values: Sequence[float]) -> list[float]:
    """The values in order, each once."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > 0.5:
            found.append(value)
    return found


def _costs(
    across: Sequence[float],
    along: Sequence[float],
    boxes: Sequence[tuple[float, float, float, float]],
    taken: Sequence[Lane],
    crossed: Sequence[Lane],
    crossing: float,
) -> list[list[float | None]]:
    """For each lane and each step along it, what it costs, and None for the step beyond its ends. Boxes are (across from, to, along
    from, to).
    """
    lengths = [after - before for before, after in pairwise(along)]
    crowded = [CROWD * length for length in lengths]
    rows: list[list[float | None]] = [[*lengths, None] for _ in across]

    def steps(start: float, end: float) -> slice:
        """The steps from a place along the lanes to another."""
        first, last = bisect_right(along, start + 0.1) - 1, bisect_left(along, end - 0.1)
        return slice(max(first, 0), max(first, 0, min(last, len(lengths))))

    for value, start, end in taken:
        within = steps(start, end)
        for row in range(bisect_left(across, value - NEAR), bisect_right(across, value + NEAR)):
            rows[row][within] = crowded[within]
    for value, start, end in crossed if crossing else ():
        step = bisect_left(along, value) - 1
        if 0 <= step < len(along) - 1:
            for row in range(bisect_left(across, start), bisect_right(across, end)):
                rows[row][step] = (rows[row][step] or 0.0) + crossing
    for low, high, start, end in boxes:
        within = steps(start, end)
        blocked = [None] * (within.stop - within.start)
        for row in range(bisect_right(across, low + 0.1), bisect_left(across, high - 0.1)):
            rows[row][within] = blocked
    return rows


def _grid(router: Router, ports: Sequence[Port]) -> _Grid:
    keep = LANE - 1.0
    columns = [(x, box.y, box.bottom) for box in router.boxes for x in (box.x - LANE, box.right + LANE)]
    rows = [(y, box.x, box.right) for box in router.boxes for y in (box.y - LANE, box.bottom + LANE)]
    columns += [*((x, *ENDLESS) for x in router.columns), *((p.lane[0], p.lane[1], p.lane[1]) for p in ports)]
    rows += [*((y, *ENDLESS) for y in router.rows), *((p.lane[1], p.lane[0], p.lane[0]) for p in ports)]
    across, down = _lanes([x for x, _, _ in columns]), _lanes([y for y, _, _ in rows])
    solid = [*router.boxes, *router.walls]
    fat = [(b.x - keep, b.right + keep, b.y - keep, b.bottom + keep) for b in solid]
    level = _costs(
        down,
        across,
        [(y0, y1, x0, x1) for x0, x1, y0, y1 in fat],
        router.level,
        router.upright,
        router.crossing,
    )
    upright = _costs(across, down, fat, router.upright, router.level, router.crossing)
    if len(router.boxes) >= MANY:
        level, upright = _confined(level, down, across, rows), _confined(upright, across, down, columns)
    return _Grid(across, down, level, upright)


def _confined(
    costs: Sequence[list[float | None]],
    across: Sequence[float],
    along: Sequence[float],
    wanted: Sequence[Lane],
) -> list[list[float | None]]:
    """What steps cost on the stretches that lanes are wanted for, and from there as far as nothing is in the way; no others."""
    kept: list[list[float | None]] = [[None] * len(lane) for lane in costs]
    for at, start, end in wanted:
        number = bisect_right(across, at) - 1
        lane = costs[number]
        first, last = max(bisect_right(along, start) - 1, 0), min(bisect_left(along, end), len(along) - 1)
        while first > 0 and lane[first - 1] is not None:
            first -= 1
        while lane[last] is not None:
            last += 1
        kept[number][first:last] = lane[first:last]
    return kept


def _nearest(values: Sequence[float], value: float) -> int:
    i = bisect_left(values, value)
    if i and (i == len(values) or value - values[i - 1] <= values[i] - value):
        return i - 1
    return i


def find_route(
    router: Router,
    source: Box,
    target: Box,
    leave: Sequence[Port] | None = None,
    enter: Sequence[Port] | None = None,
    *,
    bent: bool = False,
) -> list[Point] | None:
    """A line from one of the router's boxes to another that crosses none, as its corners; None when none is found.

    `leave` and `enter` are the ports it may use, else one a side. It is remembered, so that later lines do not run along it.
    A line that cannot be had otherwise may bend right before its end (`bent`): the outermost lane can only be come along.
    """
    leave, enter = leave or _off_middle(source), enter or _off_middle(target)
    grid = _grid(router, (*leave, *enter))
    xs, ys = grid.xs, grid.ys

    def node(point: Point) -> tuple[int, int]:
        return _nearest(xs, point[0]), _nearest(ys, point[1])

    goals: dict[int, Port] = {}
    for port in sorted(enter, key=lambda p: p.cost):
        goals.setdefault(grid.state(*node(port.lane), upright=not port.level), port)
    for port in sorted(enter, key=lambda p: p.cost) if bent else ():
        state = grid.state(*node(port.lane), upright=port.level)
        goals.setdefault(state, port._replace(cost=port.cost + BEND))
    starts: dict[int, Port] = {}
    for port in sorted(leave, key=lambda p: p.cost):
        starts.setdefault(grid.state(*node(port.lane), upright=not port.level), port)
    came = _search(grid, starts, goals, target)
    if came is None:
        return None if bent else find_route(router, source, target, leave, enter, bent=True)
    return _trace(router, grid, came, starts, goals)


def _search(grid: _Grid, starts: dict[int, Port], goals: dict[int, Port], target: Box) -> list[int] | None:
    """The states on the cheapest way from a start to a goal, the last one first; None when there is none (A*)."""
    rows = len(grid.ys)
    tx, ty = target.center
    # How far each lane still is from the target, at least, and the bend that is needed to get there from the other way.
    far_x = [max(0.0, abs(x - tx) - target.width / 2 - LANE) for x in grid.xs]
    far_y = [max(0.0, abs(y - ty) - target.height / 2 - LANE) for y in grid.ys]
    bend_x, bend_y = ([BEND if far else 0.0 for far in lanes] for lanes in (far_x, far_y))
    infinite = float("inf")
    best = [infinite] * (2 * len(grid.xs) * rows)
    came = [-1] * len(best)
    queue: list[tuple[float, float, int]] = []
    for state, port in starts.items():
        i, j = divmod(state >> 1, rows)
        ahead = far_x[i] + far_y[j] + (bend_x[i] if state & 1 else bend_y[j])
        best[state] = port.cost
        heappush(queue, (port.cost + EAGER * ahead, port.cost, state))
    arrived, most = -1, infinite
    for _ in range(MOST_STEPS):
        if not queue:
            break
        promised, cost, state = heappop(queue)
        if promised >= most:
            break
        if cost > best[state]:
            continue
        goal = goals.get(state)
        if goal is not None and cost + goal.cost < most:
            most, arrived = cost + goal.cost, state
            continue
        i, j = divmod(state >> 1, rows)
        level, upright = grid.level[j], grid.upright[i]
        turn_level, turn_upright = (BEND, 0.0) if state & 1 else (0.0, BEND)
        for column, step in ((i - 1, level[i - 1]), (i + 1, level[i])):
            after = (column * rows + j) << 1
            if step is not None and (total := cost + step + turn_level) < best[after] and total < most:
                best[after], came[after] = total, state
                ahead = far_x[column] + far_y[j] + bend_y[j]
                heappush(queue, (total + EAGER * ahead, total, after))
        for row, step in ((j - 1, upright[j - 1]), (j + 1, upright[j])):
            after = ((i * rows + row) << 1) + 1
            if step is not None and (total := cost + step + turn_upright) < best[after] and total < most:
                best[after], came[after] = total, state
                ahead = far_x[i] + far_y[row] + bend_x[i]
                heappush(queue, (total + EAGER * ahead, total, after))
    if arrived < 0:
        return None
    way = [arrived]
    while came[way[-1]] >= 0:
        way.append(came[way[-1]])
    return way


def _trace(
    router: Router, grid: _Grid, found: Sequence[int], starts: dict[int, Port], goals: dict[int, Port]
) -> list[Point]:
    """The corners of the way found, from port to port, without points in the middle of straight pieces."""
    way = found[::-1]
    lanes = [divmod(state >> 1, len(grid.ys)) for state in way]
    points = [starts[way[0]].point, *((grid.xs[i], grid.ys[j]) for i, j in lanes), goals[way[-1]].point]
    # Lanes that lie within half a px of each other are one: the ends are moved onto the lane they join.
    points[0] = _onto(points[0], points[1])
    points[-1] = _onto(points[-1], points[-2])
    corners = [points[0]]
    for before, at, after in zip(points, points[1:], points[2:], strict=False):
        if not (before[0] == at[0] == after[0] or before[1] == at[1] == after[1]):
            corners.append(at)
    corners.append(points[-1])
    corners = _without_step(_without_step(corners)[::-1])[::-1]
    router.take(corners)
    return corners


def _without_step(corners: list[Point]) -> list[Point]:
    """The corners without a step near the last end that is so small that it looks like a mistake: the end moves along its side."""
    if len(corners) < 4:
        return corners
    *before, near, one, other, end = corners
    if math.dist(one, other) > (NEAR_STEP if math.dist(other, end) < NEAR_END else SMALL_STEP):
        return corners
    level = abs(other[1] - end[1]) < abs(other[0] - end[0])
    return [*before, near, (end[0], one[1]) if level else (one[0], end[1])]


def _onto(port: Point, lane: Point) -> Point:
    """The port moved along its side so that the piece to the lane is straight."""
    if abs(port[0] - lane[0]) < abs(port[1] - lane[1]):
        return lane[0], port[1]
    return port[0], lane[1]
