"""How things look in DOT, as the IR says it: colours, lines, fonts, arrow heads, outlines."""

from __future__ import annotations

import re
from collections.abc import Mapping

from diagramc.frontends.dot.syntax import Attributes
from diagramc.ir.base import EdgeHead, LineStyle, Side, Style
from diagramc.ir.colors import CSS_COLORS, is_color
from diagramc.ir.flowchart import NodeKind
from diagramc.ir.outlines import NodeShape

LINES: dict[str, LineStyle] = {
    "solid": "solid",
    "dashed": "dashed",
    "dotted": "dotted",
    "bold": "thick",
    "invis": "invisible",
    "invisible": "invisible",
}
THICK = "2.4"
"""The pen width that our own DOT gives to thick lines."""
SIDES: dict[str, Side] = {
    "n": "top",
    "s": "bottom",
    "e": "right",
    "w": "left",
    "ne": "top",
    "nw": "top",
    "se": "bottom",
    "sw": "bottom",
}
COMPASS = frozenset({*SIDES, "c", "_"})

_ARROWS: dict[str, tuple[EdgeHead, EdgeHead]] = {
    "none": ("none", "none"),
    "normal": ("arrow", "triangle"),
    "inv": ("inverted", "open-inverted"),
    "vee": ("open", "open"),
    "crow": ("crow", "crow"),
    "curve": ("arc", "arc"),
    "icurve": ("arc", "arc"),
    "dot": ("dot", "circle"),
    "tee": ("tee", "tee"),
    "diamond": ("diamond", "open-diamond"),
    "box": ("box", "open-box"),
}
"""The primitive shapes of arrow heads, filled and hollow."""
_OLDER = {
    "empty": "onormal",
    "open": "vee",
    "halfopen": "lvee",
    "ediamond": "odiamond",
    "invempty": "oinv",
    "invdot": "invdot",
    "invodot": "invodot",
}
"""Names of before there was a grammar of arrow heads."""
_COMPOUND: dict[str, EdgeHead] = {"odottee": "plus", "teetee": "cross"}
"""What our own DOT says with two shapes."""
_PRIMITIVE = re.compile(r"([olr]*)(" + "|".join(sorted(_ARROWS, key=len, reverse=True)) + ")")

OUTLINES: dict[str, tuple[NodeKind, NodeShape | None]] = {
    "": ("process", "ellipse"),
    **dict.fromkeys(("box", "rect", "rectangle", "square", "record", "signature"), ("process", "rect")),
    "mrecord": ("process", None),
    **dict.fromkeys(("ellipse", "oval"), ("process", "ellipse")),
    "egg": ("process", "egg"),
    "circle": ("process", "circle"),
    "doublecircle": ("process", "double-circle"),
    "mcircle": ("process", "marked-circle"),
    "point": ("process", "dot"),
    "diamond": ("decision", None),
    "mdiamond": ("decision", "marked-diamond"),
    "msquare": ("process", "marked-square"),
    "parallelogram": ("data", None),
    "trapezium": ("process", "trapezoid"),
    "invtrapezium": ("manual", None),
    "hexagon": ("preparation", None),
    "pentagon": ("process", "pentagon"),
    "septagon": ("process", "septagon"),
    "octagon": ("process", "octagon"),
    "doubleoctagon": ("process", "double-octagon"),
    "tripleoctagon": ("process", "triple-octagon"),
    "house": ("process", "house"),
    "invhouse": ("process", "inverted-house"),
    "triangle": ("process", "triangle"),
    "invtriangle": ("process", "flipped-triangle"),
    "star": ("process", "star"),
    **dict.fromkeys(("plain", "plaintext", "none"), ("process", "none")),
    "underline": ("process", "underline"),
    "cylinder": ("database", None),
    "note": ("process", "note"),
    "tab": ("process", "tab"),
    "folder": ("storage", "folder"),
    "box3d": ("process", "block"),
    "component": ("process", "component"),
    **dict.fromkeys(("cds", "rarrow", "rpromoter", "promoter"), ("process", "pointer")),
    **dict.fromkeys(("larrow", "lpromoter"), ("process", "flag")),
    "person": ("actor", None),
}  # fmt: skip
"""The kind and the outline that each of Graphviz's shapes is taken for."""
ALIKE = frozenset(
    {*OUTLINES, "polygon"} - set("signature promoter lpromoter rpromoter larrow rarrow".split())
)
"""The shapes that have their like in the IR; the others are taken for lesser ones."""
_MANY: dict[tuple[str | None, int], NodeShape] = {
    ("rect", 2): "double-rect",
    ("circle", 2): "double-circle",
    ("octagon", 2): "double-octagon",
    ("octagon", 3): "triple-octagon",
}
"""Outlines that are drawn several times."""


