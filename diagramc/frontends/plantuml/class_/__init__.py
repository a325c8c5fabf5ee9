"""PlantUML's class, object and entity-relationship diagrams to the IR: one language, told apart by what is in them."""

from __future__ import annotations

from diagramc.frontends.plantuml.source import LineSource
from diagramc.ir.class_ import ClassDiagram
from diagramc.ir.er import EntityRelationship

__all__ = ["read_class"]


def read_class(source: LineSource) -> ClassDiagram | EntityRelationship | None:
    """The diagram of a text, er when all that is in it are entities; None when it is none of these. Problems are the source's."""
    from diagramc.frontends.lalr import load_grammar
    from diagramc.frontends.plantuml.class_.statements import Statements
    from diagramc.frontends.plantuml.mistakes import drop_what_follows, explain_statement

    statements = Statements(source)
    load_grammar("plantuml/class").parse(source, statements, explain=explain_statement)
    drop_what_follows(source)
    if source.failed:
        return None
    reading = statements.reading()
    if not reading.classifiers:
        source.report("parse.empty", "the diagram has nothing in it", 0)
        return None
    if reading.is_er:
        from diagramc.frontends.plantuml.er import build_er

        return build_er(reading)
    from diagramc.frontends.plantuml.class_.build import build_class

    return build_class(reading)
