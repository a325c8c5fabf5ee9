"""Score a planner on prompt sets: `python -m benchmarks.planning [FOLDER] [--planner NAME] [--baseline] [--save]`.

The project's own sets (`prompts/`) are always there; FOLDER adds sets of others, `<name>.jsonl` with `id`, `type`, `prompt` and
`reference` (see `references.READERS`). A language model is named by `--planner llm --base-url URL --model NAME` or by the
environment; `--env NAME=VALUE` passes any other setting of a planner.

Precision, recall and F1 are of nodes and edges (see `graphs`) and of details: attributes, frames, performers. `accepted` is the
share of planned diagrams whose source the real Mermaid, PlantUML and Graphviz accept. CPU time is that of a warm planner.
"""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

from benchmarks.planning import report
from benchmarks.planning.graphs import Graph
from benchmarks.planning.measure import measure
from benchmarks.planning.scoring import Scores
from benchmarks.planning.sets import Case, read_sets
from diagramc.planner.select import make_planner


def main() -> None:
    """Print the table; with `--show` also what was found and wanted for some prompts."""
    options = _options()
    environ = dict(os.environ)
    environ |= dict(pair.split("=", 1) for pair in options.env)
    if options.base_url:
        environ["OPENAI_BASE_URL"] = options.base_url
    if options.model:
        environ["DIAGRAMC_MODEL"] = options.model
    planner = make_planner(options.planner, environ)
    results = {}
    print(report.HEADER)
    for name, cases in read_sets(options.folder, options.set).items():
        chosen = _chosen(cases, options)
        if not chosen:
            continue
        if options.planner == "offline":
            # The first plan imports what the planner needs.
            planner.plan(chosen[0].prompt, chosen[0].type)
        figures = measure(
            chosen, planner, tools=not options.no_tools, watch=_show if options.show is not None else None
        )
        print(report.line(name, figures), flush=True)
        results[name] = figures.as_json()
    if options.json:
        options.json.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    if options.baseline:
        print("\n".join(["", *report.differences(options.baseline, results)]))
    if options.save:
        report.save(options.save, results)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?", help="a folder of prompt sets of others")
    parser.add_argument("--set", action="append", help="only this set; may be repeated")
    parser.add_argument("--half", choices=("first", "second"), help="only every other prompt of a set")
    parser.add_argument("--limit", type=int, help="at most so many prompts of a set")
    parser.add_argument("--planner", default="offline")
    parser.add_argument("--base-url", help="the endpoint of a language model")
    parser.add_argument("--model", help="the name of a language model")
    parser.add_argument(
        "--env", action="append", default=[], metavar="NAME=VALUE", help="a setting of the planner"
    )
    parser.add_argument(
        "--no-tools", action="store_true", help="do not ask the real tools, which takes minutes"
    )
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    parser.add_argument(
        "--baseline",
        type=Path,
        nargs="?",
        const=report.BASELINE,
        help="show the differences from saved figures (default: those of this folder)",
    )
    parser.add_argument(
        "--save", type=Path, nargs="?", const=report.BASELINE, help="save the figures as the baseline"
    )
    parser.add_argument(
        "--show",
        nargs="?",
        const="",
        metavar="ID",
        help="print what was found and wanted, for one prompt or all",
    )
    options = parser.parse_args()
    if any("=" not in pair for pair in options.env):
        parser.error("--env takes NAME=VALUE")
    return options


def _chosen(cases: list[Case], options: argparse.Namespace) -> list[Case]:
    if options.show:
        cases = [case for case in cases if options.show in case.ids]
    if options.half:
        cases = cases[options.half == "second" :: 2]
    return cases[: options.limit]


def _show(case: Case, found: Graph, wanted: Graph, scores: Scores) -> None:
    print(f"\n== {case.ids[0]}: nodes {scores.nodes.f1:.3f}, edges {scores.edges.f1:.3f}\n{case.prompt}")
    for title, graph in (("found", found), ("wanted", wanted)):
        print(f"-- {title}: {' | '.join(graph.nodes)}")
        print("   " + "; ".join(f"{graph.nodes[a]} > {graph.nodes[b]}" for a, b in graph.edges))
        if graph.attributes:
            print("   details: " + ", ".join(f"{graph.nodes[o]}.{n}" for o, n in graph.attributes))


if __name__ == "__main__":
    main()
