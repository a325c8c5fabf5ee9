"""A docs build of many diagrams: cold, warm, and with one diagram changed, beside one process a diagram of D2 and PlantUML.

    python -m benchmarks.docs [--diagrams 1000] [--corpus FILE.jsonl]

Diagrams are Mermaid flowcharts made here, or the `text` of a corpus's lines that `diagramc check` has nothing against. D2 draws
the same flowcharts (`bench` extra); PlantUML draws a sequence a process where `plantuml` or $PLANTUML_JAR is there. Times are of the
whole command, with processes as it chooses; ratios are per diagram, to diagramc's cold build.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

PER_PAGE = 20
PEER_RUNS = 10


class Cost(NamedTuple):
    """Wall and CPU time, in s."""

    wall: float
    cpu: float


def cost(command: list[str], folder: Path, env: dict[str, str] | None = None, stdin: str = "") -> Cost:
    """What a command takes, with its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    subprocess.run(command, cwd=folder, env=env, check=True, capture_output=True, input=stdin.encode())
    wall = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def flowchart(number: int) -> str:
    """A flowchart of ten steps that no other number has."""
    steps = [f"  s{i}[Step {i} of {number}] --> s{i + 1}[Step {i + 1} of {number}]" for i in range(8)]
    return "\n".join(["flowchart LR", *steps, "  s4{Choice?} -->|no| s1", ""])


def diagrams(count: int, corpus: Path | None) -> Iterator[str]:
    """That many Mermaid texts."""
    if corpus is None:
        yield from map(flowchart, range(count))
        return
    from diagramc.diagnostics import Severity
    from diagramc.pipeline import check

    found = 0
    for line in corpus.read_text(encoding="utf-8").splitlines():
        text = json.loads(line)["text"]
        if "```" not in text and not any(d.severity is Severity.ERROR for d in check(text, "mermaid")):
            yield text
            found += 1
            if found == count:
                return


def write_pages(folder: Path, texts: list[str]) -> None:
    """Pages of PER_PAGE fences each."""
    for start in range(0, len(texts), PER_PAGE):
        fences = "\n\n".join(f"```mermaid\n{text.strip()}\n```" for text in texts[start : start + PER_PAGE])
        (folder / f"page{start // PER_PAGE:04}.md").write_text(f"# Page\n\n{fences}\n", encoding="utf-8")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--diagrams", type=int, default=1000)
    parser.add_argument("--corpus", type=Path)
    options = parser.parse_args()
    texts = list(diagrams(options.diagrams, options.corpus))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        site = folder / "site-source"
        site.mkdir()
        write_pages(site, texts)
        env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        env["DIAGRAMC_CACHE"] = str(folder / "store")
        command = [sys.executable, "-m", "diagramc", "docs", str(site), "-q"]
        rows = {"cold": cost(command, folder, env), "warm": cost(command, folder, env)}
        page = site / "page0000.md"
        page.write_text(
            page.read_text(encoding="utf-8").replace("Step 1 of 0", "Step 1 changed"), encoding="utf-8"
        )
        rows["one changed"] = cost(command, folder, env)
        print(f"{len(texts)} diagrams in {len(list(site.glob('*.md')))} pages")
        print(f"{'':32} {'wall s':>8} {'CPU s':>8} {'CPU ms a diagram':>17} {'× cold':>7}")
        base = rows["cold"].cpu / len(texts)
        for label, spent in rows.items():
            _row(f"diagramc docs, {label}", spent, len(texts), base)
        for label, peer in _peers(folder):
            runs = [cost(*peer) for _ in range(PEER_RUNS)]
            total = Cost(sum(run.wall for run in runs), sum(run.cpu for run in runs))
            _row(label, total, PEER_RUNS, base)


def _row(label: str, spent: Cost, count: int, base: float) -> None:
    each = spent.cpu / count
    print(f"{label:32} {spent.wall:8.2f} {spent.cpu:8.2f} {each * 1000:17.1f} {each / base:7.2f}")


Peer = tuple[list[str], Path, dict[str, str] | None, str]


def _peers(folder: Path) -> Iterator[tuple[str, Peer]]:
    from diagramc.pipeline import lower
    from tests.benchmark_flowchart import FLOWCHART, to_d2

    places = os.pathsep.join((os.path.dirname(sys.executable), os.environ.get("PATH", "")))
    d2 = shutil.which("d2", path=places)
    if d2:
        (folder / "f.d2").write_text(to_d2(FLOWCHART), encoding="utf-8")
        yield "d2, a process a diagram", ([d2, "-l", "dagre", "f.d2", "f.svg"], folder, None, "")
    jar, java = os.environ.get("PLANTUML_JAR"), shutil.which("java")
    if jar and java:
        command = [java, "-Djava.awt.headless=true", "-jar", jar, "-pipe", "-tsvg", "-Playout=smetana"]
        yield "PlantUML, a process a diagram", (command, folder, None, lower(FLOWCHART, "plantuml"))


if __name__ == "__main__":
    main()
