"""New nodes in a text, and the edges that lead through them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from diagramc.editing.elements import (
    PARENT,
    edges_of,
    find_group,
    find_node,
    messages_of,
    nodes_of,
)
from diagramc.editing.patch import Add
from diagramc.editing.splice import scribe
from diagramc.editing.splice.chains import Chain, Mention, plain_link
from diagramc.editing.splice.manner import chain_at, edge_variants, node_variants
from diagramc.editing.splice.names import new_token, token
from diagramc.editing.splice.places import (
    Place,
    after,
    block_places,
    edge_places,
    end_places,
    inserted,
    node_places,
)
from diagramc.editing.splice.text import Text, word
from diagramc.editing.splice.trees import into_tree
from diagramc.ir.base import Diagram
from diagramc.ir.sequence import Sequence

Lines = list[str]


def add(text: Text, step: Add, expected: Diagram) -> Iterator[Lines]:
    """Texts with the new node, and with the edges that lead through it."""
    old = {node.id for node in nodes_of(text.diagram)}
    node = next(n for n in nodes_of(expected) if n.id not in old)
    if text.type in PARENT:
        yield from into_tree(text, node, expected)
        return
    name = new_token(text, node.id)
    gone, new = changed_edges(text.diagram, expected)
    if not new:
        yield from _only_node(text, node, name, expected)
        return
    for variant in node_variants(text, node, name, expected):
        if gone:
            yield from _threaded(text, node, name, variant, gone, new, expected)
        yield from _node_then_edges(text, node, name, variant, new, gone, expected)


def changed_edges(before: Diagram, expected: Diagram) -> tuple[list[Any], list[Any]]:
    """The edges that a change took away, and those that it brought."""
    old, new = list(edges_of(before)), list(edges_of(expected))
    return [e for e in old if e not in new], [e for e in new if e not in old]


def _only_node(text: Text, node: Any, name: str, expected: Diagram) -> Iterator[Lines]:
    variants = list(node_variants(text, node, name, expected))
    for place in _with_places(text, node, expected):
        for variant in variants:
            yield inserted(text.lines, place, variant)
    if text.type == "sequence":
        yield from _all_declared(text, node, variants, expected)


def _with_places(text: Text, node: Any, expected: Diagram) -> Iterator[Place]:
    if text.type == "sequence":
        yield from _participant_places(text, node, expected)
    elif text.type == "timeline":
        yield from _period_places(text, node, expected)
    else:
        yield from node_places(text, node, expected)


def _participant_places(text: Text, node: Any, expected: Diagram) -> Iterator[Place]:
    order = [n.id for n in nodes_of(expected)]
    at = order.index(node.id)
    for id in reversed(order[:at]):
        near = find_node(text.diagram, id)
        line = text.line_of(near)
        if near is None or line is None:
            continue
        if near.group == node.group:
            yield Place(line + 1, text.indent(line))
            break
        if near.group is not None and node.group is None:
            opening = text.line_of(find_group(text.diagram, near.group))
            if opening is not None:
                yield after(text, opening)
    for id in order[at + 1 :]:
        line = text.line_of(find_node(text.diagram, id))
        if line is not None:
            yield Place(line, text.indent(line))
            break
    if node.group is not None:
        yield from block_places(text, node.group)
    yield from end_places(text)


def _all_declared(text: Text, node: Any, variants: list[Lines], expected: Diagram) -> Iterator[Lines]:
    """Every participant declared before the first message, in order, where the order follows from the messages."""
    firsts = [line for m in messages_of(sequence(text)) if (line := text.line_of(m)) is not None]
    if not firsts:
        return
    place = Place(min(firsts), text.indent(min(firsts)))
    for variant in variants:
        made: Lines = []
        for other in nodes_of(expected):
            if other.id == node.id:
                made += variant
                continue
            line = text.line_of(find_node(text.diagram, other.id))
            if line is not None and line >= min(firsts):
                made += scribe.node_lines(expected, other, token(text, other.id), text.language)[0]
        yield inserted(text.lines, place, made)


def sequence(text: Text) -> Sequence:
    """The text's diagram, which is a sequence."""
    assert isinstance(text.diagram, Sequence)
    return text.diagram


def _period_places(text: Text, node: Any, expected: Diagram) -> Iterator[Place]:
    order = [n.id for n in nodes_of(expected)]
    at = order.index(node.id)
    for id in order[at - 1 : at]:
        near = find_node(text.diagram, id)
        line, last = text.line_of(near), text.last_line_of(near)
        if near is not None and line is not None and last is not None and near.group == node.group:
            yield Place(last + 1, text.indent(line))
    for id in order[at + 1 : at + 2]:
        line = text.line_of(find_node(text.diagram, id))
        if line is not None:
            yield Place(line, text.indent(line))
    if node.group is not None:
        yield from block_places(text, node.group)
    yield from end_places(text)


