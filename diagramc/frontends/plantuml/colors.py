"""Colours as PlantUML writes them: names, hexadecimal digits, gradients, and styles such as `#back:red;line:blue;text:green`."""

from __future__ import annotations

import re
from typing import NamedTuple

from diagramc.ir.base import LineStyle, Style
from diagramc.ir.colors import CSS_COLORS

_OWN = {
    "application": "#c2f0ff",
    "business": "#ffffcc",
    "implementation": "#ffe0e0",
    "motivation": "#eebbff",
    "physical": "#97ff97",
    "strategy": "#f8e7c0",
    "technology": "#c9ffc9",
}
"""The names that only PlantUML has (HColorSet of 1.2026.8)."""
_HEX = r"(?:[0-9A-Fa-f]|[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})"
_NOTHING = frozenset({"automatic", "none"})
_LINES: dict[str, LineStyle] = {
    "dashed": "dashed",
    "dotted": "dotted",
    "hidden": "invisible",
    "plain": "solid",
    "solid": "solid",
}
BOLD = 2.0
"""How wide a bold line is, in px."""


class Color(NamedTuple):
    """A colour for the IR (None for one that leaves the choice to PlantUML), and whether it was the first one of a gradient."""

    value: str | None
    gradient: bool = False


def read_color(text: str) -> Color | None:
    """A colour with or without its `#`; None when PlantUML has no such colour."""
    first, *others = re.split(r"[|/\\-]", text.strip().removeprefix("#").strip())
    if len(others) > 1 or any(_single(other) is None for other in others):
        return None
    found = _single(first)
    return None if found is None else Color(found or None, bool(others))


def _single(text: str) -> str | None:
    """The value of a plain colour; "" for one that is no colour of its own, None for none."""
    name = text.strip().removeprefix("#").lower()
    if name in _NOTHING:
        return ""
    if name in CSS_COLORS and name != "rebeccapurple":
        return name
    if name in _OWN:
        return _OWN[name]
    if name.startswith("?"):  # `?light:dark` depends on the background
        return _single(name[1:].split(":")[0])
    if not re.fullmatch(_HEX, name):
        return None
    return f"#{name * 6 if len(name) == 1 else name}"


class Look(NamedTuple):
    """A style, whether it has gradients, and the parts of it that are no colours or line styles."""

    style: Style
    gradient: bool
    unknown: tuple[str, ...]


def read_style(text: str) -> Look:
    """What follows a `#` on an element: `red`, `red;line:blue;line.dashed;text:green`, `back:red`, `line.bold`."""
    values: dict[str, str | None] = {}
    line: LineStyle | None = None
    width: float | None = None
    gradient = False
    unknown = []
    for number, part in enumerate(text.strip().removeprefix("#").split(";")):
        part = part.strip().removeprefix("#")
        key, colon, value = part.partition(":")
        key = key.strip().lower()
        if not part:
            continue
        if key.removeprefix("line.") == "bold" and (number or "." in key):
            width = BOLD
            if not colon:
                continue
            key = "line"
        elif colon and key.removeprefix("line.") in _LINES:
            line, key = _LINES[key.removeprefix("line.")], "line"
        if not colon and key.removeprefix("line.").removeprefix("text.") in _LINES and (number or "." in key):
            line = _LINES[key.removeprefix("line.").removeprefix("text.")]
            continue
        if not colon:
            key, value = ("fill" if number == 0 else "stroke"), part
        if key == "shadowing":
            continue
        field = {"back": "fill", "fill": "fill", "line": "stroke", "text": "color", "header": "header"}.get(
            key
        )
        found = read_color(value) if field else None
        if field is None or found is None:
            unknown.append(part)
        else:
            values[field] = found.value
            gradient = gradient or found.gradient
    style = Style(
        fill=values.get("fill"),
        stroke=values.get("stroke"),
        color=values.get("color"),
        line=line,
        stroke_width=width,
    )
    return Look(style, gradient, tuple(unknown))


def read_arrow_style(text: str) -> Look:
    """What stands in the brackets of an arrow: `#red`, `dashed`, `#blue,dotted,thickness=2`; sections are split by `;` too."""
    stroke: str | None = None
    width: float | None = None
    line: LineStyle | None = None
    color: str | None = None
    gradient = False
    unknown = []
    for part in filter(None, map(str.strip, re.split(r"[,;]", text.strip("[]")))):
        name = part.lower()
        if name in _LINES:
            line = _LINES[name]
        elif name == "bold":
            width = BOLD
        elif name == "norank" or name == "single":
            pass
        elif name.startswith("thickness="):
            digits = name.removeprefix("thickness=")
            width = float(digits) if re.fullmatch(r"\d{1,3}(?:\.\d{1,3})?", digits) else None
        elif name.startswith("text:"):
            found = read_color(name.removeprefix("text:"))
            color = found.value if found else None
        else:
            found = read_color(name.removeprefix("line:"))
            if found is None:
                unknown.append(part)
            else:
                stroke, gradient = found.value, gradient or found.gradient
    if line == "solid":
        line = None
    return Look(Style(stroke=stroke, stroke_width=width, line=line, color=color), gradient, tuple(unknown))
