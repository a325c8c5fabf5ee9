"""Lines between parts that were laid out apart: each goes round everything that is there, with few bends and crossings."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from diagramc.layout.beside import place_label
from diagramc.layout.clip import flatten
from diagramc.layout.graph import GraphLayout, GraphSpec
from diagramc.layout.route import LANE, Port, Router, find_route
from diagramc.scene.edit import HEAD_HALF
from diagramc.scene.model import Box, Point
from diagramc.scene.shapes import polyline, rounded_polyline

BEND = 9.0
"""Radius of bends, in px."""
TRACK = 12.0
"""Distance of lanes in the gutters between parts, in px."""
CROSSING = 300.0
"""What crossing another line costs, in px of way."""
MOST_OUTSIDE = 5
"""Lanes round everything at most."""
ARROW_CLEAR = 18.0
"""How far lines with an arrow run straight, in px; such a head bears a bend behind it."""
CORNER = 8.0
"""How far a line ends from the corner of a straight side at least, in px."""
OFF_MIDDLE = 12.0
"""What a port off the middle of a side costs, in px of way."""
OCCUPIED = 450.0
"""What a port costs where another line ends already, in px of way."""


def bridge(
    spec: GraphSpec,
    layout: GraphLayout,
    edges: Sequence[int],
    *,
    columns: Sequence[tuple[float, float]] = (),
    rows: Sequence[tuple[float, float]] = (),
    frames: Sequence[Box] = (),
) -> GraphLayout:
    """The layout with lines for these edges. `columns` and `rows` are the free upright and level strips between parts; lines go round
    `frames`, too, where they can, and never along them.
    """
    paths, labels = list(layout.edges), list(layout.labels)
    walls = [*_titles(spec, layout), *_label_boxes(spec, labels)]
    outside = [LANE + TRACK * k for k in range(min(len(edges), MOST_OUTSIDE))]
    # Labels may reach out further than nodes, and then only lanes beyond them go round everything.
    solid = [*layout.nodes, *walls]
    beside = [*_beyond([b.x for b in solid], [b.right for b in solid], outside)]
    over = [*_beyond([b.y for b in solid], [b.bottom for b in solid], outside)]
    router = Router(
        layout.nodes,
        [],
        [],
        CROSSING,
        [*beside, *(at for strip in columns for at in _lanes(*strip))],
        [*over, *(at for strip in rows for at in _lanes(*strip))],
        walls,
    )
    for box in frames:
        # Neither along a frame nor between it and what is in it.
        for by in (0.0, -spec.group_pad / 2):
            router.take(_corners(_grown(box, by)))
    tips: list[Point] = []
    for path in paths:
        router.take_path(path)
        if path:
            tips += [path[0].points[0], path[-1].points[-1]]
    for edge in sorted(edges, key=lambda e: (_reach(spec, layout, e), e)):
        one, other = _ends(spec, layout, edge)
        points = None
        # With room for the heads, else without.
        for room in dict.fromkeys((_head_room(spec, edge), (0.0, 0.0))):
            grown = list(layout.nodes)
            for end, by in zip((one, other), room, strict=True):
                if end.node is not None:
                    grown[end.node] = _grown(end.box, by)
            leave, enter = _ports(one, tips, room[0]), _ports(other, tips, room[1])
            for out, into in _facing(one, other, tips, room):
                leave.append(out)
                enter.append(into)
            boxes = _grown(one.box, room[0]), _grown(other.box, room[1])
            points = points or find_route(router._replace(boxes=grown), *boxes, leave, enter)
        if points is None:
            points = [one.box.center, other.box.center]
            paths[edge] = polyline(*points)
        else:
            paths[edge] = rounded_polyline(points, BEND)
        tips += [points[0], points[-1]]
        size = spec.edges[edge].label
        if size is not None:
            heads = _head_boxes(points, spec.edges[edge].source_clear, spec.edges[edge].target_clear)
            taken = [*layout.nodes, *_titles(spec, layout), *_label_boxes(spec, labels), *heads]
            lines = [line for i, path in enumerate(paths) if i != edge for line in flatten(path)]
            labels[edge] = place_label(points, size, taken, lines)
    return GraphLayout(layout.nodes, layout.groups, paths, labels)


def _corners(box: Box) -> list[Point]:
    """Round a box, back to where it starts."""
    x, y = box.x, box.y
    return [(x, y), (box.right, y), (box.right, box.bottom), (x, box.bottom), (x, y)]


class _End(NamedTuple):
    """What a line ends at: a node's box, or a frame (`node` None); `straight` where its sides are."""

    node: int | None
    box: Box
    straight: bool


def _ends(spec: GraphSpec, layout: GraphLayout, edge: int) -> tuple[_End, _End]:
    found = spec.edges[edge]
    one, other = (
        _End(node, layout.nodes[node], spec.nodes[node].shape == "box")
        if group is None
        else _End(None, layout.groups[group], straight=True)
        for node, group in ((found.source, found.source_group), (found.target, found.target_group))
    )
    return one, other


def _beyond(starts: Sequence[float], ends: Sequence[float], steps: Sequence[float]) -> list[float]:
    """Lanes round everything, beside the ones along the outermost boxes."""
    low, high = min(starts, default=0.0), max(ends, default=0.0)
    return [at for step in steps for at in (low - step, high + step)]


