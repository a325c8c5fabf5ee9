"""PlantUML's sequence diagrams to the IR."""

from __future__ import annotations

from diagramc.frontends.plantuml.source import LineSource
from diagramc.ir.sequence import Sequence

__all__ = ["read_sequence"]


def read_sequence(source: LineSource) -> Sequence | None:
    """The diagram of a text, or None when it is no sequence diagram; the problems are the source's."""
    from diagramc.frontends.lalr import load_grammar
    from diagramc.frontends.plantuml.mistakes import drop_what_follows, explain_statement
    from diagramc.frontends.plantuml.sequence.statements import Statements

    statements = Statements(source)
    load_grammar("plantuml/sequence").parse(source, statements, explain=explain_statement)
    drop_what_follows(source)
    return None if source.failed else statements.diagram()
