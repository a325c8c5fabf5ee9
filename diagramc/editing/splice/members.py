"""Members in a text: attributes, operations and values in their block, events in their line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from diagramc.editing.elements import (
    MEMBERS,
    find_node,
    nodes_of,
)
from diagramc.editing.patch import (
    AddMember,
    RemoveMember,
    RenameMember,
)
from diagramc.editing.splice import scribe
from diagramc.editing.splice.adding import replaced
from diagramc.editing.splice.manner import (
    is_simple,
)
from diagramc.editing.splice.names import token
from diagramc.editing.splice.places import (
    Place,
    after,
    end_places,
    inserted,
)
from diagramc.editing.splice.text import Text, word
from diagramc.ir.base import Diagram, plain

Lines = list[str]


def add_member(text: Text, step: AddMember, expected: Diagram) -> Iterator[Lines]:
    """Texts with a new member in its owner's block, or in a line of its own."""
    owner, new = find_node(text.diagram, step.owner), find_node(expected, step.owner)
    field = MEMBERS[step.member][0]
    member = getattr(new, field)[-1]
    if field == "events":
        yield from _event(text, owner, new, member)
        return
    lines = scribe.member_lines(expected, new, field, member, text.language)
    if not lines:
        return
    for variant in _member_variants(text, lines, owner):
        yield from _member_places(text, owner, field, variant)


def _member_variants(text: Text, lines: Lines, owner: Any) -> Iterator[Lines]:
    """The member's line in the manner of its owner's others: `int age` or `age: int`, `age : int`."""
    others = [text.lines[line].strip() for m in _members(owner) if (line := text.line_of(m)) is not None]
    named = re.fullmatch(r"([-+#~]?)([\w]+)\s*:\s*([\w<>\[\]~]+)(\$?)", lines[0])
    if named and text.type == "class":
        visibility, name, type, static = named.groups()
        if sum(bool(re.match(r"[-+#~]?\w+ \w+\$?$", o)) for o in others) * 2 > len(others):
            yield [f"{visibility}{type} {name}{static}"]
        for colon in (" : ", ": ", ":"):
            if others and all(colon in o for o in others if ":" in o) and any(":" in o for o in others):
                yield [f"{visibility}{name}{colon}{type}{static}"]
                break
    if "{field} " in lines[0] or "{method} " in lines[0]:
        yield [re.sub(r"\{(?:field|method)\} ", "", lines[0])]
    yield lines


def _members(owner: Any) -> list[Any]:
    return [m for (field,) in MEMBERS.values() for m in getattr(owner, field, ()) if not isinstance(m, str)]


def _member_places(text: Text, owner: Any, field: str, variant: Lines) -> Iterator[Lines]:
    opening = text.line_of(owner)
    same = (
        [line for m in getattr(owner, field) if (line := text.line_of(m)) is not None]
        if field != "values"
        else []
    )
    every = [line for m in _members(owner) if (line := text.line_of(m)) is not None]
    body = text.blocks.get(opening) if opening is not None else None
    for lines in (same, every):
        if lines:
            last = lines[-1]
            outside = (
                re.match(r"(\s*\S+\s*:\s*)", text.lines[last]) if text.block_round(last) is None else None
            )
            if outside and body is None:
                yield inserted(text.lines, Place(last + 1, ""), [outside[1] + variant[0]])
            yield inserted(text.lines, Place(last + 1, text.indent(last)), variant)
    if opening is None:
        return
    indent = text.indent(opening)
    if body is not None:
        inner = indent + text.unit
        yield inserted(text.lines, Place(body, inner), variant)
        yield inserted(text.lines, Place(opening + 1, inner), variant)
        return
    stated = text.lines[opening]
    name = token(text, owner.id)
    alone = re.fullmatch(r"\s*(?:(?:abstract\s+)?(?:class|interface|enum|entity|struct)\s+)?\S+.*", stated)
    if alone and not any(mark in stated for mark in ("--", "..", "->")):
        bare = re.sub(r"\s*\{\s*\}$", "", stated.rstrip())
        yield replaced(text, opening, [f"{bare} {{", indent + text.unit + variant[0], f"{indent}}}"])
        yield inserted(text.lines, Place(opening + 1, indent), [f"{name} : {variant[0]}"])
    block = [f"{name} {{", text.unit + variant[0], "}"]
    for keyword in ("class ", "entity ", ""):
        for place in (*_after_mentions(text, name), *end_places(text)):
            yield inserted(text.lines, place, [keyword + block[0], *block[1:]])


