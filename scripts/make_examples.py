"""Writes examples/: for each diagram type its prompt, the IR planned from it offline, the three lowered sources, SVG and PNG.

`make examples` runs it; a test rebuilds everything in memory and compares.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from diagramc.kinds import KINDS
from diagramc.pipeline import compile

FOLDER = Path(__file__).resolve().parent.parent / "examples"
SIZE = "16:9"
FORMATS = {
    "yaml": "yaml",
    "graphviz": "dot",
    "mermaid": "mmd",
    "plantuml": "puml",
    "svg": "svg",
    "png": "png",
}


def example_files() -> Iterator[tuple[str, bytes]]:
    """Every file of the examples: its path below the folder, and its content."""
    for kind in KINDS.values():
        yield f"{kind.name}/prompt.txt", (kind.example + "\n").encode()
        result = compile(kind.example, language="prompt", type=kind.name, size=SIZE, planner="offline")
        for format, ending in FORMATS.items():
            yield f"{kind.name}/diagram.{ending}", result.output(format)


def main() -> None:
    """Write them all."""
    for name, content in example_files():
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


if __name__ == "__main__":
    main()
