"""The heads of lifelines: boxes, stick figures and the symbols of boundary, control and entity (UML 2.5.1; Jacobson 1992)."""

from __future__ import annotations

import math
from typing import NamedTuple

from diagramc.backends.look import element_style, shape_items
from diagramc.backends.sequence.setting import Setting, set_label
from diagramc.ir.base import Style, label_of
from diagramc.ir.sequence import Participant, Sequence
from diagramc.layout.grow import Air, swell
from diagramc.layout.text import TextBlock, TextStyle, rich
from diagramc.scene.model import AnyItem, Box, Cluster, Path, Shape, Stroke, Text
from diagramc.scene.shapes import actor_figure, box_for_text, ellipse, polyline
from diagramc.themes.base import Theme

FIGURE_HEIGHT = 44.0
"""Height of figures and symbols that stand above their label."""
SYMBOL_RADIUS = 16.0
LEAST_WIDTH = 72.0
"""Heads are at least this wide, in px, where there is room."""
MOST_SWOLLEN = 1.0
"""Heads become larger by at most this part of their size."""
WIDEST_NAME = 160.0
"""Names wrap at this width, in px, if not more narrowly."""
BACK_SHEET = 5.0
"""How far the second sheet of `collections` stands out."""
_OUTLINES = {"database": "cylinder", "queue": "queue"}
_ROLES = {"database": "data", "queue": "data", "collections": "data", "actor": "external"}


class Head(NamedTuple):
    """A participant's head by its size in px."""

    participant: Participant
    block: TextBlock
    style: Style
    width: float
    height: float

    @property
    def is_figure(self) -> bool:
        """Whether a figure stands above the label, rather than the label in an outline."""
        return self.participant.kind in ("actor", "boundary", "control", "entity")


def measure_head(diagram: Sequence, participant: Participant, setting: Setting, theme: Theme) -> Head:
    """The head of a participant, with less air round its name where gaps are tight."""
    wrap = min(setting.wrap, WIDEST_NAME)
    thin, low = (1.0 - 1.6 * max(0.0, 1.0 - factor) for factor in setting.air)
    if setting.is_slim:
        thin = min(thin, 0.6)
    pad_x, pad_y, least = theme.pad_x * thin, theme.pad_y * low, LEAST_WIDTH * (0.4 + 0.6 * thin)
    style = element_style(diagram, participant)
    text_style = TextStyle(style.font_size or theme.body_size, 400 if style.bold is False else 600)
    label = label_of(participant)
    block = set_label(rich(label, italic=True) if style.italic else label, text_style, wrap)
    if participant.kind in ("actor", "boundary", "control", "entity"):
        return Head(
            participant, block, style, max(block.width, FIGURE_HEIGHT), FIGURE_HEIGHT + 4 + block.height
        )
    outline = _OUTLINES.get(participant.kind, "rect")
    width, height = box_for_text(outline, block.width + 2 * pad_x, block.height + 2 * pad_y)
    if participant.kind == "collections":
        width, height = width + BACK_SHEET, height + BACK_SHEET
    return Head(participant, block, style, max(width, least), height)


def level_heads(heads: list[Head], air: Air) -> list[Head]:
    """The heads with all outlined ones of the same height, and larger where there is much air and they are few."""
    tallest = max((head.height for head in heads if not head.is_figure), default=0.0)
    boxed = [head for head in heads if not head.is_figure]
    sizes = [swell(head.width, tallest, len(heads), air, most=MOST_SWOLLEN, tallest=1.0) for head in boxed]
    height = min((high for _, high in sizes), default=tallest)
    widths = iter(wide for wide, _ in sizes)
    return [head if head.is_figure else head._replace(width=next(widths), height=height) for head in heads]


def head_items(head: Head, x: float, top: float, theme: Theme) -> Cluster:
    """The head in the middle of `x`, its top at `top`."""
    participant, style = head.participant, head.style
    role = _ROLES.get(participant.kind, "node")
    box = Box(x - head.width / 2, top, head.width, head.height)
    items: tuple[AnyItem, ...]
    if head.is_figure:
        items = _figure(head, x, top, theme)
    elif participant.kind == "collections":
        front = Box(box.x, box.y + BACK_SHEET, box.width - BACK_SHEET, box.height - BACK_SHEET)
        back = Box(box.x + BACK_SHEET, box.y, front.width, front.height)
        sheet = Shape(
            role="node-shape",
            shape="rect",
            box=back,
            fill=style.fill or f"{role}.fill",
            stroke=style.stroke or f"{role}.stroke",
            stroke_width=style.stroke_width or theme.stroke_width,
            line=style.line or "solid",
            radius=theme.radius,
        )
        items = (
            sheet,
            *shape_items(
                "rect", front, head.block, style, theme, fill=f"{role}.fill", stroke=f"{role}.stroke"
            ),
        )
    else:
        outline = _OUTLINES.get(participant.kind, "stadium" if style.rounded else "rect")
        items = shape_items(
            outline, box, head.block, style, theme, fill=f"{role}.fill", stroke=f"{role}.stroke"
        )
    link = participant.link
    return Cluster(
        role="node",
        ref=participant.id,
        items=items,
        link=link.url if link else None,
        new_window=link.new_window if link else False,
        tooltip=participant.tooltip or participant.description,
    )


def _figure(head: Head, x: float, top: float, theme: Theme) -> tuple[AnyItem, ...]:
    """A figure or symbol with the label below it."""
    style = head.style
    kind = head.participant.kind
    role = "external" if kind == "actor" else "node"
    text = Text(
        role="node-label",
        block=head.block,
        x=x,
        y=top + FIGURE_HEIGHT + 4,
        anchor="middle",
        fill="node.text" if style.fill else style.color or "node.text",
    )
    parts = [
        Stroke(
            role="node-figure",
            path=path,
            fill=(style.fill or f"{role}.fill") if filled else "none",
            stroke=style.stroke or f"{role}.stroke",
            stroke_width=style.stroke_width or 1.8,
            line=style.line or "solid",
        )
        for path, filled in _figure_paths(kind, x, top)
    ]
    return (*parts, text)


def _figure_paths(kind: str, x: float, top: float) -> list[tuple[Path, bool]]:
    """The paths of a figure, each with whether it is filled."""
    if kind == "actor":
        head = FIGURE_HEIGHT * 0.32
        figure = actor_figure(Box(x - 14, top, 28, FIGURE_HEIGHT - 2))
        return [(ellipse(Box(x - head / 2, top, head, head)), True), (figure[6:], False)]
    radius = SYMBOL_RADIUS
    cx = x + 6 if kind == "boundary" else x
    cy = top + FIGURE_HEIGHT - radius - 4
    ring = (ellipse(Box(cx - radius, cy - radius, 2 * radius, 2 * radius)), True)
    if kind == "boundary":
        stem = polyline((cx - radius - 12, cy), (cx - radius, cy))
        bar = polyline((cx - radius - 12, cy - radius * 0.8), (cx - radius - 12, cy + radius * 0.8))
        return [ring, ((*stem, *bar), False)]
    if kind == "entity":
        return [ring, (polyline((cx - radius, cy + radius + 2), (cx + radius, cy + radius + 2)), False)]
    tip = (cx - 2, cy - radius)
    arrow = [
        (tip[0] + 8 * math.cos(a), tip[1] + 8 * math.sin(a)) for a in (math.radians(-38), math.radians(30))
    ]
    return [ring, (polyline(arrow[0], tip, arrow[1]), False)]
