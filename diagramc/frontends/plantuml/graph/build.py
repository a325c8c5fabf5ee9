"""What every diagram type makes of elements and arrows: labels, classes and styles, notes, and the order of the whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, TypeVar

from msgspec.structs import replace

from diagramc.frontends.plantuml.graph import Graph
from diagramc.frontends.plantuml.graph.model import Element, Tie
from diagramc.frontends.plantuml.ids import class_name
from diagramc.frontends.plantuml.page import Page, with_style
from diagramc.frontends.plantuml.stylesheet import OWN
from diagramc.frontends.plantuml.text import plain_text, split_tooltip
from diagramc.ir.base import Group, Hint, Label, LineStyle, Link, Node, Note, RichText, Run, Side, Style
from diagramc.targets.nesting import nest

THICK = 3.0
"""The stroke of a bold outline in px, as it is written."""

_TECHNOLOGY = re.compile(r"(?:\\n|\n|\A)<size:11>\[(.*)\]</size>\s*\Z")
_LOST_DIRECTIONS: dict[Side, Side] = {"left": "top", "right": "bottom", "top": "left", "bottom": "right"}
"""`left to right direction` turns the words of arrows too: the side that a word means, by the side it says."""

N = TypeVar("N", bound=Node)
G = TypeVar("G", bound=Group)


class Dress(NamedTuple):
    """What the stereotypes of an element come to: its classes, its style, and the words that are neither."""

    classes: tuple[str, ...]
    style: Style | None
    words: tuple[str, ...]


class Wardrobe:
    """Tells stereotypes that are style classes from others; `styles` are the classes in use.

    `built_in` are the classes in which diagramc writes what an element is, with the style that each has then.
    """

    def __init__(self, page: Page, built_in: Mapping[str, Style]) -> None:
        self._classes = page.sheet.classes
        self._folded = {name.lower(): name for name in self._classes}
        self._built_in = built_in
        self.styles: dict[str, Style] = {}

    def dress(self, words: Iterable[str], style: Style | None) -> Dress:
        """Sort the stereotypes of an element with a style of its own."""
        classes: list[str] = []
        rest: list[str] = []
        for word in words:
            name = word if word in self._classes else self._folded.get(word.lower(), word)
            look = self._classes.get(name)
            if look is None or look == self._built_in.get(name, Style()):
                rest.append(word)
            elif re.fullmatch(OWN, name):
                style = with_style(look, style)
            else:
                known = class_name(name)
                classes.append(known)
                self.styles[known] = outline(look) or Style()
        return Dress(tuple(dict.fromkeys(classes)), outline(style), tuple(rest))

    def merged(self, words: Iterable[str], style: Style | None) -> Style | None:
        """A style with those of some classes below it, for what wears no classes."""
        for word in words:
            look = self._classes.get(class_name(word)) or self._classes.get(word)
            if look is not None:
                style = with_style(look, style)
        return style


def outline(style: Style | None) -> Style | None:
    """A style in which a bold outline is a width, as it will be written."""
    if style is not None and style.line == "thick":
        style = replace(style, line=None, stroke_width=style.stroke_width or THICK)
    return None if style == Style() else style


class Said(NamedTuple):
    """What the label of an element says; a technology is its last line, small and in brackets."""

    label: Label
    technology: str | None
    link: Link | None
    tooltip: str | None
    description: str | None


def read_label(graph: Graph, element: Element) -> Said:
    """The label of an element with the links in it, its tooltip and its description."""
    raw = element.raw
    technology = None
    small = _TECHNOLOGY.search(raw)
    if small:
        technology = " ".join(plain_text(small[1]).split()) or None
        raw = raw[: small.start()]
    said = graph.linked(raw, element.start, element.end, block=element.block)
    tooltip, description = split_tooltip(
        element.tooltip or next((target.tooltip for target in said.links if target.tooltip), None)
    )
    return Said(
        said.label,
        technology,
        element.link or graph.link(said.links, element.start, element.end),
        tooltip,
        element.description or description,
    )


def side_of(graph: Graph, tie: Tie) -> Side | None:
    """The side of its source that an arrow leaves from, by the word in it."""
    side = tie.arrow.side
    return _LOST_DIRECTIONS[side] if side and graph.direction == "LR" else side


def line_of(tie: Tie, style: Style | None) -> tuple[LineStyle, Style | None]:
    """The line of an arrow, and its style without one."""
    if style is None:
        return tie.arrow.line, None
    line = style.line or tie.arrow.line
    style = replace(
        style, line=None, fill=None, color=None, bold=None, italic=None, font_size=None, rounded=None
    )
    return line, None if style == Style() else style


def split_hints(graph: Graph) -> tuple[list[Tie], tuple[Hint, ...]]:
    """The arrows that show, and wishes for the layout in place of those that are hidden and point across the flow."""
    ties: list[Tie] = []
    hints = [hint for hint in graph.hints if not any(graph.elements[node].frame for node in hint.nodes)]
    for tie in graph.ties:
        arrow = tie.arrow
        ends = (graph.elements[tie.source], graph.elements[tie.target])
        bare = not tie.raw and arrow.tail == "none" == arrow.head and arrow.side in ("left", "right")
        if (
            arrow.line == "invisible"
            and bare
            and tie.source != tie.target
            and not any(end.frame for end in ends)
        ):
            nodes = (tie.source, tie.target) if arrow.side == "right" else (tie.target, tie.source)
            hints.append(Hint(kind="same-rank", nodes=nodes))
        else:
            ties.append(tie)
    unique = {hint.nodes: hint for hint in hints}
    return ties, tuple(unique.values())


def notes_of(graph: Graph) -> tuple[Note, ...]:
    """The notes and legends: beside one element on its right where no side is said, beside several without one."""
    found: list[Note] = []
    for remark in graph.remarks:
        note = remark.note
        side: Side | None = (note.side or "right") if len(note.targets) == 1 else None
        found.append(Note(text=note.text, targets=note.targets, side=side, span=note.span))
    return (*found, *graph.legends)


def in_order(nodes: Iterable[N], groups: Iterable[G]) -> tuple[tuple[N, ...], tuple[G, ...]]:
    """Nodes and groups in the order in which nested declarations list them."""
    ordered_nodes: list[Any] = []
    ordered_groups: list[Any] = []
    for _, mark, element in nest(list(nodes), list(groups)):
        if mark == "node":
            ordered_nodes.append(element)
        elif mark == "open":
            ordered_groups.append(element)
    return tuple(ordered_nodes), tuple(ordered_groups)


def last_line(label: Label) -> tuple[Label | None, tuple[Run, ...]]:
    """A label without its last line, and the runs of that line."""
    runs = (Run(text=label),) if isinstance(label, str) else label.runs
    before: list[Run] = []
    after: list[Run] = []
    for run in runs:
        head, newline, tail = run.text.rpartition("\n")
        if newline:
            before += [*after, replace(run, text=head)] if head or after else after
            after = [replace(run, text=tail)] if tail else []
            before = [r for r in before if r.text]
        else:
            after.append(run)
    if not before:
        return None, tuple(after)
    if any(run.bold or run.italic or run.code for run in before):
        return RichText(runs=tuple(before)), tuple(after)
    return "".join(run.text for run in before), tuple(after)
