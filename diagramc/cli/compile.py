"""`diagramc compile`: files become pictures or source."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from diagramc.cli.console import progress
from diagramc.cli.output import (
    ALL_FORMATS,
    FORMAT_ENDINGS,
    Complete,
    Destination,
    format_of,
    picture_options,
    planner_options,
    report_options,
    write_result,
)
from diagramc.errors import UsageError


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
    help="json, yaml or prompt; else told by name and content.",
)
@picture_options
@planner_options
@report_options
def command(
    inputs: tuple[str, ...],
    output: str | None,
    format_: str | None,
    language: str | None,
    type_: str | None,
    size: str,
    image_size: str,
    theme: str,
    engine: str,
    strict: bool,
    planner: str,
    model: str | None,
    base_url: str | None,
    timeout: float | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """Compile IR documents (.json, .yaml) and prompts (.txt); - is stdin.

    A picture is written beside its input unless -o says where; source goes to stdout.
    """
    from diagramc.files import bounded
    from diagramc.pipeline import compile

    several = len(inputs) > 1
    chosen = format_of(format_, None if several or (output and Path(output).is_dir()) else output, "svg")
    if several and output is not None and output != "-" and Path(output).suffix and not Path(output).is_dir():
        raise UsageError(f"several inputs need a folder, but -o is {output}")
    destinations = [_destination(name, output, chosen, several) for name in inputs]
    paths = [d.path for d in destinations if d.path is not None]
    if len(set(paths)) < len(paths):
        raise UsageError("two inputs would be written to the same file; compile them one at a time")
    for name, destination in zip(inputs, destinations, strict=True):
        with progress(f"compiling {name}", quiet=quiet or as_json):
            result = compile(
                bounded(sys.stdin.buffer.read(), "stdin") if name == "-" else Path(name),
                file="stdin" if name == "-" else None,
                language=language,
                type=type_,
                size=size,
                image_size=image_size,
                theme=theme,
                engine=engine,
                planner=planner,
                model=model,
                base_url=base_url,
                timeout=timeout,
            )
        write_result(result, destination, as_json=as_json, quiet=quiet, strict=strict)


def _destination(name: str, output: str | None, chosen: str, several: bool) -> Destination:
    """Where one input's result goes."""
    stem = "diagram" if name == "-" else Path(name).stem
    if output == "-":
        return Destination(None, chosen)
    if output is not None:
        folder = several or Path(output).is_dir() or output.endswith(("/", "\\"))
        return Destination(Path(output) / (stem + FORMAT_ENDINGS[chosen]) if folder else Path(output), chosen)
    if name == "-" or chosen not in ("svg", "png", "pdf"):
        return Destination(None, chosen)
    return Destination(Path(name).with_suffix(FORMAT_ENDINGS[chosen]), chosen)
