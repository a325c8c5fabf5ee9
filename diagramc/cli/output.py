"""Options that several commands share, and writing what a compilation gives."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from diagramc.cli.console import note, print_diagnostics
from diagramc.diagnostics import Severity, to_json
from diagramc.errors import SourceError, UsageError
from diagramc.kinds import TYPES
from diagramc.options import ENGINES, FORMAT_ALIASES, FORMATS, IMAGE_SIZES, RATIOS, THEMES

if TYPE_CHECKING:
    from diagramc.result import Result

F = TypeVar("F", bound=Callable[..., Any])

FORMAT_ENDINGS: dict[str, str] = {
    "svg": ".svg",
    "png": ".png",
    "pdf": ".pdf",
    "graphviz": ".dot",
    "mermaid": ".mmd",
    "plantuml": ".puml",
    "json": ".json",
    "yaml": ".yaml",
    "scene": ".scene.json",
    "outline": ".txt",
}
BINARY = ("png", "pdf")


class Complete(click.ParamType[str]):
    """Free text with completions: the value is checked later, together with all other options, with did-you-mean."""

    name = "text"

    def __init__(self, metavar: str, choices: tuple[str, ...]) -> None:
        self.metavar = metavar
        self.choices = choices

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        """What stands in the help."""
        return self.metavar

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[click.shell_completion.CompletionItem]:
        """The choices that begin with what is typed."""
        return [click.shell_completion.CompletionItem(c) for c in self.choices if c.startswith(incomplete)]


def theme_or_file(ctx: click.Context, param: click.Parameter, value: str) -> str | Path:
    """The name of a theme, or the path of a theme file: what ends in `.toml` or has a slash."""
    is_file = value.lower().endswith(".toml") or "/" in value or "\\" in value
    return Path(value) if is_file else value


def count(number: int, one: str, several: str | None = None) -> str:
    """`1 page`, `2 pages`, `2 entries`."""
    return f"{number} {one if number == 1 else several or one + 's'}"


ALL_FORMATS = (*FORMATS, *FORMAT_ALIASES)


def picture_options(function: F) -> F:
    """The options that say what the picture is to be like."""
    for decorate in (
        click.option("--strict", is_flag=True, help="Treat warnings as errors."),
        click.option(
            "--engine",
            type=Complete("ENGINE", ENGINES),
            default="native",
            show_default=True,
            help="native, or the real tool: graphviz, mermaid, plantuml.",
        ),
        click.option(
            "--embed-font",
            is_flag=True,
            help="Put the letters that are used into SVG, for viewers without Inter.",
        ),
        click.option(
            "--icons",
            type=click.Path(file_okay=False, path_type=Path),
            default=None,
            metavar="FOLDER",
            help="Your own icons, as SVG files.",
        ),
        click.option(
            "--theme",
            type=Complete("NAME|FILE", THEMES),
            callback=theme_or_file,
            default="light",
            show_default=True,
            help="Look: a name of `themes`, or a theme file (.toml).",
        ),
        click.option(
            "--image-size",
            type=Complete("SIZE", tuple(IMAGE_SIZES)),
            default="1K",
            show_default=True,
            help="1K, 2K or 4K.",
        ),
        click.option(
            "-s",
            "--size",
            type=Complete("W:H", ("auto", *RATIOS)),
            default="auto",
            show_default=True,
            help="Aspect ratio to fill, such as 16:9.",
        ),
        click.option(
            "-t",
            "--type",
            "type_",
            type=Complete("TYPE", TYPES),
            default=None,
            help="Diagram type (see `types`).",
        ),
    ):
        function = decorate(function)
    return function


def model_options(function: F) -> F:
    """The options that say who understands a sentence: rules, or which model."""
    for decorate in (
        click.option(
            "--timeout", type=click.FloatRange(min=1), default=None, help="Seconds the model may take."
        ),
        click.option("--base-url", default=None, help="OpenAI-compatible endpoint [env: OPENAI_BASE_URL]."),
        click.option(
            "-m",
            "--model",
            default=None,
            help="Language model, for local a GGUF file [env: DIAGRAMC_MODEL].",
        ),
        click.option(
            "--planner",
            type=Complete("PLANNER", ("auto", "offline", "llm", "local")),
            default="auto",
            show_default=True,
            help="Who reads the prompt: auto, offline, llm or local.",
        ),
    ):
        function = decorate(function)
    return function


def planner_options(function: F) -> F:
    """The options that say who turns a prompt into a diagram, and from what."""
    for decorate in (
        click.option(
            "--lock",
            type=click.Path(dir_okay=False, path_type=Path),
            default=None,
            metavar="FILE",
            help="Keep plans in this file; what is in it is not planned again.",
        ),
        click.option(
            "--max-tokens", type=click.IntRange(min=1), default=None, help="The most tokens of one answer."
        ),
        model_options,
        click.option(
            "--context",
            type=click.Path(path_type=Path),
            multiple=True,
            metavar="FILE",
            help="A file the prompt is about: README, code, SQL, OpenAPI, compose, Terraform. Repeatable.",
        ),
    ):
        function = decorate(function)
    return function


def planning_progress(say: Callable[[str], None], *, quiet: bool) -> Callable[[int], None] | None:
    """What tells the person how far a model has come; None where nobody looks."""
    if quiet or not sys.stderr.isatty():
        return None
    return lambda number: say(f"planning: {count(number, 'element')}")


def report_options(function: F) -> F:
    """The options that say what is printed."""
    function = click.option("-q", "--quiet", is_flag=True, help="Print errors only.")(function)
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")(function)


def read_prompt(prompt: str) -> str:
    """The prompt, which `-` reads from stdin. SourceError when that is no text, or larger than the limit."""
    if prompt != "-":
        return prompt
    from diagramc.files import bounded
    from diagramc.planner.prompt import decode_prompt

    return decode_prompt(bounded(sys.stdin.buffer.read(), "stdin"), "stdin")


class Destination(NamedTuple):
    """Where a result goes: a path, or None for stdout; and in which format."""

    path: Path | None
    format: str


def format_of(format: str | None, output: str | None, default: str) -> str:
    """The output format: what was asked for, else what the output's ending means, else the default."""
    from diagramc.emit import canonical_format

    if format is not None:
        return canonical_format(format)
    ending = os.path.splitext(output or "")[1].lstrip(".").lower()
    if ending and output != "-":
        return canonical_format(ending)
    return default


