"""New edges and messages in a text."""

from __future__ import annotations

from collections.abc import Iterator

from diagramc.editing.elements import (
    edges_of,
    messages_of,
)
from diagramc.editing.patch import Connect
from diagramc.editing.splice.adding import changed_edges, sequence
from diagramc.editing.splice.manner import edge_variants
from diagramc.editing.splice.places import (
    Place,
    edge_places,
    end_places,
    inserted,
)
from diagramc.editing.splice.text import Text
from diagramc.ir.base import Diagram
from diagramc.ir.sequence import Sequence

Lines = list[str]


def connect(text: Text, step: Connect, expected: Diagram) -> Iterator[Lines]:
    """Texts with the new edge or message."""
    if isinstance(expected, Sequence):
        yield from _message(text, step, expected)
        return
    if text.type == "org-chart":
        return
    _, new = changed_edges(text.diagram, expected)
    if not new:
        new = [edges_of(expected)[-1]]
    for variant in edge_variants(text, new[0], expected, {}):
        for place in edge_places(text, new[0].source, new[0].target):
            yield inserted(text.lines, place, variant)


def _message(text: Text, step: Connect, expected: Sequence) -> Iterator[Lines]:
    before = sequence(text)
    old = list(messages_of(before))
    new = next((m for m in messages_of(expected) if not any(m is o or m == o for o in old)), None)
    if new is None:
        new = list(messages_of(expected))[-1]
    variants = list(edge_variants(text, new, expected, {}))
    near = step.after or step.before
    places: list[Place] = []
    if near is not None:
        from diagramc.editing.apply.sequence import find_message

        line = text.line_of(find_message(before, near))
        if line is not None:
            places.append(Place(line + (1 if step.after else 0), text.indent(line)))
    places += end_places(text)
    for place in places:
        for variant in variants:
            yield inserted(text.lines, place, variant)
