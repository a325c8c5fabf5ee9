"""Folding a long layered graph into several rows (of a rightward flow) or columns (of a downward flow).

After Rüegg and von Hanxleden, *Wrapping layered graphs* (2018): the layering is cut where few edges pass, and the pieces are stacked.
Nodes near a cut move to the other side where that spares edges through it. The few edges that remain between the pieces are routed
last, round everything that is there.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from diagramc.layout.bridges import bridge
from diagramc.layout.graph import GraphLayout, GraphSpec, lay_out_graph
from diagramc.layout.orthogonal import square_edges
from diagramc.scene.edit import shift_path
from diagramc.scene.model import Box, Path, Point

MOST_BRIDGES = 3
"""Edges through one cut at most: more are a tangle."""
CUT_COST = 0.12
"""What each edge through a cut costs, as a part of the square of a piece's fair length."""
MOST_PIECES = 5
SHORTEST_PIECE = 2
"""Ranks a piece has at least: a shorter one is mostly lines that go round."""
BRIDGE_ROOM = 10.0
"""How much further pieces stand apart for each line between them, in px."""


class Folding(NamedTuple):
    """The piece each node is in, how many there are, how many edges run between them, and the size in px that it is likely to have."""

    pieces: tuple[int, ...]
    total: int
    bridges: int
    width: float
    height: float


class _Units:
    """What a cut may not part: nodes of one outermost group, and nodes that are to be on one rank."""

    def __init__(self, spec: GraphSpec) -> None:
        count = len(spec.nodes)
        parent = list(range(count))

        def find(node: int) -> int:
            while parent[node] != node:
                node = parent[node]
            return node

        firsts: dict[int, int] = {}
        for node in range(count):
            group = _top_group(spec, node)
            if group is not None:
                parent[find(node)] = find(firsts.setdefault(group, node))
        for row in spec.same_rank:
            for node in row[1:]:
                parent[find(node)] = find(row[0])
        self.of = [find(node) for node in range(count)]
        self.members: dict[int, list[int]] = {}
        for node, unit in enumerate(self.of):
            self.members.setdefault(unit, []).append(node)