def outline(attributes: Mapping[str, str]) -> tuple[NodeKind, NodeShape | None]:
    """The kind and the outline of a node by its `shape`, `sides`, `skew`, `peripheries` and `style`."""
    shape = attributes.get("shape", "").strip().lower()
    words = style_words(attributes)
    if shape == "polygon":
        return _polygon(attributes)
    kind, form = OUTLINES.get(shape, ("process", "rect"))
    several = _MANY.get((form, whole(attributes.get("peripheries", "1"))))
    if several is not None:
        return kind, several
    if form == "rect" and "diagonals" in words:
        return kind, "marked-square"
    return kind, None if form == "rect" and "rounded" in words else form


def _polygon(attributes: Mapping[str, str]) -> tuple[NodeKind, NodeShape | None]:
    sides = whole(attributes.get("sides", "4"))
    skew, distortion = _number(attributes.get("skew")) or 0, _number(attributes.get("distortion")) or 0
    if sides == 3:
        upside_down = (_number(attributes.get("orientation")) or 0) % 360 == 180
        return "process", "flipped-triangle" if upside_down else "triangle"
    if sides == 4:
        if skew:
            return ("data", None) if skew > 0 else ("process", "parallelogram-alt")
        if distortion:
            return ("process", "trapezoid") if distortion < 0 else ("manual", None)
        turned = (_number(attributes.get("orientation")) or 0) % 90 == 45
        return ("decision", None) if turned else ("process", "rect")
    if sides == 5 and distortion:
        return "process", "house" if distortion < 0 else "inverted-house"
    return _REGULAR.get(sides, ("process", "circle"))


_REGULAR: dict[int, tuple[NodeKind, NodeShape | None]] = {
    0: ("process", "ellipse"),
    1: ("process", "ellipse"),
    2: ("process", "ellipse"),
    5: ("process", "pentagon"),
    6: ("preparation", None),
    7: ("process", "septagon"),
    8: ("process", "octagon"),
}
"""Polygons by the number of their sides; those with more are all but circles."""


def whole(text: str) -> int:
    """A whole number from 0 to 10,000, such as `minlen`; 1 for what is none."""
    found = _number(text)
    return 1 if found is None else int(min(max(found, 0), 10_000))


def _number(text: str | None) -> float | None:
    return float(text) if text is not None and re.fullmatch(r"\s*[+-]?(\d+\.?\d*|\.\d+)\s*", text) else None


def style_words(attributes: Mapping[str, str]) -> list[str]:
    """The words of `style`: `filled`, `rounded`, `dashed` …"""
    return [word.strip().lower() for word in attributes.get("style", "").split(",") if word.strip()]


def line_style(attributes: Mapping[str, str]) -> LineStyle | None:
    """How the line is drawn, where `style` or our own pen width says so."""
    for word in style_words(attributes):
        if word in LINES:
            return LINES[word]
    return "thick" if attributes.get("penwidth") == THICK else None


def head(name: str) -> EdgeHead:
    """The end of a line by the name of its arrow; of a compound one by its first part."""
    return _read_head(name)[0]


def is_lesser_head(name: str) -> bool:
    """Whether an arrow has more to it than the IR's head: half of a shape, or several."""
    return _read_head(name)[1]


