"""One part of a sequence diagram: heads, then the steps in order of time, then the feet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from diagramc.backends.sequence.canvas import Canvas, Extent, Ground, ground_of
from diagramc.backends.sequence.columns import (
    Columns,
    guard_label,
    tab_block,
)
from diagramc.backends.sequence.head import head_items
from diagramc.backends.sequence.lifelines import Lifelines, Opened, Progress, join_operands
from diagramc.backends.sequence.marks import (
    draw_delay,
    draw_divider,
    draw_note,
    draw_reference,
    tab_height,
    tab_items,
)
from diagramc.backends.sequence.messages import draw_cross, draw_message, is_plain_line
from diagramc.backends.sequence.setting import (
    CROSS,
    FRAME_PAD,
    set_label,
    small_style,
)
from diagramc.backends.sequence.slicing import CutFragment
from diagramc.backends.sequence.steps import Numbering, mentioned
from diagramc.ir.sequence import (
    Activation,
    AnyStep,
    Autonumber,
    Deactivation,
    Delay,
    Destruction,
    Divider,
    Fragment,
    Message,
    Reference,
    SequenceNote,
)
from diagramc.layout.text import TextBlock
from diagramc.scene.model import AnyItem, Box, Cluster, Shape, Stroke
from diagramc.scene.shapes import polyline
from diagramc.themes.base import Theme

TALL, VERY_TALL = 420.0, 900.0
"""Heads are repeated at the bottom of a part taller than this, in px; of one that is short of room only when it is taller than that."""


AIRY = 1.3
"""And of a part whose gaps are more than this many times the theme's: lifelines that end in the air would look lost."""


class Mark(NamedTuple):
    """The y at which a step that holds no others ends, with the frames that end after it, and whose activations are open there."""

    y: float
    open: frozenset[str]


class Panel(NamedTuple):
    """A drawn part: its items, the y where lifelines begin and end and of its lower end, how far it reaches, where each of its steps
    ends, and how far the sequence is drawn then."""

    items: list[AnyItem]
    head_bottom: float
    life_bottom: float
    bottom: float
    extent: Extent
    marks: list[Mark]
    progress: Progress


class _Guard(NamedTuple):
    """A guard's text, how far it stands from the left of its frame, and the y of its top."""

    block: TextBlock
    offset: float
    y: float


def draw_panel(
    columns: Columns,
    steps: Sequence[AnyStep],
    progress: Progress,
    numbering: Numbering,
    theme: Theme,
    least: tuple[float, float] = (0.0, 0.0),
) -> Panel:
    """Draw steps below the heads of those who are alive, going on from what is drawn.

    Heads begin at y = 0, and end, as does the last lifeline, not above the y in `least`.
    """
    return _Painter(columns, progress, numbering, theme, least[0]).paint(steps, least[1])


