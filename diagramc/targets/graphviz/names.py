"""Names in DOT, and a digraph that takes them as they are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from diagramc.targets.base import Escaped
from diagramc.targets.names import aliases, fresh

RESERVED = frozenset({"node", "edge", "graph", "digraph", "subgraph", "strict"})
_QUOTABLE = re.compile(r"(?:[^\x00-\x1f\x7f-\x9f\\\ud800-\udfff]|\\(?![\"\\]|$))+")
"""Ids that stand between quotes as they are, but for their own quotes."""
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def names_of(ids: Iterable[str]) -> dict[str, Escaped]:
    """The name of each id in DOT: the id itself, unless it cannot be quoted."""
    wanted = list(dict.fromkeys(ids))
    names = {id: Escaped(id) for id in wanted if _QUOTABLE.fullmatch(id)}
    others = [id for id in wanted if id not in names]
    for id, name in aliases(others, RESERVED).items():
        names[id] = fresh(names.values(), name)
    return {id: names[id] for id in wanted}


def quoted(name: str) -> str:
    """A name of `names_of` as it stands in a statement."""
    if _WORD.fullmatch(name) and name.lower() not in RESERVED:
        return name
    return '"' + name.replace('"', '\\"') + '"'


class End(str):
    """A name at the end of an edge, with the port that the edge ends at, such as `:n`."""

    port: str = ""

    def __new__(cls, name: str, port: str = "") -> End:
        made = super().__new__(cls, name)
        made.port = port
        return made


@cache
def graph_class() -> Any:
    import graphviz

    class Graph(graphviz.Digraph):  # type: ignore[misc]  # the package carries no types
        """A digraph whose names are taken as they are: the package would read `a:b` as a port and `<a>` as HTML."""

        def node(self, name: str, label: str | None = None, **attributes: str) -> None:
            super().node("x", label, **attributes)
            self.body[-1] = self.body[-1].replace("x", quoted(name), 1)

        def edge(self, tail: str, head: str, label: str | None = None, **attributes: str) -> None:
            super().edge("x", "y", label, **attributes)
            ends = (quoted(end) + (end.port if isinstance(end, End) else "") for end in (tail, head))
            self.body[-1] = self.body[-1].replace("x -> y", " -> ".join(ends), 1)

    return Graph
