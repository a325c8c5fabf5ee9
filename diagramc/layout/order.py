"""The order of the nodes of each rank: the author's, changed only where that spares crossings.

The engine's own order follows the author's in no way that a reader would see: one more node may turn half a picture round. So the order
is settled here, and the engine is told it. Barycenters and exchanges are those of Sugiyama-style layouts; edges that pass ranks are led
through them one at a time where they cross fewest others, as edges are inserted into a planar drawing.
"""

from __future__ import annotations

import math
from bisect import bisect_right, insort
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from diagramc.layout.graph import GraphSpec

SWEEPS, IDLE = 12, 2
"""How often the ranks are gone through at most, down and up in turn; and how often with nothing gained before it ends."""
ROUNDS = 3
"""How often single items and edges are moved after each sweep at most."""

Order = list[list[int]]
"""Items by level, each level's in order across the flow."""


class Layers:
    """A graph by levels: a level for each rank, and one for the labels between two ranks where there are some.

    Items are the nodes by index, and after them one for each level that an edge passes. `level_of` tells the level of an item, `above`
    and `below` the neighbours of each on the next levels, `ways` the items of each edge downwards, its ends too, `labels` the one its
    label is at.
    """

    def __init__(self, spec: GraphSpec, rows: Sequence[Sequence[int]]) -> None:
        self.nodes = len(spec.nodes)
        rank_of = {node: r for r, row in enumerate(rows) for node in row}
        ends = [sorted((edge.source, edge.target), key=rank_of.__getitem__) for edge in spec.edges]
        labelled = {
            number: (rank_of[upper] + rank_of[lower] - 1) // 2
            for number, (upper, lower) in enumerate(ends)
            if spec.edges[number].label is not None
        }
        after = set(labelled.values())
        starts = [r + sum(1 for gap in after if gap < r) for r in range(len(rows))]
        self.count = len(rows) + len(after)
        self.level_of = [starts[rank_of[node]] for node in range(self.nodes)]
        self.above: list[list[int]] = [[] for _ in spec.nodes]
        self.below: list[list[int]] = [[] for _ in spec.nodes]
        self.ways: list[list[int]] = []
        self.labels: dict[int, int] = {}
        for number, (upper, lower) in enumerate(ends):
            levels = range(self.level_of[upper] + 1, self.level_of[lower])
            first = len(self.level_of)
            chain = list(range(first, first + len(levels)))
            self.level_of.extend(levels)
            self.above.extend([] for _ in levels)
            self.below.extend([] for _ in levels)
            self.ways.append([upper, *chain, lower])
            for one, other in pairwise(self.ways[-1]):
                self.below[one].append(other)
                self.above[other].append(one)
            if number in labelled:
                self.labels[number] = chain[starts[labelled[number]] - levels.start + 1]

    def in_order(self) -> Order:
        """The items of each level: the author's order, with as few crossings as are found."""
        order = self.as_written()
        best, least = [list(row) for row in order], self.crossings(order)
        idle = 0
        for sweep in range(SWEEPS):
            if not least or idle == IDLE:
                break
            self._sweep(order, down=sweep % 2 == 0)
            found = self.crossings(order)
            idle += 1
            if found < least:
                best, least, idle = [list(row) for row in order], found, 0
        return best

    def crossings(self, order: Order) -> int:
        """How often edges cross."""
        found = 0
        for upper, lower in pairwise(order):
            place = _places(lower)
            before: list[int] = []
            for item in upper:
                ends = sorted(place[other] for other in self.below[item])
                found += sum(len(before) - bisect_right(before, end) for end in ends)
                for end in ends:
                    insort(before, end)
        return found

    def as_written(self) -> Order:
        """The items as they are come to from the nodes in the author's order, each followed down before the next."""
        order: Order = [[] for _ in range(self.count)]
        seen: set[int] = set()
        roots = [node for node in range(self.nodes) if not self.above[node]]
        for root in (*roots, *range(self.nodes)):
            stack = [root]
            while stack:
                item = stack.pop()
                if item not in seen:
                    seen.add(item)
                    order[self.level_of[item]].append(item)
                    stack.extend(reversed(self.below[item]))
        return order

    def _sweep(self, order: Order, *, down: bool) -> None:
        """Go through the levels once, then move single items and edges as long as that spares crossings."""
        for level in range(1, self.count) if down else range(self.count - 2, -1, -1):
            self._settle(order, level, down)
        for _ in range(ROUNDS):
            moved = [self._sift(order, level) for level in range(self.count)]
            places = [_places(row) for row in order]
            moved += [self._lead(order, places, way) for way in self.ways if len(way) > 2]
            if not any(moved):
                break

    def _settle(self, order: Order, level: int, down: bool) -> None:
        """Sort a level by the middles of the neighbours on the level before; items without neighbours stay where they are."""
        place = _places(order[level - 1 if down else level + 1])
        links = self.above if down else self.below
        row = order[level]
        aims = {item: sum(place[o] for o in links[item]) / len(links[item]) for item in row if links[item]}
        moving = iter(sorted((item for item in row if item in aims), key=aims.__getitem__))
        order[level] = [next(moving) if item in aims else item for item in row]

    def _sift(self, order: Order, level: int) -> bool:
        """Move each item of a level to where its edges cross fewest others, if that is fewer than they do."""
        row = order[level]
        up = _places(order[level - 1]) if level else {}
        down = _places(order[level + 1]) if level + 1 < self.count else {}
        tops = {item: [up[other] for other in self.above[item]] for item in row}
        bottoms = {item: [down[other] for other in self.below[item]] for item in row}

        def more(left: int, right: int) -> int:
            """How many crossings more there are when the two change places."""
            return _turned(tops[left], tops[right]) + _turned(bottoms[left], bottoms[right])

        moved = False
        for item in tuple(row):
            here = row.index(item)
            best, place = 0, here
            rightwards = [(i, more(item, row[i])) for i in range(here + 1, len(row))]
            leftwards = [(i, more(row[i], item)) for i in range(here - 1, -1, -1)]
            for way in (leftwards, rightwards):
                cost = 0
                for i, change in way:
                    cost += change
                    if cost < best:
                        best, place = cost, i
            if place != here:
                row.remove(item)
                row.insert(place, item)
                moved = True
        return moved

    def _lead(self, order: Order, places: list[dict[int, int]], way: Sequence[int]) -> bool:
        """Lead an edge past the levels where it crosses fewest others and is moved least, if that is fewer than it does.

        `places` has the place of each item on its level. Where the edge passes a level is told by half numbers, between the items that stay.
        """
        if not self._is_crossed(order, places, way):
            return False
        upper, *chain, lower = way
        first = self.level_of[upper]
        rows = [order[first], *([i for i in order[self.level_of[c]] if i != c] for c in chain)]
        rows.append(order[self.level_of[lower]])
        now = [float(rows[0].index(upper))]
        now += [order[self.level_of[item]].index(item) - 0.5 for item in chain]
        now.append(float(rows[-1].index(lower)))
        others = [_Crossed(self._ends(one, other), len(one), len(other)) for one, other in pairwise(rows)]
        was = sum(edges.by(*way) for edges, way in zip(others, pairwise(now), strict=True))
        steps: list[dict[float, _Step]] = [{now[0]: (0, 0.0, now[0])}]
        for level, edges in enumerate(others, 1):
            last = level == len(others)
            aims = [now[-1]] if last else [i - 0.5 for i in range(len(rows[level]) + 1)]
            steps.append({aim: edges.cheapest(steps[-1], aim, abs(aim - now[level])) for aim in aims})
        cost, _, at = steps[-1][now[-1]]
        if cost >= was:
            return False
        for level in range(len(chain), 0, -1):
            place = int(at + 0.5)
            order[first + level] = [*rows[level][:place], chain[level - 1], *rows[level][place:]]
            places[first + level] = _places(order[first + level])
            at = steps[level][at][2]
        return True

    def _is_crossed(self, order: Order, places: Sequence[dict[int, int]], way: Sequence[int]) -> bool:
        """Whether any edge crosses this one."""
        for level, (upper, lower) in enumerate(pairwise(way), self.level_of[way[0]]):
            top, bottom, below = places[level][upper], places[level + 1][lower], places[level + 1]
            for place, item in enumerate(order[level]):
                for other in self.below[item]:
                    if (place - top) * (below[other] - bottom) < 0:
                        return True
        return False

    def _ends(self, upper: Sequence[int], lower: Sequence[int]) -> list[tuple[int, int]]:
        """The places of both ends of the edges between two levels; items that are left out have none."""
        place = _places(lower)
        return [(i, place[o]) for i, item in enumerate(upper) for o in self.below[item] if o in place]


