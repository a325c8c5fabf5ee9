"""A DOT graph with its scopes and defaults followed: nodes, edges, clusters and ranks, each with the attributes that it has in the end.

As Graphviz does it: a node takes the defaults of the scope in which it is first named; a subgraph starts with the defaults of what is
round it; an edge to a subgraph is an edge to each of its nodes; a node is in the innermost cluster that names it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from diagramc.frontends.dot.syntax import (
    Assignment,
    Attributes,
    Defaults,
    Edges,
    Graph,
    Id,
    NodeRef,
    Nodes,
    Statement,
    Subgraph,
)
from diagramc.frontends.source import MAX_EDGES, Source

MAX_NESTING = 60
"""The deepest nesting of subgraphs."""


@dataclass(slots=True)
class Node:
    """A node; `given` are the attributes that its own statements name."""

    id: str
    attributes: Attributes
    given: Attributes
    cluster: Cluster | None
    start: int
    end: int


@dataclass(slots=True)
class Edge:
    """An edge with the ports that it ends at; `given` are the attributes that its own statement names."""

    source: NodeRef
    target: NodeRef
    attributes: Attributes
    given: Attributes
    start: int
    end: int


@dataclass(slots=True)
class Cluster:
    """A subgraph that is drawn as a frame."""

    name: str
    parent: Cluster | None
    start: int
    end: int
    attributes: Attributes = field(default_factory=dict)

    def within(self, other: Cluster | None) -> bool:
        """Whether it is inside another one (or anything, for None)."""
        here = self.parent
        while here is not None and here is not other:
            here = here.parent
        return here is other


@dataclass(slots=True)
class Ranked:
    """A subgraph with a `rank`: `same`, `min` …"""

    rank: str
    nodes: list[str]
    start: int
    end: int


@dataclass(slots=True)
class Model:
    """What a graph says."""

    id: str | None
    directed: bool
    start: int = 0
    attributes: Attributes = field(default_factory=dict)
    nodes: dict[str, Node] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    clusters: list[Cluster] = field(default_factory=list)
    ranks: list[Ranked] = field(default_factory=list)


@dataclass(slots=True)
class _Scope:
    """Where statements stand: the defaults there, the cluster, and the nodes named so far."""

    node: Attributes
    edge: Attributes
    graph: Attributes
    own: Attributes
    cluster: Cluster | None
    depth: int
    nodes: dict[str, None] = field(default_factory=dict)

    def inner(self) -> _Scope:
        return _Scope(dict(self.node), dict(self.edge), dict(self.graph), {}, self.cluster, self.depth + 1)


def evaluate(graph: Graph, source: Source) -> Model:
    """The model of a graph; problems go to the source."""
    run = _Evaluation(graph, source)
    scope = _Scope({}, {}, {}, run.model.attributes, None, 0)
    run.statements(graph.statements, scope)
    return run.model


class _Evaluation:
    def __init__(self, graph: Graph, source: Source) -> None:
        self.source = source
        self.strict, self.directed = graph.strict, graph.directed
        self.model = Model(graph.id, graph.directed, graph.start)
        self.members: dict[str, dict[str, None]] = {}
        self.clusters: dict[str, Cluster] = {}
        self.known: dict[tuple[str, str], Edge] = {}
        self.full = False

    def statements(self, statements: Iterable[Statement], scope: _Scope) -> None:
        for statement in statements:
            match statement:
                case Assignment(name, value):
                    scope.own[str(name)] = value
                    scope.graph[str(name)] = value
                case Defaults("graph", attributes):
                    scope.own.update(attributes)
                    scope.graph.update(attributes)
                case Defaults("node", attributes):
                    scope.node.update(attributes)
                case Defaults(_, attributes):
                    scope.edge.update(attributes)
                case Nodes(nodes, attributes, start, end):
                    for ref in nodes:
                        node = self.node(ref, scope, start, end)
                        node.attributes.update(attributes)
                        node.given.update(attributes)
                case Subgraph():
                    self.subgraph(statement, scope)
                case Edges():
                    self.edges(statement, scope)

    def node(self, ref: NodeRef, scope: _Scope, start: int, end: int) -> Node:
        id = str(ref.id)
        scope.nodes[id] = None
        node = self.model.nodes.get(id)
        if node is None:
            node = self.model.nodes[id] = Node(id, dict(scope.node), {}, scope.cluster, start, end)
        elif scope.cluster is not None and scope.cluster.within(node.cluster):
            node.cluster = scope.cluster
        return node

    def subgraph(self, statement: Subgraph, scope: _Scope) -> list[str]:
        """Follow a subgraph; answers its nodes."""
        inner = scope.inner()
        if inner.depth > MAX_NESTING:
            if not self.full:
                self.source.report("parse.too-large", "subgraphs are nested too deeply", statement.start)
            self.full = True
            return []
        name = str(statement.id) if statement.id is not None else ""
        cluster: Cluster | None = None
        if name.startswith("cluster") or _is_cluster(statement):
            cluster = self.clusters.get(name) if name else None
            if cluster is None:
                cluster = Cluster(name, scope.cluster, statement.start, statement.end, dict(scope.graph))
                # A title of the graph round it is not the frame's own.
                for key in ("label", "URL", "href", "tooltip", "target", "rank"):
                    cluster.attributes.pop(key, None)
                self.model.clusters.append(cluster)
                if name:
                    self.clusters[name] = cluster
            inner.cluster = cluster
            inner.own = cluster.attributes
        self.statements(statement.statements, inner)
        if name:
            # A subgraph named again stands for all the nodes it has.
            members = self.members.setdefault(name, {})
            members.update(inner.nodes)
            inner.nodes.update(members)
        scope.nodes.update(inner.nodes)
        rank = inner.own.get("rank") if cluster is None else None
        if rank is not None and inner.nodes:
            self.model.ranks.append(Ranked(str(rank), list(inner.nodes), statement.start, statement.end))
        return list(inner.nodes)

    def edges(self, statement: Edges, scope: _Scope) -> None:
        ends: list[list[NodeRef]] = []
        for end in statement.ends:
            if isinstance(end, Subgraph):
                ids = self.subgraph(end, scope)
                ends.append([NodeRef(Id(id, end.start, end.end), (), end.start, end.end) for id in ids])
            else:
                for ref in end:
                    self.node(ref, scope, ref.start, ref.end)
                ends.append(end)
        for sources, targets in pairwise(ends):
            for tail in sources:
                for head in targets:
                    self.edge(tail, head, statement, scope)

    def edge(self, tail: NodeRef, head: NodeRef, statement: Edges, scope: _Scope) -> None:
        if len(self.model.edges) >= MAX_EDGES:
            if not self.full:
                message = f"the graph has more than {MAX_EDGES:,} edges"
                self.source.report("parse.too-large", message, statement.start, statement.end)
            self.full = True
            return
        key = (str(tail.id), str(head.id))
        if self.strict:
            known = self.known.get(key) or (None if self.directed else self.known.get(key[::-1]))
            if known is not None:
                known.attributes.update(statement.attributes)
                return
        chained = len(statement.ends) > 2
        start = tail.start if chained else statement.start
        end = max(head.end, tail.end) if chained else statement.end
        edge = Edge(tail, head, scope.edge | statement.attributes, statement.attributes, start, end)
        self.known[key] = edge
        self.model.edges.append(edge)


def _is_cluster(statement: Subgraph) -> bool:
    """Whether the subgraph says `cluster=true` of itself (Graphviz 7 and later)."""
    return any(
        isinstance(part, Assignment) and part.name == "cluster" and part.value.lower() in ("true", "1", "yes")
        for part in statement.statements
    )
