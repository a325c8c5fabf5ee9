"""Folding a long layered graph into several rows (of a rightward flow) or columns (of a downward flow).

After Rüegg and von Hanxleden, *Wrapping layered graphs* (2018): the layering is cut where few edges pass, and the pieces are stacked.
An edge between pieces leaves its piece through a port after the last rank, goes round through the channel between the pieces, and comes
in through a port before the first rank; inside a piece the engine routes it like any other edge, so that it passes no node.
Geometry is worked out for rows; columns are the same with the axes exchanged.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from diagramc.ir.base import Side
from diagramc.layout.graph import (
    GraphEdge,
    GraphLayout,
    GraphNode,
    GraphSpec,
    lay_out_graph,
)
from diagramc.scene.heads import reverse
from diagramc.scene.model import Box, Path, Point, Segment
from diagramc.scene.shapes import curve, line

TRACK = 13.0
"""Distance of neighbouring lines in a channel, in px."""
BEND = 9.0
"""Radius of the bends of lines in channels, in px."""
PORT = GraphNode(6.0, 2.0)
CUT_COST = 0.35
"""What an edge through a cut costs, as a part of the mean rank's square length: cuts go where few edges pass."""
MOST_PIECES = 6
SHORTEST_PIECE = 3
"""Ranks a piece has on average at least: a shorter one is mostly lines that go round."""


class Folding(NamedTuple):
    """The piece each node is in, and the size in px that the folded drawing is likely to have."""

    pieces: tuple[int, ...]
    total: int
    width: float
    height: float


def _along(box: Box, downward: bool) -> tuple[float, float]:
    """A box's extent along the flow."""
    return (box.y, box.bottom) if downward else (box.x, box.right)


def _across(box: Box, downward: bool) -> tuple[float, float]:
    """A box's extent across the flow."""
    return (box.x, box.right) if downward else (box.y, box.bottom)


def _ranks(spec: GraphSpec, layout: GraphLayout, downward: bool) -> list[list[int]]:
    """The nodes of each rank, in the flow's order; nodes of a rank share their middle."""
    middles = [sum(_along(box, downward)) / 2 for box in layout.nodes]
    rows: list[list[int]] = []
    last = float("-inf")
    for index in sorted(range(len(spec.nodes)), key=lambda i: middles[i]):
        if middles[index] - last > 1.0:
            rows.append([])
            last = middles[index]
        rows[-1].append(index)
    return rows


def _top_group(spec: GraphSpec, node: int) -> int | None:
    group = spec.nodes[node].group
    while group is not None and spec.groups[group].parent is not None:
        group = spec.groups[group].parent
    return group


def _cut_costs(spec: GraphSpec, rows: list[list[int]]) -> list[float]:
    """How many edges pass the cut after each rank; infinite where it would split a group or nodes kept on one rank."""
    rank = {node: r for r, row in enumerate(rows) for node in row}
    costs = [0.0] * len(rows)
    for edge in spec.edges:
        low, high = sorted((rank[edge.source], rank[edge.target]))
        for r in range(low, high):
            costs[r] += 1.0 if edge.ranked else 3.0
    spans: dict[int, list[int]] = {}
    for node in rank:
        group = _top_group(spec, node)
        if group is not None:
            spans.setdefault(group, []).append(rank[node])
    for span in spans.values():
        for r in range(min(span), max(span)):
            costs[r] = float("inf")
    return costs


