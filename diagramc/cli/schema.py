"""`diagramc schema`: the JSON Schema of the IR."""

from __future__ import annotations

import json

import click

from diagramc.cli.output import Complete
from diagramc.errors import UsageError
from diagramc.kinds import TYPES


@click.command()
@click.argument("type_", metavar="[TYPE]", type=Complete("TYPE", TYPES), required=False)
def command(type_: str | None) -> None:
    """Print the JSON Schema of the documents of one TYPE, or of all types."""
    from diagramc.ir.schema import schema
    from diagramc.options import check_choice

    if type_ is not None:
        problem = check_choice("option.type", "diagram type", type_, TYPES)
        if problem is not None:
            raise UsageError(diagnostics=[problem])
    click.echo(json.dumps(schema(type_), indent=2, ensure_ascii=False))
