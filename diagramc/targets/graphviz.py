"""What DOT needs whatever the diagram type: text, HTML labels, looks, and a writer of nodes, edges, clusters, notes and hints."""

from __future__ import annotations

import html
import re
import textwrap
from collections.abc import Callable, Iterable
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from diagramc.ir.base import (
    Diagram,
    Direction,
    Edge,
    EdgeHead,
    Group,
    Label,
    LineStyle,
    Link,
    Node,
    Side,
    Style,
    label_of,
    plain,
)
from diagramc.targets.base import Escaped, fill
from diagramc.targets.characters import printable, runs
from diagramc.targets.names import aliases, fresh
from diagramc.targets.nesting import nest
from diagramc.targets.styling import merge, number
from diagramc.themes.light import LIGHT

FONT = "Helvetica"
"""One of the faces whose widths every Graphviz knows, with or without fonts installed."""
RESERVED = frozenset({"node", "edge", "graph", "digraph", "subgraph", "strict"})
LABEL_WIDTH = 34
"""Characters after which the labels of nodes and edges are wrapped; dot itself never wraps."""
COLORS = LIGHT.colors
SIDES: dict[Side, str] = {"top": "n", "bottom": "s", "left": "w", "right": "e"}
HEADS: dict[EdgeHead, str] = {
    "none": "none",
    "arrow": "normal",
    "open": "vee",
    "circle": "dot",
    "cross": "tee",
    "diamond": "diamond",
    "open-diamond": "odiamond",
    "triangle": "empty",
}
LINES: dict[LineStyle, dict[str, str]] = {
    "solid": {},
    "dashed": {"style": "dashed"},
    "dotted": {"style": "dotted"},
    "thick": {"penwidth": "2.4"},
    "invisible": {"style": "invis"},
}
Attributes = dict[str, str]


def text(words: str, width: int = LABEL_WIDTH) -> str:
    """A plain label or tooltip as the `graphviz` package takes it: wrapped, without escapes or entities that dot would read."""
    return _quoted_lines(wrapped(words, width))


def _quoted_lines(lines: Iterable[str]) -> str:
    """Lines as the `graphviz` package takes them."""
    import graphviz

    escaped = graphviz.escape("\n".join(lines).replace("&", "&amp;")).replace("\n", "\\n")
    quoted: str = graphviz.nohtml(escaped)
    return quoted


def wrapped(words: str, width: int) -> list[str]:
    """The lines of a text, long ones broken. A break of ours comes after the blanks that were there, or after a zero-width space
    inside a word, so that whoever reads the label again can tell it from the author's.
    """
    lines: list[str] = []
    for line in printable(words).split("\n"):
        parts = textwrap.wrap(line, width) or [line.strip()]
        at = 0
        for part, following in pairwise(parts):
            at = line.index(part, at) + len(part)
            blanks = line[at : line.index(following, at)]
            lines.append(part + (blanks or "\u200b"))
        lines.append(parts[-1])
    return lines


def html_text(label: Label, width: int = LABEL_WIDTH) -> Escaped:
    """A label as the inside of an HTML label; never empty, as dot takes no empty elements."""
    if isinstance(label, str):
        return Escaped("<br/>".join(map(_html_line, wrapped(label, width))))
    parts = []
    for run in runs(label):
        marked = "<br/>".join(map(html.escape, run.text.split("\n")))
        for on, tag in ((run.code, 'font face="Courier"'), (run.italic, "i"), (run.bold, "b")):
            if on and run.text.strip():
                marked = f"<{tag}>{marked}</{tag.partition(' ')[0]}>"
        parts.append(marked)
    return Escaped("".join(parts) if any(run.text.strip() for run in runs(label)) else "&#160;")


def _html_line(line: str) -> str:
    return html.escape(line) if line.strip() else "&#160;"


