"""PNG and PDF: the exact pixels, the same picture from another renderer, words that a PDF reader finds."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from diagramc.errors import SourceError
from diagramc.options import IMAGE_SIZES, canvas_for
from diagramc.pipeline import compile
from diagramc.renderers.raster import draw_png
from tests.renderers.pictures import differing, png_size
from tests.samples import SAMPLES


@pytest.mark.parametrize("image_size", IMAGE_SIZES)
@pytest.mark.parametrize("size", ["16:9", "9:16", "97:100"])
def test_a_png_has_exactly_the_canvas_pixels(size: str, image_size: str) -> None:
    result = compile(SAMPLES["timeline"], size=size, image_size=image_size)
    assert png_size(result.png()) == canvas_for(size, image_size)


def test_auto_is_the_natural_size_with_margins() -> None:
    result = compile(SAMPLES["flowchart"])
    assert png_size(result.png()) == (result.scene.width, result.scene.height)
    double = compile(SAMPLES["flowchart"], image_size="2K").scene
    assert abs(double.width - 2 * result.scene.width) <= 2


def test_a_picture_past_the_limit_is_refused_before_it_is_drawn() -> None:
    with pytest.raises(SourceError, match="past the limit"):
        draw_png('<svg xmlns="http://www.w3.org/2000/svg"/>', 20_000, 20_000)


@pytest.mark.parametrize("name", SAMPLES)
def test_another_renderer_draws_the_same_picture(name: str) -> None:
    """CairoSVG has its own text engine and another face here, so blurred pictures are compared, and roughly."""
    cairosvg = pytest.importorskip("cairosvg", exc_type=ImportError, reason="no libcairo")
    result = compile(SAMPLES[name], size="4:3")
    assert differing(result.png(), cairosvg.svg2png(bytestring=result.svg.encode())) <= 0.01


def test_a_pdf_is_one_page_with_words_to_find() -> None:
    result = compile(SAMPLES["er"], size="16:9")
    reader = PdfReader(io.BytesIO(result.pdf()))
    (page,) = reader.pages
    assert page.mediabox.width / page.mediabox.height == pytest.approx(16 / 9, abs=0.01)
    words = page.extract_text()
    assert "isbn" in words
