"""Commands that add lines and messages."""

from __future__ import annotations

import re
from typing import Any

from diagramc.editing.patch import Connect
from diagramc.editing.sentences.clauses import QUOTE, VERBS, Clause
from diagramc.editing.sentences.patterns import LINE_NOUNS, SAYING, Found, message, target
from diagramc.editing.sentences.words import LINES
from diagramc.ir.base import Diagram
from diagramc.ir.sequence import Sequence


def arrow(diagram: Diagram, clause: Clause) -> Found | None:
    """`A -> B: label`."""
    found = re.fullmatch(r"(.+?)\s*(-+>+|=+>|→)\s*(.+?)(?:\s*:\s*(.+))?", clause.text, re.DOTALL)
    if found is None or re.match(rf"(?:{'|'.join(VERBS)})\b", clause.text, re.IGNORECASE):
        return None
    source, end = target(diagram, clause, found[1], None), target(diagram, clause, found[3], None)
    return Found([connect(diagram, source, end, clause.said(found[4]) if found[4] else None)], end)


def connect(diagram: Diagram, source: str, end: str, label: str | None, **more: Any) -> Connect:
    """The step for a new line."""
    return Connect(source=source, target=end, label=label or None, **more)


def link(diagram: Diagram, clause: Clause, rest: str, last: str | None) -> Found | None:
    """`a message 'x' from A to B after 'y'`, `an arrow from A to B labelled 'x'`."""
    head = re.match(rf"(?:an?|the|another)?\s*({LINE_NOUNS})\b\s*", rest, re.IGNORECASE)
    if head is None:
        return None
    noun = head[1].casefold()
    body = rest[head.end() :]
    ends = re.search(
        r"(?:\bfrom\b|\bbetween\b)\s+(.+?)\s+(?:to|and)\s+(.+)$", body, re.IGNORECASE | re.DOTALL
    )
    if ends is None:
        return None
    before = body[: ends.start()]
    label = re.sub(rf"^{SAYING}\s*|^,", "", before.strip(), flags=re.IGNORECASE).strip(" ,")
    tail = ends[2]
    anchors: dict[str, str] = {}
    if isinstance(diagram, Sequence):
        moment = re.search(r"\s+(after|before)\s+(.+)$", tail, re.IGNORECASE | re.DOTALL)
        if moment is not None and not re.search(rf"\s{SAYING}\s", moment[2], re.IGNORECASE):
            anchors[moment[1].lower()] = message(diagram, clause, moment[2])
            tail = tail[: moment.start()]
    said = re.search(rf"\s+{SAYING}\s+(.+)$|\s*:\s*(.+)$|\s+({QUOTE})\s*$", tail, re.IGNORECASE | re.DOTALL)
    if said is not None:
        label = next(filter(None, said.groups()))
        tail = tail[: said.start()]
        moment = re.search(r"\s+(after|before)\s+(.+)$", label, re.IGNORECASE | re.DOTALL)
        if moment is not None and isinstance(diagram, Sequence):
            anchors[moment[1].lower()] = message(diagram, clause, moment[2])
            label = label[: moment.start()]
    source, end = target(diagram, clause, ends[1], last), target(diagram, clause, tail, last)
    more: dict[str, Any] = dict(anchors)
    if isinstance(diagram, Sequence):
        if noun.endswith(("reply", "response")):
            more["kind"] = "reply"
    elif diagram.type == "class":
        if noun.endswith("dependency"):
            more["kind"] = "dependency"
    else:
        styled = [line for word, line in LINES.items() if word in noun.split()]
        more |= {"line": styled[0]} if styled else {}
    return Found([connect(diagram, source, end, clause.said(label) if label else None, **more)], end)
