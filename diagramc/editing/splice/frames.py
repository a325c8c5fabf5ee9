"""Frames round what stands in a text: groups, boxes, fragments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from diagramc.editing.elements import (
    find_group,
    find_node,
    groups_of,
)
from diagramc.editing.patch import Group, Wrap
from diagramc.editing.splice import scribe
from diagramc.editing.splice.adding import sequence
from diagramc.editing.splice.names import new_token, token
from diagramc.editing.splice.places import (
    end_places,
    inserted,
)
from diagramc.editing.splice.text import Text
from diagramc.ir.base import Diagram
from diagramc.ir.sequence import (
    Fragment,
    Sequence,
)

Lines = list[str]


def group(text: Text, step: Group, expected: Diagram) -> Iterator[Lines]:
    """Texts with a frame round its members: their own lines when those are beside each other, else a new block of their names."""
    old = {frame.id for frame in groups_of(text.diagram)}
    frame = next(g for g in groups_of(expected) if g.id not in old)
    ends = scribe.group_lines(expected, frame, new_token(text, frame.id), text.language)
    if len(ends) < 2:
        return
    openings = list(_openings(text, ends[0], frame))
    if text.type == "sequence":
        yield from _boxed(text, step, ends)
        from diagramc.editing.splice.declaring import declared

        yield declared(text, expected, {frame.id: ends})
        return
    spans = []
    for member in step.members:
        element = find_node(text.diagram, member) or find_group(text.diagram, member)
        first, last = text.line_of(element), text.last_line_of(element)
        if first is None or last is None:
            return
        spans.append((first, last))
    first, last = min(s[0] for s in spans), max(s[1] for s in spans)
    indent = text.indent(first)
    covered = {at for begin, end in spans for at in range(begin, end + 1)}
    for opening in openings:
        if all(at in covered or text.is_blank(at) or text.is_comment(at) for at in range(first, last + 1)):
            inner = [text.unit + line if line.strip() else line for line in text.lines[first : last + 1]]
            yield [*text.lines[:first], indent + opening, *inner, indent + ends[1], *text.lines[last + 1 :]]
        gathered = [text.lines[at] for begin, end in sorted(spans) for at in range(begin, end + 1)]
        rest = [line for at, line in enumerate(text.lines) if at not in covered]
        at = sum(other not in covered for other in range(first))
        inner = [text.unit + indent + line.removeprefix(indent) for line in gathered]
        yield [*rest[:at], indent + opening, *inner, indent + ends[1], *rest[at:]]
        named = [text.unit + token(text, member) for member in step.members]
        for place in end_places(text):
            yield inserted(text.lines, place, [opening, *named, ends[1]])


def _boxed(text: Text, step: Group, ends: Lines) -> Iterator[Lines]:
    """A box round declarations that are beside each other."""
    lines = sorted(text.line_of(find_node(text.diagram, m)) or -1 for m in step.members)
    if lines[0] < 0 or lines[-1] - lines[0] >= len(lines):
        return
    first, last = lines[0], lines[-1]
    indent = text.indent(first)
    inner = [text.unit + line for line in text.lines[first : last + 1]]
    yield [*text.lines[:first], indent + ends[0], *inner, indent + ends[1], *text.lines[last + 1 :]]


def _openings(text: Text, line: str, frame: Any) -> Iterator[str]:
    if text.language == "mermaid" and text.type == "flowchart":
        from diagramc.editing.splice.manner import is_simple

        quotes = re.search(r'\["([^"]*)"\]', line)
        if (
            quotes
            and is_simple(quotes[1])
            and not any(re.search(r'subgraph.*"', other) for other in text.lines)
        ):
            yield line.replace(quotes[0], f"[{quotes[1]}]")
    yield line


def wrap(text: Text, step: Wrap, expected: Diagram) -> Iterator[Lines]:
    """Texts with a fragment round some messages."""
    from diagramc.editing.apply.sequence import find_message

    before = sequence(text)
    first = text.line_of(find_message(before, step.first))
    last = text.line_of(find_message(before, step.last or step.first))
    if first is None or last is None:
        return
    for opening in _fragment_openings(text, step):
        indent = text.indent(first)
        inner = [text.unit + line if line.strip() else line for line in text.lines[first : last + 1]]
        yield [*text.lines[:first], indent + opening, *inner, f"{indent}end", *text.lines[last + 1 :]]


def _fragment_openings(text: Text, step: Wrap) -> Iterator[str]:
    from diagramc.ir.sequence import Message, Operand, Participant

    inside = Message(source=scribe.FIRST, target=scribe.SECOND, label="x")
    fragment = Fragment(kind=step.kind, operands=(Operand(label=step.label or None, steps=(inside,)),))
    people = (Participant(id=scribe.FIRST), Participant(id=scribe.SECOND))
    written = scribe.write(Sequence(participants=people, steps=(fragment,)), text.language)
    if written is not None:
        lines = written.lines_of(written.diagram.steps[0])  # type: ignore[attr-defined]
        if lines:
            yield lines[0]


def frame_removed(text: Text, id: str) -> Iterator[Lines]:
    """The lines without a frame's first and last one, what was inside moved out by a level."""
    opening = text.line_of(find_group(text.diagram, id))
    if opening is None:
        return
    end = text.blocks.get(opening)
    if end is None:
        yield [line for at, line in enumerate(text.lines) if at != opening]
        members = [re.sub(rf"\s+in\s+{re.escape(id)}(?!\w)", "", line) for line in text.lines]
        yield [line for at, line in enumerate(members) if at != opening]
        return
    inner = [line.removeprefix(text.unit) for line in text.lines[opening + 1 : end]]
    inner = [
        line
        for line in inner
        if not re.match(
            r"\s*(?:direction\s+\w+|label\s*=.*|style\s*=.*|color\s*=.*|graph\s*\[.*)\s*;?\s*$", line
        )
        or text.type not in ("flowchart", "er", "class", "architecture")
    ]
    rest = [
        line
        for line in text.lines[end + 1 :]
        if not re.match(rf"\s*(?:style|class)\s+{re.escape(id)}\s", line)
    ]
    yield [*text.lines[:opening], *inner, *rest]
