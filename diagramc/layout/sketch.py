"""What a graph would look like laid out across, going by its layout along: good enough to choose by, and it costs no layout."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from diagramc.layout.graph import LABEL_PAD, GraphLayout, GraphSpec
from diagramc.layout.orthogonal.flow import Flow
from diagramc.scene.model import Box

SAME_RANK = 1.0
"""Middles of nodes on one rank differ by at most this many px."""


def rank_rows(layout: GraphLayout, flow: Flow) -> list[list[int]]:
    """The nodes of each rank, in the flow's order, each in order across it; nodes of a rank share their middle."""
    middles = [flow.enter(box.center) for box in layout.nodes]
    rows: list[list[int]] = []
    last = float("-inf")
    for index in sorted(range(len(middles)), key=lambda i: middles[i][1]):
        if middles[index][1] - last > SAME_RANK:
            rows.append([])
            last = middles[index][1]
        rows[-1].append(index)
    return [sorted(row, key=lambda i: middles[i][0]) for row in rows]


def sketch(spec: GraphSpec, along: GraphSpec, layout: GraphLayout) -> GraphLayout:
    """Where nodes and frames of a graph would be about; its layout with another direction is known (`along`). Lines are left out."""
    before, after = Flow(along.direction), Flow(spec.direction)
    rows = rank_rows(layout, before)
    sizes = [after.enter_size((node.width, node.height)) for node in spec.nodes]
    boxes: list[Box] = [Box(0.0, 0.0, 0.0, 0.0)] * len(spec.nodes)
    gaps = _gaps(spec, along, layout, rows)
    widths = [sum(sizes[i][0] for i in row) + spec.node_gap * (len(row) - 1) for row in rows]
    # Ranks are not packed in the known layout either: lines pass, and nodes stand over each other.
    looseness = _looseness(along, layout, rows, before)
    y = 0.0
    for row, gap, width in zip(rows, gaps, widths, strict=True):
        depth = max(sizes[i][1] for i in row)
        x = -width / 2
        for i in row:
            middle = (x + sizes[i][0] / 2) * looseness
            boxes[i] = Box(middle - sizes[i][0] / 2, y + (depth - sizes[i][1]) / 2, *sizes[i])
            x += sizes[i][0] + spec.node_gap
        y += depth + gap
    frames = _frames(spec, boxes)
    return GraphLayout(
        [after.leave_box(box) for box in boxes],
        [after.leave_box(box) if box.width else box for box in frames],
        [() for _ in spec.edges],
        [None for _ in spec.edges],
    )


def _gaps(
    spec: GraphSpec, along: GraphSpec, layout: GraphLayout, rows: Sequence[Sequence[int]]
) -> list[float]:
    """How far each rank will be from the next one: as far as it is, with labels that lie across instead of along."""
    before, after = Flow(along.direction), Flow(spec.direction)
    boxes = [before.enter_box(box) for box in layout.nodes]
    row_of = {node: number for number, row in enumerate(rows) for node in row}
    labels = [(0.0, 0.0)] * len(rows)
    for edge in spec.edges:
        upper, lower = sorted((row_of[edge.source], row_of[edge.target]))
        if edge.label is not None and upper != lower:
            # Where a line spans several ranks its label is about half way.
            at = (upper + lower - 1) // 2
            had, has = before.enter_size(edge.label)[1], after.enter_size(edge.label)[1]
            labels[at] = max(labels[at][0], had + LABEL_PAD), max(labels[at][1], has + LABEL_PAD)
    found = [
        max(0.0, min(boxes[i].y for i in lower) - max(boxes[i].bottom for i in upper))
        for upper, lower in pairwise(rows)
    ]
    return [*(max(0.0, gap - had) + has for gap, (had, has) in zip(found, labels, strict=False)), 0.0]


def _looseness(along: GraphSpec, layout: GraphLayout, rows: Sequence[Sequence[int]], flow: Flow) -> float:
    """How many times as wide as its fullest rank a layout is across the flow."""
    boxes = [flow.enter_box(box) for box in layout.nodes]
    fullest = max(sum(boxes[i].width for i in row) + along.node_gap * (len(row) - 1) for row in rows)
    width = max(box.right for box in boxes) - min(box.x for box in boxes)
    return max(1.0, width / max(fullest, 1.0))


def _frames(spec: GraphSpec, boxes: Sequence[Box]) -> list[Box]:
    """A frame round the nodes of each group, in flow coordinates; groups without nodes have none."""
    members: dict[int, list[Box]] = {}
    depth: dict[int, int] = {}
    for node, box in zip(spec.nodes, boxes, strict=True):
        group, level = node.group, 1
        while group is not None:
            members.setdefault(group, []).append(box)
            depth[group] = max(depth.get(group, 0), level)
            group, level = spec.groups[group].parent, level + 1
    frames: list[Box] = []
    for index in range(len(spec.groups)):
        inside = members.get(index)
        if not inside:
            frames.append(Box(0.0, 0.0, 0.0, 0.0))
            continue
        pad = spec.group_pad * depth[index]
        left, top = min(b.x for b in inside) - pad, min(b.y for b in inside) - pad
        right, bottom = max(b.right for b in inside) + pad, max(b.bottom for b in inside) + pad
        frames.append(Box(left, top, right - left, bottom - top))
    return frames
