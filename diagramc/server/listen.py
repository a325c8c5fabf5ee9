"""Running the server: the socket, the words at the start, and an end in good order."""

from __future__ import annotations

import errno
import logging
import signal
import socket
from collections.abc import Callable, Mapping

from diagramc import __version__
from diagramc.diagnostics import diagnose
from diagramc.endpoints import is_loopback
from diagramc.errors import UsageError
from diagramc.server.app import Services, make_app
from diagramc.server.log import LogHandler
from diagramc.server.protocol import patient_for
from diagramc.server.settings import MEGABYTE, ServerSettings


def open_socket(host: str, port: int) -> socket.socket:
    """A listening socket. UsageError when the address is taken, is not ours, or may not be used."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise _no_address(host, port, error) from None
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(1024)
    except OSError as error:
        listener.close()
        raise _no_address(host, port, error) from None
    return listener


def _no_address(host: str, port: int, error: OSError) -> UsageError:
    if error.errno == errno.EADDRINUSE:
        message, hint = (
            f"port {port} of {host} is in use",
            "choose another with --port; 0 takes any that is free",
        )
    else:
        message, hint = (
            f"cannot listen at {host} port {port}: {error.strerror or error}",
            "check --host and --port",
        )
    return UsageError(diagnostics=[diagnose("serve.address", message, hint=hint)])


def run_server(settings: ServerSettings, environ: Mapping[str, str], say: Callable[[str], None]) -> None:
    """Serve until a signal ends it. UsageError when it cannot start; `say` gets what is configured, line by line."""
    import uvicorn

    if settings.keys is None and not is_loopback(settings.host):
        message = f"without keys the server listens on this machine only, not at {settings.host}"
        hint = "make a key with `diagramc serve --keys FILE --add-key NAME`, then give --keys FILE"
        raise UsageError(diagnostics=[diagnose("serve.keys", message, hint=hint)])
    listener = open_socket(settings.host, settings.port)
    try:
        services = Services(settings, environ)
        limits = settings.limits
        config = uvicorn.Config(
            make_app(services),
            http=patient_for(limits.receive),
            log_config=None,
            access_log=False,
            server_header=False,
            limit_concurrency=limits.connections,
            timeout_graceful_shutdown=int(limits.shutdown),
            timeout_keep_alive=15,
            h11_max_incomplete_event_size=65_536,
            ws="none",
        )
        for name in ("uvicorn", "uvicorn.error", "asyncio"):
            logger = logging.getLogger(name)
            logger.handlers, logger.propagate = [LogHandler(services.log)], False
        port = listener.getsockname()[1]
        shown = f"[{settings.host}]" if ":" in settings.host else settings.host
        say(f"diagramc {__version__} at http://{shown}:{port}/")
        for line in describe_setup(services):
            say(line)
        for number in (signal.SIGINT, signal.SIGTERM):
            # uvicorn stops in good order, then raises the signal once more for whoever handled it before.
            signal.signal(number, lambda *_: None)
        uvicorn.Server(config).run(sockets=[listener])
    finally:
        listener.close()


def describe_setup(services: Services) -> list[str]:
    """What is configured, in words, without secrets."""
    settings, limits = services.settings, services.settings.limits
    keys = f"{len(services.keys)} in {settings.keys}" if settings.keys else "none; this machine only"
    model = (
        f"{services.language_model} at {services.model_place}"
        if services.language_model
        else "none; prompts are planned offline"
    )
    remote = (
        f"{services.remote.place}, key from {services.remote.source}"
        if services.remote
        else "no key; images and graphics are refused"
    )
    return [
        f"  keys    {keys}",
        f"  model   {model}",
        f"  remote  {remote}",
        f"  limits  {limits.concurrency} at once, {limits.queue} waiting; {limits.timeout:g} s, {limits.memory // MEGABYTE} MB "
        f"and {limits.elements:,} elements a diagram; {limits.body:,} bytes a request; {limits.disk // MEGABYTE} MB of results",
        f"  data    {settings.data}",
    ]
