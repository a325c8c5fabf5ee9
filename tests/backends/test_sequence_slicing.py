"""Sequences cut inside fragments: nothing is lost or drawn twice, and what is open across a cut goes on."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diagramc.backends.sequence.scene import arrangements
from diagramc.backends.sequence.slicing import CutFragment, leaves, seams, slice_steps
from diagramc.ir.base import Diagram
from diagramc.ir.sequence import AnyStep, Fragment, Message, Operand, Participant, Sequence
from diagramc.layout.fit import fit
from diagramc.options import CompileOptions
from diagramc.scene.model import Cluster, Connector, Drawing, Shape, Text
from diagramc.themes import load_theme
from tests.scene_lint import lint, walk_items
from tests.strategies import diagrams

THEME = load_theme("light")


def _say(
    source: str, target: str, label: str, *, activate: bool = False, deactivate: bool = False
) -> Message:
    return Message(source=source, target=target, label=label, activate=activate, deactivate=deactivate)


def _talk(count: int, prefix: str) -> tuple[AnyStep, ...]:
    ends = (("ann", "bob"), ("bob", "cid"), ("cid", "bob"), ("bob", "ann"))
    return tuple(_say(*ends[i % 4], f"{prefix} {i}") for i in range(count))


NESTED = Sequence(
    participants=tuple(Participant(id=id, label=id.title()) for id in ("ann", "bob", "cid")),
    steps=(
        Fragment(
            kind="loop",
            operands=(
                Operand(
                    label="every day",
                    steps=(
                        _say("ann", "bob", "begin", activate=True),
                        Fragment(
                            kind="alt",
                            operands=(
                                Operand(label="fine", steps=_talk(9, "fine")),
                                Operand(label="rainy", steps=_talk(9, "rainy")),
                            ),
                        ),
                        _say("bob", "ann", "end", deactivate=True),
                    ),
                ),
            ),
        ),
    ),
)


def _as_sequence(diagram: Diagram) -> Sequence:
    assert isinstance(diagram, Sequence)
    return diagram


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(diagrams("sequence").map(_as_sequence), st.lists(st.integers(0, 40), max_size=4))
def test_slices_hold_every_step_once(diagram: Sequence, places: list[int]) -> None:
    found = leaves(diagram.steps)
    cuts = sorted({place for place in places if 0 < place < len(found)})
    slices = [slice_steps(diagram.steps, a, b) for a, b in pairwise([0, *cuts, len(found)])]
    assert [leaf.step for part in slices for leaf in leaves(part)] == [leaf.step for leaf in found]
    assert len(seams(found)) == max(len(found), 1) + 1


def test_a_slice_says_what_of_a_fragment_is_elsewhere() -> None:
    first, second = slice_steps(NESTED.steps, 0, 10), slice_steps(NESTED.steps, 10, 20)
    loop, again = first[0], second[0]
    assert isinstance(loop, CutFragment)
    assert isinstance(again, CutFragment)
    assert (loop.begun, loop.unfinished, loop.ended) == (False, True, False)
    assert (again.begun, again.fresh, again.unfinished) == (True, False, False)
    alt, rest = loop.operands[0].steps[1], again.operands[0].steps[0]
    assert isinstance(alt, CutFragment)
    assert isinstance(rest, CutFragment)
    # The cut is between the operands of the inner one.
    assert (alt.ended, rest.fresh) == (True, True)


def _parts(count: int) -> Drawing:
    return next(a for a in arrangements(NESTED, THEME) if a.name == f"{count} parts").draw()


@pytest.mark.parametrize("count", [2, 3, 4])
def test_every_message_of_a_cut_fragment_is_drawn_once(count: int) -> None:
    drawing = _parts(count)
    labels = [
        i.block.lines[0].text
        for i in walk_items(drawing.items)
        if isinstance(i, Text) and i.role == "edge-label"
    ]
    assert sorted(labels) == sorted(
        ["begin", "end", *(f"{kind} {i}" for kind in ("fine", "rainy") for i in range(9))]
    )
    refs = [i.ref for i in walk_items(drawing.items) if isinstance(i, Connector)]
    assert len(refs) == len(set(refs)) == 20
    assert not lint(drawing)


def test_a_frame_goes_on_in_the_next_part() -> None:
    items = list(walk_items(_parts(2).items))
    tabs = [i.block.lines[0].text for i in items if isinstance(i, Text) and i.role == "tab-label"]
    guards = [i.block.lines[0].text for i in items if isinstance(i, Text) and i.role == "guard"]
    assert sorted(tabs) == ["alt", "alt", "loop", "loop"]
    assert sorted(guards) == ["[every day]", "[fine]", "[rainy]", "… [every day]"]


def test_an_activation_goes_on_in_the_next_part() -> None:
    items = list(walk_items(_parts(2).items))
    bars = [i for i in items if isinstance(i, Shape) and i.role == "activation" and i.ref == "bob"]
    heads = [i for i in items if isinstance(i, Cluster) and i.role == "node" and i.ref == "bob"]
    assert len(heads) == 2
    assert len({round(bar.box.x) for bar in bars}) == 2, "one in each part"


def test_one_long_fragment_fills_a_wide_canvas() -> None:
    fitted = fit(NESTED, arrangements(NESTED, THEME), THEME, CompileOptions(size="21:9"))
    assert "parts" in fitted.report.chosen
    assert fitted.report.fill > 0.9
    assert fitted.report.gain > 1.6
