"""What holds for every text and type: a valid diagram or a SourceError, the same one each time, in bounded time."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from diagramc.diagnostics import Severity
from diagramc.errors import SourceError
from diagramc.ir.base import Element, plain
from diagramc.ir.flowchart import Flowchart
from diagramc.ir.visit import walk
from diagramc.kinds import TYPES
from diagramc.passes.validate import validate
from diagramc.planner.base import MAX_PROMPT, Plan
from diagramc.planner.grounding import SUPPLIED
from diagramc.planner.offline import OfflinePlanner
from diagramc.planner.offline.scenarios.library import SCENARIOS
from diagramc.planner.offline.scenarios.model import Scenario
from diagramc.planner.offline.tokens.morphology import singular
from diagramc.planner.planning import plan_prompt

WORDS = """the a each many one or more and if when otherwise else until while for then after , ; . : - 1. -> --> ( ) has is sends to
from by user server order orders customer database Alice CEO reports Redis 1999 May 2020 in on via which that it they not returns name id
abstract class extends () ? ' " meanwhile unless"""
prose = st.lists(st.sampled_from([*WORDS.split(), "\n"]), max_size=60).map(" ".join)
types = st.sampled_from((*TYPES, None))


def labels(diagram: Element, titles: bool = True) -> str:
    """Every text in a diagram but the prompt it came from, in lower case."""
    texts: list[str] = []
    for element in walk(diagram):
        if type(element).__name__ == "Provenance":
            continue
        for field in ("label", "text", "name", *(("title",) if titles else ())):
            value = getattr(element, field, None)
            if value is not None:
                texts.append(plain(value))
    return " ".join(texts).lower()


def check(prompt: str, type: str | None) -> Plan | None:
    try:
        plan = OfflinePlanner().plan(prompt, type)
    except SourceError:
        return None
    assert not [d for d in validate(plan.diagram) if d.severity is Severity.ERROR]
    assert type is None or plan.diagram.type == type
    return plan


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=400), prose), types)
@example("a" * MAX_PROMPT, "flowchart")
@example("\x00\x1b[31m", None)
@example("\ud800 lone surrogate", "mindmap")
@example("- a\n" + "  - b\n" * 3, "org-chart")
def test_any_text_is_a_valid_diagram_or_a_source_error(prompt: str, type: str | None) -> None:
    check(prompt, type)


@settings(max_examples=60, deadline=None)
@given(prose, types)
def test_the_same_prompt_gives_the_same_plan(prompt: str, type: str | None) -> None:
    assert check(prompt, type) == check(prompt, type)