def foldings(spec: GraphSpec, layout: GraphLayout) -> list[Folding]:
    """The ways to fold a graph whose plain layout is known: into 2, 3 … pieces of like length, cut where few edges pass."""
    downward = spec.direction == "TB"
    rows = _ranks(spec, layout, downward)
    if (
        spec.direction not in ("TB", "LR")
        or len(rows) < 4
        or any(g.label_width and _empty(spec, i) for i, g in enumerate(spec.groups))
    ):
        return []
    starts = [min(_along(layout.nodes[n], downward)[0] for n in row) for row in rows]
    ends = [max(_along(layout.nodes[n], downward)[1] for n in row) for row in rows]
    costs = _cut_costs(spec, rows)
    unit = ((ends[-1] - starts[0]) / len(rows)) ** 2 * CUT_COST
    found: list[Folding] = []
    for count in range(2, min(MOST_PIECES, len(rows) // SHORTEST_PIECE) + 1):
        cuts = _best_cuts(starts, ends, costs, count, unit)
        if cuts is None:
            continue
        piece_of = [0] * len(spec.nodes)
        for piece, (first, last) in enumerate(cuts):
            for row in rows[first : last + 1]:
                for node in row:
                    piece_of[node] = piece
        length = max(ends[last] - starts[first] for first, last in cuts) + 2 * spec.rank_gap
        depth = spec.rank_gap * (count - 1)
        for first, last in cuts:
            extents = [_across(layout.nodes[n], downward) for row in rows[first : last + 1] for n in row]
            depth += max(e[1] for e in extents) - min(e[0] for e in extents)
        size = (depth, length) if downward else (length, depth)
        found.append(Folding(tuple(piece_of), count, *size))
    return found


def _empty(spec: GraphSpec, group: int) -> bool:
    return not any(node.group == group for node in spec.nodes) and not any(
        g.parent == group for g in spec.groups
    )


def _best_cuts(
    starts: Sequence[float], ends: Sequence[float], costs: Sequence[float], count: int, unit: float
) -> list[tuple[int, int]] | None:
    """First and last rank of `count` pieces with the least sum of square lengths and cut costs (dynamic programming)."""
    total = len(starts)
    infinite = float("inf")
    best = [[infinite] * total for _ in range(count)]
    before = [[-1] * total for _ in range(count)]
    for last in range(total):
        best[0][last] = (ends[last] - starts[0]) ** 2
    for piece in range(1, count):
        for last in range(piece, total):
            for cut in range(piece - 1, last):
                if costs[cut] == infinite:
                    continue
                cost = best[piece - 1][cut] + (ends[last] - starts[cut + 1]) ** 2 + costs[cut] * unit
                if cost < best[piece][last]:
                    best[piece][last], before[piece][last] = cost, cut
    if best[-1][-1] == infinite:
        return None
    cuts: list[tuple[int, int]] = []
    last = total - 1
    for piece in range(count - 1, -1, -1):
        first = before[piece][last] + 1 if piece else 0
        cuts.append((first, last))
        last = first - 1
    return cuts[::-1]


class _Lanes:
    """Straight lines side by side, TRACK px apart, so that no two that run past the same place lie on each other."""

    def __init__(self) -> None:
        self._used: list[tuple[float, float, float]] = []

    def take(self, wanted: float, step: float, start: float, end: float) -> float:
        """The first position from `wanted` on, in steps of `step` px, that is free from `start` to `end`; it is taken then."""
        low, high = min(start, end) - BEND, max(start, end) + BEND
        position = wanted
        while any(abs(position - p) < abs(step) - 0.5 and low < b and a < high for p, a, b in self._used):
            position += step
        self._used.append((position, low, high))
        return position


class _Crossing(NamedTuple):
    """An edge between pieces, from the earlier one to the later one; `reverse` when the author drew it the other way."""

    edge: int
    source: int
    target: int
    first: int
    second: int
    reverse: bool


class _Piece(NamedTuple):
    """A piece laid out as a row: its own layout from (0, 0), which nodes, groups, edges it has, and where its ports are."""

    layout: GraphLayout
    nodes: list[int]
    groups: list[int]
    edges: list[int]
    exits: dict[int, tuple[Path, Point | None, Point]]
    entries: dict[int, tuple[Path, Point | None, Point]]
    width: float
    height: float


def _swap(point: Point) -> Point:
    return point[1], point[0]


def _swap_path(path: Path) -> Path:
    return tuple(Segment(s.command, tuple(_swap(p) for p in s.points)) for s in path)


def _swap_box(box: Box) -> Box:
    return Box(box.y, box.x, box.height, box.width)


def _swap_layout(layout: GraphLayout) -> GraphLayout:
    return GraphLayout(
        [_swap_box(b) for b in layout.nodes],
        [_swap_box(b) for b in layout.groups],
        [_swap_path(p) for p in layout.edges],
        [_swap(p) if p else None for p in layout.labels],
    )


def _shift_path(path: Path, dx: float, dy: float) -> Path:
    return tuple(Segment(s.command, tuple((x + dx, y + dy) for x, y in s.points)) for s in path)


def _crossings(spec: GraphSpec, pieces: Sequence[int]) -> list[_Crossing]:
    found = []
    for index, edge in enumerate(spec.edges):
        first, second = pieces[edge.source], pieces[edge.target]
        if first < second:
            found.append(_Crossing(index, edge.source, edge.target, first, second, False))
        elif first > second:
            found.append(_Crossing(index, edge.target, edge.source, second, first, True))
    return found


def _lay_out_piece(
    spec: GraphSpec, pieces: Sequence[int], piece: int, crossings: Sequence[_Crossing]
) -> _Piece:
    """Lay one piece out with a port for each edge that leaves or enters it."""
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
    inner = [i for i, e in enumerate(spec.edges) if e.source in place and e.target in place]
    sub_nodes = [spec.nodes[n]._replace(group=_place_of(spec.nodes[n].group, group_place)) for n in nodes]
    sub_edges = [
        e._replace(
            source=place[e.source],
            target=place[e.target],
            source_group=_place_of(e.source_group, group_place),
            target_group=_place_of(e.target_group, group_place),
        )
        for e in (spec.edges[i] for i in inner)
    ]
    last: list[int] = []
    first: list[int] = []
    ports: list[tuple[_Crossing, bool]] = []
    for crossing in crossings:
        edge = spec.edges[crossing.edge]
        leaves = crossing.first == piece
        if not leaves and crossing.second != piece:
            continue
        port = len(sub_nodes)
        sub_nodes.append(PORT)
        # The label stands by the end that the author drew the edge from.
        label = edge.label if leaves != crossing.reverse else None
        if leaves:
            last.append(port)
            sub_edges.append(
                GraphEdge(place[crossing.source], port, label=label, target_side=_BEFORE[spec.direction])
            )
        else:
            first.append(port)
            sub_edges.append(
                GraphEdge(port, place[crossing.target], label=label, source_side=_AFTER[spec.direction])
            )
        ports.append((crossing, leaves))
    kept = [[place[n] for n in row if n in place] for row in spec.same_rank]
    layout = lay_out_graph(
        spec._replace(
            nodes=sub_nodes,
            edges=sub_edges,
            groups=[
                spec.groups[g]._replace(parent=_place_of(spec.groups[g].parent, group_place)) for g in groups
            ],
            same_rank=[row for row in kept if len(row) > 1],
            first=first,
            last=last,
        )
    )
    if spec.direction == "TB":
        layout = _swap_layout(layout)
    return _cropped(spec, layout, nodes, groups, inner, ports)


_BEFORE: dict[str, Side] = {"LR": "left", "TB": "top"}
_AFTER: dict[str, Side] = {"LR": "right", "TB": "bottom"}


def _place_of(group: int | None, place: dict[int, int]) -> int | None:
    return None if group is None else place[group]


def _cropped(
    spec: GraphSpec,
    layout: GraphLayout,
    nodes: list[int],
    groups: list[int],
    inner: list[int],
    ports: list[tuple[_Crossing, bool]],
) -> _Piece:
    """The piece moved so that its contents start at (0, 0)."""
    boxes = layout.nodes + layout.groups
    xs = [b.x for b in boxes] + [b.right for b in boxes]
    ys = [b.y for b in boxes] + [b.bottom for b in boxes]
    for path in layout.edges:
        for segment in path:
            xs.extend(x for x, _ in segment.points)
            ys.extend(y for _, y in segment.points)
    edges = [*inner, *(crossing.edge for crossing, _ in ports)]
    for edge, label in zip(edges, layout.labels, strict=True):
        size = spec.edges[edge].label
        if label and size:
            width, height = (size[1], size[0]) if spec.direction == "TB" else size
            xs += [label[0] - width / 2, label[0] + width / 2]
            ys += [label[1] - height / 2, label[1] + height / 2]
    dx, dy = -min(xs), -min(ys)
    moved = GraphLayout(
        [Box(b.x + dx, b.y + dy, b.width, b.height) for b in layout.nodes],
        [Box(b.x + dx, b.y + dy, b.width, b.height) for b in layout.groups],
        [_shift_path(p, dx, dy) for p in layout.edges],
        [(p[0] + dx, p[1] + dy) if p else None for p in layout.labels],
    )
    exits: dict[int, tuple[Path, Point | None, Point]] = {}
    entries: dict[int, tuple[Path, Point | None, Point]] = {}
    for offset, (crossing, leaves) in enumerate(ports):
        slot = len(inner) + offset
        box = moved.nodes[len(nodes) + offset]
        port = (moved.edges[slot], moved.labels[slot], box.center)
        (exits if leaves else entries)[crossing.edge] = port
    return _Piece(moved, nodes, groups, inner, exits, entries, max(xs) + dx, max(ys) + dy)


def lay_out_folded(spec: GraphSpec, folding: Folding) -> GraphLayout:
    """Lay the graph out in the folding's pieces, stacked along the second axis, with the edges between them in channels."""
    crossings = _crossings(spec, folding.pieces)
    pieces = [_lay_out_piece(spec, folding.pieces, p, crossings) for p in range(folding.total)]
    # The channel above a piece holds the edges that enter it.
    entering = [[c for c in crossings if c.second == p] for p in range(folding.total)]
    gap = spec.rank_gap * 0.75
    tops: list[float] = []
    y = 0.0
    for p, piece in enumerate(pieces):
        y += (gap + TRACK * max(0, len(entering[p]) - 1)) if p else 0.0
        tops.append(y)
        y += piece.height
    indent = TRACK * max((len(e) for e in entering), default=0)
    nodes = [Box(0, 0, 0, 0)] * len(spec.nodes)
    groups = [Box(0, 0, 0, 0)] * len(spec.groups)
    edges: list[Path] = [()] * len(spec.edges)
    labels: list[Point | None] = [None] * len(spec.edges)
    for piece, top in zip(pieces, tops, strict=True):
        for i, node in enumerate(piece.nodes):
            b = piece.layout.nodes[i]
            nodes[node] = Box(b.x + indent, b.y + top, b.width, b.height)
        for i, group in enumerate(piece.groups):
            b = piece.layout.groups[i]
            groups[group] = Box(b.x + indent, b.y + top, b.width, b.height)
        for i, edge in enumerate(piece.edges):
            edges[edge] = _shift_path(piece.layout.edges[i], indent, top)
            label = piece.layout.labels[i]
            labels[edge] = (label[0] + indent, label[1] + top) if label else None
    for crossing, path, label in _channel_routes(spec, pieces, tops, entering, indent, gap):
        edges[crossing.edge] = reverse(path) if crossing.reverse else path
        labels[crossing.edge] = label
    layout = GraphLayout(nodes, groups, edges, labels)
    return _swap_layout(layout) if spec.direction == "TB" else layout


def _channel_routes(
    spec: GraphSpec,
    pieces: Sequence[_Piece],
    tops: Sequence[float],
    entering: Sequence[Sequence[_Crossing]],
    indent: float,
    gap: float,
) -> list[tuple[_Crossing, Path, Point | None]]:
    """The whole path of each edge between pieces. Lines in a channel are nested, so that they cross as little as they must."""
    found: list[tuple[_Crossing, Path, Point | None]] = []
    right_lanes, left_lanes = _Lanes(), _Lanes()
    outer = max(piece.width for piece in pieces)
    for p, crossings in enumerate(entering):
        # Lower exits take the inner track and the upper line, and then the outer track before their piece: so lines that
        # come in in the order in which they went out are nested and do not cross.
        order = sorted(crossings, key=lambda c: (-c.first, -pieces[c.first].exits[c.edge][2][1], c.edge))
        lines = [tops[p] - gap / 2 - TRACK * (len(order) - 1 - slot) for slot in range(len(order))]
        rights: list[float] = []
        for crossing, channel in zip(order, lines, strict=True):
            source = pieces[crossing.first]
            edge = indent + (source.width if p == crossing.first + 1 else outer) + TRACK
            exit_y = source.exits[crossing.edge][2][1] + tops[crossing.first]
            rights.append(right_lanes.take(edge, TRACK, exit_y, channel))
        for crossing, channel, right in reversed(list(zip(order, lines, rights, strict=True))):
            source, target = pieces[crossing.first], pieces[p]
            leave, leave_label, port = source.exits[crossing.edge]
            enter, enter_label, entry = target.entries[crossing.edge]
            top_from, top_to = tops[crossing.first], tops[p]
            left = left_lanes.take(indent - TRACK, -TRACK, channel, entry[1] + top_to)
            corners = [
                (port[0] + indent, port[1] + top_from),
                (right, port[1] + top_from),
                (right, channel),
                (left, channel),
                (left, entry[1] + top_to),
                (entry[0] + indent, entry[1] + top_to),
            ]
            tail = _shift_path(enter, indent, top_to)
            path = (*_shift_path(leave, indent, top_from), *rounded_polyline(corners), *tail[1:])
            label = None
            if leave_label:
                label = leave_label[0] + indent, leave_label[1] + top_from
            elif enter_label:
                label = enter_label[0] + indent, enter_label[1] + top_to
            found.append((crossing, path, label))
    return found


def rounded_polyline(corners: Sequence[Point]) -> Path:
    """Straight lines through the corners with round bends, as segments after a path's end at the first corner."""
    segments: list[Segment] = [line(*corners[0])]
    for before, corner, after in zip(corners, corners[1:], corners[2:], strict=False):
        start, end = _toward(corner, before), _toward(corner, after)
        segments += [line(*start), curve(_middle(start, corner), _middle(end, corner), end)]
    segments.append(line(*corners[-1]))
    return tuple(segments)


def _toward(corner: Point, other: Point) -> Point:
    """The point on the way from a corner to another at which its bend begins."""
    dx, dy = other[0] - corner[0], other[1] - corner[1]
    distance = (dx * dx + dy * dy) ** 0.5
    reach = min(BEND, distance / 2)
    return (corner[0] + dx / distance * reach, corner[1] + dy / distance * reach) if distance else corner


def _middle(a: Point, b: Point) -> Point:
    """The handle of a bend: a bit more than half way to the corner, which is near a quarter circle."""
    return a[0] + (b[0] - a[0]) * 0.55, a[1] + (b[1] - a[1]) * 0.55
