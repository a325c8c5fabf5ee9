"""A diagram as the scores see it: labelled nodes, edges between them, and details of the nodes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from diagramc.ir.architecture import Architecture
from diagramc.ir.base import Diagram, label_of, plain
from diagramc.ir.class_ import ClassDiagram
from diagramc.ir.er import EntityRelationship
from diagramc.ir.flowchart import Flowchart
from diagramc.ir.mindmap import MindMap
from diagramc.ir.org_chart import OrgChart
from diagramc.ir.sequence import AnyStep, Fragment, Message, Sequence
from diagramc.ir.timeline import Timeline

HELPERS = frozenset(("start", "end", "decision", "fork"))
"""Kinds of flowchart nodes that route and do nothing; edges are followed through them."""


@dataclass(slots=True)
class Graph:
    """`nodes` are labels; `edges` pairs of indexes into them, one entry for each edge or message.

    `attributes` are owner and name of what a type says beside that: attributes of classes and entities, the frame that a service
    is in, who does the steps of a flowchart (each once, with the first step).
    """

    nodes: list[str] = field(default_factory=list)
    edges: list[tuple[int, int]] = field(default_factory=list)
    attributes: list[tuple[int, str]] = field(default_factory=list)

    def node(self, label: str) -> int:
        """The index of the node of a label, made when there is none."""
        if label not in self.nodes:
            self.nodes.append(label)
        return self.nodes.index(label)


def graph_of(diagram: Diagram) -> Graph:
    """What a planned diagram shows. Flowcharts and activity sets are compared by what is done, not by how it is routed.

    Of a mind map and an org chart the edges are the lines of the tree; of a timeline the nodes are periods and events, the edges
    say which event is in which period.
    """
    match diagram:
        case Sequence():
            return _sequence(diagram)
        case Flowchart():
            return _flowchart(diagram)
        case ClassDiagram():
            ids = [c.id for c in diagram.classes]
            graph = Graph([plain(label_of(c)) for c in diagram.classes])
            graph.edges = [(ids.index(r.source), ids.index(r.target)) for r in diagram.relations]
            graph.attributes = [(i, a.name) for i, c in enumerate(diagram.classes) for a in c.attributes]
            return graph
        case EntityRelationship():
            ids = [e.id for e in diagram.entities]
            graph = Graph([plain(label_of(e)) for e in diagram.entities])
            graph.edges = [(ids.index(r.source), ids.index(r.target)) for r in diagram.relationships]
            graph.attributes = [(i, a.name) for i, e in enumerate(diagram.entities) for a in e.attributes]
            return graph
        case Architecture():
            return _architecture(diagram)
        case MindMap():
            ids = [t.id for t in diagram.topics]
            graph = Graph([plain(label_of(t)) for t in diagram.topics])
            graph.edges = [
                (ids.index(t.parent), ids.index(t.id)) for t in diagram.topics if t.parent in ids and t.parent
            ]
            return graph
        case OrgChart():
            ids = [p.id for p in diagram.people]
            graph = Graph([" ".join([plain(label_of(p)), p.title or ""]).strip() for p in diagram.people])
            graph.edges = [
                (ids.index(above), ids.index(p.id))
                for p in diagram.people
                for above in (p.reports_to, *p.dotted)
                if above is not None and above in ids
            ]
            return graph
        case Timeline():
            return _timeline(diagram)
        case _:
            raise TypeError(f"no scores for {diagram.type}")


def _architecture(diagram: Architecture) -> Graph:
    ids = [s.id for s in diagram.services]
    graph = Graph([plain(label_of(s)) for s in diagram.services])
    graph.edges = [
        (ids.index(c.source), ids.index(c.target))
        for c in diagram.connections
        if c.source in ids and c.target in ids
    ]
    frames = {g.id: plain(label_of(g)) for g in diagram.groups}
    graph.attributes = [(i, frames[s.group]) for i, s in enumerate(diagram.services) if s.group in frames]
    return graph


def _timeline(diagram: Timeline) -> Graph:
    graph = Graph()
    for period in diagram.periods:
        graph.nodes.append(plain(label_of(period)))
        own = len(graph.nodes) - 1
        for event in period.events:
            graph.nodes.append(plain(event.text))
            graph.edges.append((own, len(graph.nodes) - 1))
    return graph


def _sequence(diagram: Sequence) -> Graph:
    ids = [p.id for p in diagram.participants]
    graph = Graph([plain(label_of(p)) for p in diagram.participants])
    graph.edges = [
        (ids.index(m.source), ids.index(m.target))
        for m in _messages(diagram.steps)
        if m.source in ids and m.target in ids
    ]
    return graph


def _messages(steps: tuple[AnyStep, ...]) -> Iterator[Message]:
    for step in steps:
        if isinstance(step, Message):
            yield step
        elif isinstance(step, Fragment):
            for operand in step.operands:
                yield from _messages(operand.steps)


def _flowchart(diagram: Flowchart) -> Graph:
    kept = [n for n in diagram.nodes if n.kind not in HELPERS]
    ids = [n.id for n in kept]
    pairs = [(e.source, e.target) for e in diagram.edges]
    graph = Graph([plain(label_of(n)) for n in kept])
    graph.edges = [(ids.index(a), ids.index(b)) for a, b in bypass(pairs, set(ids))]
    lanes = {g.id: plain(label_of(g)) for g in diagram.groups if g.kind == "swimlane"}
    first = {n.group: i for i, n in reversed(list(enumerate(kept))) if n.group in lanes}
    graph.attributes = [(first[lane], label) for lane, label in lanes.items() if lane in first]
    return graph


def bypass(pairs: list[tuple[str, str]], kept: set[str]) -> list[tuple[str, str]]:
    """Edges between kept nodes, with those that are not kept passed through."""
    after: dict[str, list[str]] = {}
    for source, target in pairs:
        after.setdefault(source, []).append(target)
    found: dict[tuple[str, str], None] = {}
    for source in kept:
        waiting, seen = list(after.get(source, ())), set()
        while waiting:
            node = waiting.pop()
            if node in kept:
                found[source, node] = None
            elif node not in seen:
                seen.add(node)
                waiting += after.get(node, ())
    return sorted(found)
