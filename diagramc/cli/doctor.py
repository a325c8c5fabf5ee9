"""`diagramc doctor`: what is installed, what is missing, and what to install for it."""

from __future__ import annotations

import os
import platform

import click

from diagramc import __version__


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(as_json: bool) -> None:
    """Say what works here: the embedded parts, the external engines, the language model. Opens no connection."""
    from diagramc.cli.probes import probe_all

    probes = probe_all(os.environ)
    ready = all(probe.found for probe in probes if probe.required)
    if as_json:
        import json

        body = {
            "version": __version__,
            "python": platform.python_version(),
            "ready": ready,
            "parts": [probe._asdict() for probe in probes],
        }
        click.echo(json.dumps(body, ensure_ascii=False))
    else:
        click.echo(f"diagramc {__version__} on Python {platform.python_version()} ({platform.system()})")
        width = max(len(probe.name) for probe in probes)
        for probe in probes:
            mark = "ok     " if probe.found else "MISSING" if probe.required else "absent "
            click.echo(f"{mark} {probe.name:<{width}}  {probe.detail}")
    if not ready:
        click.get_current_context().exit(6)
