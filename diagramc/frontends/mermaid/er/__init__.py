"""Mermaid's `erDiagram` to the IR, as Mermaid 12.3 understands it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagramc.frontends.lalr import load_grammar
from diagramc.frontends.mermaid.er.mistakes import explain
from diagramc.frontends.mermaid.er.reader import EntityReader

if TYPE_CHECKING:
    from diagramc.frontends.source import Source
    from diagramc.ir.er import EntityRelationship


def read(source: Source) -> EntityRelationship | None:
    """The diagram, or None when the source has errors; they are in `source.problems`."""
    reader = EntityReader(source)
    load_grammar("mermaid/er").parse(source, reader, explain=explain)
    diagram = reader.finish()
    return None if source.failed else diagram
