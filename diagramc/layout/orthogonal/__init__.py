"""Right-angled lines for a layered layout: the engine's ranks and order stay, its curves become level and upright pieces.

The engine says where each line passes each rank, so lines pass no node and cross little. Here they get ports spread along the sides of
nodes, few turns, and tracks of their own between ranks (channel routing, as in Sugiyama-style layouts with orthogonal edges); the
distance of ranks is made what the tracks, heads and labels between them need.
"""

from __future__ import annotations

from collections.abc import Sequence

from diagramc.layout.beside import place_label
from diagramc.layout.clip import crosses, flatten
from diagramc.layout.graph import BEND, LABEL_PAD, GraphLayout, GraphSpec
from diagramc.layout.orthogonal.channels import Channel, find_channels, jog_key
from diagramc.layout.orthogonal.flow import Flow
from diagramc.layout.orthogonal.loops import find_loops
from diagramc.layout.orthogonal.ports import Way
from diagramc.layout.orthogonal.rows import Rows
from diagramc.layout.orthogonal.ways import find_ways
from diagramc.scene.heads import reverse
from diagramc.scene.model import Box, Path, Point, Segment
from diagramc.scene.shapes import rounded_polyline

FRAMES_APART = 0.45
"""How far a frame stands before and after the next thing along the flow, as a part of the rank gap."""


class _Placed:
    """How far each row is moved along the flow, and everything that goes with the rows."""

    def __init__(self, rows: Rows, channels: Sequence[Channel], rank_gap: float) -> None:
        self.rows = rows
        self.shift: list[float] = []
        found = rows.rows
        starts, ends = _zones(rows)
        bottom = 0.0
        for index, row in enumerate(found):
            channels[index].beside_frames(ends[index - 1] if index else 0.0, starts[index])
            if index == 0:
                need = channels[0].room()
                channels[0].put(row.top - starts[0] - max(need, 1.0), row.top - starts[0])
                self.shift.append(0.0)
            else:
                height = _height(
                    rows, index, channels[index].room(), ends[index - 1], starts[index], rank_gap
                )
                top = bottom + height
                self.shift.append(top - row.top)
                channels[index].put(bottom + ends[index - 1], top - starts[index])
            bottom = row.bottom + self.shift[-1]
        channels[-1].put(bottom, bottom + max(channels[-1].room(), 1.0))

    def move(self, y: float) -> float:
        """A height of the engine's layout, moved with the rows it is on or between."""
        found = self.rows.rows
        if y <= found[0].top:
            return y + self.shift[0]
        for index, row in enumerate(found):
            if y <= row.bottom:
                if y >= row.top:
                    return y + self.shift[index]
                before = found[index - 1]
                part = (y - before.bottom) / max(row.top - before.bottom, 1e-9)
                start, end = before.bottom + self.shift[index - 1], row.top + self.shift[index]
                return start + part * (end - start)
        return y + self.shift[-1]


def _zones(rows: Rows) -> tuple[list[float], list[float]]:
    """How far frames reach before the row they start at, and beyond the row they end at, in px."""
    starts, ends = [0.0] * len(rows.rows), [0.0] * len(rows.rows)
    for box, covered in zip(rows.groups, rows.group_rows, strict=True):
        if covered is not None:
            first, last = covered
            starts[first] = max(starts[first], rows.rows[first].top - box.y)
            ends[last] = max(ends[last], box.bottom - rows.rows[last].bottom)
    return starts, ends


def _height(rows: Rows, index: int, need: float, end: float, start: float, rank_gap: float) -> float:
    """How far a row stands below the one above it: the rank gap, about a third of it beside a row of labels, more for tracks and frames."""
    above, below = rows.rows[index - 1], rows.rows[index]
    usual = rank_gap if above.nodes and below.nodes else max(rank_gap / 3, rank_gap * 0.75 - 19.0)
    between = max(need, usual - end - start)
    if end or start:
        between = max(between, FRAMES_APART * rank_gap)
    return end + between + start


