"""The stages in order: source or prompt to IR, IR through the passes, IR to target source or to a picture.

The only module that knows all stages. Each is imported when it is needed, so that a compilation loads only its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from diagramc import __version__
from diagramc.diagnostics import Diagnostic, Report, Severity, diagnose
from diagramc.errors import SourceError, UsageError
from diagramc.ir.base import Diagram
from diagramc.kinds import TARGETS, kind_of
from diagramc.options import FORMAT_ALIASES, FORMATS, CompileOptions, check_choice, check_options

if TYPE_CHECKING:
    from diagramc.backends.base import Lowering
    from diagramc.layout.fit import FitReport, Fitted
    from diagramc.looks import Icons, OpenedTheme
    from diagramc.scene.model import Scene
    from diagramc.themes.base import Theme

Source = Diagram | str | bytes | Path

GENERATOR = f"diagramc {__version__}"


def canonical_format(name: str) -> str:
    """The output format's own name (`dot` is graphviz, `puml` plantuml). UsageError for an unknown one."""
    found = FORMAT_ALIASES.get(name.lower(), name.lower())
    problem = check_choice("option.target", "output format", found, FORMATS)
    if problem is not None:
        raise UsageError(diagnostics=[problem])
    return found


def lowering(diagram: Diagram, target: str) -> Lowering:
    """A valid diagram as source in a target language, with what that language cannot say."""
    from diagramc.backends.base import lower as lower_diagram

    problem = check_choice("option.target", "target language", FORMAT_ALIASES.get(target, target), TARGETS)
    if problem is not None:
        raise UsageError(diagnostics=[problem])
    return lower_diagram(diagram, FORMAT_ALIASES.get(target, target))


def plan(prompt: str, type: str | None = None, *, planner: str = "auto", **settings: Any) -> Diagram:
    """A prompt as a typed diagram; `planner.planning.plan_prompt` also answers the remarks, and says what `settings` may hold."""
    from diagramc.planner.planning import plan_prompt

    return plan_prompt(prompt, type, planner=planner, **settings).diagram


def read(
    source: str | bytes,
    language: str | None = None,
    *,
    file: str = "input",
    type: str | None = None,
    include: Sequence[Path] = (),
) -> tuple[Diagram, tuple[Diagnostic, ...]]:
    """Read a text in any of the readable languages into a valid diagram, with what there is to remark on it.

    `language` None: told by the content. `include` names the folders that PlantUML's `!include` may read from. Raises SourceError
    with every problem, UsageError for a language without a reader.
    """
    from diagramc.frontends.reading import read as read_text

    return read_text(source, language, file=file, type=type, include=include)


def parse(
    text: str | bytes, language: str | None = None, *, file: str = "input", type: str | None = None
) -> Diagram:
    """A text in a diagram language, or an IR document, as a typed diagram; `read` also answers the remarks."""
    return read(text, language, file=file, type=type)[0]


def lower(diagram: Diagram, target: str) -> str:
    """A valid diagram as source in a target language; `lowering` also answers what that language cannot say."""
    return lowering(diagram, target).text


def check(
    source: str | bytes,
    language: str | None = None,
    *,
    file: str = "input",
    include: Sequence[Path] = (),
) -> tuple[Diagnostic, ...]:
    """Every problem of a source, or of all diagrams of a Markdown page, without drawing anything."""
    from diagramc.frontends.reading import problems_of

    return problems_of(source, language, file=file, include=include)


def convert(
    source: str | bytes,
    target: str,
    *,
    language: str | None = None,
    file: str = "input",
    type: str | None = None,
    include: Sequence[Path] = (),
) -> Lowering:
    """A source in one language as source in another, with everything there is to remark on both."""
    from diagramc.backends.base import Lowering

    diagram, diagnostics = read(source, language, file=file, type=type, include=include)
    text, losses = lowering(diagram, target)
    return Lowering(text, (*diagnostics, *losses))


