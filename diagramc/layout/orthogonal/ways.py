"""Where each line passes each row: ports spread along the sides of nodes, and as few turns as can be."""

from __future__ import annotations

from bisect import insort
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from diagramc.layout.graph import HEADS_APART
from diagramc.layout.orthogonal.flow import Flow
from diagramc.layout.orthogonal.rows import LABEL_CLEAR, Interval, Rows
from diagramc.scene.model import Box

APART = 12.0
"""Least distance of lines side by side, in px."""
CORNER = 12.0
"""How far ports keep from the corners of nodes, in px; at most a quarter of the side."""
STUB = 12.0
"""How far a line runs level at least when it leaves a node sideways, in px."""
PEAKED = frozenset({"diamond", "ellipse"})
"""Shapes that a single line leaves and enters exactly at the tip."""


class End(NamedTuple):
    """An end of a line: its box in flow coordinates, the row it is on, and whether it is a node (else a frame)."""

    box: Box
    row: int
    node: int | None
    group: int | None


class Way:
    """The course of an edge along the flow, from its upper end to its lower one.

    `xs` says where it is on each row from the first to the last. `exit` and `entry` are the sides it leaves and enters by:
    `down` and `up`, or `left` and `right` where it does so at the middle of the node's side.
    """

    def __init__(self, edge: int, upper: End, lower: End, down: bool) -> None:
        self.edge = edge
        self.upper = upper
        self.lower = lower
        self.down = down
        self.exit = "down"
        self.entry = "up"
        self.xs: list[float] = []

    @property
    def span(self) -> int:
        """How many rows further the lower end is."""
        return self.lower.row - self.upper.row


def find_ways(rows: Rows, flow: Flow) -> tuple[list[Way], list[int]]:
    """Ways for the edges between rows, and the edges that stay on one row. Edges that are in neither list keep the engine's line."""
    ways: list[Way] = []
    flat: list[int] = []
    for index, edge in enumerate(rows.spec.edges):
        if not rows.lines[index] or edge.source == edge.target:
            continue
        source = _end(rows, edge.source, edge.source_group, edge.target)
        target = _end(rows, edge.target, edge.target_group, edge.source)
        if source is None or target is None:
            continue
        sides = flow.side(edge.source_side), flow.side(edge.target_side)
        if source.row == target.row:
            if source.group is None and target.group is None and sides == (None, None):
                flat.append(index)
            continue
        down = source.row < target.row
        way = Way(index, source, target, True) if down else Way(index, target, source, False)
        exit_, entry = sides if down else sides[::-1]
        if exit_ == "up" or entry == "down":
            continue
        way.exit, way.entry = exit_ or "down", entry or "up"
        ways.append(way)
    _place(rows, ways)
    return ways, flat


def _end(rows: Rows, node: int, group: int | None, other: int) -> End | None:
    """An end at a node, or at the near side of a frame; None for a frame that the other end is in or beside."""
    if group is None:
        return End(rows.nodes[node], rows.row_of[node], node, None)
    covered = rows.group_rows[group]
    if covered is None or group in rows.members[other]:
        return None
    first, last = covered
    if rows.row_of[other] > last:
        return End(rows.groups[group], last, None, group)
    if rows.row_of[other] < first:
        return End(rows.groups[group], first, None, group)
    return None


