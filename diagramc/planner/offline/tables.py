"""Markdown tables, said as the lines that a person would have written instead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from diagramc.planner.offline.notation import Line

_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?")
_FROM = frozenset(["from", "source", "sender", "caller", "producer", "client"])
_TO = frozenset(["to", "target", "destination", "receiver", "callee", "consumer"])
_ABOVE = frozenset(["reports to", "manager", "boss", "supervisor", "reports", "line manager", "parent"])
_PARTS = frozenset(["columns", "attributes", "fields", "properties", "members"])


def without_tables(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines with each table row as a line of its own: "a -> b: label", "name, title, reports to x", "name (a, b)" or "a: b"."""
    header: list[str] | None = None
    waiting: Line | None = None
    for line in lines:
        if not _is_row(line.text):
            header = None
            if waiting is not None:
                yield waiting
            waiting = None
            yield line
        elif _RULE.fullmatch(line.text):
            header = _cells(waiting.text) if waiting is not None else []
            waiting = None
        elif header is None:
            if waiting is not None:
                yield waiting
            waiting = line
        elif said := _said(header, _cells(line.text)):
            yield line._replace(text=said, marker="")
    if waiting is not None:
        yield waiting


def _is_row(text: str) -> bool:
    return text.startswith("|") and text.endswith("|") and len(text) > 2


def _cells(text: str) -> list[str]:
    return [cell.strip().strip("*`_").strip() for cell in text.strip().strip("|").split("|")]


def _said(header: list[str], cells: list[str]) -> str:
    """A row in words."""
    names = [name.lower() for name in header]
    by_name = {name: cell for name, cell in zip(names, cells, strict=False) if cell}
    source, target = _column(by_name, _FROM), _column(by_name, _TO)
    if source and target:
        rest = [cell for cell in cells if cell and cell not in (source, target)]
        return f"{source} -> {target}" + (f": {', '.join(rest)}" if rest else "")
    if any(name in _ABOVE for name in names):
        above = _column(by_name, _ABOVE)
        rest = [cell for name, cell in by_name.items() if name not in _ABOVE]
        return ", ".join(rest) + (f", reports to {above}" if above and above not in "-–—" else "")
    filled = [cell for cell in cells if cell]
    if len(names) > 1 and names[1] in _PARTS and len(filled) > 1:
        return f"{filled[0]} ({', '.join(filled[1:])})"
    return f"{filled[0]}: {', '.join(filled[1:])}" if len(filled) > 1 else "".join(filled)


def _column(by_name: dict[str, str], names: frozenset[str]) -> str | None:
    return next((cell for name, cell in by_name.items() if name in names), None)