def square_edges(spec: GraphSpec, layout: GraphLayout) -> GraphLayout:
    """The engine's layout with right-angled lines, and the gaps and the stretch of the spec.

    Where it has no clean rows all stays as it is; for lines round frames the engine's curves stay.
    """
    flow = Flow(spec.direction)
    rows = Rows(spec, layout, flow)
    if not rows.usable or not rows.rows:
        return layout
    ways, flat = find_ways(rows, flow)
    arcs = [arc for edge in flat if (arc := _arc(rows, edge)) is not None]
    channels = find_channels(rows, ways, arcs)
    placed = _Placed(rows, channels, spec.rank_gap)
    nodes = [_shifted(box, placed.shift[rows.row_of[i]]) for i, box in enumerate(rows.nodes)]
    groups = [_moved_frame(rows, placed, i) for i in range(len(rows.groups))]
    edges = [_moved_curve(flow, placed, path) for path in layout.edges]
    labels = [
        None if box is None else _moved_label(rows, placed, i, box) for i, box in enumerate(rows.labels)
    ]
    for way in ways:
        points = _corners(rows, way, channels, nodes, groups, placed)
        if _strikes(rows, way, points, nodes):
            continue
        path = rounded_polyline(points, BEND)
        edges[way.edge] = path if way.down else reverse(path)
        row = next(
            (r for r in range(way.upper.row + 1, way.lower.row) if way.edge in rows.rows[r].labels), None
        )
        box = rows.labels[way.edge]
        if box is not None and row is not None:
            x = way.xs[row - way.upper.row]
            side = -1 if rows.label_before else 1
            labels[way.edge] = x + side * (LABEL_PAD + box.width / 2), box.center[1] + placed.shift[row]
    _part_labels(rows, labels)
    for loop in find_loops(rows, nodes):
        edges[loop.edge], labels[loop.edge] = rounded_polyline(loop.points, BEND), loop.label
    over = {number: channels[row] for number, row, *_ in arcs}
    for edge in flat:
        points = _flat_line(rows, edge, nodes, over.get(edge))
        edges[edge] = rounded_polyline(points, BEND)
        label = rows.labels[edge]
        if label is not None:
            lines = [line for i, path in enumerate(edges) if i != edge for line in flatten(path)]
            taken = [*nodes, *_label_boxes(rows, labels, without=edge)]
            labels[edge] = place_label(points, (label.width, label.height), taken, lines)
    return GraphLayout(
        [flow.leave_box(box) for box in nodes],
        [flow.leave_box(box) for box in groups],
        [flow.leave_path(path) for path in edges],
        [None if point is None else flow.leave(point) for point in labels],
    )


def _shifted(box: Box, dy: float) -> Box:
    return Box(box.x, box.y + dy, box.width, box.height)


def _moved_frame(rows: Rows, placed: _Placed, group: int) -> Box:
    box, covered = rows.groups[group], rows.group_rows[group]
    if covered is None:
        return box
    top, bottom = box.y + placed.shift[covered[0]], box.bottom + placed.shift[covered[1]]
    return Box(box.x, top, box.width, bottom - top)


def _moved_curve(flow: Flow, placed: _Placed, path: Path) -> Path:
    def move(point: Point) -> Point:
        x, y = flow.enter(point)
        return x * placed.rows.spec.stretch, placed.move(y * placed.rows.spec.swell[1])

    return tuple(Segment(s.command, tuple(move(p) for p in s.points)) for s in path)


def _moved_label(rows: Rows, placed: _Placed, edge: int, box: Box) -> Point:
    x, y = box.center
    return x, placed.move(y)


