"""A diagram's title above its drawing and its caption below."""

from __future__ import annotations

import msgspec

from diagramc.ir.base import Diagram, Label, plain
from diagramc.layout.text import TextStyle, set_text
from diagramc.scene.edit import translate
from diagramc.scene.model import Drawing, Text
from diagramc.themes.base import Theme

HEADING_WIDTHS = (220.0, 360.0, 560.0, 900.0)
"""Widths that titles and captions may wrap at, in px."""


def _heading(label: Label | None, style: TextStyle, width: float, fill: str, role: str) -> Text | None:
    if not plain(label).strip() or label is None:
        return None
    block = set_text(label, style, width)
    return Text(role=role, block=block, x=0.0, y=0.0, anchor="middle", fill=fill)


class Headings:
    """A diagram's title and caption, set at a few widths: which one is best depends on the drawing between them and on the canvas."""

    def __init__(self, diagram: Diagram, theme: Theme, shape: float | None = None) -> None:
        """`shape` is the width of the canvas over its height; without it headings are as wide as what they are for."""
        self.shape = shape
        self.gap = theme.body_size
        title_style, caption_style = TextStyle(theme.title_size, 600), TextStyle(theme.small_size)
        self.pairs: list[tuple[Text | None, Text | None]] = []
        for width in HEADING_WIDTHS:
            title = _heading(diagram.title, title_style, width, "title", "title")
            caption = _heading(diagram.caption, caption_style, width, "muted", "caption")
            if title or caption:
                self.pairs.append((title, caption))

    def size(self, width: float, height: float) -> tuple[float, float]:
        """The size of a drawing of this size with headings, in px."""
        return self._best(width, height)[0]

    def _best(self, width: float, height: float) -> tuple[tuple[float, float], int]:
        sizes = [self._size(pair, width, height) for pair in self.pairs]
        if not sizes:
            return (width, height), -1
        shape = self.shape or max(width, 1.0) / max(sizes[0][1], 1.0)
        # What the canvas leaves room for is decided by the side that is longer than its shape.
        chosen = min(range(len(sizes)), key=lambda i: (round(max(sizes[i][0], sizes[i][1] * shape), 3), -i))
        return sizes[chosen], chosen

    def _size(
        self, pair: tuple[Text | None, Text | None], width: float, height: float
    ) -> tuple[float, float]:
        texts = [text for text in pair if text]
        wide = max([width, *(text.block.width for text in texts)])
        return wide, height + sum(text.block.height + self.gap for text in texts)

    def put(self, drawing: Drawing) -> Drawing:
        """The drawing with the title above and the caption below."""
        (width, height), chosen = self._best(drawing.width, drawing.height)
        if chosen < 0:
            return drawing
        title, caption = self.pairs[chosen]
        top = title.block.height + self.gap if title else 0.0
        items = list(translate(drawing.items, (width - drawing.width) / 2, top))
        if title:
            items.insert(0, msgspec.structs.replace(title, x=width / 2))
        if caption:
            items.append(msgspec.structs.replace(caption, x=width / 2, y=height - caption.block.height))
        return Drawing(items=tuple(items), width=width, height=height)


def with_headings(diagram: Diagram, drawing: Drawing, theme: Theme, shape: float | None = None) -> Drawing:
    """The drawing with the diagram's title above and its caption below, wrapped as is best for a canvas of some shape."""
    return Headings(diagram, theme, shape).put(drawing)
