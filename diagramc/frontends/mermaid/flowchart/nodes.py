"""Nodes of a flowchart: their ids, texts and properties."""

from __future__ import annotations

import re

from diagramc.diagnostics import Severity, suggest
from diagramc.frontends.lalr import Token
from diagramc.frontends.mermaid.flowchart.drafts import NodeDraft
from diagramc.frontends.mermaid.flowchart.shapes import FORMS, NAMES, Look
from diagramc.frontends.mermaid.properties import Property
from diagramc.frontends.mermaid.rich import inside, rich
from diagramc.frontends.source import Source
from diagramc.ir.base import Label

_RESERVED = re.compile(
    r"(?:end|graph|flowchart|swimlane-beta|subgraph|style|linkStyle|classDef|class|interpolate|_self|_blank|_parent|_top)\b(?!\w)"
)
"""What Mermaid reads as a keyword wherever a name begins with it."""
_ICON = re.compile(r"\s*(fa[bklrsd]?):fa-([\w-]+)\s*")
_KEPT = frozenset({"shape", "label", "icon", "form"})
_QUIET = frozenset({"labelType", "pos", "w", "h", "constraint"})
"""Properties of a node that say how an icon or picture is placed."""


_MEANT = {
    "parallelogram": "lean-r",
    "ellipse": "stadium",
    "oval": "stadium",
    "square": "rect",
    "box": "rect",
    "rhombus": "diam",
    "note": "notch-rect",
    "actor": "person",
    "user": "person",
    "queue": "h-cyl",
    "storage": "bow-rect",
    "end": "stop",
}
"""What other tools call Mermaid's shapes."""


def check_name(source: Source, name: Token) -> None:
    """Report an id that Mermaid reads as a keyword."""
    match = _RESERVED.match(name)
    if match is None:
        return
    word = match[0]
    line = source.line(source.line_number(name.start))
    if word in ("flowchart", "graph") and re.match(rf"\s*{word}\s*(?:TB|TD|BT|LR|RL)?\s*$", line):
        hint = "put each diagram in a text of its own"
        source.report("parse.syntax", "a second diagram begins here", name.start, name.end, hint=hint)
        return
    if name == "end" and line.strip(" \t;") == "end":
        source.report(
            "parse.syntax",
            "this `end` closes no subgraph",
            name.start,
            name.end,
            hint="remove it, or begin a `subgraph` above",
        )
        return
    hint = f"give it another id, and the word as its text: `{word}_[{word}]`"
    if word == "end":
        hint = "write `End`, or give it another id and the word as its text: `e[end]`"
    message = f"the id `{name}` is a keyword of Mermaid"
    if name != word:
        message = f"the id `{name}` begins with the keyword `{word}`"
    source.report("parse.syntax", message, name.start, name.end, hint=hint)


def set_label(source: Source, draft: NodeDraft, text: Token) -> None:
    """Give a node its text, and the icon that stands at the beginning of it."""
    said, markdown = inside(text)
    icon = _ICON.match(said)
    if icon is not None:
        draft.icon = icon[2] if icon[1] == "fa" else f"{icon[1]}:{icon[2]}"
        said = said[icon.end() :]
    draft.label = _label(source, said, markdown, text)


def label(source: Source, text: Token) -> Label:
    """What a text of the diagram says."""
    return _label(source, *inside(text), text)


def _label(source: Source, said: str, markdown: bool, text: Token) -> Label:
    for more in _ICON.finditer(said):
        leave_out(source, f"the icon `{more[0].strip()}` within a text", text.start, text.end)
    if "<img" in said:
        leave_out(source, "a picture within a text", text.start, text.end)
    if "$$" in said:
        leave_out(source, "a formula", text.start, text.end)
        # Its backslashes are no line breaks.
        said = said.replace("\\n", "\\\u200bn")
    return rich(_ICON.sub(" ", said), markdown=markdown)


def set_properties(source: Source, draft: NodeDraft, given: dict[str, Property]) -> None:
    """Give a node what its `@{ … }` says."""
    if "shape" in given:
        draft.look = _named_look(source, given["shape"])
    if "icon" in given:
        pack, _, name = given["icon"].text.rpartition(":")
        name = name.removeprefix("fa-")
        draft.icon = name if pack in ("", "fa") else f"{pack}:{name}"
        draft.look = FORMS.get(given["form"].text if "form" in given else "", draft.look)
        if draft.label is None:
            draft.label = ""
    if "label" in given:
        text = given["label"].text
        markdown = not (text.startswith("`") and text.endswith("`") and len(text) > 1)
        draft.label = rich(text if markdown else text[1:-1], markdown=True)
    for key, value in given.items():
        if key not in _KEPT and not (key in _QUIET and ("icon" in given or "img" in given)):
            leave_out(source, f"`{key}` of a node", value.start, value.end)


def _named_look(source: Source, given: Property) -> Look:
    look = NAMES.get(given.text)
    if look is None:
        close = _MEANT.get(given.text.lower()) or suggest(given.text, NAMES)
        source.report(
            "parse.syntax",
            f"there is no shape `{given.text}`",
            given.start,
            given.end,
            expected=None if close else "a shape such as rect, rounded, diam, cyl or doc",
            hint=f"did you mean `{close}`?" if close else None,
        )
        return Look()
    return look


def leave_out(source: Source, what: str, start: int, end: int) -> None:
    """Report what the IR has no place for."""
    message = f"{what} has no place in the diagram's typed form"
    source.report("parse.ignored", message, start, end, severity=Severity.INFO)