class _Painter:
    def __init__(
        self, columns: Columns, progress: Progress, numbering: Numbering, theme: Theme, least_head: float
    ) -> None:
        state = progress.state
        self.columns = columns
        self.theme = theme
        self.numbering = numbering
        self.alive = state.alive
        standing = [head for head in columns.heads if head.participant.id in state.alive]
        self.head_bottom = max([least_head, *(head.height for head in standing)])
        self.y = self.head_bottom
        self.canvas = Canvas(columns, Lifelines(state, self.y), theme)
        self.messages = progress.messages
        self.resumed = list(progress.opened)
        self.opened: list[Opened] = []
        self.marks: list[Mark] = []

    def paint(self, steps: Sequence[AnyStep], least_bottom: float) -> Panel:
        canvas = self.canvas
        for head, x in zip(self.columns.heads, self.columns.xs, strict=True):
            canvas.reach(x - head.width / 2, x + head.width / 2)
            if head.participant.id in self.alive:
                top = self.head_bottom - head.height
                canvas.over.append(head_items(head, x, top, self.theme))
        for step in steps:
            self.step(step)
        self.y = life_bottom = max(self.y + self.columns.setting.tail(self.theme), least_bottom)
        state = canvas.lifelines.finish(self.y)
        if self._has_feet():
            feet = [
                (h, x)
                for h, x in zip(self.columns.heads, self.columns.xs, strict=True)
                if h.participant.id in state.alive
            ]
            canvas.over.extend(_unnamed(head_items(head, x, self.y, self.theme)) for head, x in feet)
            self.y += max((head.height for head, _ in feet), default=0.0)
        progress = Progress(state, tuple(self.opened), self.messages)
        return Panel(
            canvas.items(), self.head_bottom, life_bottom, self.y, canvas.extents[0], self.marks, progress
        )

    def _has_feet(self) -> bool:
        """Whether heads are repeated at the bottom."""
        down = self.columns.setting.air.down
        return down > AIRY or self.y - self.head_bottom > (TALL if down >= 1.0 else VERY_TALL)

    def step(self, step: AnyStep) -> None:
        """Draw one step below what is drawn so far."""
        lifelines = self.canvas.lifelines
        if not (isinstance(step, Message) and is_plain_line(step)):
            self.canvas.close_rows()
        match step:
            case Message():
                self.messages += 1
                ref = f"message-{self.messages}"
                self.y = draw_message(self.canvas, step, self.y + self.canvas.gap, self.numbering.take(), ref)
            case Activation():
                self.y += self.canvas.gap * 0.4
                lifelines.activate(step.participant, self.y)
            case Deactivation():
                self.y = lifelines.deactivate(step.participant, self.y + self.canvas.gap * 0.3)
            case Destruction():
                self.y += self.canvas.gap * 0.7 + CROSS
                draw_cross(self.canvas, step.participant, self.y)
                self.y += CROSS
            case SequenceNote():
                self.y = draw_note(self.canvas, step, self.y)
            case Reference():
                self.y = draw_reference(self.canvas, step, self.y)
            case Divider():
                self.y = draw_divider(self.canvas, step, self.y)
            case Delay():
                self.y = draw_delay(self.canvas, step, self.y)
            case Autonumber():
                self.numbering.switch(step)
            case Fragment():
                self.fragment(step)
        if isinstance(step, Fragment) and step.operands:
            self.marks.pop()
        self._mark()

    def _mark(self) -> None:
        self.marks.append(Mark(self.y, frozenset(self.canvas.lifelines.state.active)))

    def fragment(self, fragment: Fragment) -> None:
        """A frame round its operands, its operator in a pentagon, guards in brackets."""
        canvas = self.canvas
        top = self.y + canvas.gap * (0.8 if fragment.kind == "rect" else 1.0)
        used = mentioned(step for operand in fragment.operands for step in operand.steps)
        xs = [canvas.columns.x(id) for id in sorted(used)] or list(canvas.columns.xs)
        tab = None if fragment.kind == "rect" else tab_block(fragment, self.theme)
        slots = len(canvas.back), len(canvas.frames)
        canvas.grounds.append(_ground(fragment, canvas.grounds[-1]))
        canvas.extents.append(Extent())
        canvas.reach(min(xs) - 8, max(xs) + 8)
        tab_width = tab.width + 26 if tab else 0.0
        room = max(xs) - min(xs) + 2 * FRAME_PAD - 14
        self.y = top
        guards, separators = self._operands(fragment, room, tab_width, tab_height(tab) if tab else 0.0)
        extent = canvas.extents.pop()
        left = extent.left - FRAME_PAD
        right = max(
            extent.right + FRAME_PAD,
            left + tab_width + 8,
            *(left + guard.offset + guard.block.width + 10 for guard in guards),
        )
        canvas.reach(left, right)
        box = Box(left, top, right - left, self.y - top)
        fill = fragment.fill or ("fragment.fill" if fragment.kind == "rect" else "none")
        ground = Shape(role="fragment-ground", shape="rect", box=box, fill=fill, radius=4.0)
        canvas.back.insert(slots[0], ground)
        parts = _frame_items(fragment, box, separators, tab)
        for guard in guards:
            parts.append(canvas.text("guard", guard.block, left + guard.offset, guard.y, fill="group.text"))
        canvas.grounds.pop()
        canvas.frames.insert(slots[1], Cluster(role="fragment", items=tuple(parts)))

    def _operands(
        self, fragment: Fragment, room: float, tab_width: float, tab_height: float
    ) -> tuple[list[_Guard], list[float]]:
        """Draw the steps of all operands; answers their guards and the y of the separators between them."""
        canvas = self.canvas
        part = fragment if isinstance(fragment, CutFragment) else None
        opened = self.resumed.pop(0) if part and part.begun else Opened(canvas.lifelines.state)
        before, ends = opened.before, list(opened.ends)
        if ends and part and part.fresh:
            canvas.lifelines.go_back(before, self.y)
        # Before what goes on inside this one.
        place = len(self.opened)
        guards: list[_Guard] = []
        separators: list[float] = []
        for position, operand in enumerate(fragment.operands):
            if position:
                canvas.close_rows()
                self.y += canvas.gap * 0.8
                separators.append(self.y)
                canvas.lifelines.go_back(before, self.y)
            beside, height = (tab_width, tab_height) if position == 0 else (0.0, 0.0)
            guard = guard_label(fragment, position)
            if guard:
                block = set_label(
                    guard, small_style(self.theme), max(canvas.columns.setting.wrap, room - beside)
                )
                guards.append(_Guard(block, beside + 6 if beside else 12.0, self.y + 3))
                height = max(height, block.height + 4)
            # The first step's own gap begins inside the header, so that the guard stays near what it guards.
            self.y += max(0.0, height - canvas.gap * 0.4)
            for step in operand.steps:
                self.step(step)
            if not operand.steps:
                self._mark()
            if position < len(fragment.operands) - 1 or part is None or part.ended:
                ends.append(canvas.lifelines.state)
        self.y += canvas.gap * 0.8
        canvas.close_rows()
        if part and part.unfinished:
            self.opened.insert(place, Opened(before, tuple(ends)))
        elif ends:
            canvas.lifelines.go_back(join_operands(ends, before), self.y)
        return guards, separators


