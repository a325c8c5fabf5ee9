"""Cases of the front ends: a readable input with what must come of it, beside each other in `cases/<language>/<type>/`.

`shapes.mmd` is an input; `shapes.yaml` the diagram that it says; `shapes.txt` what there is to remark on it, in human words. An input
with errors has no `.yaml`, one without remarks no `.txt`. `pytest --accept` writes both anew.
Each case that is read is also written back in its own language and read again: where that language can say all of it, an equal
diagram comes back; in any case a second pass changes nothing more.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from diagramc.diagnostics import Diagnostic, Severity, render
from diagramc.emit import lowering
from diagramc.errors import SourceError
from diagramc.frontends.base import ENDINGS
from diagramc.ir.base import Diagram
from diagramc.pipeline import read
from diagramc.targets.document import to_yaml

FOLDER = Path(__file__).resolve().parent / "cases"
TARGETS = {"mermaid": "mermaid", "plantuml": "plantuml", "dot": "graphviz"}
"""The target that writes each language that is read."""


def inputs() -> list[Path]:
    """The inputs of all cases, in order."""
    return sorted(
        path
        for path in FOLDER.rglob("*")
        if ENDINGS.get(path.suffix) in ("mermaid", "plantuml", "dot", "markdown")
        and "include" not in path.parts
    )


def name_of(path: Path) -> str:
    """A case's name, such as `mermaid/flowchart/shapes`."""
    return path.relative_to(FOLDER).with_suffix("").as_posix()


class Reading(NamedTuple):
    """What came of a text: the diagram unless there was an error, and the remarks."""

    diagram: Diagram | None
    diagnostics: tuple[Diagnostic, ...]


def read_case(path: Path) -> Reading:
    """The reading of a case; PlantUML may include from the folder `include` beside it."""
    include = path.parent / "include"
    allowed = [include] if include.is_dir() else []
    try:
        diagram, found = read(path.read_bytes(), file=path.name, include=allowed)
    except SourceError as error:
        return Reading(None, error.diagnostics)
    return Reading(diagram, found)


def shown(reading: Reading) -> tuple[str | None, str | None]:
    """The contents of the case's `.yaml` and `.txt`; None for a file that must not be there."""
    document = None if reading.diagram is None else to_yaml(reading.diagram)
    remarks = "".join(render(problem) + "\n" for problem in reading.diagnostics) or None
    return document, remarks


def round_trip(diagram: Diagram, language: str) -> tuple[str, Diagram, bool]:
    """The diagram written in a language, read again, and whether the language says all of it."""
    text, losses = lowering(diagram, TARGETS[language])
    ending = next(ending for ending, name in ENDINGS.items() if name == language)
    again, _ = read(text, language, file=f"again{ending}", type=diagram.type)
    return text, again, not any(loss.severity is not Severity.ERROR for loss in losses)
