"""Requests a second and latency of `diagramc serve` on loopback, cached and not, beside a process of the real tool a request.

    python -m benchmarks.serve [--seconds 10] [--connections 4]

The load is wrk's. Each request asks for one SVG of the medium flowchart (17 steps, 20 flows), posted as text in Kroki's form: always
the same for `cached`, with a number in a label that no other request has for `uncached`. The baseline answers the same requests
with one process of d2, plantuml (a JVM) or mmdc ($MMDC; a browser) each, as many at once as diagramc has. Figures of one run
compare; those of a busy machine do not travel.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from benchmarks.serve.baseline import commands
from diagramc.pipeline import lower
from tests.benchmark_flowchart import FLOWCHART, to_d2

LABEL = "Look it up in the catalogue"
SCRIPT = """\
local source = [==[
%s]==]
local count, thread_number = 0, 0
function setup(thread) thread_number = thread_number + 1; thread:set("me", thread_number) end
function request()
  count = count + 1
  local text = source
  if %s then text = string.gsub(source, "%s", "Look " .. me .. " " .. %d .. " " .. count) end
  return wrk.format("POST", "/%s/svg", {["Content-Type"] = "text/plain"}, text)
end
"""


class Load(NamedTuple):
    """What wrk found: requests a second, latency in ms, and answers that were no success."""

    rate: float
    p50: float
    p99: float
    failed: int


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: list[str], port: int) -> Iterator[None]:
    """A server, from when it listens to the end of the block."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait()


def load(port: int, language: str, source: str, *, unique: bool, seconds: int, connections: int) -> Load:
    """Put load on a server for some seconds."""
    script = SCRIPT % (source, str(unique).lower(), LABEL, time.time_ns() % 1_000_000, language)
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(script)
        file.flush()
        command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout=60s", "--latency"]
        said = subprocess.run(
            [*command, "-s", file.name, f"http://127.0.0.1:{port}"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    assert rate is not None, said
    return Load(float(rate[1]), _latency(said, "50%"), _latency(said, "99%"), int(failed[1]) if failed else 0)


def _latency(said: str, share: str) -> float:
    found = re.search(rf"{share}\s+([\d.]+)(us|ms|s|m)\s", said)
    assert found is not None, said
    return float(found[1]) * {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}[found[2]]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.serve")
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--connections", type=int, default=4)
    asked = parser.parse_args()
    if shutil.which("wrk") is None:
        sys.exit("this needs wrk (apt-get install wrk)")
    at_once = max(2, os.cpu_count() or 1)
    limits = {"seconds": asked.seconds, "connections": asked.connections}
    sources = {
        "mermaid": lower(FLOWCHART, "mermaid"),
        "plantuml": lower(FLOWCHART, "plantuml"),
        "d2": to_d2(FLOWCHART),
    }
    found: dict[str, Load] = {}
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        command = [
            sys.executable,
            "-m",
            "diagramc",
            "serve",
            "--port",
            str(port),
            "--data",
            str(Path(folder) / "data"),
        ]
        with running([*command, "--concurrency", str(at_once), "--queue", "64"], port):
            load(port, "mermaid", sources["mermaid"], unique=True, seconds=2, connections=asked.connections)
            for language in ("mermaid", "plantuml"):
                found[f"diagramc {language}, cached"] = load(
                    port, language, sources[language], unique=False, **limits
                )
                found[f"diagramc {language}, uncached"] = load(
                    port, language, sources[language], unique=True, **limits
                )
        port = free_port()
        with running([sys.executable, "-m", "benchmarks.serve.baseline", str(port), str(at_once)], port):
            for language in commands():
                # Slow enough that a short run would see no answer at all.
                patient = {**limits, "seconds": 4 * asked.seconds}
                found[f"one {language} process a request"] = load(
                    port, language, sources[language], unique=True, **patient
                )
    base = found["diagramc mermaid, uncached"].rate
    print(
        f"{asked.connections} connections, {asked.seconds} s each (baselines four times that), {at_once} processes at once; load average {os.getloadavg()[0]:.1f}"
    )
    print(f"{'':32} {'requests/s':>10} {'p50 ms':>8} {'p99 ms':>8} {'failed':>6}  ratio")
    for name, row in found.items():
        print(
            f"{name:32} {row.rate:10.1f} {row.p50:8.1f} {row.p99:8.1f} {row.failed:6}  {row.rate / base:.2f}"
        )


if __name__ == "__main__":
    main()
