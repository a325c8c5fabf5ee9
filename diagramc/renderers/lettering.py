"""Set text as SVG elements: one a run, pinned to its measured width, in the shipped face or in one that has its letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from diagramc.ir.base import Run
from diagramc.layout.graphemes import anchored, fallback_fonts, graphemes, runs_leftwards
from diagramc.layout.text import (
    ASCENT,
    DESCENT,
    Line,
    TextBlock,
    TextStyle,
    has_glyph,
    missing_glyphs,
    run_width,
)
from diagramc.renderers.markup import escape, number, quoteattr
from diagramc.renderers.properties import follows_viewer, property_of
from diagramc.renderers.shipped import shipped_face
from diagramc.renderers.stretches import Stretch, cut
from diagramc.scene.model import Paint, Text
from diagramc.themes.base import Theme

if TYPE_CHECKING:
    from diagramc.renderers.faces import Faces


SLANT = 0.18
"""How far a letter of a face without an italic leans, over its height."""


def _named(families: str) -> str:
    """Font families as an attribute. The prefix of ids, with which the name of an embedded face begins, is no text to be escaped."""
    prefix = "" if families[:1].isprintable() else families[:1]
    return f'"{prefix}{quoteattr(families[len(prefix) :])[1:]}'


class TextWriter:
    """Collects the elements of texts."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.family = theme.font_family
        self.faces: Faces | None = None
        self.out: list[str] = []
        self.roles: set[str] = set()
        self.face = shipped_face(theme.font_family)
        self.mono_family = theme.mono_family
        self.letters: dict[tuple[bool, bool], set[str]] = {}
        self.code_letters: dict[tuple[bool, bool], set[str]] = {}
        self.lacking: set[str] = set()

    def paint(self, role: str) -> str:
        """A paint as an attribute value."""
        if follows_viewer(self.theme, role):
            self.roles.add(role)
            return f'"var({property_of(role)})"'
        return quoteattr(self.theme.paint(role))

    def text(self, item: Text) -> None:
        """One text element a line, at its baseline."""
        block = item.block
        if item.halo != "none" and block.width > 0:
            box = item.box
            self.out.append(
                f'<rect x="{number(box.x - 3)}" y="{number(box.y)}" width="{number(box.width + 6)}"'
                f' height="{number(box.height)}" rx="3" fill={self.paint(item.halo)}/>'
            )
        size = block.style.size
        leading = (block.line_height - (ASCENT + DESCENT) * size) / 2
        for index, line in enumerate(block.lines):
            if line.text.strip():
                self.line(item, line, block, item.y + index * block.line_height + leading + ASCENT * size)

    def line(self, item: Text, line: Line, block: TextBlock, y: float) -> None:
        """A line of text, an element a run: rasterisers disagree on `textLength` over spans, never on single runs."""
        leftwards = line.leftwards
        pieces = [
            (msgspec.structs.replace(run, text=piece.text), piece)
            for run in (reversed(line.runs) if leftwards else line.runs)
            for piece in self.pieces(run, leftwards)
        ]
        several = len(pieces) > 1
        widths = [run_width(run, block.style) for run, _ in pieces] if several else [line.width]
        style, room = block.style, line.width
        if self.faces is not None and any(piece.family for _, piece in pieces):
            # The faces are at hand: their letters are set as wide as they are, and smaller where that is too wide.
            widths = [
                self.faces.width(run, piece.family, style) or width
                for (run, piece), width in zip(pieces, widths, strict=True)
            ]
            shrunk = min(1.0, line.width / sum(widths))
            style, room = style._replace(size=style.size * shrunk), sum(widths) * shrunk
            widths = [width * shrunk for width in widths]
        start = item.x - room * {"start": 0.0, "middle": 0.5, "end": 1.0}[item.anchor]
        for (run, piece), width in zip(pieces, widths, strict=True):
            if run.text.strip() and piece.missing:
                self.gaps(run, style, start, y, item.fill)
            elif run.text.strip():
                x, anchor = (start, "start") if several else (item.x, item.anchor)
                if piece.leftwards or (several and runs_leftwards(run.text)):
                    # From the middle: whichever way the text runs, and whether or not a viewer knows `direction`.
                    x, anchor = start + width / 2, "middle"
                size = style.size * (self.face.growth if self.is_own(run, style, piece) else 1.0)
                place = f' x="{number(x)}" y="{number(y)}" font-size="{number(size)}"'
                if anchor != "start":
                    place += f' text-anchor="{anchor}"'
                if piece.leftwards:
                    place += ' direction="rtl"'
                if run.italic and not self.face.slants:
                    # Slanted about its baseline.
                    place += f' transform="matrix(1 0 {-SLANT} 1 {number(SLANT * y)} 0)"'
                look = self.lettering(run, style, piece.family)
                pinned = (
                    "" if piece.family else f' textLength="{number(width)}" lengthAdjust="spacingAndGlyphs"'
                )
                space = ' xml:space="preserve"' if run.text != " ".join(run.text.split()) else ""
                self.out.append(
                    f"<text{place}{look} fill={self.paint(item.fill)}{pinned}{space}>{escape(piece.said)}</text>"
                )
            start += width

    def pieces(self, run: Run, leftwards: bool) -> tuple[Stretch, ...]:
        """A run in the parts that are written by themselves: all of it, or, for a rasteriser, what is of one face."""
        if self.faces is None or run.text.isascii():
            return (Stretch(run.text, anchored(run.text) if leftwards else run.text, leftwards),)
        return cut(run.text, self.faces, leftwards=leftwards)

    @staticmethod
    def is_own(run: Run, style: TextStyle, piece: Stretch) -> bool:
        """Whether a piece is in the picture's own face: of no other family, and no code."""
        return piece.family is None and not (style.mono or run.code)

    def lettering(self, run: Run, style: TextStyle, family: str | None) -> str:
        """The attributes of a run's face. `family` is the only one that has its letters, as far as that is known."""
        attributes = ""
        bold = style.weight != 400 or run.bold
        if bold:
            attributes += f' font-weight="{self.face.bold}"'
        if run.italic and self.face.slants:
            attributes += ' font-style="italic"'
        if family is not None:
            named = quoteattr(f"'{family}'")
            return f"{attributes} font-family={named}"
        if style.mono or run.code:
            self.code_letters.setdefault((bold, run.italic), set()).update(run.text)
            return attributes + f" font-family={_named(self.mono_family)}"
        self.letters.setdefault((bold, run.italic), set()).update(filter(has_glyph, run.text))
        if not run.text.isascii() and (lacking := missing_glyphs(run.text)):
            self.lacking.update(part for part in graphemes(run.text) if missing_glyphs(part))
            # The fonts that have the letters, before those that any system has.
            named = ", ".join(f"'{name}'" for name in fallback_fonts("".join(lacking)))
            own, _, others = self.family.partition(",")
            attributes += f" font-family={_named(f'{own}, {named},{others}')}"
        return attributes

    def gaps(self, run: Run, style: TextStyle, x: float, y: float, fill: Paint) -> None:
        """A small empty box for each letter that no face here has."""
        for part in graphemes(run.text):
            width = run_width(msgspec.structs.replace(run, text=part), style)
            self.out.append(
                f'<rect x="{number(x + width * 0.12)}" y="{number(y - style.size * 0.72)}" width="{number(width * 0.76)}"'
                f' height="{number(style.size * 0.72)}" rx="{number(style.size * 0.1)}" fill="none"'
                f' stroke={self.paint(fill)} stroke-width="{number(style.size * 0.06)}" stroke-opacity="0.6"/>'
            )
            x += width
