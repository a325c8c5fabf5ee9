"""Where the lifelines stand: as near as heads, labels, notes and frames between them allow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from diagramc.backends.sequence.head import Head, level_heads, measure_head
from diagramc.backends.sequence.setting import (
    BADGE,
    BAR_WIDTH,
    DOT,
    FRAME_PAD,
    LOOP_WIDTH,
    NOTE_PAD_X,
    Setting,
    has_text,
    message_style,
    set_label,
    small_style,
)
from diagramc.backends.sequence.slicing import CutFragment
from diagramc.ir.base import Label, label_of, plain
from diagramc.ir.sequence import (
    AnyStep,
    Fragment,
    Message,
    Participant,
    Reference,
    SequenceNote,
)
from diagramc.ir.sequence import Sequence as SequenceDiagram
from diagramc.layout.runs import group_chains, group_runs
from diagramc.layout.text import TextBlock, TextStyle, set_text
from diagramc.themes.base import Theme

LEAST_GAP = 76.0
"""Lifelines are never nearer than this, in px."""
OVERHANG = 22.0
"""How far a note or reference over several lifelines reaches past the outer ones."""
STUB = 46.0
"""The shortest line of a lost or found message."""
_ARROW_ROOM = 26.0
"""What a label between two lifelines needs beside itself: bars, the head, air."""
BOX_PAD = 10.0
"""From the heads to the frame of their box."""


class Span(NamedTuple):
    """The columns `low` to `high` that something touches, and how far it reaches past them, in px."""

    low: int
    high: int
    left: float
    right: float


class Columns(NamedTuple):
    """The heads in order with the x of their lifelines, and the boxes each participant is in, outermost first."""

    heads: tuple[Head, ...]
    xs: tuple[float, ...]
    places: dict[str, int]
    boxes: tuple[tuple[str, ...], ...]
    setting: Setting

    def x(self, participant: str) -> float:
        """The x of a participant's lifeline."""
        return self.xs[self.places[participant]]

    @property
    def left(self) -> float:
        """The left edge of the leftmost head."""
        return min((x - h.width / 2 for x, h in zip(self.xs, self.heads, strict=True)), default=0.0)

    @property
    def right(self) -> float:
        """The right edge of the rightmost head."""
        return max((x + h.width / 2 for x, h in zip(self.xs, self.heads, strict=True)), default=0.0)


def badge_width(number: int | None) -> float:
    """Room that a message's number takes before its label."""
    return 0.0 if number is None else max(BADGE, 7.5 * len(str(number)) + 9) + 6


def note_block(label: Label, wrap: float, theme: Theme) -> TextBlock:
    """A note's text."""
    return set_label(label, small_style(theme), wrap)


def tab_block(fragment: Fragment, theme: Theme) -> TextBlock:
    """What stands in the pentagon of a fragment: its operator, or the name of a group."""
    named = fragment.kind == "group" and fragment.label is not None and has_text(fragment.label)
    label = fragment.label if named and fragment.label is not None else fragment.kind
    return set_label(label, small_style(theme, 600), 200.0)


def guard_label(fragment: Fragment, position: int) -> str:
    """The words beside the tab (first operand) or under a separator: the fragment's label, and the guard in brackets.

    Dots come first where the operand began in an earlier part.
    """
    words: list[str] = []
    if position == 0 and isinstance(fragment, CutFragment) and fragment.begun and not fragment.fresh:
        words.append("…")
    if position == 0 and fragment.kind != "group" and has_text(fragment.label):
        words.append(plain(fragment.label))
    if position < len(fragment.operands) and has_text(fragment.operands[position].label):
        guard = plain(fragment.operands[position].label)
        words.append(guard if guard.startswith("[") and guard.endswith("]") else f"[{guard}]")
    return " ".join(words)


