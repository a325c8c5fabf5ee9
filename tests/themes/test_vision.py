"""Colours that tell things apart do so for people who see them otherwise."""

from __future__ import annotations

from itertools import combinations

import pytest

from diagramc.options import THEMES
from diagramc.themes import load_theme
from tests.themes.vision import MATRICES, distance, seen_as

NEIGHBOURS, ANY_TWO = 10.0, 6.0
"""The least difference (CIEDE2000) of the strokes of swatches that follow each other, and of any two."""
COLOURED = [name for name in THEMES if len(load_theme(name).palette) > 1]


@pytest.mark.parametrize(
    ("one", "other", "difference"),
    [
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, -1.0, 2.0), (50.0, 0.0, 0.0), 2.3669),
        ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
        ((6.7747, -0.2908, -2.4247), (5.8714, -0.0985, -2.2286), 0.6377),
    ],
)
def test_the_difference_is_that_of_the_published_test_data(
    one: tuple[float, float, float], other: tuple[float, float, float], difference: float
) -> None:
    """Sharma, Wu and Dalal, 2005, table 1."""
    assert distance(one, other) == pytest.approx(difference, abs=1e-4)


@pytest.mark.parametrize("vision", MATRICES)
@pytest.mark.parametrize("name", COLOURED)
def test_swatches_stay_apart(name: str, vision: str) -> None:
    strokes = [stroke for _, stroke, _ in load_theme(name).palette]
    count = len(strokes)
    near = {}
    for i, j in combinations(range(count), 2):
        found = distance(seen_as(strokes[i], vision), seen_as(strokes[j], vision))
        if found < (NEIGHBOURS if j - i in (1, count - 1) else ANY_TWO):
            near[strokes[i], strokes[j]] = round(found, 1)
    assert near == {}


@pytest.mark.parametrize("name", COLOURED)
def test_kinds_of_steps_stay_apart(name: str) -> None:
    theme = load_theme(name)
    strokes = [theme.paint(f"{role}.stroke") for role in ("node", "decision", "terminal", "data")]
    for vision in MATRICES:
        for one, other in combinations(strokes, 2):
            # Their shapes differ too, so that less is enough.
            assert distance(seen_as(one, vision), seen_as(other, vision)) > 5, (vision, one, other)
