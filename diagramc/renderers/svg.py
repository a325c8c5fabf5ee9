"""Scene to SVG: presentation attributes only, plain text elements, explicit size; opens the same in browsers, editors and rasterisers.

Written by code, not by a template: it is on the cold path. Every line of text is pinned to its measured width by `textLength`, so that
a viewer without the font keeps it in its box. Ids start with a hash of the content: several pictures can stand in one page.
"""

from __future__ import annotations

import hashlib
import math
from itertools import pairwise
from typing import TYPE_CHECKING

from diagramc.ir.base import LineStyle
from diagramc.layout.clip import flatten
from diagramc.renderers.lettering import TextWriter
from diagramc.renderers.markup import escape, number, path_data, quoteattr
from diagramc.renderers.properties import style_rules
from diagramc.renderers.shipped import JETBRAINS_MONO, is_shipped_code
from diagramc.scene.heads import end_angle, head_parts, reverse, setback, trim_end
from diagramc.scene.icons import icon_path
from diagramc.scene.model import AnyItem, Cluster, Connector, Icon, Paint, Path, Scene, Shape, Stroke, Text
from diagramc.scene.shapes import outline
from diagramc.scene.taper import tapered
from diagramc.themes.base import Theme

if TYPE_CHECKING:
    from diagramc.renderers.faces import Faces

DASHES = {"dashed": (6.0, 4.0), "dotted": (1.5, 3.5)}
"""Length of a dash and of a gap, in px: about, as a line begins and ends with a whole dash."""
HEAD_GROWTH = 0.7
"""With which power of the weight of lines their heads shrink: a bit less than the lines, or they would be lost beside large text."""
THICK = 2.0
"""How many times wider a thick line is."""
LARGE, USUAL_SIDE = 2.5, 1440.0
"""From how many times the natural size on lines grow more slowly than the text, on a canvas of as many px as 1920 by 1080."""
FINEST = 0.6
"""The finest that lines become, as a part of what they would be."""


_PREFIX = "\x01"
"""Stands for the prefix of ids until the content is known; no text of an author's has it, as XML forbids it."""


def _dashes(line: str, path: Path) -> str:
    """The dash pattern of a line: for an open path so that both its ends are on a dash, also where it is short."""
    dash, gap = DASHES[line]
    if path and path[-1].command != "Z":
        length = sum(math.dist(a, b) for piece in flatten(path) for a, b in pairwise(piece))
        count = max(2, round((length + gap) / (dash + gap)))
        fitted = length / (count * dash + (count - 1) * gap)
        if fitted > 0:
            dash, gap = dash * fitted, gap * fitted
    return f"{number(dash)} {number(gap)}"


