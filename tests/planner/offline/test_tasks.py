"""Short prompts that name something to be done: a task of a known kind fills them in, and the remark says so."""

from __future__ import annotations

import pytest

from diagramc.diagnostics import Severity
from diagramc.ir.flowchart import Flowchart
from diagramc.passes.validate import validate
from diagramc.planner.offline import OfflinePlanner
from diagramc.planner.offline.scenarios.script import read_flow
from diagramc.planner.offline.scenarios.tasks import find_task
from diagramc.planner.offline.scenarios.tasks.business import BUSINESS_TASKS
from diagramc.planner.offline.scenarios.tasks.cooking import ANY_DISH, DISHES, FAMILIES
from diagramc.planner.offline.scenarios.tasks.find import EVERYDAY
from diagramc.planner.offline.scenarios.tasks.model import Task

TASKS = (*EVERYDAY, *BUSINESS_TASKS, *FAMILIES.values(), ANY_DISH)


def _labels(prompt: str, type: str | None = None) -> list[str]:
    diagram = OfflinePlanner().plan(prompt, type).diagram
    assert isinstance(diagram, Flowchart)
    return [str(node.label) for node in diagram.nodes]


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.name)
def test_the_flow_of_a_task_is_a_whole_flowchart(task: Task) -> None:
    from diagramc.planner.offline.flowchart import FlowchartBuilder

    flow = task.flow.replace("{thing}", "kite").replace("{parts}", "paper and string")
    diagram = FlowchartBuilder().procedure(read_flow(flow), task.name)
    assert not [d for d in validate(diagram) if d.severity is Severity.ERROR]
    assert len(diagram.nodes) >= 6
    sources = {edge.source for edge in diagram.edges}
    assert all(node.id in sources or node.kind == "end" for node in diagram.nodes)
    labels = [str(node.label) for node in diagram.nodes]
    assert len(labels) == len(set(labels)), "a jump to a step that is nowhere makes it twice"
    assert not [label for label in labels if "{" in label]


@pytest.mark.parametrize(
    ("prompt", "name", "said"),
    [
        ("how to fix a broken chair", "repairing something", "broken chair"),
        ("How do I replace a car battery?", "replacing a part", "car battery"),
        ("recipe for apple pie", "making baked dishes", "apples"),
        ("sourdough bread recipe", "making leavened dishes", "starter"),
        ("how to make tomato soup", "making stewed dishes", "tomato soup"),
        ("recipe for grandma's secret dish", "making a dish", "grandma's secret dish"),
        ("learning the violin", "learning something", "violin"),
        ("how to swim", "learning something", "swim"),
        ("leave request approval", "approving a request", "leave request"),
        ("handling of parcel complaints", "handling a case", "parcel complaints"),
        ("how is cheddar cheese made", "making fermented dishes", "milk, rennet"),
        ("how are bricks made", "manufacturing something", "bricks"),
        ("returning a rented bike", "taking something back", "rented bike"),
        ("steps to renew a driving licence", "applying for something", "driving licence"),
    ],
)
def test_a_prompt_names_a_task(prompt: str, name: str, said: str) -> None:
    found = find_task(prompt)
    assert found is not None
    assert found.task.name == name
    assert said in found.flow


@pytest.mark.parametrize(
    "prompt",
    [
        "climate change",
        "machine learning",
        "health care",
        "web design",
        "order and customer",
        "test plan",
        "The clerk opens the parcel and weighs it",
        "",
        "?!",
    ],
)
def test_a_thing_or_a_field_is_no_task(prompt: str) -> None:
    assert find_task(prompt) is None


@pytest.mark.parametrize(
    "prompt", ["how to fix a zither", "zither repair", "fix my zither", "Repairing a zither"]
)
def test_a_task_is_drawn_as_a_flowchart_and_the_remark_says_what_was_filled_in(prompt: str) -> None:
    plan = OfflinePlanner().plan(prompt)
    assert isinstance(plan.diagram, Flowchart)
    assert "Test zither" in [str(node.label) for node in plan.diagram.nodes]
    remark = next(d for d in plan.diagnostics if d.code == "plan.sparse")
    assert "repairing something usually takes" in remark.message


def test_a_known_subject_goes_before_a_task_but_what_is_done_to_a_thing_does_not() -> None:
    assert "Grind beans" in _labels("how to make coffee")
    assert "Inspect library book" in _labels("library book return process")
    assert "Take tea room order" in _labels("tea room order process")


@pytest.mark.parametrize(
    ("prompt", "label"),
    [
        ("how does a zither work", "Input goes into zither"),
        ("what happens when i pull the lever", "Pull the lever"),
    ],
)
def test_a_question_of_an_unknown_subject_has_a_skeleton(prompt: str, label: str) -> None:
    assert label in _labels(prompt)
    assert "plan.sparse" in [d.code for d in OfflinePlanner().plan(prompt).diagnostics]


def test_every_dish_has_a_family_and_ingredients() -> None:
    assert set(DISHES) == set(FAMILIES)
    names = [name for dishes in DISHES.values() for name in dishes]
    assert len(names) == len(set(names))
    for name in names:
        found = find_task(f"{name} recipe")
        assert found is not None
        assert "Gather " in found.flow
        assert "Gather ingredients" not in found.flow