def _top_group(spec: GraphSpec, node: int) -> int | None:
    group = spec.nodes[node].group
    while group is not None and spec.groups[group].parent is not None:
        group = spec.groups[group].parent
    return group


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
    units = _Units(spec)
    starts = [min(_along(layout.nodes[n], downward)[0] for n in rank) for rank in ranks]
    ends = [max(_along(layout.nodes[n], downward)[1] for n in rank) for rank in ranks]
    costs = [_tidied(spec, units, _cut(ranks, [r]))[1] for r in range(len(ranks) - 1)]
    found: list[Folding] = []
    for count in range(2, min(MOST_PIECES, len(ranks) // SHORTEST_PIECE) + 1):
        cuts = _best_cuts(starts, ends, costs, count)
        if cuts is None:
            continue
        pieces, bridges = _tidied(spec, units, _cut(ranks, cuts))
        if bridges > MOST_BRIDGES * (count - 1) or len(set(pieces)) < count:
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


def _tidied(spec: GraphSpec, units: _Units, pieces: list[int]) -> tuple[list[int], int]:
    """The pieces with whole units in one piece each, moved to neighbouring pieces where that spares bridges; and how many remain."""
    for members in units.members.values():
        if len(members) > 1:
            whole = sorted(pieces[n] for n in members)[len(members) // 2]
            for node in members:
                pieces[node] = whole
    links: dict[int, list[int]] = {}
    for edge in spec.edges:
        one, other = units.of[edge.source], units.of[edge.target]
        if one != other:
            links.setdefault(one, []).append(other)
            links.setdefault(other, []).append(one)
    for _ in range(3):
        moved = False
        for unit, members in units.members.items():
            here = pieces[unit]
            linked = [pieces[other] for other in links.get(unit, ())]
            best, spared = here, 0
            for piece in (here - 1, here + 1):
                gain = linked.count(piece) - linked.count(here)
                if gain > spared and (piece in linked):
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
    for last in range(SHORTEST_PIECE - 1, total):
        best[0][last] = (ends[last] - starts[0]) ** 2
    for piece in range(1, count):
        for last in range(piece, total):
            for cut in range(piece - 1, last - SHORTEST_PIECE + 1):
                if costs[cut] > MOST_BRIDGES:
                    continue
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
        max(0.0, min(s for s, _ in after) - max(e for _, e in before))
        for before, after in pairwise(spans)
    ]
    return [*gaps, 0.0]


class _Piece(NamedTuple):
    """A piece laid out from (0, 0): which nodes, groups and edges it has."""

    layout: GraphLayout
    nodes: list[int]
    groups: list[int]
    edges: list[int]
    width: float
    height: float


def _place_of(group: int | None, place: dict[int, int]) -> int | None:
    return None if group is None else place[group]


def _lay_out_piece(spec: GraphSpec, pieces: Sequence[int], piece: int) -> _Piece:
    """Lay one piece out by itself."""
    nodes = [i for i, p in enumerate(pieces) if p == piece]
    place = {node: i for i, node in enumerate(nodes)}
    groups: list[int] = []
    for node in nodes:
        group = spec.nodes[node].group
        while group is not None and group not in groups:
            groups.append(group)
            group = spec.groups[group].parent
    groups.sort()
    group_place = {group: i for i, group in enumerate(groups)}
    edges = [i for i, e in enumerate(spec.edges) if e.source in place and e.target in place]
    kept = [[place[n] for n in row if n in place] for row in spec.same_rank]
    part = spec._replace(
        nodes=[spec.nodes[n]._replace(group=_place_of(spec.nodes[n].group, group_place)) for n in nodes],
        edges=[
            e._replace(source=place[e.source], target=place[e.target]) for e in (spec.edges[i] for i in edges)
        ],
        groups=[
            spec.groups[g]._replace(parent=_place_of(spec.groups[g].parent, group_place)) for g in groups
        ],
        same_rank=[row for row in kept if len(row) > 1],
    )
    return _cropped(spec, square_edges(part, lay_out_graph(part)), nodes, groups, edges)


def _cropped(
    spec: GraphSpec, layout: GraphLayout, nodes: list[int], groups: list[int], edges: list[int]
) -> _Piece:
    """The piece moved so that its contents start at (0, 0)."""
    boxes = layout.nodes + layout.groups
    xs = [b.x for b in boxes] + [b.right for b in boxes]
    ys = [b.y for b in boxes] + [b.bottom for b in boxes]
    for path in layout.edges:
        for segment in path:
            xs.extend(x for x, _ in segment.points)
            ys.extend(y for _, y in segment.points)
    for edge, label in zip(edges, layout.labels, strict=True):
        size = spec.edges[edge].label
        if label and size:
            xs += [label[0] - size[0] / 2, label[0] + size[0] / 2]
            ys += [label[1] - size[1] / 2, label[1] + size[1] / 2]
    moved = shift_layout(layout, -min(xs), -min(ys))
    return _Piece(moved, nodes, groups, edges, max(xs) - min(xs), max(ys) - min(ys))


def shift_layout(layout: GraphLayout, dx: float, dy: float) -> GraphLayout:
    """The layout moved by (dx, dy) px."""
    return GraphLayout(
        [Box(b.x + dx, b.y + dy, b.width, b.height) for b in layout.nodes],
        [Box(b.x + dx, b.y + dy, b.width, b.height) for b in layout.groups],
        [shift_path(p, dx, dy) for p in layout.edges],
        [(p[0] + dx, p[1] + dy) if p else None for p in layout.labels],
    )


def lay_out_folded(spec: GraphSpec, folding: Folding) -> GraphLayout:
    """Lay the graph out in the folding's pieces, side by side or one below the other, with bridges between them."""
    pieces = [_lay_out_piece(spec, folding.pieces, p) for p in range(folding.total)]
    nodes = [Box(0, 0, 0, 0)] * len(spec.nodes)
    groups = [Box(0, 0, 0, 0)] * len(spec.groups)
    edges: list[Path] = [()] * len(spec.edges)
    labels: list[Point | None] = [None] * len(spec.edges)
    at = 0.0
    gutters: list[tuple[float, float]] = []
    for number, piece in enumerate(pieces):
        if number:
            through = sum(1 for e in spec.edges if _passes(folding.pieces, e.source, e.target, number))
            gap = spec.piece_gap + BRIDGE_ROOM * through
            gutters.append((at, at + gap))
            at += gap
        moved = shift_layout(piece.layout, *((at, 0.0) if spec.direction == "TB" else (0.0, at)))
        for i, node in enumerate(piece.nodes):
            nodes[node] = moved.nodes[i]
        for i, group in enumerate(piece.groups):
            groups[group] = moved.groups[i]
        for i, edge in enumerate(piece.edges):
            edges[edge], labels[edge] = moved.edges[i], moved.labels[i]
        at += piece.width if spec.direction == "TB" else piece.height
    open_edges = [i for i, e in enumerate(spec.edges) if folding.pieces[e.source] != folding.pieces[e.target]]
    return bridge(spec, GraphLayout(nodes, groups, edges, labels), open_edges, gutters)


def _passes(pieces: Sequence[int], source: int, target: int, before: int) -> bool:
    """Whether an edge runs through the cut before a piece."""
    low, high = sorted((pieces[source], pieces[target]))
    return low < before <= high
