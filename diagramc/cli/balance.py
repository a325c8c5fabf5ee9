"""`diagramc balance`: what is left on the remote account."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from diagramc.cli.forward import access_options, ask, json_option
from diagramc.errors import RemoteError

if TYPE_CHECKING:
    from diagramc.remote.service import Access


@click.command()
@json_option
@access_options
def command(as_json: bool, api_url: str | None, api_key: str | None) -> None:
    """Print what is left on the remote account, in EUR."""
    from diagramc.remote import jobs

    access: Access = {"api_url": api_url, "api_key": api_key}
    account = ask(access, jobs.get_account)
    if as_json:
        import json

        click.echo(json.dumps({"balance_eur": account.balance_eur or None}))
        return
    if not account.balance_eur:
        raise RemoteError("the service does not tell the balance")
    click.echo(account.balance_eur)