def longest_label(diagram: SequenceDiagram, steps: Iterable[AnyStep], theme: Theme) -> float:
    """The width in px of the longest line of text that wraps somewhere if it must: names, messages, notes and guards."""
    found = [set_text(label_of(p), TextStyle(theme.body_size, 600)).width for p in diagram.participants]
    pending = list(steps)
    while pending:
        match step := pending.pop():
            case Message():
                found.append(set_text(step.label or "", message_style(theme)).width)
            case SequenceNote():
                found.append(set_text(step.text, small_style(theme)).width)
            case Reference():
                found.append(set_text(step.label, message_style(theme)).width)
            case Fragment():
                for position, operand in enumerate(step.operands):
                    found.append(set_text(guard_label(step, position), small_style(theme)).width)
                    pending.extend(operand.steps)
    return max(found, default=0.0)


def lay_out_columns(
    diagram: SequenceDiagram,
    participants: Sequence[Participant],
    steps: Sequence[AnyStep],
    setting: Setting,
    theme: Theme,
    numbered: bool,
) -> Columns:
    """Place the lifelines of the participants for the steps; the first one at x = 0."""
    heads = level_heads([measure_head(diagram, p, setting, theme) for p in participants], setting.air)
    index = {participant.id: i for i, participant in enumerate(participants)}
    chains = group_chains(diagram.boxes, participants)
    needs = _Needs(index, heads, setting, theme, numbered)
    for left, (one, other) in enumerate(pairwise(heads)):
        common = _common_prefix(chains[left], chains[left + 1])
        frames = len(chains[left]) + len(chains[left + 1]) - 2 * common
        needs.apart(
            left,
            left + 1,
            (one.width + other.width) / 2
            + setting.head_gap(theme) * (0.8 if frames else 1)
            + frames * BOX_PAD,
        )
        needs.apart(left, left + 1, LEAST_GAP * min(1.0, setting.air.across))
    for run in group_runs(diagram.boxes, chains):
        label = label_of(run.group)
        inside = (heads[run.first].width + heads[run.last].width) / 2
        if run.last > run.first:
            width = set_label(label, small_style(theme, 600), setting.wrap).width
            needs.apart(run.first, run.last, width - inside)
        else:
            half = set_label(label, small_style(theme, 600), inside).width / 2 + BOX_PAD
            needs.reach(Span(run.first, run.first, half, half))
    needs.measure(steps)
    return Columns(tuple(heads), tuple(needs.solve()), index, chains, setting)


