"""The stages in order: source or prompt to IR, IR through the passes, IR to target source or to a picture.

The only module that knows all stages. Each is imported when it is needed, so that a compilation loads only its own.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diagramc import __version__
from diagramc.diagnostics import Diagnostic, Report, Severity, diagnose, with_line_text
from diagramc.errors import SourceError, UsageError
from diagramc.ir.base import Diagram
from diagramc.kinds import TARGETS, kind_of
from diagramc.options import FORMAT_ALIASES, FORMATS, CompileOptions, check_choice, check_options

if TYPE_CHECKING:
    from diagramc.backends.base import Lowering
    from diagramc.layout.fit import FitReport, Fitted
    from diagramc.planner.base import Plan
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


def _raise_errors(report: Report) -> None:
    if report.errors:
        raise SourceError(diagnostics=report)


def read(
    source: str | bytes, language: str | None = None, *, file: str = "input", type: str | None = None
) -> tuple[Diagram, tuple[Diagnostic, ...]]:
    """Read an IR document into a valid diagram, with what there is to remark on it.

    `language` None: told by the content. Raises SourceError with every problem, UsageError for a language without a reader.
    """
    from diagramc.frontends import document
    from diagramc.frontends.base import READABLE, detect_language

    chosen = language or detect_language(_head(source), os.path.splitext(file)[1])
    if chosen not in ("json", "yaml"):
        message = f"there is no reader for {chosen}; readable are: {', '.join(READABLE)}"
        raise UsageError(diagnostics=[diagnose("option.language", message)])
    diagram, problems = document.read(source, file=file)
    report = Report(problems)
    _raise_errors(report)
    assert diagram is not None
    checked, remarks = _checked(diagram, type, file)
    if remarks:
        # Positions are looked up only now that there is something to say.
        checked, remarks = _checked(document.locate(diagram, source, file), type, file)
        remarks = with_line_text(
            remarks, source if isinstance(source, str) else source.decode("utf-8", "replace")
        )
    report.extend(remarks)
    _raise_errors(report)
    return checked, report.diagnostics


def _checked(diagram: Diagram, type: str | None, file: str) -> tuple[Diagram, tuple[Diagnostic, ...]]:
    """The diagram in normal form, with everything that is wrong with it."""
    from diagramc.passes.normalize import normalize
    from diagramc.passes.validate import validate

    normal = normalize(diagram)
    remarks = validate(normal)
    if type is not None and diagram.type != type:
        remarks = (
            *remarks,
            diagnose("option.type", f"{file} holds a diagram of type {diagram.type}, not {type}"),
        )
    return normal, remarks


def _head(source: str | bytes) -> str:
    """Enough of the source to tell its language."""
    return source if isinstance(source, str) else source[:4000].decode("utf-8", "replace")


def plan_prompt(prompt: str, type: str | None = None, *, planner: str = "auto", **settings: Any) -> Plan:
    """A prompt as a valid diagram, with remarks and token counts.

    `planner`: auto (llm when an endpoint is configured, else offline), offline or llm. `settings` go to the llm planner: model,
    base_url, api_key, timeout (s), max_tokens. Raises UsageError, SourceError or PlanningError.
    """
    from diagramc.planner.select import make_planner

    problems = check_options(CompileOptions(type=type))
    if problems:
        raise UsageError(diagnostics=problems)
    return make_planner(planner, {**os.environ, **_as_environment(settings)}).plan(prompt, type)


_VARIABLES = {
    "model": "DIAGRAMC_MODEL",
    "base_url": "OPENAI_BASE_URL",
    "api_key": "OPENAI_API_KEY",
    "timeout": "DIAGRAMC_TIMEOUT",
    "max_tokens": "DIAGRAMC_MAX_TOKENS",
}
"""The environment variable that each setting of the llm planner stands in for."""


def _as_environment(settings: dict[str, Any]) -> dict[str, str]:
    """Settings as environment variables, so that an option and its variable mean the same everywhere."""
    unknown = set(settings) - set(_VARIABLES)
    if unknown:
        raise TypeError(f"unknown settings: {', '.join(sorted(unknown))}")
    return {_VARIABLES[name]: str(value) for name, value in settings.items() if value is not None}


def lowering(diagram: Diagram, target: str) -> Lowering:
    """A valid diagram as source in a target language, with what that language cannot say."""
    from diagramc.backends.base import lower as lower_diagram

    problem = check_choice("option.target", "target language", FORMAT_ALIASES.get(target, target), TARGETS)
    if problem is not None:
        raise UsageError(diagnostics=[problem])
    return lower_diagram(diagram, FORMAT_ALIASES.get(target, target))


def plan(prompt: str, type: str | None = None, *, planner: str = "auto", **settings: Any) -> Diagram:
    """A prompt as a typed diagram; `plan_prompt` also answers the remarks."""
    return plan_prompt(prompt, type, planner=planner, **settings).diagram


def parse(text: str | bytes, language: str | None = None, *, file: str = "input") -> Diagram:
    """An IR document as a typed diagram; `read` also answers the remarks."""
    return read(text, language, file=file)[0]


def lower(diagram: Diagram, target: str) -> str:
    """A valid diagram as source in a target language; `lowering` also answers what that language cannot say."""
    return lowering(diagram, target).text


def check(source: str | bytes, language: str | None = None, *, file: str = "input") -> tuple[Diagnostic, ...]:
    """Every problem of a source, without drawing anything."""
    try:
        _, diagnostics = read(source, language, file=file)
    except SourceError as error:
        return error.diagnostics
    return diagnostics


def convert(
    source: str | bytes, target: str, *, language: str | None = None, file: str = "input"
) -> Lowering:
    """A source in one language as source in another, with everything there is to remark on both."""
    from diagramc.backends.base import Lowering

    diagram, diagnostics = read(source, language, file=file)
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

    `diagnostics` holds the remarks of reading, planning and drawing; those of a target language come with `lowering`.
    """

    def __init__(self, diagram: Diagram, options: CompileOptions, remarks: Iterable[Diagnostic] = ()) -> None:
        self.diagram = diagram
        self.options = options
        self._remarks = tuple(remarks)

    @cached_property
    def _theme(self) -> Theme:
        from diagramc.themes import load_theme

        return load_theme(self.options.theme)

    @cached_property
    def _fitted(self) -> Fitted:
        from diagramc.layout.fit import fit

        arrangements = kind_of(self.diagram).backend("scene").arrangements(self.diagram, self._theme)
        return fit(self.diagram, arrangements, self._theme, self.options)

    @property
    def scene(self) -> Scene:
        """The laid-out diagram on its canvas."""
        return self._fitted.scene

    @property
    def report(self) -> FitReport:
        """How well the picture fills its canvas, and how large its text is."""
        return self._fitted.report

    @cached_property
    def svg(self) -> str:
        """The picture as SVG text; with an external engine, as that engine drew it."""
        if self.options.engine != "native":
            return self.drawn_by_engine("svg").decode()
        from diagramc.renderers.svg import draw_svg

        return draw_svg(self.scene, self._theme, generator=GENERATOR)

    @property
    def _fixed_svg(self) -> str:
        """The picture for rasterisers, which know no viewer's preference."""
        from diagramc.renderers.properties import resolve

        return resolve(self.svg, self._theme)

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
            case "scene":
                import msgspec

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
        if chosen in ("json", "yaml"):
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

        found: list[Diagnostic] = []
        if self._missing_glyphs:
            points = ", ".join(f"U+{ord(c):04X}" for c in self._missing_glyphs[:8])
            more = "" if len(self._missing_glyphs) <= 8 else f" and {len(self._missing_glyphs) - 8} more"
            found.append(
                diagnose("layout.missing-glyphs", f"the shipped font has no glyph for {points}{more}")
            )
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
    theme: str = "light",
    engine: str = "native",
    planner: str = "auto",
    language: str | None = None,
    file: str | None = None,
    strict: bool = False,
    **settings: Any,
) -> Result:
    """Compile a diagram, a prompt, an IR document's text or a file into a result that draws itself.

    `size` is `auto` or W:H, `image_size` 1K, 2K or 4K. `strict` makes warnings errors. `settings` go to the planner.
    Raises UsageError for the options, SourceError for the source, PlanningError for the planner.
    """
    options = CompileOptions(type=type, size=size, image_size=image_size, theme=theme, engine=engine)
    problems = check_options(options)
    if problems:
        raise UsageError(diagnostics=problems)
    diagram, remarks = _front(source, type, planner, language, file, settings)
    if strict:
        hard = [d for d in remarks if d.severity is Severity.WARNING]
        if hard:
            raise SourceError(diagnostics=hard)
    return Result(diagram, options, remarks)


def _front(
    source: Source,
    type: str | None,
    planner: str,
    language: str | None,
    file: str | None,
    settings: dict[str, Any],
) -> tuple[Diagram, tuple[Diagnostic, ...]]:
    """The front end that fits the source: none for a diagram, a reader for a document, a planner for a prompt."""
    if isinstance(source, Diagram):
        diagram, remarks = _checked(source, type, "the source")
        _raise_errors(Report(remarks))
        return diagram, remarks
    from diagramc.frontends.base import detect_language

    if isinstance(source, Path):
        from diagramc.files import read_source

        file = file or str(source)
        source = read_source(source)
    name = file or "input"
    chosen = language or detect_language(_head(source), os.path.splitext(name)[1])
    if chosen != "prompt":
        return read(source, chosen, file=name, type=type)
    text = source if isinstance(source, str) else source.decode("utf-8", "replace")
    planned = plan_prompt(text, type, planner=planner, **settings)
    return planned.diagram, planned.diagnostics
