"""Timeline pictures: clean at every ratio, in order, and to scale where they say so."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from diagramc.backends.timeline.scale import civil, day_number, days, place_to_scale, ticks
from diagramc.backends.timeline.scene import arrangements
from diagramc.ir.base import Diagram, Note
from diagramc.ir.timeline import Event, Period, Section, Timeline
from diagramc.layout.fit import fit
from diagramc.options import RATIOS, CompileOptions
from diagramc.renderers.svg import draw_svg
from diagramc.scene.model import Box, Cluster, Drawing, Shape, Stroke, Text
from diagramc.themes import load_theme
from tests.samples import TIMELINE
from tests.scene_lint import cut_off, faint_text, lint, walk_items
from tests.strategies import diagrams

THEME = load_theme("light")


def _period(label: str, *events: str, group: str | None = None, start: str | None = None) -> Period:
    happened = tuple(Event(text=text) for text in events)
    return Period(id=f"p-{label}", label=label, events=happened, group=group, start=start)


def _years(*years: int, scale: bool = True) -> Timeline:
    return Timeline(
        scale="time" if scale else "even",
        periods=tuple(_period(str(year), f"It is {year}", start=f"{year:04}") for year in years),
    )


GARDEN = Timeline(
    title="The garden",
    sections=(
        Section(id="plan", label="Planning over the winter"),
        Section(id="grow", label="Growing"),
        Section(id="late", label="Late", parent="grow"),
    ),
    periods=(
        _period(
            "January", "Order seeds", "Draw the beds and where the paths between them are to go", group="plan"
        ),
        _period("February", group="plan"),
        _period("March", "Sow peas", group="grow"),
        _period("From the end of April until the cold nights of May are over", "Wait", group="grow"),
        _period("August", "Pick beans", "Pick more beans", "Give beans away", group="late"),
        _period("Some day", "Rest"),
    ),
    notes=(
        Note(text="Peas were early", targets=("p-March",)),
        Note(text="All dates are guesses"),
        Note(text="x", targets=("late",)),
    ),
)
MANY = Timeline(
    periods=tuple(_period(f"Week {i}", *["Something grew a little further"] * (i % 4)) for i in range(60))
)
CASES = {
    "garden": GARDEN,
    "sample": TIMELINE,
    "many": MANY,
    "scaled": _years(1900, 1901, 1950, 1951, 1952, 1999),
    "same moment": _years(1900, 1900, 1900),
    "one": Timeline(periods=(_period("1969", "Landing"),)),
    "bare": Timeline(periods=tuple(_period(str(i)) for i in range(5))),
    "awkward": Timeline(
        sections=(Section(id="s", label="W" * 70), Section(id="none", label="empty")),
        periods=(
            _period("長い" * 40, "日本語" * 50, "x" * 200, group="s"),
            _period("W" * 90),
            _period("", "", group="s"),
        ),
    ),
    "nothing": Timeline(),
}


def _drawings(diagram: Timeline) -> list[tuple[str, Drawing]]:
    return [(arrangement.name, arrangement.draw()) for arrangement in arrangements(diagram, THEME)]


def _as_timeline(diagram: Diagram) -> Timeline:
    assert isinstance(diagram, Timeline)
    return diagram


def _pills(drawing: Drawing) -> dict[str, Box]:
    return {
        item.ref or "": next(part.box for part in item.items if isinstance(part, Shape))
        for item in walk_items(drawing.items)
        if isinstance(item, Cluster) and item.role == "node"
    }


@pytest.mark.parametrize("name", CASES)
def test_every_arrangement_is_clean(name: str) -> None:
    for arrangement, drawing in _drawings(CASES[name]):
        assert not lint(drawing), arrangement
        assert not faint_text(drawing, THEME), arrangement


# Shrinking is left out: a failing drawing takes minutes to shrink, and the lint names what is wrong anyway.
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
@given(diagrams("timeline").map(_as_timeline))
def test_generated_diagrams_are_clean(diagram: Timeline) -> None:
    for arrangement, drawing in _drawings(diagram):
        assert not lint(drawing), arrangement


@pytest.mark.parametrize("size", ["auto", *RATIOS])
@pytest.mark.parametrize("name", ["garden", "sample", "many"])
def test_every_ratio(name: str, size: str) -> None:
    fitted = fit(CASES[name], arrangements(CASES[name], THEME), THEME, CompileOptions(size=size))
    assert not cut_off(fitted.scene.drawing)
    assert fitted.report.fill >= (0.4 if size == "auto" else 0.55)
    assert draw_svg(fitted.scene, THEME, generator="test").startswith("<svg")


@pytest.mark.parametrize("name", ["garden", "many"])
def test_every_arrangement_shows_every_period_and_event_once(name: str) -> None:
    diagram = CASES[name]
    events = sum(len(period.events) for period in diagram.periods)
    for arrangement, drawing in _drawings(diagram):
        assert len(_pills(drawing)) == len(diagram.periods), arrangement
        cards = [i for i in walk_items(drawing.items) if isinstance(i, Cluster) and i.role == "event"]
        assert len(cards) == events, arrangement


def test_rows_turn_and_columns_do_not() -> None:
    by_name = dict(_drawings(MANY))
    snake = list(_pills(by_name["4 rows"]).values())
    assert snake[0].x < snake[1].x
    assert snake[15].x > snake[16].x
    assert snake[14].y < snake[15].y
    columns = list(_pills(by_name["downwards, 3 columns"]).values())
    assert columns[0].y < columns[1].y
    assert columns[0].center[1] < columns[-1].center[1]
    assert columns[0].x < columns[-1].x


def test_text_is_readable_where_one_row_would_be_a_strip() -> None:
    fitted = fit(MANY, arrangements(MANY, THEME), THEME, CompileOptions(size="16:9"))
    assert fitted.report.body_text_px > 9


def test_distances_are_to_scale_and_long_ones_broken() -> None:
    diagram = _years(1900, 1910, 1930, 1940, 2000)
    track = place_to_scale(diagram.periods, lambda a, b: 50.0 * (b - a))
    gaps = [b - a for a, b in zip(track.positions, track.positions[1:], strict=False)]
    assert gaps[1] > 1.2 * gaps[0]
    assert gaps[3] < 3 * gaps[0]
    assert track.breaks == (False, False, False, True, False)
    assert any(item.role == "break" for item in arrangements(diagram, THEME)[0].draw().items)


def test_periods_to_scale_stand_in_order_of_time() -> None:
    pills = _pills(arrangements(_years(1950, 1900, 2000), THEME)[0].draw())
    assert pills["p-1900"].x < pills["p-1950"].x < pills["p-2000"].x
    written = _pills(arrangements(_years(1950, 1900, 2000, scale=False), THEME)[0].draw())
    assert written["p-1950"].x < written["p-1900"].x < written["p-2000"].x


def test_a_period_lasts_as_long_as_its_end_says() -> None:
    drawing = arrangements(TIMELINE, THEME)[0].draw()
    lasting = [item for item in walk_items(drawing.items) if item.role == "duration"]
    assert len(lasting) == sum(period.end is not None for period in TIMELINE.periods)


@pytest.mark.parametrize(
    "date", [(1, 1, 1), (1582, 10, 15), (2000, 2, 29), (-44, 3, 15), (0, 12, 31), (2399, 12, 31)]
)
def test_dates_survive_being_numbers(date: tuple[int, int, int]) -> None:
    assert civil(day_number(*date)) == date


def test_day_numbers_count_days() -> None:
    assert day_number(2000, 3, 1) - day_number(2000, 2, 28) == 2
    assert day_number(1900, 3, 1) - day_number(1900, 2, 28) == 1
    assert days("1969-07-20T12:00") == day_number(1969, 7, 20) + 0.5
    assert days("some day") is None


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        ("1897", "1952", ["1900", "1910", "1920", "1930", "1940", "1950"]),
        ("2020-01-15", "2020-07-02", ["2020-02", "2020-03", "2020-04", "2020-05", "2020-06", "2020-07"]),
        ("2020-02-27", "2020-03-02", ["02-28", "02-29", "03-01"]),
        ("-0010", "0015", ["-5", "0", "5", "10"]),
    ],
)
def test_ticks_are_round_dates(first: str, last: str, labels: list[str]) -> None:
    start, end = days(first), days(last)
    assert start is not None
    assert end is not None
    assert [tick.label for tick in ticks(start, end, 6)] == labels


def test_notes_stand_with_their_period_and_free_ones_below() -> None:
    drawing = arrangements(GARDEN, THEME)[0].draw()
    notes = {
        part.block.lines[0].text: part.box
        for item in walk_items(drawing.items)
        if isinstance(item, Cluster) and item.role == "note"
        for part in item.items
        if isinstance(part, Text)
    }
    march = _pills(drawing)["p-March"]
    assert notes["Peas were early"].x < march.center[0] < notes["Peas were early"].right
    assert notes["All dates are guesses"].y > max(
        box.bottom for text, box in notes.items() if text != "All dates are guesses"
    )


def test_pills_stand_over_their_cards() -> None:
    drawing = dict(_drawings(GARDEN))["downwards, under each other"]
    pills = _pills(drawing)
    events = [i for i in walk_items(drawing.items) if isinstance(i, Cluster) and i.role == "event"]
    first = next(part.box for part in events[0].items if isinstance(part, Shape))
    assert pills["p-January"].bottom < first.y
    assert pills["p-January"].x == pytest.approx(first.x)
    assert len({round(pill.x, 3) for pill in pills.values()}) == 1


def test_pills_without_cards_stand_above_and_below_the_axis_in_turn() -> None:
    by_name = dict(_drawings(CASES["bare"]))
    sides = [pill.center[1] for pill in _pills(by_name["1 row, alternating"]).values()]
    assert sides[0] == sides[2] > sides[1] == sides[3]
    assert by_name["1 row, alternating"].width < by_name["1 row"].width


def test_a_narrow_period_has_room_for_the_heading_of_its_section() -> None:
    diagram = Timeline(
        sections=(Section(id="s", label="Considerations"), Section(id="t", label="Afterthoughts")),
        periods=(_period("1", group="s"), _period("2", group="t"), _period("3", group="s")),
    )
    for arrangement, drawing in _drawings(diagram):
        assert not lint(drawing), arrangement


def test_a_section_without_a_tint_of_its_own_has_a_frame() -> None:
    def strokes(theme: str) -> set[str]:
        drawing = arrangements(GARDEN, load_theme(theme))[0].draw()
        items = (item for item in walk_items(drawing.items) if isinstance(item, Shape))
        return {load_theme(theme).paint(item.stroke) for item in items if item.role == "group-frame"}

    assert strokes("print") == {"#000000"}
    assert strokes("light") == {"none"}


@pytest.mark.parametrize("diagram", [MANY, _years(*range(2001, 2013), scale=False)], ids=["many", "years"])
def test_sizes_are_known_before_anything_is_drawn(diagram: Timeline) -> None:
    for arrangement in arrangements(diagram, THEME)[1:]:
        assert arrangement.estimate is not None
        drawing = arrangement.draw()
        known = arrangement.estimate()
        assert known == pytest.approx((drawing.width, drawing.height), rel=0.05), arrangement.name


def _in_columns(diagram: Timeline) -> list[Drawing]:
    """The drawings with several columns."""
    found = [a for a in arrangements(diagram, THEME) if " columns" in a.name]
    assert found
    return [arrangement.draw() for arrangement in found]


def _strokes(drawing: Drawing, role: str) -> list[Stroke]:
    return [item for item in walk_items(drawing.items) if isinstance(item, Stroke) and item.role == role]


@pytest.mark.parametrize("name", ["garden", "sample", "many", "scaled", "bare"])
def test_a_line_leads_from_each_column_to_the_next(name: str) -> None:
    for drawing in _in_columns(CASES[name]):
        axes = [stroke.path for stroke in _strokes(drawing, "axis")]
        leaps = [stroke.path for stroke in _strokes(drawing, "axis-leap")]
        assert len(leaps) == len(axes) - 1
        for before, leap, after in zip(axes, leaps, axes[1:], strict=False):
            assert leap[0].points[-1] == before[-1].points[-1]
            x, y = leap[-1].points[-1]
            assert x == after[0].points[-1][0]
            assert y <= after[0].points[-1][1]


def test_no_line_to_another_column_runs_over_a_card_or_a_heading() -> None:
    for name in ("garden", "sample", "many", "scaled"):
        for drawing in _in_columns(CASES[name]):
            rooms = [
                item.box
                for item in walk_items(drawing.items)
                if isinstance(item, Shape) and item.role in ("event-shape", "note-shape", "group-frame")
            ]
            for leap in _strokes(drawing, "axis-leap"):
                for x, y in (segment.points[-1] for segment in leap.path):
                    assert not any(b.x < x < b.right and b.y < y < b.bottom for b in rooms)


def test_columns_end_together_as_far_as_gaps_may_be_wide() -> None:
    sections = tuple(Section(id=id) for id in "abc")
    counts = {"a": 5, "b": 3, "c": 4}
    periods = tuple(
        _period(f"{id}{i}", "Dig", group=id) for id, count in counts.items() for i in range(count)
    )
    diagram = Timeline(sections=sections, periods=periods)
    drawing = next(a for a in arrangements(diagram, THEME) if a.name == "downwards, 3 columns").draw()
    ends = [stroke.path[-1].points[-1][1] for stroke in _strokes(drawing, "axis")]
    assert max(ends) - min(ends) < 15.0


def test_a_column_begins_with_a_section_rather_than_inside_one() -> None:
    sections = tuple(Section(id=id, label=f"Part {id}") for id in "abc")
    periods = tuple(_period(f"{id}{i}", "Something", group=id) for id in "abc" for i in range(3))
    diagram = Timeline(sections=sections, periods=periods)
    by_name = {a.name: a for a in arrangements(diagram, THEME)}
    whole, cut = (by_name[f"downwards, {count} columns"] for count in (3, 4))
    assert whole.advantage < cut.advantage
    headers = [item for item in walk_items(whole.draw().items) if item.role == "group-frame"]
    assert len(headers) == len(sections)


def test_single_cards_along_a_row_are_of_one_height() -> None:
    diagram = Timeline(
        periods=tuple(_period(str(i), "A word or two " * (1 + i % 3)) for i in range(6)),
    )
    rows = next(a for a in arrangements(diagram, THEME) if a.name == "1 row").draw()
    heights = {
        item.box.height
        for item in walk_items(rows.items)
        if isinstance(item, Shape) and item.role == "event-shape"
    }
    assert len(heights) == 1


def test_one_period_alone_has_no_empty_side() -> None:
    alone = Timeline(periods=(_period("1969", "Start", "Landing", "Return"),))
    assert not [a.name for a in arrangements(alone, THEME) if a.name == "downwards, alternating"]
