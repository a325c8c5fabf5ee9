"""Pictograms in pictures: those of the user's folder, else the shipped ones."""

from __future__ import annotations

from msgspec.structs import replace

from diagramc.scene.icons import find_icon
from diagramc.scene.model import AnyItem, Cluster, Icon, Paint, Path, Segment, Stroke
from diagramc.themes.base import Theme

SQUARE = 24.0
"""Side of the square that pictures are drawn in, in their own units."""


def known_icon(name: str | None, theme: Theme) -> str | None:
    """The name to draw an icon by: as the user's own, else our name of it; None when there is none."""
    if not name:
        return None
    return name if name in theme.icons else find_icon(name)


def pictogram(
    role: str, name: str, theme: Theme, *, x: float, y: float, size: float, paint: Paint
) -> AnyItem:
    """A known icon in a square of `size` px with its top left corner at (x, y)."""
    own = theme.icons.get(name)
    if own is None:
        return Icon(role=role, name=name, x=x, y=y, size=size, stroke=paint)
    scale = size / SQUARE

    def placed(path: Path) -> Path:
        return tuple(
            Segment(s.command, tuple((x + px * scale, y + py * scale) for px, py in s.points)) for s in path
        )

    def painted(part: Stroke) -> Stroke:
        return replace(
            part,
            path=placed(part.path),
            fill=paint if part.fill == "icon" else part.fill,
            stroke=paint if part.stroke == "icon" else part.stroke,
            stroke_width=part.stroke_width * scale,
        )

    return Cluster(role=role, items=tuple(painted(part) for part in own))
