"""Lines from a node to itself: one inside the other beside the node, where the engine keeps room for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from diagramc.layout.graph import LABEL_PAD
from diagramc.layout.orthogonal.rows import Rows
from diagramc.scene.model import Box, Point

REACH = 20.0
"""How far the innermost loop stands out, in px."""
NEXT = 12.0
"""How much further the next one does, in px; beyond the label of the one before."""
HALF = 9.0
"""Half the height of the innermost loop, in px, on nodes that are high enough."""


class Loop(NamedTuple):
    """A loop's corners, and the middle of its label."""

    edge: int
    points: list[Point]
    label: Point | None


def find_loops(rows: Rows, nodes: Sequence[Box]) -> list[Loop]:
    """The loops of all nodes, in flow coordinates; `nodes` are the boxes where they are now."""
    found: list[Loop] = []
    for node, edges in rows.loops.items():
        box = nodes[node]
        x, y = box.center
        side = _side(rows, node, edges)
        out, inner = box.width / 2 + REACH, HALF
        for edge in edges:
            half = min(inner, max(3.0, box.height / 2 - 3.0))
            edge_x, out_x = x + side * box.width / 2, x + side * out
            points = [(edge_x, y - half), (out_x, y - half), (out_x, y + half), (edge_x, y + half)]
            size = rows.labels[edge]
            middle = None
            if size is not None:
                middle = out_x + side * (LABEL_PAD + size.width / 2), y
                out += LABEL_PAD + size.width
                inner = max(inner, size.height / 2 + 1.0)
            inner += 5.0
            out += NEXT
            found.append(Loop(edge, points, middle))
    return found


def _side(rows: Rows, node: int, edges: Sequence[int]) -> int:
    """1 where the engine keeps room for the loops on the far side of a node across the flow, else -1."""
    xs = [x for edge in edges for x, _ in rows.lines[edge]]
    xs += [label.center[0] for edge in edges if (label := rows.labels[edge]) is not None]
    box = rows.nodes[node]
    return 1 if not xs or max(xs) - box.right >= box.x - min(xs) else -1
