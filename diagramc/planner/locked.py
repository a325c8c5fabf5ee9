"""Plans that are kept in a lock file, the same that docs builds write, so that the same prompt is never planned twice."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from diagramc.files import write_atomically
from diagramc.integrations.lock import read_lock
from diagramc.ir.base import Diagram, Provenance
from diagramc.planner.context import Context, digest_of
from diagramc.planner.provenance import signed


def kept(path: Path, prompt: str, type: str | None, contexts: Sequence[Context]) -> Diagram | None:
    """What the lock has for a prompt, a type and context files, as it was when it was planned. Raises SourceError for a broken lock."""
    found = read_lock(path).get(prompt, type, digest_of(contexts))
    if found is None:
        return None
    origin = found.provenance or Provenance()
    return signed(replace(found, provenance=replace(origin, prompt=prompt)), prompt, type, contexts)


def keep(path: Path, prompt: str, type: str | None, contexts: Sequence[Context], diagram: Diagram) -> None:
    """Add a plan to the lock. Raises OutputError when it cannot be written."""
    lock = read_lock(path)  # again: planning takes a while, and others may have planned
    lock.put(prompt, type, diagram, digest_of(contexts))
    write_atomically(path, lock.write().encode())
