"""Whether diagramc understands Mermaid as Mermaid does: the same number of nodes, edges and groups, and text that Mermaid takes back.

    python -m benchmarks.agreement CORPUS [TYPE …] [--list]

CORPUS holds `mermaid.valid.jsonl`, one object a line with `id`, `type` and `text`. Columns: files that are read here; those of which
Mermaid's own parsed model has as many nodes, edges (messages, relationships, events) and groups as the IR; those whose diagram,
written as Mermaid again, the real Mermaid accepts. Needs the tools of `tests/tools`.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path

from benchmarks.coverage import SUPPORTED
from diagramc.errors import SourceError
from diagramc.ir.base import Diagram
from diagramc.pipeline import lowering, read
from tests.real_tools import check_mermaid, read_mermaid
from tests.sizes import count

BATCH = 100


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("types", nargs="*")
    parser.add_argument("--list", action="store_true", help="name each file that differs")
    given = parser.parse_args()
    wanted = given.types or SUPPORTED["mermaid"]
    by_type: dict[str, list[tuple[str, str, Diagram]]] = defaultdict(list)
    with (given.corpus / "mermaid.valid.jsonl").open(encoding="utf-8") as file:
        for row in map(json.loads, file):
            if row["type"] in wanted:
                try:
                    diagram, _ = read(row["text"], "mermaid", file="file")
                except SourceError:
                    continue
                by_type[row["type"]].append((row["id"], row["text"], diagram))
    print(f"{'type':16} {'read':>5} {'counts':>7} {'accepted':>9}")
    for name, found in by_type.items():
        differing, refused = compare(found)
        total = len(found)
        print(f"{name:16} {total:5} {1 - len(differing) / total:7.1%} {1 - len(refused) / total:9.1%}")
        if given.list:
            print(*(f"    {line}" for line in (*differing, *refused)), sep="\n")


def compare(found: list[tuple[str, str, Diagram]]) -> tuple[list[str], list[str]]:
    """A line for each diagram that Mermaid counts differently, and one for each that it does not take back."""
    differing, refused = [], []
    for start in range(0, len(found), BATCH):
        part = found[start : start + BATCH]
        models = read_mermaid([text for _, text, _ in part])
        answers = check_mermaid([lowering(diagram, "mermaid").text for *_, diagram in part])
        for (id, _, diagram), model, answer in zip(part, models, answers, strict=True):
            theirs, ours = tuple(map(len, model)), count(diagram)
            if theirs != ours:
                differing.append(f"{id}: Mermaid has {theirs}, the IR {ours} nodes, edges, groups")
            if answer is not None:
                refused.append(f"{id}: {answer[:200]!r}")
    return differing, refused


if __name__ == "__main__":
    main()
