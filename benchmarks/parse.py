"""How fast texts are read: files a second beside Mermaid's own parser and merman, and growth with the size of a diagram.

    python -m benchmarks.parse CORPUS

CORPUS holds `mermaid.valid.jsonl` (see `benchmarks.coverage`). Figures are CPU time in one process; Mermaid's parser runs under node, less
what it takes to start. merman (Rust) takes part when it is installed (the `bench` extra). Ratios are to diagramc in the same run:
above 1 the peer is slower.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import resource
from collections.abc import Callable, Sequence
from pathlib import Path
from time import process_time

from benchmarks.coverage import SUPPORTED
from diagramc.errors import SourceError
from diagramc.pipeline import read
from tests.real_tools import check_mermaid

SIZES = (625, 1250, 2500, 5000)


def diagramc_seconds(texts: Sequence[str]) -> float:
    """CPU s that reading all texts takes, validation included."""
    started = process_time()
    for text in texts:
        try:
            read(text, "mermaid")
        except SourceError:
            continue
    return process_time() - started


def mermaid_seconds(texts: Sequence[str]) -> float:
    """CPU s that Mermaid's own parser takes under node for all texts, less what one of them takes."""

    def cpu(some: Sequence[str]) -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        check_mermaid(some)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    return cpu(texts) - cpu(texts[:1])


def merman_seconds(texts: Sequence[str]) -> float | None:
    """CPU s that merman takes to validate all texts; None when it is not installed."""
    try:
        import merman
    except ImportError:
        return None
    engine = merman.Merman()
    started = process_time()
    for text in texts:
        engine.validate(text, None)
    return process_time() - started


def mermaid_text(edges: int) -> str:
    """A Mermaid flowchart with so many edges."""
    return "flowchart LR\n" + "".join(
        f"  n{i}[Step {i}] -->|go {i}| n{i // 2}\n" for i in range(1, edges + 1)
    )


def plantuml_text(edges: int) -> str:
    """A PlantUML class diagram with so many relations."""
    return (
        "@startuml\n" + "".join(f"C{i} --> C{i // 2} : go {i}\n" for i in range(1, edges + 1)) + "@enduml\n"
    )


def dot_text(edges: int) -> str:
    """A DOT graph with so many edges."""
    return (
        "digraph {\n"
        + "".join(f'  n{i} -> n{i // 2} [label="go {i}"];\n' for i in range(1, edges + 1))
        + "}\n"
    )


def growth(language: str, make: Callable[[int], str]) -> None:
    """One line: CPU µs an edge for each size."""
    figures = []
    for size in SIZES:
        text = make(size)
        # The text alone: a diagram of 5,000 edges and as many nodes is over the limit of elements, which is told afterwards.
        best = float("inf")
        for _ in range(3):
            started = process_time()
            with contextlib.suppress(SourceError):
                read(text, language)
            best = min(best, process_time() - started)
        figures.append(f"{best / size * 1e6:8.1f}")
    print(f"{language:10} {' '.join(figures)}")


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    given = parser.parse_args()
    with (given.corpus / "mermaid.valid.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    texts = [row["text"] for row in rows if row["type"] in SUPPORTED["mermaid"]]
    diagramc_seconds(texts[:50])
    own = diagramc_seconds(texts)
    print(f"{'':24} {'CPU s':>8} {'files/s':>9} {'× diagramc':>11}")
    for name, seconds in (
        ("diagramc", own),
        ("Mermaid (node)", mermaid_seconds(texts)),
        ("merman (Rust)", merman_seconds(texts)),
    ):
        if seconds is not None:
            print(f"{name:24} {seconds:8.2f} {len(texts) / seconds:9.0f} {seconds / own:11.2f}")
    print(f"\nCPU µs an edge with {', '.join(map(str, SIZES))} edges")
    for language, make in (("mermaid", mermaid_text), ("plantuml", plantuml_text), ("dot", dot_text)):
        growth(language, make)


if __name__ == "__main__":
    main()