def _threaded(
    text: Text, node: Any, name: str, variant: Lines, gone: list[Any], new: list[Any], expected: Diagram
) -> Iterator[Lines]:
    """An edge's statement led through the new node, on its own line or as two."""
    line = text.line_of(gone[0])
    if text.language == "plantuml" and text.type == "flowchart":
        yield from _activity(text, variant, gone)
    if line is None or len(gone) > 1:
        return
    chain = chain_at(text, line)
    inline = variant[0].rstrip(";").rstrip() if len(variant) == 1 else name
    if isinstance(chain, Chain):
        if text.language == "mermaid":
            declared = any(
                text.line_of(n) is not None and text.line_of(n) not in text.edge_lines()
                for n in nodes_of(text.diagram)
            )
            woven = _woven(chain, gone[0], node.id, inline)
            if woven is not None and not declared:
                yield replaced(text, line, [woven])
            short = _woven(chain, gone[0], node.id, name)
            if short is not None:
                made = replaced(text, line, [short])
                moved = Text("\n".join(made), text.language, text.diagram)
                for place in node_places(text, node, expected):
                    yield inserted(moved.lines, _shifted(place, line, 0), variant)
                if woven is not None:
                    yield replaced(text, line, [woven])
        elif len(chain.links) == 1 and len(chain.parts[0]) == len(chain.parts[1]) == 1:
            first = f"{chain.lead}{chain.parts[0][0].text}{chain.links[0]}{name}{chain.tail}"
            yield from _two_lines(text, node, name, variant, line, first, new, expected)
        return
    retargeted = _retargeted(text, line, gone[0], name)
    if retargeted is not None:
        yield from _two_lines(text, node, name, variant, line, retargeted, new, expected)


def _woven(chain: Chain, edge: Any, id: str, inline: str) -> str | None:
    """The chain with a node put into one of its links; None where the link joins several nodes."""
    for at, source, target in chain.pairs():
        if (source, target) != (edge.source, edge.target):
            continue
        if len(chain.parts[at]) > 1 or len(chain.parts[at + 1]) > 1:
            return None
        parts = [*chain.parts[: at + 1], [Mention(id, inline)], *chain.parts[at + 1 :]]
        links = [*chain.links[: at + 1], plain_link(chain.links[at]), *chain.links[at + 1 :]]
        texts = [" & ".join(m.text for m in part) for part in parts]
        made = texts[0] + "".join(link + t for link, t in zip(links, texts[1:], strict=True))
        return f"{chain.lead}{made}{chain.tail}"
    return None


def _two_lines(
    text: Text, node: Any, name: str, variant: Lines, line: int, first: str, new: list[Any], expected: Diagram
) -> Iterator[Lines]:
    following = next((e for e in new if e.source == node.id), None)
    if following is None:
        return
    for second in edge_variants(text, following, expected, {node.id: name}):
        made = replaced(text, line, [first, *(text.indent(line) + part for part in second)])
        for place in node_places(text, node, expected):
            yield inserted(made, _shifted(place, line, len(second)), variant)


def _shifted(place: Place, line: int, more: int) -> Place:
    return Place(place.at + more, place.indent) if place.at > line else place


def replaced(text: Text, line: int, new: Lines) -> Lines:
    """The lines with others in place of one."""
    return [*text.lines[:line], *new, *text.lines[line + 1 :]]


def _retargeted(text: Text, line: int, edge: Any, name: str) -> str | None:
    """An edge's line with another target."""
    old = text.lines[line]
    pattern = (
        word(token(text, edge.target))
        if token(text, edge.target)[0].isalnum()
        else re.compile(re.escape(token(text, edge.target)))
    )
    head = old.partition(" : ")[0] if " : " in old else old
    found = list(pattern.finditer(head))
    if not found:
        return None
    ends = found[-1]
    if (edge.source != edge.target and len(found) == 1) or len(found) > 1:
        arrow = re.search(r"<[|.-]|^\s*\S+\s+<", head)
        ends = found[0] if arrow and found[0].start() < arrow.start() + 2 else found[-1]
    return old[: ends.start()] + name + old[ends.end() :]


def _activity(text: Text, variant: Lines, gone: list[Any]) -> Iterator[Lines]:
    """A step of an activity diagram, where order is flow: a line between the two."""
    for edge in gone[:1]:
        source = text.last_line_of(find_node(text.diagram, edge.source))
        target = text.line_of(find_node(text.diagram, edge.target))
        if target is not None:
            yield inserted(text.lines, Place(target, text.indent(target)), variant)
        if source is not None:
            yield inserted(text.lines, Place(source + 1, text.indent(source)), variant)


def _node_then_edges(
    text: Text, node: Any, name: str, variant: Lines, new: list[Any], gone: list[Any], expected: Diagram
) -> Iterator[Lines]:
    """The node's lines, and below the edges those that are new; edges that went are taken out."""
    lines = list(text.lines)
    offset = 0
    if gone:
        from diagramc.editing.splice.remove import edges_dropped

        for made in edges_dropped(text, gone):
            lines = made
            break
        else:
            return
        offset = len(lines) - len(text.lines)
    drafts = [next(edge_variants(text, e, expected, {node.id: name}), None) for e in new]
    if any(draft is None for draft in drafts):
        return
    joined = [line for draft in drafts if draft for line in draft]
    ends = {id for e in new for id in (e.source, e.target)} - {node.id}
    one = sorted(ends)[0] if ends else node.id
    changed_at = min((text.line_of(e) or 0 for e in gone), default=len(lines))
    for place in edge_places(text, new[0].source if new[0].source != node.id else one, one):
        at = place.at + (offset if place.at > changed_at else 0)
        for where in node_places(text, node, expected):
            start = where.at + (offset if where.at > changed_at else 0)
            if start <= at:
                half = inserted(lines, Place(start, where.indent), variant)
                yield inserted(half, Place(at + len(variant), place.indent), joined)
            else:
                half = inserted(lines, Place(at, place.indent), joined)
                yield inserted(half, Place(start + len(joined), where.indent), variant)
