"""`diagramc serve`: the HTTP API and the playground."""

from __future__ import annotations

import os
from pathlib import Path

import click

from diagramc.errors import MissingEngineError, UsageError


@click.command()
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address to listen at; others need --keys."
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8080, show_default=True, help="0 takes any free one."
)
@click.option(
    "--keys", type=click.Path(dir_okay=False, path_type=Path), default=None, help="File of keys (hashed)."
)
@click.option(
    "--add-key",
    default=None,
    metavar="NAME",
    help="Make a key, put its hash into --keys, print it, and stop.",
)
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="Folder for jobs, results and cache.",
)
@click.option(
    "--concurrency",
    type=click.IntRange(1, 256),
    default=None,
    help="Diagrams at once; a core each if not given.",
)
@click.option(
    "--queue", type=click.IntRange(0, 10_000), default=16, show_default=True, help="Diagrams that may wait."
)
@click.option(
    "--timeout", type=click.FloatRange(0.1, 3600), default=30, show_default=True, help="Seconds a diagram."
)
@click.option(
    "--memory", type=click.IntRange(256, 1_000_000), default=1024, show_default=True, help="MB a diagram."
)
@click.option(
    "--max-elements",
    type=click.IntRange(1, 5_000),
    default=2_000,
    show_default=True,
    help="Nodes, edges, labels … a diagram.",
)
@click.option(
    "--receive-timeout",
    type=click.FloatRange(0.1, 3600),
    default=30,
    show_default=True,
    help="Seconds a client may take to send a request.",
)
@click.option(
    "--max-body",
    type=click.IntRange(1_000, 5_000_000),
    default=5_000_000,
    show_default=True,
    help="Bytes a request.",
)
@click.option(
    "--disk", type=click.IntRange(10, 10_000_000), default=2048, show_default=True, help="MB for results."
)
@click.option(
    "--planner",
    type=click.Choice(["auto", "offline"]),
    default="auto",
    show_default=True,
    help="Who plans prompts.",
)
@click.option("--allow-host", multiple=True, metavar="NAME", help="Answer to this Host header too.")
@click.option(
    "--cors-origin", multiple=True, metavar="ORIGIN", help="Let pages of this origin use the API; * for all."
)
@click.option("--public-url", default="", metavar="URL", help="The address that clients see, behind a proxy.")
@click.option("--log-prompts", is_flag=True, help="Write prompts and sources to the log too.")
def command(
    host: str,
    port: int,
    keys: Path | None,
    add_key: str | None,
    data: Path | None,
    concurrency: int | None,
    queue: int,
    timeout: float,
    memory: int,
    max_elements: int,
    receive_timeout: float,
    max_body: int,
    disk: int,
    planner: str,
    allow_host: tuple[str, ...],
    cors_origin: tuple[str, ...],
    public_url: str,
    log_prompts: bool,
) -> None:
    """Answer the image service's API for diagrams, compile any language into any output, and show the playground."""
    from importlib.util import find_spec

    if add_key is not None:
        _add_key(keys, add_key)
        return
    if find_spec("starlette") is None or find_spec("uvicorn") is None:
        raise MissingEngineError("`diagramc serve` needs its extra: pip install 'diagramc[serve]'")
    from diagramc.server.listen import run_server
    from diagramc.server.settings import (
        MEGABYTE,
        Limits,
        ServerSettings,
        check_settings,
        default_concurrency,
        default_data,
    )

    limits = Limits(
        concurrency=concurrency or default_concurrency(),
        queue=queue,
        timeout=timeout,
        memory=memory * MEGABYTE,
        elements=max_elements,
        receive=receive_timeout,
        body=max_body,
        disk=disk * MEGABYTE,
    )
    settings = ServerSettings(
        data=data or default_data(os.environ),
        host=host,
        port=port,
        keys=keys,
        planner=planner,
        limits=limits,
        allowed_hosts=allow_host,
        cors_origins=cors_origin,
        public_url=public_url,
        log_prompts=log_prompts,
    )
    problems = check_settings(settings)
    if problems:
        raise UsageError(diagnostics=problems)
    run_server(settings, os.environ, lambda line: click.echo(line, err=True))


def _add_key(keys: Path | None, name: str) -> None:
    from diagramc.server.keys import add_key

    if keys is None:
        raise UsageError("--add-key needs --keys FILE, where the key's hash is kept")
    key = add_key(keys, name)
    click.echo(key)
    click.echo(f"its hash is in {keys}; the key itself is shown this once", err=True)
