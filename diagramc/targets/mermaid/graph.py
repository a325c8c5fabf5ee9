"""Flowchart source: nodes in shapes, nested subgraphs, links with lines and heads. Flowcharts and org charts are written so."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from diagramc.backends.base import Features
from diagramc.ir.base import Diagram, Direction, Edge, EdgeHead, Group, LineStyle, Node, label_of
from diagramc.targets.base import Escaped
from diagramc.targets.mermaid.address import url
from diagramc.targets.mermaid.names import flow_ids
from diagramc.targets.mermaid.page import DIRECTIONS, approximated, pad, page, unsupported
from diagramc.targets.mermaid.style import ClassDef, Styled, Worn, class_defs, styled, worn
from diagramc.targets.mermaid.text import markdown, quoted
from diagramc.targets.names import fresh
from diagramc.targets.nesting import nest

_DEFAULT = "default"
LONGEST = 10
"""Mermaid counts no more ranks than these in one link."""


class Shape(NamedTuple):
    """How a node is drawn: brackets round its label, and the name of a shape where no brackets mean it."""

    opening: str
    closing: str
    name: str = ""
    icon: str = ""

    def around(self, label: str) -> Escaped:
        """The label in its brackets, with the properties after it."""
        properties = [f"shape: {self.name}"] if self.name else []
        if self.icon:
            properties.append(f'icon: "{self.icon}"')
        tail = f"@{{ {', '.join(properties)} }}" if properties else ""
        return Escaped(f"{self.opening}{label}{self.closing}{tail}")


RECT = Shape("[", "]")
_NOTE = Shape("[", "]", "brace")


class Entry(NamedTuple):
    """A line of the nested declarations: a node, or the opening or end of a subgraph."""

    pad: Escaped
    mark: Literal["node", "open", "close"]
    id: Escaped = Escaped("")
    label: Escaped = Escaped("")
    direction: Escaped | None = None


class Arrow(NamedTuple):
    """A link; `id` ends in the `@` that sets it off."""

    source: Escaped
    id: Escaped
    line: Escaped
    label: Escaped | None
    target: Escaped


class Click(NamedTuple):
    """What a click on a node opens, and after a blank each, its tooltip in quotes and the window."""

    id: Escaped
    url: Escaped | None
    tooltip: Escaped
    window: Escaped


_BODIES: dict[LineStyle, str] = {"solid": "-", "dashed": ".", "dotted": ".", "thick": "=", "invisible": "~"}
_HEADS: dict[EdgeHead, tuple[str, str]] = {
    "none": ("", ""),
    "arrow": ("<", ">"),
    "open": ("<", ">"),
    "triangle": ("<", ">"),
    "diamond": ("o", "o"),
    "open-diamond": ("o", "o"),
    "half": ("<", ">"),
    "inverted": ("<", ">"),
    "open-inverted": ("<", ">"),
    "circle": ("o", "o"),
    "dot": ("o", "o"),
    "plus": ("o", "o"),
    "arc": ("o", "o"),
    "box": ("o", "o"),
    "open-box": ("o", "o"),
    "crow": ("<", ">"),
    "cross": ("x", "x"),
    "tee": ("x", "x"),
}


def link_line(line: LineStyle, source_head: EdgeHead, target_head: EdgeHead, length: int = 1) -> Escaped:
    """A link such as `<-.->`. Mermaid draws a head at the source only where it is the one at the target."""
    body, ranks = _BODIES[line], min(max(1, length), LONGEST)
    if line == "invisible":
        return Escaped(body * (ranks + 2))
    tail, head = _HEADS[source_head][0], _HEADS[target_head][1]
    tail = tail if head and _HEADS[source_head] == _HEADS[target_head] else ""
    if body == ".":
        return Escaped(f"{tail}-{body * ranks}-{head}")
    return Escaped(f"{tail}{body * (ranks + 1)}{head or body}")


def clicks(nodes: Sequence[Node], names: Mapping[str, Escaped]) -> list[Click]:
    """The links and tooltips of nodes. A tooltip alone hangs on a call that does nothing, which is how Mermaid knows it."""
    found = []
    for node in nodes:
        address = url(node.link)
        words = " – ".join(said for said in (node.tooltip, node.description) if said)
        if address or words:
            tooltip = Escaped(f" {quoted(words)}" if words else "")
            window = Escaped(" _blank" if address and node.link and node.link.new_window else "")
            found.append(Click(names[node.id], address, tooltip, window))
    return found


class Graph:
    """A flowchart under way to its template."""

    def __init__(
        self,
        diagram: Diagram,
        direction: Direction | None,
        nodes: Sequence[Node],
        groups: Sequence[Group],
        edges: Sequence[Edge] = (),
    ) -> None:
        self._diagram = diagram
        self._direction = direction
        self._nodes = nodes
        self._groups = groups
        self._arrows: list[Arrow] = []
        self._link_styles: list[Styled] = []
        self._more_worn: list[Worn] = []
        self._more_classes: list[ClassDef] = []
        self._elements: list[Node | Group] = [*nodes, *groups]
        self._named_edges = [edge for edge in edges if edge.id]
        own = [element.id for element in self._elements]
        # An edge and a node may share an id in the IR, and not in a flowchart.
        self._edge_keys = {
            edge.id: f"edge {edge.id}" if edge.id in set(own) else edge.id
            for edge in self._named_edges
            if edge.id
        }
        self.names = flow_ids([*own, *self._edge_keys.values()])

    def entries(self, node_label: Callable[[Any], Escaped]) -> list[Entry]:
        """The nested declarations; `node_label` answers a node's label in its brackets."""
        found = []
        for depth, mark, element in nest(self._nodes, self._groups):
            margin = pad(depth)
            if mark == "close":
                found.append(Entry(margin, mark))
                continue
            label = node_label(element) if isinstance(element, Node) else markdown(label_of(element))
            label = _indented(label, margin)
            direction = (
                DIRECTIONS[element.direction] if isinstance(element, Group) and element.direction else None
            )
            found.append(Entry(margin, mark, self.names[element.id], label, direction))
        return found

    def connect(
        self, source: str, target: str, line: Escaped, label: Escaped | None = None, id: str | None = None
    ) -> int:
        """Add a link between two ids; answers its number, by which `linkStyle` knows it."""
        said = _indented(label, pad(0)) if label else None
        name = Escaped(f"{self.names[self._edge_keys[id]]}@" if id else "")
        self._arrows.append(Arrow(self.names[source], name, line, said, self.names[target]))
        return len(self._arrows) - 1

    def style_link(self, number: int, declarations: Escaped) -> None:
        """Give a link a style of its own."""
        if declarations:
            self._link_styles.append(Styled(Escaped(str(number)), declarations))

    def built_in(self, name: str, declarations: str, wearers: Sequence[str]) -> None:
        """A class of the backend's own, worn by some nodes."""
        if wearers:
            named = fresh(self._class_names().values(), name)
            self._more_classes.append(ClassDef(named, Escaped(declarations)))
            self._more_worn.append(Worn(Escaped(",".join(self.names[id] for id in wearers)), named))

    def page(self, template: str, entries: list[Entry]) -> str:
        """Fill a template that builds on `graph.mmd.j2`; notes become nodes, tied to what they are about."""
        elements = self._elements
        wearers = [*elements, *self._named_edges]
        wearer_names = [self.names[e.id] for e in elements]
        wearer_names += [self.names[self._edge_keys[edge.id]] for edge in self._named_edges if edge.id]
        classes = self._class_names()
        notes, ties = self._notes()
        return page(
            self._diagram,
            template,
            direction=DIRECTIONS[self._direction] if self._direction else None,
            entries=[*entries, *notes],
            arrows=[*self._arrows, *ties],
            class_defs=[*class_defs(self._diagram.styles, classes), *self._more_classes],
            worn=[
                *(row for row in worn(wearers, wearer_names, classes) if row.name != _DEFAULT),
                *self._more_worn,
            ],
            class_keyword=Escaped("class"),
            styled=styled(elements, self.names),
            link_styles=self._link_styles,
            clicks=clicks(self._nodes, self.names),
        )

    def _class_names(self) -> dict[str, Escaped]:
        """The Mermaid name of each style class. Every node wears the one named `default` without being told to."""
        elements = [*self._elements, *self._named_edges]
        wanted = [*self._diagram.styles, *(name for element in elements for name in element.classes)]
        by_default = _DEFAULT in self._diagram.styles and all(
            node.classes[:1] == (_DEFAULT,) for node in self._nodes
        )
        names = flow_ids(name for name in wanted if name != _DEFAULT)
        if _DEFAULT in wanted:
            names[_DEFAULT] = Escaped(_DEFAULT) if by_default else fresh(names.values(), f"{_DEFAULT}_")
        return names

    def _notes(self) -> tuple[list[Entry], list[Arrow]]:
        notes, ties = [], []
        for number, note in enumerate(self._diagram.notes, start=1):
            name = fresh(self.names.values(), "note", number)
            notes.append(Entry(pad(0), "node", name, _indented(_NOTE.around(markdown(note.text)), pad(0))))
            line = link_line("dotted", "none", "none")
            ties += [Arrow(name, Escaped(""), line, None, self.names[target]) for target in note.targets]
        return notes, ties


def _indented(label: Escaped, margin: Escaped) -> Escaped:
    """A label whose further lines, of Markdown, stand under its first."""
    return Escaped(label.replace("\n", f"\n{margin}"))


def graph_unsupported(diagram: str, group: str) -> Features:
    """What no flowchart source says; the names are those of the IR structs."""
    return {
        **unsupported(diagram),
        f"{group}.link": "a link on a group",
        f"{group}.tooltip": "a tooltip on a group",
        f"{group}.description": "a description of a group",
        "Note.side": "the side a note is on",
    }


def graph_approximated(diagram: str, node: str) -> Features:
    """What every flowchart source says in a lesser form; the names are those of the IR structs."""
    return {
        **approximated(diagram, markdown=True),
        f"{node}.description": "a tooltip for a description",
        "Note": "a node in a brace for a note",
    }
