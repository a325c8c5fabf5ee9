"""Folding a sequence into parts: where it is cut, about how large it is then, and the signs that tie the parts together."""

from __future__ import annotations

from collections.abc import Sequence as Items
from functools import cached_property
from itertools import pairwise

from diagramc.backends.sequence.columns import Columns
from diagramc.backends.sequence.panel import Panel
from diagramc.backends.sequence.setting import FRAME_PAD
from diagramc.backends.sequence.slicing import leaves, seams, slice_steps
from diagramc.backends.sequence.steps import mentioned
from diagramc.ir.sequence import AnyStep, SequenceNote
from diagramc.layout.grow import Size
from diagramc.layout.text import TextBlock, TextStyle, set_text
from diagramc.scene.edit import boxes
from diagramc.scene.model import Box, Cluster, Shape, Text
from diagramc.themes.base import Theme

LEAST_STEPS = 3
"""A part has at least this many steps that hold no others."""
MOST_PLACES = 40
"""Cuts are looked for at no more than this many places: of neighbouring ones at the best."""
_OPEN_PENALTY = 90.0
"""A cut through an open activation is as bad as one this many px away from where the parts would be equal."""
_NOTE_PENALTY = 60.0
_FRAGMENT_PENALTY, _OPERAND_PENALTY, _EDGE_PENALTY = 40.0, 30.0, 60.0
"""For a cut through a fragment, through one of its operands, and so that a single step of it stands on one side."""
_FRAME_ROOM = 34.0
"""What the frame of a fragment that goes on takes at the top of a part, in px."""
SIGN_GAP = 8.0
"""Between a part and the signs that say which one follows, in px."""
SIGN_ROOM = 40.0
"""Room for a sign between parts one under the other, in px."""
_SIGN_PAD_X, _SIGN_PAD_Y = 9.0, 2.0
PART_GAP = 44.0
"""Between parts, side by side or one under the other."""


class Whole:
    """An unfolded sequence: its steps, its lifelines, and how it was drawn.

    `leaves` are the steps that hold no others, `seams` the places before each and after the last of them; `ends` are the y at which they
    end, from 0 before the first one.
    """

    def __init__(self, steps: tuple[AnyStep, ...], columns: Columns, panel: Panel) -> None:
        self.steps = steps
        self.columns = columns
        self.panel = panel
        self.leaves = leaves(steps)
        self.seams = seams(self.leaves)
        self.ends = [0.0, *(mark.y - panel.head_bottom for mark in panel.marks)]

    @cached_property
    def size(self) -> Size:
        """Width and height in px; nothing when there are no participants."""
        found = list(boxes(self.panel.items))
        if not found:
            return 0.0, 0.0
        return (
            max(box.right for box in found) - min(box.x for box in found),
            max(box.bottom for box in found) - min(box.y for box in found),
        )

    @cached_property
    def rooms(self) -> dict[str, float]:
        """About how much of the width each participant takes, in px: half of the way to either neighbour, and what reaches past the
        outer ones.
        """
        heads, xs, extent = self.columns.heads, self.columns.xs, self.panel.extent
        left, right = xs[0] - extent.left, extent.right - xs[-1]
        sides = [2 * left, *(b - a for a, b in pairwise(xs)), 2 * right]
        return {head.participant.id: (sides[i] + sides[i + 1]) / 2 for i, head in enumerate(heads)}

    def width(self, start: int, end: int) -> float:
        """About how wide the leaves from `start` to before `end` are, in px, with the lifelines that are active at the start."""
        return self.widths[start, end]

    def height(self, start: int, end: int) -> float:
        """About how high the leaves from `start` to before `end` are, in px, without heads."""
        return self.ends[end] - self.ends[start] + _FRAME_ROOM * self.seams[start].fragments

    def penalty(self, place: int) -> float:
        """What speaks against a cut before a leaf, in px."""
        if place in (0, len(self.leaves)):
            return 0.0
        seam = self.seams[place]
        return (
            (_OPEN_PENALTY if self.panel.marks[place - 1].open else 0.0)
            + (_NOTE_PENALTY if isinstance(self.leaves[place].step, SequenceNote) else 0.0)
            + _FRAGMENT_PENALTY * seam.fragments
            + _OPERAND_PENALTY * seam.operands
            + (_EDGE_PENALTY if seam.edge < 2 else 0.0)
        )

    @cached_property
    def places(self) -> list[int]:
        """Where cuts are looked for, with the beginning and the end: places that are near each other have the best of them."""
        count = len(self.leaves)
        found = [0]
        for window in range(MOST_PLACES):
            inner = range(
                1 + window * (count - 1) // MOST_PLACES, 1 + (window + 1) * (count - 1) // MOST_PLACES
            )
            if inner:
                found.append(min(inner, key=self.penalty))
        return [*found, count]

    @cached_property
    def widths(self) -> dict[tuple[int, int], float]:
        """`width` of all runs of leaves that begin at a place for a cut."""
        used = [mentioned([leaf.step] if leaf.step else []) for leaf in self.leaves]
        found: dict[tuple[int, int], float] = {}
        for start in self.places[:-1]:
            inside = set(self.panel.marks[start - 1].open) if start else set()
            width = sum(self.rooms[id] for id in sorted(inside))
            width += 2 * FRAME_PAD * self.seams[start].fragments
            for end in range(start + 1, len(self.leaves) + 1):
                width += sum(self.rooms[id] for id in sorted(used[end - 1] - inside))
                inside |= used[end - 1]
                found[start, end] = width
        return found


