"""Trees: which way each family of children is set, and where everything then stands.

A node's children are set in one of these modes:
- `row`: side by side under it, packed by contours (a tidy tree growing downwards);
- `rows`: in several rows under it, with room for a trunk down the middle;
- `columns`: in several columns under it, each an outline with its own trunk;
- `stack`: one under the other, indented, like an outline;
- `pairs`: one under the other on both sides of a trunk;
- `beside`: one under the other to its right, packed by contours (a tidy tree growing rightwards).

`shapes` finds for every node the sizes its subtree can take: the shape functions of slicing floorplans, by L. Stockmeyer, "Optimal
orientations of cells in slicing floorplan designs" (1983); dominated sizes are dropped on the way up. `place` sets one choice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from diagramc.layout.contour import Contour, merge_contours, pack, shift_contour
from diagramc.scene.model import Box, Point

Mode = Literal["leaf", "row", "rows", "columns", "stack", "pairs", "beside"]

MAX_SHAPES = 8
"""Sizes kept for a subtree in one mode."""
MAX_ROWS = 8
"""Rows that `rows` tries at most."""
CLEARANCE = 10.0
"""Boxes in neighbouring subtrees stay this far apart along the depth too, in px."""


class Head(NamedTuple):
    """The room of a node itself (with what hangs on it), and its anchor: where lines come in and go out. px from its top left."""

    width: float
    height: float
    x: float
    y: float


class Gaps(NamedTuple):
    """Distances in px: between neighbours in a row, from a parent down to a row, between stacked children, from a parent's left edge to
    that of stacked children, from a parent to children beside it, and between those."""

    across: float
    down: float
    stack: float
    indent: float
    beside: float
    column: float


class Pad(NamedTuple):
    """Room kept free round a whole subtree, for a frame, in px."""

    left: float
    top: float
    right: float
    bottom: float


NO_PAD = Pad(0.0, 0.0, 0.0, 0.0)


class Tree(NamedTuple):
    """A tree to be set: the children of each node, the room of a node when its children are set in a mode, distances, frames."""

    root: int
    children: Sequence[Sequence[int]]
    head: Callable[[int, Mode], Head]
    gaps: Gaps
    pads: Mapping[int, Pad]


class Plan(NamedTuple):
    """A choice for a subtree: the mode of its top family, the plans of the children, how many stand in each row, and about what size
    that takes in px (packing by contours can only make it smaller)."""

    node: int
    mode: Mode
    parts: tuple[Plan, ...]
    rows: tuple[int, ...]
    width: float
    height: float


class Placed(NamedTuple):
    """A tree that is set: the room of each node and of each whole subtree, and how each family is set. Starts at (0, 0)."""

    heads: dict[int, Box]
    anchors: dict[int, Point]
    blocks: dict[int, Box]
    plans: dict[int, Plan]
    width: float
    height: float

    def rows(self, node: int) -> list[list[int]]:
        """The children of a node by row; all in one row unless the mode says otherwise."""
        plan = self.plans[node]
        found: list[list[int]] = []
        start = 0
        for count in plan.rows or (len(plan.parts),):
            found.append([part.node for part in plan.parts[start : start + count]])
            start += count
        return found


def preorder(root: int, children: Sequence[Sequence[int]]) -> list[int]:
    """The nodes of a tree, parents before children, in order; without recursion, as chains may be long."""
    found: list[int] = []
    pending = [root]
    while pending:
        node = pending.pop()
        found.append(node)
        pending.extend(reversed(children[node]))
    return found


def undominated(plans: Iterable[Plan], most: int = MAX_SHAPES) -> list[Plan]:
    """The plans that no other one beats in both width and height, from narrow to wide, thinned to `most`."""
    kept: list[Plan] = []
    for plan in sorted(plans, key=lambda plan: (plan.width, plan.height)):
        if not kept or plan.height < kept[-1].height - 0.01:
            kept.append(plan)
    if len(kept) <= most:
        return kept
    return [kept[round(i * (len(kept) - 1) / (most - 1))] for i in range(most)]


def shapes(
    tree: Tree,
    modes: Callable[[int], Sequence[Mode]],
    inside: Mapping[Mode, Sequence[Mode]] | None = None,
) -> list[Plan]:
    """The sizes the tree can take, from narrow to wide. `modes` says how the children of a node may be set, and `inside`, for a family
    in some mode, how those one generation further may be (any way where it does not say).

    The families of one generation under the same parent are all set in the same mode, so that like things look alike.
    """
    found: dict[int, dict[Mode, list[Plan]]] = {}
    for node in reversed(preorder(tree.root, tree.children)):
        kids = tree.children[node]
        if not kids:
            found[node] = {"leaf": [_sized(tree, node, "leaf", (), ())]}
            continue
        inners = [mode for kid in kids for mode in found[kid] if mode != "leaf"]
        below: list[Mode] = list(dict.fromkeys(inners)) or ["leaf"]
        found[node] = {}
        for mode in modes(node):
            plans: list[Plan] = []
            allowed = (inside or {}).get(mode, below)
            for inner in below:
                options = [_options(found[kid], inner, allowed) for kid in kids]
                if all(options):
                    plans.extend(_families(tree, node, mode, options))
            if plans:
                found[node][mode] = undominated(plans)
        for kid in kids:
            del found[kid]
    return undominated((plan for plans in found[tree.root].values() for plan in plans), 64)


def _options(shapes: Mapping[Mode, list[Plan]], inner: Mode, allowed: Sequence[Mode]) -> list[Plan]:
    """A child's sizes with its family in the mode `inner`; in another allowed one where it has not that choice."""
    if "leaf" in shapes:
        return shapes["leaf"]
    if inner in shapes and inner in allowed:
        return shapes[inner]
    return next((plans for mode, plans in shapes.items() if inner not in shapes and mode in allowed), [])


