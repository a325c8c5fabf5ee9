"""What all eight diagram types share: elements with spans, labels, nodes, edges, groups, style, links, notes.

The IR is immutable: structs are frozen, collections are tuples, and a pass answers a new diagram
(`msgspec.structs.replace`). Equality ignores spans: two diagrams that say the same are equal wherever they came from.
Element order is the author's order and is meaningful: layouts break ties by it.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from diagramc.diagnostics import Span

VERSION = 1
"""The version of the document format, the value of `diagramc` in a document."""

Direction = Literal["TB", "BT", "LR", "RL"]
Side = Literal["top", "bottom", "left", "right"]
LineStyle = Literal["solid", "dashed", "dotted", "thick", "invisible"]
EdgeHead = Literal[
    "none",
    "arrow",
    "open",
    "half",
    "triangle",
    "inverted",
    "open-inverted",
    "circle",
    "dot",
    "plus",
    "arc",
    "box",
    "open-box",
    "diamond",
    "open-diamond",
    "crow",
    "cross",
    "tee",
]
"""`arrow` is a filled arrow head, `half` one side of it, `open` two strokes, `triangle` a hollow triangle; the `inverted` ones look back.

`circle`, `open-box` and `open-diamond` are hollow, `dot`, `box` and `diamond` filled; `plus` is a circle with a cross in it, `arc` the
socket of an interface, `crow` a crow's foot, `tee` a bar across the line.
"""


class Element(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, eq=False
):
    """Anything in a diagram. `span` is where a text front end read it; it never takes part in equality."""

    span: Span | None = None

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return all(
            getattr(self, name) == getattr(other, name) for name in self.__struct_fields__ if name != "span"
        )

    def __ne__(self, other: object) -> bool:  # msgspec's own would compare identities
        equal = self.__eq__(other)
        return equal if equal is NotImplemented else not equal

    def __hash__(self) -> int:
        return hash((type(self).__name__, getattr(self, "id", None)))


class Run(Element, frozen=True, kw_only=True):
    """A stretch of rich text in one style. `\\n` in `text` is a line break."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False


class RichText(Element, frozen=True, kw_only=True):
    """A label with emphasis in it, as runs from left to right."""

    runs: tuple[Run, ...]


Label = str | RichText
"""A label: plain text, never markup (`\\n` is a line break), or rich text."""


def plain(label: Label | None) -> str:
    """The label's characters without emphasis; "" for None."""
    if label is None:
        return ""
    return label if isinstance(label, str) else "".join(run.text for run in label.runs)


class Link(Element, frozen=True, kw_only=True):
    """Where a click leads. Only http, https, mailto and relative URLs are written out (checked by validate)."""

    url: str
    new_window: bool = False


class Style(Element, frozen=True, kw_only=True):
    """How an element is to look, where its author said so; all else comes from the theme.

    Colours are `#rgb`, `#rrggbb`, `#rrggbbaa` or a CSS colour name; `stroke_width` and `font_size` are in px.
    """

    fill: str | None = None
    stroke: str | None = None
    stroke_width: float | None = None
    line: LineStyle | None = None
    color: str | None = None
    font_size: float | None = None
    bold: bool | None = None
    italic: bool | None = None
    rounded: bool | None = None


class Node(Element, frozen=True, kw_only=True):
    """Something with a place of its own. `label` None means: show the id. `group` is the id of the group it is in."""

    id: str
    label: Label | None = None
    description: str | None = None
    group: str | None = None
    link: Link | None = None
    tooltip: str | None = None
    classes: tuple[str, ...] = ()
    style: Style | None = None


class Edge(Element, frozen=True, kw_only=True):
    """A line between two nodes or groups, by id. `id` is optional; `edge_ids` derives one that is stable."""

    source: str
    target: str
    id: str | None = None
    label: Label | None = None
    link: Link | None = None
    tooltip: str | None = None
    classes: tuple[str, ...] = ()
    style: Style | None = None


class Group(Element, frozen=True, kw_only=True):
    """A frame round nodes and other groups. `parent` is the id of the group that holds this one."""

    id: str
    label: Label | None = None
    description: str | None = None
    parent: str | None = None
    direction: Direction | None = None
    link: Link | None = None
    tooltip: str | None = None
    classes: tuple[str, ...] = ()
    style: Style | None = None


class Note(Element, frozen=True, kw_only=True):
    """A remark, beside the elements in `targets` (ids of nodes or groups) or free when there are none."""

    text: Label
    id: str | None = None
    targets: tuple[str, ...] = ()
    side: Side | None = None


class Hint(Element, frozen=True, kw_only=True):
    """A wish for the layout: `same-rank`, `order` (in this sequence across the flow), `near` (keep together)."""

    kind: Literal["same-rank", "order", "near"]
    nodes: tuple[str, ...]


class Provenance(Element, frozen=True, kw_only=True):
    """How a planned diagram came about: the prompt, the planner, its model and version.

    `context` names the files beside the prompt; `hash` is of the prompt, the type asked for and those files' contents: as long as it
    is the same, planning again is needless.
    """

    prompt: str | None = None
    planner: str | None = None
    model: str | None = None
    version: str | None = None
    context: tuple[str, ...] = ()
    hash: str | None = None


class Diagram(Element, frozen=True, kw_only=True, tag_field="type"):
    """Base of the eight diagram types. `styles` maps class names to styles; `description` becomes the alt text."""

    diagramc: int = VERSION
    title: Label | None = None
    description: str | None = None
    caption: Label | None = None
    styles: dict[str, Style] = msgspec.field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    hints: tuple[Hint, ...] = ()
    provenance: Provenance | None = None

    @property
    def type(self) -> str:
        """The diagram type as spelled on every interface, such as `org-chart`."""
        tag = self.__struct_config__.tag
        assert isinstance(tag, str)
        return tag


def label_of(node: Node | Group) -> Label:
    """What to show for a node or group: its label, or its id when it has none."""
    return node.id if node.label is None else node.label


def edge_ids(edges: tuple[Any, ...]) -> list[str]:
    """One id an edge, in order: its own, or `source->target`, with `#2`, `#3` … for repeats."""
    seen: dict[str, int] = {}
    ids = []
    for edge in edges:
        base = edge.id or f"{edge.source}->{edge.target}"
        seen[base] = seen.get(base, 0) + 1
        ids.append(base if seen[base] == 1 else f"{base}#{seen[base]}")
    return ids
