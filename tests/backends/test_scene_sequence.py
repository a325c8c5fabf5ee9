"""Sequence pictures: clean at every ratio, lifelines and messages where they belong."""

from __future__ import annotations

from itertools import pairwise

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from diagramc.backends.sequence.scene import arrangements
from diagramc.ir.base import Diagram, Style
from diagramc.ir.sequence import (
    Activation,
    Box,
    Deactivation,
    Delay,
    Divider,
    Fragment,
    Message,
    Operand,
    Participant,
    Reference,
    Sequence,
    SequenceNote,
)
from diagramc.layout.fit import fit
from diagramc.options import RATIOS, CompileOptions
from diagramc.renderers.svg import draw_svg
from diagramc.scene.model import Cluster, Connector, Drawing, Shape, Stroke, Text
from diagramc.themes import load_theme
from tests.samples import SEQUENCE
from tests.scene_lint import cut_off, faint_text, lint, walk_items
from tests.strategies import diagrams

THEME = load_theme("light")


def _people(*ids: str) -> tuple[Participant, ...]:
    return tuple(Participant(id=id, label=id.title()) for id in ids)


def _say(source: str | None, target: str | None, label: str = "tell", **more: object) -> Message:
    return Message(source=source, target=target, label=label, **more)  # type: ignore[arg-type]


ORDER = Sequence(
    title="Lunch",
    autonumber=True,
    participants=(
        Participant(id="guest", label="Guest", kind="actor"),
        Participant(id="waiter", label="Waiter", group="house"),
        Participant(id="kitchen", label="Kitchen with a view", kind="control", group="house"),
        Participant(id="larder", label="Larder", kind="database", group="house"),
        Participant(id="orders", label="Orders", kind="queue"),
        Participant(id="plates", label="Plates", kind="collections"),
        Participant(id="hatch", label="Hatch", kind="boundary"),
        Participant(id="dish", label="Dish", kind="entity"),
    ),
    boxes=(Box(id="house", label="The house"),),
    steps=(
        _say("guest", "waiter", "What is today's soup, and is there any left of it?", activate=True),
        _say("waiter", "kitchen", "Soup?", kind="async"),
        Activation(participant="kitchen"),
        _say("kitchen", "kitchen", "taste it"),
        Fragment(
            kind="alt",
            operands=(
                Operand(
                    label="there is soup",
                    steps=(
                        _say("kitchen", "waiter", "Leek", kind="reply"),
                        Fragment(
                            kind="loop",
                            operands=(Operand(label="each spoon", steps=(_say("guest", "guest", "eat"),)),),
                        ),
                    ),
                ),
                Operand(label="there is none", steps=(_say("kitchen", "larder", "look again"),)),
            ),
        ),
        Deactivation(participant="kitchen"),
        SequenceNote(text="All of them hear it", participants=("waiter", "orders")),
        SequenceNote(text="left", participants=("guest",), placement="left"),
        Divider(label="Later"),
        Delay(label="coffee"),
        Reference(label="Paying", participants=("guest", "plates")),
        _say("waiter", "dish", "make", kind="create"),
        _say("waiter", "dish", "break", kind="destroy"),
        _say(None, "hatch", "draught"),
        _say("hatch", None, "crumbs"),
        _say("waiter", "guest", "The bill", kind="reply", deactivate=True),
    ),
)
LONG = Sequence(
    participants=_people("ann", "bob", "cid"),
    steps=tuple(
        _say(("ann", "bob", "cid")[i % 3], ("bob", "cid", "ann")[i % 3], f"step {i} of the long way")
        for i in range(200)
    ),
)
WIDE = Sequence(
    participants=_people(*(f"p{i}" for i in range(30))),
    steps=tuple(_say(f"p{i}", f"p{29 - i}") for i in range(10)),
)
AWKWARD = Sequence(
    participants=(
        Participant(id="a", label="W" * 90),
        Participant(id="b", label="日本語の長い名前がここにあります", style=Style(fill="#203040")),
        Participant(id="c", label="مرحبا بالعالم 😀", classes=("loud",)),
    ),
    styles={"loud": Style(bold=False, italic=True, font_size=22, stroke="#800000", line="dashed")},
    boxes=(Box(id="empty", label="Nobody here"),),
    steps=(
        _say("a", "b", "長い" * 60),
        _say("c", "a", "x" * 120),
        Fragment(kind="opt", label="長い" * 40, operands=(Operand(label="w" * 80),)),
        Fragment(kind="rect", fill="#101820", operands=(Operand(steps=(_say("a", "b", "in the dark"),)),)),
        Fragment(kind="group", label="G" * 50, operands=(Operand(label="x", steps=(Delay(),)),)),
    ),
)
CASES = {
    "order": ORDER,
    "sample": SEQUENCE,
    "long": LONG,
    "wide": WIDE,
    "awkward": AWKWARD,
    "lonely": Sequence(participants=_people("ann")),
    "one": Sequence(participants=_people("ann"), steps=(_say("ann", "ann"),)),
    "nobody": Sequence(),
}


