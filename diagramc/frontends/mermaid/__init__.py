"""Mermaid 12 text to the IR: what surrounds a diagram, its kind, and the reader of that kind's own language."""

from __future__ import annotations

import re
from importlib import import_module
from typing import cast

from diagramc.diagnostics import Diagnostic, suggest
from diagramc.frontends.source import Source, open_source
from diagramc.ir.base import Diagram

_READERS = {
    "flowchart": "flowchart",
    "flowchart-elk": "flowchart",
    "graph": "flowchart",
    "swimlane-beta": "flowchart",
    "sequenceDiagram": "sequence",
    "classDiagram": "class_",
    "classDiagram-v2": "class_",
    "erDiagram": "er",
    "mindmap": "mindmap",
    "timeline": "timeline",
    "architecture-beta": "architecture",
    "C4Context": "c4",
    "C4Container": "c4",
    "C4Component": "c4",
    "C4Dynamic": "c4",
    "C4Deployment": "c4",
}
"""The first word of each kind of diagram that is read, and its module in this package."""
_UNSUPPORTED = {
    "stateDiagram": "state diagram",
    "stateDiagram-v2": "state diagram",
    "gantt": "Gantt chart",
    "pie": "pie chart",
    "gitGraph": "Git graph",
    "journey": "user journey",
    "quadrantChart": "quadrant chart",
    "requirementDiagram": "requirement diagram",
    "requirement": "requirement diagram",
    "sankey": "Sankey diagram",
    "sankey-beta": "Sankey diagram",
    "xychart": "XY chart",
    "xychart-beta": "XY chart",
    "block": "block diagram",
    "block-beta": "block diagram",
    "packet": "packet diagram",
    "packet-beta": "packet diagram",
    "kanban": "Kanban board",
    "radar-beta": "radar chart",
    "treemap": "treemap",
    "treemap-beta": "treemap",
    "treeView-beta": "tree view",
    "venn-beta": "Venn diagram",
    "ishikawa": "Ishikawa diagram",
    "ishikawa-beta": "Ishikawa diagram",
    "wardley-beta": "Wardley map",
    "cynefin-beta": "Cynefin framework",
    "eventmodeling": "event model",
    "usecase-beta": "use case diagram",
    "agentflow-beta": "agent flow",
    "railroad-beta": "railroad diagram",
    "railroad-abnf-beta": "railroad diagram",
    "railroad-ebnf-beta": "railroad diagram",
    "railroad-peg-beta": "railroad diagram",
    "zenuml": "ZenUML sequence diagram",
    "info": "info diagram",
}
"""The first word of each kind that has no place among the eight types, and what people call it."""
KINDS = (*_READERS, *_UNSUPPORTED)
"""The first word of each kind of diagram."""
_WITHOUT_ACCESSIBILITY = ("mindmap",)


def read(
    data: str | bytes, file: str, *, type: str | None = None, source: Source | None = None
) -> tuple[Diagram | None, tuple[Diagnostic, ...]]:
    """The diagram that a Mermaid text says, or None and every problem that it has, each with its place.

    `source` stands in for `data` when the text is part of a file. `type` changes nothing: Mermaid's texts name their kind.
    """
    if source is None:
        source, sound = open_source(data, file, code="parse")
        if not sound:
            return None, source.diagnostics()
    diagram = _read(source)
    return (None if source.failed else diagram), source.diagnostics()


def _read(source: Source) -> Diagram | None:
    from diagramc.frontends.mermaid.preamble import Body, finish, prepare, read_accessibility

    body: Body = prepare(source)
    module = _module(body)
    if module is None:
        return None
    if module not in _WITHOUT_ACCESSIBILITY:
        read_accessibility(body)
    finish(body, hashes_are_colors=module == "flowchart")
    diagram = cast("Diagram | None", import_module(f"diagramc.frontends.mermaid.{module}").read(body))
    if diagram is None or body.failed:
        return None
    return _titled(body, diagram)


def _module(body: Source) -> str | None:
    """The module that reads the text's kind of diagram; None, and a problem, when there is none."""
    match = re.compile(r"\s*([A-Za-z][\w-]*)?").match(body.text)
    word, start = (match[1] or "", match.start(1)) if match else ("", 0)
    if word in _READERS:
        return _READERS[word]
    if word in _UNSUPPORTED:
        message = f"a {_UNSUPPORTED[word]} (`{word}`) is none of the eight diagram types"
        body.report("parse.unsupported-kind", message, start, start + len(word))
        return None
    if not body.text.strip():
        body.report("parse.empty", "there is no diagram in the text", 0)
        return None
    from diagramc.frontends.base import fence_mark

    mark = fence_mark(body.text)
    if mark is not None:
        body.report("parse.syntax", mark.message, mark.start, mark.end, hint=mark.hint)
        return None
    at = start if word else len(body.text) - len(body.text.lstrip())
    close = suggest(word, [*_READERS, *_UNSUPPORTED]) if word else None
    shown = word or body.text[at : at + 20].split("\n")[0]
    body.report(
        "parse.syntax",
        f"`{shown}` is no kind of Mermaid diagram",
        at,
        at + len(shown),
        expected="a first line such as `flowchart TD`, `sequenceDiagram` or `mindmap`",
        hint=f"did you mean `{close}`?" if close else None,
    )
    return None


def _titled(body: Source, diagram: Diagram) -> Diagram:
    """The diagram with the title and description of its surroundings, where it has none of its own."""
    from msgspec.structs import replace

    from diagramc.frontends.mermaid.preamble import Body

    assert isinstance(body, Body)
    title = diagram.title if diagram.title is not None else body.title or body.acc_title
    description = body.description if diagram.description is None else diagram.description
    return replace(diagram, title=title, description=description)
