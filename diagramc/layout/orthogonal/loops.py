"""Lines from a node to itself: one inside the other beside the node, where the engine keeps room for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from diagramc.layout.graph import HEADS_APART, LABEL_PAD, loop_reach
from diagramc.layout.orthogonal.rows import Rows
from diagramc.scene.model import Box, Point

NEXT = 12.0
"""How much further the next one does, in px; beyond the label of the one before."""
HALF = 9.0
"""Half the height of the innermost loop, in px, on nodes that are high enough."""


class Loop(NamedTuple):
    """A loop's corners, and the middle of its label."""

    edge: int
    points: list[Point]
    label: Point | None


def loop_halves(girths: Sequence[float], heights: Sequence[float]) -> list[float]:
    """Half the height of each loop of a node, from the innermost: beyond the label of the one before, and heads do not lie on each other.

    `girths` are how broad their heads are, `heights` how high their labels, along the flow, in px.
    """
    found: list[float] = []
    half = HALF
    for girth, height in zip(girths, heights, strict=True):
        found.append(half)
        half = max(half + max(5.0, girth + HEADS_APART), height / 2 + 6.0)
    return found


def find_loops(rows: Rows, nodes: Sequence[Box]) -> list[Loop]:
    """The loops of all nodes, in flow coordinates; `nodes` are the boxes where they are now."""
    found: list[Loop] = []
    for node, edges in rows.loops.items():
        box = nodes[node]
        x, y = box.center
        side = _side(rows, node, edges)
        out = box.width / 2 + max(loop_reach(rows.spec.edges[edge]) for edge in edges)
        sizes = [rows.labels[edge] for edge in edges]
        halves = loop_halves(
            [max(rows.spec.edges[e].source_girth, rows.spec.edges[e].target_girth) for e in edges],
            [size.height if size else 0.0 for size in sizes],
        )
        for edge, size, room in zip(edges, sizes, halves, strict=True):
            half = min(room, max(3.0, box.height / 2 - 3.0))
            edge_x, out_x = x + side * box.width / 2, x + side * out
            points = [(edge_x, y - half), (out_x, y - half), (out_x, y + half), (edge_x, y + half)]
            middle = None
            if size is not None:
                middle = out_x + side * (LABEL_PAD + size.width / 2), y
                out += LABEL_PAD + size.width
            out += NEXT
            found.append(Loop(edge, points, middle))
    return found


def _side(rows: Rows, node: int, edges: Sequence[int]) -> int:
    """1 where the engine keeps room for the loops on the far side of a node across the flow, else -1."""
    xs = [x for edge in edges for x, _ in rows.lines[edge]]
    xs += [label.center[0] for edge in edges if (label := rows.labels[edge]) is not None]
    box = rows.nodes[node]
    return 1 if not xs or max(xs) - box.right >= box.x - min(xs) else -1
