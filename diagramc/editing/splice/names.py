"""How elements are referred to in a text, and what a new one is called there."""

from __future__ import annotations

import re
from typing import Any

from diagramc.editing.elements import find_group, find_node
from diagramc.editing.splice.text import Text
from diagramc.ir.base import label_of, plain


def token(text: Text, id: str) -> str:
    """The form in which the text names an element: `[Data Base]`, `"Web App"`, or its id."""
    element = find_node(text.diagram, id) or find_group(text.diagram, id)
    if element is None:
        return new_token(text, id)
    if text.language == "dot":
        return dot_id(id)
    if text.language != "plantuml":
        return id
    whole = "\n".join(text.lines)
    if re.search(rf"\bas\s+{re.escape(id)}(?!\w)|\w\(\s*{re.escape(id)}\s*,", whole):
        return id
    # Where PlantUML's own source cannot have a word as an alias (`Order`), its id is another one that stands nowhere in the text.
    word = id.rstrip("_")
    alias = None if _has(whole, id) or not _has(whole, word) else word
    if alias is not None and re.search(rf"\bas\s+{re.escape(alias)}(?!\w)", whole):
        return alias
    shown = plain(label_of(element))
    for form in (f"[{shown}]", f"({shown})", f":{shown}:", f'"{shown}"'):
        if form in whole:
            return form
    return alias or id


def _has(whole: str, word: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", whole) is not None


def new_token(text: Text, id: str) -> str:
    """The name of a new element: its id as far as the language takes it."""
    if text.language == "dot":
        return dot_id(id)
    if text.language == "plantuml":
        from diagramc.targets.plantuml.names import aliases

        return str(aliases([id])[id])
    from diagramc.targets.mermaid.names import flow_ids, ids

    return str((flow_ids if text.type == "flowchart" else ids)([id])[id])


def dot_id(id: str) -> str:
    """An id in DOT: as it is where that is a name, else in quotes."""
    from diagramc.targets.graphviz.names import RESERVED

    if re.fullmatch(r"[A-Za-z_]\w*", id, re.ASCII) and id.lower() not in RESERVED:
        return id
    return quoted(id)


def quoted(words: str) -> str:
    """Text as a double-quoted string of DOT."""
    import graphviz.quoting

    from diagramc.targets.graphviz import text as dot_text

    made: Any = graphviz.quoting.quote(dot_text(words, 10**6))
    return made if made.startswith('"') else f'"{made}"'