def _drawings(diagram: Sequence) -> list[tuple[str, Drawing]]:
    return [(arrangement.name, arrangement.draw()) for arrangement in arrangements(diagram, THEME)]


def _as_sequence(diagram: Diagram) -> Sequence:
    assert isinstance(diagram, Sequence)
    return diagram


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
@given(diagrams("sequence").map(_as_sequence))
def test_generated_diagrams_are_clean(diagram: Sequence) -> None:
    for arrangement, drawing in _drawings(diagram):
        assert not lint(drawing), arrangement


@pytest.mark.parametrize("size", ["auto", *RATIOS])
@pytest.mark.parametrize("name", ["order", "sample", "long"])
def test_every_ratio(name: str, size: str) -> None:
    fitted = fit(CASES[name], arrangements(CASES[name], THEME), THEME, CompileOptions(size=size))
    assert not cut_off(fitted.scene.drawing)
    assert fitted.report.gain >= 1.0
    assert draw_svg(fitted.scene, THEME, generator="test").startswith("<svg")


def _plain(*steps: object, ids: tuple[str, ...] = ("ann", "bob", "cid")) -> Drawing:
    return arrangements(Sequence(participants=_people(*ids), steps=steps), THEME)[0].draw()  # type: ignore[arg-type]


def _lifelines(drawing: Drawing) -> dict[str, float]:
    return {
        item.ref or "": item.path[0].points[0][0]
        for item in walk_items(drawing.items)
        if isinstance(item, Stroke) and item.role == "lifeline"
    }


def _bars(drawing: Drawing) -> list[Shape]:
    return [i for i in walk_items(drawing.items) if isinstance(i, Shape) and i.role == "activation"]


def _messages(drawing: Drawing) -> list[Connector]:
    return [i for i in walk_items(drawing.items) if isinstance(i, Connector) and i.role == "message"]


def _ends(connector: Connector) -> tuple[float, float]:
    return connector.path[0].points[0][0], connector.path[-1].points[-1][0]


def test_messages_end_on_lifelines() -> None:
    drawing = _plain(_say("ann", "cid"), _say("cid", "bob", kind="reply"))
    x = _lifelines(drawing)
    first, second = _messages(drawing)
    assert _ends(first) == (x["ann"], x["cid"])
    assert _ends(second) == (x["cid"], x["bob"])
    assert (first.target_head, first.line) == ("arrow", "solid")
    assert (second.target_head, second.line) == ("open", "dashed")


def test_messages_end_on_bars_and_bars_nest() -> None:
    drawing = _plain(
        _say("ann", "bob", activate=True),
        _say("cid", "bob", activate=True),
        _say("bob", "cid", deactivate=True),
        _say("bob", "ann", deactivate=True),
    )
    outer, inner = (bar.box for bar in _bars(drawing))
    call, nested, answer, last = _messages(drawing)
    assert outer.x < inner.x < outer.right < inner.right
    assert outer.y < inner.y < inner.bottom < outer.bottom
    assert _ends(call)[1] == pytest.approx(outer.x)
    assert _ends(nested)[1] == pytest.approx(inner.right)
    assert _ends(answer)[0] == pytest.approx(inner.right)
    assert _ends(last)[0] == pytest.approx(outer.x)


