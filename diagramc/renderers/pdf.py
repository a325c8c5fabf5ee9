"""SVG to PDF with vector text, by svg2pdf (wheels only), else by CairoSVG where libcairo is there."""

from __future__ import annotations

from collections.abc import Sequence

from diagramc.errors import MissingEngineError
from diagramc.renderers.shipped import INTER, JETBRAINS_MONO


def draw_pdf(svg: str, fonts: Sequence[str] = ()) -> bytes:
    """One page of the picture's size; `fonts` are files beside the shipped font. MissingEngineError when neither converter is installed."""
    try:
        from svg2pdf_py import FontDatabase, svg_to_pdf
    except ImportError:
        return _draw_with_cairo(svg)
    known = FontDatabase()
    for path in (*INTER.paths(), *JETBRAINS_MONO.paths(), *fonts):
        known.load_font_file(path)
    return bytes(svg_to_pdf(svg, known))


def _draw_with_cairo(svg: str) -> bytes:
    try:
        import cairosvg
    except (ImportError, OSError):
        # CairoSVG raises OSError at import where the system has no libcairo.
        raise MissingEngineError("PDF needs an extra; install it with: pip install 'diagramc[pdf]'") from None
    return bytes(cairosvg.svg2pdf(bytestring=svg.encode()))