def best_for(plans: Sequence[Plan], ratios: Iterable[float]) -> list[Plan]:
    """For each ratio (width to height) the plan that can be drawn largest in it; each plan once."""
    chosen: dict[int, Plan] = {}
    for ratio in ratios:
        best = min(range(len(plans)), key=lambda i: max(plans[i].width, plans[i].height * ratio))
        chosen.setdefault(best, plans[best])
    return list(chosen.values())


def uniform(tree: Tree, mode: Callable[[int], Mode]) -> Plan:
    """The plan with the given mode for each family."""
    found: dict[int, Plan] = {}
    for node in reversed(preorder(tree.root, tree.children)):
        kids = tree.children[node]
        parts = tuple(found.pop(kid) for kid in kids)
        chosen = mode(node) if kids else "leaf"
        rows = _pairs(len(kids)) if chosen == "pairs" else ()
        found[node] = _sized(tree, node, chosen, parts, rows)
    return found[tree.root]


def _pairs(count: int) -> tuple[int, ...]:
    return tuple(min(2, count - start) for start in range(0, count, 2))


def _families(tree: Tree, node: int, mode: Mode, options: Sequence[Sequence[Plan]]) -> Iterable[Plan]:
    """Ways to set a family in a mode, given each child's sizes."""
    downwards = mode in ("row", "rows", "pairs")
    if mode == "pairs" and any(plan.parts for kid in options for plan in kid):
        return
    limits = sorted({plan.height if downwards else plan.width for kid in options for plan in kid})
    if len(limits) > MAX_SHAPES:
        limits = [limits[round(i * (len(limits) - 1) / (MAX_SHAPES - 1))] for i in range(MAX_SHAPES)]
    seen: set[tuple[int, ...]] = set()
    for limit in limits:
        parts = tuple(_within(kid, limit, downwards) for kid in options)
        key = tuple(map(id, parts))
        if key in seen:
            continue
        seen.add(key)
        if mode in ("rows", "columns"):
            lengths = [part.width if mode == "rows" else part.height for part in parts]
            for count in range(2, min(len(parts), MAX_ROWS) + 1):
                rows = _break_rows(lengths, tree.gaps.across, count)
                if len(rows) == count:
                    yield _sized(tree, node, mode, parts, rows)
        elif mode == "pairs":
            if len(parts) > 1:
                yield _sized(tree, node, mode, parts, _pairs(len(parts)))
        else:
            yield _sized(tree, node, mode, parts, ())


def _within(plans: Sequence[Plan], limit: float, downwards: bool) -> Plan:
    """The narrowest plan no higher than the limit (or the lowest no wider); the nearest when none is."""
    if downwards:
        fitting = [plan for plan in plans if plan.height <= limit]
        return min(fitting, key=lambda p: p.width) if fitting else min(plans, key=lambda p: p.height)
    fitting = [plan for plan in plans if plan.width <= limit]
    return min(fitting, key=lambda p: p.height) if fitting else min(plans, key=lambda p: p.width)


