"""DOT that diagramc itself wrote, recognised by its graph attributes: there the looks have meanings that DOT has no words for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple, get_args

from diagramc.backends.flowchart.graphviz import KINDS as LOOKS_OF_KINDS
from diagramc.frontends.dot.html_label import Piece, to_label
from diagramc.frontends.dot.looks import style_words
from diagramc.frontends.dot.scope import Edge, Model, Node
from diagramc.frontends.dot.syntax import Attributes
from diagramc.ir.base import Label
from diagramc.ir.flowchart import NodeKind
from diagramc.ir.outlines import NodeShape
from diagramc.targets.graphviz.outlines import OUTLINES as LOOKS_OF_SHAPES
from diagramc.themes.light import LIGHT

SIGNATURE = {"fontname": "Helvetica", "compound": "true", "nodesep": "0.4", "pad": "0.3"}
"""What our graphs say and hardly anybody else's does."""
COLORS = LIGHT.colors
NODE = {
    "fontname": "Helvetica",
    "fontsize": "12",
    "fontcolor": COLORS["node.text"],
    "shape": "box",
    "style": "filled",
    "fillcolor": COLORS["node.fill"],
    "color": COLORS["node.stroke"],
    "margin": "0.2,0.1",
}
CLUSTER = {
    "color": COLORS["group.stroke"],
    "fillcolor": COLORS["group.fill"],
    "fontcolor": COLORS["group.text"],
    "fontname": "Helvetica",
    "fontsize": "12",
    "penwidth": "1",
}
_STRUCTURE = ("shape", "comment", "sides", "skew", "distortion", "peripheries", "margin", "width", "height")
_PREFERRED: tuple[tuple[NodeKind, NodeShape | None], ...] = (
    *(("process", None), ("process", "rect"), ("process", "ellipse"), ("process", "circle")),
    *(("process", "double-circle"), ("process", "dot"), ("process", "note"), ("process", "flag")),
    *(("decision", None), ("data", None), ("database", None), ("preparation", None), ("manual", None)),
    *(("subprocess", None), ("storage", None), ("actor", None), ("process", "tab"), ("storage", "folder")),
)  # fmt: skip
"""What other people's DOT is read as comes first where two look the same."""


def is_own(model: Model) -> bool:
    """Whether diagramc wrote this graph."""
    return all(model.attributes.get(key) == value for key, value in SIGNATURE.items())


class Look(NamedTuple):
    """A kind and an outline, and the attributes that our own DOT gives them, with and without those of all nodes."""

    kind: NodeKind
    shape: NodeShape | None
    attributes: dict[str, str]
    own: dict[str, str]


def _all_looks() -> list[Look]:
    pairs = list(_PREFERRED)
    kinds: tuple[NodeKind, ...] = get_args(NodeKind)
    shapes: tuple[NodeShape, ...] = get_args(NodeShape)
    pairs += [(kind, None) for kind in kinds]
    pairs += [(kind, shape) for kind in kinds for shape in shapes]
    looks = []
    for kind, shape in dict.fromkeys(pairs):
        base = LOOKS_OF_KINDS[kind]
        if shape is not None:
            colors = {key: base[key] for key in ("fillcolor", "color") if key in base}
            base = {"style": "filled"} | colors | LOOKS_OF_SHAPES[shape]
        looks.append(Look(kind, shape, NODE | base, base))
    return looks


class Outlines:
    """Finds the kind and outline that a node of our own DOT had."""

    def __init__(self) -> None:
        self.by_structure: dict[tuple[object, ...], list[Look]] = {}
        for look in _all_looks():
            self.by_structure.setdefault(_structure(look.attributes), []).append(look)

    def find(self, attributes: Attributes) -> Look | None:
        """The look with the same outline that shares most of the colours; the first of several."""
        looks = self.by_structure.get(_structure(attributes), [])
        return max(looks, key=lambda look: _shared(look.attributes, attributes), default=None)


def _structure(attributes: Attributes | dict[str, str]) -> tuple[object, ...]:
    plain = {key: str(value) for key, value in attributes.items()}
    return (*(plain.get(key) for key in _STRUCTURE), "rounded" in style_words(plain))


def _shared(look: dict[str, str], attributes: Attributes) -> int:
    return sum(
        look.get(key) == attributes.get(key) for key in ("fillcolor", "color", "penwidth", "fontcolor")
    )


def bare(label: Label) -> Label:
    """A label without the blanks that our own DOT puts into empty lines."""
    if isinstance(label, str):
        return "\n".join("" if line == "\xa0" else line for line in label.split("\n"))
    return label


def joined(text: str) -> str:
    """A label without the line breaks that only keep it short: those after a blank, or after a zero-width space in a word."""
    return text.replace("\u200b\n", "").replace(" \n", " ")


def unpadded(text: str) -> str:
    """An edge's label without the blanks at the ends of its lines."""
    return joined(
        "\n".join(line[1:-1] if line[:1] == line[-1:] == " " else line for line in text.split("\n"))
    )


def described(lines: list[list[Piece]], *, strong: bool = False) -> tuple[Label, list[str]]:
    """A label of our own in HTML: what is in large letters (bold ones, if `strong`), and the texts in small ones under it."""
    large: list[list[Piece]] = []
    small: list[str] = []
    for line in lines:
        if line and all(piece.size == "9" for piece in line):
            text = "".join(piece.text for piece in line)
            if small and small[-1].endswith((" ", "\u200b")):
                small[-1] = joined(f"{small[-1]}\n{text}")
            else:
                small.append(text)
        else:
            large.append([piece._replace(bold=max(0, piece.bold - strong)) for piece in line])
    return _joined_label(to_label(large)), small


def _joined_label(label: Label) -> Label:
    return bare(joined(label)) if isinstance(label, str) else label


def is_anchor(node: Node) -> bool:
    """Whether a node only stands for an empty group, at which edges end."""
    return node.attributes.get("shape") == "point" and node.attributes.get("style") == "invis"


def is_note(node: Node) -> bool:
    """Whether a node is a remark."""
    return (
        re.fullmatch(r"note\d+_*", node.id) is not None
        and node.attributes.get("shape") == "note"
        and node.attributes.get("fontsize") == "10"
    )


def is_wish(edge: Edge) -> bool:
    """Whether an edge is only a wish to the layout."""
    return edge.attributes.get("style") == "invis" and edge.attributes.get("minlen") == "0"


def chains(edges: Iterable[Edge]) -> list[tuple[str, list[str]]]:
    """The wishes that edges in a row say: the weight, and the nodes from first to last."""
    found: list[tuple[str, list[str]]] = []
    for edge in edges:
        weight = str(edge.attributes.get("weight", ""))
        source, target = str(edge.source.id), str(edge.target.id)
        if found and found[-1][0] == weight and found[-1][1][-1] == source:
            found[-1][1].append(target)
        else:
            found.append((weight, [source, target]))
    return found
