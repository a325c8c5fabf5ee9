"""Commands that remove, rename, connect, move, group and restyle."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from diagramc.editing.sentences.clauses import Clause
from diagramc.editing.sentences.counting import counted
from diagramc.editing.sentences.flows import cut, relabelled, reversed_, swapped
from diagramc.editing.sentences.joining import connected, related
from diagramc.editing.sentences.looks import direction, promoted, restyled, title
from diagramc.editing.sentences.patterns import Found
from diagramc.editing.sentences.placing import moved, put_together, wrapped
from diagramc.editing.sentences.removing import bypass, disconnect, remove, ungroup
from diagramc.editing.sentences.renaming import changed, rename
from diagramc.ir.base import Diagram


def read(diagram: Diagram, clause: Clause, last: str | None) -> Found | None:
    """The steps of a command; None when it is none that is known."""
    for reader in _READERS:
        found: Found | None = reader(diagram, clause, last)
        if found is not None:
            return found
    return None


_READERS: tuple[Callable[[Diagram, Clause, str | None], Any], ...] = (
    cut,
    swapped,
    reversed_,
    relabelled,
    remove,
    bypass,
    ungroup,
    title,
    direction,
    rename,
    disconnect,
    wrapped,
    counted,
    connected,
    put_together,
    moved,
    related,
    promoted,
    restyled,
    changed,
)
"""What is tried, in this order."""