def cut(whole: Whole, parts: int, *, stacked: bool) -> list[int]:
    """Before which leaves to cut a sequence into parts; empty when it cannot be.

    Parts side by side are to be of like height and to have few participants in sum; of those one under the other the widest
    is to be as narrow as can be. Cuts keep off fragments, open activations, and notes on what came before.
    """
    return _search(whole, parts, _Narrow(whole, parts) if stacked else _Small(whole, parts))


Cost = tuple[float, float]


class _Narrow:
    """Costs of parts one under the other: the widest counts, then how uneven they are."""

    def __init__(self, whole: Whole, parts: int) -> None:
        self.whole = whole
        self.fair = whole.ends[-1] / parts

    def of(self, start: int, end: int) -> Cost:
        uneven = abs(self.whole.height(start, end) - self.fair)
        return self.whole.widths[start, end], uneven + self.whole.penalty(end)

    @staticmethod
    def join(one: Cost, other: Cost) -> Cost:
        return max(one[0], other[0]), one[1] + other[1]


class _Small:
    """Costs of parts side by side: in effect the logarithm of the area they take together, as a sum over parts, and how uneven
    they are."""

    def __init__(self, whole: Whole, parts: int) -> None:
        self.whole = whole
        self.fair = whole.ends[-1] / parts
        self.width = parts * whole.widths[0, len(whole.leaves)] * 0.8

    def of(self, start: int, end: int) -> Cost:
        higher = self.whole.height(start, end) / self.fair - 1.0
        rough = self.whole.penalty(end) / self.whole.ends[-1]
        size = self.whole.widths[start, end] / self.width + max(0.0, higher, -0.3 * higher)
        return size + rough, abs(higher)

    @staticmethod
    def join(one: Cost, other: Cost) -> Cost:
        return one[0] + other[0], one[1] + other[1]


def _search(whole: Whole, parts: int, costs: _Narrow | _Small) -> list[int]:
    """The cheapest cuts, by dynamic programming over the places for them."""
    count = len(whole.leaves)
    found: dict[int, tuple[Cost, tuple[int, ...]]] = {0: ((0.0, 0.0), ())}
    for part in range(parts):
        reached: dict[int, tuple[Cost, tuple[int, ...]]] = {}
        last = count - LEAST_STEPS * (parts - part - 1)
        ends = [count] if part == parts - 1 else whole.places
        for start, (cost, cuts) in found.items():
            for end in ends:
                if not start + LEAST_STEPS <= end <= last:
                    continue
                way = costs.join(cost, costs.of(start, end)), (*cuts, end)
                if end not in reached or way < reached[end]:
                    reached[end] = way
        found = reached
    return list(found[count][1][:-1]) if count in found else []


def pieces(steps: tuple[AnyStep, ...], cuts: Items[int], count: int) -> list[tuple[AnyStep, ...]]:
    """The steps between the cuts; `count` is how many leaves there are."""
    return [slice_steps(steps, start, end) for start, end in pairwise([0, *cuts, count])]


def folded_size(
    whole: Whole, cuts: Items[int], air: float, theme: Theme, *, stacked: bool
) -> tuple[float, float]:
    """About the size in px of a sequence folded at these cuts, without drawing it."""
    panel = whole.panel
    frame = panel.bottom - panel.marks[-1].y + panel.head_bottom
    edges = list(pairwise([0, *cuts, len(whole.leaves)]))
    widths = [whole.width(start, end) for start, end in edges]
    heights = [whole.height(start, end) + frame for start, end in edges]
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
