"""Runs the real command line in a process of its own, as a person's shell would."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

DOCUMENT = """\
diagramc: 1
type: flowchart
title: Making tea
nodes:
  - {id: boil, label: Boil water, kind: start}
  - {id: steep, label: Steep three minutes}
  - {id: strong, label: "Strong enough?", kind: decision}
  - {id: drink, label: Drink, kind: end}
edges:
  - {source: boil, target: steep}
  - {source: steep, target: strong}
  - {source: strong, target: drink, label: Yes}
  - {source: strong, target: steep, label: No}
"""


class Outcome(NamedTuple):
    """What a run left: exit code, stdout and stderr."""

    code: int
    out: bytes
    err: str


def clean_environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment without a language model's and the image service's settings, so that runs are offline.

    A test's own cache stays.
    """
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("OPENAI_", "DIAGRAMC_", "DEPICTA_")) or name == "DIAGRAMC_CACHE"
    }
    return {**kept, "NO_COLOR": "1", **(extra or {})}


def run(
    *args: str,
    folder: Path,
    stdin: bytes = b"",
    env: Mapping[str, str] | None = None,
    before: Callable[[], None] | None = None,
) -> Outcome:
    """`diagramc ARGS` in a folder; `before` runs in the child before it starts (to set limits)."""
    done = subprocess.run(
        [sys.executable, "-m", "diagramc", *args],
        cwd=folder,
        input=stdin,
        capture_output=True,
        env=clean_environment(env),
        preexec_fn=before,
        timeout=120,
        check=False,
    )
    return Outcome(done.returncode, done.stdout, done.stderr.decode())
