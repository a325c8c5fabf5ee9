"""Folding a sequence into parts: where it is cut, about how large it is then, and the signs that tie the parts together."""

from __future__ import annotations

from collections.abc import Sequence as Items
from functools import cached_property
from itertools import pairwise

from diagramc.backends.sequence.columns import Columns
from diagramc.backends.sequence.panel import Panel
from diagramc.backends.sequence.steps import mentioned
from diagramc.ir.sequence import AnyStep, SequenceNote
from diagramc.layout.grow import Size
from diagramc.layout.text import TextBlock, TextStyle, set_text
from diagramc.scene.edit import boxes
from diagramc.scene.model import Box, Cluster, Shape, Text
from diagramc.themes.base import Theme

LEAST_STEPS = 3
"""A part has at least this many steps at the top level."""
MOST_SEARCHED = 80
"""Sequences with more steps at the top level are cut evenly, without a search for parts that have few participants."""
_OPEN_PENALTY = 90.0
"""A cut through an open activation is as bad as one this many px away from where the parts would be equal."""
_NOTE_PENALTY = 60.0
SIGN_GAP = 8.0
"""Between a part and the signs that say which one follows, in px."""
SIGN_ROOM = 40.0
"""Room for a sign between parts one under the other, in px."""
_SIGN_PAD_X, _SIGN_PAD_Y = 9.0, 2.0
PART_GAP = 44.0
"""Between parts, side by side or one under the other."""


class Whole:
    """An unfolded sequence: its steps, its lifelines, and how it was drawn.

    `ends` are the y at which its steps end, from 0 before the first one.
    """

    def __init__(self, steps: tuple[AnyStep, ...], columns: Columns, panel: Panel) -> None:
        self.steps = steps
        self.columns = columns
        self.panel = panel
        self.ends = [0.0, *(mark.y - panel.head_bottom for mark in panel.marks)]

    @cached_property
    def size(self) -> Size:
        """Width and height in px."""
        found = list(boxes(self.panel.items))
        return (
            max(box.right for box in found) - min(box.x for box in found),
            max(box.bottom for box in found) - min(box.y for box in found),
        )

    @cached_property
    def rooms(self) -> dict[str, float]:
        """About how much of the width each participant takes, in px: half of the way to either neighbour."""
        heads, xs = self.columns.heads, self.columns.xs
        sides = [heads[0].width, *(b - a for a, b in pairwise(xs)), heads[-1].width]
        return {head.participant.id: (sides[i] + sides[i + 1]) / 2 for i, head in enumerate(heads)}

    def width(self, start: int, end: int) -> float:
        """About how wide the steps from `start` to before `end` are, in px, with the lifelines that are active at the start."""
        inside = mentioned(self.steps[start:end]) | set(self.panel.marks[start - 1].open if start else ())
        return sum(self.rooms[id] for id in sorted(inside))

    @cached_property
    def widths(self) -> dict[tuple[int, int], float]:
        """`width` of all runs of steps."""
        used = [mentioned([step]) for step in self.steps]
        found: dict[tuple[int, int], float] = {}
        for start in range(len(self.steps)):
            inside = set(self.panel.marks[start - 1].open) if start else set()
            width = sum(self.rooms[id] for id in sorted(inside))
            for end in range(start + 1, len(self.steps) + 1):
                width += sum(self.rooms[id] for id in sorted(used[end - 1] - inside))
                inside |= used[end - 1]
                found[start, end] = width
        return found


def cut(whole: Whole, parts: int, *, stacked: bool) -> list[int]:
    """Before which steps to cut a sequence into parts; empty when it cannot be.

    Parts side by side are to be of like height and to have few participants in sum; of those one under the other the widest
    is to be as narrow as can be. Cuts keep off open activations, and off notes on what came before.
    """
    if len(whole.steps) > MOST_SEARCHED:
        return _cut_evenly(whole, parts)
    return _search(whole, parts, _Narrow(whole, parts) if stacked else _Small(whole, parts))


def _cut_evenly(whole: Whole, parts: int) -> list[int]:
    """Where the parts are of like height."""
    marks = whole.panel.marks
    first_y, total = whole.panel.head_bottom, marks[-1].y
    cuts: list[int] = []
    for part in range(1, parts):
        target = first_y + (total - first_y) * part / parts
        first = (cuts[-1] if cuts else 0) + 1
        last = len(whole.steps) - (parts - part)

        def cost(cut: int, target: float = target) -> float:
            return abs(marks[cut - 1].y - target) + _penalty(whole, cut)

        cuts.append(min(range(first, max(first, last) + 1), key=cost))
    return cuts


Cost = tuple[float, float]


