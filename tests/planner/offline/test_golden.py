"""Prompts and the diagrams they become, in files that `pytest --accept` rewrites."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
import yaml

from diagramc.diagnostics import Severity, render
from diagramc.ir.base import Diagram
from diagramc.ir.visit import without_spans
from diagramc.kinds import KINDS, TYPES
from diagramc.passes.validate import validate
from diagramc.planner.offline import OfflinePlanner
from tests.conftest import Golden

HERE = Path(__file__).parent
CASES: dict[str, dict[str, str]] = yaml.safe_load((HERE / "cases.yaml").read_text(encoding="utf-8"))


def written(diagram: Diagram) -> str:
    """The diagram as YAML without spans and without the prompt, which stands above it."""
    plain = msgspec.to_builtins(without_spans(msgspec.structs.replace(diagram, provenance=None)))
    return yaml.safe_dump(plain, sort_keys=False, allow_unicode=True, width=110)


@pytest.mark.parametrize("name", sorted(CASES))
def test_prompt_becomes_the_accepted_diagram(name: str, golden: Golden) -> None:
    case = CASES[name]
    _check(name, case["prompt"], case.get("type"), golden)


@pytest.mark.parametrize("type", TYPES)
def test_the_example_of_a_type_becomes_the_accepted_diagram(type: str, golden: Golden) -> None:
    _check(f"example-{type}", KINDS[type].example, type, golden)


def _check(name: str, prompt: str, type: str | None, golden: Golden) -> None:
    plan = OfflinePlanner().plan(prompt, type)
    assert not [d for d in validate(plan.diagram) if d.severity is Severity.ERROR]
    remarks = "\n".join(render(d) for d in plan.diagnostics)
    quoted = "\n".join(f"# {line}".rstrip() for line in f"{prompt.strip()}\n\n{remarks}".splitlines())
    golden(HERE / "golden" / f"{name}.yaml", f"{quoted}\n{written(plan.diagram)}")
