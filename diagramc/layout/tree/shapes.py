"""The sizes a tree can take, by the modes of its families.

Found for every node from the leaves up: the shape functions of slicing floorplans, by L. Stockmeyer, "Optimal orientations of cells
in slicing floorplan designs" (1983); dominated sizes are dropped on the way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import accumulate

from diagramc.layout.tree.model import NO_PAD, Mode, Plan, Tree, preorder

MAX_SHAPES = 8
"""Sizes kept for a subtree in one mode."""
MAX_ROWS = 8
"""Rows that `rows` tries at most."""


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


def resized(tree: Tree, plan: Plan) -> Plan:
    """The same plan with the sizes it takes in a tree with other gaps or rooms of nodes."""
    order: list[Plan] = []
    pending = [plan]
    while pending:
        order.append(pending.pop())
        pending.extend(order[-1].parts)
    found: dict[int, Plan] = {}
    for old in reversed(order):
        parts = tuple(found.pop(part.node) for part in old.parts)
        found[old.node] = _sized(tree, old.node, old.mode, parts, old.rows)
    return found[plan.node]


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
                # One alone beside a trunk that goes on looks like the parent of the next.
                if len(rows) == count and (mode == "columns" or min(rows[:-1]) > 1):
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
    full = fill(high)
    if full[-1] * 3 > full[0]:
        return full
    # Rows of like number look better than full ones over a last one of few.
    share, more = divmod(len(widths), count)
    even = tuple(share + (row < more) for row in range(count))
    ends = list(accumulate(even))
    lengths = [
        sum(widths[end - size : end]) + gap * (size - 1) for end, size in zip(ends, even, strict=True) if size
    ]
    return even if share and max(lengths) <= high else full


def _halves(widths: Sequence[float]) -> int:
    """How many of a row stand left of the trunk, so that both halves are of like width; at least one."""
    total = sum(widths)
    left = 0.0
    for index, width in enumerate(widths):
        if left + width / 2 >= total / 2:
            return max(1, index)
        left += width
    return max(1, len(widths) - 1)


def row_widths(widths: Sequence[float], gap: float, trunk: bool) -> tuple[float, float]:
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
                row_widths([p.width for p in line], gaps.across, index < len(lines) - 1)
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
            high = max(sum(p.height + gaps.between for p in line) for line in lines)
            height += gaps.down + high - gaps.between
        case "stack":
            width = max(width, gaps.indent + max(widths))
            height += sum(heights) + gaps.stack * len(parts)
        case "beside":
            width += gaps.beside + max(widths)
            height = max(height, sum(heights) + gaps.column * (len(parts) - 1))
    return Plan(node, mode, parts, rows, width + pad.left + pad.right, height + pad.top + pad.bottom)