def _place(rows: Rows, ways: Sequence[Way]) -> None:
    below: dict[tuple[int | None, int | None], list[Way]] = {}
    above: dict[tuple[int | None, int | None], list[Way]] = {}
    for way in ways:
        below.setdefault((way.upper.node, way.upper.group), []).append(way)
        above.setdefault((way.lower.node, way.lower.group), []).append(way)
    starts: dict[int, Interval] = {}
    ends: dict[int, Interval] = {}
    crowd: dict[int, tuple[int, int]] = {}
    passing: list[list[float]] = [[] for _ in rows.rows]
    for way in ways:
        for row in range(way.upper.row + 1, way.lower.row):
            passing[row].append(rows.passing(way.edge, row))
    for group in below.values():
        group.sort(key=lambda w: (_next_x(rows, w), w.edge))
        _leave_sideways(rows, group, passing[group[0].upper.row])
        straight = [w for w in group if w.exit == "down"]
        for way, slot in zip(straight, _slots(rows, straight, upper=True), strict=True):
            starts[way.edge] = slot
        for way in group:
            crowd[way.edge] = (len(straight) if way.exit == "down" else 1, 1)
    for group in above.values():
        group.sort(key=lambda w: (_last_x(rows, w), w.edge))
        straight = [w for w in group if w.entry == "up"]
        for way, slot in zip(straight, _slots(rows, straight, upper=False), strict=True):
            ends[way.edge] = slot
        for way in group:
            crowd[way.edge] = (crowd[way.edge][0], len(straight) if way.entry == "up" else 1)
    taken = [_Taken() for _ in rows.rows]
    for way in sorted(ways, key=lambda w: (w.exit == "down", w.span, w.edge)):
        _choose(rows, way, starts, ends, crowd[way.edge], taken)


class _Taken:
    """The room across a row that lines with their labels take already, and where the engine has those lines, from low to high."""

    def __init__(self) -> None:
        self.spans: list[tuple[float, float, float]] = []

    def free(self, span: Interval, like: float) -> Interval:
        """The part of the room that keeps off what is there: on the side of each line that the engine has `like` on, so that none cross.

        Where there is no such part, on the side of each that is nearer.
        """
        for nearer in (False, True):
            low, high = span
            for at, left, right in self.spans:
                if ((left + right) / 2 if nearer else at) <= like:
                    low = max(low, right + APART)
                else:
                    high = min(high, left - APART)
            if low <= high:
                return low, high
        middle = min(max((low + high) / 2, span[0]), span[1])
        return middle, middle

    def add(self, like: float, low: float, high: float) -> None:
        """Take this room for a line that the engine has there."""
        insort(self.spans, (like, low, high))


def _next_x(rows: Rows, way: Way) -> float:
    """Where a way passes the row after its first."""
    row = way.upper.row + 1
    return way.lower.box.center[0] if row == way.lower.row else rows.passing(way.edge, row)


def _last_x(rows: Rows, way: Way) -> float:
    """Where a way passes the row before its last."""
    row = way.lower.row - 1
    return way.upper.box.center[0] if row == way.upper.row else rows.passing(way.edge, row)


def _leave_sideways(rows: Rows, group: list[Way], passing: Sequence[float]) -> None:
    """Let the outer branches of a decision leave from its outer corners, where nothing stands in the way.

    A branch whose target is straight below stays below; `passing` is where other lines pass the decision's row.
    """
    node = group[0].upper.node
    free = [w for w in group if w.exit == "down"]
    if node is None or rows.spec.nodes[node].shape != "diamond" or len(free) < 2:
        return
    box = group[0].upper.box
    middle = box.center[0]
    below = [w for w in free if _inner(w.lower.box)[0] <= middle <= _inner(w.lower.box)[1]]
    stays = min(below, key=lambda w: abs(w.lower.box.center[0] - middle), default=None)
    for way, side in ((free[0], "left"), (free[-1], "right")):
        if way is stays or any(w.exit == side for w in group):
            continue
        left = side == "left"
        low, high = rows.gap(way.upper.row, box.x - 1 if left else box.right + 1, way.edge)
        if left:
            low = max([low, *(x + APART for x in passing if x < middle)])
            high = box.x - STUB
            useful = way.lower.box.x + CORNER <= high or _next_x(rows, way) < box.x + 8
        else:
            low = box.right + STUB
            high = min([high, *(x - APART for x in passing if x > middle)])
            useful = way.lower.box.right - CORNER >= low or _next_x(rows, way) > box.right - 8
        if useful and low <= high:
            way.exit = side


def _inner(box: Box) -> Interval:
    """The part of a side that lines may end at."""
    inset = min(CORNER, box.width / 4)
    return box.x + inset, box.right - inset


def bundle_at(rows: Rows, way: Way, *, upper: bool) -> object:
    """What lines share that come in at a side as one; the way itself for all others."""
    edge = rows.spec.edges[way.edge]
    bundle = edge.source_bundle if way.down == upper else edge.target_bundle
    return way.edge if bundle is None else ("bundle", bundle)


