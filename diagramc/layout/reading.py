"""How hard the lines of a drawing are to follow: what crossings, bends and long ways cost the reader, as a part of the text size."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise

from diagramc.layout.clip import flatten
from diagramc.scene.heads import LENGTHS, head_box, reverse
from diagramc.scene.model import AnyItem, Box, Cluster, Connector, Drawing, Point

CROSSING, BEND, WAY, CROWDED = 1.2, 0.08, 0.2, 0.8
"""What one crossing, one bend, a way as long as the drawing's mean side, and two heads on each other cost, per line."""

MOST_PIECES, MOST_HEADS = 12_000, 1_500
"""Straight pieces of lines, and heads, that are compared with each other at most: of larger drawings some lines stand for all."""

TOUCH = 1.0
"""Heads that overlap by less than this, in px, only touch."""

Lines = list[list[Point]]


def edge_lines(items: Iterable[AnyItem]) -> Iterator[tuple[Connector, list[Point]]]:
    """The edges among the items, with their lines, curves in short pieces."""
    for item in items:
        if isinstance(item, Connector) and item.role == "edge":
            for line in flatten(item.path):
                yield item, line
        elif isinstance(item, Cluster):
            yield from edge_lines(item.items)


def ease(drawing: Drawing) -> float:
    """How easily the lines are followed: 1 where they are short and straight, less the more they cross, bend and wander."""
    found = list(edge_lines(drawing.items))
    if not found:
        return 1.0
    side = math.sqrt(max(drawing.width * drawing.height, 1.0))
    way = sum(_length(line) for _, line in found) / side
    bends = sum(_bends(connector) for connector, _ in found)
    step = 1 + sum(len(line) for _, line in found) // MOST_PIECES
    crossings = step**2 * count_crossings([line for _, line in found[::step]])
    connectors = list({id(connector): connector for connector, _ in found}.values())
    step = 1 + 2 * len(connectors) // MOST_HEADS
    crowded = step**2 * count_crowded(connectors[::step])
    cost = (CROSSING * crossings + BEND * bends + WAY * way + CROWDED * crowded) / len(found)
    return math.exp(-cost)


def count_crowded(connectors: Iterable[Connector]) -> int:
    """How many pairs of heads longer than an arrow's lie on each other; those with one tip, as of joined lines, are one head."""
    rooms: list[Box] = []
    for connector in connectors:
        ends = (connector.target_head, connector.path), (connector.source_head, connector.path)
        for at_source, (head, path) in enumerate(ends):
            if LENGTHS[head] > LENGTHS["arrow"]:
                room = head_box(head, reverse(path) if at_source else path)
                if room is not None and all(math.dist(room[:2], known[:2]) > 1.0 for known in rooms):
                    rooms.append(room)
    return sum(_overlap(one, other) for one, other in combinations(rooms, 2))


def _overlap(one: Box, other: Box) -> bool:
    return (
        one.x < other.right - TOUCH
        and other.x < one.right - TOUCH
        and one.y < other.bottom - TOUCH
        and other.y < one.bottom - TOUCH
    )


def _length(line: Sequence[Point]) -> float:
    return sum(math.dist(a, b) for a, b in pairwise(line))


def _bends(connector: Connector) -> int:
    """Corners of a right-angled line; about one in three pieces of a free curve."""
    curves = sum(1 for segment in connector.path if segment.command == "C")
    straight = any(segment.command == "L" for segment in connector.path)
    return curves if straight else curves // 3


def count_crossings(lines: Sequence[Sequence[Point]]) -> int:
    """How often lines cross each other; lines that meet at an end, touch or run along each other do not count."""
    pieces: list[tuple[float, float, float, float, int, Point, Point]] = []
    for index, line in enumerate(lines):
        for a, b in pairwise(line):
            (low, high), (top, bottom) = sorted((a[0], b[0])), sorted((a[1], b[1]))
            pieces.append((low, high, top, bottom, index, a, b))
    pieces.sort()
    found: set[tuple[int, int, int, int]] = set()
    for position, (low, high, top, bottom, index, a, b) in enumerate(pieces):
        del low
        for other in pieces[position + 1 :]:
            if other[0] > high:
                break
            if other[4] == index or other[2] > bottom or other[3] < top:
                continue
            at = _cross(a, b, other[5], other[6])
            if at is not None:
                pair = sorted((index, other[4]))
                found.add((*pair, round(at[0] / 4), round(at[1] / 4)))  # type: ignore[arg-type]
    return len(found)


def _cross(a: Point, b: Point, c: Point, d: Point) -> Point | None:
    """Where two pieces cross inside both; None when they only touch or are parallel."""
    rx, ry, sx, sy = b[0] - a[0], b[1] - a[1], d[0] - c[0], d[1] - c[1]
    cross = rx * sy - ry * sx
    if abs(cross) < 1e-9:
        return None
    along = ((c[0] - a[0]) * sy - (c[1] - a[1]) * sx) / cross
    part = ((c[0] - a[0]) * ry - (c[1] - a[1]) * rx) / cross
    near = 1e-3
    if not (near < along < 1 - near and near < part < 1 - near):
        return None
    return a[0] + along * rx, a[1] + along * ry
