"""Lines between parts that were laid out apart: each goes round everything that is there, with few bends and crossings."""

from __future__ import annotations

import math
from collections.abc import Sequence

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
OFF_MIDDLE = 12.0
"""What a port off the middle of a side costs, in px of way."""
OCCUPIED = 450.0
"""What a port costs where another line ends already, in px of way."""


def bridge(
    spec: GraphSpec, layout: GraphLayout, edges: Sequence[int], gutters: Sequence[tuple[float, float]]
) -> GraphLayout:
    """The layout with lines for these edges. `gutters` are the free strips between parts: upright ones of a downward flow, else level."""
    paths, labels = list(layout.edges), list(layout.labels)
    lanes = [at for gutter in gutters for at in _lanes(*gutter)]
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
        [*beside, *(lanes if spec.direction == "TB" else ())],
        [*over, *(() if spec.direction == "TB" else lanes)],
        walls,
    )
    tips: list[Point] = []
    for path in paths:
        router.take_path(path)
        if path:
            tips += [path[0].points[0], path[-1].points[-1]]
    for edge in sorted(edges, key=lambda e: (_reach(spec, layout, e), e)):
        one, other = spec.edges[edge].source, spec.edges[edge].target
        points = None
        # With room for the heads, else without.
        for room in dict.fromkeys((_head_room(spec, edge), (0.0, 0.0))):
            grown = list(layout.nodes)
            grown[one], grown[other] = _grown(grown[one], room[0]), _grown(grown[other], room[1])
            leave = _ports(spec, layout, one, tips, room[0])
            enter = _ports(spec, layout, other, tips, room[1])
            points = points or find_route(
                router._replace(boxes=grown), grown[one], grown[other], leave, enter
            )
        if points is None:
            points = [layout.nodes[one].center, layout.nodes[other].center]
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
    (ax, ay), (bx, by) = (layout.nodes[n].center for n in (spec.edges[edge].source, spec.edges[edge].target))
    return abs(ax - bx) + abs(ay - by)


def _head_room(spec: GraphSpec, edge: int) -> tuple[float, float]:
    """How much further out than along a node's lanes a line may bend at its ends: behind heads that are longer than an arrow's."""
    clears = spec.edges[edge].source_clear, spec.edges[edge].target_clear
    source, target = (max(0.0, clear - LANE) if clear > ARROW_CLEAR else 0.0 for clear in clears)
    return source, target


def _grown(box: Box, by: float) -> Box:
    return Box(box.x - by, box.y - by, box.width + 2 * by, box.height + 2 * by)


def _ports(spec: GraphSpec, layout: GraphLayout, node: int, tips: Sequence[Point], room: float) -> list[Port]:
    """Where a line may end at a node: the middle of each side, and beside it where the side is straight."""
    out = LANE + room
    box = layout.nodes[node]
    places = (0.5,) if spec.nodes[node].shape != "box" else (0.5, 0.25, 0.75)
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
