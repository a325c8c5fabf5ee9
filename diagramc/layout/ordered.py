"""Layout by the engine with the order of every rank settled beforehand: it says only how far things stand from each other across the flow."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from diagramc.ir.base import Direction
from diagramc.layout.engine import run_dot
from diagramc.layout.graph import LABEL_PAD, GraphLayout, GraphSpec, inches, read_layout, to_dot
from diagramc.layout.order import Layers, Order
from diagramc.scene.model import Box, Path, Point
from diagramc.scene.shapes import polyline

LARGE = 250
"""Nodes and edges from which the order is left to the engine: what is settled here takes their number squared."""
PULL = 4
"""How much more an edge pulls its ends together than neighbours on a rank are pulled."""
STRAIGHTNESS = (1, 2, 8)
"""How much a piece of an edge wishes to be straight, by how many of its ends are no nodes: as much as in the engine."""
PASSING = 2.0
"""The breadth of an edge where it passes a rank, in px."""
LABEL_CORNERS: dict[Direction, tuple[str, str]] = {
    "TB": ("nw", "sw"),
    "BT": ("sw", "nw"),
    "LR": ("sw", "se"),
    "RL": ("se", "sw"),
}
"""The corners of a label that its line comes to and leaves from: labels are right of their lines or, read sideways, above them."""


def can_be_ordered(spec: GraphSpec) -> bool:
    """Whether the order can be settled before: not with frames, which the engine keeps apart, and where nodes or edges have wishes."""
    wishes = spec.groups, spec.same_rank, spec.orders, spec.near, spec.first, spec.last
    return (
        not any(wishes)
        and len(spec.nodes) + len(spec.edges) <= LARGE
        and all(
            edge.ranked and edge.source != edge.target and not edge.source_side and not edge.target_side
            for edge in spec.edges
        )
    )


def lay_out(specs: Sequence[GraphSpec]) -> list[GraphLayout]:
    """Lay graphs out in layers along their directions, those with `rows` in that order of ranks and with the author's order on each."""
    if not specs:
        return []
    found = [Layers(spec, spec.rows) if spec.rows else None for spec in specs]
    orders = [layers.in_order() if layers else [] for layers in found]
    known = list(zip(specs, found, orders, strict=True))
    answers = run_dot([_to_ordered_dot(s, layers, o) if layers else to_dot(s) for s, layers, o in known])
    return [
        _read_ordered(spec, layers, answer) if layers else read_layout(spec, answer)
        for (spec, layers, _), answer in zip(known, answers, strict=True)
    ]


def _to_ordered_dot(spec: GraphSpec, layers: Layers, order: Order) -> str:
    """The layers as DOT: a node for each item, all levels in order."""
    out = [
        "digraph {",
        f"graph [rankdir={spec.direction} nodesep={inches(spec.node_gap)} ranksep={inches(spec.rank_gap)}"
        " splines=false mclimit=0.01 searchsize=5]",
        'node [fixedsize=true label="" shape=box]',
        "edge [dir=none]",
    ]
    labelled = {item: edge for edge, item in layers.labels.items()}
    for row in order:
        for item in row:
            width, height = _size(spec, layers, item, labelled.get(item))
            out.append(f"n{item} [width={inches(width)} height={inches(height)}]")
        if len(row) > 1:
            out.append("{rank=same; " + "; ".join(f"n{item}" for item in row) + "}")
            out.extend(f"n{one} -> n{other} [style=invis]" for one, other in pairwise(row))
    came, left = LABEL_CORNERS[spec.direction]
    for edge, way in enumerate(layers.ways):
        for one, other in pairwise(way):
            free = (one >= layers.nodes) + (other >= layers.nodes)
            weight = PULL * STRAIGHTNESS[free] * spec.edges[edge].weight
            tail, head = (f":{left}" if one in labelled else ""), (f":{came}" if other in labelled else "")
            out.append(f"n{one}{tail} -> n{other}{head} [weight={weight}]")
    out.append("}")
    return "\n".join(out)


def _size(spec: GraphSpec, layers: Layers, item: int, edge: int | None) -> tuple[float, float]:
    if item < layers.nodes:
        return spec.nodes[item].width, spec.nodes[item].height
    label = spec.edges[edge].label if edge is not None else None
    if label is None:
        return PASSING, PASSING
    return label[0] + 2 * LABEL_PAD, label[1] + LABEL_PAD


def _read_ordered(spec: GraphSpec, layers: Layers, answer: dict[str, Any]) -> GraphLayout:
    """Nodes and labels where the engine put them, and straight lines from level to level."""
    top = float(answer["bb"].split(",")[3])
    middles: dict[int, Point] = {}
    for item in answer["objects"]:
        if "pos" in item:
            x, y = item["pos"].split(",")
            middles[int(item["name"][1:])] = float(x), top - float(y)
    nodes = [
        Box(middles[i][0] - node.width / 2, middles[i][1] - node.height / 2, node.width, node.height)
        for i, node in enumerate(spec.nodes)
    ]
    labels: list[Point | None] = [None] * len(spec.edges)
    lines = dict(middles)
    for number, item in layers.labels.items():
        (x, y), (width, height) = middles[item], _size(spec, layers, item, number)
        labels[number] = x, y
        level = spec.direction in ("LR", "RL")
        lines[item] = (x, y + height / 2) if level else (x - width / 2, y)
    edges: list[Path] = []
    for edge, way in zip(spec.edges, layers.ways, strict=True):
        points = [lines[item] for item in way]
        edges.append(polyline(*(points if way[0] == edge.source else points[::-1])))
    return GraphLayout(nodes, [], edges, labels)
