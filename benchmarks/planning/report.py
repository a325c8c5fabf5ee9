"""Figures as a table, as a saved file, and as the differences from one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.planning.measure import Figures
from benchmarks.planning.scoring import Score

BASELINE = Path(__file__).parent / "baseline.json"
"""The figures of the offline planner that changes are compared with."""
_SHOWN = 0.0005
"""A smaller difference is none."""
_TIMES = ("cpu_ms_per_200_words", "seconds_per_prompt")
"""Figures that vary from run to run."""

HEADER = (
    f"{'set':18} {'prompts':>7} {'valid':>5}  {'nodes P/R/F1':18} {'edges P/R/F1':18} {'details P/R/F1':18} "
    f"{'accepted':18} {'ms/200 words':>12} {'s/prompt':>9} {'tokens in/out':>14}"
)


def line(name: str, figures: Figures) -> str:
    """A line of the table. `accepted` is the share by tool: Mermaid, PlantUML, Graphviz."""
    shares = "/".join(f"{100 * n / max(1, figures.planned):.0f}%" for n in figures.accepted.values())
    missing = figures.prompts - figures.planned
    return (
        f"{name:18} {figures.prompts:7} {figures.valid:5}  {_three(figures.scores.nodes):18} {_three(figures.scores.edges):18} "
        f"{_three(figures.scores.attributes):18} {shares or '-':18} {figures.cpu_per_200_words:12.1f} "
        f"{figures.wall / max(1, figures.prompts):9.3f} {figures.prompt_tokens:>8}/{figures.completion_tokens}"
        + (f"  {missing} without a plan" if missing else "")
    )


def _three(part: Score) -> str:
    return f"{part.precision:.3f} {part.recall:.3f} {part.f1:.3f}" if part.wanted else "-"


def save(path: Path, results: dict[str, dict[str, Any]]) -> None:
    """Write the figures, keeping those of sets that were not run."""
    kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    for name, figures in results.items():
        if not figures["accepted"] and name in kept:
            figures = {**figures, "accepted": kept[name]["accepted"]}
        kept[name] = figures
    path.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")


def differences(path: Path, results: dict[str, dict[str, Any]]) -> Iterator[str]:
    """A line for every figure that is not as in the saved file, times left out; a last one when there is none."""
    saved = json.loads(path.read_text(encoding="utf-8"))
    changed = False
    for name, figures in results.items():
        if name not in saved:
            yield f"{name}: not in the baseline"
            continue
        if saved[name]["prompts"] != figures["prompts"]:
            yield f"{name}: the baseline has {saved[name]['prompts']} prompts, not {figures['prompts']}"
            continue
        before = dict(_flat(saved[name]))
        for key, value in _flat(figures):
            if key not in before or key.startswith(_TIMES) or abs(value - before[key]) < _SHOWN:
                continue
            changed = True
            yield f"{name:18} {key:20} {before[key]:.3f} -> {value:.3f}  ({value - before[key]:+.3f})"
    if not changed:
        yield "no difference from the baseline"


def _flat(figures: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, float]]:
    for key, value in figures.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", float(value)