def label_text(label: Label) -> str:
    """A label in the simplest form that says all of it: a quoted string, or HTML for rich text."""
    return text(label) if isinstance(label, str) else f"<{html_text(label)}>"


def small(label: Label) -> Escaped:
    """A label in small grey letters, as HTML."""
    return Escaped(f'<font point-size="9" color="{COLORS["muted"]}">{html_text(label, 44)}</font>')


def strong(label: Label) -> Escaped:
    """A label in bold letters, as HTML."""
    return Escaped(f"<b>{html_text(label)}</b>")


def stacked(*lines: Escaped | None) -> Escaped:
    """Lines of HTML text over each other; those that are None are left out."""
    return Escaped("<br/>".join(line for line in lines if line is not None))


class Cell(NamedTuple):
    """A cell of an HTML table label."""

    text: Escaped
    port: Escaped | str = ""
    fill: Escaped | str = ""
    span: int = 1
    align: Escaped = Escaped("left")
    left: bool = True
    link: Link | None = None
    tooltip: str | None = None

    @property
    def attributes(self) -> Escaped:
        """The attributes of the HTML cell."""
        found = {"port": self.port, "colspan": str(self.span) if self.span > 1 else "", "align": self.align}
        found |= {"bgcolor": self.fill, "balign": "left" if self.left else ""}
        if self.link is not None:
            found |= {"href": html_attribute(self.link.url)}
            found |= {"target": "_blank" if self.link.new_window else ""}
        if self.tooltip is not None:
            # Without a link dot shows no tooltip
            found |= {"title": html_attribute(self.tooltip)} | ({} if self.link else {"href": "#"})
        return Escaped("".join(f' {key}="{value}"' for key, value in found.items() if value))


def html_attribute(words: str) -> str:
    """A value inside the quotes of an HTML label's attribute, in one line."""
    return html.escape(" ".join(printable(words).split()))


def table(rows: list[list[Cell]], style: Style) -> str:
    """An HTML table label in the colours of a style."""
    stroke = color(style.stroke) if style.stroke else Escaped(COLORS["node.stroke"])
    markup = fill("graphviz", "table.html.j2", rows=rows, stroke=stroke)
    return f"<{markup}>"


def color(value: str) -> Escaped:
    """A CSS colour as dot takes it: `#rgb` in full, names in lower case; anything odd is black."""
    word = value.strip().lower()
    if word.startswith("#") and len(word) in (4, 5) and word[1:].isalnum():
        word = "#" + "".join(letter * 2 for letter in word[1:])
    is_hex = word.startswith("#") and len(word) in (7, 9) and all(c in "0123456789abcdef" for c in word[1:])
    return Escaped(word if is_hex or (word.isascii() and word.isalpha()) else "black")


def node_look(style: Style, base: Attributes) -> Attributes:
    """The attributes of a node: `base`, changed by what the style says."""
    look = _font(style)
    words = [word for word in base.get("style", "filled").split(",") if word]
    if style.rounded is not None:
        words = [word for word in words if word != "rounded"] + (["rounded"] if style.rounded else [])
    if style.line:
        line = LINES[style.line]
        words += [line["style"]] if "style" in line else []
        look |= {"penwidth": line["penwidth"]} if "penwidth" in line else {}
        words += ["solid"] if style.line == "solid" else []
    if style.fill:
        look["fillcolor"] = color(style.fill)
        words = words if "filled" in words else ["filled", *(word for word in words if word != "solid")]
    if style.stroke:
        look["color"] = color(style.stroke)
    if style.stroke_width is not None:
        look["penwidth"] = number(style.stroke_width)
    return base | look | {"style": ",".join(words)}


def group_look(style: Style) -> Attributes:
    """The attributes of a cluster; its background is the style's fill."""
    return node_look(style, {"style": "filled,rounded"})


