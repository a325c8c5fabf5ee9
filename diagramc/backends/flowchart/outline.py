"""Flowchart as an outline: each step, and under it where the flow goes on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from diagramc.backends.outline import Line, graph_lines, name, said, with_remark
from diagramc.ir.flowchart import Flow, Flowchart, FlowNode

_SILENT = frozenset({"process", "connector", "comment", "fork"})
"""Kinds that say nothing which the label does not."""


def _step(node: FlowNode) -> list[str]:
    kind = "" if node.kind in _SILENT or node.kind == name(node).lower() else node.kind.replace("-", " ")
    return [with_remark(name(node), kind, node.description)]


def _flow(edge: Flow, called: Mapping[str, str]) -> str:
    arrow = "→" if edge.target_head != "none" else "←" if edge.source_head != "none" else "–"
    label = said(edge.label)
    return f"{label} {arrow} {called[edge.target]}" if label else f"{arrow} {called[edge.target]}"


def outline(diagram: Flowchart) -> Iterator[Line]:
    """The lines of the outline."""
    return graph_lines(diagram.nodes, diagram.edges, diagram.groups, _step, _flow)
