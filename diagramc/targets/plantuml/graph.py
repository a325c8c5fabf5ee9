"""Diagrams that are elements in nested frames with arrows between them: deployment elements, classes, entities."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any, Literal, NamedTuple

from diagramc.backends.base import Features
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
)
from diagramc.targets.base import Escaped
from diagramc.targets.names import fresh
from diagramc.targets.nesting import nest
from diagramc.targets.plantuml.names import aliases
from diagramc.targets.plantuml.page import UNSUPPORTED as PAGE_UNSUPPORTED
from diagramc.targets.plantuml.page import approximations, page
from diagramc.targets.plantuml.style import Stylesheet, bracket, lettering
from diagramc.targets.plantuml.text import BLANK, NOTHING, anchor, emphasized, escape, join, text, text_lines

INDENT = "  "
HEADS: dict[EdgeHead, tuple[str, str]] = {
    "none": ("", ""),
    "arrow": ("<", ">"),
    "open": ("<<", ">>"),
    "half": ("<", ">"),
    "triangle": ("<|", "|>"),
    "inverted": ("<", ">"),
    "open-inverted": ("<|", "|>"),
    "circle": ("0", "0"),
    "dot": ("@", "@"),
    "plus": ("+", "+"),
    "arc": (")", "("),
    "box": ("#", "#"),
    "open-box": ("#", "#"),
    "diamond": ("*", "*"),
    "open-diamond": ("o", "o"),
    "crow": ("}", "{"),
    "cross": ("x", "x"),
    "tee": ("x", "x"),
}
LESSER_HEADS: dict[EdgeHead, str] = {
    "half": "a whole arrow head for half a one",
    "inverted": "an arrow head for one that looks back",
    "open-inverted": "a hollow triangle for one that looks back",
    "box": "a hollow box at the end of an arrow for a filled one",
    "tee": "a cross for a bar across the line",
}
"""Heads that come out as others, and the words for it."""
"""How a head is written at the source and at the target."""

_OPPOSITE: dict[Side, Side] = {"top": "bottom", "bottom": "top", "left": "right", "right": "left"}
_UPRIGHT: dict[Side, str] = {"top": "up", "bottom": "down", "left": "left", "right": "right"}
# `left to right direction` turns the whole drawing, words of direction included.
_TURNED: dict[Side, str] = {"top": "left", "bottom": "right", "left": "up", "right": "down"}


class Entry(NamedTuple):
    """A line of the nested declarations: an element, or the opening or closing of a frame."""

    pad: Escaped
    mark: Literal["node", "open", "close"]
    keyword: Escaped = NOTHING
    label: Escaped = NOTHING
    alias: Escaped = NOTHING
    parameters: Escaped = NOTHING
    stereotypes: Escaped = NOTHING
    anchor: Escaped = NOTHING
    members: tuple[Escaped, ...] = ()

    @property
    def brace(self) -> Escaped:
        """What opens the block of a frame or of members."""
        return Escaped(" {" if self.mark == "open" or self.members else "")


class Arrow(NamedTuple):
    """An arrow; `label` begins with its colon."""

    source: Escaped
    line: Escaped
    target: Escaped
    label: Escaped = NOTHING


class Beside(NamedTuple):
    """A note beside an element."""

    side: Escaped
    target: Escaped
    text: Escaped


class Free(NamedTuple):
    """A note of its own, with lines to what it is about."""

    alias: Escaped
    targets: tuple[Escaped, ...]
    text: Escaped


class Looks(NamedTuple):
    """What a backend says of one element; the graph adds name, style and links."""

    keyword: str
    lines: Sequence[str] = ()
    parameters: Escaped = NOTHING
    stereotypes: Escaped = NOTHING
    classes: tuple[str, ...] = ()
    members: tuple[Escaped, ...] = ()


def _quotable(label: Escaped) -> Escaped:
    """A label for a quoted name. A code at its very end would be taken for a type parameter of a class: it gets its other form."""
    return Escaped(re.sub(r"<U\+([0-9A-F]+)>\Z", lambda code: f"&#{int(code[1], 16)};", label))


def direction_word(
    direction: Direction | None, source_side: Side | None = None, target_side: Side | None = None
) -> str:
    """The word inside an arrow that turns it: from the sides it joins, else from a flow against the reading direction."""
    side = source_side or (_OPPOSITE[target_side] if target_side else None)
    if side:
        return (_TURNED if direction in ("LR", "RL") else _UPRIGHT)[side]
    return "up" if direction in ("BT", "RL") else ""


def arrow_line(
    style: Style,
    line: LineStyle = "solid",
    *,
    tail: str = "",
    head: str = "",
    word: str = "",
    length: int = 1,
) -> Escaped:
    """An arrow such as `<|-up[#c0392b]--`, spanning `length` ranks."""
    dash = "." if (style.line or line) == "dashed" else "-"
    return Escaped(f"{tail}{dash}{word}{bracket(style, line)}{dash * max(1, length)}{head}")


def arrow_label(label: Label | None, link: Link | None, style: Style, more: Label | None = None) -> Escaped:
    """` : label`, styled and linked, with a second line; a link without a label shows its address. Empty for neither."""
    lines = [
        line
        for part in (label, more)
        if part is not None
        for line in text_lines(emphasized(part, bold=style.bold is True, italic=style.italic is True), link)
    ]
    if link and not join(lines):
        lines = [Escaped(anchor(link).strip())]
    said = join(lettering(lines, style))
    return Escaped(f" : {said}" if said else "")


def end_label(*parts: str | None, before: bool = False) -> Escaped:
    """What stands at an end of an arrow, such as a multiplicity and a role, in quotes; `before` the element's name or after it."""
    said = " ".join(escape(" ".join(part.split())) for part in parts if part and part.strip())
    if not said:
        return NOTHING
    return Escaped(f'"{said}" ' if before else f' "{said}"')