def _read_head(name: str) -> tuple[EdgeHead, bool]:
    word = name.strip().lower()
    if word in _COMPOUND:
        return _COMPOUND[word], False
    word = _OLDER.get(word, word)
    match = _PRIMITIVE.match(word)
    if match is None:
        return "arrow", word != ""
    modifiers, shape = match.groups()
    whole_ones = "l" not in modifiers and "r" not in modifiers
    found = _ARROWS[shape]["o" in modifiers]
    rest = word[match.end() :]
    if shape == "normal" and not whole_ones and "o" not in modifiers:
        return "half", bool(rest)
    return found, not whole_ones or bool(rest.replace("none", "")) or shape == "icurve"


def color(value: str) -> str | None:
    """A colour of Graphviz as CSS has it; None for those of colour schemes, for `transparent`, and for none.

    Of a list (a gradient) the first; `H,S,V` numbers are from 0 to 1; `red3` is X11's third, darker red.
    """
    word = value.split(":")[0].split(";")[0].strip().lower()
    if word.startswith("#"):
        return word if is_color(word) else None
    numbers = re.fullmatch(r"([\d.]+)[,\s]+([\d.]+)[,\s]+([\d.]+)", word)
    if numbers:
        return _from_hsv(*(min(_number(part) or 0.0, 1.0) for part in numbers.groups()))
    word = word.removeprefix("/x11/").removeprefix("/svg/")
    if word in CSS_COLORS:
        return word
    grey = re.fullmatch(r"gr[ae]y(\d{1,3})", word)
    if grey and int(grey[1]) <= 100:
        level = round(int(grey[1]) * 2.55)
        return f"#{level:02x}{level:02x}{level:02x}"
    shade = re.fullmatch(r"([a-z]+)([1-4])", word)
    if shade and shade[1] in CSS_COLORS:
        # X11's numbered shades have 100, 93.2, 80.4 and 54.5 % of the first one's brightness.
        part = (1.0, 0.932, 0.804, 0.545)[int(shade[2]) - 1]
        full = CSS_COLORS[shade[1]]
        return "#" + "".join(f"{round(int(full[i : i + 2], 16) * part):02x}" for i in (1, 3, 5))
    return {"lightgoldenrod": "#eedd82", "lightslateblue": "#8470ff", "violetred": "#d02090"}.get(word)


def _from_hsv(hue: float, saturation: float, value: float) -> str:
    import colorsys

    return "#" + "".join(f"{round(part * 255):02x}" for part in colorsys.hsv_to_rgb(hue, saturation, value))


def style(
    attributes: Attributes,
    base: Mapping[str, str],
    *,
    filled: str = "fillcolor",
    lines: bool = True,
    own: bool = False,
) -> Style | None:
    """What the attributes say about the look, as far as `base` does not say it already.

    `filled` names the colour of the inside; without `lines` how the line is drawn is told elsewhere; `own` DOT
    always says the colour of what is filled.
    """
    said = {key: str(value) for key, value in attributes.items() if base.get(key) != value}
    words = style_words(attributes)
    stroke = said.get("pencolor") or said.get("color")
    fill = None
    if "filled" in words or "radial" in words or "wedged" in words or "striped" in words:
        fill = said.get(filled) or said.get("fillcolor")
        if fill is None and not own and filled not in base:
            fill = stroke or said.get("bgcolor") or "lightgrey"
    elif filled == "bgcolor":
        fill = said.get("bgcolor")
    line = line_style(attributes) if lines else None
    width = _number(said.get("penwidth")) if said.get("penwidth") != THICK else None
    if line == "thick" and width is not None:
        line = None  # the width says it
    size = _number(said.get("fontsize"))
    face = said.get("fontname", "").lower()
    made = Style(
        fill=color(fill) if fill else None,
        stroke=color(stroke) if stroke else None,
        stroke_width=width if width is not None and 0 <= width <= 50 else None,
        line=line if line not in (None, "solid") else None,
        color=color(said["fontcolor"]) if "fontcolor" in said else None,
        font_size=size / 0.75 if size is not None and 4 <= size / 0.75 <= 200 else None,
        bold=True if "bold" in face else None,
        italic=True if "italic" in face or "oblique" in face else None,
    )
    return None if made == Style() else made
