"""CPU time of whole processes, cold: the help, and a medium flowchart from JSON to SVG and PNG, beside Graphviz and D2.

Run it with `make bench` (it needs `d2` from the `bench` extra; `dot` is used when it is installed). Each figure is the least
user + system time of RUNS processes; ratios are to D2 in the same run.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from diagramc.pipeline import lower
from diagramc.targets.document import to_json
from tests.benchmark_flowchart import FLOWCHART, to_d2

RUNS = 10


def cpu_seconds(command: Sequence[str], folder: Path) -> float:
    """The least user + system time of RUNS runs of a command, in s."""
    best = float("inf")
    # As installed: with bytecode on disk, which the first run writes.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    for _ in range(RUNS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, cwd=folder, check=True, capture_output=True, env=environment)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return best


def main() -> None:
    """Print the table."""
    diagramc = [sys.executable, "-m", "diagramc"]
    d2 = shutil.which(
        "d2", path=os.pathsep.join((os.path.dirname(sys.executable), os.environ.get("PATH", "")))
    )
    dot = shutil.which("dot")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "f.json").write_text(to_json(FLOWCHART), encoding="utf-8")
        (folder / "f.d2").write_text(to_d2(FLOWCHART), encoding="utf-8")
        (folder / "f.dot").write_text(lower(FLOWCHART, "graphviz"), encoding="utf-8")
        rows: dict[str, list[str]] = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "diagramc --help": [*diagramc, "--help"],
            "diagramc compile f.json -o f.svg": [*diagramc, "compile", "f.json", "-o", "f.svg"],
            "diagramc compile f.json -s 16:9 -o f.svg": [
                *diagramc,
                "compile",
                "f.json",
                "-s",
                "16:9",
                "-o",
                "f.svg",
            ],
            "diagramc compile f.json -o f.png": [*diagramc, "compile", "f.json", "-o", "f.png"],
        }
        if dot:
            rows["dot -Tsvg"] = [dot, "-Tsvg", "f.dot", "-of.svg"]
            rows["dot -Tpng"] = [dot, "-Tpng", "f.dot", "-of.png"]
        if d2:
            rows["d2 f.d2 f.svg"] = [d2, "-l", "dagre", "f.d2", "f.svg"]
            rows["d2 f.d2 f.png"] = [d2, "-l", "dagre", "f.d2", "f.png"]
        times = {label: cpu_seconds(command, folder) for label, command in rows.items()}
    print(f"{'':44} {'CPU s':>7} {'× d2':>6} {'× dot':>6}")
    for label, seconds in times.items():
        kind = "png" if "png" in label else "svg"
        print(
            f"{label:44} {seconds:7.3f} {_ratio(seconds, times.get(f'd2 f.d2 f.{kind}'))} {_ratio(seconds, times.get(f'dot -T{kind}'))}"
        )


def _ratio(seconds: float, peer: float | None) -> str:
    return f"{seconds / peer:6.2f}" if peer else "     –"


if __name__ == "__main__":
    main()
