"""The stages in order: source or prompt to IR, IR through the passes, IR to target source or to a picture.

The only module that knows all stages. Each is imported when it is needed, so that a compilation loads only its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diagramc.diagnostics import Diagnostic, Report, Severity, diagnose
from diagramc.emit import lowering
from diagramc.errors import SourceError, UsageError
from diagramc.ir.base import Diagram
from diagramc.options import MODEL_SETTINGS, CompileOptions, check_options
from diagramc.result import Result

if TYPE_CHECKING:
    from diagramc.backends.base import Lowering

Source = Diagram | str | bytes | Path
_PLANNING = {"context", "lock", "listen"}
"""The settings of `plan_prompt` that are not about a model."""


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
    from diagramc.passes.form import check_form

    check_form(diagram)
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
    unknown = settings.keys() - MODEL_SETTINGS.keys() - _PLANNING
    if unknown:
        raise TypeError(f"compile() has no argument {', '.join(map(repr, sorted(unknown)))}")
    if not isinstance(source, Diagram | str | bytes | Path):
        raise TypeError(f"a source is a Diagram, a text, bytes or a Path, not {source!r:.80}")
    options = CompileOptions(
        type=type,
        size=size,
        image_size=image_size,
        theme="light" if isinstance(theme, Path) else theme,
        engine=engine,
        theme_file=str(theme) if isinstance(theme, Path) else None,
        icons=None if icons is None else str(icons),
        embed_font=embed_font,
    )
    problems = check_options(options)
    if problems:
        raise UsageError(diagnostics=problems)
    confidence: dict[str, float] = {}
    if isinstance(source, Diagram):
        from diagramc.frontends.reading import checked, raise_errors
        from diagramc.passes.form import check_form

        check_form(source)
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
            from diagramc.planner.prompt import decode_prompt

            prompt = text if isinstance(text, str) else decode_prompt(text, name)
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
