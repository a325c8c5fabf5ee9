"""Style sheets: the classes of a `<style>` block, and skin parameters that hold for one stereotype."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from diagramc.frontends.plantuml.colors import read_color
from diagramc.frontends.plantuml.text import characters
from diagramc.ir.base import LineStyle, Style

OWN = r"style\d+"
"""The classes in which diagramc writes the style of a single element."""

_TOKEN = r"(?s)//[^\n]*|/\*.*?\*/|(?P<brace>[{}])|(?P<text>[^{}\n]+)"
_MAX_DEPTH = 50


class Sheet:
    """The looks of classes, by name, and which stereotypes are not to be shown."""

    def __init__(self) -> None:
        self.classes: dict[str, Style] = {}
        self.hidden: set[str] = set()
        self.declared: dict[str, None] = {}
        """The classes of `<style>` blocks, which are kept whether an element wears them or not."""

    def style(self, text: str) -> bool:
        """Read a `<style>` block. Whether it says more than looks of classes."""
        more = False
        for path, name, value in _declarations(text):
            names = [part[1:] for part in path if part.startswith(".")]
            if not names or not self._set(names[-1], name.lower(), value):
                more = True
            elif not re.fullmatch(OWN, names[-1]):
                self.declared[names[-1]] = None
        return more

    def skinparam(self, text: str) -> None:
        """Read `skinparam` lines for what they say of single stereotypes, such as `BackgroundColor<<hot>> red`."""
        for path, name, value in _declarations(re.sub(r"(?i)^skinparam(?:locked)?[ \t]*", "", text)):
            found = re.search(r"<<\s*(.*?)\s*>>", " ".join([name, *path]))
            if found:
                self._set(found[1], re.sub(r"<<.*?>>", "", name).lower(), value)

    def _set(self, name: str, key: str, value: str) -> bool:
        """Add a declaration to the looks of a class; whether the IR can hold it."""
        style = self.classes.get(name, Style())
        changed = _declared(style, key, value.strip())
        if changed is None:
            return False
        self.classes[name] = changed
        return True


def _declared(style: Style, key: str, value: str) -> Style | None:
    """A style with a declaration of PlantUML's added; None when the IR has no field for it."""
    if key.endswith(("backgroundcolor", "background-color")):
        found = read_color(value)
        return replace(style, fill=found.value) if found else None
    if key.endswith(("linecolor", "bordercolor", "line-color")):
        found = read_color(value)
        if found and found.value == "transparent":
            return replace(style, line="invisible")
        return replace(style, stroke=found.value) if found else None
    if key.endswith("fontcolor"):
        found = read_color(value)
        return replace(style, color=found.value) if found else None
    number = float(value) if re.fullmatch(r"\d{1,4}(?:\.\d{1,4})?", value) else None
    if key.endswith(("linethickness", "borderthickness")):
        return replace(style, stroke_width=number) if number is not None else None
    if key.endswith("fontsize"):
        return replace(style, font_size=number) if number is not None else None
    if key.endswith("roundcorner"):
        return replace(style, rounded=number > 0) if number is not None else None
    if key.endswith("fontstyle"):
        words = value.lower().split()
        return replace(style, bold="bold" in words, italic="italic" in words)
    if key.endswith("linestyle"):
        dashes: dict[str, LineStyle] = {
            "6-4": "dashed",
            "2-3": "dotted",
            "0": "solid",
            "dotted": "dotted",
            "dashed": "dashed",
        }
        line = dashes.get(value.lower()) or ("dashed" if re.fullmatch(r"\d+(?:[-;]\d+)?", value) else None)
        return replace(style, line=line) if line else None
    return None


def _declarations(text: str) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """The declarations of a style sheet as (selectors from the outside in, name, value)."""
    path: list[str] = []
    waiting = ""
    body = re.sub(r"</?style>", "", text)
    for token in re.finditer(_TOKEN, body):
        if token["brace"] == "{":
            if len(path) < _MAX_DEPTH:
                path.append(waiting.strip())
            waiting = ""
        elif token["brace"] == "}":
            if path:
                path.pop()
            waiting = ""
        elif token["text"] and token["text"].strip():
            waiting = token["text"].strip()
            if body[token.end() : token.end() + 1] == "{":
                continue
            for part in waiting.split(";"):
                found = re.fullmatch(r"([\w.-]*(?:<<.*?>>)?[\w.-]*)\s*[: ]\s*(.+)", part.strip())
                if found:
                    yield tuple(path), found[1], characters(found[2].strip())