def edge_look(style: Style) -> Attributes:
    """The attributes of an edge that a style gives."""
    look = _font(style)
    if style.line:
        look |= LINES[style.line] or {"style": "solid"}
    if style.stroke:
        look["color"] = color(style.stroke)
    if style.stroke_width is not None:
        look["penwidth"] = number(style.stroke_width)
    return look


def _font(style: Style) -> Attributes:
    look: Attributes = {}
    if style.bold is not None or style.italic is not None:
        face = "".join(word for word, on in (("Bold", style.bold), ("Oblique", style.italic)) if on)
        look["fontname"] = f"{FONT}-{face}" if face else FONT
    if style.color:
        look["fontcolor"] = color(style.color)
    if style.font_size is not None:
        # dot counts in points; CSS has 0.75 of them in a px
        look["fontsize"] = number(style.font_size * 0.75)
    return look


def link_attributes(link: Link | None, tooltip: str | None) -> Attributes:
    """Where a click leads, and what shows before it."""
    found: Attributes = {}
    if link is not None:
        found["URL"] = text(link.url, 100_000)
        if link.new_window:
            found["target"] = "_blank"
    if tooltip is not None:
        found["tooltip"] = text(tooltip, 80)
    return found


_QUOTABLE = re.compile(r"(?:[^\x00-\x1f\x7f-\x9f\\\ud800-\udfff]|\\(?![\"\\]|$))+")
"""Ids that stand between quotes as they are, but for their own quotes."""
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def names_of(ids: Iterable[str]) -> dict[str, Escaped]:
    """The name of each id in DOT: the id itself, unless it cannot be quoted."""
    wanted = list(dict.fromkeys(ids))
    names = {id: Escaped(id) for id in wanted if _QUOTABLE.fullmatch(id)}
    others = [id for id in wanted if id not in names]
    for id, name in aliases(others, RESERVED).items():
        names[id] = fresh(names.values(), name)
    return {id: names[id] for id in wanted}


def quoted(name: str) -> str:
    """A name of `names_of` as it stands in a statement."""
    if _WORD.fullmatch(name) and name.lower() not in RESERVED:
        return name
    return '"' + name.replace('"', '\\"') + '"'


class End(str):
    """A name at the end of an edge, with the port that the edge ends at, such as `:n`."""

    port: str = ""

    def __new__(cls, name: str, port: str = "") -> End:
        made = super().__new__(cls, name)
        made.port = port
        return made


@cache
def _graph_class() -> Any:
    import graphviz

    class Graph(graphviz.Digraph):  # type: ignore[misc]  # the package carries no types
        """A digraph whose names are taken as they are: the package would read `a:b` as a port and `<a>` as HTML."""

        def node(self, name: str, label: str | None = None, **attributes: str) -> None:
            super().node("x", label, **attributes)
            self.body[-1] = self.body[-1].replace("x", quoted(name), 1)

        def edge(self, tail: str, head: str, label: str | None = None, **attributes: str) -> None:
            super().edge("x", "y", label, **attributes)
            ends = (quoted(end) + (end.port if isinstance(end, End) else "") for end in (tail, head))
            self.body[-1] = self.body[-1].replace("x -> y", " -> ".join(ends), 1)

    return Graph


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
        self._stack = [_graph_class()()]
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
        cluster = _graph_class()(name=f"cluster_{self.names[group.id]}")
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


def end_text(source: str | None, target: str | None) -> Attributes:
    """Words at the ends of an edge."""
    found: Attributes = {}
    if source is not None:
        found["taillabel"] = padded(source)
    if target is not None:
        found["headlabel"] = padded(target)
    return found | ({"labeldistance": "2.2"} if found else {})


def padded(label: Label) -> str:
    """An edge's label with a little room, so that it does not touch its line."""
    if not plain(label).strip():
        return text("")
    if isinstance(label, str):
        return _quoted_lines(f" {line} " for line in wrapped(label, LABEL_WIDTH))
    return f"<&#160;{html_text(label)}&#160;>"
