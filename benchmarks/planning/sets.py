"""The prompt sets: the project's own, and those of a folder of `<name>.jsonl` files that others wrote."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.planning.graphs import Graph, graph_of
from benchmarks.planning.own import own_sets
from benchmarks.planning.references import READERS


class Case(NamedTuple):
    """A prompt with its references: a prompt that has several is scored against the best. `ids` has one for each."""

    ids: tuple[str, ...]
    type: str
    prompt: str
    references: tuple[Graph, ...]


def read_sets(folder: Path | None, only: list[str] | None) -> dict[str, list[Case]]:
    """The cases of every set, by its name; the project's own sets are called `own-<type>`."""
    paths = {name: folder / f"{name}.jsonl" for name in READERS} if folder is not None else {}
    sets = {name: _cases(name, path) for name, path in paths.items() if path.exists()}
    for type, cases in own_sets().items():
        sets[f"own-{type}"] = [
            Case((case.id,), type, case.prompt, (graph_of(case.reference),)) for case in cases
        ]
    return {name: cases for name, cases in sets.items() if not only or name in only}


def _cases(name: str, path: Path) -> list[Case]:
    """The cases of a file of objects with `id`, `type`, `prompt` and `reference`; rows without a reference are left out."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    variants: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in rows:
        if row["reference"] is not None:
            variants.setdefault((row["prompt"], row["type"]), []).append(row)
    return [
        Case(tuple(row["id"] for row in found), type, prompt, tuple(READERS[name](row) for row in found))
        for (prompt, type), found in variants.items()
    ]
