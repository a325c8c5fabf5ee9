"""Faults in drawings that a person would see: text out of its shape, things on top of each other, anything cut off, faint text.

Every function answers sentences, one a fault; an empty list is a clean drawing. `lint` runs all that hold for every type.
"""

from __future__ import annotations

import math
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from diagramc.ir.colors import CSS_COLORS
from diagramc.layout.clip import crosses, flatten
from diagramc.layout.graph import BEND
from diagramc.layout.reading import edge_lines
from diagramc.scene.colors import contrast, parse_hex
from diagramc.scene.edit import boxes
from diagramc.scene.heads import LENGTHS
from diagramc.scene.model import AnyItem, Box, Cluster, Connector, Drawing, Icon, Point, Shape, Stroke, Text
from diagramc.scene.shapes import outline
from diagramc.themes.base import Theme

TOLERANCE = 0.6
"""Faults smaller than this many px are not seen."""
LEAST_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3."""
HOLDERS = ("-shape", "-frame")
"""How the roles of shapes end that text of their cluster must be inside of."""
LABELS = frozenset({"edge-label", "end-label", "group-label"})
"""Roles of texts that lines must not run through."""
SHARED = 14.0
"""Lines may lie on each other over this many px: where they meet at a tip."""
FRAMES = frozenset({"group", "fragment"})
"""Roles of clusters that stand behind others: their parts are looked at one by one."""


class Solid(NamedTuple):
    """Something that nothing else may overlap: a node with its text, a note, a label."""

    name: str
    box: Box


def walk_items(items: Iterable[AnyItem]) -> Iterator[AnyItem]:
    """All items, also those in clusters, outer ones first."""
    for item in items:
        yield item
        if isinstance(item, Cluster):
            yield from walk_items(item.items)


def _words(item: AnyItem) -> str:
    texts = [
        " ".join(line.text for line in part.block.lines)
        for part in walk_items([item])
        if isinstance(part, Text)
    ]
    return f"{item.role} {item.ref or ''} {' / '.join(texts)[:60]!r}"


def _hull(found: Iterable[Box]) -> Box | None:
    kept = list(found)
    if not kept:
        return None
    left, top = min(b.x for b in kept), min(b.y for b in kept)
    return Box(left, top, max(b.right for b in kept) - left, max(b.bottom for b in kept) - top)


def _is_inside(inner: Box, outer: Box) -> bool:
    return (
        inner.x >= outer.x - TOLERANCE
        and inner.y >= outer.y - TOLERANCE
        and inner.right <= outer.right + TOLERANCE
        and inner.bottom <= outer.bottom + TOLERANCE
    )


def cut_off(drawing: Drawing) -> list[str]:
    """What is not inside the drawing's bounding box."""
    page = Box(0.0, 0.0, drawing.width, drawing.height)
    return [
        f"{_words(item)} is cut off: {box} on {page.width:.0f} by {page.height:.0f}"
        for item in drawing.items
        for box in boxes([item])
        if not _is_inside(box, page)
    ]


def spilt_text(drawing: Drawing) -> list[str]:
    """Text that is wider or higher than the shapes of its cluster. Text of clusters without shapes stands free."""
    clusters = [item for item in walk_items(drawing.items) if isinstance(item, Cluster)]
    hulls = [
        _hull(part.box for part in c.items if isinstance(part, Shape) and part.role.endswith(HOLDERS))
        for c in clusters
    ]
    return [
        f"{_words(part)} spills out of {cluster.role} {cluster.ref or ''}: {part.box} in {hull}"
        for cluster, hull in zip(clusters, hulls, strict=True)
        for part in cluster.items
        if hull is not None and isinstance(part, Text) and not _is_inside(part.box, hull)
    ]


def _solid(owner: AnyItem, parts: Iterable[AnyItem]) -> Iterator[Solid]:
    hull = _hull(boxes(parts))
    if hull is not None:
        yield Solid(_words(owner), hull)


def solids(items: Iterable[AnyItem]) -> Iterator[Solid]:
    """The things that must not overlap each other."""
    for item in items:
        if isinstance(item, Cluster) and item.role in FRAMES:
            texts = [part for part in item.items if isinstance(part, Text)]
            yield from (Solid(_words(part), part.box) for part in texts if part.block.width)
            yield from solids(part for part in item.items if isinstance(part, Cluster))
        elif isinstance(item, Cluster):
            drawn = [part for part in item.items if not isinstance(part, Connector)]
            if any(isinstance(part, Shape) for part in drawn):
                yield from _solid(item, drawn)
            else:
                # A figure with its label below, or a label under a link: what is beside the figure is free.
                yield from _solid(item, [part for part in drawn if not isinstance(part, Text)])
                yield from (Solid(_words(part), part.box) for part in drawn if isinstance(part, Text))
        elif isinstance(item, Text) and item.block.width:
            yield Solid(_words(item), item.box)
        elif isinstance(item, Icon):
            yield Solid(_words(item), Box(item.x, item.y, item.size, item.size))


