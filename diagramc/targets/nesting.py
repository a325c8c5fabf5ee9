"""Elements in nested frames, in the order in which a target's source declares them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from diagramc.ir.base import Group, Node

Mark = Literal["node", "open", "close"]


def nest(nodes: Iterable[Node], groups: Iterable[Group]) -> Iterator[tuple[int, Mark, Node | Group]]:
    """Elements as (depth, mark, element) from the outside in; a frame opens where its first node stands, empty ones last."""
    frames = {group.id: group for group in groups}
    inside: dict[str | None, list[Node | Group]] = {None: []}
    placed: set[str] = set()

    def place(group: Group) -> None:
        child: Group | None = group
        while child is not None and child.id not in placed:
            placed.add(child.id)
            parent = frames.get(child.parent or "")
            inside.setdefault(parent.id if parent else None, []).append(child)
            child = parent

    for node in nodes:
        home = frames.get(node.group or "")
        if home:
            place(home)
        inside.setdefault(home.id if home else None, []).append(node)
    for group in frames.values():
        place(group)

    def emit(level: str | None, depth: int) -> Iterator[tuple[int, Mark, Node | Group]]:
        for element in inside.get(level, ()):
            if isinstance(element, Group):
                yield depth, "open", element
                yield from emit(element.id, depth + 1)
                yield depth, "close", element
            else:
                yield depth, "node", element

    yield from emit(None, 0)