def test_an_activation_right_after_a_message_begins_at_it() -> None:
    merged = _plain(_say("ann", "bob"), Activation(participant="bob"), _say("bob", "ann", deactivate=True))
    written = _plain(_say("ann", "bob", activate=True), _say("bob", "ann", deactivate=True))
    assert merged == written


def test_every_operand_begins_with_the_activations_before_the_fragment() -> None:
    answer = (_say("bob", "ann", kind="reply", deactivate=True),)
    drawing = _plain(
        _say("ann", "bob", activate=True),
        Fragment(
            kind="alt", operands=(Operand(label="yes", steps=answer), Operand(label="no", steps=answer))
        ),
        _say("ann", "bob"),
    )
    bars = sorted(bar.box.y for bar in _bars(drawing))
    separators = [i for i in walk_items(drawing.items) if i.role == "separator" and isinstance(i, Stroke)]
    assert len(bars) == 2
    assert bars[1] == pytest.approx(separators[0].path[0].points[0][1])


def test_a_created_participant_stands_where_it_is_created_and_ends_in_a_cross() -> None:
    drawing = _plain(
        _say("ann", "bob"),
        _say("ann", "cid", kind="create"),
        _say("ann", "cid", kind="destroy"),
        _say("bob", "ann"),
    )
    heads = {
        i.ref: next(p.box for p in i.items if isinstance(p, Shape))
        for i in drawing.items
        if isinstance(i, Cluster) and i.role == "node"
    }
    create = _messages(drawing)[1]
    assert heads["cid"].y > heads["ann"].bottom
    assert _ends(create)[1] == pytest.approx(heads["cid"].x)
    cross = next(i for i in drawing.items if i.role == "destruction")
    assert isinstance(cross, Stroke)
    lowest = max(
        p[1]
        for i in drawing.items
        if isinstance(i, Stroke) and i.ref == "cid" and i.role == "lifeline"
        for s in i.path
        for p in s.points
    )
    assert lowest < max(p[1] for s in cross.path for p in s.points)


def test_a_circle_at_a_created_head_stands_beside_it() -> None:
    made = _say("a", "b", kind="create", target_circle=True)
    drawing = arrangements(Sequence(participants=_people("a", "b"), steps=(made,)), THEME)[0].draw()
    (circle,) = [i for i in walk_items(drawing.items) if isinstance(i, Shape) and i.role == "open-end"]
    (head,) = [
        i for i in walk_items(drawing.items) if isinstance(i, Cluster) and i.role == "node" and i.ref == "b"
    ]
    left = min(i.box.x for i in walk_items(head.items) if isinstance(i, Shape))
    assert circle.box.right == pytest.approx(left)


def test_lifelines_stop_for_labels_that_cross_them() -> None:
    drawing = _plain(
        _say("ann", "cid", "a label so long that it must cross the line in the middle of the way")
    )
    label = next(i for i in walk_items(drawing.items) if isinstance(i, Text) and i.role == "edge-label")
    x = _lifelines(drawing)["bob"]
    assert label.box.x < x < label.box.right
    for item in walk_items(drawing.items):
        if isinstance(item, Stroke) and item.role == "lifeline" and item.ref == "bob":
            ys = [p[1] for s in item.path for p in s.points]
            assert max(ys) <= label.box.y + 0.01 or min(ys) >= label.box.bottom - 0.01


def test_numbers_follow_the_autonumber_steps() -> None:
    numbers = [
        item.block.lines[0].text
        for item in walk_items(arrangements(SEQUENCE, THEME)[0].draw().items)
        if isinstance(item, Text) and item.role == "number-label"
    ]
    assert numbers == ["1", "2", "3", "4", "5", "6", "7", "8", "10", "15", "20", "25", "30", "35", "40"]