def _places(row: Iterable[int]) -> dict[int, int]:
    return {item: place for place, item in enumerate(row)}


_Step = tuple[int, float, float]
"""What an edge crosses up to a level, how far it is moved for that, and its place on the level before."""


class _Crossed:
    """How many edges between two levels a line crosses, by the places of its ends: counted once for all pairs of places.

    At whole places the edges that end there do not count.
    """

    def __init__(self, ends: Sequence[tuple[int, int]], upper: int, lower: int) -> None:
        at = [[0] * lower for _ in range(upper)]
        for one, other in ends:
            at[one][other] += 1
        # How many edges end before a place above and before a place below.
        self._before = [[0] * (lower + 1)]
        for row in at:
            above, total = self._before[-1], 0
            found = [0]
            for place, count in enumerate(row, 1):
                total += count
                found.append(above[place] + total)
            self._before.append(found)

    def by(self, top: float, bottom: float) -> int:
        """How many edges a line from a place to a place crosses."""
        return self.cheapest({top: (0, 0.0, top)}, bottom, 0.0)[0]

    def cheapest(self, froms: Mapping[float, _Step], bottom: float, moved: float) -> _Step:
        """The best way to a place below from any of the places above, by what it crosses and how far it is moved."""
        before, low, high = self._before, math.ceil(bottom), math.floor(bottom) + 1
        below = before[-1][low]
        return min(
            (
                cost
                + before[math.ceil(top)][-1]
                - before[math.ceil(top)][high]
                + below
                - before[math.floor(top) + 1][low],
                so_far + moved,
                top,
            )
            for top, (cost, so_far, _) in froms.items()
        )


def _turned(left: Sequence[int], right: Sequence[int]) -> int:
    """How many crossings more two items have when they change places, by the places of their neighbours on a level."""
    return sum((x < y) - (y < x) for x in left for y in right)
