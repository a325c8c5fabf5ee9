"""Style as Mermaid writes it: CSS declarations in `classDef`, `style` and `linkStyle` statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from diagramc.ir.base import Diagram, Edge, Group, LineStyle, Node, Style
from diagramc.ir.colors import is_color
from diagramc.targets.base import Escaped
from diagramc.targets.mermaid.names import ids
from diagramc.targets.styling import number

_DASHES: dict[LineStyle, str] = {"solid": "0", "dashed": "6", "dotted": "2"}
THICK = 3
"""The stroke of a `thick` line in px."""
CORNER = 8
"""The radius of rounded corners in px."""


class ClassDef(NamedTuple):
    """A style class: `classDef name declarations`."""

    name: Escaped
    css: Escaped


class Worn(NamedTuple):
    """The elements that wear a class: `class a,b name`."""

    elements: Escaped
    name: Escaped


class Styled(NamedTuple):
    """An element with a style of its own: `style id declarations`. For a link `element` is its number."""

    element: Escaped
    css: Escaped


def color(value: str | None) -> str | None:
    """A colour as CSS writes it; None for none, and for what is no colour."""
    return value if value is not None and is_color(value) else None


def functional_color(value: str | None) -> Escaped | None:
    """A colour without a hash, which a sequence diagram would take for a comment: `rgb(244, 248, 255)` or a name."""
    if value is None or not is_color(value):
        return None
    if not value.startswith("#"):
        return Escaped(value.lower())
    digits = value[1:] if len(value) > 4 else "".join(2 * digit for digit in value[1:])
    red, green, blue, *alpha = (int(digits[at : at + 2], 16) for at in range(0, len(digits), 2))
    if alpha:
        return Escaped(f"rgba({red}, {green}, {blue}, {number(round(alpha[0] / 255, 3))})")
    return Escaped(f"rgb({red}, {green}, {blue})")


def css(style: Style | None, *, edge: bool = False, whole: bool = False) -> Escaped:
    """The declarations of a style, separated by commas; for an edge without those that only boxes have.

    `whole` rounds lengths to px, for grammars that take no point.
    """
    if style is None:
        return Escaped("")
    said: list[tuple[str, str | None]] = [
        ("fill", None if edge else color(style.fill)),
        ("stroke", color(style.stroke)),
        ("stroke-width", _px(style.stroke_width, whole)),
        ("color", color(style.color)),
        ("font-size", _px(style.font_size, whole)),
        ("font-weight", None if style.bold is None else "bold" if style.bold else "normal"),
        ("font-style", None if style.italic is None else "italic" if style.italic else "normal"),
    ]
    if style.rounded is not None and not edge:
        radius = _px(CORNER if style.rounded else 0)
        said += [("rx", radius), ("ry", radius)]
    if style.line in _DASHES:
        said.append(("stroke-dasharray", _DASHES[style.line]))
    elif style.line == "thick" and style.stroke_width is None:
        said.append(("stroke-width", _px(THICK)))
    elif style.line == "invisible":
        said = [(name, value) for name, value in said if name != "stroke"] + [("stroke", "none")]
    # Class diagrams read no hyphen in the first property.
    said.sort(key=lambda pair: "-" in pair[0])
    return Escaped(",".join(f"{name}:{value}" for name, value in said if value is not None))


def _px(value: float | None, whole: bool = False) -> str | None:
    return None if value is None else f"{number(max(0, round(value) if whole else value))}px"


def class_names(diagram: Diagram, elements: Iterable[Node | Group | Edge]) -> dict[str, Escaped]:
    """The Mermaid name of each style class that is defined or worn."""
    return ids([*diagram.styles, *(name for element in elements for name in element.classes)])


def class_defs(
    styles: Mapping[str, Style], names: Mapping[str, Escaped], *, whole: bool = False
) -> list[ClassDef]:
    """The definitions of the style classes that say something; for `whole` see `css`."""
    return [
        ClassDef(names[name], said) for name, style in styles.items() if (said := css(style, whole=whole))
    ]


def worn(
    elements: Sequence[Node | Group | Edge], named: Sequence[Escaped], names: Mapping[str, Escaped]
) -> list[Worn]:
    """Who wears which class, one row a class; `named` holds the Mermaid ids of `elements`."""
    wearers: dict[Escaped, list[Escaped]] = {}
    for element, own in zip(elements, named, strict=True):
        for name in dict.fromkeys(element.classes):
            wearers.setdefault(names[name], []).append(own)
    return [Worn(Escaped(",".join(row)), name) for name, row in wearers.items()]


def styled(
    elements: Iterable[Node | Group], named: Mapping[str, Escaped], *, whole: bool = False
) -> list[Styled]:
    """The elements with a style of their own; for `whole` see `css`."""
    return [
        Styled(named[element.id], said) for element in elements if (said := css(element.style, whole=whole))
    ]