def _after_mentions(text: Text, name: str) -> Iterator[Place]:
    for at in text.mentions(name)[:1]:
        yield after(text, at)


def _event(text: Text, owner: Any, new: Any, member: Any) -> Iterator[Lines]:
    line = text.line_of(owner)
    if line is None or text.language != "mermaid":
        return
    last = max((at for e in owner.events if (at := text.line_of(e)) is not None), default=line)
    written = scribe.write(
        scribe.node_alone(text.diagram, replace(new, events=(member,), label="2000")), text.language
    )
    if written is None:
        return
    shown = (
        written.text.lines[written.text.line_of(nodes_of(written.diagram)[0]) or 0].partition(":")[2].strip()
    )
    if last > line and text.lines[last].lstrip().startswith(":"):
        yield inserted(text.lines, Place(last + 1, text.indent(last)), [f": {shown}"])
    yield replaced(text, last, [f"{text.lines[last].rstrip()} : {shown}"])


def remove_member(text: Text, step: RemoveMember, expected: Diagram) -> Iterator[Lines]:
    """Texts without one member's line."""
    from diagramc.editing.apply.members import find

    owner = find_node(text.diagram, step.owner)
    field, member = find(owner, step.name)
    at = text.line_of(member) if not isinstance(member, str) else _value_line(text, owner, member)
    if at is None:
        return
    if field == "events":
        line = text.lines[at]
        start = member.span.column - 1
        before = line[:start].rstrip().removesuffix(":").rstrip()
        cut = before + " " + line[start + member.span.length :].strip()
        if before or cut.strip():
            yield [*text.lines[:at], cut.rstrip(), *text.lines[at + 1 :]]
    made = [*text.lines[:at], *text.lines[at + 1 :]]
    opening = text.line_of(owner)
    emptied = opening is not None and text.blocks.get(opening) == opening + 2
    yield made
    if emptied and opening is not None:
        bare = re.sub(r"\s*\{\s*$", "", text.lines[opening])
        yield [*text.lines[:opening], bare, *text.lines[opening + 3 :]]


def _value_line(text: Text, owner: Any, value: str) -> int | None:
    opening = text.line_of(owner)
    end = text.blocks.get(opening, 0) if opening is not None else 0
    for at in range((opening or 0) + 1, end):
        if text.lines[at].strip().rstrip(",;") == value:
            return at
    return None


def rename_member(text: Text, step: RenameMember, expected: Diagram) -> Iterator[Lines]:
    """Texts with another name for one member."""
    from diagramc.editing.apply.members import find

    owner = find_node(text.diagram, step.owner)
    _, member = find(owner, step.name)
    if isinstance(member, str):
        at = _value_line(text, owner, member)
        if at is not None:
            yield [*text.lines[:at], text.lines[at].replace(member, step.to, 1), *text.lines[at + 1 :]]
        return
    at = text.line_of(member)
    if at is None:
        return
    line = text.lines[at]
    old = plain(getattr(member, "name", None) or getattr(member, "text", None))
    new = step.to
    if hasattr(member, "name") and not re.fullmatch(r"[\w$ .-]+", new):
        return
    if hasattr(member, "text") and not is_simple(new):
        return
    begin = member.span.column - 1
    for match in word(old).finditer(line, begin) if old[:1].isalnum() else re.finditer(re.escape(old), line):
        yield [*text.lines[:at], line[: match.start()] + new + line[match.end() :], *text.lines[at + 1 :]]
