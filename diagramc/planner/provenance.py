"""Where a planned diagram comes from, said in the diagram itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from diagramc.ir.base import Diagram, Provenance

if TYPE_CHECKING:
    from diagramc.planner.context import Context

D = TypeVar("D", bound=Diagram)


def signed(diagram: D, prompt: str, type: str | None, contexts: Sequence[Context] = ()) -> D:
    """The diagram with the hash of what was asked, and the names of the context files, beside what its planner has noted."""
    from diagramc.integrations.lock import lock_key

    digest = ""
    if contexts:
        from diagramc.planner.context import digest_of

        digest = digest_of(contexts)
    origin = diagram.provenance or Provenance(prompt=prompt)
    names = tuple(context.name for context in contexts)
    return replace(diagram, provenance=replace(origin, hash=lock_key(prompt, type, digest), context=names))
