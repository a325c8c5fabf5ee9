"""`diagramc demo`: one picture of each type from an English prompt, to see what comes out."""

from __future__ import annotations

from pathlib import Path

import click

from diagramc.cli.console import note
from diagramc.cli.output import Complete, format_of
from diagramc.kinds import KINDS
from diagramc.options import RATIOS


@click.command()
@click.option(
    "-d",
    "--directory",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("diagramc-demo"),
    show_default=True,
    help="Folder for the pictures.",
)
@click.option(
    "-s",
    "--size",
    type=Complete("W:H", RATIOS),
    default="16:9",
    show_default=True,
    help="Aspect ratio to fill.",
)
@click.option(
    "-f",
    "--format",
    "format_",
    type=Complete("FORMAT", ("svg", "png")),
    default="svg",
    show_default=True,
    help="svg or png.",
)
def command(directory: Path, size: str, format_: str) -> None:
    """Draw one picture of each diagram type from its example prompt: offline, with the embedded planner."""
    from diagramc.cli.output import FORMAT_ENDINGS
    from diagramc.pipeline import compile

    chosen = format_of(format_, None, "svg")
    for kind in KINDS.values():
        result = compile(kind.example, language="prompt", type=kind.name, size=size, planner="offline")
        path = result.save(directory / (kind.name + FORMAT_ENDINGS[chosen]), chosen)
        note(f"{kind.name}: {kind.example.splitlines()[0]}")
        click.echo(str(path.absolute()))