def _common_prefix(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    return next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


class _Needs:
    """Collects how far apart lifelines must be."""

    def __init__(
        self, index: dict[str, int], heads: Sequence[Head], setting: Setting, theme: Theme, numbered: bool
    ) -> None:
        self.index = index
        self.heads = heads
        self.setting = setting
        self.theme = theme
        self.badge = badge_width(99) if numbered else 0.0
        self._pairs: dict[tuple[int, int], float] = {}

    def apart(self, low: int, high: int, distance: float) -> None:
        """Two lifelines must be at least this far apart."""
        if 0 <= low < high < len(self.heads):
            self._pairs[low, high] = max(distance, self._pairs.get((low, high), 0.0))

    def reach(self, span: Span, clear: float = 10.0) -> Span:
        """What reaches past its columns stays clear of the next lifelines."""
        self.apart(span.low - 1, span.low, span.left + clear)
        self.apart(span.high, span.high + 1, span.right + clear)
        return span

    def solve(self) -> list[float]:
        """The x of all lifelines: what several gaps must share is shared evenly, short spans first."""
        gaps = [0.0] * max(0, len(self.heads) - 1)
        for (low, high), distance in sorted(self._pairs.items(), key=lambda p: (p[0][1] - p[0][0], p[0])):
            lacking = distance - sum(gaps[low:high])
            if lacking > 0:
                for gap in range(low, high):
                    gaps[gap] += lacking / (high - low)
        xs = [0.0]
        for width in gaps:
            xs.append(xs[-1] + self.setting.pitch(width, len(self.heads)))
        return xs[: len(self.heads)]

    def measure(self, steps: Iterable[AnyStep]) -> Span | None:
        """Collect the needs of steps; answers what they touch together."""
        spans = [span for step in steps if (span := self._step(step)) is not None]
        if not spans:
            return None
        low, high = min(span.low for span in spans), max(span.high for span in spans)
        return Span(
            low,
            high,
            max(span.left for span in spans if span.low == low),
            max(span.right for span in spans if span.high == high),
        )

    def _step(self, step: AnyStep) -> Span | None:
        match step:
            case Message():
                return self._message(step)
            case SequenceNote():
                return self._note(step)
            case Reference():
                low, high = self._ends(step.participants)
                block = set_label(step.label, message_style(self.theme), self.setting.wrap * 1.3)
                return self._over(low, high, max(block.width, 60.0) + 2 * NOTE_PAD_X + 20)
            case Fragment():
                return self._fragment(step)
        return None

    def _ends(self, participants: Iterable[str]) -> tuple[int, int]:
        places = [self.index[id] for id in participants]
        return min(places), max(places)

    def _label_width(self, message: Message, columns: int) -> float:
        width: float = self.badge
        if message.label is not None and has_text(message.label):
            wrap = self.setting.wrap + (columns - 1) * LEAST_GAP
            width += set_label(message.label, message_style(self.theme), wrap).width
        return width

    def _message(self, message: Message) -> Span:
        if message.source is None or message.target is None:
            own = self.index[message.source or message.target or ""]
            length = max(STUB, self._label_width(message, 1) + 16) + 2 * DOT + BAR_WIDTH
            left, right = (length, 8.0) if message.source is None else (8.0, length)
            return self.reach(Span(own, own, left, right))
        low, high = self._ends((message.source, message.target))
        width = self._label_width(message, max(1, high - low))
        if low == high:
            return self.reach(Span(low, low, 8.0, BAR_WIDTH + max(LOOP_WIDTH, width + 6)))
        room = width + _ARROW_ROOM * min(1.0, self.setting.air.across)
        if message.kind == "create":
            room += self.heads[self.index[message.target]].width / 2
        self.apart(low, high, room)
        left, right = 8.0, 8.0
        if message.kind == "create":
            half = self.heads[self.index[message.target]].width / 2
            left, right = (left, half) if self.index[message.target] == high else (half, right)
        return Span(low, high, left, right)

    def _note(self, note: SequenceNote) -> Span:
        low, high = self._ends(note.participants)
        width = note_block(note.text, self.setting.wrap, self.theme).width + 2 * NOTE_PAD_X
        if note.placement == "over":
            return self._over(low, high, width)
        reach = width + BAR_WIDTH + 4
        left, right = (reach, 8.0) if note.placement == "left" else (8.0, reach)
        return self.reach(Span(low, high, left, right))

    def _over(self, low: int, high: int, width: float) -> Span:
        if low == high:
            return self.reach(Span(low, high, width / 2, width / 2))
        self.apart(low, high, width - 2 * OVERHANG)
        return self.reach(Span(low, high, OVERHANG, OVERHANG))

    def _fragment(self, fragment: Fragment) -> Span | None:
        span = self.measure(step for operand in fragment.operands for step in operand.steps)
        if span is None:
            span = Span(0, len(self.heads) - 1, 8.0, 8.0)
        pad = FRAME_PAD if fragment.kind != "rect" else FRAME_PAD * 0.75
        left, right = span.left + pad, span.right + pad
        needed = 0.0
        tab = 0.0 if fragment.kind == "rect" else tab_block(fragment, self.theme).width + 26
        for position in range(len(fragment.operands)):
            guard = guard_label(fragment, position)
            width = set_label(guard, small_style(self.theme), self.setting.wrap).width if guard else 0.0
            needed = max(needed, (tab if position == 0 else 12) + width + 14)
        if span.low == span.high:
            right = max(right, needed - left)
        else:
            self.apart(span.low, span.high, needed - left - right)
        return self.reach(Span(span.low, span.high, left, right), 8.0)
