"""What an author coloured stays readable in every theme: text by its ground, lines by the canvas.

An author picks colours for a page they see, mostly a white one. Where their fill stands in another theme, text on it takes the
ink that reads on it; where their ink stands on a theme's fill that it vanishes on, the theme's ink is used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from diagramc.ir.colors import CSS_COLORS
from diagramc.scene.colors import contrast, parse_hex, readable_on
from diagramc.scene.edit import boxes
from diagramc.scene.model import AnyItem, Box, Cluster, Connector, Drawing, Paint, Shape, Stroke, Text
from diagramc.themes.base import Theme

TEXT, LINES = 4.5, 1.5
"""The least contrast of text with its ground (WCAG 2.2, 1.4.3), and of an author's line with the canvas, so that it can be seen."""


class _Ground:
    """A filled area: its box and paint."""

    __slots__ = ("box", "paint")

    def __init__(self, box: Box, paint: Paint) -> None:
        self.box, self.paint = box, paint


def legible(drawing: Drawing, theme: Theme) -> Drawing:
    """The drawing with those inks changed that could not be read. Without colours of an author it is as it was."""
    if not any(map(_is_literal, _paints(drawing.items))):
        return drawing
    reader = _Reader(theme)
    return replace(drawing, items=tuple(reader.item(item) for item in drawing.items))


def _is_literal(paint: Paint) -> bool:
    return paint.startswith("#") or paint.lower() in CSS_COLORS


def _paints(items: Iterable[AnyItem]) -> Iterator[Paint]:
    for item in items:
        match item:
            case Cluster():
                yield from _paints(item.items)
            case Shape() | Stroke():
                yield item.fill
                yield item.stroke
            case Text():
                yield item.fill
            case Connector():
                yield item.stroke
            case _:
                pass


class _Reader:
    """Walks a drawing in the order of painting."""

    def __init__(self, theme: Theme) -> None:
        self.themes = [theme] if theme.night is None else [theme, theme.night]
        self.painted: list[_Ground] = []

    def item(self, item: AnyItem) -> AnyItem:
        """The item with readable inks."""
        match item:
            case Cluster():
                if item.role in ("icon", "node-icon", "picture"):
                    return item
                return replace(item, items=tuple(self.item(part) for part in item.items))
            case Shape():
                if item.fill != "none":
                    self.painted.append(_Ground(item.box, item.fill))
                    if item.stroke == item.fill and self._is_lost(item.fill):
                        # Of one colour with the canvas it would be seen by nothing.
                        return replace(item, stroke="edge.stroke")
                elif self._is_lost(item.stroke):
                    return replace(item, stroke="edge.stroke")
            case Stroke():
                if item.fill != "none":
                    self.painted.extend(_Ground(box, item.fill) for box in boxes([item]))
            case Connector():
                if self._is_lost(item.stroke):
                    return replace(item, stroke="edge.stroke")
            case Text():
                return self._text(item)
            case _:
                pass
        return item

    def _text(self, item: Text) -> Text:
        ground = item.halo if item.halo != "none" else self._under(item.box)
        if not (_is_literal(ground) or _is_literal(item.fill)) or self._reads(item.fill, ground, TEXT):
            return item
        if _is_literal(ground):
            return replace(item, fill=readable_on(ground) or item.fill)
        return replace(item, fill="text") if self._reads("text", ground, TEXT) else item

    def _under(self, box: Box) -> Paint:
        x, y = box.center
        for ground in reversed(self.painted):
            if ground.box.x <= x <= ground.box.right and ground.box.y <= y <= ground.box.bottom:
                return ground.paint
        return "canvas"

    def _is_lost(self, stroke: Paint) -> bool:
        """Whether an author's line vanishes on the canvas."""
        return _is_literal(stroke) and not self._reads(stroke, "canvas", LINES)

    def _reads(self, ink: Paint, ground: Paint, least: float) -> bool:
        """Whether an ink has this contrast with a ground, by day and by night; colours we cannot read do."""
        for theme in self.themes:
            colors = [_rgb(theme.paint(paint)) for paint in (ink, ground)]
            if colors[0] is not None and colors[1] is not None and contrast(colors[0], colors[1]) < least:
                return False
        return True


def _rgb(color: str) -> tuple[int, int, int] | None:
    found = CSS_COLORS.get(color.lower(), color)
    if len(found) == 9 and found.endswith("00"):
        return None
    return parse_hex(found)
