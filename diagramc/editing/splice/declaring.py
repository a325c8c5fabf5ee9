"""Nodes declared where a change takes their only mention away, and participants whose order follows from messages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from diagramc.editing.elements import (
    find_node,
    messages_of,
    nodes_of,
)
from diagramc.editing.splice import scribe
from diagramc.editing.splice.manner import node_variants
from diagramc.editing.splice.names import token
from diagramc.editing.splice.places import Place, inserted
from diagramc.editing.splice.text import Text
from diagramc.ir.base import Diagram
from diagramc.ir.sequence import (
    Sequence,
)

Lines = list[str]


def with_declared(text: Text, texts: Iterator[Lines], expected: Diagram) -> Iterator[Lines]:
    """Each text, and after it one in which the nodes that no line names any more are declared."""
    for lines in texts:
        yield lines
        yield from _ends_declared(text, lines, expected)
        whole = Text("\n".join(lines), text.language, text.diagram)
        lost = [
            n
            for n in nodes_of(expected)
            if not whole.mentions(n.id) and not any(token(text, n.id) in line for line in lines)
        ]
        removed = next(
            (at for at, (a, b) in enumerate(zip(text.lines, lines, strict=False)) if a != b), len(lines)
        )
        for node in lost[:1]:
            for variant in node_variants(text, node, token(text, node.id), expected):
                made = lines
                for other in lost:
                    own = (
                        variant
                        if other is node
                        else next(node_variants(text, other, token(text, other.id), expected), [])
                    )
                    indent = text.indent(min(removed, len(text.lines) - 1))
                    made = inserted(made, Place(removed, indent), own)
                yield made


def _ends_declared(text: Text, lines: Lines, expected: Diagram) -> Iterator[Lines]:
    """The lines with those nodes declared whose first line is gone, though their name stands somewhere still."""
    kept = set(lines)
    gone = [
        n
        for n in nodes_of(expected)
        if (at := text.line_of(find_node(text.diagram, n.id))) is not None and text.lines[at] not in kept
    ]
    removed = next(
        (at for at, (a, b) in enumerate(zip(text.lines, lines, strict=False)) if a != b), len(lines)
    )
    made = lines
    for node in reversed(gone[:6]):
        own = next(node_variants(text, node, token(text, node.id), expected), [])
        made = inserted(made, Place(removed, text.indent(min(removed, len(text.lines) - 1))), own)
    if gone:
        yield made


def declared(text: Text, expected: Diagram, frames: dict[str, Lines]) -> Lines:
    """The lines with all participants declared before the first message, in order; `frames` are the first and last lines of boxes."""
    firsts = [at for m in messages_of(_sequence(text)) if (at := text.line_of(m)) is not None]
    if not firsts:
        return list(text.lines)
    first = min(firsts)
    made: Lines = []
    open_box: str | None = None
    for node in nodes_of(expected):
        at = text.line_of(find_node(text.diagram, node.id))
        if node.group != open_box and open_box in frames:
            made.append(frames[open_box][1])
        if node.group != open_box and node.group in frames:
            made.append(frames[node.group][0])
        open_box = node.group
        own = text.lines[at] if at is not None else ""
        if at is not None and at < first and re.match(r"\s*[a-z]+\s", own):
            made.append(own.strip())
        else:
            made += scribe.node_lines(expected, node, token(text, node.id), text.language)[0]
        if open_box in frames:
            made[-1] = text.unit + made[-1]
    if open_box in frames:
        made.append(frames[open_box][1])
    declarations = {at for n in nodes_of(text.diagram) if (at := text.line_of(n)) is not None and at < first}
    rest = [line for at, line in enumerate(text.lines) if at not in declarations]
    at = sum(other not in declarations for other in range(min(declarations, default=first)))
    return inserted(rest, Place(at, text.indent(first)), made)


def _sequence(text: Text) -> Sequence:
    assert isinstance(text.diagram, Sequence)
    return text.diagram


def declared_first(text: Text, lines: Lines, expected: Diagram, gone: dict[int, Lines]) -> Lines:
    """The lines with those participants declared that only a message named, where the first message was."""
    firsts = [at for m in messages_of(text.diagram) if (at := text.line_of(m)) is not None]  # type: ignore[arg-type]
    if not firsts:
        return lines
    first = min(firsts)
    declared: Lines = []
    for node in nodes_of(expected):
        at = text.line_of(find_node(text.diagram, node.id))
        if at is not None and at >= first:
            declared += scribe.node_lines(expected, node, token(text, node.id), text.language)[0]
    return inserted(lines, Place(first, text.indent(first)), declared)
