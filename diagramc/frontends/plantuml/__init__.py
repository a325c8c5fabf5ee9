"""PlantUML to the IR (checked against 1.2026.8): which diagram of a file, of which kind, read by that kind's module.

`@startuml` does not say what is drawn. PlantUML tries one kind of diagram after another and takes the first that reads the whole
text; when none does, it tells the error of the one that came furthest. So does this reader.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from diagramc.diagnostics import Diagnostic
from diagramc.frontends.source import Source, open_source
from diagramc.ir.base import Diagram

__all__ = ["read"]


def read(
    data: str | bytes,
    file: str,
    *,
    type: str | None = None,
    source: Source | None = None,
    include: Sequence[Path] = (),
) -> tuple[Diagram | None, tuple[Diagnostic, ...]]:
    """The first diagram of a file that can be read, or None and every problem of the first one.

    `type` is the diagram type that the user asked for; None lets the text decide. `source` is the text when it is part of a page,
    and then `@startuml` may be left out. `include` are the folders that `!include` may read from.
    """
    if source is None:
        source, sound = open_source(data, file, code="parse")
        if not sound:
            return None, tuple(source.problems)
        return _read_file(source, type, include, bare=False)
    return _read_file(source, type, include, bare=True)


def _read_file(
    source: Source, type: str | None, include: Sequence[Path], *, bare: bool
) -> tuple[Diagram | None, tuple[Diagnostic, ...]]:
    from diagramc.frontends.plantuml.blocks import Block, blocks, file_lines
    from diagramc.frontends.plantuml.kinds import read_block

    lines = file_lines(source)
    found = list(blocks(lines))
    if not found and bare and lines:
        found = [Block("uml", lines[0], tuple(lines), True)]
    if not found:
        _report_no_diagram(source)
        return None, source.diagnostics()
    first: tuple[Diagnostic, ...] | None = None
    for number, block in enumerate(found):
        diagram, problems = read_block(block, source.file, type, include)
        if diagram is not None:
            return diagram, _others_left_out(source, found, number, problems)
        if first is None:
            first = problems
    return None, first or ()


def _others_left_out(
    source: Source, found: Sequence[object], number: int, problems: tuple[Diagnostic, ...]
) -> tuple[Diagnostic, ...]:
    """The problems of the diagram that was read, and that the others of the file were not."""
    from diagramc.diagnostics import Severity, diagnose
    from diagramc.frontends.plantuml.blocks import Block

    if len(found) == 1:
        return problems
    other = found[1 if number == 0 else 0]
    assert isinstance(other, Block)
    note = diagnose(
        "parse.ignored",
        f"the file has {len(found)} diagrams; only the {_ordinal(number)} is read",
        span=other.opening.span(),
        line_text=other.opening.source,
        severity=Severity.WARNING,
        hint="put each diagram into a file of its own",
    )
    return (*problems, note)


def _ordinal(number: int) -> str:
    words = ("first", "second", "third")
    return words[number] if number < len(words) else f"{number + 1}th"


def _report_no_diagram(source: Source) -> None:
    text = source.text
    first = len(text) - len(text.lstrip())
    if not text.strip():
        source.report("parse.empty", "the file is empty", 0)
        return
    stop = text.find("\n", first)
    source.report(
        "parse.empty",
        "there is no `@startuml` in the file",
        first,
        len(text) if stop < 0 else stop,
        hint="begin the diagram with a line `@startuml` and end it with `@enduml`",
    )
