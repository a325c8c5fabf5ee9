"""`diagramc compile`: files become pictures or source."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from diagramc.cli.console import progress
from diagramc.cli.include import include_option
from diagramc.cli.output import (
    ALL_FORMATS,
    FORMAT_ENDINGS,
    Complete,
    Destination,
    format_of,
    picture_options,
    planner_options,
    planning_progress,
    report_options,
    write_result,
)
from diagramc.diagnostics import Diagnostic, diagnose
from diagramc.errors import SourceError, UsageError


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT…")
@click.option(
    "-o", "--output", default=None, metavar="PATH", help="File, folder for several inputs, or - for stdout."
)
@click.option(
    "--to",
    "-f",
    "format_",
    type=Complete("FORMAT", ALL_FORMATS),
    default=None,
    help="svg, png, pdf, mermaid, plantuml, dot, json, yaml, scene, outline.",
)
@click.option(
    "--from",
    "language",
    default=None,
    metavar="LANGUAGE",
    help="mermaid, plantuml, dot, markdown, json, yaml or prompt; else told by name and content.",
)
@include_option
@picture_options
@planner_options
@report_options
def command(
    inputs: tuple[str, ...],
    output: str | None,
    format_: str | None,
    language: str | None,
    include: tuple[Path, ...],
    type_: str | None,
    size: str,
    image_size: str,
    theme: str | Path,
    icons: Path | None,
    embed_font: bool,
    engine: str,
    strict: bool,
    planner: str,
    model: str | None,
    base_url: str | None,
    timeout: float | None,
    context: tuple[Path, ...],
    max_tokens: int | None,
    lock: Path | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """Compile Mermaid, PlantUML, DOT, Markdown pages (page.md#2 is the second diagram of one), IR documents (.json, .yaml) and
    prompts (.txt); - is stdin.

    A picture is written beside its input unless -o says where; source goes to stdout. With a folder for -o, all diagrams of a page
    are written.
    """
    from diagramc.files import bounded
    from diagramc.pipeline import compile

    if output not in (None, "-") and (Path(output).is_dir() or output.endswith(("/", "\\"))):
        inputs = tuple(name for given in inputs for name in _diagrams_of(given, language))
    several = len(inputs) > 1
    chosen = format_of(format_, None if several or (output and Path(output).is_dir()) else output, "svg")
    if several and output is not None and output != "-" and Path(output).suffix and not Path(output).is_dir():
        raise UsageError(f"several inputs need a folder, but -o is {output}")
    destinations = [_destination(name, output, chosen, several) for name in inputs]
    for name, destination in zip(inputs, destinations, strict=True):
        if destination.path is not None and name != "-" and _same_file(Path(name), destination.path):
            raise UsageError(
                f"{name} would overwrite itself; give another -o, or use `fmt` for its canonical form"
            )
    paths = [d.path for d in destinations if d.path is not None]
    if len(set(paths)) < len(paths):
        raise UsageError("two inputs would be written to the same file; compile them one at a time")
    failures: list[SourceError] = []
    for name, destination in zip(inputs, destinations, strict=True):
        try:
            with progress(f"compiling {name}", quiet=quiet or as_json) as say:
                result = compile(
                    bounded(sys.stdin.buffer.read(), "stdin") if name == "-" else Path(name),
                    file="stdin" if name == "-" else None,
                    language=language,
                    include=include,
                    type=type_,
                    size=size,
                    image_size=image_size,
                    theme=theme,
                    icons=icons,
                    embed_font=embed_font,
                    engine=engine,
                    planner=planner,
                    model=model,
                    base_url=base_url,
                    timeout=timeout,
                    context=context,
                    max_tokens=max_tokens,
                    lock=lock,
                    listen=planning_progress(say, quiet=quiet or as_json),
                )
            write_result(result, destination, as_json=as_json, quiet=quiet, strict=strict)
        except SourceError as error:
            # The others are still drawn; all that is wrong is told at the end.
            failures.append(error)
    if len(failures) == 1:
        raise failures[0]
    if failures:
        raise SourceError(
            f"{len(failures)} of {len(inputs)} inputs have errors",
            [problem for error in failures for problem in error.diagnostics or [_as_problem(error)]],
        )


def _as_problem(error: SourceError) -> Diagnostic:
    """An error that has no diagnostics, as one."""
    return diagnose("output.source", error.message)


def _diagrams_of(name: str, language: str | None) -> list[str]:
    """An input as it is, or each diagram of a page that holds several, such as `page.md#1`, `page.md#2`."""
    from diagramc.files import read_source
    from diagramc.frontends.base import ENDINGS
    from diagramc.frontends.reading import page_fences

    path = Path(name)
    if name == "-" or (language or ENDINGS.get(path.suffix.lower())) != "markdown":
        return [name]
    count = len(page_fences(read_source(path), name))
    return [f"{name}#{number}" for number in range(1, count + 1)] if count > 1 else [name]


def _same_file(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and one.samefile(other)


def _destination(name: str, output: str | None, chosen: str, several: bool) -> Destination:
    """Where one input's result goes."""
    stem = "diagram" if name == "-" else _stem(name)
    if output == "-":
        return Destination(None, chosen)
    if output is not None:
        folder = several or Path(output).is_dir() or output.endswith(("/", "\\"))
        return Destination(Path(output) / (stem + FORMAT_ENDINGS[chosen]) if folder else Path(output), chosen)
    if name == "-" or chosen not in ("svg", "png", "pdf"):
        return Destination(None, chosen)
    return Destination(Path(name).parent / (stem + FORMAT_ENDINGS[chosen]), chosen)


def _stem(name: str) -> str:
    """What a result is named after: `page` for page.md, `page-2` for page.md#2."""
    from diagramc.frontends.reading import split_fence

    file, number = split_fence(name) if not Path(name).exists() else (name, None)
    return Path(file).stem + (f"-{number}" if number is not None else "")
