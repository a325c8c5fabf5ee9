"""SVG to PNG, with exactly the pixels asked for, by resvg (wheels only, no system library)."""

from __future__ import annotations

from collections.abc import Sequence

from diagramc.errors import SourceError
from diagramc.renderers.shipped import INTER, JETBRAINS_MONO

MAX_PIXELS = 120_000_000
"""The largest picture, in pixels: a 4K canvas of any ratio has about 17 million; more aborts the rasteriser."""


def draw_png(
    svg: str, width: int, height: int, *, fonts: Sequence[str] = (), system_fonts: bool = False
) -> bytes:
    """A PNG of `width` by `height` px from an SVG of the same size.

    Only the shipped font is loaded, so that the same input gives the same pixels everywhere, and the files `fonts`; `system_fonts` adds
    the machine's, for pictures that others drew. SourceError past MAX_PIXELS.
    """
    import resvg_py

    if width * height > MAX_PIXELS:
        raise SourceError(f"a picture of {width} by {height} px is past the limit of {MAX_PIXELS:,} px")
    data = resvg_py.svg_to_bytes(
        svg_string=svg,
        width=width,
        height=height,
        dpi=96,
        skip_system_fonts=not system_fonts,
        font_files=[*INTER.paths(), *JETBRAINS_MONO.paths(), *fonts],
        font_family="Inter",
        sans_serif_family="Inter",
        monospace_family=JETBRAINS_MONO.family,
    )
    return bytes(data)
