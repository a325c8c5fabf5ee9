"""`diagramc themes`: the looks there are."""

from __future__ import annotations

import click

from diagramc.options import THEMES


@click.command()
def command() -> None:
    """List the themes."""
    for name in THEMES:
        click.echo(name)