def overlaps(drawing: Drawing) -> list[str]:
    """Pairs of nodes, notes and labels that overlap."""
    faults: list[str] = []
    found = sorted(solids(drawing.items), key=lambda solid: solid.box.x)
    for position, one in enumerate(found):
        for other in islice(found, position + 1, None):
            width = min(one.box.right, other.box.right) - other.box.x
            if width <= TOLERANCE:
                if other.box.x >= one.box.right:
                    break
                continue
            height = min(one.box.bottom, other.box.bottom) - max(one.box.y, other.box.y)
            if height > TOLERANCE:
                faults.append(f"{one.name} and {other.name} overlap by {width:.1f} by {height:.1f} px")
    return faults


def loose_ends(drawing: Drawing) -> list[str]:
    """Connectors that do not end on the border of the node or frame that they name."""
    places: dict[str, list[Box]] = {}
    for item in walk_items(drawing.items):
        if isinstance(item, Cluster) and item.ref is not None:
            hull = _hull(part.box for part in item.items if isinstance(part, Shape))
            if hull is not None:
                places.setdefault(item.ref, []).append(hull)
    faults: list[str] = []
    for item in walk_items(drawing.items):
        if isinstance(item, Connector):
            points = [point for segment in item.path for point in segment.points]
            for ref, (x, y) in ((item.source, points[0]), (item.target, points[-1])):
                away = [_distance(x, y, box) for box in places.get(ref or "", ())]
                if away and min(away) > 2.0:
                    faults.append(f"{_words(item)} ends {min(away):.1f} px away from {ref}")
    return faults


def _distance(x: float, y: float, box: Box) -> float:
    """From a point to a box; 0 inside it, as outlines such as diamonds are inside their box."""
    return math.hypot(max(box.x - x, 0.0, x - box.right), max(box.y - y, 0.0, y - box.bottom))


def struck_nodes(drawing: Drawing) -> list[str]:
    """Connectors that run through nodes or notes which they do not join."""
    faults: list[str] = []
    stands = [
        (
            item,
            Box(
                hull.x + TOLERANCE,
                hull.y + TOLERANCE,
                hull.width - 2 * TOLERANCE,
                hull.height - 2 * TOLERANCE,
            ),
        )
        for item in drawing.items
        if isinstance(item, Cluster) and item.role in ("node", "note")
        if (hull := _hull(boxes(part for part in item.items if not isinstance(part, Connector)))) is not None
    ]
    for item in walk_items(drawing.items):
        if not isinstance(item, Connector) or item.source is None:
            continue
        lines = flatten(item.path)
        for cluster, hull in stands:
            if cluster.ref not in (item.source, item.target) and any(crosses(hull, line) for line in lines):
                faults.append(f"{_words(item)} runs through {_words(cluster)}")
    return faults


def struck_labels(drawing: Drawing) -> list[str]:
    """Texts of edges and frames that a line runs through, and that have no patch of the ground behind them."""
    lines = list(edge_lines(drawing.items))
    faults: list[str] = []
    for item in walk_items(drawing.items):
        if not isinstance(item, Text) or item.halo != "none" or item.role not in LABELS:
            continue
        box = item.box
        inner = Box(box.x + TOLERANCE, box.y, box.width - 2 * TOLERANCE, box.height)
        faults += [
            f"{_words(item)} is struck by {connector.ref}"
            for connector, line in lines
            if crosses(inner, line)
        ]
    return faults


def laid_on(drawing: Drawing) -> list[str]:
    """Edges that lie on each other over more than SHARED px though they have no end in common."""
    pieces: list[tuple[float, float, float, bool, Connector]] = []
    for connector, line in edge_lines(drawing.items):
        for (ax, ay), (bx, by) in pairwise(line):
            if abs(ax - bx) < 0.1 and abs(ay - by) > SHARED:
                pieces.append((ax, min(ay, by), max(ay, by), True, connector))
            elif abs(ay - by) < 0.1 and abs(ax - bx) > SHARED:
                pieces.append((ay, min(ax, bx), max(ax, bx), False, connector))
    faults: list[str] = []
    for position, (at, low, high, upright, one) in enumerate(pieces):
        for other_at, other_low, other_high, other_upright, other in pieces[position + 1 :]:
            if upright != other_upright or abs(at - other_at) > 2.0 or one is other:
                continue
            if {one.source, one.target} & {other.source, other.target}:
                continue
            if min(high, other_high) - max(low, other_low) > SHARED:
                faults.append(f"{_words(one)} lies on {_words(other)} at {at:.0f}")
    return faults


def bent_heads(drawing: Drawing) -> list[str]:
    """Connectors whose corner, which the bend begins BEND px before, is inside a head longer than an arrow's."""
    faults: list[str] = []
    for item in walk_items(drawing.items):
        if isinstance(item, Connector):
            points = [segment.points[-1] for segment in item.path if segment.points]
            for head, tip, after in (
                (item.source_head, points[0], points[1]),
                (item.target_head, points[-1], points[-2]),
            ):
                if LENGTHS[head] > LENGTHS["arrow"] and math.dist(tip, after) + BEND < LENGTHS[head]:
                    faults.append(f"{_words(item)} bends in its head {head}")
    return faults


