"""Elements moved in a text: whole lines cut and put elsewhere, with the indentation or depth of the new place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from diagramc.editing.elements import PARENT, find_group, find_node, nodes_of, parent_of, subtree
from diagramc.editing.patch import Move
from diagramc.editing.splice.chains import Chain
from diagramc.editing.splice.declaring import declared
from diagramc.editing.splice.manner import chain_at, node_variants
from diagramc.editing.splice.names import token
from diagramc.editing.splice.places import Place, block_places, end_places, inserted, node_places
from diagramc.editing.splice.text import Text
from diagramc.editing.splice.trees import branch_end
from diagramc.ir.base import Diagram

Lines = list[str]


def move(text: Text, step: Move, expected: Diagram) -> Iterator[Lines]:
    """Texts with a node, branch or group elsewhere."""
    node = find_node(text.diagram, step.target)
    if node is not None and text.type in PARENT:
        yield from _branch_moved(text, step, expected)
        return
    element = node if node is not None else find_group(text.diagram, step.target)
    first, last = text.line_of(element), text.last_line_of(element)
    if first is None or last is None:
        return
    if re.search(r"\sin\s+\w+", text.lines[first]) or (
        text.type == "architecture" and text.language == "mermaid"
    ):
        yield from _in_changed(text, element, first, step)
    if node is not None and _shared(text, first, node):
        yield from _declared_inside(text, node, step, expected)
        return
    cut = text.lines[first : last + 1]
    indent = text.indent(first)
    for place in _places(text, node, step, expected):
        if first < place.at <= last:
            continue
        made = [place.indent + line.removeprefix(indent) if line.strip() else line for line in cut]
        rest = [*text.lines[:first], *text.lines[last + 1 :]]
        at = place.at if place.at <= first else place.at - (last - first + 1)
        yield [*rest[:at], *made, *rest[at:]]
    if node is not None:
        yield from _declared_inside(text, node, step, expected)
    if text.type == "sequence":
        yield declared(text, expected, {})


def _shared(text: Text, at: int, node: Any) -> bool:
    """Whether a node stands in a line that says more than its declaration."""
    chain = chain_at(text, at)
    return isinstance(chain, Chain) and (bool(chain.links) or len(chain.parts[0]) > 1)


def _places(text: Text, node: Any, step: Move, expected: Diagram) -> Iterator[Place]:
    near = step.after or step.before
    if near is not None:
        element = find_node(text.diagram, near)
        first, last = text.line_of(element), text.last_line_of(element)
        if first is not None and last is not None:
            yield Place(last + 1 if step.after else first, text.indent(first))
    if node is not None:
        yield from node_places(text, find_node(expected, node.id), expected)
    if step.group:
        yield from block_places(text, step.group)
    yield from end_places(text)


def _in_changed(text: Text, element: Any, at: int, step: Move) -> Iterator[Lines]:
    """`service x(…)[…] in group`, where the group is named in the line."""
    if step.group is None:
        return
    bare = re.sub(r"\s+in\s+[\w-]+\s*$", "", text.lines[at])
    made = f"{bare} in {step.group}" if step.group else bare
    yield [*text.lines[:at], made, *text.lines[at + 1 :]]
    opening = text.line_of(find_group(text.diagram, step.group)) if step.group else None
    if opening is not None and opening > at:
        rest = [*text.lines[:at], *text.lines[at + 1 :]]
        yield [*rest[:opening], made, *rest[opening:]]


def _declared_inside(text: Text, node: Any, step: Move, expected: Diagram) -> Iterator[Lines]:
    """A node that edges declare, named in its group's block."""
    if step.group:
        for place in block_places(text, step.group):
            yield inserted(text.lines, place, [token(text, node.id)])
            for variant in node_variants(text, find_node(expected, node.id), token(text, node.id), expected):
                yield inserted(text.lines, place, variant)
    # A line of only its name in the old block goes.
    for at in text.mentions(node.id):
        if text.lines[at].strip().rstrip(";") == token(text, node.id):
            rest = [*text.lines[:at], *text.lines[at + 1 :]]
            yield rest
            for place in block_places(text, step.group or ""):
                moved = place.at - 1 if place.at > at else place.at
                yield inserted(rest, Place(moved, place.indent), [token(text, node.id)])


def _branch_moved(text: Text, step: Move, expected: Diagram) -> Iterator[Lines]:
    first = text.line_of(find_node(text.diagram, step.target))
    if first is None:
        return
    end = branch_end(text, step.target)
    branch = text.lines[first:end]
    depth = _depth(text.diagram, step.target)
    new_depth = _depth(expected, step.target)
    order = [n.id for n in nodes_of(expected)]
    moved = set(subtree(text.diagram, step.target))
    at = order.index(step.target)
    before = [id for id in order[:at] if id not in moved]
    if before:
        near = find_node(text.diagram, before[-1])
        place = (text.last_line_of(near) or text.head) + 1
        place = max(place, _own_end(text, before[-1]))
    else:
        place = text.head + 1
    parent = parent_of(expected, find_node(expected, step.target))
    for made in _at_depth(text, branch, first, new_depth - depth, parent):
        if first < place < end:
            place = first
        rest = [*text.lines[:first], *text.lines[end:]]
        there = place if place <= first else place - (end - first)
        yield [*rest[:there], *made, *rest[there:]]


def _own_end(text: Text, id: str) -> int:
    """After a topic's own lines, with its icon and classes."""
    end = (text.last_line_of(find_node(text.diagram, id)) or 0) + 1
    while end < len(text.lines) and re.match(r"\s*(?:::icon|:::)", text.lines[end]):
        end += 1
    return end


def _depth(diagram: Diagram, id: str) -> int:
    depth = 0
    above = parent_of(diagram, find_node(diagram, id))
    while above is not None and depth < 1000:
        depth += 1
        above = parent_of(diagram, find_node(diagram, above))
    return depth


def _at_depth(text: Text, branch: Lines, first: int, levels: int, parent: str | None) -> Iterator[Lines]:
    if text.language == "mermaid":
        line = text.line_of(find_node(text.diagram, parent)) if parent else None
        brothers = [n for n in nodes_of(text.diagram) if parent_of(text.diagram, n) == parent]
        known = [at for n in brothers if (at := text.line_of(n)) is not None and at != first]
        indents = [text.indent(known[0])] if known else []
        if line is not None:
            indents.append(text.indent(line) + text.unit)
        for indent in indents:
            yield [indent + part.removeprefix(text.indent(first)) for part in branch]
        return
    parent_line = text.line_of(find_node(text.diagram, parent)) if parent else None
    sign = None
    if parent_line is not None:
        found = re.match(r"\s*([*+#-]+)", text.lines[parent_line])
        sign = found[1][-1] if found and len(found[1]) > 1 else None
    made: Lines = []
    for part in branch:
        found = re.match(r"(\s*)([*+#-]+)(.*)", part, re.DOTALL)
        if found is None:
            made.append(part)
            continue
        marks = (sign or found[2][-1]) * (len(found[2]) + levels)
        made.append(f"{found[1]}{marks}{found[3]}")
    yield made


__all__ = ["move"]
