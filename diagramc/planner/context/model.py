"""A file beside a prompt, and which language it is in."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import Literal

import msgspec

Language = Literal["sql", "compose", "openapi", "terraform", "python", "markdown", "text"]

_ENDINGS: dict[str, Language] = {
    "sql": "sql",
    "ddl": "sql",
    "tf": "terraform",
    "py": "python",
    "pyi": "python",
    "md": "markdown",
    "markdown": "markdown",
}
_COMPOSE = re.compile(r"^[ \t]{0,2}[\"']?services[\"']?[ \t]*:", re.MULTILINE)
_OPENAPI = re.compile(r"^[ \t{]{0,4}[\"']?(?:openapi|swagger)[\"']?[ \t]*:", re.MULTILINE)
_SQL = re.compile(
    r"^\s*CREATE\s+(?:(?:TEMP|TEMPORARY|UNLOGGED|OR\s+REPLACE)\s+)*TABLE\b", re.MULTILINE | re.IGNORECASE
)
HEAD = 20_000
"""How many characters tell the language."""


class Context(msgspec.Struct, frozen=True):
    """A file beside a prompt: its name without folders, its language and its text."""

    name: str
    language: Language
    text: str


def language_of(name: str, text: str) -> Language:
    """The language of a file, by its ending, else by what it declares."""
    known = _ENDINGS.get(name.rpartition(".")[2].lower())
    if known is not None:
        return known
    head = text[:HEAD]
    if _OPENAPI.search(head):
        return "openapi"
    if _COMPOSE.search(head) and (name.lower().endswith((".yml", ".yaml", ".json")) or "image" in head):
        return "compose"
    return "sql" if _SQL.search(head) else "text"


def digest_of(contexts: Sequence[Context]) -> str:
    """A hash of names and contents, 16 hex digits; "" for none."""
    if not contexts:
        return ""
    whole = hashlib.sha256()
    for context in contexts:
        whole.update(f"{len(context.name)}:{context.name}{len(context.text)}:{context.text}".encode())
    return whole.hexdigest()[:16]
