"""Style: the `<style>` block whose classes are set on elements as stereotypes, and the brackets of arrows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from msgspec.structs import fields, replace

from diagramc.ir.base import Edge, Group, LineStyle, Node, Style
from diagramc.ir.colors import is_color
from diagramc.targets.base import Escaped
from diagramc.targets.plantuml.names import aliases

_UNKNOWN = {"rebeccapurple": "#663399"}
"""The CSS colour that PlantUML has no name for."""
_DASHES: dict[LineStyle, str] = {"dashed": "6-4", "dotted": "2-3", "solid": "0"}
_ARROW_LINES: dict[LineStyle, str] = {"dotted": "dotted", "invisible": "hidden", "thick": "bold"}
THICK = 3
"""The stroke of a `thick` line in px."""


class Rule(NamedTuple):
    """A class of the `<style>` block."""

    name: Escaped
    properties: tuple[Escaped, ...]


def color(value: str | None) -> Escaped | None:
    """A colour as PlantUML writes it, or None when it is none."""
    if value is None or not is_color(value):
        return None
    return Escaped(_UNKNOWN.get(value.lower(), value))


def color_mark(value: str | None) -> Escaped | None:
    """A colour after a `#`, as commands and arrows take it: `#red` and `#c0392b`. None when it is none."""
    said = color(value)
    return Escaped("#" + said.removeprefix("#")) if said else None


def number(value: float) -> str:
    """A number without trailing zeros, up to three decimals."""
    return f"{value:.3f}".rstrip("0").rstrip(".")


def whole(size: float) -> str:
    """A size of type, or the width of an arrow, in px: PlantUML takes whole ones only."""
    return str(max(1, round(size)))


def _font_style(style: Style) -> str | None:
    if style.bold is None and style.italic is None:
        return None
    return " ".join(word for word, on in (("bold", style.bold), ("italic", style.italic)) if on) or "plain"


def properties(style: Style) -> tuple[Escaped, ...]:
    """The declarations of a style, such as `FontSize 12`."""
    said: list[tuple[str, str | None]] = [
        ("BackGroundColor", color(style.fill)),
        ("LineColor", color(style.stroke)),
        ("FontColor", color(style.color)),
        ("LineThickness", number(style.stroke_width) if style.stroke_width is not None else None),
        ("FontSize", whole(style.font_size) if style.font_size is not None else None),
        ("FontStyle", _font_style(style)),
        ("RoundCorner", None if style.rounded is None else "20" if style.rounded else "0"),
    ]
    if style.line in _DASHES:
        said.append(("LineStyle", _DASHES[style.line]))
    elif style.line == "thick":
        said.append(("LineThickness", str(THICK)))
    elif style.line == "invisible":
        said.append(("LineColor", "transparent"))
    return tuple(Escaped(f"{name} {value}") for name, value in said if value is not None)


def merge(styles: Iterable[Style | None]) -> Style:
    """One style in which later ones win, field by field."""
    merged = Style()
    for style in styles:
        if style is not None:
            own = {
                f.name: getattr(style, f.name) for f in fields(style) if getattr(style, f.name) is not None
            }
            merged = replace(merged, **own)
    return merged


class Stylesheet:
    """Collects the classes that a diagram's elements wear; `rules` and `hidden` are complete once all were asked for.

    An element's own style becomes a class `style1`, `style2` …, shared by elements that look the same.
    """

    def __init__(self, styles: Mapping[str, Style], elements: Iterable[Node | Group | Edge]) -> None:
        worn = list(elements)
        self._styles = styles
        self._names = aliases([*styles, *(name for element in worn for name in element.classes)])
        taken = set(self._names.values())
        self._own = (Escaped(name) for n in range(1, len(worn) + 1) if (name := f"style{n}") not in taken)
        self.rules: list[Rule] = [
            Rule(self._names[name], said) for name, style in styles.items() if (said := properties(style))
        ]
        self._inline: dict[tuple[Escaped, ...], Escaped] = {}
        self._worn: dict[Escaped, None] = {}
        self._shown: set[str] = set()

    def built_in(self, name: str, *declarations: str) -> str:
        """A class of the backend's own, such as the look of an external system; answers its name."""
        rule = Rule(Escaped(name), tuple(map(Escaped, declarations)))
        if rule not in self.rules:
            self.rules.append(rule)
        return name

    def stereotypes(self, element: Node | Group, *built_in: str) -> Escaped:
        """` <<hot>> <<style1>>`: the classes of an element, the backend's own first, its own style last.

        A class that is also a stereotype of the element is written as that, and shown.
        """
        said = getattr(element, "stereotypes", ())
        self._shown.update(name for name in element.classes if name in said and self._names[name] == name)
        worn = [
            *map(Escaped, built_in),
            *(self._names[name] for name in element.classes if name not in said or self._names[name] != name),
        ]
        own = properties(element.style) if element.style else ()
        if own:
            if own not in self._inline:
                self._inline[own] = next(self._own)
                self.rules.append(Rule(self._inline[own], own))
            worn.append(self._inline[own])
        self._worn.update(dict.fromkeys(worn))
        return Escaped("".join(f" <<{name}>>" for name in dict.fromkeys(worn)))

    @property
    def hidden(self) -> list[Escaped]:
        """The classes in use, whose names are not to be shown as stereotypes."""
        return [name for name in self._worn if name not in self._shown]

    def resolve(self, element: Edge | Group) -> Style:
        """What an element's classes and its own style come to, for what PlantUML only styles in place."""
        return merge([*(self._styles.get(name) for name in element.classes), element.style])


def bracket(style: Style, line: LineStyle) -> Escaped:
    """`[#red,dotted,thickness=2]` inside an arrow; empty for a plain line, and for a dashed one, which has dots for dashes."""
    line = style.line or line
    width = style.stroke_width
    parts = (
        color_mark(style.stroke) or "",
        _ARROW_LINES.get(line, ""),
        f"thickness={whole(width)}" if width is not None else "",
    )
    said = ",".join(part for part in parts if part)
    return Escaped(f"[{said}]" if said else "")


def lettering(lines: Iterable[str], style: Style) -> list[Escaped]:
    """Label lines in a style's colour and size, as creole tags."""
    opening = closing = ""
    if color(style.color):
        opening, closing = f"<color:{color(style.color)}>", "</color>"
    if style.font_size is not None:
        opening, closing = f"{opening}<size:{whole(style.font_size)}>", f"</size>{closing}"
    return [Escaped(f"{opening}{line}{closing}" if line.strip() else line) for line in lines]
