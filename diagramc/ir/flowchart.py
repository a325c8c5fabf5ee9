"""Flowchart: steps and decisions, joined by flows, in nested groups or swimlanes."""

from __future__ import annotations

from typing import Literal

from diagramc.ir.base import Diagram, Direction, Edge, EdgeHead, Group, LineStyle, Node, Side
from diagramc.ir.outlines import NodeShape

NodeKind = Literal[
    "process",
    "decision",
    "start",
    "end",
    "terminal",
    "data",
    "database",
    "document",
    "documents",
    "subprocess",
    "manual",
    "manual-input",
    "preparation",
    "delay",
    "display",
    "storage",
    "queue",
    "connector",
    "event",
    "fork",
    "comment",
    "actor",
    "cloud",
]
"""ISO 5807 symbols by meaning. `start` and `end` are terminals that say which; `fork` is a synchronisation bar."""


class FlowNode(Node, frozen=True, kw_only=True):
    """A step. Its outline follows from `kind` unless `shape` says otherwise. `icon` is a name such as `cloud`."""

    kind: NodeKind = "process"
    shape: NodeShape | None = None
    icon: str | None = None


class Flow(Edge, frozen=True, kw_only=True):
    """An edge from `source` to `target`. `length` is the least number of ranks it spans."""

    line: LineStyle = "solid"
    source_head: EdgeHead = "none"
    target_head: EdgeHead = "arrow"
    source_side: Side | None = None
    target_side: Side | None = None
    length: int = 1


class FlowGroup(Group, frozen=True, kw_only=True):
    """A frame round steps; a `swimlane` says who does them."""

    kind: Literal["group", "swimlane"] = "group"


class Flowchart(Diagram, frozen=True, kw_only=True, tag="flowchart"):
    """A flowchart. `direction` is the author's wish for the flow; a layout that must fill a ratio may turn it."""

    direction: Direction | None = None
    nodes: tuple[FlowNode, ...] = ()
    edges: tuple[Flow, ...] = ()
    groups: tuple[FlowGroup, ...] = ()
