"""Colours and styles as PlantUML writes them on elements and arrows."""

from __future__ import annotations

import re
from typing import NamedTuple

from msgspec.structs import replace

from diagramc.ir.base import LineStyle, Style
from diagramc.ir.colors import is_color

_OWN_COLORS = {"transparent": "#ffffff00", "automatic": None, "none": "#ffffff00"} | {
    "application": "#c2f0ff",
    "business": "#ffffcc",
    "implementation": "#ffe0e0",
    "motivation": "#ebebff",
    "physical": "#97ff97",
    "strategy": "#f8e7c0",
    "technology": "#c9ffc9",
}
_LINES: dict[str, LineStyle] = {
    "dashed": "dashed",
    "dotted": "dotted",
    "bold": "thick",
    "hidden": "invisible",
    "plain": "solid",
}


def color(word: str) -> str | None:
    """A colour with or without `#`, as the IR writes it: `#LightBlue` is `lightblue`. None when it is none.

    Of a gradient (`#red|white`) or a list the first colour counts.
    """
    first = re.split(r"[|\\/;,:]|(?<=\w)-(?=#?\w)", word.strip().lstrip("#?"), maxsplit=1)[0].strip().lower()
    if first in _OWN_COLORS:
        return _OWN_COLORS[first]
    if re.fullmatch(r"[0-9a-f]", first):
        return "#" + first * 6
    for written in (first, f"#{first}"):
        if is_color(written):
            return written
    return None


class Unknown(NamedTuple):
    """A word of a colour specification that is no colour."""

    word: str
    offset: int


def read_color_spec(text: str) -> tuple[Style | None, list[Unknown]]:
    """`#x;line:y;line.dashed;text:z` as a style, and the words in it that are no colours."""
    style, unknown, offset = Style(), list[Unknown](), 0
    for part in re.split(r"(?=;)|(?<=\w)#(?=#)", text):
        at = offset
        offset += len(part)
        words = part.strip("; \t")
        if not words:
            continue
        key, _, value = words.lstrip("#").partition(":")
        key = key.lower()
        if key.startswith(("line.", "line;")) or key in _LINES:
            name = _LINES.get(key.removeprefix("line."))
            style = replace(style, line=name) if name else style
        elif value and key in ("line", "text", "back", "header"):
            if _LINES.get(value.lower()):
                style = replace(style, line=_LINES[value.lower()])
                continue
            found = color(value)
            if found is None:
                unknown.append(Unknown(value, at))
            field = {"line": "stroke", "text": "color", "back": "fill"}.get(key)
            style = replace(style, **{field: found}) if field and found else style
        else:
            found = color(key)
            if found is None and key not in ("automatic",):
                unknown.append(Unknown(words, at))
            style = replace(style, fill=found) if found else style
    return (None if style == Style() else style), unknown


class Bracket(NamedTuple):
    """What stands in the brackets of an arrow."""

    style: Style | None
    line: LineStyle | None
    hidden: bool
    unknown: tuple[str, ...]


def read_bracket(text: str) -> Bracket:
    """`[#red,dashed,thickness=2]`, with or without the brackets; of several colours the first counts."""
    style, line, hidden, unknown = Style(), None, False, list[str]()
    for word in re.split(r"[,;\s]+", text.strip().strip("[]").strip()):
        lower = word.lower()
        if not word:
            continue
        if lower in _LINES:
            line = _LINES[lower]
            hidden = hidden or lower == "hidden"
        elif lower.startswith("thickness="):
            digits = lower.partition("=")[2]
            style = (
                replace(style, stroke_width=float(digits)) if digits.isdigit() and len(digits) < 4 else style
            )
        elif lower == "norank":
            continue
        elif lower.startswith("#") or lower.isalnum():
            found = color(word)
            if found is None:
                unknown.append(word)
            elif style.stroke is None:
                style = replace(style, stroke=found)
        else:
            unknown.append(word)
    return Bracket(None if style == Style() else style, line, hidden, tuple(unknown))
