"""`diagramc diagram`: a prompt becomes a picture."""

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


@click.command()
@click.argument("prompt")
@click.option("-o", "--output", default=None, metavar="FILE", help="Where to write it; - is stdout.")
@click.option(
    "-d",
    "--directory",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="Folder for a named file.",
)
@click.option(
    "-f",
    "--format",
    "format_",
    type=Complete("FORMAT", ALL_FORMATS),
    default=None,
    help="svg, png, pdf, mermaid, plantuml, dot, json, yaml.",
)
@picture_options
@planner_options
@report_options
def command(
    prompt: str,
    output: str | None,
    directory: Path | None,
    format_: str | None,
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
    """Draw what PROMPT says (- reads it from stdin). Without -o the file is named after the prompt, in this folder."""
    from diagramc.files import bounded, free_name
    from diagramc.ir.ids import slug
    from diagramc.pipeline import compile

    chosen = format_of(format_, output, "svg")
    text = bounded(sys.stdin.buffer.read(), "stdin").decode("utf-8", "replace") if prompt == "-" else prompt
    with progress("planning", quiet=quiet or as_json):
        result = compile(
            text,
            language="prompt",
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
    path: Path | None
    if output == "-":
        path = None
    elif output is not None:
        path = Path(output)
    else:
        name = slug(" ".join(text.split())[:60], ())
        path = free_name(directory or Path(), name, FORMAT_ENDINGS[chosen])
    write_result(result, Destination(path, chosen), as_json=as_json, quiet=quiet, strict=strict)
