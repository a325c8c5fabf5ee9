"""`diagramc types`: the eight diagram types."""

from __future__ import annotations

import click

from diagramc.kinds import KINDS


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list.")
def command(as_json: bool) -> None:
    """List the diagram types with what each is for."""
    if as_json:
        import json

        click.echo(json.dumps([{"type": kind.name, "summary": kind.summary} for kind in KINDS.values()]))
        return
    width = max(len(name) for name in KINDS)
    for kind in KINDS.values():
        click.echo(f"{kind.name:<{width}}  {kind.summary}")
