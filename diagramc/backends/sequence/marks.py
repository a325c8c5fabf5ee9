"""What stands among the messages: notes, references to other diagrams, dividers, delays, and the tab in a frame's corner.

Each `draw_…` draws its step below `y` and answers the y of its lower end.
"""

from __future__ import annotations

from diagramc.backends.sequence.canvas import Canvas, linked
from diagramc.backends.sequence.columns import OVERHANG, note_block
from diagramc.backends.sequence.setting import (
    NOTE_PAD_X,
    NOTE_PAD_Y,
    TAB_HEIGHT,
    has_text,
    message_style,
    set_label,
    small_style,
)
from diagramc.ir.sequence import Delay, Divider, Reference, SequenceNote
from diagramc.layout.text import TextBlock
from diagramc.scene.model import AnyItem, Box, Cluster, Shape, Stroke, Text
from diagramc.scene.shapes import polygon, polyline


def draw_note(canvas: Canvas, note: SequenceNote, y: float) -> float:
    """A sheet beside or over lifelines."""
    xs = [canvas.columns.x(id) for id in note.participants]
    low, high = min(xs), max(xs)
    lifelines = canvas.lifelines
    wrap = canvas.columns.setting.wrap
    if note.placement == "over":
        wide = high - low + 2 * OVERHANG
        block = note_block(note.text, max(wrap, wide - 2 * NOTE_PAD_X if high > low else 0.0), canvas.theme)
        width = max(block.width + 2 * NOTE_PAD_X, wide if high > low else 0.0)
        left = (low + high - width) / 2
    else:
        block = note_block(note.text, wrap, canvas.theme)
        width = block.width + 2 * NOTE_PAD_X
        if note.placement == "left":
            left = low + min(lifelines.left_edge(note.participants[0]), -4.0) - 6 - width
        else:
            left = high + max(lifelines.right_edge(note.participants[-1]), 4.0) + 6
    box = Box(left, y + canvas.gap, width, block.height + 2 * NOTE_PAD_Y)
    canvas.reach(min(box.x, low - 8), max(box.right, high + 8))
    canvas.over.append(note_items(block, box))
    return box.bottom


def draw_reference(canvas: Canvas, reference: Reference, y: float) -> float:
    """An interaction use: a frame over its lifelines with `ref` in the corner."""
    xs = [canvas.columns.x(id) for id in reference.participants]
    low, high = min(xs) - OVERHANG, max(xs) + OVERHANG
    block = set_label(
        reference.label,
        message_style(canvas.theme),
        max(canvas.columns.setting.wrap * 1.3, high - low - 2 * NOTE_PAD_X),
    )
    width = max(high - low, block.width + 2 * NOTE_PAD_X + 20)
    box = Box((low + high - width) / 2, y + canvas.gap, width, TAB_HEIGHT + block.height + 2 * NOTE_PAD_Y)
    frame = Shape(
        role="reference-frame",
        shape="rect",
        box=box,
        fill="surface",
        stroke="fragment.stroke",
        stroke_width=1.4,
        radius=3.0,
    )
    text = Text(
        role="reference-label",
        block=block,
        x=box.center[0],
        y=box.y + TAB_HEIGHT + NOTE_PAD_Y * 0.6,
        anchor="middle",
        fill="node.text",
    )
    tab = tab_items(set_label("ref", small_style(canvas.theme, 600), 100.0), box.x, box.y)
    link = reference.link
    canvas.over.append(
        linked(
            "reference",
            (frame, *tab, text),
            link.url if link else None,
            link.new_window if link else False,
        )
    )
    canvas.reach(box.x, box.right)
    return box.bottom


def draw_divider(canvas: Canvas, divider: Divider, y: float) -> float:
    """Two lines across all lifelines, the label between them."""
    left, right = canvas.columns.left, canvas.columns.right
    y += canvas.gap * 1.2
    block = (
        set_label(divider.label, small_style(canvas.theme, 600), max(140.0, right - left - 40))
        if divider.label is not None and has_text(divider.label)
        else None
    )
    height = block.height + 8 if block else 4.0
    middle = y + height / 2
    path = (
        *polyline((left, middle - 2), (right, middle - 2)),
        *polyline((left, middle + 2), (right, middle + 2)),
    )
    over = canvas.over
    over.append(Stroke(role="divider", path=path, stroke="fragment.stroke", stroke_width=1.3))
    if block:
        width = block.width + 26
        box = Box((left + right - width) / 2, y, width, height)
        over.append(
            Shape(
                role="divider-shape",
                shape="rect",
                box=box,
                fill="fragment.fill",
                stroke="fragment.stroke",
                stroke_width=1.3,
                radius=4.0,
            )
        )
        over.append(
            Text(
                role="divider-label",
                block=block,
                x=box.center[0],
                y=box.y + 4,
                anchor="middle",
                fill="node.text",
            )
        )
        canvas.reach(box.x, box.right)
    return y + height


def draw_delay(canvas: Canvas, delay: Delay, y: float) -> float:
    """Time passes: dotted lifelines, the label across them."""
    left, right = canvas.columns.left, canvas.columns.right
    top = y + canvas.gap * 0.6
    height = 26.0
    block = None
    if delay.label is not None and has_text(delay.label):
        block = set_label(delay.label, small_style(canvas.theme), max(140.0, right - left - 20))
        height = block.height + 18
    canvas.lifelines.dot(top, top + height)
    if block:
        canvas.over.append(
            canvas.text("delay-label", block, (left + right) / 2, top + 9, anchor_middle=True, fill="muted")
        )
    return top + height


def tab_height(block: TextBlock) -> float:
    """Height of a tab round its text."""
    return max(TAB_HEIGHT, block.height + 5)


def tab_items(block: TextBlock, x: float, y: float) -> tuple[AnyItem, ...]:
    """The pentagon in a frame's corner with its operator (UML 2.5.1, 17.6.4)."""
    width, height = block.width + 20, tab_height(block)
    path = polygon(
        (x, y), (x + width, y), (x + width, y + height - 7), (x + width - 7, y + height), (x, y + height)
    )
    return (
        Stroke(role="tab-shape", path=path, fill="fragment.fill", stroke="fragment.stroke", stroke_width=1.4),
        Text(role="tab-label", block=block, x=x + 8, y=y + (height - block.height) / 2, fill="group.text"),
    )


def note_items(block: TextBlock, box: Box) -> Cluster:
    """A note with its text in the middle."""
    return Cluster(
        role="note",
        items=(
            Shape(
                role="note-shape",
                shape="note",
                box=box,
                fill="note.fill",
                stroke="note.stroke",
                stroke_width=1.2,
            ),
            Text(
                role="note-text",
                block=block,
                x=box.center[0],
                y=box.y + NOTE_PAD_Y,
                anchor="middle",
                fill="note.text",
            ),
        ),
    )
