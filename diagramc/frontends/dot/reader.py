"""What every diagram type reads from a DOT graph: title, labels, links, clusters, notes, wishes to the layout."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from typing import Any, ClassVar, NamedTuple

from diagramc.frontends.dot.labels import label_of, record, text_of
from diagramc.frontends.dot.looks import COMPASS, LINES, SIDES, style, style_words
from diagramc.frontends.dot.scope import Cluster, Edge, Model, Node
from diagramc.frontends.dot.syntax import Attributes, Id, NodeRef
from diagramc.frontends.source import Source
from diagramc.ir.base import Direction, Group, Hint, Label, Link, Note, Side, Style, plain
from diagramc.ir.base import Node as Element
from diagramc.targets.nesting import nest

_MULTIPLICITY = re.compile(r"[\d*nm]+(?:\s*\.\.\s*[\d*nm]+)?(?:,\s*[\d*nm.]+)*")
_WISHES = {"0": "same-rank", "2": "order", "10": "near"}
_DIRECTIONS: dict[str, Direction] = {"LR": "LR", "RL": "RL", "BT": "BT"}
_UNDERSTOOD = frozenset(
    "label shape style fillcolor color fontcolor fontsize fontname penwidth URL href tooltip target rank rankdir bgcolor pencolor"
    " minlen len dir arrowhead arrowtail headport tailport lhead ltail xlabel sides skew distortion orientation peripheries margin"
    " width height comment charset edgeURL edgehref edgetooltip labelURL labelhref labeltooltip edgetarget compound labelloc"
    " labeljust labelfontsize labelfontcolor labelfontname cluster id regular fixedsize".split()
)
"""The attributes that are read, and those that only place what is read."""


class Elements(NamedTuple):
    """What a graph holds, in the order in which the text would declare it if each frame were written once."""

    nodes: tuple[Any, ...]
    edges: tuple[Any, ...]
    groups: tuple[Any, ...]
    common: dict[str, Any]


class GraphReader(ABC):
    """Reads one model. `own` when diagramc wrote the graph. A diagram type says how its nodes and edges are read."""

    group_class: ClassVar[type[Group]]
    noun: ClassVar[str]
    styles: ClassVar[frozenset[str]] = frozenset({"filled", "rounded"})
    """The words of `style` that are understood, besides those for lines."""
    more_understood: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, model: Model, source: Source, *, own: bool) -> None:
        self.model, self.source, self.own = model, source, own
        self.lesser: dict[str, tuple[int, int]] = {}
        self.names = {"G": model.id or "", "T": "", "H": "", "E": "", "L": ""}
        self.hidden: dict[str, str] = {}
        self.groups = group_ids(model)

    @abstractmethod
    def node(self, node: Node) -> Element:
        """One node."""

    @abstractmethod
    def edge(self, edge: Edge) -> Any:
        """One edge."""

    def elements(self) -> Elements:
        """Nodes, edges, groups, and the fields that all diagrams have."""
        model = self.model
        title, caption = self.title()
        nodes, notes = [], []
        remarks: dict[str, list[str]] = {}
        for node in model.nodes.values():
            if self.own and self._is_helper(node, remarks):
                continue
            nodes.append(self.node(node))
        edges, wishes = [], []
        for edge in model.edges:
            if self.own and self._is_wish(edge):
                wishes.append(edge)
            elif not self._is_tie(edge, remarks):
                edges.append(self.edge(edge))
        for id, targets in remarks.items():
            note = model.nodes[id]
            notes.append(
                Note(
                    text=self.label(note, note.attributes.get("label"))[0] or "",
                    targets=tuple(self.hidden.get(target, target) for target in targets),
                    span=self.source.span(note.start, note.end),
                )
            )
        self._report()
        groups = [self.group(cluster) for cluster in model.clusters]
        placed = [element for _, mark, element in nest(nodes, groups) if mark != "close"]
        common = {
            "title": title,
            "caption": caption,
            "description": self.text(model.attributes.get("tooltip")),
            "notes": tuple(notes),
            "hints": (*self._ranks(), *self._hints(wishes)),
            "span": self.source.span(model.start, model.start + 1),
        }
        return Elements(
            tuple(element for element in placed if not isinstance(element, Group)),
            tuple(edges),
            tuple(element for element in placed if isinstance(element, Group)),
            common,
        )

    def _is_helper(self, node: Node, remarks: dict[str, list[str]]) -> bool:
        """Whether a node of our own DOT stands for something else: for an empty group, or for a note."""
        from diagramc.frontends.dot.own import is_anchor, is_note

        if is_anchor(node) and node.cluster is not None:
            self.hidden[node.id] = self.groups[id(node.cluster)]
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

    def _hints(self, edges: list[Edge]) -> list[Hint]:
        if not edges:
            return []
        from diagramc.frontends.dot.own import chains

        found = []
        for weight, nodes in chains(edges):
            kind = _WISHES.get(weight, "order")
            ids = tuple(self.hidden.get(node, node) for node in nodes)
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
            lines = (text_of(text, names).split("\n") for text in record(value).texts() if text)
            return "\n".join(line.strip() for part in lines for line in part), []
        if self.own and value.html:
            from diagramc.frontends.dot.html_label import lines_of, read_html
            from diagramc.frontends.dot.own import described

            return described(lines_of(read_html(value)))
        return self.plain_label(value, names), []

    def edge_label(self, value: Id, names: dict[str, str]) -> Label:
        if not self.own:
            return self.plain_label(value, names)
        if value.html:
            inside = value.removeprefix("&#160;").removesuffix("&#160;")
            return label_of(Id(inside, value.start, value.end, html=True), names)
        from diagramc.frontends.dot.own import unpadded

        return unpadded(text_of(value, names))

    def end(self, node: str, cluster: Id | None) -> str:
        """The id at an end of an edge: that of a group, when the edge is cut off at a cluster round the node."""
        if cluster is None:
            return self.hidden.get(node, node)
        here = self.model.nodes[node].cluster
        while here is not None and here.name != cluster:
            here = here.parent
        return self.hidden.get(node, node) if here is None else self.groups[id(here)]

    def group(self, cluster: Cluster) -> Group:
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
        return self.group_class(
            id=self.groups[id(cluster)],
            label=label,
            description="\n".join(small) or None,
            parent=parent,
            link=self.link(attributes),
            tooltip=self.text(attributes.get("tooltip")),
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

    def text(self, value: Id | None, name: str = "") -> str | None:
        if not value:
            return None
        words = plain(self.plain_label(value, {**self.names, "N": name}))
        return words or None

    def note_lesser(
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
                if name not in _UNDERSTOOD | self.more_understood and value:
                    self.lesser.setdefault(name, (value.start, value.end))
                if value.html:
                    from diagramc.frontends.dot.html_label import lost

                    for what in lost(value):
                        self.lesser.setdefault(what, (value.start, value.end))
            for name in ("color", "fillcolor"):
                colors = holder.attributes.get(name)
                if colors and ":" in colors:
                    self.lesser.setdefault(f"{name}={colors}", (colors.start, colors.end))
            for word in style_words(holder.attributes):
                if word not in LINES and word not in self.styles:
                    value = holder.attributes["style"]
                    self.lesser.setdefault(f"style={word}", (value.start, value.end))
        if self.lesser:
            start, end = min(self.lesser.values())
            names = ", ".join(list(self.lesser)[:12]) + (" …" if len(self.lesser) > 12 else "")
            from diagramc.diagnostics import Severity

            self.source.report(
                "parse.ignored",
                f"{self.noun} has no place for, or only a lesser form of: {names}",
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


def end_words(
    attributes: Attributes, name: str, names: dict[str, str], *, own: bool
) -> tuple[str | None, str | None]:
    """Multiplicity and role at an end of a relation, from its `headlabel` or `taillabel`."""
    value = attributes.get(name)
    if not value:
        return None, None
    text = text_of(value, names)
    if own:
        from diagramc.frontends.dot.own import unpadded

        text = unpadded(text)
    lines = text.split("\n")
    first = lines[0].strip()
    if len(lines) > 1:
        return first or None, "\n".join(lines[1:]).strip() or None
    return (first, None) if _MULTIPLICITY.fullmatch(first) else (None, first or None)
