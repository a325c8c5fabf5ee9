"""An SVG file as filled and stroked paths in a square of 24 units, or the reason why it is none."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from xml.etree import ElementTree

from diagramc.artwork.path_data import PathError, parse_numbers, parse_path
from diagramc.ir.colors import is_color
from diagramc.scene.model import Box, Path, Point, Segment, Stroke
from diagramc.scene.shapes import ellipse, polygon, polyline, rounded

MAX_FILE = 100_000
"""The largest file, in bytes."""
MAX_PARTS = 500
"""Elements of one picture at most."""
MAX_SEGMENTS = 10_000
"""Pieces of paths of one picture at most."""
MAX_DEPTH = 30
SQUARE = 24.0
OWN_PAINT = "icon"
"""Stands for the colour that the picture is given where it stands: what is black or `currentColor` in the file."""

_QUIET = frozenset(
    {"defs", "title", "desc", "metadata", "style", "linearGradient", "radialGradient", "namedview"}
)
"""Elements that draw nothing by themselves."""
_DRAWN = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})
_GROUPS = frozenset({"svg", "g", "a", "switch"})
_INHERITED = ("fill", "stroke", "stroke-width", "fill-rule", "color", "visibility")
_INKS = frozenset(
    {"#000", "#000000", "black", "currentcolor", "#231f20", "#212121", "#1c1c1c", "#111", "#222", "#333"}
)
"""Colours that mean: the colour of the text."""
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_TRANSFORM = re.compile(r"\s*,?\s*(matrix|translate|scale|rotate|skewX|skewY)\s*\(([^()]*)\)")

Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class ArtworkError(ValueError):
    """The file cannot be used; `line` and `column` (from 1) where that is known."""

    def __init__(self, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.line, self.column = line, column


class Artwork(NamedTuple):
    """The paths of a picture in a square of 24 units, and what of the file was left out or drawn in a lesser form, in words."""

    parts: tuple[Stroke, ...]
    remarks: tuple[str, ...]


def read_artwork(data: bytes) -> Artwork:
    """The picture in an SVG file. ArtworkError for what is no SVG, past a limit, or draws nothing."""
    root = _parse(data)
    reader = _Reader(root)
    reader.walk(root, _SAME, {"fill": "currentColor", "stroke": "none", "stroke-width": "1"}, 0)
    if not reader.parts:
        raise ArtworkError("there is nothing in it that can be drawn: only shapes and paths are")
    remarks = []
    if reader.left_out:
        remarks.append("left out: " + ", ".join(sorted(reader.left_out)))
    if reader.flattened:
        remarks.append("gradients and patterns are drawn in one colour")
    return Artwork(tuple(reader.parts), tuple(remarks))


def _parse(data: bytes) -> ElementTree.Element:
    if len(data) > MAX_FILE:
        raise ArtworkError(f"it is larger than the limit of {MAX_FILE:,} bytes")
    if b"<!ENTITY" in data or (
        b"<!DOCTYPE" in data.replace(b"\0", b"")
        and b"[" in data.partition(b"<!DOCTYPE")[2][:2000].partition(b">")[0]
    ):
        raise ArtworkError("it declares entities, which are not read")
    try:
        root = ElementTree.fromstring(data)
    except ElementTree.ParseError as error:
        line, column = error.position
        raise ArtworkError(
            f"it is not well-formed XML ({str(error).partition(':')[0]})", line, column + 1
        ) from None
    except (ValueError, LookupError):
        raise ArtworkError("its encoding is not one that can be read; save it as UTF-8") from None
    if _name(root) != "svg":
        raise ArtworkError(f"its outermost element is `{_name(root)}`, not `svg`")
    return root


def _name(element: ElementTree.Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _number(text: str | None, default: float = 0.0, whole: float = 0.0) -> float:
    """A length in px; percentages are of `whole`."""
    match = re.match(r"\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,2})?)\s*(%?)", text or "")
    if match is None:
        return default
    return float(match[1]) * (whole / 100 if match[2] else 1.0)


def _declarations(text: str) -> dict[str, str]:
    pairs = (part.partition(":") for part in text.split(";"))
    return {name.strip(): value.replace("!important", "").strip() for name, _, value in pairs if name.strip()}


def _times(a: Matrix, b: Matrix) -> Matrix:
    return (
        a[0] * b[0] + a[2] * b[1],
        a[1] * b[0] + a[3] * b[1],
        a[0] * b[2] + a[2] * b[3],
        a[1] * b[2] + a[3] * b[3],
        a[0] * b[4] + a[2] * b[5] + a[4],
        a[1] * b[4] + a[3] * b[5] + a[5],
    )


def _transform(text: str) -> Matrix:
    """A `transform` attribute as a matrix (CSS Transforms 1, 8)."""
    found = _SAME
    position = 0
    while match := _TRANSFORM.match(text, position):
        position = match.end()
        n = parse_numbers(match[2])
        step = _SAME
        match match[1], len(n):
            case "matrix", 6:
                step = (n[0], n[1], n[2], n[3], n[4], n[5])
            case "translate", 1 | 2:
                step = (1, 0, 0, 1, n[0], n[1] if len(n) > 1 else 0.0)
            case "scale", 1 | 2:
                step = (n[0], 0, 0, n[-1], 0, 0)
            case "rotate", 1 | 3:
                c, s = math.cos(math.radians(n[0])), math.sin(math.radians(n[0]))
                x, y = (n[1], n[2]) if len(n) == 3 else (0.0, 0.0)
                step = (c, s, -s, c, x - c * x + s * y, y - s * x - c * y)
            case "skewX", 1:
                step = (1, 0, math.tan(math.radians(n[0])), 1, 0, 0)
            case "skewY", 1:
                step = (1, math.tan(math.radians(n[0])), 0, 1, 0, 0)
            case _:
                raise PathError(f"`{match[0].strip()}` is no transform")
        found = _times(found, step)
    return found


def _moved(path: Path, m: Matrix) -> Path:
    def at(point: Point) -> Point:
        x, y = point
        return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]

    return tuple(Segment(s.command, tuple(at(p) for p in s.points)) for s in path)


class _Reader:
    """Collects the paths of one file."""

    def __init__(self, root: ElementTree.Element) -> None:
        self.parts: list[Stroke] = []
        self.left_out: set[str] = set()
        self.flattened = False
        self.segments = 0
        self.classes: dict[str, dict[str, str]] = {}
        self.gradients: dict[str, str] = {}
        for element in root.iter():
            if _name(element) == "style":
                self._add_rules(element.text or "")
        for element in root.iter():
            if _name(element) in ("linearGradient", "radialGradient") and element.get("id"):
                stops = (self._look(stop, {}).get("stop-color") for stop in element if _name(stop) == "stop")
                self.gradients[element.get("id", "")] = next((color for color in stops if color), "#808080")
        self.square = self._square(root)

    def _add_rules(self, sheet: str) -> None:
        """Rules for single classes, as drawing programs write them; other selectors do not count."""
        for selectors, body in _RULE.findall(re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)):
            for selector in selectors.split(","):
                if re.fullmatch(r"\s*\.[\w-]+\s*", selector):
                    self.classes.setdefault(selector.strip()[1:], {}).update(_declarations(body))

    def _square(self, root: ElementTree.Element) -> Matrix:
        """From the file's coordinates to the square: as large as it goes, in the middle."""
        box = parse_numbers_or_none(root.get("viewBox"))
        if box is None or len(box) != 4:
            box = [0.0, 0.0, _number(root.get("width"), SQUARE), _number(root.get("height"), SQUARE)]
        x, y, width, height = box
        if not (width > 0 and height > 0):
            raise ArtworkError("it has no size: its viewBox is empty")
        scale = SQUARE / max(width, height)
        return (
            scale,
            0.0,
            0.0,
            scale,
            (SQUARE - width * scale) / 2 - x * scale,
            (SQUARE - height * scale) / 2 - y * scale,
        )

    def _look(self, element: ElementTree.Element, inherited: Mapping[str, str]) -> dict[str, str]:
        """The properties of an element: inherited, then attributes, then classes, then its style attribute."""
        found = {name: value for name, value in inherited.items() if name in _INHERITED}
        found.update(
            {k: v.strip() for k, v in element.attrib.items() if isinstance(k, str) and v.strip() != "inherit"}
        )
        for name in element.get("class", "").split():
            found.update(self.classes.get(name, {}))
        found.update(_declarations(element.get("style", "")))
        return found

    def walk(
        self, element: ElementTree.Element, at: Matrix, inherited: Mapping[str, str], depth: int
    ) -> None:
        """Draw an element and all in it."""
        name = _name(element)
        if not isinstance(element.tag, str) or name in _QUIET:
            return
        if name not in _DRAWN and name not in _GROUPS:
            self.left_out.add(f"`{name}`")
            return
        if depth > MAX_DEPTH:
            raise ArtworkError(f"its elements are nested deeper than {MAX_DEPTH}")
        look = self._look(element, inherited)
        if look.get("display") == "none" or _number(look.get("opacity"), 1.0) == 0:
            return
        for property in ("filter", "mask", "clip-path"):
            if look.get(property, "none") != "none":
                self.left_out.add(f"`{property}`")
        try:
            own = _times(at, _transform(look.get("transform", "")))
            if name in _DRAWN:
                self._draw(_outline_of(name, look), own, look)
        except PathError as error:
            raise ArtworkError(f"its `{name}` is malformed: {error}") from None
        for child in element:
            self.walk(child, own, look, depth + 1)

    def _draw(self, path: Path, at: Matrix, look: Mapping[str, str]) -> None:
        fill, stroke = self._paint(look, "fill"), self._paint(look, "stroke")
        if not path or look.get("visibility") in ("hidden", "collapse") or fill == stroke == "none":
            return
        self.segments += len(path)
        if len(self.parts) >= MAX_PARTS or self.segments > MAX_SEGMENTS:
            raise ArtworkError(f"it has more than {MAX_PARTS} shapes or {MAX_SEGMENTS:,} pieces of paths")
        whole = _times(self.square, at)
        scale = math.sqrt(abs(whole[0] * whole[3] - whole[1] * whole[2]))
        self.parts.append(
            Stroke(
                role="icon-part",
                path=_moved(path, whole),
                fill=fill,
                stroke=stroke,
                stroke_width=_number(look.get("stroke-width"), 1.0) * scale,
                even_odd=look.get("fill-rule") == "evenodd",
            )
        )

    def _paint(self, look: Mapping[str, str], property: str) -> str:
        """A colour, the picture's own paint, or none."""
        value = look.get(property, "none")
        if value.lower() == "currentcolor":
            value = look.get("color", "currentColor")
        if _number(look.get(f"{property}-opacity"), 1.0) == 0:
            return "none"
        if value.startswith("url("):
            self.flattened = True
            value = self.gradients.get(re.sub(r"""^url\(["']?#|["']?\).*$""", "", value), "#808080")
        low = value.lower()
        if low in ("none", "transparent"):
            return "none"
        if low in _INKS:
            return OWN_PAINT
        if is_color(low):
            return low
        rgb = re.fullmatch(r"rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)[^)]*\)", low)
        if rgb is not None:
            return "#" + "".join(f"{min(255, int(channel)):02x}" for channel in rgb.groups())
        return OWN_PAINT


