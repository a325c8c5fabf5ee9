"""Score a planner on a folder of prompt sets: `python -m benchmarks.planning FOLDER [--set NAME] [--json FILE] [--show ID]`.

A set is a file `<name>.jsonl` of objects with `id`, `type`, `prompt` and `reference` (see `references.READERS`). A prompt with several
references is scored against the best. Times are CPU time of a warm planner, for each prompt and per 200 words.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import Any

from benchmarks.planning.graphs import Graph, graph_of
from benchmarks.planning.references import READERS
from benchmarks.planning.scoring import Score, Scores, score
from diagramc.errors import DiagramcError
from diagramc.planner.select import make_planner

UNDIRECTED = frozenset(("class", "er"))


def main() -> None:
    """Print the table; with `--show` the labels of one prompt."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--set", action="append", help="only this set")
    parser.add_argument("--planner", default="offline")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    parser.add_argument("--show", help="print what was found and wanted for this prompt")
    options = parser.parse_args()
    results = {}
    print(
        f"{'set':18} {'prompts':>7}  {'nodes P/R/F1':18} {'edges P/R/F1':18} {'attributes P/R/F1':18} {'ms':>6} {'ms/200 words':>12}"
    )
    for name in READERS:
        path = options.folder / f"{name}.jsonl"
        if path.exists() and (not options.set or name in options.set):
            results[name] = _run(name, path, options.planner, options.show)
    if options.json:
        options.json.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")


def _run(name: str, path: Path, planner_name: str, show: str | None) -> dict[str, Any]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    references: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in rows:
        if row["reference"] is not None:
            references.setdefault((row["prompt"], row["type"]), []).append(row)
    planner = make_planner(planner_name, {})
    total = Scores(Score(), Score(), Score())
    seconds, words, failed = 0.0, 0, 0
    for (prompt, kind), variants in references.items():
        if show and all(row["id"] != show for row in variants):
            continue
        began = time.process_time()
        try:
            graph = graph_of(planner.plan(prompt, kind).diagram)
        except DiagramcError:
            graph, failed = Graph(), failed + 1
        seconds += time.process_time() - began
        words += len(prompt.split())
        scored = [(score(graph, READERS[name](row), kind not in UNDIRECTED), row) for row in variants]
        best, row = max(scored, key=lambda pair: (pair[0].nodes.f1 + pair[0].edges.f1, -rows.index(pair[1])))
        total += best
        if show:
            _show(row, graph, READERS[name](row), best)
    print(
        f"{name:18} {len(references):7}  {_three(total.nodes):18} {_three(total.edges):18} {_three(total.attributes):18} "
        f"{1000 * seconds / max(1, len(references)):6.1f} {200_000 * seconds / max(1, words):12.1f}"
        + (f"  {failed} without a plan" if failed else "")
    )
    return {
        "prompts": len(references),
        "failed": failed,
        **{
            part: {"precision": s.precision, "recall": s.recall, "f1": s.f1}
            for part, s in (("nodes", total.nodes), ("edges", total.edges), ("attributes", total.attributes))
        },
    }


def _three(part: Score) -> str:
    return f"{part.precision:.3f} {part.recall:.3f} {part.f1:.3f}" if part.wanted else "-"


def _show(row: dict[str, Any], found: Graph, wanted: Graph, scores: Scores) -> None:
    print(f"\n== {row['id']}: nodes {_three(scores.nodes)}, edges {_three(scores.edges)}\n{row['prompt']}")
    for title, graph in (("found", found), ("wanted", wanted)):
        print(f"-- {title}: {' | '.join(graph.nodes)}")
        print("   " + "; ".join(f"{graph.nodes[a]} > {graph.nodes[b]}" for a, b in graph.edges))
        if graph.attributes:
            print("   attributes: " + ", ".join(f"{graph.nodes[o]}.{n}" for o, n in graph.attributes))


if __name__ == "__main__":
    main()
