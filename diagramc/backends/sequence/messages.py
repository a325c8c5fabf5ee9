"""Messages: lines between lifelines with heads, labels and numbers."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import NamedTuple

from diagramc.backends.sequence.canvas import Canvas, linked
from diagramc.backends.sequence.columns import LEAST_GAP, STUB, badge_width
from diagramc.backends.sequence.head import FIGURE_HEIGHT, head_items
from diagramc.backends.sequence.setting import (
    BADGE,
    CROSS,
    DOT,
    LABEL_GAP,
    LOOP_HEIGHT,
    LOOP_WIDTH,
    has_text,
    message_style,
    set_label,
)
from diagramc.ir.base import LineStyle
from diagramc.ir.sequence import Message, MessageHead
from diagramc.layout.text import TextBlock, TextStyle, set_text
from diagramc.scene.heads import end_angle, reverse
from diagramc.scene.model import AnyItem, Box, Connector, Head, Path, Point, Shape, Stroke, Text
from diagramc.scene.shapes import KAPPA, curve, line, move, polyline

_HEADS: dict[MessageHead, Head] = {
    "filled": "arrow",
    "open": "open",
    "none": "none",
    "cross": "cross",
    "circle": "circle",
    "upper": "half-arrow",
    "lower": "half-arrow-right",
    "open-upper": "half-open",
    "open-lower": "half-open-right",
}
"""The heads of a line that goes to the right."""
_MIRRORED: dict[Head, Head] = {
    "half-arrow": "half-arrow-right",
    "half-arrow-right": "half-arrow",
    "half-open": "half-open-right",
    "half-open-right": "half-open",
}
"""What is over a line to the right is on its left side, over a line to the left on its right side."""
_KIND_HEADS: dict[str, Head] = {"async": "open", "reply": "open", "create": "open"}
"""UML 2.5.1, 17.4.4: synchronous calls have a filled head, all other messages an open one."""
_LABEL_MARGIN = 6.0
_TIP = 10.0
"""How much of a line at either end is only its head, or the half of a bar."""
_BESIDE = 4.0
"""Between labels beside each other there is at least twice this many px."""


def draw_message(canvas: Canvas, message: Message, top: float, number: int | None, ref: str) -> float:
    """Draw a message whose label begins at `top`; answers the y of its lower end."""
    return _Row(canvas, message, number, ref).draw(top)


def is_plain_line(message: Message) -> bool:
    """Whether a message is a line between two lifelines that live on."""
    return (
        message.source is not None
        and message.target is not None
        and message.source != message.target
        and message.kind not in ("create", "destroy")
    )


class _Ends(NamedTuple):
    """The x of both tips."""

    source: float
    target: float


class _Row:
    def __init__(self, canvas: Canvas, message: Message, number: int | None, ref: str) -> None:
        self.canvas = canvas
        self.message = message
        self.number = number
        self.ref = ref
        self.badge = badge_width(number)
        self.parts: list[AnyItem] = []

    def draw(self, top: float) -> float:
        message = self.message
        if message.source is not None and message.source == message.target:
            bottom = self._draw_loop(top, message.source)
        elif message.kind == "create" and message.target is not None:
            bottom = self._draw_create(top, message.target)
        else:
            bottom = self._draw_line(top)
        if message.link:
            parts = linked("message-link", tuple(self.parts), message.link.url, message.link.new_window)
            self.canvas.over.append(parts)
        else:
            self.canvas.over.extend(self.parts)
        return bottom

    def _block(self, width: float, columns: int = 1) -> TextBlock | None:
        if self.message.label is None or not has_text(self.message.label):
            return None
        wrap = self.canvas.columns.setting.wrap + (columns - 1) * LEAST_GAP
        return set_label(self.message.label, message_style(self.canvas.theme), max(wrap, width - self.badge))

    def _label_height(self, block: TextBlock | None) -> float:
        numbered = self.number is not None
        height = max(block.height + self._sunk(block) if block else 0.0, BADGE if numbered else 0.0)
        return height + LABEL_GAP if height else 0.0

    def _sunk(self, block: TextBlock) -> float:
        """How much lower than its number the first line of a label begins, so that both have their middle at the same height."""
        return max(0.0, BADGE - block.line_height) / 2 if self.number is not None else 0.0

    def _place(self, block: TextBlock | None, left: float, y: float, *, centred: bool = True) -> None:
        """Draw number and label with their bottom LABEL_GAP above `y`."""
        height = self._label_height(block)
        top = y - height
        if self.number is not None:
            first = block.line_height if block else BADGE
            self.parts.append(self._badge(left, top + max(0.0, first - BADGE) / 2))
        if block:
            # Beside a number, lines begin at the number; else they are centred on the message, if it goes to another lifeline.
            centred = centred and self.number is None
            x = left + self.badge + (block.width / 2 if centred else 0.0)
            y = top + self._sunk(block)
            self.parts.append(
                self.canvas.text("edge-label", block, x, y, anchor_middle=centred, ref=self.ref)
            )

    def _badge(self, x: float, y: float) -> AnyItem:
        width = self.badge - 6
        block = set_text(str(self.number), TextStyle(self.canvas.theme.small_size, 600))
        box = Box(x, y, width, BADGE)
        self.canvas.cover(box)
        return linked(
            "number",
            (
                Shape(role="number-shape", shape="stadium", box=box, fill="number.fill"),
                Text(
                    role="number-label",
                    block=block,
                    x=x + width / 2,
                    y=y + (BADGE - block.height) / 2,
                    anchor="middle",
                    fill="number.text",
                ),
            ),
            None,
            False,
        )

    def _line_style(self) -> LineStyle:
        return self.message.line or ("dashed" if self.message.kind in ("reply", "create") else "solid")

    def _connector(self, path: Path) -> Connector:
        message = self.message
        head: Head = _HEADS[message.head] if message.head else _KIND_HEADS.get(message.kind, "arrow")
        tail: Head = _HEADS[message.tail] if message.tail else "none"
        if math.cos(end_angle(path)) < 0:
            head = _MIRRORED.get(head, head)
        if math.cos(end_angle(reverse(path))) < 0:
            tail = _MIRRORED.get(tail, tail)
        return Connector(
            role="message",
            ref=self.ref,
            path=path,
            source=message.source,
            target=message.target,
            line=self._line_style(),
            source_head=tail,
            target_head=head,
        )

    def _draw_line(self, top: float) -> float:
        """A message between two lifelines, or with one open end."""
        message, canvas = self.message, self.canvas
        ends, columns = self._ends()
        room = abs(ends.target - ends.source) - 2 * _LABEL_MARGIN - 12
        block = self._block(room, columns)
        width = self.badge + (block.width if block else 0.0)
        left = self._label_left(ends, width)
        # Messages that meet at a lifeline are beside each other all the same, unless their labels come near.
        reach = min(min(ends) + _TIP, left - _BESIDE), max(max(ends) - _TIP, left + width + _BESIDE)
        y = canvas.level(*reach, top, self._label_height(block))
        self._place(block, left, y)
        # The target's bar begins at this line, so the tip is at the edge of the new bar.
        self._begin_end(y)
        ends, _ = self._ends()
        if message.kind == "destroy" and message.target is not None:
            toward = 1 if ends.target > ends.source else -1
            ends = _Ends(ends.source, canvas.columns.x(message.target) - toward * (CROSS + 3))
        source, target = ends
        right = 1 if target > source else -1
        if message.source is None or message.source_circle:
            self._dot(source, y)
            source += right * DOT
        if message.target is None or message.target_circle:
            self._dot(target, y)
            target -= right * DOT
        canvas.reach(min(ends) - 8, max(ends) + 8)
        self.parts.insert(0, self._connector(polyline((source, y), (target, y))))
        self._close_source(y)
        if message.kind == "destroy" and message.target is not None:
            draw_cross(canvas, message.target, y)
            return y + CROSS
        return y

    def _begin_end(self, y: float) -> None:
        if self.message.activate and self.message.target is not None:
            self.canvas.lifelines.activate(self.message.target, y)

    def _close_source(self, y: float) -> None:
        if self.message.deactivate and self.message.source is not None:
            self.canvas.lifelines.deactivate(self.message.source, y)

    def _ends(self) -> tuple[_Ends, int]:
        """The x of both tips at the lifelines' present state, and over how many columns the message goes."""
        canvas, message = self.canvas, self.message
        lines, x = canvas.lifelines, canvas.columns.x
        if message.source is None or message.target is None:
            block = self._block(0.0)
            length = max(STUB, self.badge + (block.width if block else 0.0) + 16) + DOT
            if message.target is not None:
                tip = x(message.target) + lines.left_edge(message.target)
                return _Ends(tip - length, tip), 1
            assert message.source is not None
            tip = x(message.source) + lines.right_edge(message.source)
            return _Ends(tip, tip + length), 1
        columns = canvas.columns.places[message.target] - canvas.columns.places[message.source]
        source, target = x(message.source), x(message.target)
        if columns > 0:
            ends = _Ends(source + lines.right_edge(message.source), target + lines.left_edge(message.target))
        else:
            ends = _Ends(source + lines.left_edge(message.source), target + lines.right_edge(message.target))
        return ends, abs(columns)

    def _label_left(self, ends: _Ends, width: float) -> float:
        """Where number and label begin: in the middle, or in the nearest gap where they cross no lifeline."""
        low, high = min(ends), max(ends)
        middle = (low + high) / 2
        inner = [x for x in self.canvas.columns.xs if low + 12 < x < high - 12]
        if all(abs(x - middle) > width / 2 + 4 for x in inner):
            return middle - width / 2
        stops = [low, *inner, high]
        centers = [(a + b) / 2 for a, b in pairwise(stops) if b - a - 20 >= width]
        # Of two gaps equally near the middle, the one at the source: labels are read from where the message starts.
        center = min(centers, key=lambda c: (round(abs(c - middle), 3), abs(c - ends.source)), default=middle)
        return center - width / 2

    def _dot(self, x: float, y: float) -> None:
        box = Box(x - DOT, y - DOT, 2 * DOT, 2 * DOT)
        self.parts.append(Shape(role="open-end", shape="dot", box=box, fill="edge.stroke"))

    def _draw_loop(self, top: float, participant: str) -> float:
        """A message to oneself: out, down and back, the label above."""
        canvas, lines = self.canvas, self.canvas.lifelines
        x = canvas.columns.x(participant)
        start = x + lines.right_edge(participant)
        block = self._block(0.0)
        y = top + self._label_height(block)
        width = self.badge + (block.width if block else 0.0)
        self._place(block, max(start, x) + 7, y, centred=False)
        bottom = y + LOOP_HEIGHT
        if self.message.activate:
            lines.activate(participant, bottom)
        end = x + lines.right_edge(participant)
        if self.message.source_circle:
            self._dot(start, y)
            start += DOT
        if self.message.target_circle:
            self._dot(end, bottom)
            end += DOT
        self.parts.insert(0, self._connector(_loop(start, y, end, bottom)))
        canvas.reach(x - 8, start + max(LOOP_WIDTH, width + 7))
        if self.message.deactivate:
            lines.deactivate(participant, bottom)
        return bottom

    def _draw_create(self, top: float, participant: str) -> float:
        """A message that ends at the head of a new lifeline."""
        canvas = self.canvas
        head = canvas.columns.heads[canvas.columns.places[participant]]
        above = FIGURE_HEIGHT / 2 if head.is_figure else head.height / 2
        half = 24.0 if head.is_figure else head.width / 2
        ends, columns = self._ends()
        toward = 1 if ends.target > ends.source else -1
        tip = canvas.columns.x(participant) - toward * half
        block = self._block(abs(tip - ends.source) - 2 * _LABEL_MARGIN - 12, columns)
        y = top + max(self._label_height(block), above)
        width = self.badge + (block.width if block else 0.0)
        self._place(block, self._label_left(_Ends(ends.source, tip), width), y)
        source = ends.source
        if self.message.source_circle:
            self._dot(source, y)
            source += toward * DOT
        if self.message.target_circle:
            # Beside the head, which it would cover.
            self._dot(tip - toward * DOT, y)
            tip -= toward * 2 * DOT
        self.parts.insert(0, self._connector(polyline((source, y), (tip, y))))
        x = canvas.columns.x(participant)
        canvas.over.append(head_items(head, x, y - above, canvas.theme))
        canvas.reach(min(ends.source, x - head.width / 2), max(ends.source, x + head.width / 2))
        bottom = y - above + head.height
        canvas.lifelines.begin(participant, bottom)
        if self.message.activate:
            canvas.lifelines.activate(participant, bottom)
        self._close_source(y)
        return bottom


def _loop(start: float, y: float, end: float, bottom: float) -> Path:
    """The path of a message to oneself, with round corners."""
    radius = 6.0
    right = start + LOOP_WIDTH
    k = radius * (1 - KAPPA)
    corner: Point = (right, y + radius)
    return (
        move(start, y),
        line(right - radius, y),
        curve((right - k, y), (right, y + k), corner),
        line(right, bottom - radius),
        curve((right, bottom - k), (right - k, bottom), (right - radius, bottom)),
        line(end, bottom),
    )


def draw_cross(canvas: Canvas, participant: str, y: float) -> None:
    """End a lifeline with a cross."""
    x = canvas.columns.x(participant)
    canvas.lifelines.end(participant, y)
    path = (
        *polyline((x - CROSS, y - CROSS), (x + CROSS, y + CROSS)),
        *polyline((x + CROSS, y - CROSS), (x - CROSS, y + CROSS)),
    )
    canvas.over.append(
        Stroke(role="destruction", ref=participant, path=path, stroke="destruction.stroke", stroke_width=2.2)
    )
    canvas.reach(x - CROSS, x + CROSS)
