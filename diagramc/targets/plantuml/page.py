"""What surrounds every diagram: title, caption, style sheet, notes that have no place, and what PlantUML never says."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from diagramc.backends.base import Features
from diagramc.ir.base import Diagram, Label, Node, Note, label_of, plain
from diagramc.targets.base import Escaped, fill
from diagramc.targets.plantuml.style import Stylesheet
from diagramc.targets.plantuml.text import BLANK, comment, escape, text, text_lines

UNSUPPORTED: Features = {
    "Link.new_window": "that a link opens a new window",
}
"""What PlantUML cannot say in any diagram type."""


def page(diagram: Diagram, template: str, sheet: Stylesheet, **values: Any) -> str:
    """Fill a type's template; `base.puml.j2` prints what all types have, the rest is in `values`."""
    return fill(
        "plantuml",
        template,
        title=_heading(diagram.title),
        caption=_heading(diagram.caption),
        comments=comment(diagram.description),
        rules=sheet.rules,
        hidden=sheet.hidden,
        **values,
    )


def _heading(label: Label | None) -> Escaped | None:
    """A title or caption; PlantUML takes none without a letter or digit in its source."""
    if label is None:
        return None
    said = text(label)
    return said if re.search(r"[^\W_]", said) else Escaped(said + BLANK)


def approximations(diagram: str) -> Features:
    """What every diagram type says in a lesser form; `diagram` is the name of the IR class."""
    return {f"{diagram}.description": "a comment for the description of a diagram"}


def legend(notes: Iterable[Note], nodes: Iterable[Node]) -> list[Escaped]:
    """Notes as lines of a legend, each after the names of what it is about."""
    labels: dict[str, Label] = {node.id: label_of(node) for node in nodes}
    lines: list[Escaped] = []
    for note in notes:
        about = ", ".join(" ".join(plain(labels.get(id, id)).split()) for id in note.targets)
        first, *rest = text_lines(note.text)
        lines.append(Escaped(f"<b>{escape(about)}</b>: {first}" if about.strip() else first))
        lines.extend(rest)
    return lines
