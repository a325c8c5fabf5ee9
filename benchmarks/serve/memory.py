"""Whether a server's memory stays flat: resident size after each tenth of many requests, of the server and of its processes.

    python -m benchmarks.serve.memory [--requests 5000]

Requests are of all sorts: cached and not, jobs with four pictures each, mistakes, unknown paths. Ends with 1 when the server has grown by more than
a tenth between the second tenth and the last.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.server.rig import FLOW, Server


def resident(pid: int) -> float:
    """Resident size in MB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


def ask(server: Server, number: int) -> None:
    """One request, of a sort that its number says."""
    match number % 10:
        case 0:
            server.diagram(f"Step {number} leads to step {number + 1}")
        case 1 | 2:
            server.compile(f"flowchart LR\n  a[{number}] --> b\n", to="png")
        case 3 | 4:
            server.compile(f"flowchart LR\n  a[{number}] --> b{{x}}\n  b --> c\n", size="16:9")
        case 5:
            server.compile(f"flowchart LR\n  a{number} -->\n")
        case 6:
            server.get(f"/nothing/{number}")
        case 7:
            server.get("/v1/jobs")
        case _:
            server.compile(FLOW)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.serve.memory")
    parser.add_argument("--requests", type=int, default=5000)
    count = parser.parse_args().requests
    sizes: list[float] = []
    with tempfile.TemporaryDirectory() as folder, Server(Path(folder), "--concurrency", "2") as server:
        for number in range(count):
            ask(server, number)
            if (number + 1) % (count // 10) == 0:
                sizes.append(resident(server.process.pid))
                workers = ", ".join(f"{resident(pid):.0f}" for pid in server.children)
                print(
                    f"{number + 1:6} requests: server {sizes[-1]:6.1f} MB, processes {workers} MB", flush=True
                )
    growth = sizes[-1] / sizes[1] - 1
    print(f"growth of the server from the second tenth to the last: {growth:+.1%}")
    return 1 if growth > 0.1 else 0


if __name__ == "__main__":
    sys.exit(main())
