"""What a backend says about its graph-shaped diagram: faces of nodes, ties of edges."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from diagramc.ir.base import Diagram, Direction, Edge, Group, Label, LineStyle, Node, Side
from diagramc.scene.model import AnyItem, Box, Head
from diagramc.themes.base import Theme

WIDEST_WORD = 240.0
"""Words up to this many px are not cut, however narrow the labels of nodes are to be."""


class Face(NamedTuple):
    """How a node looks: its size in px, the outline that edges end at, and what is drawn in its box.

    `swells` is how much it may take part in it when nodes grow in height: less where rows of text would drift apart; 0 keeps its size.
    """

    width: float
    height: float
    outline: str
    draw: Callable[[Box], tuple[AnyItem, ...]]
    swells: float = 1.0


class EndLabel(NamedTuple):
    """Small text at an end of an edge: a multiplicity or a role."""

    source: str | None = None
    target: str | None = None


class Tie(NamedTuple):
    """What an edge carries besides the IR's common fields."""

    edge: Edge
    label: Label | None = None
    line: LineStyle = "solid"
    source_head: Head = "none"
    target_head: Head = "none"
    source_side: Side | None = None
    target_side: Side | None = None
    length: int = 1
    ends: EndLabel = EndLabel()
    flipped: bool = False
    """Ranked from target to source (a UML generalisation stands above its specialisations)."""
    joined: bool = False
    """Comes in at its target as one line with others of its kind (UML's shared target style)."""
    free: bool = False
    """Either end may stand above the other: a relationship has no direction."""


class GraphPicture(NamedTuple):
    """Everything a backend says about its diagram. `faces` gives each node's face for a wrap width in px and a part of the theme's
    padding, in node order.

    `flows`: a person follows it step by step, so that it is folded only for much larger text.
    """

    diagram: Diagram
    nodes: Sequence[Node]
    ties: Sequence[Tie]
    groups: Sequence[Group]
    faces: Callable[[float, float], Sequence[Face]]
    direction: Direction
    theme: Theme
    flows: bool = False
    group_icon: Callable[[Group], str | None] = lambda group: None
    group_detail: Callable[[Group], str | None] = lambda group: None
    group_hue: Callable[[Group], str | None] = lambda group: None


def padded(theme: Theme, part: float) -> Theme:
    """The theme with a part of its padding inside nodes."""
    return theme if part == 1.0 else replace(theme, pad_x=theme.pad_x * part, pad_y=theme.pad_y * part)
