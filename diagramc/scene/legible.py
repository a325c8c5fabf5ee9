"""What an author coloured stays readable in every theme: text by its ground, lines by the canvas.

An author picks colours for a page they see, mostly a white one. Where their fill stands in another theme, text on it takes the
ink that reads on it; where their ink stands on a theme's fill that it vanishes on, the theme's ink is used. Grounds that lines and labels
cross (frames of groups, backgrounds of fragments) are mixed with the canvas where lines vanish on them, and among lifelines, where a
label stands half on one and has one ink, also where labels cannot be read: as little as helps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from diagramc.ir.colors import CSS_COLORS
from diagramc.scene.colors import (
    alpha_of,
    as_hex,
    blend,
    blend_until_apart,
    contrast,
    parse_hex,
    readable_on,
)
from diagramc.scene.edit import boxes
from diagramc.scene.model import (
    AnyItem,
    Box,
    Cluster,
    Connector,
    Drawing,
    Icon,
    Paint,
    Shape,
    Stroke,
    Text,
)
from diagramc.themes.base import Theme

TEXT, ICONS, LINES = 4.5, 3.0, 1.5
"""The least contrast of text and of pictograms with their ground (WCAG 2.2, 1.4.3 and 1.4.11), and of an author's line with the canvas,
so that it is drawn in its colour at all. On a dark canvas, which is not the one it was chosen for, it is brightened to that of pictograms."""


ON_GROUNDS = 2.0
"""The least contrast of lines with an author's ground."""
STEPS = 20
"""In how many steps a ground is mixed with the canvas."""
HUE = 40
"""By how much, of 255, the channels of a colour differ at least that is not a grey."""
GROUNDS = frozenset({"group-frame", "fragment-ground"})
"""Roles of shapes that others stand on and cross."""


class _Ground:
    """A filled area: its box and paint."""

    __slots__ = ("box", "paint")

    def __init__(self, box: Box, paint: Paint) -> None:
        self.box, self.paint = box, paint


def legible(drawing: Drawing, theme: Theme) -> Drawing:
    """The drawing with those inks changed that could not be read. Without colours of an author it is as it was."""
    if not any(map(_is_literal, _paints(drawing.items))):
        return drawing
    reader = _Reader(theme, labels_cross=any(item.role == "lifeline" for item in drawing.items))
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

    def __init__(self, theme: Theme, *, labels_cross: bool) -> None:
        self.labels_cross = labels_cross
        self.themes = [theme] if theme.night is None else [theme, theme.night]
        self.painted: list[_Ground] = []
        self.tints: dict[Paint, Paint] = {}

    def item(self, item: AnyItem) -> AnyItem:
        """The item with readable inks."""
        match item:
            case Cluster():
                if item.role in ("icon", "node-icon", "picture"):
                    return item
                return replace(item, items=tuple(self.item(part) for part in item.items))
            case Shape():
                if item.role in GROUNDS:
                    self.tints[item.fill] = self._tinted(item.fill)
                    item = replace(item, fill=self.tints[item.fill])
                if item.fill != "none":
                    self.painted.append(_Ground(item.box, item.fill))
                    if item.stroke == item.fill and self._is_lost(item.fill):
                        # Of one colour with the canvas it would be seen by nothing.
                        return replace(item, stroke="edge.stroke")
                else:
                    return replace(item, stroke=self._line(item.stroke))
            case Stroke():
                if item.fill != "none":
                    self.painted.extend(_Ground(box, item.fill) for box in boxes([item]))
            case Connector():
                return replace(item, stroke=self._line(item.stroke))
            case Text():
                halo = self.tints.get(item.halo, item.halo)
                ground = halo if halo != "none" else self._under(item.box)
                return replace(item, halo=halo, fill=self._ink(item.fill, ground, TEXT))
            case Icon():
                ground = self._under(Box(item.x, item.y, item.size, item.size))
                return replace(item, stroke=self._ink(item.stroke, ground, ICONS))
            case _:
                pass
        return item

    def _ink(self, ink: Paint, ground: Paint, least: float) -> Paint:
        """The ink, or one that has this contrast with the ground where one of them is an author's."""
        if not (_is_literal(ground) or _is_literal(ink)) or self._reads(ink, ground, least):
            return ink
        better = (readable_on(ground) or ink, "text") if _is_literal(ground) else ("text", ink)
        return next((one for one in better if self._reads(one, ground, least)), better[0])

    def _tinted(self, fill: Paint) -> Paint:
        """An author's ground on which lines and labels of the theme are seen; as it is where the viewer may be one by day or by night."""
        theme = self.themes[0]
        seen = _rgb(fill, theme) if _is_literal(fill) and len(self.themes) == 1 else None
        if seen is None or self._carries(fill):
            return fill
        canvas = theme.paint("canvas")
        tints = (blend(as_hex(seen), canvas, part / STEPS) for part in range(1, STEPS))
        return next(filter(self._carries, tints), canvas)

    def _carries(self, ground: Paint) -> bool:
        """Whether what crosses a ground is seen on it."""
        lines = self._reads("edge.stroke", ground, ON_GROUNDS)
        if not self.labels_cross:
            return lines
        return (
            lines and self._reads("edge.text", ground, TEXT) and self._reads("lifeline.stroke", ground, LINES)
        )

    def _under(self, box: Box) -> Paint:
        x, y = box.center
        for ground in reversed(self.painted):
            if ground.box.x <= x <= ground.box.right and ground.box.y <= y <= ground.box.bottom:
                return ground.paint
        return "canvas"

    def _is_lost(self, stroke: Paint) -> bool:
        """Whether an author's line vanishes on the canvas."""
        return _is_literal(stroke) and not self._reads(stroke, "canvas", LINES)

    def _line(self, stroke: Paint) -> Paint:
        """A line that can be seen on the canvas, of an author's hue where it has one that can be kept."""
        theme = self.themes[0]
        own, ground = _rgb(stroke, theme), _rgb(theme.paint("canvas"), theme)
        lost = self._is_lost(stroke)
        if not _is_literal(stroke) or own is None or ground is None or not theme.dark:
            return "edge.stroke" if lost else stroke
        if lost and max(own) - min(own) < HUE:
            return "edge.stroke"
        seen = blend_until_apart(as_hex(own), theme.paint("text"), as_hex(ground), ICONS)
        return stroke if seen == as_hex(own) else seen

    def _reads(self, ink: Paint, ground: Paint, least: float) -> bool:
        """Whether an ink has this contrast with a ground, by day and by night; colours we cannot read do."""
        for theme in self.themes:
            colors = [_rgb(theme.paint(paint), theme) for paint in (ink, ground)]
            if colors[0] is not None and colors[1] is not None and contrast(colors[0], colors[1]) < least:
                return False
        return True


def _rgb(color: str, theme: Theme) -> tuple[int, int, int] | None:
    """What is seen of a colour on the canvas; None for one that is not seen or that we cannot read."""
    found = CSS_COLORS.get(color.lower(), color)
    own = parse_hex(found)
    alpha = alpha_of(found)
    if own is None or alpha == 1.0:
        return own
    return parse_hex(blend(theme.paint("canvas"), as_hex(own), alpha)) if alpha else None
