"""Staggering the many leaves of a node on two or three ranks instead of one wide one (as Graphviz's `unflatten` does)."""

from __future__ import annotations

from diagramc.layout.graph import GraphLayout, GraphSpec

FEWEST = 4
"""Leaves that a node has at least for them to be staggered."""
MOST_RANKS = 3


def _leaves(spec: GraphSpec) -> dict[tuple[int, bool], list[int]]:
    """The edges to nodes that have no other edge, by the node they share, and whether that is their source."""
    degree = [0] * len(spec.nodes)
    for edge in spec.edges:
        degree[edge.source] += 1
        degree[edge.target] += 1
    fixed = {node for row in spec.same_rank for node in row}
    found: dict[tuple[int, bool], list[int]] = {}
    for index, edge in enumerate(spec.edges):
        if edge.source == edge.target or not edge.ranked or edge.source_group or edge.target_group:
            continue
        if degree[edge.target] == 1 and edge.target not in fixed:
            found.setdefault((edge.source, True), []).append(index)
        elif degree[edge.source] == 1 and edge.source not in fixed:
            found.setdefault((edge.target, False), []).append(index)
    return {hub: edges for hub, edges in found.items() if len(edges) >= FEWEST}


def staggered(spec: GraphSpec, ranks: int) -> GraphSpec:
    """The graph with each node's many leaves in turn on as many ranks."""
    extra = {edge: turn % ranks for edges in _leaves(spec).values() for turn, edge in enumerate(edges)}
    return spec._replace(
        edges=[edge._replace(length=edge.length + extra.get(i, 0)) for i, edge in enumerate(spec.edges)],
        rows=(),
    )


def staggered_size(
    spec: GraphSpec, layout: GraphLayout, size: tuple[float, float], ranks: int
) -> tuple[float, float] | None:
    """The size in px that the staggered graph will have about, from that of its plain layout; None when it has nothing to stagger."""
    hubs = _leaves(spec)
    if not any(len(edges) >= ranks * 2 for edges in hubs.values()):
        return None
    level = spec.direction in ("LR", "RL")
    rows: dict[int, list[int]] = {}
    for index, box in enumerate(layout.nodes):
        rows.setdefault(round(box.center[0] if level else box.center[1]), []).append(index)
    leaves = {
        spec.edges[edge].target if at_source else spec.edges[edge].source
        for (_, at_source), edges in hubs.items()
        for edge in edges
    }

    def extents(node: int) -> tuple[float, float]:
        found = spec.nodes[node]
        return (found.height, found.width) if level else (found.width, found.height)

    across, along = (size[1], size[0]) if level else size
    usual = [sum(extents(n)[0] + spec.node_gap for n in row) for row in rows.values()]
    after = [
        sum((extents(n)[0] + spec.node_gap) / (ranks if n in leaves else 1) for n in row)
        for row in rows.values()
    ]
    depth = max(max(extents(n)[1] for n in row) for row in rows.values() if leaves.intersection(row))
    across *= max(after) / max(usual)
    along += (ranks - 1) * (depth + spec.rank_gap)
    return (along, across) if level else (across, along)
