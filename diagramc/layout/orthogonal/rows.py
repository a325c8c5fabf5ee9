"""The rows of a layered layout: what stands on each rank, and where lines may pass between."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from diagramc.layout.clip import flatten
from diagramc.layout.graph import LABEL_PAD, GraphLayout, GraphSpec
from diagramc.layout.orthogonal.flow import Flow
from diagramc.scene.model import Box, Path, Point

SAME_ROW = 2.0
"""Middles of things on one row differ by less than this many px."""
NODE_CLEAR, LABEL_CLEAR, FRAME_CLEAR = 12.0, 4.0, 9.0
"""How far lines keep from nodes, labels and frames that they pass, in px."""

Interval = tuple[float, float]


class Row:
    """A rank: nodes whose middles are level, and labels of edges that pass here."""

    def __init__(self, center: float) -> None:
        self.center = center
        self.top = self.bottom = center
        self.nodes: list[int] = []
        self.labels: list[int] = []

    def add(self, box: Box) -> None:
        """Make the row as deep as the box."""
        self.top, self.bottom = min(self.top, box.y), max(self.bottom, box.bottom)


class Rows:
    """A layout in flow coordinates, by rows.

    `usable` is False when the layout has no clean rows; then nothing else may be asked.
    """

    def __init__(self, spec: GraphSpec, layout: GraphLayout, flow: Flow) -> None:
        self.spec = spec
        # On a page that is read sideways labels stand above their lines, else right of them.
        self.label_before = flow.level
        scale = spec.stretch, spec.swell[1]
        self.nodes = [
            _apart(flow.enter_box(box), scale, _swell(spec.swell, flow.enter_size(node.swells)))
            for node, box in zip(spec.nodes, layout.nodes, strict=True)
        ]
        self.groups = [_wider(flow.enter_box(box), scale) for box in layout.groups]
        self.labels = [
            _label_box(flow, edge.label, middle, scale)
            for edge, middle in zip(spec.edges, layout.labels, strict=True)
        ]
        self.lines = [_line(flow, path, scale) for path in layout.edges]
        self.row_of: list[int] = [0] * len(self.nodes)
        self.loops: dict[int, list[int]] = {}
        for i, edge in enumerate(spec.edges):
            if edge.source == edge.target:
                self.loops.setdefault(edge.source, []).append(i)
        self.rows = self._find_rows()
        self.usable = all(above.bottom <= below.top + 0.5 for above, below in pairwise(self.rows))
        self._make_room_for_loops()
        self.group_rows = [self._covered(box) for box in self.groups]
        self.members = [self._ancestors(index) for index in range(len(self.nodes))]
        self.placed_labels: set[int] = set()
        self._walls = [self._walls_of(row) for row in self.rows]

    def _find_rows(self) -> list[Row]:
        spec = self.spec
        centers = [(box.center[1], 0, i) for i, box in enumerate(self.nodes)]
        rows: list[Row] = []
        for i, box in enumerate(self.labels):
            edge = spec.edges[i]
            if box is None or edge.source == edge.target:
                continue
            if abs(self.nodes[edge.source].center[1] - self.nodes[edge.target].center[1]) < SAME_ROW:
                continue
            centers.append((box.center[1], 1, i))
        for center, kind, index in sorted(centers):
            if not rows or center - rows[-1].center >= SAME_ROW:
                rows.append(Row(center))
            row = rows[-1]
            if kind == 0:
                row.nodes.append(index)
                self.row_of[index] = len(rows) - 1
                row.add(self.nodes[index])
            else:
                row.labels.append(index)
                label = self.labels[index]
                assert label is not None
                row.add(label)
        return rows

    def _make_room_for_loops(self) -> None:
        """Make rows as deep as the labels of loops on them: read sideways those are longer than their nodes."""
        for node, loops in self.loops.items():
            row = self.rows[self.row_of[node]]
            for i in loops:
                label = self.labels[i]
                if label is not None:
                    row.add(Box(0.0, row.center - label.height / 2, 0.0, label.height))

    def _covered(self, box: Box) -> tuple[int, int] | None:
        """First and last row inside a frame; None for an empty one."""
        inside = [i for i, row in enumerate(self.rows) if row.nodes and box.y < row.center < box.bottom]
        return (inside[0], inside[-1]) if inside and box.width else None

    def _ancestors(self, node: int) -> frozenset[int]:
        found: set[int] = set()
        group = self.spec.nodes[node].group
        while group is not None and group not in found:
            found.add(group)
            group = self.spec.groups[group].parent
        return frozenset(found)

    def _walls_of(self, row: Row) -> list[tuple[float, float, str, int]]:
        walls: list[tuple[float, float, str, int]] = []
        for i in row.nodes:
            left, right = self._with_loops(i)
            walls.append((left - NODE_CLEAR, right + NODE_CLEAR, "node", i))
        for i in row.labels:
            box = self.labels[i]
            assert box is not None
            walls.append((box.x - LABEL_CLEAR, box.right + LABEL_CLEAR, "label", i))
        for i, box in enumerate(self.groups):
            if box.width and box.y < row.center < box.bottom:
                walls.append((box.x - FRAME_CLEAR, box.right + FRAME_CLEAR, "group", i))
        return walls

    def _with_loops(self, node: int) -> Interval:
        """From where to where a node reaches across the flow, with the lines from it to itself and their labels."""
        box = self.nodes[node]
        left, right = box.x, box.right
        for i in self.loops.get(node, ()):
            label = self.labels[i]
            xs = [x for x, _ in self.lines[i]] + ([label.x, label.right] if label else [])
            left, right = min([left, *xs]), max([right, *xs])
        return left, right

    def passing(self, edge: int, row: int) -> float:
        """Where the engine's line crosses the middle of a row."""
        return crossing_at(self.lines[edge], self.rows[row].center)

    def gap(self, row: int, x: float, edge: int) -> Interval:
        """The room round `x` in which a line may pass a row: between the nodes, labels of others, and frames it is not part of.

        A line out of a frame passes inside it or outside, and not along its side.
        """
        spec = self.spec.edges[edge]
        own = self.members[spec.source] | self.members[spec.target]
        shared = self.members[spec.source] & self.members[spec.target]
        low, high = float("-inf"), float("inf")
        left_frames: list[Interval] = []
        for left, right, kind, index in self._walls[row]:
            if kind == "label" and (index == edge or index in self.placed_labels):
                continue
            if kind == "group" and index in own:
                if index in shared:
                    low, high = max(low, left + 2 * FRAME_CLEAR), min(high, right - 2 * FRAME_CLEAR)
                else:
                    left_frames.append((left, right))
                continue
            if (left + right) / 2 <= x:
                low = max(low, right)
            else:
                high = min(high, left)
        for left, right in left_frames:
            low, high = _off_side(low, high, x, left, right)
        return low, high

    def label_room(self, edge: int) -> float:
        """How much room across a row a line with its label takes, in px."""
        box = self.labels[edge]
        return 0.0 if box is None else box.width + LABEL_PAD

    def breadth(self, edge: int, *, at_source: bool) -> float:
        """How much room across the flow the texts beside a line take near one of its ends, in px."""
        found = self.spec.edges[edge]
        end = found.source_breadth if at_source else found.target_breadth
        return max(end, self.label_breadth(edge, at_source=at_source))

    def label_breadth(self, edge: int, *, at_source: bool) -> float:
        """How much room across the flow the label of a line takes near one of its ends, in px."""
        found = self.spec.edges[edge]
        node = found.source if at_source else found.target
        row = self.row_of[node]
        beside = {row - 1, row + 1}
        near = any(edge in self.rows[r].labels for r in beside if 0 <= r < len(self.rows))
        return self.label_room(edge) if near else 0.0

    def girth(self, edge: int, *, at_source: bool) -> float:
        """How broad the head at an end of a line is, in px."""
        found = self.spec.edges[edge]
        return found.source_girth if at_source else found.target_girth


