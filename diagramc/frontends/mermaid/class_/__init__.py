"""Mermaid's `classDiagram` to the IR, as Mermaid 12.3 understands it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagramc.frontends.lalr import load_grammar
from diagramc.frontends.mermaid.class_.mistakes import explain
from diagramc.frontends.mermaid.class_.reader import ClassReader

if TYPE_CHECKING:
    from diagramc.frontends.source import Source
    from diagramc.ir.class_ import ClassDiagram


def read(source: Source) -> ClassDiagram | None:
    """The diagram, or None when the source has errors; they are in `source.problems`."""
    reader = ClassReader(source)
    load_grammar("mermaid/class").parse(source, reader, explain=explain)
    diagram = reader.finish()
    return None if source.failed else diagram