class Writer(TextWriter):
    """Collects the lines of one SVG document."""

    def __init__(self, theme: Theme, prefix: str) -> None:
        super().__init__(theme)
        self.prefix = prefix
        self.linked = False
        self.weight = 1.0
        self._ids: dict[str, int] = {}

    def element_id(self, role: str, ref: str) -> str:
        """A document-wide unique id for an element of the IR; letters, digits and `-` only."""
        safe = "".join(c if c.isascii() and c.isalnum() else "-" for c in ref)[:60]
        base = f"{self.prefix}-{role}-{safe}"
        self._ids[base] = self._ids.get(base, 0) + 1
        return base if self._ids[base] == 1 else f"{base}-{self._ids[base]}"

    def identity(self, role: str, ref: str) -> str:
        """Attributes that tell which element of the IR something shows: an id that no other picture of a page has, and the IR's id,
        which stays the same when the diagram is changed elsewhere."""
        return f' id="{self.element_id(role, ref)}"' + (f" data-id={quoteattr(ref)}" if ref else "")

    def stroke_attributes(self, stroke: str, width: float, line: str, path: Path = ()) -> str:
        """Stroke colour, width and dash pattern, which fits the length of an open path."""
        if stroke == "none" or line == "invisible":
            return ' stroke="none"'
        wide = self.weight * (width * THICK if line == "thick" else width)
        dash = f' stroke-dasharray="{_dashes(line, path)}"' if line in DASHES else ""
        return f' stroke={self.paint(stroke)} stroke-width="{number(wide)}"{dash}'

    def item(self, item: AnyItem) -> None:
        """Write one item and what is in it."""
        match item:
            case Shape():
                self.shape(item)
            case Stroke():
                rule = ' fill-rule="evenodd"' if item.even_odd else ""
                self.path(item.path, item.fill, item.stroke, item.stroke_width, item.line, rule)
            case Text():
                self.text(item)
            case Connector():
                self.connector(item)
            case Icon():
                self.icon(item)
            case Cluster():
                self.cluster(item)

    def path(
        self, path: Path, fill: Paint, stroke: Paint, width: float, line: LineStyle, more: str = ""
    ) -> None:
        """A path element; nothing for an empty path. `more` are further attributes."""
        if path:
            attributes = self.stroke_attributes(stroke, width, line, path)
            self.out.append(f'<path d="{path_data(path)}" fill={self.paint(fill)}{attributes}{more}/>')

    def shape(self, item: Shape) -> None:
        """An outline; the commonest one, a rectangle, as `rect`, which editors resize best."""
        box = item.box
        if item.shape == "rect":
            attributes = f" fill={self.paint(item.fill)}" + self.stroke_attributes(
                item.stroke, item.stroke_width, item.line
            )
            radius = f' rx="{number(item.radius)}"' if item.radius else ""
            self.out.append(
                f'<rect x="{number(box.x)}" y="{number(box.y)}" width="{number(box.width)}"'
                f' height="{number(box.height)}"{radius}{attributes}/>'
            )
        else:
            path = outline(item.shape, box, item.radius)
            self.path(path, item.fill, item.stroke, item.stroke_width, item.line)

    def grid(self, scene: Scene) -> list[str]:
        """The lines of squared paper all over the canvas."""
        step = self.theme.grid * scene.scale
        across = "".join(
            f"M{number(i * step)} 0V{scene.height}" for i in range(1, int(scene.width / step) + 1)
        )
        down = "".join(f"M0 {number(i * step)}H{scene.width}" for i in range(1, int(scene.height / step) + 1))
        return [f'<path d="{across}{down}" fill="none" stroke={self.paint("grid.stroke")}/>']

    def connector(self, item: Connector) -> None:
        """A line with its heads; the line stops where a head begins."""
        if item.line == "invisible":
            return
        size = self.weight**HEAD_GROWTH
        dashed = item.line in DASHES
        path = trim_end(item.path, size * setback(item.target_head, dashed=dashed))
        path = reverse(trim_end(reverse(path), size * setback(item.source_head, dashed=dashed)))
        self.out.append(f'<g{self.identity("edge", item.ref or "")} class="edge">')
        joined = ' stroke-linejoin="round"'
        if item.end_width is None:
            # Dashes are counted from the head, so that those of lines that share it fall on each other.
            shared = item.line in DASHES and item.target_head != "none" and item.source_head == "none"
            path = reverse(path) if shared else path
            self.path(path, "none", item.stroke, item.stroke_width, item.line, joined)
        else:
            self.taper(path, item.stroke, item.stroke_width, item.end_width)
        for head, end in ((item.target_head, item.path), (item.source_head, reverse(item.path))):
            tip = end[-1].points[-1]
            fills = {"line": item.stroke, "canvas": "canvas", "none": "none"}
            for part in head_parts(head, tip, end_angle(end), size):
                self.path(part.path, fills[part.fill], item.stroke, item.stroke_width, "solid", joined)
        self.out.append("</g>")

    def taper(self, path: Path, paint: Paint, start: float, end: float) -> None:
        """A line that is `start` px wide at its beginning and `end` px at its end."""
        self.path(tapered(path, start * self.weight, end * self.weight), paint, "none", 0.0, "solid")

    def icon(self, item: Icon) -> None:
        """A pictogram, scaled from its 24-unit square."""
        scale = item.size / 24
        self.out.append(
            f'<g transform="translate({number(item.x)} {number(item.y)}) scale({scale:.4g})" fill="none"'
            f' stroke={self.paint(item.stroke)} stroke-width="{number(1.6 * self.weight)}" stroke-linecap="round" stroke-linejoin="round">'
            f"{icon_path(item.name)}</g>"
        )

    def cluster(self, item: Cluster) -> None:
        """A group of items, inside a link when it has one."""
        if item.link is not None:
            target = ' target="_blank" rel="noopener"' if item.new_window else ""
            named = (
                "" if words_of(item) else f" aria-label={quoteattr(item.tooltip or _ends(item) or item.link)}"
            )
            self.out.append(f"<a href={quoteattr(item.link)}{target}{named}>")
        identity = "" if item.ref is None else self.identity(item.role, item.ref)
        spoken = ""
        if self.linked and item.role in SYMBOLS:
            spoken = f' role="graphics-symbol img" aria-label={quoteattr(words_of(item))}'
        self.out.append(f'<g{identity} class="{item.role}"{spoken}>')
        if item.tooltip:
            self.out.append(f"<title>{escape(item.tooltip)}</title>")
        for part in item.items:
            self.item(part)
        self.out.append("</g>")
        if item.link is not None:
            self.out.append("</a>")


SYMBOLS = frozenset({"node", "note"})
"""Roles of clusters that are one thing to a screen reader, where a picture is not one as a whole (WAI-ARIA Graphics Module)."""


