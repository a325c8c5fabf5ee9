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
_CHARACTER = r"[^\s/\\+()<>:,;#%@-]"
_WORD = rf"{_CHARACTER}(?:{_CHARACTER}|\((?!\))|\)|/(?![/|-]))*"
_LATER = rf"(?:\((?!\)))?{_WORD}"
"""A word behind a blank may begin with a parenthesis."""
_HYPHENATED = rf"{_WORD}(?:-(?![xX-]){_WORD})*"
_LATER_HYPHENATED = rf"{_LATER}(?:-(?![xX-]){_WORD})*"
_NAME = re.compile(
    # Words, of which none reads as a keyword or a formula, and hyphens that begin no arrow. Behind the first blank `as` begins a label.
    rf"(?!(?:{_KEYWORDS})\b)(?![0-9.]+ )(?!.*\$\$){_HYPHENATED}(?: +(?!as ){_LATER_HYPHENATED}(?: +{_LATER_HYPHENATED})*)?",
    re.IGNORECASE,
)


def participant_ids(participants: Iterable[Participant], *, circles: bool = False) -> dict[str, Escaped]:
    """A Mermaid id for each id of a participant: the id itself where it can stand in a message.

    With `circles`, arrows of the diagram end in `()`, which a name with a slash or a parenthesis in it would take in.
    """
    found = {participant.id: participant for participant in participants}

    def keeps(id: str) -> bool:
        participant = found[id]
        # An id with blanks in it takes neither label nor properties.
        bare = participant.label in (None, id) and participant.kind in ("participant", "actor")
        if circles and not {"/", "(", ")"}.isdisjoint(id):
            return False
        return bool(_NAME.fullmatch(id)) and id.isprintable() and (bare or " " not in id)

    return ids(found, keeps=keeps)