class _Narrow:
    """Costs of parts one under the other: the widest counts, then how uneven they are."""

    def __init__(self, whole: Whole, parts: int) -> None:
        self.whole = whole
        self.fair = whole.ends[-1] / parts

    def of(self, start: int, end: int) -> Cost:
        uneven = abs(self.whole.ends[end] - self.whole.ends[start] - self.fair)
        return self.whole.widths[start, end], uneven + _penalty(self.whole, end)

    @staticmethod
    def join(one: Cost, other: Cost) -> Cost:
        return max(one[0], other[0]), one[1] + other[1]


class _Small:
    """Costs of parts side by side: in effect the logarithm of the area they take together, as a sum over parts, and how uneven
    they are."""

    def __init__(self, whole: Whole, parts: int) -> None:
        self.whole = whole
        self.fair = whole.ends[-1] / parts
        self.width = parts * whole.widths[0, len(whole.steps)] * 0.8

    def of(self, start: int, end: int) -> Cost:
        higher = (self.whole.ends[end] - self.whole.ends[start]) / self.fair - 1.0
        rough = _penalty(self.whole, end) / self.whole.ends[-1]
        return self.whole.widths[start, end] / self.width + max(0.0, higher, -0.3 * higher) + rough, abs(
            higher
        )

    @staticmethod
    def join(one: Cost, other: Cost) -> Cost:
        return one[0] + other[0], one[1] + other[1]


def _search(whole: Whole, parts: int, costs: _Narrow | _Small) -> list[int]:
    """The cheapest cuts, by dynamic programming over the steps at the top level."""
    count = len(whole.steps)
    found: dict[int, tuple[Cost, tuple[int, ...]]] = {0: ((0.0, 0.0), ())}
    for part in range(parts):
        reached: dict[int, tuple[Cost, tuple[int, ...]]] = {}
        last = count - LEAST_STEPS * (parts - part - 1)
        for start, (cost, cuts) in found.items():
            for end in range(start + LEAST_STEPS, last + 1):
                way = costs.join(cost, costs.of(start, end)), (*cuts, end)
                if end not in reached or way < reached[end]:
                    reached[end] = way
        found = reached
    return list(found[count][1][:-1]) if count in found else []


def _penalty(whole: Whole, cut: int) -> float:
    """What speaks against a cut before a step, in px."""
    if cut == len(whole.steps):
        return 0.0
    beside = isinstance(whole.steps[cut], SequenceNote)
    return (_OPEN_PENALTY if whole.panel.marks[cut - 1].open else 0.0) + (_NOTE_PENALTY if beside else 0.0)


def pieces(steps: tuple[AnyStep, ...], cuts: Items[int]) -> list[tuple[AnyStep, ...]]:
    """The steps between the cuts."""
    return [steps[a:b] for a, b in pairwise([0, *cuts, len(steps)])]


def folded_size(
    whole: Whole, cuts: Items[int], air: float, theme: Theme, *, stacked: bool
) -> tuple[float, float]:
    """About the size in px of a sequence folded at these cuts, without drawing it."""
    ends, panel = whole.ends, whole.panel
    frame = panel.bottom - panel.marks[-1].y + panel.head_bottom
    edges = list(pairwise([0, *cuts, len(whole.steps)]))
    widths = [whole.width(start, end) for start, end in edges]
    heights = [ends[end] - ends[start] + frame for start, end in edges]
    if stacked:
        gap = max(PART_GAP * air, SIGN_ROOM)
        return max(widths), sum(heights) + gap * len(cuts)
    gap = max(PART_GAP * air, sign_width(len(cuts) + 1, theme))
    return sum(widths) + gap * len(cuts), max(heights)


def sign_width(count: int, theme: Theme) -> float:
    """The room in px that signs between parts side by side take."""
    return _sign_block(f"→ {count}/{count}", theme).width + 2 * _SIGN_PAD_X + 2 * SIGN_GAP


def sign(words: str, x: float, y: float, theme: Theme) -> Cluster:
    """A sign with its middle at (x, y): which part this is, or which one follows."""
    block = _sign_block(words, theme)
    width, height = block.width + 2 * _SIGN_PAD_X, block.height + 2 * _SIGN_PAD_Y
    box = Box(x - width / 2, y - height / 2, width, height)
    return Cluster(
        role="part-sign",
        items=(
            Shape(role="part-shape", shape="stadium", box=box, fill="fragment.fill"),
            Text(
                role="part-label",
                block=block,
                x=box.center[0],
                y=box.y + _SIGN_PAD_Y,
                anchor="middle",
                fill="group.text",
            ),
        ),
    )


def _sign_block(words: str, theme: Theme) -> TextBlock:
    return set_text(words, TextStyle(theme.small_size, 600))
