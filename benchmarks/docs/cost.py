"""What a command takes, with its children."""

from __future__ import annotations

import os
import resource
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple


class Cost(NamedTuple):
    """Wall and CPU time, in s, and what the command said last."""

    wall: float
    cpu: float
    said: str = ""

    def minus(self, other: Cost) -> Cost:
        """What this took more than another."""
        return Cost(self.wall - other.wall, self.cpu - other.cpu)


def cost(command: Sequence[str], folder: Path, env: dict[str, str]) -> Cost:
    """Run a command that must not fail. Python may keep compiled modules, as it does for people."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    done = subprocess.run(command, cwd=folder, env={**kept, **env}, capture_output=True, check=False)
    wall = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}: {done.stderr.decode()[-3000:]}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(wall, cpu, done.stderr.decode().strip().rpartition("\n")[2])