def _corners(
    rows: Rows,
    way: Way,
    channels: Sequence[Channel],
    nodes: Sequence[Box],
    groups: Sequence[Box],
    placed: _Placed,
) -> list[Point]:
    """The corners of a way, from its upper end to its lower one."""
    upper = nodes[way.upper.node] if way.upper.node is not None else groups[way.upper.group or 0]
    lower = nodes[way.lower.node] if way.lower.node is not None else groups[way.lower.group or 0]
    points: list[Point] = []
    x = way.xs[0]
    if way.exit == "down":
        points.append((x, upper.bottom))
    else:
        points += [(upper.x if way.exit == "left" else upper.right, upper.center[1]), (x, upper.center[1])]
    for offset, after in enumerate(way.xs[1:]):
        if abs(after - x) >= 0.05:
            key = jog_key(rows, way, offset)
            y = next(jog.y for jog in channels[way.upper.row + offset + 1].jogs if jog.key == key)
            points += [(x, y), (after, y)]
        x = after
    if way.entry == "up":
        points.append((x, lower.y))
    else:
        points += [(x, lower.center[1]), (lower.x if way.entry == "left" else lower.right, lower.center[1])]
    return points


def _strikes(rows: Rows, way: Way, points: Sequence[Point], nodes: Sequence[Box]) -> bool:
    """Whether a line runs through a node that it does not join, on the rows from its upper end to its lower one."""
    edge = rows.spec.edges[way.edge]
    return any(
        crosses(nodes[node], points)
        for row in rows.rows[way.upper.row : way.lower.row + 1]
        for node in row.nodes
        if node not in (edge.source, edge.target)
    )


def _between_neighbours(rows: Rows, edge: int) -> bool:
    """Whether nothing stands between the two ends of an edge on one row."""
    one, other = (rows.nodes[n] for n in (rows.spec.edges[edge].source, rows.spec.edges[edge].target))
    left, right = sorted((one, other), key=lambda box: box.x)
    row = rows.row_of[rows.spec.edges[edge].source]
    return not any(left.right < rows.nodes[i].center[0] < right.x for i in rows.rows[row].nodes)


def _arc(rows: Rows, edge: int) -> tuple[int, int, float, float] | None:
    """A line over the things between its ends: edge, row, and where it leaves the row; None for neighbours."""
    if _between_neighbours(rows, edge):
        return None
    source, target = rows.spec.edges[edge].source, rows.spec.edges[edge].target
    one, other = rows.nodes[source].center[0], rows.nodes[target].center[0]
    return edge, rows.row_of[source], one, other


def _flat_line(rows: Rows, edge: int, nodes: Sequence[Box], channel: Channel | None) -> list[Point]:
    """A line along its row between neighbours, or over what stands between its ends."""
    source, target = nodes[rows.spec.edges[edge].source], nodes[rows.spec.edges[edge].target]
    if channel is not None:
        y = next(jog.y for jog in channel.jogs if jog.key == edge)
        (x, _), (other, _) = source.center, target.center
        return [(x, source.y), (x, y), (other, y), (other, target.y)]
    y = source.center[1]
    ends = (source.right, target.x) if source.x < target.x else (source.x, target.right)
    return [(ends[0], y), (ends[1], y)]


def _part_labels(rows: Rows, labels: list[Point | None]) -> None:
    """Move labels on one row apart where lines were so near that they overlap."""
    for row in rows.rows:
        edge_of = -1.0e9
        for edge in sorted(row.labels, key=lambda e: (labels[e] or (0.0, 0.0), e)):
            at, box = labels[edge], rows.labels[edge]
            if at is None or box is None:
                continue
            x = max(at[0], edge_of + box.width / 2)
            labels[edge] = x, at[1]
            edge_of = x + box.width / 2 + 2.0


def _label_boxes(rows: Rows, labels: Sequence[Point | None], without: int) -> list[Box]:
    found: list[Box] = []
    for edge, (at, box) in enumerate(zip(labels, rows.labels, strict=True)):
        if at is not None and box is not None and edge != without:
            found.append(Box(at[0] - box.width / 2, at[1] - box.height / 2, box.width, box.height))
    return found


__all__ = ["square_edges"]
