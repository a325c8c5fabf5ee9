"""Ranking a graph from one of its nodes outwards, where lines may run either way along the flow: relationships have no direction."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import Literal

from diagramc.layout.graph import GraphEdge, GraphSpec
from diagramc.layout.orthogonal.flow import Flow

Root = Literal["end", "middle"]
"""From an end of the longest way through the graph, for as many ranks as can be, or from its middle, for as few."""


def rooted(spec: GraphSpec, root: Root) -> GraphSpec | None:
    """The graph with `free` edges turned so that all lead away from a root in each component.

    None when none is turned, when an edge that must not be turned would lead back, or when the author has wishes for ranks.
    """
    if binds(spec) or spec.orders or spec.near or spec.first or spec.last:
        return None
    order = distances_from(spec, root)
    edges = []
    for edge in spec.edges:
        back = order[edge.source] > order[edge.target]
        if back and edge.ranked and not edge.free:
            return None
        edges.append(turned(edge) if back and edge.ranked else edge)
    return spec._replace(edges=edges) if edges != list(spec.edges) else None


def binds(spec: GraphSpec) -> bool:
    """Whether nodes that have ranked edges, and so ranks of their own, are to be on one rank; without it, each row is one with a node and what stands beside it."""
    joined = {node for edge in spec.edges if edge.ranked for node in (edge.source, edge.target)}
    return any(len(joined.intersection(row)) > 1 for row in spec.same_rank)


def turned(edge: GraphEdge) -> GraphEdge:
    """The edge from its target to its source."""
    return edge._replace(
        source=edge.target,
        target=edge.source,
        source_group=edge.target_group,
        target_group=edge.source_group,
        source_side=edge.target_side,
        target_side=edge.source_side,
    )


def distances_from(spec: GraphSpec, root: Root) -> list[tuple[int, int]]:
    """For each node how many edges it is from its component's root, and its place among the nodes, which decides between equals."""
    neighbours: list[list[int]] = [[] for _ in spec.nodes]
    for edge in spec.edges:
        if edge.ranked and edge.source != edge.target:
            neighbours[edge.source].append(edge.target)
            neighbours[edge.target].append(edge.source)
    found = [-1] * len(spec.nodes)
    for node in range(len(spec.nodes)):
        if found[node] >= 0:
            continue
        one = _farthest(_distances(neighbours, node))
        from_one = _distances(neighbours, one)
        start = one if root == "end" else _middle(from_one, neighbours)
        for reached, distance in _distances(neighbours, start).items():
            found[reached] = distance
    return [(distance, node) for node, distance in enumerate(found)]


def _distances(neighbours: Sequence[Sequence[int]], start: int) -> dict[int, int]:
    found = {start: 0}
    waiting = deque([start])
    while waiting:
        node = waiting.popleft()
        for other in neighbours[node]:
            if other not in found:
                found[other] = found[node] + 1
                waiting.append(other)
    return found


def _farthest(distances: dict[int, int]) -> int:
    """The node that is farthest; of several the first."""
    return min(distances, key=lambda node: (-distances[node], node))


def _middle(distances: dict[int, int], neighbours: Sequence[Sequence[int]]) -> int:
    """The node half way from where the distances are taken to the farthest one."""
    node = _farthest(distances)
    for _ in range(distances[node] // 2):
        node = min(n for n in neighbours[node] if distances[n] == distances[node] - 1)
    return node


def rooted_size(spec: GraphSpec) -> tuple[float, float]:
    """The size in px of a graph's ranks one after the other, each as wide as its nodes side by side."""
    flow = Flow(spec.direction)
    ranks = _ranks(spec)
    sizes = [flow.enter_size((node.width, node.height)) for node in spec.nodes]
    rows: dict[int, list[int]] = {}
    for node, rank in enumerate(ranks):
        rows.setdefault(rank, []).append(node)
    labels: dict[int, float] = {}
    for edge in spec.edges:
        if edge.label is not None and edge.ranked:
            rank = min(ranks[edge.source], ranks[edge.target])
            labels[rank] = max(labels.get(rank, 0.0), flow.enter_size(edge.label)[1])
    across = max(sum(sizes[n][0] for n in row) + spec.node_gap * (len(row) - 1) for row in rows.values())
    along = sum(max(sizes[n][1] for n in row) for row in rows.values())
    along += spec.rank_gap * (len(rows) - 1) + sum(labels.values())
    return (along, across) if spec.direction in ("LR", "RL") else (across, along)


def _ranks(spec: GraphSpec) -> list[int]:
    """The rank of each node: one after the last of those before it. A circle is taken to start at its first node, as the author began it."""
    after: list[list[tuple[int, int]]] = [[] for _ in spec.nodes]
    waits = [0] * len(spec.nodes)
    for edge in spec.edges:
        if edge.ranked and edge.source != edge.target:
            after[edge.source].append((edge.target, edge.length))
            waits[edge.target] += 1
    ranks = [0] * len(spec.nodes)
    waiting = dict.fromkeys(range(len(spec.nodes)))
    ready = deque(node for node, count in enumerate(waits) if not count)
    while waiting:
        if not ready:
            ready.append(next(iter(waiting)))
        node = ready.popleft()
        if node not in waiting:
            continue
        del waiting[node]
        for other, length in after[node]:
            if other in waiting:
                ranks[other] = max(ranks[other], ranks[node] + length)
            waits[other] -= 1
            if not waits[other]:
                ready.append(other)
    return ranks
