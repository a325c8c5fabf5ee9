"""Writes one digraph: nodes, edges, clusters, notes and hints."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any

from diagramc.ir.base import (
    Diagram,
    Direction,
    Edge,
    Group,
    Label,
    Node,
    Style,
    label_of,
    plain,
)
from diagramc.targets.base import Escaped
from diagramc.targets.graphviz.labels import (
    COLORS,
    html_text,
    label_text,
    padded,
    small,
    stacked,
    strong,
    text,
)
from diagramc.targets.graphviz.looks import (
    FONT,
    Attributes,
    edge_look,
    group_look,
    link_attributes,
    node_look,
)
from diagramc.targets.graphviz.names import End, graph_class, names_of
from diagramc.targets.names import fresh
from diagramc.targets.nesting import nest
from diagramc.targets.styling import merge


class Writer:
    """Writes one digraph, in the author's order."""

    def __init__(
        self,
        diagram: Diagram,
        nodes: Iterable[Node] = (),
        groups: Iterable[Group] = (),
        direction: Direction | None = None,
        **attributes: str,
    ) -> None:
        self.diagram = diagram
        self.nodes = tuple(nodes)
        self.groups = tuple(groups)
        ids = [*(node.id for node in self.nodes), *(group.id for group in self.groups)]
        self.names = names_of(ids)
        self._group_ids = {group.id for group in self.groups}
        self._anchors = self._find_anchors()
        self._stack = [graph_class()()]
        base = {
            "fontname": FONT,
            "fontcolor": COLORS["text"],
            "rankdir": direction or "TB",
            "compound": "true",
        }
        base |= {"nodesep": "0.4", "ranksep": "0.55", "pad": "0.3", "bgcolor": COLORS["canvas"]}
        self.root.attr("graph", **(base | self._title() | attributes))
        self.root.attr(
            "node",
            fontname=FONT,
            fontsize="12",
            fontcolor=COLORS["node.text"],
            shape="box",
            style="filled",
            fillcolor=COLORS["node.fill"],
            color=COLORS["node.stroke"],
            margin="0.2,0.1",
        )
        self.root.attr(
            "edge",
            fontname=FONT,
            fontsize="10",
            fontcolor=COLORS["edge.text"],
            color=COLORS["edge.stroke"],
            arrowsize="0.8",
        )

    @property
    def root(self) -> Any:
        """The digraph itself, of the `graphviz` package."""
        return self._stack[0]

    @property
    def here(self) -> Any:
        """The innermost open cluster, or the digraph."""
        return self._stack[-1]

    def _title(self) -> Attributes:
        diagram = self.diagram
        title = None
        if diagram.title is not None:
            title = Escaped(f'<font point-size="18">{strong(diagram.title)}</font>')
        caption = small(diagram.caption) if diagram.caption is not None else None
        found: Attributes = {}
        if title or caption:
            found |= {"label": f"<{stacked(title, caption)}>", "labelloc": "t"}
        if diagram.description:
            found["tooltip"] = text(diagram.description, 80)
        return found

    def _find_anchors(self) -> dict[str, str]:
        """For each group a node that edges to the group end at: its first node, or a point of its own when it is empty."""
        found: dict[str, str] = {}
        open_groups: list[str] = []
        for _, mark, element in nest(self.nodes, self.groups):
            if mark == "open":
                open_groups.append(element.id)
            elif mark == "node":
                for group in open_groups:
                    found.setdefault(group, self.names[element.id])
            else:
                open_groups.pop()
                if element.id not in found:
                    found[element.id] = fresh(self.names.values(), f"{self.names[element.id]}_inside")
        return found

    def style(self, element: Node | Edge | Group) -> Style:
        """The style of an element: its classes in order, then its own."""
        return merge([*(self.diagram.styles.get(name) for name in element.classes), element.style])

    def nested(
        self, write_node: Callable[[Any], None], about: Callable[[Any], str] = lambda group: ""
    ) -> None:
        """Write all nodes by `write_node(node)`, inside their clusters; `about(group)` is a remark under a group's label."""
        taken = set(self.names.values())
        for _, mark, element in nest(self.nodes, self.groups):
            if mark == "node":
                write_node(element)
            elif mark == "open":
                assert isinstance(element, Group)
                self.open(element, about(element))
            else:
                if self._anchors[element.id] not in taken:
                    self.here.node(self._anchors[element.id], shape="point", style="invis")
                self.close()

    def open(self, group: Group, about: str = "") -> None:
        """Begin the cluster of a group; `about` is a remark under its label."""
        label = stacked(
            strong(label_of(group)),
            small(about) if about else None,
            small(group.description) if group.description is not None else None,
        )
        cluster = graph_class()(name=f"cluster_{self.names[group.id]}")
        look = {"label": f"<{label}>", "labeljust": "l", "margin": "14", "fontsize": "12"}
        look |= {"color": COLORS["group.stroke"], "fillcolor": COLORS["group.fill"]}
        look |= {"fontcolor": COLORS["group.text"]}
        look |= {"fontname": FONT, "penwidth": "1"}
        # A cluster inherits what the ones round it say, links included, unless it says otherwise.
        look |= dict.fromkeys(("URL", "target", "tooltip", "class"), "") if len(self._stack) > 1 else {}
        if self.diagram.description:
            look["tooltip"] = text(plain(label_of(group)), 80)
        cluster.attr("graph", **(look | group_look(self.style(group)) | self._common(group)))
        self._stack.append(cluster)

    def close(self) -> None:
        """End the innermost cluster."""
        cluster = self._stack.pop()
        self.here.subgraph(cluster)

    def _common(self, element: Node | Edge | Group) -> Attributes:
        found = link_attributes(element.link, element.tooltip)
        if element.classes:
            found["class"] = text(" ".join(element.classes), 100_000)
        return found

    def node(self, node: Node, label: str, base: Attributes) -> None:
        """Write a node; `label` is ready for the `graphviz` package."""
        look = node_look(self.style(node), base)
        self.here.node(self.names[node.id], label=label, **(look | self._common(node)))

    def described(self, node: Node) -> str:
        """The label of a node with its description under it."""
        if node.description is None:
            return label_text(label_of(node))
        return f"<{stacked(html_text(label_of(node)), small(node.description))}>"

    def shown(self, node: Node) -> Label:
        """What to show for a node."""
        return label_of(node)

    def fresh(self, word: str, number: int) -> str:
        """A name for a node of the drawing's own that is nobody's id."""
        return fresh(self.names.values(), word, number)

    def edge(
        self, edge: Edge, base: Attributes, tail: str = "", head: str = "", *, flip: bool = False
    ) -> None:
        """Write an edge; ends that are groups stop at the cluster's border. `tail` and `head` are ports.

        With `flip` it is written from target to source, so that dot puts the target above.
        """
        attributes = dict(base)
        ends = [(edge.source, tail), (edge.target, head)]
        for (id, _), end in zip(ends[::-1] if flip else ends, ("ltail", "lhead"), strict=True):
            if id in self._group_ids:
                attributes[end] = f"cluster_{self.names[id]}"
        if edge.label is not None and "label" not in attributes:
            attributes["label"] = padded(edge.label)
        attributes |= edge_look(self.style(edge)) | self._common(edge)
        if flip:
            swap = {"taillabel": "headlabel", "headlabel": "taillabel"}
            attributes = {swap.get(key, key): value for key, value in attributes.items()}
        points = [End(self.end(id), port) for id, port in (ends[::-1] if flip else ends)]
        self.root.edge(*points, **attributes)

    def end(self, id: str) -> str:
        """The node that stands for an id: itself, or a group's anchor."""
        return self._anchors.get(id, "") or self.names[id]

    def notes_and_hints(self) -> None:
        """Write what all types have besides their own elements: notes beside their targets, wishes for the layout."""
        for index, note in enumerate(self.diagram.notes, 1):
            name = fresh(self.names.values(), "note", index)
            look = {"fillcolor": COLORS["note.fill"], "color": COLORS["note.stroke"], "fontsize": "10"}
            self.root.node(name, label=label_text(note.text), shape="note", **look)
            for target in note.targets:
                if target in self.names:
                    first, last = str(name), self.end(target)
                    # A note above or left of its target comes before it on the flow.
                    if note.side in ("bottom", "right"):
                        first, last = last, first
                    look = {"style": "dashed", "arrowhead": "none", "color": COLORS["note.stroke"]}
                    constraint = {} if note.side in ("top", "bottom") else {"minlen": "0"}
                    self.root.edge(first, last, **look, **constraint)
        for hint in self.diagram.hints:
            weight = {"same-rank": "0", "order": "2", "near": "10"}[hint.kind]
            ends = [self.end(id) for id in hint.nodes if id in self.names]
            for first, last in pairwise(ends):
                # An edge that may span no rank at all draws its ends together without taking them out of clusters.
                self.root.edge(first, last, style="invis", minlen="0", weight=weight)

    def source(self) -> str:
        """The DOT text."""
        self.notes_and_hints()
        lines = (line.rstrip() for line in str(self.root.source).replace("\t", "  ").rstrip("\n").split("\n"))
        return "\n".join(lines) + "\n"
