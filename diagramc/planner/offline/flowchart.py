"""Facts to IR: a procedure, or arrows, as a flowchart."""

from __future__ import annotations

from typing import cast

from msgspec.structs import replace

from diagramc.diagnostics import Span
from diagramc.ir.flowchart import Flow, Flowchart, FlowGroup, FlowNode, NodeKind
from diagramc.ir.ids import slug
from diagramc.planner.offline.labels import capitalise
from diagramc.planner.offline.procedure import Act, Decision, Jump, Loop, Parallel, Step, Stop, lanes
from diagramc.planner.prompt import prompt_span

Ends = list[tuple[str, str | None]]
"""Nodes whose way out is still open, each with the label that the next edge gets."""


class FlowchartBuilder:
    """Collects nodes and edges; a procedure is wired from its open ends."""

    def __init__(self, text: str = "") -> None:
        self.nodes: dict[str, FlowNode] = {}
        self.edges: list[Flow] = []
        self._by_label: dict[str, str] = {}
        self._jumps: list[tuple[str, str, str | None]] = []
        self._text = text
        self._actors: dict[int, str] = {}
        self._lane_of: dict[str, str] = {}
        self._lane: str | None = None

    def node(self, label: str, kind: str = "process", span: Span | None = None) -> str:
        """A new node's id."""
        node_id = slug(label, self.nodes)
        self.nodes[node_id] = FlowNode(id=node_id, label=label, kind=cast("NodeKind", kind), span=span)
        self._by_label.setdefault(label.lower(), node_id)
        return node_id

    def named(self, label: str, kind: str = "process") -> str:
        """The id of the node of this label, made when there is none."""
        return self._by_label.get(label.lower()) or self.node(label, kind)

    def edge(self, source: str, target: str, label: str | None = None, line: str = "solid") -> None:
        """An edge, once."""
        flow = Flow(source=source, target=target, label=label, line=cast("object", line))  # type: ignore[arg-type]
        if flow not in self.edges:
            self.edges.append(flow)

    def procedure(self, steps: list[Step], title: str | None = None) -> Flowchart:
        """The whole flowchart of a procedure, with its start and end."""
        self._actors = lanes(steps)
        start = self.node("Start", "start")
        ends = self._steps(steps, [(start, None)])
        for source, target, label in self._jumps:
            self.edge(source, self._by_label.get(target.lower(), start), label)
        if ends:
            end = self._by_label.get("end") or self.node("End", "end")
            for source, label in ends:
                self.edge(source, end, label)
        self._merge_twins()
        return self.build(title)

    def _merge_twins(self) -> None:
        """Make one of process nodes that say the same and go on the same way; merging one pair can make twins of others."""
        merged = True
        while merged:
            merged = False
            outgoing: dict[str, list[tuple[str, str | None]]] = {}
            for edge in self.edges:
                outgoing.setdefault(edge.source, []).append((edge.target, str(edge.label or "")))
            first: dict[tuple[object, ...], str] = {}
            twins: dict[str, str] = {}
            for node in self.nodes.values():
                key = (str(node.label).lower(), node.kind, *sorted(outgoing.get(node.id, ()), key=str))
                if node.kind not in ("process", "end") or not outgoing.get(node.id):
                    continue
                if first.setdefault(key, node.id) != node.id:
                    twins[node.id] = first[key]
            if twins:
                merged = True
                self.nodes = {i: n for i, n in self.nodes.items() if i not in twins}
                moved = [
                    replace(e, source=twins.get(e.source, e.source), target=twins.get(e.target, e.target))
                    for e in self.edges
                ]
                self.edges = list(
                    {(e.source, e.target, str(e.label or "")): e for e in reversed(moved)}.values()
                )[::-1]

    def build(self, title: str | None = None) -> Flowchart:
        """What has been collected."""
        names = list(dict.fromkeys(lane for node, lane in self._lane_of.items() if node in self.nodes))
        ids: dict[str, str] = {}
        for name in names:
            ids[name] = slug(name, [*self.nodes, *ids.values()])
        nodes = (
            replace(node, group=ids[self._lane_of[node.id]]) if node.id in self._lane_of else node
            for node in self.nodes.values()
        )
        groups = tuple(FlowGroup(id=ids[name], label=name, kind="swimlane") for name in names)
        return Flowchart(title=title, nodes=tuple(nodes), edges=tuple(self.edges), groups=groups)

    def _join(self, ends: Ends, node: str, guard: str | None = None) -> None:
        for source, label in ends:
            self.edge(source, node, label or guard)

    def _steps(self, steps: list[Step], ends: Ends) -> Ends:
        for step in steps:
            if not ends and not isinstance(step, Act):
                break
            ends = self._step(step, ends)
        return ends

    def _step(self, step: Step, ends: Ends) -> Ends:
        match step:
            case Act():
                return self._act(step, ends)
            case Decision():
                return self._decision(step, ends)
            case Loop():
                return self._loop(step, ends)
            case Parallel():
                return self._parallel(step, ends)
            case Jump():
                self._jumps += [(source, step.target, label) for source, label in ends]
                return []
            case Stop():
                end = self._by_label.get(step.label.lower()) or self.node(step.label, "end")
                self._join(ends, end)
                return []

    def _act(self, act: Act, ends: Ends) -> Ends:
        span = prompt_span(self._text, act.start, act.end)[0] if act.end and self._text else None
        node = self.node(act.label, act.kind, span)
        self._lane = self._actors.get(id(act), self._lane)
        if id(act) in self._actors:
            self._lane_of[node] = self._actors[id(act)]
        self._join(ends, node, act.guard)
        return [(node, None)]

    def _decision(self, decision: Decision, ends: Ends) -> Ends:
        span = (
            prompt_span(self._text, decision.start, decision.end)[0] if decision.end and self._text else None
        )
        node = self.node(decision.question, "decision", span)
        if self._lane is not None:
            # Who has just acted asks.
            self._lane_of[node] = self._lane
        self._join(ends, node)
        out: Ends = []
        for branch in decision.branches:
            out += self._steps(branch.steps, [(node, branch.label)])
        if len(decision.branches) == 1:
            out.append((node, "Yes" if decision.branches[0].label == "No" else "No"))
        return out

    def _loop(self, loop: Loop, ends: Ends) -> Ends:
        if not loop.body:
            return ends
        if loop.kind == "until":
            before = len(self.nodes)
            ends = self._steps(loop.body, ends)
            first = list(self.nodes)[before] if len(self.nodes) > before else None
            question = self.node(loop.question, "decision")
            self._join(ends, question)
            if first is not None:
                self.edge(question, first, "No")
            return [(question, "Yes")]
        text = f"Another {loop.condition.removeprefix('each ')}?" if loop.kind == "each" else loop.question
        question = self.node(capitalise(text), "decision")
        self._join(ends, question)
        self._join(self._steps(loop.body, [(question, "Yes")]), question)
        return [(question, "No")]

    def _parallel(self, parallel: Parallel, ends: Ends) -> Ends:
        fork = self.node("Fork", "fork")
        self._join(ends, fork)
        out: Ends = []
        for branch in parallel.branches:
            out += self._steps(branch.steps, [(fork, branch.label)])
        join = self.node("Join", "fork")
        self._join(out, join)
        return [(join, None)]