def _break_rows(widths: Sequence[float], gap: float, count: int) -> tuple[int, ...]:
    """How many stand in each of at most `count` rows, in order, so that the widest row is as narrow as can be."""

    def fill(limit: float) -> tuple[int, ...]:
        rows = [0]
        used = 0.0
        for width in widths:
            if rows[-1] and used + gap + width > limit:
                rows.append(0)
                used = 0.0
            used += width + (gap if rows[-1] else 0.0)
            rows[-1] += 1
        return tuple(rows)

    low, high = max(widths), sum(widths) + gap * len(widths)
    for _ in range(14):
        middle = (low + high) / 2
        if len(fill(middle)) <= count:
            high = middle
        else:
            low = middle
    return fill(high)


def _halves(widths: Sequence[float]) -> int:
    """How many of a row stand left of the trunk, so that both halves are of like width; at least one."""
    total = sum(widths)
    left = 0.0
    for index, width in enumerate(widths):
        if left + width / 2 >= total / 2:
            return max(1, index)
        left += width
    return max(1, len(widths) - 1)


def _row_widths(widths: Sequence[float], gap: float, trunk: bool) -> tuple[float, float]:
    """Room of a row left and right of the trunk, in px; a row that no trunk passes is centred under it."""
    if not trunk:
        total = sum(widths) + gap * (len(widths) - 1)
        return total / 2, total / 2
    split = _halves(widths)
    left, right = widths[:split], widths[split:]
    return (
        sum(left) + gap * (len(left) - 0.5),
        sum(right) + gap * (len(right) - 0.5) if right else 0.0,
    )


def _rows_of(parts: Sequence[Plan], rows: Sequence[int]) -> list[Sequence[Plan]]:
    found: list[Sequence[Plan]] = []
    start = 0
    for count in rows:
        found.append(parts[start : start + count])
        start += count
    return found


def _sized(tree: Tree, node: int, mode: Mode, parts: tuple[Plan, ...], rows: tuple[int, ...]) -> Plan:
    """A plan with about the size it takes."""
    head, gaps, pad = tree.head(node, mode), tree.gaps, tree.pads.get(node, NO_PAD)
    widths, heights = [part.width for part in parts], [part.height for part in parts]
    width, height = head.width, head.height
    match mode:
        case "row":
            width = max(width, sum(widths) + gaps.across * (len(parts) - 1))
            height += gaps.down + max(heights)
        case "rows":
            lines = _rows_of(parts, rows)
            sides = [
                _row_widths([p.width for p in line], gaps.across, index < len(lines) - 1)
                for index, line in enumerate(lines)
            ]
            width = max(width, max(left for left, _ in sides) + max(right for _, right in sides))
            height += sum(gaps.down + max(p.height for p in line) for line in lines)
        case "pairs":
            width = max(width, 2 * max(widths) + gaps.across)
            height += sum(gaps.stack + max(p.height for p in line) for line in _rows_of(parts, rows))
        case "columns":
            lines = _rows_of(parts, rows)
            wide = sum(gaps.indent + max(p.width for p in line) for line in lines)
            width = max(width, wide + gaps.across * (len(lines) - 1))
            high = max(sum(p.height + gaps.across for p in line) for line in lines)
            height += gaps.down + high - gaps.across
        case "stack":
            width = max(width, gaps.indent + max(widths))
            height += sum(heights) + gaps.stack * len(parts)
        case "beside":
            width += gaps.beside + max(widths)
            height = max(height, sum(heights) + gaps.column * (len(parts) - 1))
    return Plan(node, mode, parts, rows, width + pad.left + pad.right, height + pad.top + pad.bottom)


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
    """A head over columns of blocks, each column indented from its own trunk."""
    offsets: list[Point] = []
    x, height = 0.0, 0.0
    start = 0
    for count in rows:
        column = parts[start : start + count]
        y = head.height + gaps.down
        for part in column:
            offsets.append((x + gaps.indent, y))
            y += part.height + gaps.across
        x += gaps.indent + max(part.width for part in column) + gaps.across
        height = max(height, y - gaps.across)
        start += count
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
            x = -_row_widths(widths, gaps.across, paired or index < len(rows) - 1)[0]
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
