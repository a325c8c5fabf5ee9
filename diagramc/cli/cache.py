"""`diagramc cache`: what is kept of earlier compilations, and throwing it away."""

from __future__ import annotations

import os
import re

import click

from diagramc.errors import UsageError

_UNITS = {"": 1, "k": 1024, "m": 1024**2, "g": 1024**3}


@click.group()
def command() -> None:
    """Say what the store of compiled diagrams holds, or throw it away."""


@command.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def info(as_json: bool) -> None:
    """Say where the store is and how much it holds."""
    from diagramc.cache import LIMIT, Cache, default_folder

    folder = default_folder(os.environ)
    usage = Cache(folder).usage()
    if as_json:
        import json

        body = {"folder": str(folder), "entries": usage.entries, "bytes": usage.size, "limit": LIMIT}
        click.echo(json.dumps(body, ensure_ascii=False))
        return
    click.echo(f"{folder}: {usage.entries} entries, {_size(usage.size)} of at most {_size(LIMIT)}")


@command.command()
def clear() -> None:
    """Throw everything away."""
    from diagramc.cache import Cache, default_folder

    dropped = Cache(default_folder(os.environ)).clear()
    click.echo(f"removed {dropped.entries} entries, {_size(dropped.size)}")


@command.command()
@click.argument("limit", metavar="SIZE")
def prune(limit: str) -> None:
    """Keep the SIZE (such as 200M) that was used last."""
    from diagramc.cache import Cache, default_folder

    found = re.fullmatch(r"(\d{1,12})\s*([kmg]?)(?:i?b)?", limit.strip(), re.IGNORECASE)
    if found is None:
        raise UsageError(f"{limit!r} is no size; write it as 200M or 1G")
    dropped = Cache(default_folder(os.environ)).prune(int(found[1]) * _UNITS[found[2].lower()])
    click.echo(f"removed {dropped.entries} entries, {_size(dropped.size)}")


def _size(size: float) -> str:
    for unit in ("B", "KiB", "MiB"):
        if size < 1024:
            return f"{size:.0f} {unit}"
        size /= 1024
    return f"{size:.1f} GiB"
