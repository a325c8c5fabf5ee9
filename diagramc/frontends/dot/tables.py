"""Nodes that are tables, in HTML or as records: their head and compartments, and which diagram type such nodes speak for."""

from __future__ import annotations

import re
from typing import NamedTuple

from diagramc.frontends.dot.html_label import Cell, Piece, Table, lines_of, read_html
from diagramc.frontends.dot.labels import record, text_of
from diagramc.frontends.dot.own import bare, joined
from diagramc.frontends.dot.scope import Model, Node

SHARE = 0.5
"""The part of a graph's nodes that must be alike to speak for a diagram type."""
_MEMBER = re.compile(r"\s*[+\-#~]\s*[A-Za-z_]|\s*[\w.~]+\s?\([^()]*\)")
_COLUMN = re.compile(r"[\w$ :(),.\[\]\xa0-]{1,80}")
_FEET = re.compile(r"crow|teetee|teeodot|odottee")


class Line(NamedTuple):
    """A line of a cell; `small` is what our own DOT has in small letters."""

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False
    small: bool = False
    tail: str = ""


Row = list[list[Line]]
"""The cells of a row, each as its lines."""


class TableNode(NamedTuple):
    """A node as a table: its head, the rows under it, and whether it has a second frame round it."""

    head: list[Line]
    rows: list[Row]
    framed: bool = False


def table_of(node: Node) -> TableNode | None:
    """The table that a node is; None when it is none."""
    label = node.attributes.get("label")
    if label is None:
        return None
    if label.html:
        return _html_table(read_html(label))
    if node.attributes.get("shape", "").lower() not in ("record", "mrecord"):
        return None
    names = {"N": node.id}
    top = record(label).fields
    fields = top[0].fields if len(top) == 1 and top[0].fields else top
    cells = [
        [Line(line.strip()) for line in text_of("\n".join(part.texts()), names).split("\n")]
        for part in fields
    ]
    cells = [[line for line in cell if line.text] for cell in cells]
    if len(cells) < 2 or not cells[0]:
        return None
    return TableNode(cells[0], [[cell] for cell in cells[1:]])


def _html_table(cell: Cell) -> TableNode | None:
    framed = False
    while len(cell.tables) == 1 and not any(cell.lines):
        table: Table = cell.tables[0]
        if len(table.rows) == 1 and len(table.rows[0]) == 1 and table.rows[0][0].tables:
            cell, framed = table.rows[0][0], True
            continue
        rows = [[_lines(part) for part in row] for row in table.rows if row]
        if not rows or len(rows[0]) != 1 or not rows[0][0]:
            return None
        head = [line._replace(text=line.text + line.tail, tail="") for line in rows[0][0]]
        return TableNode(head, rows[1:], framed)
    return None


def _lines(cell: Cell) -> list[Line]:
    """The lines of a cell; those that were broken to keep them short are one again."""
    found: list[Line] = []
    for pieces in lines_of(cell):
        line = _line(pieces)
        last = found[-1] if found else None
        if last is not None and last.small == line.small and last.text.endswith((" ", "\u200b")):
            found[-1] = last._replace(text=joined(f"{last.text}\n{line.text}"))
        else:
            found.append(line)
    whole = [line._replace(text=str(bare(line.text))) for line in found]
    return [
        line if line.tail else line._replace(text=line.text.rstrip()) for line in whole if line.text.strip()
    ]


def _line(pieces: list[Piece]) -> Line:
    """A line; its `tail` is what stands in italics at its end, as our own DOT has it after a type."""
    text = "".join(piece.text for piece in pieces)
    shown = [piece for piece in pieces if piece.text.strip()]
    tail = shown[-1].text.strip() if len(shown) > 1 and shown[-1].italic and not shown[0].italic else ""
    return Line(
        text[: len(text) - len(shown[-1].text)] if tail else text,
        all(piece.bold for piece in shown) and bool(shown),
        all(piece.italic for piece in shown) and bool(shown),
        any(piece.underline for piece in shown),
        all(piece.size == "9" for piece in shown) and bool(shown),
        tail,
    )


def guess_type(model: Model) -> str:
    """The diagram type that the shapes speak for: `class` for compartments with members, `er` for tables of columns, else flowchart."""
    nodes = [node for node in model.nodes.values() if node.attributes.get("shape") not in ("note", "point")]
    if not nodes:
        return "flowchart"
    tables = [table for table in map(table_of, nodes) if table is not None]
    if len(tables) < SHARE * len(nodes) or not tables:
        return "flowchart"
    classes = sum(map(_is_class, tables))
    entities = sum(map(_is_entity, tables))
    bare = sum(not table.rows for table in tables)
    feet = any(
        _FEET.match(edge.attributes.get(end, ""))
        for edge in model.edges
        for end in ("arrowhead", "arrowtail")
    )
    single = all(len(row) == 1 for table in tables for row in table.rows)
    if classes >= SHARE * (len(tables) - bare) and classes and single and not feet:
        return "class"
    if entities and (feet or entities + bare == len(tables)):
        return "er"
    return "flowchart"


def _is_class(table: TableNode) -> bool:
    """A line that is a member of a class."""
    return any(_MEMBER.match(line.text) for row in table.rows for cell in row for line in cell)


def _is_entity(table: TableNode) -> bool:
    """Rows that all have one line a cell and look like columns of a database: with a key or a type."""
    if not table.rows:
        return False
    lines = [line.text for row in table.rows for cell in row for line in cell[:1]]
    alike = all(_COLUMN.fullmatch(text) for text in lines)
    keyed = any(re.fullmatch(r"(?:PK|FK|UK)(?:, ?(?:PK|FK|UK))*", text) for text in lines)
    typed = sum(
        bool(
            re.search(
                r":\s*\w+|^(?:int|integer|bigint|varchar|text|uuid|date|timestamp|bool\w*|char)\b",
                text,
                re.IGNORECASE,
            )
        )
        for text in lines
    )
    return alike and (keyed or typed * 2 >= len(table.rows))