def along_frames(drawing: Drawing) -> list[str]:
    """Edges that run along the side of a group's frame over more than SHARED px, no more than 2 px from it."""
    frames = [
        hull
        for item in walk_items(drawing.items)
        if isinstance(item, Cluster) and item.role == "group"
        if (hull := _hull(part.box for part in item.items if isinstance(part, Shape))) is not None
    ]
    faults: list[str] = []
    for connector, line in edge_lines(drawing.items):
        for (ax, ay), (bx, by) in pairwise(line):
            for box in frames:
                sides = [
                    (abs(ax - bx) < 0.1, ax, ay, by, side, box.y, box.bottom) for side in (box.x, box.right)
                ] + [(abs(ay - by) < 0.1, ay, ax, bx, side, box.x, box.right) for side in (box.y, box.bottom)]
                for straight, at, a, b, side, low, high in sides:
                    shared = min(max(a, b), high) - max(min(a, b), low)
                    if straight and abs(at - side) <= 2.0 and shared > SHARED:
                        faults.append(f"{_words(connector)} runs along a frame at {at:.0f}")
    return faults


def wrong_members(drawing: Drawing, members: Mapping[str, Container[str]]) -> list[str]:
    """Nodes that are inside frames which do not hold them, or outside those that do. `members` are the nodes of each frame."""
    found = {
        (item.role, item.ref): hull
        for item in walk_items(drawing.items)
        if isinstance(item, Cluster) and item.role in ("node", "group")
        if (hull := _hull(part.box for part in item.items if isinstance(part, Shape))) is not None
    }
    faults: list[str] = []
    for (role, group), frame in found.items():
        for (other, node), box in found.items() if role == "group" else ():
            if other != "node" or group is None or node is None:
                continue
            inside = _is_inside(box, frame)
            apart = (
                box.right <= frame.x or frame.right <= box.x or box.bottom <= frame.y or frame.bottom <= box.y
            )
            if node in members[group] and not inside:
                faults.append(f"node {node} is not in its group {group}")
            elif node not in members[group] and not apart:
                faults.append(f"node {node} is in the group {group}")
    return faults


def off_border(drawing: Drawing) -> list[str]:
    """Connectors that do not end on the outline of the node they name; of nodes without one, on the border of their text with its pad."""
    outlines: dict[str, list[list[Point]]] = {}
    for item in drawing.items:
        if isinstance(item, Cluster) and item.role == "node" and item.ref is not None:
            shape = next((part for part in item.items if isinstance(part, Shape)), None)
            if shape is not None:
                outlines[item.ref] = flatten(outline(shape.shape, shape.box, shape.radius))
    faults: list[str] = []
    for item in walk_items(drawing.items):
        if isinstance(item, Connector):
            ends = item.path[0].points[-1], item.path[-1].points[-1]
            for ref, end in zip((item.source, item.target), ends, strict=True):
                away = min((_to_line(end, line) for line in outlines.get(ref or "", ())), default=0.0)
                if away > 2.0:
                    faults.append(f"{_words(item)} ends {away:.1f} px off the outline of {ref}")
    return faults


def _to_line(point: Point, line: Sequence[Point]) -> float:
    """The distance from a point to a polyline."""
    best = math.inf
    for (ax, ay), (bx, by) in pairwise(line):
        length = (bx - ax) ** 2 + (by - ay) ** 2
        along = ((point[0] - ax) * (bx - ax) + (point[1] - ay) * (by - ay)) / length if length else 0.0
        part = min(1.0, max(0.0, along))
        best = min(best, math.dist(point, (ax + part * (bx - ax), ay + part * (by - ay))))
    return best


def faint_text(drawing: Drawing, theme: Theme) -> list[str]:
    """Text whose colour is too near that of the topmost filled shape under its middle, or of the canvas where there is none."""
    faults: list[str] = []
    painted: list[tuple[Box, str]] = []
    for item in walk_items(drawing.items):
        if isinstance(item, Shape | Stroke) and item.fill != "none":
            painted.extend((box, item.fill) for box in boxes([item]))
        elif isinstance(item, Text):
            under = (fill for box, fill in reversed(painted) if _distance(*item.box.center, box) == 0)
            behind = theme.paint(item.halo if item.halo != "none" else next(under, "canvas"))
            ratio = _contrast(theme.paint(item.fill), behind)
            if ratio is not None and ratio < LEAST_CONTRAST:
                faults.append(f"{_words(item)} has a contrast of {ratio:.1f} ({item.fill} on {behind})")
    return faults


def _contrast(color: str, ground: str) -> float | None:
    one, other = (parse_hex(CSS_COLORS.get(c.lower(), c)) for c in (color, ground))
    return None if one is None or other is None else contrast(one, other)


def lint(drawing: Drawing) -> list[str]:
    """All faults that every type's drawings must be free of."""
    return [*cut_off(drawing), *spilt_text(drawing), *overlaps(drawing)]
