"""A planner over a set: scores, valid diagrams, time, tokens, and what the real tools think of the sources."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from benchmarks.planning.graphs import Graph, graph_of
from benchmarks.planning.scoring import Score, Scores, score
from benchmarks.planning.sets import Case
from diagramc.diagnostics import Severity
from diagramc.errors import DiagramcError
from diagramc.ir.base import Diagram
from diagramc.passes.validate import validate
from diagramc.pipeline import lower
from diagramc.planner.base import Planner

UNDIRECTED = frozenset(("class", "er"))
"""Types whose edges have no first end."""
TOOLS = ("mermaid", "plantuml", "graphviz")


@dataclass(slots=True)
class Figures:
    """What is measured on one set. Times are seconds, `accepted` counts diagrams by tool."""

    prompts: int = 0
    planned: int = 0
    valid: int = 0
    scores: Scores = field(default_factory=lambda: Scores(Score(), Score(), Score()))
    words: int = 0
    cpu: float = 0.0
    wall: float = 0.0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    requests: int = 0
    accepted: dict[str, int] = field(default_factory=dict)

    @property
    def cpu_per_200_words(self) -> float:
        """CPU time in ms of a prompt of 200 words."""
        return 200_000 * self.cpu / max(1, self.words)

    def as_json(self) -> dict[str, Any]:
        """The figures as they are saved: shares and means, no counts that depend on the machine but for the times."""
        parts = (
            ("nodes", self.scores.nodes),
            ("edges", self.scores.edges),
            ("details", self.scores.attributes),
        )
        return {
            "prompts": self.prompts,
            "planned": self.planned,
            "valid": self.valid,
            **{name: _three(part) for name, part in parts if part.wanted},
            "accepted": {tool: round(n / max(1, self.planned), 4) for tool, n in self.accepted.items()},
            "cpu_ms_per_200_words": round(self.cpu_per_200_words, 1),
            "seconds_per_prompt": round(self.wall / max(1, self.prompts), 4),
            "prompt_tokens": self.prompt_tokens,
            "completion_tokens": self.completion_tokens,
            "requests": self.requests,
        }


def _three(part: Score) -> dict[str, float]:
    return {
        "precision": round(part.precision, 4),
        "recall": round(part.recall, 4),
        "f1": round(part.f1, 4),
    }


Watcher = Callable[[Case, Graph, Graph, Scores], None]
"""Told of each prompt: the case, what was found, the reference that fits best, and the scores."""


def measure(cases: list[Case], planner: Planner, *, tools: bool, watch: Watcher | None = None) -> Figures:
    """The figures of a planner on the cases. A prompt that it refuses counts as an empty diagram."""
    figures = Figures()
    diagrams: list[Diagram] = []
    for case in cases:
        graph = _plan(case, planner, figures, diagrams)
        directed = case.type not in UNDIRECTED
        scored = [(score(graph, wanted, directed), wanted) for wanted in case.references]
        best, wanted = max(scored, key=lambda pair: pair[0].nodes.f1 + pair[0].edges.f1)
        figures.scores += best
        if watch is not None:
            watch(case, graph, wanted, best)
    if tools:
        figures.accepted = accepted(diagrams)
    return figures


def _plan(case: Case, planner: Planner, figures: Figures, diagrams: list[Diagram]) -> Graph:
    figures.prompts += 1
    figures.words += len(case.prompt.split())
    cpu, wall = time.process_time(), time.perf_counter()
    try:
        plan = planner.plan(case.prompt, case.type)
    except DiagramcError:
        return Graph()
    finally:
        figures.cpu += time.process_time() - cpu
        figures.wall += time.perf_counter() - wall
    figures.planned += 1
    figures.valid += all(d.severity is not Severity.ERROR for d in validate(plan.diagram))
    figures.prompt_tokens += plan.prompt_tokens
    figures.completion_tokens += plan.completion_tokens
    figures.requests += plan.requests
    diagrams.append(plan.diagram)
    return graph_of(plan.diagram)


def accepted(diagrams: list[Diagram]) -> dict[str, int]:
    """How many of the diagrams each real tool accepts, written in its language."""
    from tests.real_tools import check_dot, check_mermaid, check_plantuml

    checks = dict(zip(TOOLS, (check_mermaid, check_plantuml, check_dot), strict=True))
    return {
        tool: sum(answer is None for answer in check([lower(diagram, tool) for diagram in diagrams]))
        for tool, check in checks.items()
    }
