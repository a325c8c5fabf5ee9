"""CPU time of laying graphs out, as ratios to Graphviz and D2 on the same graphs.

    python -m benchmarks.layout [--sizes 25,100,300,1500] [--ratio 16:9] [--runs 3]

Columns, in ms of CPU (user + system, child processes counted), the least of RUNS runs: one plain layout in process (`plain`: laid out
and drawn once, as for `--size auto`), the search for a ratio (`search`) and how many times the plain one it costs; whole processes:
diagramc from JSON to SVG at that ratio, `dot -Tsvg` and `d2 --layout dagre`, with the ratios to them. A tool that is not installed or
takes longer than LIMIT seconds has no figure. `pip install diagramc[bench]` brings D2; Graphviz is the system's.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.fit import cpu
from benchmarks.workloads import flowchart
from diagramc.ir.flowchart import Flowchart
from diagramc.kinds import kind_of
from diagramc.layout.fit import fit
from diagramc.options import CompileOptions
from diagramc.pipeline import lower
from diagramc.targets.document import to_json
from diagramc.themes import load_theme
from tests.benchmark_flowchart import to_d2

LIMIT = 120


def least(action: Callable[[], object], runs: int) -> float:
    """The least CPU time of an action, in s."""
    found = []
    for _ in range(runs):
        before = cpu()
        action()
        found.append(cpu() - before)
    return min(found)


def draw(diagram: Flowchart, size: str) -> None:
    """Search for a ratio, or draw the plain layout (`auto`)."""
    theme = load_theme("light")
    found = kind_of(diagram).backend("scene").arrangements(diagram, theme)
    fit(diagram, found, theme, CompileOptions(size=size))


def process(command: Sequence[str], runs: int) -> float | None:
    """The least CPU time of a command, in s; None when it fails or takes too long."""
    found: list[float] = []
    for _ in range(runs):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        try:
            done = subprocess.run(command, capture_output=True, timeout=LIMIT, check=False)
        except (OSError, subprocess.TimeoutExpired):
            return None
        if done.returncode:
            return None
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        found.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(found)


def cell(value: float | None, scale: float = 1000.0, digits: int = 0) -> str:
    """A figure of the table."""
    return f"{'–':>9}" if value is None else f"{value * scale:9.{digits}f}"


def row(size: int, ratio: str, runs: int, folder: Path) -> str:
    """One line of the table."""
    diagram = flowchart(size)
    plain = least(lambda: draw(diagram, "auto"), runs)
    search = least(lambda: draw(diagram, ratio), runs)
    source = folder / f"{size}.json"
    source.write_text(to_json(diagram), encoding="utf-8")
    (folder / f"{size}.dot").write_text(lower(diagram, "graphviz"), encoding="utf-8")
    (folder / f"{size}.d2").write_text(to_d2(diagram), encoding="utf-8")
    d2 = shutil.which("d2", path=str(Path(sys.executable).parent)) or shutil.which("d2") or "d2"
    picture = str(folder / "out.svg")
    ours = process(
        [sys.executable, "-m", "diagramc", "compile", str(source), "-s", ratio, "-o", picture], runs
    )
    dot = process(["dot", "-Tsvg", f"-o{picture}", str(folder / f"{size}.dot")], runs)
    dagre = process([d2, "--layout", "dagre", str(folder / f"{size}.d2"), picture], runs)
    peers = [None if ours is None or not peer else ours / peer for peer in (dot, dagre)]
    return (
        f"{size:6}{cell(plain)}{cell(search)}{cell(search / plain, 1, 1)}{cell(ours)}{cell(dot)}{cell(dagre)}"
        f"{cell(peers[0], 1, 1)}{cell(peers[1], 1, 2)}"
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", default="25,100,300,1500")
    parser.add_argument("--ratio", default="16:9")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    names = ("plain", "search", "×plain", "compile", "dot", "d2", "×dot", "×d2")
    print(f"{'nodes':>6}" + "".join(f"{name:>9}" for name in names))
    with tempfile.TemporaryDirectory() as folder:
        for size in options.sizes.split(","):
            print(row(int(size), options.ratio, options.runs, Path(folder)), flush=True)


if __name__ == "__main__":
    main()
