"""Moving and measuring items whatever they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from diagramc.scene.heads import LENGTHS
from diagramc.scene.model import (
    AnyItem,
    Box,
    Cluster,
    Connector,
    Drawing,
    Icon,
    Path,
    Point,
    Segment,
    Shape,
    Stroke,
    Text,
)

HEAD_HALF = 7.0
"""Half the breadth of the broadest head, in px."""


def shift_path(path: Path, dx: float, dy: float) -> Path:
    """The path moved by (dx, dy) px."""
    return tuple(Segment(s.command, tuple((x + dx, y + dy) for x, y in s.points)) for s in path)


def shift(item: AnyItem, dx: float, dy: float) -> AnyItem:
    """The item moved by (dx, dy) px."""
    match item:
        case Shape():
            box = item.box
            return replace(item, box=Box(box.x + dx, box.y + dy, box.width, box.height))
        case Text() | Icon():
            return replace(item, x=item.x + dx, y=item.y + dy)
        case Stroke() | Connector():
            return replace(item, path=shift_path(item.path, dx, dy))
        case Cluster():
            return replace(item, items=tuple(shift(part, dx, dy) for part in item.items))


def translate(items: Iterable[AnyItem], dx: float, dy: float) -> Iterator[AnyItem]:
    """The items moved by (dx, dy) px."""
    return (shift(item, dx, dy) for item in items)


def boxes(items: Iterable[AnyItem]) -> Iterator[Box]:
    """The room that each drawn thing takes; of curves, that of their control points."""
    for item in items:
        match item:
            case Shape():
                yield item.box
            case Text():
                yield item.box
            case Icon():
                yield Box(item.x, item.y, item.size, item.size)
            case Stroke() | Connector():
                points = [p for s in item.path for p in s.points]
                if points:
                    pad = 1.0 if isinstance(item, Connector) else 0.0
                    xs, ys = [x for x, _ in points], [y for _, y in points]
                    left, top = min(xs) - pad, min(ys) - pad
                    yield Box(left, top, max(xs) + pad - left, max(ys) + pad - top)
                    if isinstance(item, Connector):
                        yield from _tips(item, points[0], points[-1])
            case Cluster():
                yield from boxes(item.items)


def _tips(connector: Connector, first: Point, last: Point) -> Iterator[Box]:
    """The room that a connector's heads take across its ends."""
    for head, (x, y) in ((connector.source_head, first), (connector.target_head, last)):
        if LENGTHS[head]:
            yield Box(x - HEAD_HALF, y - HEAD_HALF, 2 * HEAD_HALF, 2 * HEAD_HALF)


def crop(items: Iterable[AnyItem]) -> Drawing:
    """A drawing of the items, moved so that their bounding box starts at (0, 0)."""
    kept = tuple(items)
    found = list(boxes(kept))
    if not found:
        return Drawing(items=kept, width=0.0, height=0.0)
    left, top = min(b.x for b in found), min(b.y for b in found)
    right, bottom = max(b.right for b in found), max(b.bottom for b in found)
    return Drawing(items=tuple(translate(kept, -left, -top)), width=right - left, height=bottom - top)
