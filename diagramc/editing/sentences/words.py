"""What single words of a command mean: kinds, shapes, colours, directions, relations."""

from __future__ import annotations

import re
from typing import get_args, get_type_hints

from diagramc.editing.elements import element_class, name_of, nodes_of
from diagramc.ir.base import Diagram

KINDS: dict[str, dict[str, str]] = {
    "flowchart": {
        "decision": "decision", "check": "decision", "condition": "decision", "question": "decision", "step": "process",
        "process": "process", "action": "process", "task": "process", "activity": "process", "database": "database",
        "document": "document", "subprocess": "subprocess", "start": "start", "end": "end", "input": "data", "output": "data",
        "data": "data", "queue": "queue", "terminal": "terminal", "delay": "delay",
    },
    "sequence": {
        "participant": "participant", "actor": "actor", "person": "actor", "database": "database", "db": "database",
        "queue": "queue", "boundary": "boundary", "control": "control", "entity": "entity", "collections": "collections",
    },
    "class": {
        "class": "class", "abstract class": "abstract", "abstract": "abstract", "interface": "interface", "enum": "enum",
        "enumeration": "enum", "annotation": "annotation", "struct": "struct", "object": "object", "exception": "exception",
    },
    "er": {}, "mindmap": {}, "timeline": {}, "org-chart": {},
    "architecture": {},
}  # fmt: skip
"""The kind that a noun means in each type; those of architecture diagrams are the IR's own words."""
SHAPES = {
    "rectangle": "rect", "square": "rect", "box": "rect", "rounded": "rounded", "rounded box": "rounded", "circle": "circle",
    "diamond": "diamond", "rhombus": "diamond", "hexagon": "hexagon", "stadium": "stadium", "pill": "stadium",
    "cylinder": "cylinder", "ellipse": "ellipse", "oval": "ellipse", "parallelogram": "parallelogram", "trapezoid": "trapezoid",
    "cloud": "cloud", "triangle": "triangle", "bang": "bang", "star": "star", "pentagon": "pentagon", "heptagon": "septagon",
    "septagon": "septagon", "octagon": "octagon", "double circle": "double-circle", "hourglass": "hourglass", "chevron": "chevron",
}  # fmt: skip
DIRECTIONS = {
    "left to right": "LR", "left-to-right": "LR", "lr": "LR", "horizontal": "LR", "horizontally": "LR", "sideways": "LR",
    "right to left": "RL", "right-to-left": "RL", "rl": "RL", "top to bottom": "TB", "top-to-bottom": "TB", "top down": "TB",
    "top-down": "TB", "tb": "TB", "td": "TB", "vertical": "TB", "vertically": "TB", "downwards": "TB", "bottom to top": "BT",
    "bottom-to-top": "BT", "bt": "BT", "bottom up": "BT", "upwards": "BT",
}  # fmt: skip
RELATIONS = {
    "extends": "inheritance", "inherits from": "inheritance", "inherits": "inheritance", "is a subclass of": "inheritance",
    "implements": "realization", "realizes": "realization", "uses": "dependency", "depends on": "dependency",
    "is composed of": "composition", "contains": "composition", "owns": "composition", "aggregates": "aggregation",
}  # fmt: skip
LINES = {"dashed": "dashed", "dotted": "dotted", "thick": "thick", "bold": "thick"}


def kind_for(diagram: Diagram, noun: str) -> str | None:
    """The kind that a noun means in a diagram of this type; None for no kind."""
    word = noun.casefold().strip()
    if diagram.type == "architecture":
        hints = get_type_hints(element_class(diagram, "nodes"))
        known = get_args(hints["kind"])
        hyphened = word.replace(" ", "-")
        return hyphened if hyphened in known else None
    return KINDS[diagram.type].get(word)


def shape_for(diagram: Diagram, noun: str) -> str | None:
    """The shape that a noun means, where elements of this type have shapes and this one."""
    hints = get_type_hints(element_class(diagram, "nodes"))
    if "shape" not in hints:
        return None
    found = SHAPES.get(noun.casefold().strip())
    allowed = str(hints["shape"])
    return found if found is not None and f"'{found}'" in allowed else None


def colour(words: str) -> str | None:
    """A colour as CSS has it: a name, or `#rgb`."""
    from diagramc.ir.colors import CSS_COLORS

    said = words.strip().casefold().replace(" ", "")
    if re.fullmatch(r"#(?:[0-9a-f]{3}|[0-9a-f]{6}|[0-9a-f]{8})", said):
        return said
    return said if said in CSS_COLORS else None


def spelled(diagram: Diagram, words: str) -> str:
    """A new label with a capital letter first, where the labels that are there mostly have one."""
    text = words.strip()
    names = [name for node in nodes_of(diagram) if (name := name_of(node))[:1].isalpha()]
    upper = sum(name[0].isupper() for name in names)
    if text[:1].islower() and upper * 2 >= len(names):
        return text[0].upper() + text[1:]
    return text
