"""Statements to tables: CREATE TABLE, ALTER TABLE … ADD, CREATE UNIQUE INDEX, COMMENT ON. All else is passed over."""

from __future__ import annotations

from diagramc.planner.context.sql.model import Column, ForeignKey, Table
from diagramc.planner.context.sql.tokens import Token, groups, inside, statements, words

MAX_TABLES = 300
"""The most tables that are read."""
Tables = dict[str, Table]

_CONSTRAINTS = frozenset(
    "constraint primary foreign unique check exclude key index fulltext spatial like period".split()
)
"""What begins an entry of a table that is no column, unless its name is quoted."""
_AFTER_TYPE = frozenset(
    "not null default primary unique references check constraint collate generated auto_increment autoincrement identity comment on as "
    "character encode invisible visible".split()
)
"""What ends a column's type."""


def read_statements(script: str) -> list[Table]:
    """The tables that a script defines, in order."""
    tables: Tables = {}
    for tokens in statements(script):
        keys = [token.key for token in tokens[:8]]
        if keys[:1] == ["create"] and "table" in keys:
            _create(tokens, keys.index("table") + 1, tables)
        elif keys[:2] == ["alter", "table"]:
            _alter(tokens, tables)
        elif keys[:3] == ["create", "unique", "index"]:
            _unique_index(tokens, tables)
        elif keys[:2] == ["comment", "on"]:
            _comment(tokens, tables)
    return list(tables.values())


def _name(tokens: list[Token], place: int) -> tuple[str | None, str, int]:
    """Schema and name at a place, and the place behind them; IF NOT EXISTS and ONLY are passed over."""
    while place < len(tokens) and tokens[place].key in ("if", "not", "exists", "only"):
        place += 1
    parts: list[str] = []
    while place < len(tokens) and tokens[place].kind == "word":
        parts.append(tokens[place].text)
        place += 1
        if place >= len(tokens) or tokens[place].key != ".":
            break
        place += 1
    if not parts:
        return None, "", place
    return (parts[-2] if len(parts) > 1 else None), parts[-1], place


def _create(tokens: list[Token], place: int, tables: Tables) -> None:
    schema, name, place = _name(tokens, place)
    body, after = inside(tokens, place)
    if not name or not body or len(tables) >= MAX_TABLES:
        return  # CREATE TABLE … AS SELECT says nothing of its columns
    table = tables.setdefault(name.lower(), Table(name, schema))
    for entry in groups(body):
        _entry(entry, table)
    for index, token in enumerate(tokens[after:], start=after):
        if token.key == "comment":
            table.comment = next((t.text for t in tokens[index:] if t.kind == "text"), None)


def _entry(entry: list[Token], table: Table) -> None:
    """A column, or a constraint, of a table."""
    if entry[0].key in _CONSTRAINTS and not _is_column_named_so(entry):
        _constraint(entry, table)
        return
    if entry[0].kind != "word" or len(table.columns) >= MAX_TABLES:
        return
    column = Column(entry[0].text)
    table.columns[column.name.lower()] = column
    place = 1
    while place < len(entry) and not _ends_type(entry, place):
        place += 1
    column.type = _type(entry[1:place])
    _column_constraints(entry[place:], column, table)


def _ends_type(entry: list[Token], place: int) -> bool:
    """Whether what follows a type begins here: CHARACTER SET does, CHARACTER VARYING is a type."""
    key = entry[place].key
    if key == "character":
        return place > 1 and entry[place + 1 : place + 2] != [] and entry[place + 1].key == "set"
    return key in _AFTER_TYPE


def _is_column_named_so(entry: list[Token]) -> bool:
    """A column may be called `key`, `index` or `period`: then a type follows, no name or parenthesis."""
    types = (
        "varchar",
        "text",
        "int",
        "integer",
        "bigint",
        "char",
        "date",
        "timestamp",
        "uuid",
        "boolean",
        "jsonb",
    )
    return entry[0].key in ("key", "index", "period", "like") and len(entry) > 1 and entry[1].key in types


def _type(tokens: list[Token]) -> str | None:
    """A type as written: `numeric(10,2)`, `timestamp with time zone`, `int[]`."""
    text = ""
    for token in tokens:
        tight = token.key in ("(", ")", ",", "[", "]", ".") or text.endswith(("(", ",", "[", "."))
        text += token.text if tight or not text else f" {token.text}"
    return text[:60] or None


def _column_constraints(tokens: list[Token], column: Column, table: Table) -> None:
    key = column.name.lower()
    for place, token in enumerate(tokens):
        before = tokens[place - 1].key if place else ""
        if token.key == "null":
            column.nullable = before != "not" if before != "default" else column.nullable
        elif token.key == "primary":
            table.primary.append(key)
        elif token.key == "unique":
            table.unique.append([key])
        elif token.key == "references":
            _, name, _ = _name(tokens, place + 1)
            table.foreign.append(ForeignKey([key], name))
        elif token.key == "comment":
            column.comment = next((t.text for t in tokens[place:] if t.kind == "text"), None)


def _constraint(entry: list[Token], table: Table) -> None:
    """PRIMARY KEY (…), UNIQUE (…) or FOREIGN KEY (…) REFERENCES …, with or without a name."""
    keys = [token.key for token in entry]
    opening = next((place for place, key in enumerate(keys) if key == "("), len(entry))
    columns = [
        name.lower() for name in words(inside(entry, opening)[0]) if name.lower() not in ("asc", "desc")
    ]
    head = keys[:opening]
    if "primary" in head:
        table.primary = columns
    elif "foreign" in head and "references" in keys:
        _, name, _ = _name(entry, keys.index("references") + 1)
        table.foreign.append(ForeignKey(columns, name))
    elif "unique" in head:
        table.unique.append(columns)


def _alter(tokens: list[Token], tables: Tables) -> None:
    _, name, place = _name(tokens, 2)
    table = tables.get(name.lower())
    if table is None:
        return
    for action in groups(tokens[place:]):
        if action[0].key != "add":
            continue
        rest = action[1:]
        if rest and rest[0].key == "column":
            rest = rest[1:]
        if rest and rest[0].key == "(":
            for entry in groups(inside(rest, 0)[0]):
                _entry(entry, table)
        elif rest:
            _entry(rest, table)


def _unique_index(tokens: list[Token], tables: Tables) -> None:
    keys = [token.key for token in tokens]
    if "on" not in keys or "where" in keys:
        return  # a partial index lets other rows repeat
    _, name, place = _name(tokens, keys.index("on") + 1)
    opening = next((at for at in range(place, len(keys)) if keys[at] == "("), len(keys))
    columns = [word.lower() for word in words(inside(tokens, opening)[0])]
    if name.lower() in tables:
        tables[name.lower()].unique.append(columns)


def _comment(tokens: list[Token], tables: Tables) -> None:
    """COMMENT ON TABLE … IS '…' and COMMENT ON COLUMN table.column IS '…'."""
    text = tokens[-1].text if tokens[-1].kind == "text" else None
    names = words(tokens[3:-1])
    if len(tokens) < 5 or text is None:
        return
    names = [name for name in names if name.lower() != "is"]
    if tokens[2].key == "table" and names and names[-1].lower() in tables:
        tables[names[-1].lower()].comment = text
    elif tokens[2].key == "column" and len(names) > 1 and names[-2].lower() in tables:
        column = tables[names[-2].lower()].columns.get(names[-1].lower())
        if column is not None:
            column.comment = text
