"""What holds for every diagram, tried on generated ones of all types."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from msgspec.structs import fields, replace

from diagramc.diagnostics import Severity, render
from diagramc.frontends.document import locate, read
from diagramc.ir.base import Diagram, Element
from diagramc.ir.schema import schema
from diagramc.ir.sequence import Fragment, Message
from diagramc.ir.visit import transform, walk
from diagramc.kinds import TYPES, kind_of
from diagramc.passes.normalize import normalize
from diagramc.passes.repair import repair
from diagramc.passes.validate import validate
from diagramc.targets.document import to_builtins, to_json, to_yaml
from tests.strategies import diagrams

quick = settings(
    max_examples=10,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)
each_type = pytest.mark.parametrize("type", TYPES)


def errors(diagram: Diagram) -> list[str]:
    return [render(d) for d in validate(diagram) if d.severity is Severity.ERROR]


@each_type
@quick
@given(data=st.data())
def test_documents_read_back(type: str, data: st.DataObject) -> None:
    diagram = data.draw(diagrams(type))
    as_json, as_yaml = to_json(diagram), to_yaml(diagram)
    assert read(as_json) == (diagram, ())
    assert read(as_yaml) == (diagram, ())
    assert Draft202012Validator(schema(type)).is_valid(to_builtins(diagram))
    located = locate(diagram, as_json, "a.json")
    assert located == diagram
    assert all(element.span is not None for element in walk(located))
    assert (to_json(located), to_yaml(located)) == (as_json, as_yaml)


@each_type
@quick
@given(data=st.data())
def test_valid_diagrams_pass_and_are_left_alone(type: str, data: st.DataObject) -> None:
    diagram = data.draw(diagrams(type))
    assert errors(diagram) == []
    repaired, told = repair(diagram)
    assert (repaired is diagram, told) == (True, ())


@each_type
@quick
@given(data=st.data())
def test_normalize_is_idempotent_and_keeps_validity(type: str, data: st.DataObject) -> None:
    once = normalize(data.draw(diagrams(type)))
    assert normalize(once) is once
    assert errors(once) == []


@each_type
@quick
@given(data=st.data())
def test_walk_and_transform_reach_every_element(type: str, data: st.DataObject) -> None:
    diagram = data.draw(diagrams(type))
    seen: list[Element] = []

    def see(element: Element) -> Element:
        seen.append(element)
        return element

    assert transform(diagram, see) is diagram
    walked = list(walk(diagram))
    assert sorted(map(id, seen)) == sorted(map(id, walked))
    assert len(walked) == _count(diagram)


def _count(value: Any) -> int:
    """Elements inside a value, counted without `walk`."""
    if isinstance(value, Element):
        return 1 + sum(_count(getattr(value, field.name)) for field in fields(value))
    items = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else ()
    return sum(_count(item) for item in items)


WRONG_IDS = ("", "nobody", "Log in", "end", "\x00")


def break_randomly(diagram: Diagram, dice: random.Random) -> Diagram:
    """The diagram with references, ids and values spoilt here and there."""

    def spoil(element: Element) -> Element:
        changes: dict[str, Any] = {}
        for field in fields(element):
            if field.name in ("id", "source", "target", "group", "parent", "reports_to", "participant"):
                if dice.random() < 0.3 and (getattr(element, field.name) is not None or field.name != "id"):
                    changes[field.name] = dice.choice(WRONG_IDS)
            elif field.name in ("participants", "dotted", "targets") and dice.random() < 0.3:
                if isinstance(getattr(element, field.name), tuple) and not isinstance(element, Diagram):
                    changes[field.name] = tuple(dice.sample(WRONG_IDS, dice.randint(0, 3)))
            elif field.name in ("fill", "color", "stroke") and dice.random() < 0.3:
                changes[field.name] = "no colour"
            elif field.name in ("stroke_width", "font_size") and dice.random() < 0.3:
                changes[field.name] = -3.0
            elif field.name == "url":
                changes[field.name] = dice.choice(["javascript:alert(1)", "https://example.org", " "])
        if isinstance(element, Fragment) and dice.random() < 0.5:
            changes["operands"] = element.operands * dice.randint(0, 2)
        if isinstance(element, Message) and dice.random() < 0.2:
            changes |= {"source": None, "target": None}
        return replace(element, **changes) if changes else element

    return transform(diagram, spoil)


@each_type
@quick
@given(data=st.data(), seed=st.integers(0, 10**6))
def test_repair_mends_broken_diagrams(type: str, data: st.DataObject, seed: int) -> None:
    broken = break_randomly(data.draw(diagrams(type)), random.Random(seed))
    repaired, told = repair(broken)
    assert errors(repaired) == []
    assert bool(told) == (repaired is not broken)
    again, untold = repair(repaired)
    assert (again is repaired, untold) == (True, ())
    assert len(getattr(repaired, kind_of(broken).nodes)) > 0
