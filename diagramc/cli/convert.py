"""`diagramc convert`: a diagram in one language becomes one in another."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from diagramc.cli.include import include_option
from diagramc.cli.output import (
    ALL_FORMATS,
    Complete,
    Destination,
    format_of,
    report_options,
    write_result,
)
from diagramc.errors import UsageError
from diagramc.kinds import TYPES


@click.command()
@click.argument("input_", metavar="IN")
@click.argument("output", metavar="OUT")
@click.option(
    "--from",
    "language",
    default=None,
    metavar="LANGUAGE",
    help="IN's language; else told by name and content.",
)
@click.option(
    "--to",
    "format_",
    type=Complete("FORMAT", ALL_FORMATS),
    default=None,
    help="OUT's language or format; else told by its ending.",
)
@click.option(
    "-t",
    "--type",
    "type_",
    type=Complete("TYPE", TYPES),
    default=None,
    help="Diagram type, where IN does not say it (DOT).",
)
@click.option(
    "--strict", is_flag=True, help="Fail, and write nothing, when something cannot be said in OUT's language."
)
@include_option
@report_options
def command(
    input_: str,
    output: str,
    language: str | None,
    format_: str | None,
    type_: str | None,
    strict: bool,
    include: tuple[Path, ...],
    as_json: bool,
    quiet: bool,
) -> None:
    """Convert IN to OUT, each in the language of its ending: .mmd, .puml, .dot, .json, .yaml (also .svg, .png, .pdf); - is stdin or
    stdout. What OUT's language cannot say is reported."""
    from diagramc.files import bounded
    from diagramc.pipeline import compile

    if output == "-" and format_ is None:
        raise UsageError("to write to stdout, name the language with --to")
    if format_ is None and not Path(output).suffix:
        raise UsageError(f"{output} has no ending that tells the language; name it with --to")
    chosen = format_of(format_, output, "svg")
    result = compile(
        bounded(sys.stdin.buffer.read(), "stdin") if input_ == "-" else Path(input_),
        file="stdin" if input_ == "-" else None,
        language=language,
        type=type_,
        include=include,
    )
    path = None if output == "-" else Path(output)
    write_result(result, Destination(path, chosen), as_json=as_json, quiet=quiet, strict=strict)