def test_a_long_sequence_is_folded_for_a_wide_canvas() -> None:
    fitted = fit(LONG, arrangements(LONG, THEME), THEME, CompileOptions(size="16:9"))
    signs = [
        i for i in walk_items(fitted.scene.drawing.items) if isinstance(i, Text) and i.role == "part-label"
    ]
    assert fitted.report.gain > 2.0
    assert signs[0].block.lines[0].text.startswith("→ 2/")
    drawn = [i for i in walk_items(fitted.scene.drawing.items) if isinstance(i, Connector)]
    assert len(drawn) == len(LONG.steps)


def _chain(count: int) -> Sequence:
    ids = tuple(f"p{i}" for i in range(count))
    return Sequence(participants=_people(*ids), steps=tuple(_say(a, b) for a, b in pairwise(ids)))


def test_rows_between_different_lifelines_close_up_where_room_is_short() -> None:
    usual, tight = (drawing for _, drawing in _drawings(_chain(6))[:2])
    for drawing in (usual, tight):
        ys = [message.path[0].points[0][1] for message in _messages(drawing)]
        assert ys == sorted(set(ys)), "later messages are lower"
    pitches = [
        (_messages(drawing)[-1].path[0].points[0][1] - _messages(drawing)[0].path[0].points[0][1]) / 4
        for drawing in (usual, tight)
    ]
    assert pitches[1] < 0.6 * pitches[0]


def test_messages_between_the_same_lifelines_do_not_close_up() -> None:
    tight = _drawings(Sequence(participants=_people("ann", "bob"), steps=(_say("ann", "bob"),) * 5))[1][1]
    ys = [message.path[0].points[0][1] for message in _messages(tight)]
    labels = [i.box for i in walk_items(tight.items) if isinstance(i, Text) and i.role == "edge-label"]
    assert all(label.y > y for label, y in zip(labels[1:], ys, strict=False))


def test_parts_one_under_the_other_leave_out_who_takes_no_part() -> None:
    drawings = dict(_drawings(_chain(9)))
    rows, whole = drawings["2 parts in rows"], drawings["one part"]
    assert rows.width < 0.7 * whole.width
    heads = [i.ref for i in walk_items(rows.items) if isinstance(i, Cluster) and i.role == "node"]
    assert heads == ["p0", "p1", "p2", "p3", "p4", "p4", "p5", "p6", "p7", "p8"]


def test_a_sequence_is_cut_where_its_parts_have_few_participants() -> None:
    near = tuple(_say(("ann", "bob")[i % 2], ("bob", "ann")[i % 2]) for i in range(6))
    far = tuple(_say(("cid", "dan")[i % 2], ("dan", "cid")[i % 2]) for i in range(5))
    diagram = Sequence(participants=_people("ann", "bob", "cid", "dan"), steps=near + far)
    heads = [
        i.ref
        for i in walk_items(dict(_drawings(diagram))["2 parts"].items)
        if isinstance(i, Cluster) and i.role == "node"
    ]
    assert heads == ["ann", "bob", "cid", "dan"]


def test_heads_are_repeated_below_where_gaps_are_wide() -> None:
    fitted = fit(_chain(2), arrangements(_chain(2), THEME), THEME, CompileOptions(size="1:4"))
    repeats = [i for i in walk_items(fitted.scene.drawing.items) if i.role == "node-repeat"]
    assert len(repeats) == 2


def test_a_number_is_level_with_a_label_smaller_than_itself() -> None:
    small = msgspec.structs.replace(THEME, body_size=8.0, small_size=7.0, rank_gap=12.0)
    diagram = Sequence(participants=_people("ann", "bob"), autonumber=True, steps=(_say("ann", "bob"),))
    for arrangement in arrangements(diagram, small):
        drawing = arrangement.draw()
        assert not lint(drawing), arrangement.name
        label = next(i for i in walk_items(drawing.items) if isinstance(i, Text) and i.role == "edge-label")
        badge = next(
            i for i in walk_items(drawing.items) if isinstance(i, Shape) and i.role == "number-shape"
        )
        assert label.box.center[1] == pytest.approx(badge.box.center[1])
