"""Where the nodes of a tree stand, given how each family is set."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from diagramc.layout.tree.contour import Contour, merge_contours, pack, shift_contour
from diagramc.layout.tree.model import Gaps, Head, Pad, Placed, Plan, Tree
from diagramc.layout.tree.shapes import row_widths
from diagramc.scene.model import Box, Point

CLEARANCE = 10.0
"""Boxes in neighbouring subtrees stay this far apart along the depth too, in px."""


STRAIGHT = 0.35
"""A parent that is straight over a child but for this part of its width is set so: the line between them would have a kink."""


class _Block(NamedTuple):
    """A set subtree: size, where its head and its anchor are, where the blocks of the children are, and its contours:
    over y (left and right) or, when `over_x`, over x (top and bottom)."""

    width: float
    height: float
    head: Box
    anchor: Point
    offsets: tuple[Point, ...]
    low: Contour
    high: Contour
    over_x: bool


def place(tree: Tree, plan: Plan) -> Placed:
    """Set the tree as planned."""
    order: list[Plan] = []
    pending = [plan]
    while pending:
        current = pending.pop()
        order.append(current)
        pending.extend(reversed(current.parts))
    blocks: dict[int, _Block] = {}
    for current in reversed(order):
        parts = [blocks[part.node] for part in current.parts]
        blocks[current.node] = _padded(_block(tree, current, parts), tree.pads.get(current.node))
    corners: dict[int, Point] = {plan.node: (0.0, 0.0)}
    placed = Placed({}, {}, {}, {}, blocks[plan.node].width, blocks[plan.node].height)
    for current in order:
        x, y = corners[current.node]
        block = blocks[current.node]
        head, (ax, ay) = block.head, block.anchor
        placed.heads[current.node] = Box(head.x + x, head.y + y, head.width, head.height)
        placed.anchors[current.node] = (ax + x, ay + y)
        placed.blocks[current.node] = Box(x, y, block.width, block.height)
        placed.plans[current.node] = current
        for part, (dx, dy) in zip(current.parts, block.offsets, strict=True):
            corners[part.node] = (x + dx, y + dy)
    return placed


def _block(tree: Tree, plan: Plan, parts: Sequence[_Block]) -> _Block:
    head, gaps = tree.head(plan.node, plan.mode), tree.gaps
    match plan.mode:
        case "row":
            return _spread_down(head, parts, gaps)
        case "beside":
            return _turn(
                _spread_down(_turned_head(head), [_turn(part) for part in parts], _turned_gaps(gaps))
            )
        case "stack":
            return _stack(head, parts, gaps)
        case "columns":
            return _columns(head, parts, gaps, plan.rows)
        case "rows" | "pairs":
            return _rows(head, parts, gaps, plan.rows, paired=plan.mode == "pairs")
    box = Box(0.0, 0.0, head.width, head.height)
    return _solid(head.width, head.height, box, (head.x, head.y), ())


def _solid(width: float, height: float, head: Box, anchor: Point, offsets: tuple[Point, ...]) -> _Block:
    """A block that takes its whole bounding box."""
    low, high = _bar(0.0, height, 0.0), _bar(0.0, height, width)
    return _Block(width, height, head, anchor, offsets, low, high, False)


def _bar(start: float, end: float, reach: float) -> Contour:
    return [(start - CLEARANCE / 2, end + CLEARANCE / 2, reach)]


def _padded(block: _Block, pad: Pad | None) -> _Block:
    if pad is None:
        return block
    head, (ax, ay) = block.head, block.anchor
    return _solid(
        block.width + pad.left + pad.right,
        block.height + pad.top + pad.bottom,
        Box(head.x + pad.left, head.y + pad.top, head.width, head.height),
        (ax + pad.left, ay + pad.top),
        tuple((x + pad.left, y + pad.top) for x, y in block.offsets),
    )


def _turned_head(head: Head) -> Head:
    return Head(head.height, head.width, head.y, head.x)


def _turned_gaps(gaps: Gaps) -> Gaps:
    return gaps._replace(across=gaps.column, down=gaps.beside)


def _turn(block: _Block) -> _Block:
    """Swap the axes."""
    return _Block(
        block.height,
        block.width,
        Box(block.head.y, block.head.x, block.head.height, block.head.width),
        (block.anchor[1], block.anchor[0]),
        tuple((y, x) for x, y in block.offsets),
        block.low,
        block.high,
        not block.over_x,
    )


def _sides(block: _Block) -> tuple[Contour, Contour]:
    """Contours over y; of a block that knows only those over x, its bounding box."""
    if block.over_x:
        return _bar(0.0, block.height, 0.0), _bar(0.0, block.height, block.width)
    return block.low, block.high


def _spread_down(head: Head, parts: Sequence[_Block], gaps: Gaps) -> _Block:
    """A head over the middle of a row of blocks packed by their contours."""
    sides = [_sides(part) for part in parts]
    places = pack(sides, gaps.across)
    entries = [at + part.anchor[0] for at, part in zip(places, parts, strict=True)]
    middle = (entries[0] + entries[-1]) / 2
    nearest = min(entries, key=lambda entry: abs(entry - middle))
    if abs(nearest - middle) < STRAIGHT * head.width:
        middle = nearest
    top = head.height + gaps.down
    left = middle - head.x
    low = merge_contours(_bar(0.0, head.height, left), [(head.height, top, min(entries[0], middle))], min)
    high = merge_contours(
        _bar(0.0, head.height, left + head.width), [(head.height, top, max(entries[-1], middle))], max
    )
    for at, (part_low, part_high) in zip(places, sides, strict=True):
        low = merge_contours(low, shift_contour(part_low, top, at), min)
        high = merge_contours(high, shift_contour(part_high, top, at), max)
    start = min(left, *places)
    end = max(left + head.width, *(at + part.width for at, part in zip(places, parts, strict=True)))
    return _Block(
        end - start,
        top + max(part.height for part in parts),
        Box(left - start, 0.0, head.width, head.height),
        (middle - start, head.y),
        tuple((at - start, top) for at in places),
        shift_contour(low, 0.0, -start),
        shift_contour(high, 0.0, -start),
        False,
    )


def _stack(head: Head, parts: Sequence[_Block], gaps: Gaps) -> _Block:
    """A head with blocks one under the other, indented."""
    offsets: list[Point] = []
    y = head.height
    for part in parts:
        y += gaps.stack
        offsets.append((gaps.indent, y))
        y += part.height
    width = max(head.width, gaps.indent + max(part.width for part in parts))
    return _solid(width, y, Box(0.0, 0.0, head.width, head.height), (head.x, head.y), tuple(offsets))


def _columns(head: Head, parts: Sequence[_Block], gaps: Gaps, rows: Sequence[int]) -> _Block:
    """A head over columns of blocks, each column indented from its own trunk.

    In shorter columns blocks are up to twice as far apart; not where all are of one height, and stand in line with those beside them.
    """
    ends = list(accumulate(rows))
    columns = [parts[end - count : end] for end, count in zip(ends, rows, strict=True)]
    heights = [sum(part.height + gaps.between for part in column) - gaps.between for column in columns]
    height = head.height + gaps.down + max(heights)
    spare = gaps.between if len({round(part.height) for part in parts}) > 1 else 0.0
    offsets: list[Point] = []
    x = 0.0
    for column, own in zip(columns, heights, strict=True):
        apart = gaps.between + min(spare, (max(heights) - own) / max(1, len(column) - 1))
        y = head.height + gaps.down
        for part in column:
            offsets.append((x + gaps.indent, y))
            y += part.height + apart
        x += gaps.indent + max(part.width for part in column) + gaps.across
    right = x - gaps.across
    left = min(0.0, right / 2 - head.x)
    width = max(right, right / 2 - head.x + head.width) - left
    return _solid(
        width,
        height,
        Box(right / 2 - head.x - left, 0.0, head.width, head.height),
        (right / 2 - left, head.y),
        tuple((x - left, y) for x, y in offsets),
    )


def _rows(head: Head, parts: Sequence[_Block], gaps: Gaps, rows: Sequence[int], *, paired: bool) -> _Block:
    """A head over rows of blocks; a trunk from its anchor passes all rows but the last through a gap, or all pairs."""
    offsets: list[Point] = []
    y = head.height
    start = 0
    for index, count in enumerate(rows):
        line = parts[start : start + count]
        widths = [part.width for part in line]
        y += gaps.stack if paired else gaps.down
        if paired and count == 1:
            x = -widths[0] - gaps.across / 2
        elif count == 1 and index == len(rows) - 1:
            x = -line[0].anchor[0]
        else:
            x = -row_widths(widths, gaps.across, paired or index < len(rows) - 1)[0]
        for part in line:
            offsets.append((x, y))
            x += part.width + gaps.across
        y += max(part.height for part in line)
        start += count
    left = min(-head.x, *(x for x, _ in offsets))
    right = max(head.width - head.x, *(x + part.width for (x, _), part in zip(offsets, parts, strict=True)))
    return _solid(
        right - left,
        y,
        Box(-head.x - left, 0.0, head.width, head.height),
        (-left, head.y),
        tuple((x - left, y) for x, y in offsets),
    )
