"""Wishes for the layout in types whose nodes stand in families: kept, or reported."""

from __future__ import annotations

import pytest

from diagramc.backends.hints import in_wished_order
from diagramc.ir.base import Diagram, Hint
from diagramc.ir.mindmap import MindMap, Topic
from diagramc.ir.org_chart import OrgChart, Person
from diagramc.ir.sequence import Message, Participant, Sequence
from diagramc.ir.timeline import Period, Timeline
from diagramc.kinds import kind_of
from diagramc.options import CompileOptions
from diagramc.result import Result
from diagramc.scene.model import Box, Cluster, Shape, Text
from diagramc.themes import load_theme

THEME = load_theme("light")
FAMILY = (("r", None), ("a", "r"), ("b", "r"), ("c", "r"), ("d", "r"), ("e", "b"))


def _hint(kind: str, *nodes: str) -> Hint:
    return Hint(kind=kind, nodes=nodes)  # type: ignore[arg-type]


def _chart(*hints: Hint) -> OrgChart:
    return OrgChart(people=tuple(Person(id=id, reports_to=boss) for id, boss in FAMILY), hints=hints)


def _map(*hints: Hint) -> MindMap:
    return MindMap(topics=tuple(Topic(id=id, parent=parent) for id, parent in FAMILY), hints=hints)


def _story(*hints: Hint) -> Sequence:
    people = tuple(Participant(id=id) for id in "abcd")
    return Sequence(participants=people, steps=(Message(source="a", target="d"),), hints=hints)


def _days(*hints: Hint) -> Timeline:
    return Timeline(periods=tuple(Period(id=id) for id in "abc"), hints=hints)


def _boxes(diagram: Diagram) -> dict[str, Box]:
    """Where the nodes of the plain picture stand."""
    drawing = kind_of(diagram).backend("scene").arrangements(diagram, THEME)[0].draw()
    return {
        item.ref or "": next(part.box for part in item.items if isinstance(part, Shape | Text))
        for item in drawing.items
        if isinstance(item, Cluster) and item.role == "node"
    }


def _codes(diagram: Diagram) -> list[str]:
    return [remark.code for remark in Result(diagram, CompileOptions()).diagnostics]


@pytest.mark.parametrize(
    ("hints", "order"),
    [
        ((), "abcd"),
        ((_hint("order", "c", "a"),), "cbad"),
        ((_hint("order", "d", "x", "b", "d"),), "adcb"),
        ((_hint("near", "a", "d"),), "adbc"),
        ((_hint("near", "d", "b"),), "abdc"),
        ((_hint("order", "d", "a"), _hint("near", "d", "a")), "dabc"),
        ((_hint("same-rank", "d", "a"), _hint("near", "x", "a")), "abcd"),
    ],
)
def test_wishes_put_a_family_in_order(hints: tuple[Hint, ...], order: str) -> None:
    assert "".join(in_wished_order("abcd", hints)) == order


def test_near_reports_stand_side_by_side() -> None:
    boxes = _boxes(_chart(_hint("near", "a", "d")))
    assert boxes["a"].x < boxes["d"].x < boxes["b"].x < boxes["c"].x


def test_participants_stand_in_the_wished_order() -> None:
    boxes = _boxes(_story(_hint("order", "d", "a")))
    assert boxes["d"].x < boxes["b"].x < boxes["c"].x < boxes["a"].x


@pytest.mark.parametrize("make", [_chart, _map, _story])
def test_wishes_that_are_kept_are_not_reported(make: object) -> None:
    kept = (_hint("order", "c", "a"), _hint("near", "a", "d"), _hint("same-rank", "a", "b", "c"))
    assert callable(make)
    assert "layout.hint" not in _codes(make(*kept))


@pytest.mark.parametrize(
    ("diagram", "count"),
    [
        (_chart(_hint("near", "a", "e"), _hint("same-rank", "a", "e")), 2),
        (_map(_hint("order", "e", "a"), _hint("same-rank", "r", "e")), 2),
        (_days(_hint("order", "b", "a"), _hint("near", "a", "c"), _hint("same-rank", "a", "b")), 3),
        (
            MindMap(
                topics=(Topic(id="r"), Topic(id="a", parent="r"), Topic(id="b", parent="a", side="left"))
            ),
            1,
        ),
        (MindMap(topics=(Topic(id="r"), Topic(id="a", parent="r", side="left"))), 0),
    ],
)
def test_wishes_that_are_not_kept_are_reported(diagram: Diagram, count: int) -> None:
    assert _codes(diagram).count("layout.hint") == count


@pytest.mark.parametrize("size", ["16:9", "9:16", "1:4", "1:1"])
def test_wished_sides_are_kept_at_every_ratio(size: str) -> None:
    topics = [
        Topic(id="r"),
        *(Topic(id=f"t{i}", parent="r", side=("right", "left")[i % 2]) for i in range(6)),
    ]
    topics += [Topic(id=f"s{i}", parent=f"t{i % 6}") for i in range(12)]
    scene = Result(MindMap(topics=tuple(topics)), CompileOptions(size=size)).scene
    middles = {
        item.ref: next(part.box for part in item.items if isinstance(part, Shape | Text)).center[0]
        for item in scene.drawing.items
        if isinstance(item, Cluster) and item.role == "node"
    }
    lefts, rights = ([middles[f"t{i}"] for i in range(6) if i % 2 == side] for side in (1, 0))
    assert max(lefts) < min(rights)
