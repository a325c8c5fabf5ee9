"""Where each line passes each row: ports spread along the sides of nodes, and as few turns as can be."""

from __future__ import annotations

from bisect import insort
from collections.abc import Sequence

from diagramc.layout.orthogonal.flow import Flow
from diagramc.layout.orthogonal.ports import APART, CORNER, End, Way, bundle_at, inner, last_x, next_x, slots
from diagramc.layout.orthogonal.rows import LABEL_CLEAR, Interval, Rows

STUB = 12.0
"""How far a line runs level at least when it leaves a node sideways, in px."""


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
        group.sort(key=lambda w: (next_x(rows, w), w.edge))
        _leave_sideways(rows, group, passing[group[0].upper.row])
        straight = [w for w in group if w.exit == "down"]
        for way, slot in zip(straight, slots(rows, straight, upper=True), strict=True):
            starts[way.edge] = slot
        for way in group:
            crowd[way.edge] = (len(straight) if way.exit == "down" else 1, 1)
    for group in above.values():
        group.sort(key=lambda w: (last_x(rows, w), w.edge))
        straight = [w for w in group if w.entry == "up"]
        for way, slot in zip(straight, slots(rows, straight, upper=False), strict=True):
            ends[way.edge] = slot
        for way in group:
            crowd[way.edge] = (crowd[way.edge][0], len(straight) if way.entry == "up" else 1)
    taken = [_Taken() for _ in rows.rows]
    for way in sorted(ways, key=lambda w: (w.exit == "down", w.span, w.edge)):
        _choose(rows, way, starts, ends, crowd[way.edge], taken)


class _Taken:
    """The room across a row that lines with their labels take already, and where the engine has those lines, from low to high.

    `trunks` are where lines pass that are one at an end, by what they share.
    """

    def __init__(self) -> None:
        self.spans: list[tuple[float, float, float]] = []
        self.trunks: dict[object, list[Interval]] = {}

    def free(self, span: Interval, like: float, key: object) -> Interval:
        """The part of the room that keeps off what is there: on the side of each line that the engine has `like` on, so that none cross.

        Where there is no such part, on the side of each that is nearer. Lines that share `key` need not keep off each other.
        """
        own = self.trunks.get(key, ()) if isinstance(key, tuple) else ()
        for nearer in (False, True):
            low, high = span
            for at, left, right in self.spans:
                if (left, right) in own:
                    continue
                if ((left + right) / 2 if nearer else at) <= like:
                    low = max(low, right + APART)
                else:
                    high = min(high, left - APART)
            if low <= high:
                return low, high
        middle = min(max((low + high) / 2, span[0]), span[1])
        return middle, middle

    def is_free(self, x: float, key: object) -> bool:
        """Whether a line that shares `key` keeps off all others here."""
        own = self.trunks.get(key, ())
        others = [(left, right) for _, left, right in self.spans if (left, right) not in own]
        return all(x + APART <= left or right + APART <= x for left, right in others)

    def add(self, like: float, low: float, high: float, key: object) -> None:
        """Take this room for a line that the engine has there."""
        insort(self.spans, (like, low, high))
        self.trunks.setdefault(key, []).append((low, high))


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
    below = [w for w in free if inner(w.lower.box)[0] <= middle <= inner(w.lower.box)[1]]
    stays = min(below, key=lambda w: abs(w.lower.box.center[0] - middle), default=None)
    for way, side in ((free[0], "left"), (free[-1], "right")):
        if way is stays or any(w.exit == side for w in group):
            continue
        left = side == "left"
        low, high = rows.gap(way.upper.row, box.x - 1 if left else box.right + 1, way.edge)
        if left:
            low = max([low, *(x + APART for x in passing if x < middle)])
            high = box.x - STUB
            useful = way.lower.box.x + CORNER <= high or next_x(rows, way) < box.x + 8
        else:
            low = box.right + STUB
            high = min([high, *(x - APART for x in passing if x > middle)])
            useful = way.lower.box.right - CORNER >= low or next_x(rows, way) > box.right - 8
        if useful and low <= high:
            way.exit = side


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
            # Beside labels there is room, and lines part further down.
            port = (starts if isinstance(bundle_at(rows, way, upper=True), tuple) else ends).get(way.edge)
            trunk = _trunk(rows, way, span, port, taken[row]) if rows.rows[row].nodes else None
            if trunk is not None:
                span = trunk, trunk
            else:
                span = taken[row].free(span, like, _joined(rows, way))
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
        taken[row].add(rows.passing(way.edge, row), *span, _joined(rows, way))
    if way.exit != "down":
        taken[first].add(way.xs[0], way.xs[0], way.xs[0], way.edge)


def _joined(rows: Rows, way: Way) -> object:
    """What a way shares with others at one of its ends; the way itself for all others."""
    upper = bundle_at(rows, way, upper=True)
    return upper if isinstance(upper, tuple) else bundle_at(rows, way, upper=False)


def _trunk(rows: Rows, way: Way, room: Interval, port: Interval | None, taken: _Taken) -> float | None:
    """Where the lines of a way's bundle pass a row in this room as one: straight on from where they end together, or where one does."""
    key = _joined(rows, way)
    if not isinstance(key, tuple) or port is None or rows.spec.edges[way.edge].label is not None:
        return None
    end = (port[0] + port[1]) / 2
    if port[0] == port[1] and room[0] <= end <= room[1] and taken.is_free(end, key):
        return end
    there = [x for x, _ in taken.trunks.get(key, ()) if room[0] <= x <= room[1]]
    return min(there, key=lambda x: abs(x - end), default=None)


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
