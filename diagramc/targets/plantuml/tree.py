"""Outlines: what mind maps and work breakdown structures share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypeVar

from diagramc.ir.base import Node
from diagramc.targets.base import Escaped

N = TypeVar("N", bound=Node)


class Outline(NamedTuple):
    """A line of an outline: its marks, such as `**` (with `_` for no box, or an alias in parentheses), label, classes."""

    marks: Escaped
    label: Escaped
    stereotypes: Escaped


def preorder(nodes: Iterable[N], parent_of: Callable[[N], str | None]) -> Iterator[tuple[int, N, N]]:
    """The nodes of a tree as (level, node, branch), parents first, in the author's order.

    The root has level 1; `branch` is the root's child that the node is under (the root's own is the root).
    """
    children: dict[str | None, list[N]] = {}
    for node in nodes:
        children.setdefault(parent_of(node), []).append(node)
    stack = [(1, node, node) for node in reversed(children.get(None, []))]
    while stack:
        level, node, branch = stack.pop()
        yield level, node, branch
        stack.extend(
            (level + 1, child, child if level == 1 else branch)
            for child in reversed(children.get(node.id, []))
        )
