"""Pictures that look drawn by hand: the same bytes each time, text as it was, fills hatched inside their outlines."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from diagramc.layout.clip import flatten
from diagramc.pipeline import compile
from diagramc.renderers.hand import HATCH_GAP, hatch, stray
from diagramc.scene.model import Box
from diagramc.scene.shapes import ellipse, outline, polygon, polyline
from tests.renderers.pictures import png_size, svg_words
from tests.samples import SAMPLES


@pytest.mark.parametrize("name", SAMPLES)
def test_only_lines_and_colours_differ_from_the_default_theme(name: str) -> None:
    drawn, plain = (compile(SAMPLES[name], size="4:3", theme=theme) for theme in ("sketch", "light"))
    assert drawn.svg == compile(SAMPLES[name], size="4:3", theme="sketch").svg
    assert svg_words(drawn.svg) == svg_words(plain.svg)
    pinned = re.findall(r'textLength="[^"]+"', drawn.svg)
    assert pinned == re.findall(r'textLength="[^"]+"', plain.svg)
    assert png_size(drawn.png()) == png_size(plain.png())


def test_pdf_of_it_has_its_words() -> None:
    pytest.importorskip("svg2pdf_py")
    from io import BytesIO

    from pypdf import PdfReader

    page = PdfReader(BytesIO(compile(SAMPLES["mindmap"], theme="sketch").pdf())).pages[0]
    assert len(page.extract_text()) > 50


@pytest.mark.parametrize(
    "path",
    [
        polyline((0, 0), (200, 0)),
        polyline((0, 0), (3, 3), (90, 40), (90, 120)),
        polygon((0, 0), (50, 0), (50, 50)),
    ],
)
def test_lines_stray_by_no_more_than_they_may_and_keep_their_ends(path: object) -> None:
    given = path if isinstance(path, tuple) else ()
    strayed = stray(given, 2.0, "seed")
    assert strayed[0] == given[0]
    if given[-1].command != "Z":
        assert strayed[-1].points[-1] == given[-1].points[-1]
    exact = [point for line in flatten(given) for point in line]
    for x, y in (point for line in flatten(strayed) for point in line):
        near = min(_away((x, y), a, b) for a, b in pairwise(exact))
        assert near <= 2.0
    assert strayed == stray(given, 2.0, "seed") != stray(given, 2.0, "other")


def _away(p: tuple[float, float], a: tuple[float, float], b: tuple[float, float]) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    t = max(0.0, min(1.0, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / (dx * dx + dy * dy or 1.0)))
    return float(((p[0] - a[0] - t * dx) ** 2 + (p[1] - a[1] - t * dy) ** 2) ** 0.5)


@pytest.mark.parametrize("shape", ["rect", "diamond", "circle", "cylinder", "hexagon", "document"])
def test_hatching_stays_inside(shape: str) -> None:
    box = Box(10, 20, 120, 60)
    strokes = hatch(outline(shape, box), "seed")
    points = [segment.points[0] for segment in strokes]
    assert len(points) > 10
    for x, y in points:
        assert box.x - 1.5 <= x <= box.right + 1.5
        assert box.y - 1.5 <= y <= box.bottom + 1.5
        if shape == "diamond":
            assert abs(x - 70) / 60 + abs(y - 50) / 30 < 1.03


def test_what_is_small_is_not_hatched() -> None:
    assert hatch(ellipse(Box(0, 0, HATCH_GAP - 1, 40)), "seed") == ()
    assert hatch((), "seed") == ()