def render(source: str, language: str, format: str = "svg") -> bytes:
    """Draw target source with the real tool of its language (`graphviz`, `mermaid`, `plantuml`).

    MissingEngineError names what to install when the tool is not there.
    """
    from importlib import import_module

    problem = check_choice("option.target", "engine", language, TARGETS)
    if problem is not None:
        raise UsageError(diagnostics=[problem])
    drawn: bytes = import_module(f"diagramc.renderers.{language}").render(source, format)
    return drawn


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
        return self._draw(embed_font=self.options.embed_font)

    def _draw(self, *, embed_font: bool = False) -> str:
        from diagramc.renderers.svg import draw_svg

        # The outline says in words what the picture shows; with the author's description, that comes first.
        said = "\n\n".join(part for part in (self.scene.description, self.outline.strip()) if part)
        scene = msgspec.structs.replace(self.scene, description=said)
        return draw_svg(scene, self.theme, generator=GENERATOR, embed_font=embed_font)

    @property
    def _fixed_svg(self) -> str:
        """The picture for rasterisers, which know no viewer's preference and are given the font."""
        from diagramc.renderers.properties import resolve

        return resolve(self._draw() if self.options.embed_font else self.svg, self.theme)

    def png(self) -> bytes:
        """The picture as PNG with exactly the canvas's pixels."""
        if self.options.engine != "native":
            return self.drawn_by_engine("png")
        from diagramc.renderers.raster import draw_png

        return draw_png(
            self._fixed_svg, self.scene.width, self.scene.height, system_fonts=bool(self._missing_glyphs)
        )

    def pdf(self) -> bytes:
        """The picture as PDF. MissingEngineError when the `pdf` extra is not installed."""
        if self.options.engine != "native":
            return self.drawn_by_engine("pdf")
        from diagramc.renderers.pdf import draw_pdf

        return draw_pdf(self._fixed_svg)

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
        return self.diagnostics

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """The remarks on the source and on the native picture."""
        return self._remarks + self._picture_remarks

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
        if self._missing_glyphs:
            points = ", ".join(f"U+{ord(c):04X}" for c in self._missing_glyphs[:8])
            more = "" if len(self._missing_glyphs) <= 8 else f" and {len(self._missing_glyphs) - 8} more"
            from diagramc.layout.graphemes import fallback_fonts

            fonts = " or ".join(fallback_fonts("".join(self._missing_glyphs))[:3])
            message = (
                f"the shipped font has no glyph for {points}{more}; drawn with {fonts}, where there is one"
            )
            found.append(diagnose("layout.missing-glyphs", message))
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


def compile(
    source: Source,
    *,
    type: str | None = None,
    size: str = "auto",
    image_size: str = "1K",
    theme: str | Path = "light",
    engine: str = "native",
    icons: str | Path | None = None,
    embed_font: bool = False,
    planner: str = "auto",
    language: str | None = None,
    file: str | None = None,
    strict: bool = False,
    include: Sequence[Path] = (),
    **settings: Any,
) -> Result:
    """Compile a diagram, a prompt, a text in a diagram language, an IR document or a file into a result that draws itself.

    `size` is `auto` or W:H, `image_size` 1K, 2K or 4K. `theme` is a name or the Path of a theme file, `icons` a folder with icons of
    your own, `embed_font` puts the part of the font that is used into SVG. `strict` makes warnings errors. `include` names the folders that PlantUML's
    `!include` may read from. `settings` go to `plan_prompt`. With the engine of the source's own language, a source that cannot be
    read is drawn as it is. Raises UsageError for the options, SourceError for the source, PlanningError for the planner.
    """
    options = CompileOptions(
        type=type,
        size=size,
        image_size=image_size,
        theme=theme if isinstance(theme, str) else "light",
        engine=engine,
        theme_file=None if isinstance(theme, str) else str(theme),
        icons=None if icons is None else str(icons),
        embed_font=embed_font,
    )
    problems = check_options(options)
    if problems:
        raise UsageError(diagnostics=problems)
    confidence: dict[str, float] = {}
    if isinstance(source, Diagram):
        from diagramc.frontends.reading import checked, raise_errors

        diagram, remarks = checked(source, type, "the source")
        raise_errors(Report(remarks))
    else:
        text, name = _open(source, file)
        if language is None and not text.strip():
            message = f"{name} is empty: there is nothing to draw"
            raise SourceError(diagnostics=[diagnose("parse.empty", message)])
        chosen = language or _language_of(text, name)
        if chosen == "prompt":
            from diagramc.planner.planning import plan_prompt

            prompt = text if isinstance(text, str) else text.decode("utf-8", "replace")
            planned = plan_prompt(prompt, type, planner=planner, **settings)
            diagram, remarks, confidence = planned.diagram, planned.diagnostics, planned.confidence
        elif settings.get("context"):
            raise UsageError(f"context files go with a prompt; {name} is a diagram in {chosen}")
        else:
            try:
                diagram, remarks = read(text, chosen, file=name, type=type, include=include)
            except SourceError as error:
                from diagramc.passthrough import pass_through

                passed = pass_through(text, chosen, name, options, error)
                if passed is None:
                    raise
                return passed
    if strict:
        hard = [d for d in remarks if d.severity is Severity.WARNING]
        if hard:
            raise SourceError(diagnostics=hard)
    result = Result(diagram, options, remarks, confidence)
    if options.theme_file is not None or options.icons is not None:
        # What is wrong with them is told whatever is made of the result.
        _ = result.theme
    return result


def _open(source: str | bytes | Path, file: str | None) -> tuple[str | bytes, str]:
    """The source's text and name; `page.md#2` is the file `page.md`."""
    if not isinstance(source, Path):
        return source, file or "input"
    from diagramc.files import read_source

    if source.exists() or "#" not in source.name:
        return read_source(source), file or str(source)
    from diagramc.frontends.reading import split_fence

    return read_source(Path(split_fence(str(source))[0])), file or str(source)


def _language_of(text: str | bytes, name: str) -> str:
    from diagramc.frontends.base import language_of

    return language_of(text, name)
