"""Ports: where the lines at a side of a node end, spread along it as far as heads and texts need."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from diagramc.layout.graph import HEADS_APART
from diagramc.layout.orthogonal.rows import Interval, Rows
from diagramc.scene.model import Box

APART = 12.0
"""Least distance of lines side by side, in px."""
CORNER = 12.0
"""How far ports keep from the corners of nodes, in px; at most a quarter of the side."""
PEAKED = frozenset({"diamond", "ellipse"})
"""Shapes that a single line leaves and enters exactly at the tip."""


class End(NamedTuple):
    """An end of a line: its box in flow coordinates, the row it is on, and whether it is a node (else a frame)."""

    box: Box
    row: int
    node: int | None
    group: int | None


class Way:
    """The course of an edge along the flow, from its upper end to its lower one.

    `xs` says where it is on each row from the first to the last. `exit` and `entry` are the sides it leaves and enters by:
    `down` and `up`, or `left` and `right` where it does so at the middle of the node's side.
    """

    def __init__(self, edge: int, upper: End, lower: End, down: bool) -> None:
        self.edge = edge
        self.upper = upper
        self.lower = lower
        self.down = down
        self.exit = "down"
        self.entry = "up"
        self.xs: list[float] = []

    @property
    def span(self) -> int:
        """How many rows further the lower end is."""
        return self.lower.row - self.upper.row


def inner(box: Box) -> Interval:
    """The part of a side that lines may end at."""
    inset = min(CORNER, box.width / 4)
    return box.x + inset, box.right - inset


def bundle_at(rows: Rows, way: Way, *, upper: bool) -> object:
    """What lines share that come in at a side as one; the way itself for all others."""
    edge = rows.spec.edges[way.edge]
    bundle = edge.source_bundle if way.down == upper else edge.target_bundle
    return way.edge if bundle is None else ("bundle", bundle)


def slots(rows: Rows, ways: Sequence[Way], *, upper: bool) -> list[Interval]:
    """The part of a side that each of its lines may use, in order; bundled lines share one.

    Each line would like to be straight below or above its other end. They are moved apart as much as they must, and each may then
    use the side up to half way to its neighbours.
    """
    if not ways:
        return []
    end = ways[0].upper if upper else ways[0].lower
    box, middle = end.box, end.box.center[0]
    peaked = end.node is not None and rows.spec.nodes[end.node].shape in PEAKED
    keys = [bundle_at(rows, way, upper=upper) for way in ways]
    bundles = list(dict.fromkeys(keys))
    # Lines that all come in may share the tip; one that goes out there would seem to go on from a head.
    if peaked and (len(bundles) == 1 or not (upper or len({way.down for way in ways}) > 1)):
        return [(middle, middle)] * len(ways)
    low, high = (box.x + box.width * 0.3, box.right - box.width * 0.3) if peaked else inner(box)
    if len(bundles) == 1:
        wide = (middle, middle) if isinstance(bundles[0], tuple) and len(ways) > 1 else (low, high)
        return [wide] * len(ways)
    wishes = []
    for bundle in bundles:
        aims = [
            next_x(rows, w) if upper else last_x(rows, w)
            for w, k in zip(ways, keys, strict=True)
            if k == bundle
        ]
        wishes.append(min(max(sum(aims) / len(aims), low), high))

    def widest(measure: Callable[..., float]) -> list[float]:
        """The largest of what the lines of each bundle measure at this side."""
        return [
            max(
                measure(w.edge, at_source=w.down == upper)
                for w, k in zip(ways, keys, strict=True)
                if k == bundle
            )
            for bundle in bundles
        ]

    breadths, girths = widest(rows.breadth), widest(rows.girth)
    # What stands beside a line is before it on a page read sideways, else after it; the text at an outer end is on the far side.
    outer = -1 if rows.label_before else 0
    breadths[outer] = max(
        rows.label_breadth(w.edge, at_source=w.down == upper)
        for w, k in zip(ways, keys, strict=True)
        if k == bundles[outer]
    )
    beside = breadths[1:] if rows.label_before else breadths[:-1]
    heads = [(one + other) / 2 + HEADS_APART for one, other in pairwise(girths)]
    gaps = [max(2 * APART, b + APART, head) for b, head in zip(beside, heads, strict=True)]
    scale = min(1.0, (high - low) / sum(gaps))
    gaps = [gap * scale for gap in gaps]
    at = _spread(wishes, low, high, gaps)
    needs = [
        min(gap, max(APART * scale, b * scale, head))
        for gap, b, head in zip(gaps, beside, heads, strict=True)
    ]
    found: dict[object, Interval] = {}
    for i, bundle in enumerate(bundles):
        left = low if i == 0 else (at[i - 1] + at[i] + needs[i - 1]) / 2
        right = high if i == len(at) - 1 else (at[i] + at[i + 1] - needs[i]) / 2
        joined = isinstance(bundle, tuple) and keys.count(bundle) > 1
        found[bundle] = (left, right) if left <= right and not joined else (at[i], at[i])
    return [found[key] for key in keys]


def _spread(wishes: Sequence[float], low: float, high: float, gaps: Sequence[float]) -> list[float]:
    """Positions in order from `low` to `high`, neighbours at least their gap apart, near to what is wished."""
    at: list[float] = []
    for i, wish in enumerate(wishes):
        at.append(max(wish, at[-1] + gaps[i - 1]) if at else wish)
    limit = high
    for i in range(len(at) - 1, -1, -1):
        at[i] = min(at[i], limit)
        limit = at[i] - (gaps[i - 1] if i else 0.0)
    return [max(x, low) for x in at]


def next_x(rows: Rows, way: Way) -> float:
    """Where a way passes the row after its first."""
    row = way.upper.row + 1
    return way.lower.box.center[0] if row == way.lower.row else rows.passing(way.edge, row)


def last_x(rows: Rows, way: Way) -> float:
    """Where a way passes the row before its last."""
    row = way.lower.row - 1
    return way.upper.box.center[0] if row == way.upper.row else rows.passing(way.edge, row)
