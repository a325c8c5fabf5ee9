"""Finds the table of a grammar: shipped in a wheel; in a checkout made when the grammar is newer."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from diagramc.frontends.lalr.driver import Grammar

_PACKAGE = Path(__file__).resolve().parents[2]
TABLES = _PACKAGE / "tables"
"""Where tables are: written by the build hook into the package."""
GRAMMARS = _PACKAGE.parent / "grammars"
"""Where the grammars are in a checkout; an installed diagramc has none."""


@cache
def load_grammar(name: str) -> Grammar:
    """The grammar `grammars/<name>.lark`, from its table. FileNotFoundError when the installation is broken.

    In a checkout a missing or older table is made first, which needs lark.
    """
    table = TABLES / f"{name}.json"
    grammar = GRAMMARS / f"{name}.lark"
    if _is_older(table, grammar):
        from diagramc.frontends.lalr.build import write_table

        write_table(table, grammar, GRAMMARS)
    return Grammar(name, msgspec.json.decode(table.read_bytes()))


def _is_older(table: Path, grammar: Path) -> bool:
    try:
        sources = (grammar, grammar.parent / "common.lark", GRAMMARS / "common.lark")
        changed = [path.stat().st_mtime_ns for path in sources if path.exists()]
    except OSError:
        return False
    if not grammar.exists():
        return False
    try:
        return table.stat().st_mtime_ns < max(changed)
    except OSError:
        return True
