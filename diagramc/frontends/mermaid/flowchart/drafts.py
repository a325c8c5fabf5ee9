"""A flowchart under way: nodes, links and subgraphs that later statements of the text still add to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeVar

from msgspec.structs import replace

from diagramc.frontends.mermaid.flowchart.links import Link
from diagramc.frontends.mermaid.flowchart.shapes import Look
from diagramc.frontends.source import Source
from diagramc.ir.base import Direction, Label, Style
from diagramc.ir.base import Link as Address
from diagramc.ir.flowchart import Flow, Flowchart, FlowGroup, FlowNode
from diagramc.targets.nesting import nest
from diagramc.targets.styling import merge

DEFAULT_CLASS = "default"
"""The style class that every node wears without being told to."""


@dataclass(slots=True)
class Draft:
    """What nodes, links and subgraphs have in common; `start` and `end` are where the text first says it."""

    id: str
    start: int
    end: int
    label: Label | None = None
    classes: list[str] = field(default_factory=list)
    style: Style | None = None

    def dress(self, style: Style | None) -> None:
        """Add a style to its own."""
        if style is not None:
            self.style = style if self.style is None else replace(merge((self.style, style)), span=style.span)


@dataclass(slots=True)
class NodeDraft(Draft):
    """A node."""

    look: Look = field(default_factory=Look)
    icon: str | None = None
    link: Address | None = None
    tooltip: str | None = None


@dataclass(slots=True)
class EdgeDraft(Draft):
    """A link between two ids; its own id is "" when it has none."""

    source: str = ""
    target: str = ""
    link: Link = field(default_factory=lambda: Link("solid", "none", "arrow", 1))


@dataclass(slots=True)
class GroupDraft(Draft):
    """A subgraph, with the ids that are mentioned inside it."""

    direction: Direction | None = None
    members: dict[str, None] = field(default_factory=dict)


@dataclass(slots=True)
class ChartDraft:
    """A flowchart."""

    source: Source
    lanes: bool = False
    direction: Direction | None = None
    nodes: dict[str, NodeDraft] = field(default_factory=dict)
    edges: list[EdgeDraft] = field(default_factory=list)
    groups: dict[str, GroupDraft] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    styles: dict[str, Style] = field(default_factory=dict)
    edge_style: Style | None = None

    def close(self, group: GroupDraft) -> None:
        """A subgraph ends: it holds what is mentioned in it and is in no subgraph that ended before."""
        kept = self.groups.get(group.id)
        if kept is None:
            self.groups[group.id] = kept = group
        for member in group.members:
            if member not in self.owners and not self._holds(member, kept.id):
                self.owners[member] = kept.id

    def _holds(self, outer: str, inner: str) -> bool:
        """Whether `inner` is `outer` or somewhere inside it."""
        at: str | None = inner
        while at is not None:
            if at == outer:
                return True
            at = self.owners.get(at)
        return False

    def finish(self, start: int, end: int) -> Flowchart:
        """The diagram, its nodes in the order in which a source declares them: those of a subgraph together."""
        everybody = (DEFAULT_CLASS,) if DEFAULT_CLASS in self.styles else ()
        groups = [self._group(draft) for draft in sorted(self.groups.values(), key=lambda group: group.start)]
        nodes = [self._node(draft, everybody) for draft in self.nodes.values() if draft.id not in self.groups]
        ordered: list[Any] = [element for _, mark, element in nest(nodes, groups) if mark != "close"]
        nodes = [element for element in ordered if isinstance(element, FlowNode)]
        groups = [element for element in ordered if isinstance(element, FlowGroup)]
        edges = list(map(self._edge, self.edges))
        wearers: list[Any] = [*nodes, *groups, *edges]
        rank = {
            name: number
            for number, name in enumerate(dict.fromkeys(name for one in wearers for name in one.classes))
        }
        return Flowchart(
            direction=self.direction,
            nodes=tuple(_sorted(node, rank) for node in nodes),
            edges=tuple(_sorted(edge, rank) for edge in edges),
            groups=tuple(_sorted(group, rank) for group in groups),
            styles=self.styles,
            span=self.source.span(start, end),
        )

    def _node(self, draft: NodeDraft, everybody: tuple[str, ...]) -> FlowNode:
        label = draft.label
        if label is None and draft.look.silent:
            label = ""
        return FlowNode(
            id=draft.id,
            label=label,
            kind=draft.look.kind,
            shape=draft.look.shape,
            icon=draft.icon,
            group=self.owners.get(draft.id),
            link=draft.link,
            tooltip=draft.tooltip,
            classes=tuple(dict.fromkeys((*everybody, *draft.classes))),
            style=draft.style,
            span=self.source.span(draft.start, draft.end),
        )

    def _edge(self, draft: EdgeDraft) -> Flow:
        style = draft.style
        if self.edge_style is not None:
            style = replace(merge((self.edge_style, style)), span=self.edge_style.span)
        return Flow(
            id=draft.id or None,
            source=draft.source,
            target=draft.target,
            label=draft.label or None,
            line=draft.link.line,
            source_head=draft.link.source_head,
            target_head=draft.link.target_head,
            length=draft.link.length,
            classes=tuple(dict.fromkeys(draft.classes)),
            style=style,
            span=self.source.span(draft.start, draft.end),
        )

    def _group(self, draft: GroupDraft) -> FlowGroup:
        parent = self.owners.get(draft.id)
        own = self.nodes.get(draft.id)
        if own is not None:
            draft.dress(own.style)
            draft.classes += own.classes
        return FlowGroup(
            id=draft.id,
            label=draft.label,
            parent=parent,
            direction=draft.direction,
            kind="swimlane" if self.lanes and parent is None else "group",
            classes=tuple(dict.fromkeys(draft.classes)),
            style=draft.style,
            span=self.source.span(draft.start, draft.end),
        )


_E = TypeVar("_E", FlowNode, FlowGroup, Flow)


def _sorted(element: _E, rank: dict[str, int]) -> _E:
    """The element with its classes in the order in which the diagram first wears them."""
    if len(element.classes) < 2:
        return element
    return replace(element, classes=tuple(sorted(element.classes, key=rank.__getitem__)))
