"""Mermaid's `sequenceDiagram` to the IR, as Mermaid 12.3 understands it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagramc.frontends.lalr import load_grammar
from diagramc.frontends.mermaid.sequence.mistakes import explain
from diagramc.frontends.mermaid.sequence.reader import SequenceReader

if TYPE_CHECKING:
    from diagramc.frontends.source import Source
    from diagramc.ir.sequence import Sequence


def read(source: Source) -> Sequence | None:
    """The diagram, or None when the source has errors; they are in `source.problems`."""
    reader = SequenceReader(source)
    load_grammar("mermaid/sequence").parse(source, reader, explain=explain)
    diagram = reader.finish()
    return None if source.failed else diagram