HOSTILE = {
    "one word": "a" * MAX_PROMPT,
    "commas": "," * 5_000,
    "list": "a, " * 5_000,
    "brackets": "(" * 9_000 + ")" * 9_000,
    "conditions": "if " * 5_000,
    "relatives": "The x which y which " * 900,
    "arrows": "a -> " * 3_900,
    "deep outline": "\n".join("  " * depth + f"- item {depth}" for depth in range(120)),
    "lines": "a\n" * 9_000,
    "dates": "in 2001 " * 2_400,
    "emoji": "😀🎉 " * 50,
    "Chinese": "用户登录系统。服务器检查数据库。",
    "Arabic": "يرسل المستخدم طلبا إلى الخادم",
    "dashes": "-" * MAX_PROMPT,
    "reports": "A reports to B. B reports to A. " * 500,
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("type", ["flowchart", "sequence", "er", "org-chart", None])
def test_hostile_prompts_end(name: str, type: str | None) -> None:
    check(HOSTILE[name][:MAX_PROMPT], type)


@pytest.mark.parametrize(
    ("prompt", "code"),
    [
        ("", "prompt.empty"),
        (" \n\t", "prompt.empty"),
        ("?!", "plan.nothing"),
        ("🎉🎉", "plan.nothing"),
        ("x" * 20_001, "prompt.too-long"),
    ],
)
def test_a_prompt_that_says_nothing_is_a_source_error(prompt: str, code: str) -> None:
    with pytest.raises(SourceError) as caught:
        OfflinePlanner().plan(prompt, "flowchart")
    assert caught.value.diagnostics[0].code == code


def test_an_unknown_type_is_a_source_error_that_names_the_close_one() -> None:
    with pytest.raises(SourceError, match="did you mean flowchart"):
        OfflinePlanner().plan("Make tea", "flowchar")


SHORT = (
    "User authentication flow with OAuth and email",
    "Coffee roasting process with quality control and packaging",
    "Beekeeping with hive inspection, honey harvest and wintering",
    "Checkout with PayPal and coupon",
    "Rocket assembly using robots and lasers",
)


@pytest.mark.parametrize("type", TYPES)
@pytest.mark.parametrize("prompt", SHORT)
def test_the_words_of_a_short_prompt_show_in_the_diagram(prompt: str, type: str) -> None:
    plan = check(prompt, type)
    assert plan is not None
    shown = labels(plan.diagram, titles=type in ("timeline", "org-chart"))
    stems = [
        word[:5].lower()
        for word in re.findall(r"\w+", prompt)
        if len(word) > 3 and word not in ("with", "using", "flow", "process")
    ]
    missing = [stem for stem in stems if stem not in shown]
    assert len(missing) <= max(1, len(stems) // 4), (missing, shown)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda s: s.name)
@pytest.mark.parametrize("type", TYPES)
def test_every_scenario_is_sensible_in_every_type(scenario: Scenario, type: str) -> None:
    trigger = scenario.triggers.split(",")[0].strip()
    plan = check(f"{trigger} with every option", type)
    assert plan is not None
    filled = any(d.code == "plan.scenario" for d in plan.diagnostics)
    assert filled or type != scenario.type or scenario.needs or " becomes " in trigger
    elements = sum(1 for element in walk(plan.diagram) if getattr(element, "id", None))
    assert elements >= 3 or not filled


@pytest.mark.parametrize("scenario", [s for s in SCENARIOS if s.options], ids=lambda s: s.name)
def test_every_option_shows_in_the_flowchart(scenario: object) -> None:
    trigger = scenario.triggers.split(",")[0]  # type: ignore[attr-defined]
    options = scenario.options  # type: ignore[attr-defined]
    names = ", ".join(option.triggers.split(",")[0] for option in options)
    plan = check(f"{trigger} with {names}"[:200], "flowchart")
    assert plan is not None
    bare = check(trigger, "flowchart")
    assert bare is not None
    assert len(labels(plan.diagram)) > len(labels(bare.diagram))


def test_no_dangling_decisions_in_prose() -> None:
    plan = check(
        "If the lamp is red, stop the train. The train waits. If the signal changes, the driver starts the train.",
        "flowchart",
    )
    assert plan is not None
    assert isinstance(plan.diagram, Flowchart)
    for node in plan.diagram.nodes:
        ways_out = [edge for edge in plan.diagram.edges if edge.source == node.id]
        if node.kind == "decision":
            assert {str(edge.label) for edge in ways_out} == {"Yes", "No"}


def test_remarks_point_into_the_prompt() -> None:
    prompt = "Fill the tank. Rather green things over there somewhere. Start the engine."
    plan = OfflinePlanner().plan(prompt, "flowchart")
    remark = next(d for d in plan.diagnostics if d.code == "plan.not-understood")
    assert remark.span is not None
    assert (remark.span.file, remark.span.line, remark.span.column) == ("prompt", 1, 16)
    assert remark.line_text == prompt


def test_planning_loads_nothing_heavy() -> None:
    code = (
        "import sys; from diagramc.planner.offline import OfflinePlanner; OfflinePlanner().plan('Login flow', 'flowchart');"
        "print(','.join(m for m in ('jinja2', 'openai', 'httpx', 'yaml', 'pydantic', 'uharfbuzz', 'subprocess') if m in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_the_plan_does_not_depend_on_the_hash_seed() -> None:
    code = (
        "import msgspec; from diagramc.planner.offline import OfflinePlanner as P;"
        "print([msgspec.json.encode(P().plan(p, t).diagram) for p in ('Login with OAuth, email and 2FA', 'A user sends an order to Redis.')"
        " for t in ('flowchart', 'sequence', 'architecture', 'er')])"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(outputs) == 1


def test_confidence_tells_what_the_prompt_says_from_what_was_supplied() -> None:
    plan = plan_prompt("User authentication flow with OAuth and email", "flowchart", planner="offline")
    assert isinstance(plan.diagram, Flowchart)
    sure = {str(node.label): plan.confidence[node.id] for node in plan.diagram.nodes}
    assert sure["Create session"] == SUPPLIED
    assert max(sure.values()) > SUPPLIED
    said = plan_prompt("Boil the water. Pour the tea.", "flowchart", planner="offline")
    assert {said.confidence[node.id] for node in said.diagram.nodes if node.kind == "process"} == {1.0}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("many", "one"),
    [("Buses", "Bus"), ("houses", "house"), ("statuses", "status"), ("BTMS", "BTMS"), ("ORDERS", "ORDER")],
)
def test_one_of_many(many: str, one: str) -> None:
    assert singular(many) == one


def test_when_it_is_done_is_not_who_does_it() -> None:
    plan = OfflinePlanner().plan(
        "Every weekday morning, the clerk opens the mail. Each month, the bank sends a report.", "flowchart"
    )
    assert isinstance(plan.diagram, Flowchart)
    assert [plain(n.label) for n in plan.diagram.nodes if n.kind == "process"] == ["Open mail", "Send report"]
