"""Which ids of entities and schemas Mermaid takes as they are."""

from __future__ import annotations

import re
from collections.abc import Iterable

from diagramc.ir.base import Group, Node
from diagramc.targets.base import Escaped
from diagramc.targets.mermaid.names import ids

_KEYWORDS = (
    r"style|classDef|class|subgraph|end|one|many|only|zero|to|optionally|u|o|direction|accTitle|accDescr|title|erDiagram"
    r"|constructor|hasOwnProperty|prototype|toString|valueOf|__proto__"
)
_PLAIN = re.compile(rf"(?!(?:{_KEYWORDS})\b)[A-Za-z_]\w*(?:-\w+)*", re.ASCII | re.IGNORECASE)
_IN_QUOTES = re.compile(
    r"(?!.*direction\s+(?:TB|TD|BT|LR|RL))(?!\s)(?:#(?!\w+;)|[^\"%\\#<>\x00-\x1f])+(?<!\s)"
)


def entity_ids(elements: Iterable[Node | Group]) -> dict[str, Escaped]:
    """A Mermaid id for each id: the id itself, in quotes where it is no plain word."""
    found = list(elements)
    # Statements about looks take no quotes, and only an entity can say in its declaration what it wears.
    quoted = {
        item.id
        for item in found
        if not item.style and (isinstance(item, Node) or not item.classes) and _IN_QUOTES.fullmatch(item.id)
    }
    names = ids((item.id for item in found), keeps=lambda id: bool(_PLAIN.fullmatch(id)) or id in quoted)
    return {
        id: name if name != id or _PLAIN.fullmatch(id) else Escaped(f'"{name}"') for id, name in names.items()
    }
