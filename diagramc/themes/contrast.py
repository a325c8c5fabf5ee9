"""Which text stands on which ground, whatever the theme, and which of them are too faint to read (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from diagramc.ir.colors import CSS_COLORS
from diagramc.scene.colors import READABLE, contrast, parse_hex
from diagramc.themes.base import Theme

GROUNDS: dict[str, tuple[str, ...]] = {
    "node.text": (
        "node.fill",
        "decision.fill",
        "terminal.fill",
        "data.fill",
        "external.fill",
        "header.fill",
        "row.fill",
        "surface",
    ),
    "muted": ("canvas", "surface", "node.fill", "external.fill", "header.fill", "row.fill", "group.fill"),
    "edge.text": ("canvas", "surface", "group.fill"),
    "group.text": ("group.fill", "surface", "fragment.fill"),
    "text": ("canvas", "surface"),
    "title": ("canvas",),
    "note.text": ("note.fill",),
    "accent.text": ("accent.fill",),
    "accent.fill": ("surface", "row.fill"),
    "number.text": ("number.fill",),
}
"""The grounds that each ink stands on in pictures of any type."""


class Faint(NamedTuple):
    """An ink that is hard to read on a ground: both as roles, and their contrast."""

    ink: str
    ground: str
    ratio: float


def pairs(theme: Theme) -> Iterator[tuple[str, str]]:
    """Every ink with every ground it stands on, as roles."""
    for ink, grounds in GROUNDS.items():
        for ground in grounds:
            yield ink, ground
    for index in range(len(theme.palette)):
        swatch = f"palette.{index}"
        yield f"{swatch}.text", f"{swatch}.fill"
        yield "text", f"{swatch}.fill"
        yield "muted", f"{swatch}.fill"
        yield "accent.text", f"{swatch}.strong"
        for ink in ("text", "muted", "edge.text", f"{swatch}.text"):
            yield ink, f"{swatch}.wash"


def faint_pairs(theme: Theme) -> list[Faint]:
    """The inks of a theme that cannot be read on a ground of theirs."""
    found = []
    for ink, ground in pairs(theme):
        colors = [
            parse_hex(CSS_COLORS.get(theme.paint(role).lower(), theme.paint(role))) for role in (ink, ground)
        ]
        if colors[0] is not None and colors[1] is not None:
            ratio = contrast(colors[0], colors[1])
            if ratio < READABLE:
                found.append(Faint(ink, ground, ratio))
    return found
