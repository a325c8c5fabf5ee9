"""Gaps that grow: into the room there is, in the direction that is short, and no further than is pleasant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagramc.layout.grow import LEAST_AIR, LONE_TALLEST, MOST_AIR, TIGHT, USUAL, Air, grow, swell, widened
from diagramc.scene.model import Drawing


class _Comb:
    """Something of five boxes and four gaps either way, with a step where feet would come; remembers the air of what was drawn last."""

    def __init__(self, step: float = 0.0) -> None:
        self.step = step
        self.air = USUAL

    def draw(self, air: Air) -> Drawing:
        self.air = air
        step = self.step if air.down > 1.3 else 0.0
        return Drawing(items=(), width=500 + 160 * air.across, height=250 + 160 * air.down + step)


@pytest.mark.parametrize("step", [0.0, 40.0])
@given(width=st.floats(50, 3000), height=st.floats(50, 3000), least=st.sampled_from([TIGHT, USUAL]))
def test_what_is_grown_fits_its_room(width: float, height: float, least: Air, step: float) -> None:
    comb = _Comb(step)
    tight = comb.draw(least)
    grown = grow(comb.draw, least, max(width, tight.width), max(height, tight.height))
    assert grown.width <= max(width, tight.width) * 1.001
    assert grown.height <= max(height, tight.height) * 1.001
    assert all(least_air <= air <= MOST_AIR for least_air, air in zip(least, comb.air, strict=True))


def test_only_the_direction_that_is_short_grows() -> None:
    comb = _Comb()
    grown = grow(comb.draw, USUAL, 2000.0, 410.0)
    assert comb.air == (MOST_AIR, 1.0)
    assert (grown.width, grown.height) == (820.0, 410.0)
    grow(comb.draw, USUAL, 6600.0, 4100.0)
    assert comb.air == USUAL, "a room of the same form is no reason to grow"


def test_what_grows_no_further_past_some_air_still_fills_its_room() -> None:
    def draw(air: Air) -> Drawing:
        return Drawing(items=(), width=100.0, height=min(70.0 * (1 + 2 * (air.down - 1)), 140.0))

    assert grow(draw, USUAL, 100.0, 130.0).height > 117.0


def test_room_that_is_left_makes_tight_gaps_usual_first() -> None:
    comb = _Comb()
    grow(comb.draw, TIGHT, 660.0, 410.0)
    assert comb.air == USUAL
    grow(comb.draw, TIGHT, 620.0, 410.0)
    assert comb.air.across == LEAST_AIR
    assert comb.air.down == pytest.approx(1.0, abs=0.05)


def test_a_measure_that_is_a_little_off_does_no_harm() -> None:
    comb = _Comb()

    def measure(air: Air) -> tuple[float, float]:
        drawing = _Comb().draw(air)
        return drawing.width + 12, drawing.height - 7

    grown = grow(comb.draw, USUAL, 660.0, 500.0, measure)
    assert 490.0 <= grown.height <= 500.5


def test_small_gaps_grow_to_the_usual_one_and_large_ones_double() -> None:
    assert [widened(9.0, factor, 36.0) for factor in (0.75, 1.0, 2.0)] == [6.75, 9.0, 36.0]
    assert widened(40.0, 2.0, 36.0) == 80.0


@given(st.floats(1, 300), st.floats(1, 300), st.integers(1, 80), st.floats(0.7, 2.0), st.floats(0.7, 2.0))
def test_nodes_swell_less_the_more_there_are(
    width: float, height: float, count: int, across: float, down: float
) -> None:
    air = Air(across, down)
    wide, high = swell(width, height, count, air)
    more_wide, more_high = swell(width, height, count + 1, air)
    assert width <= more_wide <= wide <= 3.0 * width
    assert height <= more_high <= high
    assert high <= max(height, (LONE_TALLEST if count == 1 else 1.4) * wide)
    assert swell(width, height, count, TIGHT) == (width, height)
