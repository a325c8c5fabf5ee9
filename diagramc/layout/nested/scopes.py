"""What is laid out together where groups are laid out apart, and which edges lead from one to the other."""

from __future__ import annotations

from typing import NamedTuple

from diagramc.layout.graph import GraphSpec
from diagramc.layout.nested.choice import Inner, ancestors

MOST_OPEN = 14
"""Lines that are routed last, at most: more are a tangle."""


class End(NamedTuple):
    """An end of an edge: its node, the group at whose frame it is, and the scopes that it and that its node is in, from the innermost outwards."""

    node: int
    group: int | None
    scopes: tuple[int | None, ...]
    around: tuple[int | None, ...]


class Scope(NamedTuple):
    """What is laid out together: the whole (`group` None) or the contents of a group, by the positions that all has in the whole."""

    group: int | None
    inner: Inner
    nodes: list[int]
    frames: list[int]
    """Groups inside that are not laid out apart."""
    boxes: list[int]
    """Groups inside that are: they come after the nodes."""
    edges: list[int]


class Nest:
    """Which groups of a graph are laid out apart and how, and what that makes of its edges: the same for all sizes of its nodes."""

    def __init__(self, spec: GraphSpec, inners: dict[int, Inner]) -> None:
        self.groups = spec.groups
        self.inners = inners
        self.ends = [
            (self._end(spec, e.source, e.source_group), self._end(spec, e.target, e.target_group))
            for e in spec.edges
        ]
        self.open_edges = [i for i, (one, other) in enumerate(self.ends) if one.scopes != other.scopes]
        """The edges that are routed last: those with an end inside a group that the other end is not in."""
        self.scopes = self._find_scopes(spec)
        """What is laid out together, the innermost first."""

    def _end(self, spec: GraphSpec, node: int, group: int | None) -> End:
        inside = ancestors(spec.groups, spec.nodes[node].group)
        around = (*(g for g in inside if g in self.inners), None)
        if group is None:
            return End(node, group, around, around)
        outside = ancestors(spec.groups, spec.groups[group].parent if group in self.inners else group)
        return End(node, group, (*(g for g in outside if g in self.inners), None), around)

    def _find_scopes(self, spec: GraphSpec) -> list[Scope]:
        found: dict[int | None, Scope] = {
            group: Scope(group, inner, [], [], [], []) for group, inner in self.inners.items()
        }
        found[None] = Scope(None, Inner(spec.direction), [], [], [], [])
        for index, node in enumerate(spec.nodes):
            found[self._home(node.group)].nodes.append(index)
        for index, group in enumerate(spec.groups):
            scope = found[self._home(group.parent)]
            (scope.boxes if index in self.inners else scope.frames).append(index)
        for index, (one, other) in enumerate(self.ends):
            common = next(scope for scope in one.scopes if scope in other.scopes)
            found[common].edges.append(index)
        return sorted(found.values(), key=self.depth, reverse=True)

    def _home(self, group: int | None) -> int | None:
        """The innermost group laid out apart that a group is, or is in."""
        return next((g for g in ancestors(self.groups, group) if g in self.inners), None)

    def depth(self, scope: Scope) -> int:
        """How many frames a scope is in."""
        return len(ancestors(self.groups, scope.group))