def _slots(rows: Rows, ways: Sequence[Way], *, upper: bool) -> list[Interval]:
    """The part of a side that each of its lines may use, in order; bundled lines share one.

    Each line would like to be straight below or above its other end. They are moved apart as much as they must, and each may then
    use the side up to half way to its neighbours.
    """
    if not ways:
        return []
    end = ways[0].upper if upper else ways[0].lower
    box, middle = end.box, end.box.center[0]
    peaked = end.node is not None and rows.spec.nodes[end.node].shape in PEAKED
    keys = [bundle_at(rows, way, upper=upper) for way in ways]
    bundles = list(dict.fromkeys(keys))
    # Lines that all come in may share the tip; one that goes out there would seem to go on from a head.
    if peaked and (len(bundles) == 1 or not (upper or len({way.down for way in ways}) > 1)):
        return [(middle, middle)] * len(ways)
    low, high = (box.x + box.width * 0.3, box.right - box.width * 0.3) if peaked else _inner(box)
    if len(bundles) == 1:
        wide = (middle, middle) if isinstance(bundles[0], tuple) and len(ways) > 1 else (low, high)
        return [wide] * len(ways)
    wishes = []
    for bundle in bundles:
        aims = [
            _next_x(rows, w) if upper else _last_x(rows, w)
            for w, k in zip(ways, keys, strict=True)
            if k == bundle
        ]
        wishes.append(min(max(sum(aims) / len(aims), low), high))
    breadths = [
        max(
            rows.breadth(w.edge, at_source=w.down == upper)
            for w, k in zip(ways, keys, strict=True)
            if k == bundle
        )
        for bundle in bundles
    ]
    girths = [
        max(
            rows.girth(w.edge, at_source=w.down == upper)
            for w, k in zip(ways, keys, strict=True)
            if k == bundle
        )
        for bundle in bundles
    ]
    # What stands beside a line is before it on a page read sideways, else after it; the text at an outer end is on the far side.
    outer = -1 if rows.label_before else 0
    breadths[outer] = max(
        rows.label_breadth(w.edge, at_source=w.down == upper)
        for w, k in zip(ways, keys, strict=True)
        if k == bundles[outer]
    )
    beside = breadths[1:] if rows.label_before else breadths[:-1]
    heads = [(one + other) / 2 + HEADS_APART for one, other in pairwise(girths)]
    gaps = [max(2 * APART, b + APART, head) for b, head in zip(beside, heads, strict=True)]
    scale = min(1.0, (high - low) / sum(gaps))
    gaps = [gap * scale for gap in gaps]
    at = _spread(wishes, low, high, gaps)
    needs = [
        min(gap, max(APART * scale, b * scale, head))
        for gap, b, head in zip(gaps, beside, heads, strict=True)
    ]
    slots: dict[object, Interval] = {}
    for i, bundle in enumerate(bundles):
        left = low if i == 0 else (at[i - 1] + at[i] + needs[i - 1]) / 2
        right = high if i == len(at) - 1 else (at[i] + at[i + 1] - needs[i]) / 2
        joined = isinstance(bundle, tuple) and keys.count(bundle) > 1
        slots[bundle] = (left, right) if left <= right and not joined else (at[i], at[i])
    return [slots[key] for key in keys]


def _spread(wishes: Sequence[float], low: float, high: float, gaps: Sequence[float]) -> list[float]:
    """Positions in order from `low` to `high`, neighbours at least their gap apart, near to what is wished."""
    at: list[float] = []
    for i, wish in enumerate(wishes):
        at.append(max(wish, at[-1] + gaps[i - 1]) if at else wish)
    limit = high
    for i in range(len(at) - 1, -1, -1):
        at[i] = min(at[i], limit)
        limit = at[i] - (gaps[i - 1] if i else 0.0)
    return [max(x, low) for x in at]


