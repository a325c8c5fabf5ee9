"""SQL DDL as an entity-relationship diagram: CREATE TABLE, ALTER TABLE, unique indexes and comments, of the common dialects.

A reader of our own rather than sqlglot: only definitions matter, of which a tenth of a dialect's grammar says all, and what is not
understood must be passed over rather than fail (dumps are full of it).
"""

from __future__ import annotations

from diagramc.ir.base import Diagram
from diagramc.planner.context.sql.build import build
from diagramc.planner.context.sql.statements import read_statements


def read(text: str) -> dict[str, Diagram]:
    """The tables of a script as an er diagram; empty when it defines none."""
    tables = read_statements(text)
    return {"er": build(tables)} if tables else {}
