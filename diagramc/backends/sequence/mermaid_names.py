"""Which ids of participants Mermaid's sequence diagrams take as they are."""

from __future__ import annotations

import re
from collections.abc import Iterable

from diagramc.ir.sequence import Participant
from diagramc.targets.base import Escaped
from diagramc.targets.mermaid.names import ids

_KEYWORDS = (
    r"sequenceDiagram|participant|actor|create|destroy|box|autonumber|off|activate|deactivate|note|over|loop|rect|opt|alt|else|par"
    r"|par_over|and|critical|option|break|end|links?|properties|details|title|accTitle|accDescr|left of|right of"
)
_WORD = r"(?:[^\W_]|[^\x00-\x7f\s])(?:[\w.'&!?*]|[^\x00-\x7f\s])*(?:/[\w.]+)*"
_NAME = re.compile(
    # Words, of which none reads as a keyword, and hyphens that begin no arrow.
    rf"(?!(?:{_KEYWORDS})\b)(?![0-9.]+ ){_WORD}(?:(?: (?!as )|-(?![xX-])){_WORD})*",
    re.IGNORECASE,
)


def participant_ids(participants: Iterable[Participant]) -> dict[str, Escaped]:
    """A Mermaid id for each id of a participant: the id itself where it can stand in a message."""
    labels = {participant.id: participant.label for participant in participants}

    def keeps(id: str) -> bool:
        # An id with blanks in it takes no label.
        return bool(_NAME.fullmatch(id)) and id.isprintable() and (" " not in id or labels[id] in (None, id))

    return ids(labels, keeps=keeps)