def _off_side(low: float, high: float, x: float, left: float, right: float) -> Interval:
    """The part of a room that is wholly inside or wholly outside a frame, which reaches from `left` to `right` with what keeps off it.

    The part is the one that `x` is in, or else the nearest one that there is.
    """
    inside = (max(low, left + 2 * FRAME_CLEAR), min(high, right - 2 * FRAME_CLEAR))
    parts = [inside, (low, min(high, left)), (max(low, right), high)]
    there = [part for part in parts if part[0] <= part[1]]
    return min(there, key=lambda part: max(part[0] - x, x - part[1], 0.0), default=(low, high))


def _label_box(
    flow: Flow, size: tuple[float, float] | None, middle: Point | None, scale: Point
) -> Box | None:
    if size is None or middle is None:
        return None
    (x, y), (width, height) = flow.enter(middle), flow.enter_size(size)
    return Box(x * scale[0] - width / 2, y * scale[1] - height / 2, width, height)


def _swell(most: tuple[float, float], parts: tuple[float, float]) -> tuple[float, float]:
    """How many times its size a node is that takes part in the swelling so much, across the flow and along it."""
    return 1.0 + (most[0] - 1.0) * parts[0], 1.0 + (most[1] - 1.0) * parts[1]


def _apart(box: Box, scale: Point, swell: tuple[float, float]) -> Box:
    """The box with its middle further out, and swollen."""
    if scale == swell == (1.0, 1.0):
        return box
    (x, y), width, height = box.center, box.width * swell[0], box.height * swell[1]
    return Box(x * scale[0] - width / 2, y * scale[1] - height / 2, width, height)


def _wider(box: Box, scale: Point) -> Box:
    """The frame with its sides as far out as what is in it."""
    return Box(box.x * scale[0], box.y * scale[1], box.width * scale[0], box.height * scale[1])


def _line(flow: Flow, path: Path, scale: Point) -> list[Point]:
    lines = flatten(path)
    return [(x * scale[0], y * scale[1]) for x, y in map(flow.enter, lines[0])] if lines else []


def crossing_at(line: Sequence[Point], y: float) -> float:
    """The x at which a line that runs along the flow passes `y`; that of its nearest end beyond its ends."""
    for (ax, ay), (bx, by) in pairwise(line):
        if min(ay, by) <= y <= max(ay, by):
            return ax if abs(by - ay) < 1e-9 else ax + (bx - ax) * (y - ay) / (by - ay)
    first, last = line[0], line[-1]
    return first[0] if abs(first[1] - y) < abs(last[1] - y) else last[0]
