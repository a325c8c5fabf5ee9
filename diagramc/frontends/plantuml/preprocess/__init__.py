"""PlantUML's preprocessor: macros, variables, conditions, loops and includes, evaluated within bounds.

Every line that comes out knows the line of the author's file that it stands for. Sources: plantuml.com/preprocessing, and the
behaviour of PlantUML 1.2026.8 (`-preproc`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from diagramc.diagnostics import Diagnostic
from diagramc.frontends.plantuml.preprocess.lines import Line

if TYPE_CHECKING:
    from diagramc.frontends.plantuml.preprocess.includes import Includes

__all__ = ["Line", "Preprocessed", "preprocess"]


class Preprocessed(NamedTuple):
    """The lines that a diagram consists of.

    `libraries` names the standard libraries it includes, `C4` among them; `pragmas` holds the `!pragma` lines by their first word.
    """

    lines: tuple[Line, ...]
    libraries: tuple[str, ...] = ()
    pragmas: Mapping[str, str] = {}
    diagnostics: tuple[Diagnostic, ...] = ()


def preprocess(lines: Sequence[Line], includes: Includes | None = None) -> Preprocessed:
    """Evaluate the directives in the lines of one diagram. Nothing is read from files without `includes`."""
    joined = _join(lines)
    if not any("!" in line.text or "%" in line.text for line in joined):
        return Preprocessed(tuple(joined))
    from diagramc.frontends.plantuml.preprocess.machine import Machine
    from diagramc.frontends.plantuml.preprocess.program import parse

    program = parse(joined)
    machine = Machine(includes)
    for diagnostic in program.diagnostics:
        machine.note(diagnostic)
    written = machine.execute(program.statements)
    return Preprocessed(tuple(written), tuple(machine.libraries), machine.pragmas, tuple(machine.diagnostics))


def _join(lines: Sequence[Line]) -> list[Line]:
    """Lines that end with a single backslash with the line after them; without what stands between `@pause` and `@unpause`."""
    joined: list[Line] = []
    pending: Line | None = None
    paused = False
    for line in lines:
        text = line.text.rstrip("\r")
        if text.lstrip().startswith("@"):
            word = text.split()[0]
            paused = word == "@pause" or (paused and word != "@unpause")
            if word in ("@pause", "@unpause", "@append"):
                line = line.derive(text.strip()[len(word) :].strip())
                text = line.text
                if word != "@append":
                    continue
        elif paused:
            continue
        continued = text.endswith("\\") and not text.endswith("\\\\")
        piece = text[:-1] if continued else text
        if pending is not None:
            piece = pending.text + piece
            line = pending
        if continued:
            pending = line.derive(piece)
            continue
        joined.append(line.derive(piece))
        pending = None
    if pending is not None:
        joined.append(pending)
    return joined