def write_result(
    result: Result, destination: Destination, *, as_json: bool, quiet: bool, strict: bool
) -> None:
    """Draw or write, print the remarks to stderr, the path (or the content, or JSON) to stdout.

    SourceError when `strict` and there is a warning: then nothing is written.
    """
    if destination.path is None and as_json:
        raise UsageError(
            "--json says where a file is; it does not go with stdout: give -o FILE, or leave it out"
        )
    content = result.output(destination.format)
    remarks = result.remarks_on(destination.format)
    warnings = [d for d in remarks if d.severity is Severity.WARNING]
    if strict and warnings:
        raise SourceError(f"{len(warnings)} warnings with --strict", remarks)
    if not quiet and not as_json:
        print_diagnostics(remarks)
    if destination.path is None:
        if destination.format in BINARY and sys.stdout.isatty():
            raise UsageError(f"not writing {destination.format.upper()} to a terminal; give -o FILE")
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    from diagramc.files import write_atomically

    write_atomically(destination.path, content)
    path = destination.path.absolute()
    picture = destination.format in ("svg", "png", "pdf") and result.options.engine == "native"
    if as_json:
        import json

        import msgspec

        body: dict[str, object] = {
            "file": str(path),
            "type": result.type,
            "format": destination.format,
        }
        if picture:
            scene = result.scene
            body |= {
                "width": scene.width,
                "height": scene.height,
                "report": msgspec.to_builtins(result.report),
            }
        if result.confidence:
            body["confidence"] = result.confidence
        body["diagnostics"] = to_json(remarks)
        click.echo(json.dumps(body, ensure_ascii=False))
        return
    click.echo(str(path))
    if picture and not quiet and sys.stderr.isatty():
        scene, report = result.scene, result.report
        note(
            f"{result.type}, {scene.width}×{scene.height} px, fill {report.fill:.0%},"
            f" smallest text {report.min_text_px:.0f} px"
        )
