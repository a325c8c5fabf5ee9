"""`diagramc models`: what the remote service can generate with."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from diagramc.cli.forward import access_options, ask, json_option, table

if TYPE_CHECKING:
    from diagramc.remote.service import Access


@click.command()
@click.option("--refresh", is_flag=True, help="Ask the service, whatever the cache holds.")
@json_option
@access_options
def command(refresh: bool, as_json: bool, api_url: str | None, api_key: str | None) -> None:
    """List the remote service's models and what each can do. The list is cached for a day."""
    from diagramc.remote.models import ModelCache, list_models

    access: Access = {"api_url": api_url, "api_key": api_key}
    models = ask(
        access,
        lambda context: list_models(context, ModelCache(os.environ, context.settings), refresh=refresh),
    )
    if as_json:
        import msgspec

        click.echo(msgspec.json.encode(models).decode())
        return
    rows = [("MODEL", "ALIASES", "SIZES", "REFERENCES", "EUR", "RATIOS")]
    rows += [
        (
            model.id,
            ", ".join(model.aliases),
            " ".join(model.image_sizes or ()),
            "" if model.references is None else str(model.references),
            model.price_eur or "",
            " ".join(model.ratios or ()),
        )
        for model in models
    ]
    table(rows)
