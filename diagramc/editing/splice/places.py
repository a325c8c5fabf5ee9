"""Where a new line goes: beside what it is about, in the block it belongs to. Best first; each is tried."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from diagramc.editing.elements import edges_of, find_group, find_node, nodes_of
from diagramc.editing.splice.text import Text
from diagramc.ir.base import Diagram


class Place(NamedTuple):
    """Before the line of this index, indented so."""

    at: int
    indent: str


def inserted(lines: list[str], place: Place, new: list[str]) -> list[str]:
    """The lines with new ones at a place."""
    made = [place.indent + line if line.strip() else line for line in new]
    return [*lines[: place.at], *made, *lines[place.at :]]


def after(text: Text, at: int) -> Place:
    """After a line, indented as it is; after the whole block when it opens one."""
    return Place(text.blocks.get(at, at) + 1, text.indent(at))


def node_places(text: Text, node: Any, expected: Diagram) -> Iterator[Place]:
    """Places for a new node: after the one before it in its group, in its group's block, else at the end."""
    group = getattr(node, "group", None)
    order = [n.id for n in nodes_of(expected)]
    at = order.index(node.id)
    earlier = [find_node(text.diagram, id) for id in reversed(order[:at])]
    later = [find_node(text.diagram, id) for id in order[at + 1 :]]
    edges = set(text.edge_lines())
    beside = [n for n in earlier if n is not None and n.group == group and text.line_of(n) is not None]
    declared = [n for n in beside if text.line_of(n) not in edges]
    for near in (*declared[:1], *beside[:1]):
        line, first = text.last_line_of(near), text.line_of(near)
        if line is not None and first is not None:
            yield Place(line + 1, text.indent(first))
    for near in later:
        first = text.line_of(near)
        if near is not None and near.group == group and first is not None:
            yield Place(first, text.indent(first))
            break
    if group is not None:
        yield from block_places(text, group)
        return
    plain = [line for line in text.node_lines() if text.block_round(line) is None]
    for line in plain[-1:]:
        yield after(text, line)
    yield from end_places(text)


def block_places(text: Text, group: str) -> Iterator[Place]:
    """The end of a group's block."""
    opening = text.line_of(find_group(text.diagram, group))
    if opening is None:
        return
    end = text.blocks.get(opening)
    if end is None:
        yield Place(opening + 1, text.indent(opening))
        return
    inner = [line for line in range(opening + 1, end) if not text.is_blank(line)]
    indent = text.indent(inner[0]) if inner else text.indent(opening) + text.unit
    last = inner[-1] + 1 if inner else opening + 1
    yield Place(last, indent)
    yield Place(opening + 1, indent)


def end_places(text: Text) -> Iterator[Place]:
    """The end of the diagram, then its beginning."""
    lines = [at for at in range(text.head + 1, text.end) if not text.is_blank(at)]
    top = [at for at in lines if text.block_round(at) is None] or lines
    indent = text.indent(top[-1]) if top else _first_indent(text)
    if text.language == "dot":
        inside = [at for at in lines if at < text.end]
        indent = text.indent(inside[0]) if inside else "  "
    yield Place(text.end, indent)
    yield Place(text.head + 1, text.indent(top[0]) if top else indent)


def _first_indent(text: Text) -> str:
    return "    " if text.language == "mermaid" else ""


def edge_places(text: Text, source: str, target: str) -> Iterator[Place]:
    """Places for a new edge: after the edges from its source, to its target, after all edges, after its nodes, at the end."""
    edges = edges_of(text.diagram)
    kin = (
        [e for e in edges if e.source == source],
        [e for e in edges if e.target == target or source in (e.source, e.target)],
        [e for e in edges if target in (e.source, e.target)],
        list(edges),
    )
    seen: set[int] = set()
    for some in kin:
        lines = sorted({line for e in some if (line := text.line_of(e)) is not None})
        for line in lines[-1:]:
            if line not in seen:
                seen.add(line)
                yield after(text, line)
    if not edges:
        lines = [line for line in text.node_lines() if text.block_round(line) is None]
        for line in lines[-1:]:
            yield after(text, line)
    yield from end_places(text)
    for at in sorted(seen, reverse=True):
        outer = text.block_round(at)
        while outer is not None:
            yield Place(outer[1] + 1, text.indent(outer[0]))
            outer = text.block_round(outer[0])
