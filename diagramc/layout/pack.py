"""Packing the components of a graph, and nodes without edges, into rows like words into lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from diagramc.layout.graph import GraphLayout, GraphSpec
from diagramc.layout.parts import Raw, Units, finish_part, put_together
from diagramc.scene.model import Point

MOST_ROWS = 6


class Packing(NamedTuple):
    """The nodes of each component, which components each row has, and the size in px that all will have about."""

    components: tuple[tuple[int, ...], ...]
    rows: tuple[tuple[int, ...], ...]
    width: float
    height: float


def packings(spec: GraphSpec, layout: GraphLayout) -> list[Packing]:
    """The ways to pack a graph of several components whose plain layout is known: in 1, 2, 3 … rows, in the author's order."""
    units = Units(spec, linked=True)
    components = tuple(tuple(members) for members in units.members.values())
    if len(components) < 2:
        return []
    sizes = [_size_of(spec, layout, members) for members in components]
    found: list[Packing] = []
    for count in range(1, min(MOST_ROWS, len(components)) + 1):
        rows = _rows([width for width, _ in sizes], spec.piece_gap, count)
        if found and len(rows) == len(found[-1].rows):
            continue
        found.append(Packing(components, rows, *_places(sizes, rows, spec.piece_gap)[1:]))
    return found


def _size_of(spec: GraphSpec, layout: GraphLayout, members: Sequence[int]) -> tuple[float, float]:
    boxes = [layout.nodes[n] for n in members]
    for node in members:
        group = spec.nodes[node].group
        while group is not None:
            boxes.append(layout.groups[group])
            group = spec.groups[group].parent
    left, top = min(b.x for b in boxes), min(b.y for b in boxes)
    return max(b.right for b in boxes) - left, max(b.bottom for b in boxes) - top


def _rows(widths: Sequence[float], gap: float, count: int) -> tuple[tuple[int, ...], ...]:
    """The widths in order in at most `count` rows, the widest of which is as narrow as can be."""
    low, high = max(widths), sum(widths) + gap * len(widths)
    for _ in range(24):
        middle = (low + high) / 2
        if len(_filled(widths, gap, middle)) <= count:
            high = middle
        else:
            low = middle
    return tuple(tuple(row) for row in _filled(widths, gap, high + 0.01))


def _filled(widths: Sequence[float], gap: float, room: float) -> list[list[int]]:
    rows: list[list[int]] = [[]]
    used = 0.0
    for index, width in enumerate(widths):
        if rows[-1] and used + gap + width > room:
            rows.append([])
            used = 0.0
        used += width + (gap if rows[-1] else 0.0)
        rows[-1].append(index)
    return rows


def _places(
    sizes: Sequence[tuple[float, float]], rows: Sequence[Sequence[int]], gap: float
) -> tuple[list[Point], float, float]:
    """Where each component goes, rows in the middle of the widest; and the size of all."""
    widths = [sum(sizes[i][0] for i in row) + gap * (len(row) - 1) for row in rows]
    widest = max(widths)
    places: list[Point] = [(0.0, 0.0)] * len(sizes)
    y = 0.0
    for row, width in zip(rows, widths, strict=True):
        height = max(sizes[i][1] for i in row)
        x = (widest - width) / 2
        for i in row:
            places[i] = x, y + (height - sizes[i][1]) / 2
            x += sizes[i][0] + gap
        y += height + gap
    return places, widest, y - gap


def put_packed(spec: GraphSpec, packing: Packing, raws: Sequence[Raw]) -> GraphLayout:
    """The components, each laid out by itself, in rows."""
    parts = [finish_part(spec, raw) for raw in raws]
    places, _, _ = _places([(p.width, p.height) for p in parts], packing.rows, spec.piece_gap)
    return put_together(spec, parts, places)