def words_of(item: AnyItem) -> str:
    """What the texts of an item say, in order."""
    if isinstance(item, Cluster):
        return ", ".join(said for part in item.items if (said := words_of(part)))
    return (
        " ".join(" ".join(line.text for line in item.block.lines).split()) if isinstance(item, Text) else ""
    )


def _ends(item: Cluster) -> str:
    """What a line without words joins."""
    lines = (part for part in item.items if isinstance(part, Connector))
    return next((f"{line.source} to {line.target}" for line in lines if line.source and line.target), "")


def _is_linked(item: AnyItem) -> bool:
    return isinstance(item, Cluster) and (item.link is not None or any(map(_is_linked, item.items)))


def _writer(theme: Theme) -> Writer:
    """What draws in the manner of a theme."""
    if theme.hand:
        from diagramc.renderers.hand import HandWriter

        return HandWriter(theme, _PREFIX)
    return Writer(theme, _PREFIX)


def line_weight(scene: Scene) -> float:
    """How wide lines are, as a part of what they would be if they grew with the text: a picture of two nodes on a large canvas has
    large text, and lines grown as much would be bars. The same at 1K, 2K and 4K."""
    grown = scene.scale * min(1.0, USUAL_SIDE / (scene.width * scene.height) ** 0.5)
    return 1.0 if grown <= LARGE else max(FINEST, (LARGE / grown) ** 0.5)


def draw_svg(
    scene: Scene, theme: Theme, *, generator: str, embed_font: bool = False, faces: Faces | None = None
) -> str:
    """The scene as an SVG 1.1 document of exactly `scene.width` by `scene.height` px. `generator` names tool and version; `embed_font` puts the
    letters of the shipped face that are used into it; `faces` finds those of letters that it lacks, for a rasteriser.
    """
    body = _writer(theme)
    body.faces = faces
    body.weight = line_weight(scene)
    body.linked = any(map(_is_linked, scene.drawing.items))
    if embed_font:
        # Under a name of its own: in a page, a subset named as the face would take the place of the page's.
        body.family = f"{_PREFIX}-{body.face.family}, {theme.font_family}"
        if is_shipped_code(theme.mono_family):
            body.mono_family = f"{_PREFIX}-{JETBRAINS_MONO.family}, {theme.mono_family}"
    for item in scene.drawing.items:
        body.item(item)
    ground = body.paint("canvas")
    grid = body.grid(scene) if theme.grid else []
    content = "\n".join(body.out)
    prefix = (
        "d" + hashlib.sha256(f"{scene.width}x{scene.height}{scene.title}{content}".encode()).hexdigest()[:8]
    )
    content = content.replace(_PREFIX, prefix)
    adaptive = theme.night is not None
    family = body.family.replace(_PREFIX, prefix)
    sheets: list[str] = []
    if embed_font:
        from diagramc.renderers.embedding import fallback_faces, font_faces

        sheets.append(font_faces(body.face, f"{prefix}-{body.face.family}", body.letters))
        sheets.append(fallback_faces(f"{prefix}-{body.face.family}", body.lacking))
        if body.mono_family != theme.mono_family:
            sheets.append(font_faces(JETBRAINS_MONO, f"{prefix}-{JETBRAINS_MONO.family}", body.code_letters))
    if adaptive:
        sheets.append(style_rules(theme, body.roles, prefix))
    identity = f' id="{prefix}"' if adaptive else ""
    # What leads somewhere must be reached one by one: an `img` is a single thing (WAI-ARIA 1.2, children presentational).
    role = "img"
    if body.linked:
        role = f'graphics-document document" aria-roledescription="{scene.type} diagram'
    described = f' aria-describedby="{prefix}-desc"' if scene.description else ""
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg"{identity} width="{scene.width}" height="{scene.height}"'
        f' viewBox="0 0 {scene.width} {scene.height}" role="{role}" aria-labelledby="{prefix}-title"{described}'
        f" font-family={quoteattr(family)}>",
        f'<title id="{prefix}-title">{escape(scene.title or scene.type + " diagram")}</title>',
    ]
    if scene.description:
        lines.append(f'<desc id="{prefix}-desc">{escape(scene.description)}</desc>')
    lines += [
        f"<metadata>{escape(generator)}</metadata>",
        *(f"<style>{rules}</style>" for rules in sheets if rules),
        f'<rect width="{scene.width}" height="{scene.height}" fill={ground}/>',
        *grid,
        f'<g transform="translate({number(scene.x)} {number(scene.y)}) scale({scene.scale:.6g})">',
        content,
        "</g>",
        "</svg>",
    ]
    return "\n".join(lines) + "\n"
