"""A compiled diagram: what its pictures and texts are made from when they are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from diagramc import __version__
from diagramc.diagnostics import Diagnostic, diagnose
from diagramc.emit import canonical_format, lowering, render
from diagramc.ir.base import Diagram
from diagramc.kinds import TARGETS, kind_of
from diagramc.options import CompileOptions

if TYPE_CHECKING:
    from diagramc.backends.base import Lowering
    from diagramc.layout.fit import FitReport, Fitted
    from diagramc.looks import Icons, OpenedTheme
    from diagramc.renderers.faces import Faces
    from diagramc.renderers.shipped import ShippedFace
    from diagramc.scene.model import Scene
    from diagramc.themes.base import Theme

GENERATOR = f"diagramc {__version__}"


class Result:
    """A compiled diagram. Pictures and sources are made when they are asked for; each asked for once is kept.

    `diagnostics` holds the remarks of reading, planning and drawing; those of a target language come with `lowering`. `confidence` says
    of elements by id, from 0 to 1, how much of them stands in the prompt; it is empty when there was no prompt.
    """

    def __init__(
        self,
        diagram: Diagram,
        options: CompileOptions,
        remarks: Iterable[Diagnostic] = (),
        confidence: dict[str, float] | None = None,
    ) -> None:
        self._diagram = diagram
        self.options = options
        self._remarks = tuple(remarks)
        self.confidence = confidence or {}

    @property
    def diagram(self) -> Diagram:
        """What is drawn."""
        return self._diagram

    @property
    def type(self) -> str:
        """The diagram type."""
        return self.diagram.type

    @cached_property
    def theme(self) -> Theme:
        """The look of the picture: the theme with the user's own icons. UsageError or SourceError for what they gave of their own."""
        from diagramc.themes import load_theme

        theme = self._opened.theme if self._opened else load_theme(self.options.theme)
        return msgspec.structs.replace(theme, icons=self._icons.own) if self._icons.own else theme

    @cached_property
    def _opened(self) -> OpenedTheme | None:
        """The user's own theme file."""
        if self.options.theme_file is None:
            return None
        from diagramc.looks import open_theme

        return open_theme(Path(self.options.theme_file))

    @cached_property
    def _icons(self) -> Icons:
        from diagramc.looks import find_icons

        named = self._opened.icons if self._opened else None
        return find_icons(self._diagram, self.options.icons or named)

    @cached_property
    def _fitted(self) -> Fitted:
        from diagramc.layout.fit import fit

        arrangements = kind_of(self.diagram).backend("scene").arrangements(self.diagram, self.theme)
        return fit(self.diagram, arrangements, self.theme, self.options)

    @cached_property
    def scene(self) -> Scene:
        """The laid-out diagram on its canvas."""
        from diagramc.scene.legible import legible

        scene = self._fitted.scene
        return msgspec.structs.replace(scene, drawing=legible(scene.drawing, self.theme))

    @property
    def report(self) -> FitReport:
        """How well the picture fills its canvas, and how large its text is."""
        return self._fitted.report

    @cached_property
    def svg(self) -> str:
        """The picture as SVG text; with an external engine, as that engine drew it."""
        if self.options.engine != "native":
            return self.drawn_by_engine("svg").decode()
        return self._draw(embed_font=self._embeds)

    @property
    def _face(self) -> ShippedFace:
        from diagramc.renderers.shipped import shipped_face

        return shipped_face(self.theme.font_family)

    @property
    def _embeds(self) -> bool:
        """Whether the letters go into the picture: when that is asked for, and in a face whose look is the point of it."""
        from diagramc.renderers.shipped import INTER

        return self.options.embed_font or self._face is not INTER

    def _draw(self, *, embed_font: bool = False, faces: Faces | None = None) -> str:
        from diagramc.renderers.svg import draw_svg

        # The outline says in words what the picture shows; with the author's description, that comes first.
        said = "\n\n".join(part for part in (self.scene.description, self.outline.strip()) if part)
        scene = msgspec.structs.replace(self.scene, description=said)
        return draw_svg(scene, self.theme, generator=GENERATOR, embed_font=embed_font, faces=faces)

    @cached_property
    def _fixed_svg(self) -> _FixedSvg:
        """The picture for rasterisers, which know no viewer's preference and are given the fonts."""
        from diagramc.renderers.properties import resolve
        from diagramc.renderers.shipped import INTER

        own = () if self._face is INTER else self._face.paths()
        if not self._missing_glyphs and not own:
            return _FixedSvg(resolve(self._draw() if self._embeds else self.svg, self.theme))
        from diagramc.renderers.faces import Faces

        faces = Faces(self._face)
        svg = resolve(self._draw(faces=faces), self.theme)
        return _FixedSvg(svg, (*own, *faces.files), faces.families, faces.lacking)

    def png(self) -> bytes:
        """The picture as PNG with exactly the canvas's pixels."""
        if self.options.engine != "native":
            return self.drawn_by_engine("png")
        from diagramc.renderers.raster import draw_png

        fixed = self._fixed_svg
        return draw_png(fixed.svg, self.scene.width, self.scene.height, fonts=fixed.fonts)

    def pdf(self) -> bytes:
        """The picture as PDF. MissingEngineError when the `pdf` extra is not installed."""
        if self.options.engine != "native":
            return self.drawn_by_engine("pdf")
        from diagramc.renderers.pdf import draw_pdf

        return draw_pdf(self._fixed_svg.svg, self._fixed_svg.fonts)

    def drawn_by_engine(self, format: str) -> bytes:
        """The picture by the external engine of the options, from the lowered source."""
        return render(self.lowering(self.options.engine).text, self.options.engine, format)

    @cached_property
    def outline(self) -> str:
        """The diagram as plain text that says the same: for alt texts and for search."""
        from diagramc.backends.outline import write

        return write(self.diagram)

    def lowering(self, target: str) -> Lowering:
        """The diagram as target source, with what the target cannot say."""
        return lowering(self.diagram, target)

    def output(self, format: str) -> bytes:
        """The diagram in any output format of `diagramc.options.FORMATS`."""
        chosen = canonical_format(format)
        if chosen in TARGETS:
            return self.lowering(chosen).text.encode()
        match chosen:
            case "svg":
                return self.svg.encode()
            case "png":
                return self.png()
            case "pdf":
                return self.pdf()
            case "outline":
                return self.outline.encode()
            case "scene":
                return msgspec.json.format(msgspec.json.encode(self.scene), indent=2) + b"\n"
            case "json":
                from diagramc.targets.document import to_json

                return to_json(self.diagram).encode()
            case _:
                from diagramc.targets.document import to_yaml

                return to_yaml(self.diagram).encode()

    def remarks_on(self, format: str) -> tuple[Diagnostic, ...]:
        """The remarks that concern an output format: on the source, and on the picture or on what the target cannot say."""
        chosen = canonical_format(format)
        if chosen in TARGETS:
            return self._remarks + self.lowering(chosen).diagnostics
        if chosen in ("json", "yaml", "outline"):
            return self._remarks
        if self.options.engine != "native":
            return self._remarks + self.lowering(self.options.engine).diagnostics
        if chosen in ("png", "pdf"):
            return self._remarks + self._rasterised_remarks + self._picture_remarks
        return self.diagnostics

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """The remarks on the source and on the native picture."""
        return self._remarks + self._glyph_remarks + self._picture_remarks

    @cached_property
    def _missing_glyphs(self) -> tuple[str, ...]:
        from diagramc.ir.base import Run
        from diagramc.ir.visit import walk
        from diagramc.layout.text import missing_glyphs

        texts: list[str] = []
        for element in walk(self.diagram):
            if isinstance(element, Run):
                texts.append(element.text)
            else:
                values = (getattr(element, f) for f in element.__struct_fields__)
                texts.extend(value for value in values if isinstance(value, str))
        joined = "".join(texts)
        return () if joined.isascii() else missing_glyphs(joined)

    @property
    def _glyph_remarks(self) -> tuple[Diagnostic, ...]:
        """On letters for which a viewer takes another font."""
        from diagramc.layout.graphemes import fallback_fonts

        if not self._missing_glyphs:
            return ()
        # The first choice for each letter, in the order in which they are named.
        firsts = {fallback_fonts(letter)[0] for letter in self._missing_glyphs}
        named = [font for font in fallback_fonts("".join(self._missing_glyphs)) if font in firsts]
        return (_missing(self._missing_glyphs, f"{_listed(named)}, where the viewer has it"),)

    @property
    def _rasterised_remarks(self) -> tuple[Diagnostic, ...]:
        """On letters for which we took another font, and on those for which there was none."""
        fixed = self._fixed_svg
        drawn = tuple(letter for letter in self._missing_glyphs if letter not in fixed.lacking)
        found = [_missing(drawn, _listed(fixed.families))] if drawn and fixed.families else []
        if fixed.lacking:
            found.append(
                diagnose("layout.no-font", f"no font on this machine has {_code_points(fixed.lacking)}")
            )
        return tuple(found)

    @cached_property
    def _picture_remarks(self) -> tuple[Diagnostic, ...]:
        from diagramc.layout.fit import SMALLEST_LEGIBLE
        from diagramc.options import IMAGE_SIZES

        backend = kind_of(self.diagram).backend("scene")
        found: list[Diagnostic] = [
            *(self._opened.diagnostics if self._opened else ()),
            *self._icons.diagnostics,
            *(backend.remarks(self.diagram) if hasattr(backend, "remarks") else ()),
        ]
        smallest = self.report.min_text_px
        if self.options.size != "auto" and smallest < SMALLEST_LEGIBLE * IMAGE_SIZES[self.options.image_size]:
            message = f"the smallest text is {smallest:.1f} px on {self.scene.width}×{self.scene.height}"
            found.append(diagnose("layout.small-text", message))
        return tuple(found)

    def save(self, path: str | Path, format: str | None = None) -> Path:
        """Write the diagram to a file, in the format of its ending (or `format`), atomically. Answers the path.

        OutputError when it cannot be written; UsageError when the ending says no format.
        """
        from diagramc.files import write_atomically

        target = Path(path)
        write_atomically(target, self.output(format or target.suffix.lstrip(".") or "svg"))
        return target

    def _repr_svg_(self) -> str:
        return self.svg


class _FixedSvg(NamedTuple):
    """A picture to rasterise, the files of the fonts that it takes beside the shipped one, the families of those for letters that it lacks,
    and the letters that no font has."""

    svg: str
    fonts: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()


def _missing(letters: tuple[str, ...], drawn: str) -> Diagnostic:
    message = f"the shipped font has no glyph for {_code_points(letters)}; drawn with {drawn}"
    return diagnose("layout.missing-glyphs", message)


def _listed(fonts: Sequence[str]) -> str:
    """Fonts by name, the first few of many."""
    return ", ".join(fonts[:4]) + (f" and {len(fonts) - 4} more" if len(fonts) > 4 else "")


def _code_points(letters: tuple[str, ...]) -> str:
    """Letters by their code points, the first few of many."""
    points = ", ".join(f"U+{ord(letter):04X}" for letter in letters[:8])
    return points if len(letters) <= 8 else f"{points} and {len(letters) - 8} more"
