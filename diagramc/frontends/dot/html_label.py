"""HTML labels of DOT as lines of styled text and tables of cells (https://graphviz.org/doc/info/shapes.html#html)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import NamedTuple

from diagramc.ir.base import Label, RichText, Run

MAX_CELLS = 5_000
MAX_TABLES = 40
"""The deepest nesting of tables."""


class Piece(NamedTuple):
    """A stretch of text in one look; `bold` counts the tags round it, `size` and `color` are what a FONT says."""

    text: str
    bold: int = 0
    italic: bool = False
    code: bool = False
    underline: bool = False
    size: str | None = None
    color: str | None = None


@dataclass(slots=True)
class Cell:
    """A cell: lines of pieces, or the tables inside it, in order."""

    attributes: dict[str, str] = field(default_factory=dict)
    lines: list[list[Piece]] = field(default_factory=lambda: [[]])
    tables: list[Table] = field(default_factory=list)


@dataclass(slots=True)
class Table:
    """A table of a label."""

    attributes: dict[str, str] = field(default_factory=dict)
    rows: list[list[Cell]] = field(default_factory=list)


class _Reader(HTMLParser):
    """Collects what the tags of Graphviz say; others are passed over."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.top = Cell()
        self.cells = [self.top]
        self.tables: list[Table] = []
        self.looks: list[tuple[str, Piece]] = [("", Piece(""))]
        self.count = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        look = self.looks[-1][1]
        match tag:
            case "br":
                self.cells[-1].lines.append([])
            case "b":
                self.looks.append((tag, look._replace(bold=look.bold + 1)))
            case "i":
                self.looks.append((tag, look._replace(italic=True)))
            case "u":
                self.looks.append((tag, look._replace(underline=True)))
            case "font":
                face = given.get("face", "").lower()
                look = look._replace(
                    size=given.get("point-size", look.size),
                    color=given.get("color", look.color),
                    code=look.code or any(word in face for word in ("courier", "mono", "consol")),
                    bold=look.bold + ("bold" in face),
                    italic=look.italic or "italic" in face or "oblique" in face,
                )
                self.looks.append((tag, look))
            case "table" if len(self.tables) < MAX_TABLES:
                table = Table(given)
                self.cells[-1].tables.append(table)
                self.tables.append(table)
            case "tr" if self.tables:
                self.tables[-1].rows.append([])
            case "td" if self.tables and self.count < MAX_CELLS:
                self.count += 1
                table = self.tables[-1]
                if not table.rows:
                    table.rows.append([])
                cell = Cell(given)
                table.rows[-1].append(cell)
                self.cells.append(cell)

    def handle_endtag(self, tag: str) -> None:
        if tag == "td" and len(self.cells) > 1:
            self.cells.pop()
        elif tag == "table" and self.tables:
            self.tables.pop()
        elif tag in ("b", "i", "u", "font") and self.looks[-1][0] == tag:
            self.looks.pop()

    def handle_data(self, data: str) -> None:
        if self.tables and len(self.cells) <= len(self.tables):
            return  # between the tags of a table
        text = data.replace("\t", " ").replace("\n", " ")
        if text.strip(" ") or (text and self.cells[-1].lines[-1]):
            self.cells[-1].lines[-1].append(self.looks[-1][1]._replace(text=text))


def read_html(text: str) -> Cell:
    """The label as one cell: its lines, or the table that it is."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.top


_LOST = re.compile(r"<(?:(img|s|o|sub|sup)\b|(?:table|td)\b[^>]*?\s(href|url)\s*=)", re.IGNORECASE)


def lost(text: str) -> list[str]:
    """What the tags of a label say that no typed label holds: pictures, links of cells, lines through and over text, small letters."""
    found = (match[1] or f"td {match[2]}" for match in _LOST.finditer(text))
    return list(dict.fromkeys(f"<{name.lower()}>" for name in found))


def lines_of(cell: Cell) -> list[list[Piece]]:
    """All lines of a cell, those of its tables row by row with the cells of a row side by side."""
    found = [line for line in cell.lines if line]
    for table in cell.tables:
        for row in table.rows:
            parts = [part for part in map(lines_of, row) if part]
            if all(len(part) == 1 for part in parts):
                line: list[Piece] = []
                for part in parts:
                    line += ([Piece("  ")] if line else []) + part[0]
                found += [line] if line else []
            else:
                for part in parts:
                    found += part
    return found


def to_label(lines: list[list[Piece]]) -> Label:
    """Lines as a label: plain where nothing is emphasised."""
    runs: list[Run] = []
    for index, line in enumerate(lines):
        pieces = [*([Piece("\n")] if index else []), *line]
        runs += [Run(text=p.text, bold=p.bold > 0, italic=p.italic, code=p.code) for p in pieces]
    if not any(run.bold or run.italic or run.code for run in runs):
        return "".join(run.text for run in runs)
    return RichText(runs=tuple(runs))