def _choose(
    rows: Rows,
    way: Way,
    starts: dict[int, Interval],
    ends: dict[int, Interval],
    crowd: tuple[int, int],
    taken: Sequence[_Taken],
) -> None:
    """Fix where a way passes each row: as straight as the gaps between the things on the rows allow."""
    first, last = way.upper.row, way.lower.row
    spans: list[Interval] = []
    likes: list[float] = []
    for row in range(first, last + 1):
        if row == first:
            span = _sideways(rows, way, way.exit, way.upper) or starts[way.edge]
            like = (span[0] + span[1]) / 2
            if way.exit != "down":
                like = span[1] if way.exit == "left" else span[0]
        elif row == last:
            span = _sideways(rows, way, way.entry, way.lower) or ends[way.edge]
            like = (span[0] + span[1]) / 2
            if way.entry != "up":
                like = span[1] if way.entry == "left" else span[0]
        else:
            like = rows.passing(way.edge, row)
            span = rows.gap(row, like, way.edge)
            span = taken[row].free(span, like)
            if way.edge in rows.rows[row].labels:
                span = _beside_label(rows, way.edge, span)
            like = min(max(like, span[0]), span[1])
        spans.append(span)
        likes.append(like)
    shared = _shared_like(likes, crowd, way)
    if isinstance(bundle_at(rows, way, upper=True), tuple) or crowd[0] > crowd[1]:
        # Lines part next to the end where there are more of them, so they are straightened from the other end.
        way.xs = _straighten(spans[::-1], likes[::-1], shared)[::-1]
    else:
        way.xs = _straighten(spans, likes, shared)
    for row in range(first + 1, last):
        x = way.xs[row - first]
        room = 0.0
        if way.edge in rows.rows[row].labels:
            # The gap to the next line counts from the line, not from its label.
            room = max(0.0, rows.label_room(way.edge) + LABEL_CLEAR - APART)
            rows.placed_labels.add(way.edge)
        span = (x - room, x) if rows.label_before else (x, x + room)
        taken[row].add(rows.passing(way.edge, row), *span)
    if way.exit != "down":
        taken[first].add(way.xs[0], way.xs[0], way.xs[0])


def _beside_label(rows: Rows, edge: int, span: Interval) -> Interval:
    """The room for a line that has its label on its far side: right of it on a page read downwards, above it read sideways."""
    room = rows.label_room(edge)
    low, high = span
    if rows.label_before:
        low += room
    else:
        high -= room
    return (low, high) if low <= high else ((low + high) / 2,) * 2


def _sideways(rows: Rows, way: Way, side: str, end: End) -> Interval | None:
    """Where the upright piece of a line that leaves sideways may be."""
    if side == "left":
        low, _ = rows.gap(end.row, end.box.x - 1, way.edge)
        high = end.box.x - STUB
        return (min(low, high), high)
    if side == "right":
        _, high = rows.gap(end.row, end.box.right + 1, way.edge)
        low = end.box.right + STUB
        return (low, max(low, high))
    return None


def _straighten(spans: Sequence[Interval], likes: Sequence[float], shared: float) -> list[float]:
    """A place in each room with as few changes as there can be (greedy, which is least); `shared` is the best one for all of them."""
    xs: list[float] = []
    start = 0
    while start < len(spans):
        low, high = spans[start]
        stop = start + 1
        while stop < len(spans) and max(low, spans[stop][0]) <= min(high, spans[stop][1]):
            low, high = max(low, spans[stop][0]), min(high, spans[stop][1])
            stop += 1
        at_start, at_end = start == 0, stop == len(spans)
        if at_start and at_end:
            like = shared
        elif at_start:
            like = likes[0]
        elif at_end:
            like = likes[-1]
        else:
            like = sum(likes[start:stop]) / (stop - start)
        xs += [min(max(like, low), high)] * (stop - start)
        start = stop
    return xs


def _shared_like(likes: Sequence[float], crowd: tuple[int, int], way: Way) -> float:
    """Where a straight line is best: at the middle of the end that has no other line, of the smaller one if neither has."""
    if way.exit != "down":
        return likes[-1]
    if way.entry != "up":
        return likes[0]
    if crowd[0] != crowd[1]:
        return likes[0] if crowd[0] < crowd[1] else likes[-1]
    return likes[0] if way.upper.box.width < way.lower.box.width else likes[-1]
