"""`diagramc auth`: keep, check or forget the remote service's key. The key itself is never printed."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING

import click

from diagramc.cli.console import note
from diagramc.cli.forward import access_options, ask, json_option, key_option, url_option
from diagramc.errors import AuthenticationError

if TYPE_CHECKING:
    from diagramc.remote.service import Access


@click.group()
def command() -> None:
    """Keep, check or forget the remote service's key."""


@command.command()
@click.option("--keyring", "in_keyring", is_flag=True, help="Keep it in the system's keyring, not in a file.")
@url_option
@key_option
def login(in_keyring: bool, api_url: str | None, api_key: str | None) -> None:
    """Ask for the key (or read it from stdin), check it with the service, and keep it.

    With --api-url the address is kept too.
    """
    from diagramc.remote import config, jobs

    if in_keyring and not config.keyring_is_installed():
        raise config.no_keyring()
    key = (api_key or _read_key()).strip()
    if not key:
        raise AuthenticationError("no key was given")
    access: Access = {"api_key": key, "api_url": api_url}
    account = ask(access, jobs.get_account)
    if in_keyring:
        config.keep_in_keyring(key)
    # A key in the file would come before the one in the keyring.
    changes: dict[str, str | None] = {"api_key": None if in_keyring else key}
    if api_url is not None:
        changes["api_url"] = api_url
    path = config.change_config(os.environ, **changes)
    note(f"the key is kept in {'the keyring of the system' if in_keyring else path}")
    if account.email:
        note(f"signed in as {account.email}")
    if os.environ.get("DEPICTA_API_KEY", "").strip():
        note("DEPICTA_API_KEY is set, and comes before it")


def _read_key() -> str:
    if sys.stdin.isatty():
        typed: str = click.prompt("Key", hide_input=True, err=True)
        return typed
    return sys.stdin.readline(10_000)


@command.command()
@json_option
@access_options
def status(as_json: bool, api_url: str | None, api_key: str | None) -> None:
    """Say where the key comes from, and whether the service accepts it. Exits with 2 when there is none, or it does not."""
    from diagramc.remote import jobs
    from diagramc.remote.settings import read_settings

    settings = read_settings(os.environ, api_key=api_key, api_url=api_url)
    access: Access = {"api_key": api_key, "api_url": api_url}
    account = ask(access, jobs.get_account)
    if as_json:
        body = {
            "authenticated": True,
            "source": settings.source,
            "service": settings.place,
            "email": account.email,
        }
        click.echo(json.dumps(body, ensure_ascii=False))
        return
    click.echo(f"{settings.place} accepts the key from {settings.source}")
    if account.email:
        click.echo(f"account {account.email}")


@command.command()
def logout() -> None:
    """Forget the key in the configuration file and in the system's keyring."""
    from diagramc.remote import config

    kept = bool(config.read_config(os.environ).get("api_key"))
    if kept:
        config.change_config(os.environ, api_key=None)
    if config.drop_from_keyring() or kept:
        note("the key is forgotten")
    else:
        note("no key was kept")
    if os.environ.get("DEPICTA_API_KEY", "").strip():
        note("DEPICTA_API_KEY is still set")
