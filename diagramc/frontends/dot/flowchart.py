"""A DOT graph as a flowchart: shapes as kinds, clusters as groups, ranks as wishes to the layout."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from diagramc.frontends.dot.labels import record
from diagramc.frontends.dot.looks import (
    ALIKE,
    COMPASS,
    head,
    is_lesser_head,
    line_style,
    outline,
    style,
    style_words,
    whole,
)
from diagramc.frontends.dot.reader import GraphReader, direction, side
from diagramc.frontends.dot.scope import Edge, Model, Node
from diagramc.frontends.dot.syntax import Attributes, Id
from diagramc.frontends.source import Source
from diagramc.ir.flowchart import Flow, Flowchart, FlowGroup, FlowNode

if TYPE_CHECKING:
    from diagramc.frontends.dot.own import Outlines


class FlowchartReader(GraphReader):
    """Reads one model as a flowchart."""

    group_class = FlowGroup
    noun = "a flowchart"
    styles = GraphReader.styles | {"diagonals"}

    def __init__(self, model: Model, source: Source, *, own: bool) -> None:
        super().__init__(model, source, own=own)
        self.outlines: Outlines | None = None
        if own:
            from diagramc.frontends.dot.own import Outlines

            self.outlines = Outlines()

    def read(self) -> Flowchart:
        """The flowchart."""
        nodes, edges, groups, common = self.elements()
        return Flowchart(direction=direction(self.model), nodes=nodes, edges=edges, groups=groups, **common)

    def node(self, node: Node) -> FlowNode:
        """One node."""
        attributes = node.attributes
        look = self.outlines.find(attributes) if self.outlines else None
        kind, shape = (look.kind, look.shape) if look else outline(attributes)
        said = style(node.given, look.own, own=True) if look else style(attributes, {})
        value = attributes.get("label")
        if attributes.get("shape", "").lower() == "point":
            value = attributes.get("xlabel") or Id("", node.start, node.end)
        elif look and "xlabel" in attributes and value == "":
            value = attributes["xlabel"]
        label, small = self.label(node, value)
        icon = None
        if small and small[0].startswith("(") and small[0].endswith(")"):
            icon, small = small[0][1:-1], small[1:]
        self.note_lesser("shape", attributes, node.start, node.end, alike=ALIKE)
        if shape != "marked-square" and "diagonals" in style_words(attributes):
            self.lesser.setdefault("style=diagonals", (node.start, node.end))
        self._note_parts(attributes)
        return FlowNode(
            id=node.id,
            label=label,
            kind=kind,
            shape=shape,
            icon=icon,
            description="\n".join(small) or None,
            group=None if node.cluster is None else self.groups[id(node.cluster)],
            link=self.link(attributes),
            tooltip=self.text(attributes.get("tooltip"), node.id),
            style=said,
            span=self.source.span(node.start, node.end),
        )

    def _note_parts(self, attributes: Attributes) -> None:
        """Say where a label has parts of which only the texts are kept."""
        value = attributes.get("label")
        if not value:
            return
        if value.html:
            if len(re.findall(r"<td\b", value, re.IGNORECASE)) > 1:
                self.lesser.setdefault("cells of a table", (value.start, value.end))
        elif attributes.get("shape", "").lower() in ("record", "mrecord") and len(record(value).texts()) > 1:
            self.lesser.setdefault("fields of a record", (value.start, value.end))

    def edge(self, edge: Edge) -> Flow:
        """One edge; an end cut off at a cluster is an end at the group."""
        attributes = edge.attributes
        source, target = str(edge.source.id), str(edge.target.id)
        names = {
            **self.names,
            "T": source,
            "H": target,
            "E": f"{source}->{target}",
            "L": f"{source}->{target}",
        }
        value = attributes.get("label") or attributes.get("xlabel")
        label = self.edge_label(value, names) if value is not None else None
        line = line_style(attributes)
        ways = attributes.get("dir", Id("forward" if self.model.directed else "none", 0, 0)).lower()
        ends = {"forward": (False, True), "back": (True, False), "both": (True, True)}.get(
            ways, (False, False)
        )
        said = style(edge.given if self.own else attributes, {}, lines=False, own=self.own)
        for name, drawn in (("arrowtail", ends[0]), ("arrowhead", ends[1])):
            if drawn and is_lesser_head(value := attributes.get(name, Id("normal", 0, 0))):
                self.lesser.setdefault(f"{name}={value}", (edge.start, edge.end))
        for ref in (edge.source, edge.target):
            if ref.port and str(ref.port[0]) not in COMPASS:
                self.lesser.setdefault("ports inside a node", (edge.start, edge.end))
        for name in ("headlabel", "taillabel"):
            if attributes.get(name):
                self.lesser.setdefault(name, (edge.start, edge.end))
        return Flow(
            source=self.end(source, attributes.get("ltail")),
            target=self.end(target, attributes.get("lhead")),
            label=label,
            line=line or "solid",
            source_head=head(attributes.get("arrowtail", "normal")) if ends[0] else "none",
            target_head=head(attributes.get("arrowhead", "normal")) if ends[1] else "none",
            source_side=side(edge.source, attributes.get("tailport")),
            target_side=side(edge.target, attributes.get("headport")),
            length=max(1, min(whole(attributes.get("minlen", "1")), 50)),
            link=self.link(attributes, "edgeURL", "edgehref", "labelURL", "labelhref"),
            tooltip=self.text(attributes.get("tooltip") or attributes.get("edgetooltip")),
            style=said,
            span=self.source.span(edge.start, edge.end),
        )
