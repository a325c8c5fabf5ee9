"""A DOT graph as a flowchart: shapes as kinds, clusters as groups, ranks as wishes to the layout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagramc.frontends.dot.labels import label_of, record, text_of
from diagramc.frontends.dot.looks import (
    ALIKE,
    COMPASS,
    LINES,
    SIDES,
    head,
    line_style,
    outline,
    style,
    style_words,
    whole,
)
from diagramc.frontends.dot.scope import Cluster, Edge, Model, Node
from diagramc.frontends.dot.syntax import Attributes, Id, NodeRef
from diagramc.frontends.source import Source
from diagramc.ir.base import Direction, Hint, Label, Link, Note, Side, Style, plain
from diagramc.ir.flowchart import Flow, Flowchart, FlowGroup, FlowNode
from diagramc.targets.nesting import nest

if TYPE_CHECKING:
    from diagramc.frontends.dot.own import Outlines

_WISHES = {"0": "same-rank", "2": "order", "10": "near"}
_DIRECTIONS: dict[str, Direction] = {"LR": "LR", "RL": "RL", "BT": "BT"}
_UNDERSTOOD = frozenset(
    "label shape style fillcolor color fontcolor fontsize fontname penwidth URL href tooltip target rank rankdir bgcolor pencolor"
    " minlen len dir arrowhead arrowtail headport tailport lhead ltail xlabel sides skew distortion orientation peripheries margin"
    " width height comment charset edgeURL edgehref edgetooltip labelURL labelhref labeltooltip edgetarget compound labelloc"
    " labeljust labelfontsize labelfontcolor labelfontname cluster id regular fixedsize".split()
)
"""The attributes that are read, and those that only place what is read."""


class FlowchartReader:
    """Reads one model. `own` when diagramc wrote the graph."""

    def __init__(self, model: Model, source: Source, *, own: bool) -> None:
        self.model, self.source, self.own = model, source, own
        self.lesser: dict[str, tuple[int, int]] = {}
        self.names = {"G": model.id or "", "T": "", "H": "", "E": "", "L": ""}
        self.outlines: Outlines | None = None
        if own:
            from diagramc.frontends.dot.own import Outlines

            self.outlines = Outlines()
        self.groups = group_ids(model)

    def read(self) -> Flowchart:
        """The flowchart."""
        model = self.model
        title, caption = self.title()
        nodes, notes = [], []
        remarks: dict[str, list[str]] = {}
        hidden: dict[str, str] = {}
        for node in model.nodes.values():
            if self.own and self._is_helper(node, hidden, remarks):
                continue
            nodes.append(self.node(node))
        edges, wishes = [], []
        for edge in model.edges:
            if self.own and self._is_wish(edge):
                wishes.append(edge)
            elif not self._is_tie(edge, remarks):
                edges.append(self.edge(edge, hidden))
        for id, targets in remarks.items():
            note = model.nodes[id]
            targets = [hidden.get(target, target) for target in targets]
            notes.append(
                Note(
                    text=self.label(note, note.attributes.get("label"))[0] or "",
                    targets=tuple(targets),
                    span=self.source.span(note.start, note.end),
                )
            )
        self._report()
        groups = [self.group(cluster) for cluster in model.clusters]
        placed = [element for _, mark, element in nest(nodes, groups) if mark != "close"]
        return Flowchart(
            title=title,
            caption=caption,
            description=self._text(model.attributes.get("tooltip")),
            direction=direction(model),
            # In the order in which the text would declare them if each frame were written once.
            nodes=tuple(element for element in placed if isinstance(element, FlowNode)),
            edges=tuple(edges),
            groups=tuple(element for element in placed if isinstance(element, FlowGroup)),
            notes=tuple(notes),
            hints=(*self._ranks(), *self._hints(wishes, hidden)),
            span=self.source.span(0, 1),
        )

    def _is_helper(self, node: Node, hidden: dict[str, str], remarks: dict[str, list[str]]) -> bool:
        """Whether a node of our own DOT stands for something else: for an empty group, or for a note."""
        from diagramc.frontends.dot.own import is_anchor, is_note

        if is_anchor(node) and node.cluster is not None:
            hidden[node.id] = self.groups[id(node.cluster)]
            return True
        if is_note(node):
            remarks[node.id] = []
            return True
        return False

    def _is_wish(self, edge: Edge) -> bool:
        from diagramc.frontends.dot.own import is_wish

        return is_wish(edge)

    def _is_tie(self, edge: Edge, remarks: dict[str, list[str]]) -> bool:
        """Whether an edge ties a note to its target."""
        for note, target in ((edge.source, edge.target), (edge.target, edge.source)):
            if str(note.id) in remarks:
                remarks[str(note.id)].append(str(target.id))
                return True
        return False

    def _hints(self, edges: list[Edge], hidden: dict[str, str]) -> list[Hint]:
        if not edges:
            return []
        from diagramc.frontends.dot.own import chains

        found = []
        for weight, nodes in chains(edges):
            kind = _WISHES.get(weight, "order")
            ids = tuple(hidden.get(node, node) for node in nodes)
            found.append(Hint(kind=kind, nodes=ids))  # type: ignore[arg-type]
        return found

    def _ranks(self) -> list[Hint]:
        found = []
        for ranked in self.model.ranks:
            if ranked.rank == "same" and len(ranked.nodes) > 1:
                span = self.source.span(ranked.start, ranked.end)
                found.append(Hint(kind="same-rank", nodes=tuple(ranked.nodes), span=span))
            elif ranked.rank != "same":
                self.lesser.setdefault(f"rank={ranked.rank}", (ranked.start, ranked.end))
        return found

    def title(self) -> tuple[Label | None, Label | None]:
        """The graph's label, and the caption that our own DOT has under it."""
        value = self.model.attributes.get("label")
        if value is None or not value:
            return None, None
        if not (self.own and value.html):
            return self.plain_label(value, self.names), None
        from diagramc.frontends.dot.html_label import lines_of, read_html
        from diagramc.frontends.dot.own import described

        label, small = described(lines_of(read_html(value)), strong=True)
        return (label if plain(label) else None), ("\n".join(small) or None)

    def plain_label(self, value: Id, names: dict[str, str]) -> Label:
        """A label as it is, without line breaks of our own making."""
        label = label_of(value, names)
        if self.own and isinstance(label, str):
            from diagramc.frontends.dot.own import bare, joined

            return bare(joined(label))
        # Blanks at the end of a line show nothing, and to our own DOT they say that the break is not the author's.
        return "\n".join(line.rstrip() for line in label.split("\n")) if isinstance(label, str) else label

    def label(self, node: Node, value: Id | None) -> tuple[Label | None, list[str]]:
        """A node's label, and the small texts under it that our own DOT has."""
        names = {**self.names, "N": node.id, "L": node.id}
        if value is None:
            # The name is shown, and read as a label is.
            return (text_of(node.id, names) if "\\" in node.id or "&" in node.id else None), []
        shape = node.attributes.get("shape", "").lower()
        if shape in ("record", "mrecord") and not value.html:
            return "\n".join(text_of(text, names).strip() for text in record(value).texts() if text), []
        if self.own and value.html:
            from diagramc.frontends.dot.html_label import lines_of, read_html
            from diagramc.frontends.dot.own import described

            return described(lines_of(read_html(value)))
        return self.plain_label(value, names), []

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
        self._note_lesser("shape", attributes, node.start, node.end, alike=ALIKE)
        return FlowNode(
            id=node.id,
            label=label,
            kind=kind,
            shape=shape,
            icon=icon,
            description="\n".join(small) or None,
            group=None if node.cluster is None else self.groups[id(node.cluster)],
            link=self.link(attributes),
            tooltip=self._text(attributes.get("tooltip"), node.id),
            style=said,
            span=self.source.span(node.start, node.end),
        )

    def edge(self, edge: Edge, hidden: dict[str, str]) -> Flow:
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
        label = self._edge_label(value, names) if value is not None else None
        line = line_style(attributes)
        ways = attributes.get("dir", Id("forward" if self.model.directed else "none", 0, 0)).lower()
        ends = {"forward": (False, True), "back": (True, False), "both": (True, True)}.get(
            ways, (False, False)
        )
        said = style(edge.given if self.own else attributes, {}, lines=False, own=self.own)
        for name in ("headlabel", "taillabel"):
            if attributes.get(name):
                self.lesser.setdefault(name, (edge.start, edge.end))
        return Flow(
            source=self._end(attributes.get("ltail"), hidden.get(source, source), self.model.nodes[source]),
            target=self._end(attributes.get("lhead"), hidden.get(target, target), self.model.nodes[target]),
            label=label,
            line=line or "solid",
            source_head=head(attributes.get("arrowtail", "normal")) if ends[0] else "none",
            target_head=head(attributes.get("arrowhead", "normal")) if ends[1] else "none",
            source_side=side(edge.source, attributes.get("tailport")),
            target_side=side(edge.target, attributes.get("headport")),
            length=max(1, min(whole(attributes.get("minlen", "1")), 50)),
            link=self.link(attributes, "edgeURL", "edgehref", "labelURL", "labelhref"),
            tooltip=self._text(attributes.get("tooltip") or attributes.get("edgetooltip")),
            style=said,
            span=self.source.span(edge.start, edge.end),
        )

    def _edge_label(self, value: Id, names: dict[str, str]) -> Label:
        if not self.own:
            return self.plain_label(value, names)
        from diagramc.frontends.dot.own import unpadded

        label = label_of(value, names)
        return unpadded(label) if isinstance(label, str) else label

    def _end(self, cluster: Id | None, id_: str, node: Node) -> str:
        """The id of a group when the edge ends at a cluster round the node."""
        if cluster is None:
            return id_
        here = node.cluster
        while here is not None and here.name != cluster:
            here = here.parent
        return id_ if here is None else self.groups[id(here)]

    def group(self, cluster: Cluster) -> FlowGroup:
        """One cluster."""
        attributes = cluster.attributes
        value = attributes.get("label")
        label: Label | None = (
            "" if value is None else self.plain_label(value, {**self.names, "G": cluster.name})
        )
        small: list[str] = []
        base: dict[str, str] = {}
        if self.own:
            from diagramc.frontends.dot.html_label import lines_of, read_html
            from diagramc.frontends.dot.own import CLUSTER, described

            base = CLUSTER
            if value is not None and value.html:
                label, small = described(lines_of(read_html(value)), strong=True)
        parent = None if cluster.parent is None else self.groups[id(cluster.parent)]
        return FlowGroup(
            id=self.groups[id(cluster)],
            label=label,
            description="\n".join(small) or None,
            parent=parent,
            link=self.link(attributes),
            tooltip=self._text(attributes.get("tooltip")),
            style=_frame_style(attributes, base),
            span=self.source.span(cluster.start, cluster.end),
        )

    def link(self, attributes: Attributes, *more: str) -> Link | None:
        """Where a click leads; what is no URL that may be followed is reported."""
        from diagramc.passes.validate.common import check_link

        for name in ("URL", "href", *more):
            value = attributes.get(name)
            if value:
                found = Link(url=text_of(value, self.names), new_window=attributes.get("target") == "_blank")
                problem = next(check_link(found), None)
                if problem is None:
                    return found
                self.source.report(
                    "parse.value", problem.message, value.start, value.end, expected=problem.expected
                )
        return None

    def _text(self, value: Id | None, name: str = "") -> str | None:
        if not value:
            return None
        words = plain(self.plain_label(value, {**self.names, "N": name}))
        return words or None

    def _note_lesser(
        self, name: str, attributes: Attributes, start: int, end: int, *, alike: frozenset[str]
    ) -> None:
        value = attributes.get(name)
        if value and value.lower() not in alike:
            self.lesser.setdefault(f"{name}={value}", (start, end))

    def _report(self) -> None:
        """One remark on all that a typed diagram has no place for, where the first of it stands."""
        if self.own:
            return
        model = self.model
        holders: list[Model | Cluster | Node | Edge] = [
            model,
            *model.clusters,
            *model.nodes.values(),
            *model.edges,
        ]
        for holder in holders:
            for name, value in holder.attributes.items():
                if name not in _UNDERSTOOD and value:
                    self.lesser.setdefault(name, (value.start, value.end))
            for word in style_words(holder.attributes):
                if word not in LINES and word not in ("filled", "rounded"):
                    value = holder.attributes["style"]
                    self.lesser.setdefault(f"style={word}", (value.start, value.end))
        if self.lesser:
            start, end = min(self.lesser.values())
            names = ", ".join(list(self.lesser)[:12]) + (" …" if len(self.lesser) > 12 else "")
            from diagramc.diagnostics import Severity

            self.source.report(
                "parse.ignored",
                f"a flowchart has no place for, or only a lesser form of: {names}",
                start,
                end,
                severity=Severity.INFO,
                hint="draw it with --engine graphviz to see all of it",
            )


def _frame_style(attributes: Attributes, base: dict[str, str]) -> Style | None:
    words = style_words(attributes)
    name = "fillcolor" if "filled" in words else "bgcolor"
    return style(attributes, base, filled=name)


def side(ref: NodeRef, port: Id | None) -> Side | None:
    """The side of a node that an edge ends at; ports inside a record have none."""
    words = [str(part) for part in ref.port] or (port.split(":") if port else [])
    return SIDES.get(words[-1]) if words and words[-1] in COMPASS else None


def direction(model: Model) -> Direction | None:
    """The direction of the flow; DOT's own, from top to bottom, is as good as none."""
    return _DIRECTIONS.get(model.attributes.get("rankdir", Id("", 0, 0)).upper())


def group_ids(model: Model) -> dict[int, str]:
    """An id for each cluster (by identity): its name without `cluster_`, unless that is taken."""
    taken = set(model.nodes)
    found: dict[int, str] = {}
    for number, cluster in enumerate(model.clusters, 1):
        name = cluster.name.removeprefix("cluster_") or cluster.name or f"group{number}"
        while name in taken:
            name = f"cluster_{name}"
        taken.add(name)
        found[id(cluster)] = name
    return found