def _lanes(start: float, end: float) -> list[float]:
    count = max(1, int((end - start) / TRACK) - 1)
    first = (start + end) / 2 - TRACK * (count - 1) / 2
    return [first + TRACK * i for i in range(count)]


def _titles(spec: GraphSpec, layout: GraphLayout) -> list[Box]:
    """Where the titles of frames stand."""
    return [
        Box(box.x + 6, box.y + 4, group.label_width + spec.group_pad, group.label_height + 6)
        for group, box in zip(spec.groups, layout.groups, strict=True)
        if box.width and group.label_width
    ]


def _label_boxes(spec: GraphSpec, labels: Sequence[Point | None]) -> list[Box]:
    return [
        Box(at[0] - edge.label[0] / 2, at[1] - edge.label[1] / 2, *edge.label)
        for edge, at in zip(spec.edges, labels, strict=True)
        if at is not None and edge.label is not None
    ]


def _head_boxes(points: Sequence[Point], source_clear: float, target_clear: float) -> list[Box]:
    """Where the heads of a line stand, which are broader than the line."""
    found: list[Box] = []
    for (x, y), (to_x, to_y), clear in (
        (points[0], points[1], source_clear),
        (points[-1], points[-2], target_clear),
    ):
        length = math.dist((x, y), (to_x, to_y)) or 1.0
        end_x, end_y = x + (to_x - x) / length * clear, y + (to_y - y) / length * clear
        left, top = min(x, end_x) - HEAD_HALF, min(y, end_y) - HEAD_HALF
        found.append(Box(left, top, abs(end_x - x) + 2 * HEAD_HALF, abs(end_y - y) + 2 * HEAD_HALF))
    return found


def _reach(spec: GraphSpec, layout: GraphLayout, edge: int) -> float:
    (ax, ay), (bx, by) = (end.box.center for end in _ends(spec, layout, edge))
    return abs(ax - bx) + abs(ay - by)


def _head_room(spec: GraphSpec, edge: int) -> tuple[float, float]:
    """How much further out than along a node's lanes a line may bend at its ends: behind heads that are longer than an arrow's."""
    clears = spec.edges[edge].source_clear, spec.edges[edge].target_clear
    source, target = (max(0.0, clear - LANE) if clear > ARROW_CLEAR else 0.0 for clear in clears)
    return source, target


def _grown(box: Box, by: float) -> Box:
    return Box(box.x - by, box.y - by, box.width + 2 * by, box.height + 2 * by)


def _ports(end: _End, tips: Sequence[Point], room: float) -> list[Port]:
    """Where a line may end: in the middle of each side, and beside it where the side is straight."""
    out = LANE + room
    box = end.box
    places = (0.5, 0.25, 0.75) if end.straight else (0.5,)
    left, top, right, bottom = box.x - TRACK, box.y - TRACK, box.right + TRACK, box.bottom + TRACK
    tips = [(x, y) for x, y in tips if left < x < right and top < y < bottom]
    found: list[Port] = []
    for place in places:
        x, y = box.x + box.width * place, box.y + box.height * place
        for point, lane, level in (
            ((box.right, y), (box.right + out, y), True),
            ((box.x, y), (box.x - out, y), True),
            ((x, box.y), (x, box.y - out), False),
            ((x, box.bottom), (x, box.bottom + out), False),
        ):
            cost = 0.0 if place == 0.5 else OFF_MIDDLE
            if any(math.dist(point, tip) < TRACK for tip in tips):
                cost += OCCUPIED
            found.append(Port(point, lane, level, cost))
    return found


def _facing(
    one: _End, other: _End, tips: Sequence[Point], rooms: tuple[float, float]
) -> Iterator[tuple[Port, Port]]:
    """Pairs of ports that a straight line joins, where two ends stand over against each other."""
    outs = LANE + rooms[0], LANE + rooms[1]
    for level in (False, True):
        spans = [(b.y, b.bottom) if level else (b.x, b.right) for b in (one.box, other.box)]
        sides = [(b.x, b.right) if level else (b.y, b.bottom) for b in (one.box, other.box)]
        before = sides[0][1] < sides[1][0]
        if not before and not sides[1][1] < sides[0][0]:
            continue
        signs, ends = (
            ((1, -1), (sides[0][1], sides[1][0])) if before else ((-1, 1), (sides[0][0], sides[1][1]))
        )
        for place in _shared(spans, (one.straight, other.straight)):
            pair = []
            for end, sign, out in zip(ends, signs, outs, strict=True):
                point, lane = (end, place), (end + sign * out, place)
                if not level:
                    point, lane = point[::-1], lane[::-1]
                taken = any(math.dist(point, tip) < TRACK for tip in tips)
                pair.append(Port(point, lane, level, OCCUPIED if taken else 0.0))
            yield pair[0], pair[1]


def _shared(spans: Sequence[tuple[float, float]], straight: tuple[bool, bool]) -> list[float]:
    """Where across a straight line can leave both of two sides: anywhere along a straight one, else in its middle only."""
    low = max(
        start + CORNER if flat else (start + end) / 2
        for (start, end), flat in zip(spans, straight, strict=True)
    )
    high = min(
        end - CORNER if flat else (start + end) / 2
        for (start, end), flat in zip(spans, straight, strict=True)
    )
    if low > high + 0.01:
        return []
    return [low + part * (high - low) for part in (0.5, 0.25, 0.75, 0.0, 1.0)]
