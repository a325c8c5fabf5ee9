"""How a server is set up: its limits, where it keeps things, and what is configured beside it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from diagramc.diagnostics import Diagnostic, diagnose
from diagramc.endpoints import is_address
from diagramc.remote.config import base_folder

KEPT = 3600.0
"""How long results and uploads are kept, in s: what the service's contract promises."""
MEGABYTE = 1024 * 1024


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Bounds of one request and of all together. Sizes in bytes, times in s."""

    concurrency: int = 2
    """Requests that are worked on at once, each in a process of its own."""
    queue: int = 16
    """Requests that may wait for a process; more are refused with 429."""
    timeout: float = 30.0
    """The longest that drawing one diagram may take; what a language model takes comes on top."""
    memory: int = 1024 * MEGABYTE
    """The address space of a process that draws."""
    elements: int = 2_000
    """The most elements of a diagram: nodes, edges, labels and all else."""
    body: int = 5_000_000
    """The largest body of a request, and the most that a compressed source may become."""
    upload: int = 50 * MEGABYTE
    """The largest uploaded image."""
    receive: float = 30.0
    """The longest that a client may take to send its request."""
    disk: int = 2048 * MEGABYTE
    """What uploads and results may take on disk; the oldest go first."""
    jobs: int = 50_000
    """The most jobs that are remembered; the oldest that came to an end go first."""
    cache: int = 512 * MEGABYTE
    """What the cache may take on disk."""
    tasks: int = 500
    """A process is replaced after so many diagrams."""
    connections: int = 500
    """Connections at once; more are refused with 503."""
    shutdown: float = 20.0
    """How long a server that is asked to stop waits for what is being answered."""


class ServerSettings(msgspec.Struct, frozen=True, kw_only=True):
    """A server. `keys` None: whoever can reach it may use it, so it listens on this machine only."""

    data: Path
    host: str = "127.0.0.1"
    port: int = 8080
    keys: Path | None = None
    planner: str = "auto"
    limits: Limits = Limits()
    allowed_hosts: tuple[str, ...] = ()
    """Names that the Host header may carry besides those of this machine."""
    cors_origins: tuple[str, ...] = ()
    """Origins whose pages may use the API; `*` for all."""
    public_url: str = ""
    """The address that clients see, when a proxy stands before the server; else that of the Host header."""
    log_prompts: bool = False


def default_data(environ: Mapping[str, str]) -> Path:
    """Where jobs and results are kept: `diagramc/serve` in the folder of the XDG Base Directory Specification for state."""
    return base_folder(environ, "XDG_STATE_HOME", ".local/state") / "diagramc" / "serve"


def default_concurrency() -> int:
    """A process a core, and at least two, so that one slow diagram does not keep all others waiting."""
    return max(2, min(os.cpu_count() or 1, 32))


def check_settings(settings: ServerSettings) -> list[Diagnostic]:
    """Every setting that cannot be used."""
    found: list[Diagnostic] = []
    for origin in settings.cors_origins:
        parts = urlsplit(origin) if is_address(origin) else None
        if origin != "*" and (parts is None or origin != f"{parts.scheme}://{parts.netloc}"):
            message = f"{origin[:80]!r} is not an origin"
            found.append(diagnose("serve.option", message, hint="write it as https://example.org, or *"))
    if settings.public_url and not is_address(settings.public_url):
        found.append(diagnose("serve.option", "--public-url is not an http or https address"))
    return found
