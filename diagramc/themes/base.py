"""A theme as data: colours by role, type sizes and gaps. Layouts read sizes and gaps, renderers resolve colours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from diagramc.scene.model import Stroke

Swatch = tuple[str, str, str]
"""Fill, stroke and text colour that go together."""


class Theme(msgspec.Struct, frozen=True, kw_only=True):
    """A named look. `colors` maps the roles that scenes use to CSS colours; sizes and gaps are px at natural scale.

    `palette` are the swatches for branches, sections and groups, used in turn as `palette.0.fill`, `.stroke`, `.text`, and two that are
    mixed of them: `.strong`, a fill under `accent.text`, as near to the stroke as that can be read on, and `.wash`, the ground of a
    group, between `group.fill` and the fill.
    `grid` is the distance of the lines of squared paper on the canvas (0: plain paper), `hand` how far lines stray that look drawn
    by hand (0: drawn with a ruler), both in px. `night` is the look in a viewer that prefers dark colours; None: the same everywhere. `icons` are the user's own pictures by the
    names that the diagram gives them, as paths in a square of 24 units whose paint `icon` stands for that of their place.
    """

    name: str
    dark: bool
    colors: dict[str, str]
    palette: tuple[Swatch, ...]
    font_family: str = "Inter, 'Helvetica Neue', Arial, sans-serif"
    mono_family: str = "'JetBrains Mono', Menlo, Consolas, monospace"
    body_size: float = 15.0
    small_size: float = 12.5
    heading_size: float = 16.0
    title_size: float = 21.0
    pad_x: float = 16.0
    pad_y: float = 11.0
    node_gap: float = 36.0
    rank_gap: float = 46.0
    group_pad: float = 18.0
    margin: float = 24.0
    radius: float = 7.0
    stroke_width: float = 1.5
    grid: float = 0.0
    hand: float = 0.0
    night: Theme | None = None
    icons: Mapping[str, tuple[Stroke, ...]] = msgspec.field(default_factory=dict)

    def paint(self, role: str) -> str:
        """The CSS colour of a paint: a role of the theme, or a literal colour as it is. KeyError for an unknown role."""
        if role == "none" or role.startswith("#"):
            return role
        if role.startswith("palette."):
            _, index, part = role.split(".")
            if part in ("strong", "wash"):
                return self._mixed(self.palette[int(index) % len(self.palette)], part)
            return self.palette[int(index) % len(self.palette)][("fill", "stroke", "text").index(part)]
        if "." in role or role in self.colors:
            return self.colors[role]
        return role

    def _mixed(self, swatch: Swatch, part: str) -> str:
        from diagramc.scene.colors import blend, blend_until_readable

        fill, stroke, text = swatch
        if part == "strong":
            return blend_until_readable(stroke, text, self.colors["accent.text"])
        return blend(self.colors["group.fill"], fill, 0.4)
