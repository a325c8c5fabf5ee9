"""Tables as a script defines them."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Column:
    """A column. `type` as written, `None` where the dialect needs none."""

    name: str
    type: str | None = None
    nullable: bool | None = None
    comment: str | None = None


@dataclass(slots=True)
class ForeignKey:
    """Columns that hold the key of another table."""

    columns: list[str]
    table: str


@dataclass(slots=True)
class Table:
    """A table; names of columns in small letters are the keys of `columns`."""

    name: str
    schema: str | None = None
    columns: dict[str, Column] = field(default_factory=dict)
    primary: list[str] = field(default_factory=list)
    unique: list[list[str]] = field(default_factory=list)
    foreign: list[ForeignKey] = field(default_factory=list)
    comment: str | None = None

    def is_unique(self, columns: list[str]) -> bool:
        """Whether no two rows share these columns."""
        wanted = sorted(columns)
        return any(sorted(key) == wanted for key in (self.primary, *self.unique) if key)
