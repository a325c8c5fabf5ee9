"""Folding a sequence into parts: where it is cut, about how large it is then, and the signs that tie the parts together."""

from __future__ import annotations

from collections.abc import Sequence as Items
from itertools import pairwise
from typing import NamedTuple

from diagramc.backends.sequence.columns import BOX_PAD, Columns
from diagramc.backends.sequence.panel import Mark, Panel
from diagramc.backends.sequence.steps import mentioned
from diagramc.ir.sequence import AnyStep, SequenceNote
from diagramc.layout.text import TextBlock, TextStyle, set_text
from diagramc.scene.model import AnyItem, Box, Cluster, Shape, Text
from diagramc.themes.base import Theme

LEAST_STEPS = 3
"""A part has at least this many steps at the top level."""
MOST_STACKED_STEPS = 80
"""Sequences with more steps at the top level are not searched for cuts that leave few participants on either side."""
_OPEN_PENALTY = 90.0
"""A cut through an open activation is as bad as one this many px away from where the parts would be equal."""
_NOTE_PENALTY = 60.0
SIGN_GAP = 8.0
"""Between a part and the signs that say which one it is."""
_SIGN_PAD_X, _SIGN_PAD_Y = 9.0, 2.0
PART_GAP = 44.0
"""Between parts, side by side or one under the other."""


class Whole(NamedTuple):
    """An unfolded sequence: its steps, its lifelines, and how it was drawn."""

    steps: tuple[AnyStep, ...]
    columns: Columns
    panel: Panel

    @property
    def used(self) -> list[set[str]]:
        """The participants each step at the top level names."""
        return [mentioned([step]) for step in self.steps]


def cut_evenly(whole: Whole, parts: int) -> list[int]:
    """Where to cut for parts of like height: where few activations are open, and not before a note on what came before."""
    marks = whole.panel.marks
    first_y, total = whole.panel.head_bottom, marks[-1].y
    cuts: list[int] = []
    for part in range(1, parts):
        target = first_y + (total - first_y) * part / parts
        first = (cuts[-1] if cuts else 0) + 1
        last = len(whole.steps) - (parts - part)

        def cost(cut: int, target: float = target) -> float:
            return abs(marks[cut - 1].y - target) + _penalty(whole.steps, marks, cut)

        cuts.append(min(range(first, max(first, last) + 1), key=cost))
    return cuts


def cut_narrowly(whole: Whole, parts: int) -> list[int]:
    """Where to cut so that each part has few participants: the widest part as narrow as can be, of equal ones the evenest.

    By dynamic programming over the steps at the top level; a part is about as wide as the room of those who take part in it.
    """
    count, used, marks = len(whole.steps), whole.used, whole.panel.marks
    room = _rooms(whole.columns)
    ends = [whole.panel.head_bottom, *(mark.y for mark in marks)]
    fair = (ends[-1] - ends[0]) / parts
    widths: dict[tuple[int, int], float] = {}
    for start in range(count):
        inside = set(marks[start - 1].open) if start else set()
        for end in range(start + 1, count + 1):
            inside |= used[end - 1]
            widths[start, end] = sum(room[id] for id in inside)

    def cost(start: int, end: int) -> tuple[float, float]:
        uneven = abs(ends[end] - ends[start] - fair)
        return widths[start, end], uneven + (_penalty(whole.steps, marks, end) if end < count else 0.0)

    best: list[dict[int, tuple[tuple[float, float], tuple[int, ...]]]] = [{0: ((0.0, 0.0), ())}]
    for _ in range(parts):
        reached: dict[int, tuple[tuple[float, float], tuple[int, ...]]] = {}
        for start, ((width, uneven), cuts) in best[-1].items():
            for end in range(start + LEAST_STEPS, count + 1):
                wide, rough = cost(start, end)
                found = (max(width, wide), uneven + rough), (*cuts, end)
                if end not in reached or found < reached[end]:
                    reached[end] = found
        best.append(reached)
    whole_way = best[parts].get(count)
    return list(whole_way[1][:-1]) if whole_way else []


def _penalty(steps: Items[AnyStep], marks: Items[Mark], cut: int) -> float:
    """What speaks against a cut before a step, in px."""
    beside = isinstance(steps[cut], SequenceNote)
    return (_OPEN_PENALTY if marks[cut - 1].open else 0.0) + (_NOTE_PENALTY if beside else 0.0)


def _rooms(columns: Columns) -> dict[str, float]:
    """About how much of the width each participant takes: half of the way to either neighbour."""
    xs = columns.xs
    gaps = [b - a for a, b in pairwise(xs)]
    sides = [columns.heads[0].width, *gaps, columns.heads[-1].width]
    return {head.participant.id: (sides[i] + sides[i + 1]) / 2 for i, head in enumerate(columns.heads)}


def pieces(steps: tuple[AnyStep, ...], cuts: Items[int]) -> list[tuple[AnyStep, ...]]:
    """The steps between the cuts."""
    return [steps[a:b] for a, b in pairwise([0, *cuts, len(steps)])]


def folded_size(
    whole: Whole, cuts: Items[int], air: float, theme: Theme, *, stacked: bool
) -> tuple[float, float]:
    """About the size in px of a sequence folded at these cuts, without drawing it."""
    room, marks, panel = _rooms(whole.columns), whole.panel.marks, whole.panel
    used = whole.used
    ends = [panel.head_bottom, *(mark.y for mark in marks)]
    frame = panel.bottom - ends[-1] + panel.head_bottom
    widths, heights = [], []
    for start, end in pairwise([0, *cuts, len(whole.steps)]):
        inside = (
            set(marks[start - 1].open).union(*used[start:end]) if start else set().union(*used[start:end])
        )
        widths.append(sum(room[id] for id in inside))
        heights.append(ends[end] - ends[start] + frame)
    signs = 2 * (theme.small_size * 1.3 + 2 * _SIGN_PAD_Y + SIGN_GAP)
    gaps = PART_GAP * air * len(cuts)
    if stacked:
        return max(widths), sum(heights) + signs * len(heights) + gaps
    return sum(widths) + gaps, max(heights) + signs


def part_signs(position: int, count: int, area: Box, theme: Theme) -> list[AnyItem]:
    """Which part this is (above its area), and that another one follows (below)."""
    style = TextStyle(theme.small_size, 600)
    block = set_text(f"{position + 1}/{count}", style)
    signs: list[AnyItem] = [_sign(block, area.x, area.y - block.height - 2 * _SIGN_PAD_Y - SIGN_GAP)]
    if position + 1 < count:
        block = set_text(f"→ {position + 2}/{count}", style)
        signs.append(
            _sign(block, area.right - block.width - 2 * _SIGN_PAD_X, area.bottom + BOX_PAD + SIGN_GAP)
        )
    return signs


def _sign(block: TextBlock, x: float, y: float) -> Cluster:
    box = Box(x, y, block.width + 2 * _SIGN_PAD_X, block.height + 2 * _SIGN_PAD_Y)
    return Cluster(
        role="part-sign",
        items=(
            Shape(role="part-shape", shape="stadium", box=box, fill="fragment.fill"),
            Text(
                role="part-label",
                block=block,
                x=box.center[0],
                y=y + _SIGN_PAD_Y,
                anchor="middle",
                fill="group.text",
            ),
        ),
    )
