"""Ranks of a graph made anew: wide ones wrapped onto the next, and lines without a direction led back and forth between a few.

A rank with more nodes than its room holds goes on below itself, as words go on on the next line; the nodes keep their order, and the
children of one parent are shared among the ranks, so that a fan of many becomes a block. A line between nodes that have no direction may
lead up or down: a chain of them can be laid as a zigzag on two ranks, or on three.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from diagramc.layout.graph import LABEL_PAD, GraphEdge, GraphLayout, GraphSpec, bounds
from diagramc.layout.orthogonal.flow import Flow
from diagramc.layout.parts import Units
from diagramc.layout.rooted import Root, binds, distances_from, turned
from diagramc.layout.sketch import rank_rows

PARTS = (1.4, 2.0, 3.0, 4.5)
"""A rank's room across the flow, as these parts of the widest rank."""
ZIGZAGS = (2, 3, 4)
"""Ranks between which lines without a direction are led back and forth."""
MOST_NODES = 80
"""Graphs with more nodes are not ranked anew."""
LEAST_JOINED = 0.5
"""The part of the nodes that lines join at least where no frames do: of many parts each is laid out by itself, and they are packed."""
PASSING = 0.75
"""How much of a rank's room a line takes that passes it, as a part of the gap between nodes."""
CAUTION = 1.08
"""How much wider than it must be a layout of new ranks is likely to be: children stand below their parents."""


LONGEST = 50
"""Ranks without nodes after which a node is set all the same."""


class Ranking(NamedTuple):
    """The rank of each node, and the size in px that the graph will have about."""

    ranks: tuple[int, ...]
    width: float
    height: float


def rankings(spec: GraphSpec, layout: GraphLayout, *, most: int) -> list[Ranking]:
    """At most as many ways to rank a graph anew whose plain layout is known, from the widest to the narrowest."""
    if binds(spec) or spec.orders or spec.near or not 3 < len(spec.nodes) <= MOST_NODES:
        return []
    if not spec.groups and max(map(len, _components(spec))) < LEAST_JOINED * len(spec.nodes):
        return []
    rows = rank_rows(layout, Flow(spec.direction))
    usual = _rank_of(rows, len(spec.nodes))
    bases = [rows]
    if all(edge.free for edge in _ranked(spec)) and not spec.groups:
        bases += [_zigzag(spec, count) for count in ZIGZAGS]
    # What frames take shows in the layout that is known.
    bare, framed = _size(spec, usual), bounds(layout) if spec.groups else None
    loose = [max(1.0, a / b) for a, b in zip(framed, bare, strict=True)] if framed else [1.0, 1.0]
    found: dict[tuple[int, ...], Ranking] = {}
    for number, base in enumerate(bases):
        widest = max(_row_width(spec, row) for row in base)
        for part in PARTS if number == 0 else (1.0, *PARTS[:2]):
            ranks = tuple(_scheduled(spec, base, widest / part))
            if ranks != usual and ranks not in found:
                width, height = _size(spec, ranks)
                found[ranks] = Ranking(ranks, width * loose[0], height * loose[1])
    level = spec.direction in ("LR", "RL")
    return sorted(found.values(), key=lambda r: -(r.height if level else r.width))[:most]


def reranked(spec: GraphSpec, ranking: Ranking) -> GraphSpec:
    """The graph with its edges turned and made as long as the ranks say."""
    edges = [_fitted(edge, ranking.ranks) for edge in spec.edges]
    return spec._replace(edges=edges, rows=(), anchors=_anchors(spec, ranking.ranks), narrow=True)


def _anchors(spec: GraphSpec, ranks: Sequence[int]) -> list[tuple[int, int]]:
    """What keeps the parts that no line joins to the first rank on theirs: a node on the rank before each, of a part like it if there is one."""
    found: list[tuple[int, int]] = []
    last: dict[int, int] = {}
    beside = {note for row in spec.same_rank for note in row[1:]}
    parts = [members for members in _components(spec) if not beside.issuperset(members)]
    for members in sorted(parts, key=lambda members: (len(members) == 1, members)):
        top = min(members, key=lambda node: (ranks[node], node))
        if ranks[top]:
            before = [node for node, rank in enumerate(ranks) if rank == ranks[top] - 1]
            found.append((last.pop(ranks[top] - 1, before[0]), top))
        last[max(ranks[node] for node in members)] = max(members, key=lambda node: (ranks[node], -node))
    return found


def _fitted(edge: GraphEdge, ranks: Sequence[int]) -> GraphEdge:
    length = ranks[edge.target] - ranks[edge.source]
    if not edge.ranked or not length:
        return edge
    return edge._replace(length=length) if length > 0 else turned(edge)._replace(length=-length)


def _ranked(spec: GraphSpec) -> list[GraphEdge]:
    """The edges that say something about ranks."""
    return [edge for edge in spec.edges if edge.ranked and edge.source != edge.target]


def _components(spec: GraphSpec) -> list[list[int]]:
    """The nodes that lines join which say something about ranks, whatever frames they are in."""
    loose = spec._replace(
        nodes=[node._replace(group=None) for node in spec.nodes], edges=_ranked(spec), same_rank=()
    )
    return list(Units(loose, linked=True).members.values())


def _rank_of(rows: Sequence[Sequence[int]], count: int) -> tuple[int, ...]:
    ranks = [0] * count
    for rank, row in enumerate(rows):
        for node in row:
            ranks[node] = rank
    return tuple(ranks)