def _ground(fragment: Fragment, around: Ground) -> Ground:
    """What labels in a fragment stand on."""
    if fragment.fill:
        return ground_of(fragment.fill)
    return Ground("fragment.fill", None) if fragment.kind == "rect" else around


def _frame_items(
    fragment: Fragment, box: Box, separators: Sequence[float], tab: TextBlock | None
) -> list[AnyItem]:
    """A fragment's frame with the separators of its operands; only those when it has no tab (a coloured background).

    Where the fragment is cut the frame is open.
    """
    items: list[AnyItem] = [
        Stroke(
            role="separator",
            path=polyline((box.x, y), (box.right, y)),
            stroke="fragment.stroke",
            stroke_width=1.3,
            line="dashed",
        )
        for y in separators
    ]
    if tab:
        items = [_frame(fragment, box), *items, *tab_items(tab, box.x, box.y)]
    return items


def _frame(fragment: Fragment, box: Box) -> AnyItem:
    part = fragment if isinstance(fragment, CutFragment) else None
    if part is None or not (part.begun or part.unfinished):
        return Shape(
            role="fragment-frame",
            shape="rect",
            box=box,
            stroke="fragment.stroke",
            stroke_width=1.4,
            radius=3.0,
        )
    left_top, right_top = (box.x, box.y), (box.right, box.y)
    left_foot, right_foot = (box.x, box.bottom), (box.right, box.bottom)
    if part.begun and part.unfinished:
        path = (*polyline(left_top, left_foot), *polyline(right_top, right_foot))
    elif part.begun:
        path = polyline(left_top, left_foot, right_foot, right_top)
    else:
        path = polyline(left_foot, left_top, right_top, right_foot)
    return Stroke(role="fragment-frame", path=path, stroke="fragment.stroke", stroke_width=1.4)


def _unnamed(cluster: Cluster) -> Cluster:
    """A head repeated at the bottom: the same to a pointer, but not the participant itself."""
    return Cluster(
        role="node-repeat",
        items=cluster.items,
        link=cluster.link,
        new_window=cluster.new_window,
        tooltip=cluster.tooltip,
    )
