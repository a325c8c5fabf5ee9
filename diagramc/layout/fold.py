"""Folding a long layered graph into several rows (of a rightward flow) or columns (of a downward flow).

After Rüegg and von Hanxleden, *Wrapping layered graphs* (2018): the layering is cut where few edges pass, and the pieces are stacked.
Nodes near a cut move to the other side where that spares edges through it. The few edges that remain between the pieces are routed
last, round everything that is there.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from diagramc.layout.bridges import bridge
from diagramc.layout.graph import GraphLayout, GraphSpec
from diagramc.layout.parts import Raw, Units, finish_part, lay_out_parts, put_together
from diagramc.scene.model import Box, Point

MOST_BRIDGES = 3
"""Edges through one cut at most: more are a tangle."""
CUT_COST = 0.12
"""What each edge through a cut costs, as a part of the square of a piece's fair length."""
MOST_PIECES = 5
SHORTEST_PIECE = 2
"""Ranks a piece has at least: a shorter one is mostly lines that go round."""
LEAST_SHARE = 0.25
"""Nodes a piece has at least, as a part of its fair share: two or three beside all others are not a piece of the flow."""
BRIDGE_ROOM = 10.0
"""How much further pieces stand apart for each line between them, in px."""
LABEL_ROOM = 16.0
"""Room left on both sides of the label of such a line, in px."""


class Folding(NamedTuple):
    """The piece each node is in, how many there are, how many edges run between them, and the size in px that it is likely to have."""

    pieces: tuple[int, ...]
    total: int
    bridges: int
    width: float
    height: float


def _along(box: Box, downward: bool) -> tuple[float, float]:
    """A box's extent along the flow."""
    return (box.y, box.bottom) if downward else (box.x, box.right)


def _across(box: Box, downward: bool) -> tuple[float, float]:
    """A box's extent across the flow."""
    return (box.x, box.right) if downward else (box.y, box.bottom)


def _ranks(layout: GraphLayout, downward: bool) -> list[list[int]]:
    """The nodes of each rank, in the flow's order; nodes of a rank share their middle."""
    middles = [sum(_along(box, downward)) / 2 for box in layout.nodes]
    ranks: list[list[int]] = []
    last = float("-inf")
    for index in sorted(range(len(middles)), key=lambda i: middles[i]):
        if middles[index] - last > 1.0:
            ranks.append([])
            last = middles[index]
        ranks[-1].append(index)
    return ranks