def parse_numbers_or_none(text: str | None) -> list[float] | None:
    """The numbers of a text; None when there are none or it holds anything else."""
    try:
        return parse_numbers(text) if text else None
    except PathError:
        return None


def _outline_of(name: str, look: Mapping[str, str]) -> Path:
    """The path of a basic shape (SVG 2, 10)."""

    def length(attribute: str, default: float = 0.0) -> float:
        return _number(look.get(attribute), default)

    match name:
        case "path":
            return parse_path(look.get("d", ""))
        case "rect":
            box = Box(length("x"), length("y"), length("width"), length("height"))
            radius = length("rx", length("ry"))
            return rounded(box, radius) if box.width > 0 and box.height > 0 else ()
        case "circle" | "ellipse":
            rx = length("r") if name == "circle" else length("rx", length("ry"))
            ry = length("r") if name == "circle" else length("ry", length("rx"))
            return (
                ellipse(Box(length("cx") - rx, length("cy") - ry, 2 * rx, 2 * ry))
                if rx > 0 and ry > 0
                else ()
            )
        case "line":
            return polyline((length("x1"), length("y1")), (length("x2"), length("y2")))
        case _:
            numbers = parse_numbers(look.get("points", ""))
            points = list(_pairs(numbers))
            if len(points) < 2:
                return ()
            return polygon(*points) if name == "polygon" else polyline(*points)


def _pairs(numbers: list[float]) -> Iterator[Point]:
    for index in range(0, len(numbers) - 1, 2):
        yield numbers[index], numbers[index + 1]
