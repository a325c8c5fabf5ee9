"""Style as Mermaid reads it: CSS declarations, colours in all of CSS's notations."""

from __future__ import annotations

import colorsys
import math
import re

from diagramc.frontends.mermaid.text import show_entities, unescape
from diagramc.frontends.source import Source
from diagramc.ir.base import LineStyle, Style
from diagramc.ir.colors import is_color

_FUNCTION = re.compile(r"(rgba?|hsla?)\(([^()]*)\)", re.IGNORECASE)
_LENGTH = re.compile(r"(\d{1,6}(?:\.\d*)?|\.\d+)(px|pt|em|rem|%)?", re.IGNORECASE)
_DECLARATION = re.compile(r"(?:\([^()]*\)|[^,;]|[,;](?![^,;:]*:)(?!\s*$))+")
"""Up to the next comma or semicolon before another `name:`; those within a value, as between dashes or fonts, belong to it."""
_PIXELS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "em": 16.0, "rem": 16.0}
_LONGEST_DOT = 3
"""Dashes of up to so many px are dots."""


def color(value: str) -> str | None:
    """A colour as the IR writes it: `#rrggbb` or a name in lower case; None for what is no colour."""
    said = value.strip()
    function = _FUNCTION.fullmatch(said)
    if function is None:
        return (said.lower() if not said.startswith("#") else said) if is_color(said) else None
    parts = [part for part in re.split(r"[\s,/]+", function[2].strip()) if part]
    try:
        numbers = [_number(part) for part in parts]
    except ValueError:
        return None
    if len(numbers) not in (3, 4):
        return None
    if function[1].lower().startswith("hsl"):
        hue, saturation, lightness = numbers[0][0] / 360 % 1, numbers[1][0] / 100, numbers[2][0] / 100
        channels = [255 * part for part in colorsys.hls_to_rgb(hue, _unit(lightness), _unit(saturation))]
    else:
        channels = [255 * amount / 100 if percent else amount for amount, percent in numbers[:3]]
    if len(numbers) == 4:
        amount, percent = numbers[3]
        channels.append(255 * (amount / 100 if percent else amount))
    return "#" + "".join(f"{min(255, max(0, round(channel))):02x}" for channel in channels)


def _number(part: str) -> tuple[float, bool]:
    """A number, and whether it is a percentage. ValueError for what is none."""
    number = float(part.removesuffix("%").removesuffix("deg"))
    if not math.isfinite(number):
        raise ValueError(part)
    return number, part.endswith("%")


def _unit(value: float) -> float:
    return min(1.0, max(0.0, value))


def css(source: Source, text: str, start: int) -> Style | None:
    """The style that declarations separated by commas or semicolons say; what the IR cannot hold is reported. None for none."""
    found: dict[str, object] = {}
    text = show_entities(text)
    for match in _DECLARATION.finditer(text):
        name, colon, value = match[0].partition(":")
        said = unescape(value).replace("!important", "").strip()
        name = name.strip().lower()
        if not name and not said:
            continue
        begin = start + match.start() + len(match[0]) - len(match[0].lstrip())
        if not colon or not _declare(found, name, said):
            known = name in _KNOWN
            code, why = (
                ("parse.value", f"`{said}` is no value of `{name}`")
                if known and colon
                else (
                    "parse.ignored",
                    f"the style `{match[0].strip()}` has no place in the diagram's typed form",
                )
            )
            run_on = ":" in said and "(" not in said
            hint = "put a comma between declarations: `fill:#fee,stroke:#f00`" if run_on else None
            source.report(code, why, begin, start + match.end(), hint=hint)
    style = Style(**found, span=source.span(start, start + len(text)))  # type: ignore[arg-type]
    return style if style != Style() else None


_KNOWN = frozenset(
    [
        "fill",
        "stroke",
        "color",
        "background",
        "background-color",
        "stroke-width",
        "font-size",
        "font-weight",
        "font-style",
        "stroke-dasharray",
        "rx",
        "ry",
    ]
)
_SILENT = frozenset({"opacity:1"})
"""Declarations that say what is so anyway."""


def _declare(found: dict[str, object], name: str, value: str) -> bool:
    """Note one declaration. False when the IR has no place for it."""
    match name:
        case "fill" | "background" | "background-color":
            return _color(found, "fill", "transparent" if value == "none" else value)
        case "color":
            return _color(found, "color", value)
        case "stroke":
            if value == "none":
                found["line"] = "invisible"
                return True
            return _color(found, "stroke", value)
        case "stroke-width" | "font-size":
            length = _LENGTH.fullmatch(value)
            if length is None or (length[2] or "").lower() not in _PIXELS:
                return False
            size = float(length[1]) * _PIXELS[(length[2] or "").lower()]
            found[name.replace("-", "_")] = round(size, 2)
        case "font-weight":
            found["bold"] = value in ("bold", "bolder") or (value.isdecimal() and float(value) >= 600)
        case "font-style":
            found["italic"] = value in ("italic", "oblique")
        case "rx" | "ry":
            length = _LENGTH.fullmatch(value)
            if length is None:
                return False
            found["rounded"] = float(length[1]) > 0
        case "stroke-dasharray":
            dashes = _LENGTH.match(value)
            line: LineStyle = "solid"
            if dashes and float(dashes[1]) > 0:
                line = "dotted" if float(dashes[1]) <= _LONGEST_DOT else "dashed"
            found["line"] = line
        case _:
            return f"{name}:{value}" in _SILENT
    return True


def _color(found: dict[str, object], field: str, value: str) -> bool:
    said = color(value)
    if said is None:
        return False
    found[field] = said
    return True
