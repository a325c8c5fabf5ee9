"""A diagram as an outline: plain text that says the same, for people who do not see the picture, for search, for alt texts.

Each type's `backends/<type>/outline.py` has `outline(diagram) -> list[Line]`; `write` adds title, description and notes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from diagramc.ir.base import Diagram, Edge, Group, Label, Node, label_of, plain
from diagramc.kinds import kind_of
from diagramc.targets.nesting import nest

INDENT = "  "


class Line(NamedTuple):
    """A line of the outline: how deep it stands, and what it says."""

    depth: int
    text: str


def said(label: Label | None) -> str:
    """A label on one line."""
    return " ".join(plain(label).split())


def name(element: Node | Group) -> str:
    """What an element is called: its label, or its id where that says nothing."""
    return said(label_of(element)) or element.id


def names(*lists: Iterable[Node | Group]) -> dict[str, str]:
    """What each element is called, by id."""
    return {element.id: name(element) for elements in lists for element in elements}


def with_remark(text: str, *remarks: str | None) -> str:
    """`text (remark, remark)`, with what there is of the remarks."""
    kept = ", ".join(said(remark) for remark in remarks if remark and remark.strip())
    return f"{text} ({kept})" if kept else text


def graph_lines(
    nodes: Sequence[Any],
    edges: Sequence[Any],
    groups: Sequence[Any],
    node_lines: Callable[[Any], Sequence[str]],
    edge_text: Callable[[Any, Mapping[str, str]], str],
) -> Iterator[Line]:
    """Nodes in their groups, each with its own lines and then with the edges that leave it.

    The first of `node_lines` is the node's own line. `edge_text` says an edge without the node it leaves.
    """
    called = names(nodes, groups)
    leaving: dict[str, list[Edge]] = {}
    for edge in edges:
        leaving.setdefault(edge.source, []).append(edge)
    for depth, mark, element in nest(nodes, groups):
        if mark == "close":
            continue
        head, *rest = node_lines(element) if isinstance(element, Node) else [f"{name(element)}:"]
        yield Line(depth, head)
        yield from (Line(depth + 1, text) for text in rest)
        yield from (Line(depth + 1, edge_text(edge, called)) for edge in leaving.get(element.id, ()))


def tree_lines(
    nodes: Sequence[Any], parent: Callable[[Any], str | None], text: Callable[[Any], str]
) -> Iterator[Line]:
    """A tree, each node below its parent; nodes whose parent is not there stand at the top."""
    known = {node.id for node in nodes}
    below: dict[str | None, list[Any]] = {}
    for node in nodes:
        above = parent(node)
        below.setdefault(above if above in known else None, []).append(node)
    stack = [(0, node) for node in reversed(below.get(None, []))]
    while stack:
        depth, node = stack.pop()
        yield Line(depth, text(node))
        stack += [(depth + 1, child) for child in reversed(below.get(node.id, []))]


def write(diagram: Diagram) -> str:
    """The outline of a valid diagram: what it is, its description, its elements, its notes and caption."""
    kind = kind_of(diagram)
    title = said(diagram.title)
    what = kind.name.upper() if kind.name == "er" else kind.name.replace("-", " ").capitalize()
    lines = [f"{what}: {title}" if title else what]
    if diagram.description:
        lines.append(said(diagram.description))
    body: Iterable[Line] = kind.backend("outline").outline(diagram)
    lines += [f"{INDENT * line.depth}- {line.text}" for line in body]
    called = names(getattr(diagram, kind.nodes), getattr(diagram, kind.groups) if kind.groups else ())
    for note in diagram.notes:
        about = ", ".join(called.get(id, id) for id in note.targets)
        lines.append(f"Note on {about}: {said(note.text)}" if about else f"Note: {said(note.text)}")
    if diagram.caption:
        lines.append(said(diagram.caption))
    return "\n".join(lines) + "\n"