def foldings(spec: GraphSpec, layout: GraphLayout) -> list[Folding]:
    """The ways to fold a graph whose plain layout is known: into 2, 3 … pieces of like length, cut where few edges pass."""
    downward = spec.direction == "TB"
    ranks = _ranks(layout, downward)
    if (
        spec.direction not in ("TB", "LR")
        or len(ranks) < 2 * SHORTEST_PIECE
        or any(edge.source_group is not None or edge.target_group is not None for edge in spec.edges)
        or any(_is_empty(spec, group) for group in range(len(spec.groups)))
    ):
        return []
    units = Units(spec)
    starts = [min(_along(layout.nodes[n], downward)[0] for n in rank) for rank in ranks]
    ends = [max(_along(layout.nodes[n], downward)[1] for n in rank) for rank in ranks]
    costs = [_tidied(spec, units, _cut(ranks, [r]))[1] for r in range(len(ranks) - 1)]
    found: list[Folding] = []
    for count in range(2, min(MOST_PIECES, len(ranks) // SHORTEST_PIECE) + 1):
        cuts = _best_cuts(starts, ends, costs, count)
        if cuts is None:
            continue
        pieces, bridges = _tidied(spec, units, _cut(ranks, cuts))
        fewest = min(pieces.count(piece) for piece in range(count))
        if bridges > MOST_BRIDGES * (count - 1) or fewest < max(
            SHORTEST_PIECE, LEAST_SHARE * len(pieces) / count
        ):
            continue
        size = _size(spec, layout, ranks, pieces, count, bridges)
        found.append(Folding(tuple(pieces), count, bridges, *size))
    return found


def _is_empty(spec: GraphSpec, group: int) -> bool:
    return not any(node.group == group for node in spec.nodes) and not any(
        g.parent == group for g in spec.groups
    )


def _cut(ranks: Sequence[Sequence[int]], cuts: Sequence[int]) -> list[int]:
    """The piece of each node when the ranks are cut after those in `cuts`."""
    pieces = [0] * sum(len(rank) for rank in ranks)
    for r, rank in enumerate(ranks):
        for node in rank:
            pieces[node] = sum(1 for cut in cuts if r > cut)
    return pieces


def _tidied(spec: GraphSpec, units: Units, pieces: list[int]) -> tuple[list[int], int]:
    """The pieces with whole units in one piece each, moved to neighbouring pieces where that spares bridges; and how many remain."""
    for members in units.members.values():
        if len(members) > 1:
            whole = sorted(pieces[n] for n in members)[len(members) // 2]
            for node in members:
                pieces[node] = whole
    for _ in range(3):
        moved = False
        for unit, members in units.members.items():
            here = pieces[unit]
            linked = [pieces[other] for other in units.links[unit]]
            kept = linked.count(here)
            if kept == len(linked):
                continue
            best, spared = here, 0
            for piece in (here - 1, here + 1):
                gain = linked.count(piece) - kept
                if gain > spared:
                    best, spared = piece, gain
            if best != here and sum(1 for p in pieces if p == here) > len(members):
                for node in members:
                    pieces[node] = best
                moved = True
        if not moved:
            break
    return pieces, sum(1 for edge in spec.edges if pieces[edge.source] != pieces[edge.target])


def _best_cuts(
    starts: Sequence[float], ends: Sequence[float], costs: Sequence[int], count: int
) -> list[int] | None:
    """The ranks after which to cut for `count` pieces: the least sum of square lengths and edges cut (dynamic programming)."""
    total = len(starts)
    infinite = float("inf")
    unit = CUT_COST * ((ends[-1] - starts[0]) / count) ** 2
    best = [[infinite] * total for _ in range(count)]
    before = [[-1] * total for _ in range(count)]
    free = [cut for cut, cost in enumerate(costs) if cost <= MOST_BRIDGES]
    for last in range(SHORTEST_PIECE - 1, total):
        best[0][last] = (ends[last] - starts[0]) ** 2
    for piece in range(1, count):
        for last in range(piece, total):
            for cut in free[bisect_left(free, piece - 1) : bisect_right(free, last - SHORTEST_PIECE)]:
                cost = best[piece - 1][cut] + (ends[last] - starts[cut + 1]) ** 2 + costs[cut] ** 2 * unit
                if cost < best[piece][last]:
                    best[piece][last], before[piece][last] = cost, cut
    if best[-1][-1] == infinite:
        return None
    cuts: list[int] = []
    last = total - 1
    for piece in range(count - 1, 0, -1):
        last = before[piece][last]
        cuts.append(last)
    return cuts[::-1]


def _size(
    spec: GraphSpec,
    layout: GraphLayout,
    ranks: Sequence[Sequence[int]],
    pieces: Sequence[int],
    count: int,
    bridges: int,
) -> tuple[float, float]:
    """The size that pieces of a plain layout will have about, stacked."""
    downward = spec.direction == "TB"
    rank_of = {node: r for r, rank in enumerate(ranks) for node in rank}
    gaps = _along_gaps(layout, ranks, downward)
    length = depth = 0.0
    for piece in range(count):
        nodes = [n for n, p in enumerate(pieces) if p == piece]
        used = sorted({rank_of[n] for n in nodes})
        extents = [_across(layout.nodes[n], downward) for n in nodes]
        depth += max(e[1] for e in extents) - min(e[0] for e in extents)
        sizes = [
            max(e - s for s, e in (_along(layout.nodes[n], downward) for n in nodes if rank_of[n] == r))
            for r in used
        ]
        length = max(length, sum(sizes) + sum(gaps[r] for r in used[:-1]))
    depth += (count - 1) * spec.piece_gap + bridges * BRIDGE_ROOM
    length += BRIDGE_ROOM * bridges
    return (depth, length) if downward else (length, depth)


def _along_gaps(layout: GraphLayout, ranks: Sequence[Sequence[int]], downward: bool) -> list[float]:
    """How far each rank ends before the next one starts."""
    spans = [[_along(layout.nodes[n], downward) for n in rank] for rank in ranks]
    gaps = [
        max(0.0, min(s for s, _ in after) - max(e for _, e in before)) for before, after in pairwise(spans)
    ]
    return [*gaps, 0.0]


def lay_out_pieces(spec: GraphSpec, folding: Folding) -> list[Raw]:
    """Have the pieces of a folding laid out."""
    return lay_out_parts(
        spec, [[n for n, p in enumerate(folding.pieces) if p == piece] for piece in range(folding.total)]
    )


def put_folded(spec: GraphSpec, folding: Folding, raws: Sequence[Raw]) -> GraphLayout:
    """The folding's pieces side by side or one below the other, with bridges between them."""
    pieces = [finish_part(spec, raw) for raw in raws]
    places: list[Point] = []
    gutters: list[tuple[float, float]] = []
    at = 0.0
    for number, piece in enumerate(pieces):
        if number:
            through = [e for e in spec.edges if _passes(folding.pieces, e.source, e.target, number)]
            labels = [e.label[0 if spec.direction == "TB" else 1] for e in through if e.label]
            gap = max(spec.piece_gap, 2 * LABEL_ROOM + max(labels, default=0.0)) + BRIDGE_ROOM * len(through)
            gutters.append((at, at + gap))
            at += gap
        places.append((at, 0.0) if spec.direction == "TB" else (0.0, at))
        at += piece.width if spec.direction == "TB" else piece.height
    open_edges = [i for i, e in enumerate(spec.edges) if folding.pieces[e.source] != folding.pieces[e.target]]
    whole = put_together(spec, pieces, places)
    frames = [box for box in whole.groups if box.width]
    if spec.direction == "TB":
        return bridge(spec, whole, open_edges, columns=gutters, frames=frames)
    return bridge(spec, whole, open_edges, rows=gutters, frames=frames)


def _passes(pieces: Sequence[int], source: int, target: int, before: int) -> bool:
    """Whether an edge runs through the cut before a piece."""
    low, high = sorted((pieces[source], pieces[target]))
    return low < before <= high