def _extents(spec: GraphSpec, node: int) -> tuple[float, float]:
    found = spec.nodes[node]
    return Flow(spec.direction).enter_size((found.width, found.height))


def _row_width(spec: GraphSpec, row: Sequence[int]) -> float:
    return sum(_extents(spec, node)[0] + spec.node_gap for node in row) - spec.node_gap


def _zigzag(spec: GraphSpec, count: int) -> list[list[int]]:
    """The nodes of each of `count` ranks when those ever further from an end of the graph go down, and up again from the last."""
    root: Root = "end"
    order = distances_from(spec, root)
    period = 2 * (count - 1)
    rows: list[list[int]] = [[] for _ in range(count)]
    for distance, node in sorted(order):
        phase = distance % period
        rows[min(phase, period - phase)].append(node)
    return [row for row in rows if row]


def _scheduled(spec: GraphSpec, rows: Sequence[Sequence[int]], room: float) -> list[int]:
    """A rank for each node in which no rank is wider than the room: the nodes in order of their ranks, each as soon as what leads to it
    is there (list scheduling, as in the layering of Coffman and Graham).
    """
    base = _rank_of(rows, len(spec.nodes))
    place = {node: (rank, at) for rank, row in enumerate(rows) for at, node in enumerate(row)}
    before: list[list[tuple[int, int]]] = [[] for _ in spec.nodes]
    after: list[list[int]] = [[] for _ in spec.nodes]
    beside = {note: row[0] for row in spec.same_rank for note in row[1:]}
    for edge in _ranked(spec):
        # What stands beside a node goes where that goes.
        ends = {beside.get(end, end) for end in (edge.source, edge.target)}
        if len(ends) == 2:
            upper, lower = sorted(ends, key=place.__getitem__)
            before[lower].append((upper, edge.length))
            after[upper].append(lower)
    breadths = [_extents(spec, node)[0] + spec.node_gap for node in range(len(spec.nodes))]
    for note, node in beside.items():
        breadths[node] += breadths[note]
    waiting = [node for node in _in_turn(spec, rows, before, after) if node not in beside]
    ranks = [-1] * len(spec.nodes)
    rank = 0
    stuck = 0
    while waiting:
        first = base[waiting[0]]
        width = 0.0
        for node in list(waiting):
            early = base[node] > first
            if early and (base[node] > first + 1 or not before[node]):
                continue
            if any(not 0 <= ranks[other] <= rank - length for other, length in before[node]):
                continue
            if width and width + breadths[node] > room + spec.node_gap:
                continue
            width += breadths[node]
            ranks[node] = rank
            waiting.remove(node)
        # Long edges leave ranks without nodes, but never so many.
        stuck = 0 if width else stuck + 1
        if stuck > LONGEST:
            ranks[waiting[0]] = rank
            del waiting[0]
        rank += 1
    for note, node in beside.items():
        ranks[note] = ranks[node]
    return ranks


def _in_turn(
    spec: GraphSpec,
    rows: Sequence[Sequence[int]],
    before: Sequence[Sequence[tuple[int, int]]],
    after: Sequence[Sequence[int]],
) -> list[int]:
    """The nodes in the order in which they are ranked: on each rank the first children of every parent before the later ones, and those
    with children of their own last.
    """
    found: list[int] = []
    for row in rows:
        families: dict[int, list[int]] = {}
        for node in row:
            families.setdefault(min((n for n, _ in before[node]), default=-1), []).append(node)
        part: dict[int, float] = {}
        for family in families.values():
            total, at = sum(_extents(spec, node)[0] for node in family), 0.0
            for node in sorted(family, key=lambda node: bool(after[node])):
                part[node] = (at + _extents(spec, node)[0] / 2) / max(total, 1.0)
                at += _extents(spec, node)[0]
        found += sorted(row, key=part.__getitem__)
    return found


def _size(spec: GraphSpec, ranks: Sequence[int]) -> tuple[float, float]:
    """The size in px of ranks one after the other, each as wide as its nodes and the lines that pass it side by side."""
    count = max(ranks) + 1
    rows: list[list[int]] = [[] for _ in range(count)]
    for node, rank in enumerate(ranks):
        rows[rank].append(node)
    flow = Flow(spec.direction)
    passing: list[set[object]] = [set() for _ in range(count)]
    between: list[list[tuple[float, float]]] = [[] for _ in range(count)]
    for index, edge in enumerate(spec.edges):
        low, high = sorted((ranks[edge.source], ranks[edge.target]))
        label = flow.enter_size(edge.label) if edge.label is not None else None
        for rank in range(low, high):
            at_label = label and rank == (low + high - 1) // 2
            between[rank].append(
                (label[0] + LABEL_PAD, label[1] + LABEL_PAD) if label and at_label else (0.0, 0.0)
            )
        bundle = edge.source_bundle if edge.source_bundle is not None else edge.target_bundle
        for rank in range(low + 1, high):
            passing[rank].add(index if bundle is None else ("bundle", bundle))
    gap = spec.node_gap
    widths = [_row_width(spec, row) + PASSING * gap * len(p) for row, p in zip(rows, passing, strict=True)]
    widths += [
        sum(wide + gap for wide, _ in labels) - gap for labels in between if any(high for _, high in labels)
    ]
    along = sum(max((_extents(spec, node)[1] for node in row), default=0.0) for row in rows)
    along += spec.rank_gap * (count - 1) + sum(
        max((high for _, high in labels), default=0.0) for labels in between
    )
    across = CAUTION * max(widths)
    return (along, across) if spec.direction in ("LR", "RL") else (across, along)