class Graph:
    """A diagram of elements and arrows on its way to a template."""

    def __init__(
        self,
        diagram: Diagram,
        direction: Direction | None,
        nodes: Sequence[Node],
        edges: Sequence[Edge],
        groups: Sequence[Group],
    ) -> None:
        self._diagram = diagram
        self.direction = direction
        self._nodes = nodes
        self._groups = groups
        self.names = aliases([*(node.id for node in nodes), *(group.id for group in groups)])
        self.sheet = Stylesheet(diagram.styles, (*nodes, *groups, *edges))

    def name(self, id: str) -> Escaped:
        """The alias of an element."""
        return self.names[id]

    def entries(self, node_looks: Callable[[Any], Looks], group_looks: Callable[[Any], Looks]) -> list[Entry]:
        """The nested declarations."""
        return [
            Entry(Escaped(INDENT * depth), "close")
            if mark == "close"
            else self._entry(depth, mark, element, (node_looks if mark == "node" else group_looks)(element))
            for depth, mark, element in nest(self._nodes, self._groups)
        ]

    def _entry(self, depth: int, mark: Literal["node", "open"], element: Node | Group, looks: Looks) -> Entry:
        lines = looks.lines or text_lines(label_of(element))
        return Entry(
            pad=Escaped(INDENT * depth),
            mark=mark,
            keyword=Escaped(looks.keyword),
            label=_quotable(join(lines) or BLANK),
            alias=self.name(element.id),
            parameters=looks.parameters,
            stereotypes=Escaped(looks.stereotypes + self.sheet.stereotypes(element, *looks.classes)),
            anchor=anchor(element.link, element.tooltip, element.description),
            members=looks.members,
        )

    def notes(self) -> list[Beside | Free]:
        """The notes, each beside its element; those about several or none stand free, with lines to what they are about."""
        placed: list[Beside | Free] = []
        number = 0
        for note in self._diagram.notes:
            targets = tuple(self.name(id) for id in note.targets)
            if len(targets) == 1:
                placed.append(Beside(Escaped(note.side or "right"), targets[0], text(note.text)))
            else:
                number += 1
                alias = fresh(self.names.values(), "note", number)
                placed.append(Free(alias, targets, text(note.text)))
        return placed

    def hints(self) -> list[Arrow]:
        """Invisible arrows across the flow that keep nodes on one rank, in order."""
        pairs = dict.fromkeys(
            pair for hint in self._diagram.hints if hint.kind != "near" for pair in pairwise(hint.nodes)
        )
        return [Arrow(self.name(a), Escaped("-right[hidden]-"), self.name(b)) for a, b in pairs if a != b]

    def page(
        self,
        template: str,
        entries: list[Entry],
        arrows: list[Arrow],
        *,
        written_as: Escaped | None = None,
        **values: Any,
    ) -> str:
        """Fill a template that builds on `graph.puml.j2`. `written_as` names a type whose own syntax this is not."""
        return page(
            self._diagram,
            template,
            self.sheet,
            written_as=written_as,
            sideways=self.direction in ("LR", "RL"),
            upright=self.direction == "TB",
            entries=entries,
            arrows=arrows,
            notes=self.notes(),
            hints=self.hints(),
            **values,
        )


def graph_unsupported(edge: str | None, group: str) -> Features:
    """What no diagram of this form says; the names are those of the IR structs of its edges, if any, and groups."""
    of_edges = {
        f"{edge}.tooltip": "a tooltip on an arrow",
        f"{edge}.style.fill": "a fill for an arrow",
        f"{edge}.style.rounded": "rounded corners for an arrow",
    }
    return {
        **PAGE_UNSUPPORTED,
        "Hint.kind=near": "that elements are to be near each other",
        **(of_edges if edge else {}),
        f"{group}.direction": "a direction of its own for a group",
    }


def graph_approximated(diagram: str, node: str, group: str) -> Features:
    """What every diagram of this form says in a lesser form; the names are those of its IR structs."""
    return {
        **approximations(diagram),
        "Hint": "invisible arrows for wishes to the layout",
        f"{node}.description": "a tooltip for a description",
        f"{group}.description": "a tooltip for a description",
    }
