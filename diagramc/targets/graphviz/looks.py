"""Looks in DOT: colours, lines, heads, fonts, links."""

from __future__ import annotations

from diagramc.ir.base import (
    EdgeHead,
    LineStyle,
    Link,
    Side,
    Style,
)
from diagramc.targets.graphviz.labels import color, padded, text
from diagramc.targets.styling import number

FONT = "Helvetica"
"""One of the faces whose widths every Graphviz knows, with or without fonts installed."""
SIDES: dict[Side, str] = {"top": "n", "bottom": "s", "left": "w", "right": "e"}
HEADS: dict[EdgeHead, str] = {
    "none": "none",
    "arrow": "normal",
    "open": "vee",
    "half": "lnormal",
    "triangle": "empty",
    "inverted": "inv",
    "open-inverted": "oinv",
    "circle": "odot",
    "dot": "dot",
    "plus": "odottee",
    "arc": "curve",
    "box": "box",
    "open-box": "obox",
    "diamond": "diamond",
    "open-diamond": "odiamond",
    "crow": "crow",
    "cross": "teetee",
    "tee": "tee",
}
LESSER_HEADS: dict[EdgeHead, str] = {
    "plus": "a circle and a bar for a circle with a cross in it",
    "cross": "two bars for a cross",
}
"""Heads that come out as others, and the words for it."""
LINES: dict[LineStyle, dict[str, str]] = {
    "solid": {},
    "dashed": {"style": "dashed"},
    "dotted": {"style": "dotted"},
    "thick": {"penwidth": "2.4"},
    "invisible": {"style": "invis"},
}
Attributes = dict[str, str]


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


def end_text(source: str | None, target: str | None) -> Attributes:
    """Words at the ends of an edge."""
    found: Attributes = {}
    if source is not None:
        found["taillabel"] = padded(source)
    if target is not None:
        found["headlabel"] = padded(target)
    return found | ({"labeldistance": "2.2"} if found else {})
