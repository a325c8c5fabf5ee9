"""Doing what the protocol asks for, over httpx2: one driver that blocks, one for asyncio. Neither decides anything.

Every request has a connection of its own: a kept one that the service has closed meanwhile would look like a lost generation.
Redirects are never followed. Only the client of `Call` has the key; it goes through a proxy only inside TLS.
"""

from __future__ import annotations

import asyncio
import functools
import socket
import ssl
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, TypeVar
from urllib.parse import urlsplit

import httpx2

from diagramc import __version__
from diagramc.diagnostics import diagnose
from diagramc.errors import UsageError
from diagramc.remote.effects import (
    Call,
    Effect,
    Fault,
    Fetch,
    Head,
    Outcome,
    Pause,
    Read,
    Steps,
    Together,
)
from diagramc.remote.settings import RemoteSettings

T = TypeVar("T")

MAX_CONNECT = 15.0
"""The longest time in seconds to connect."""
_LIMITS = httpx2.Limits(max_connections=None, max_keepalive_connections=0)
_HEADERS = {"User-Agent": f"diagramc/{__version__}", "Accept-Encoding": "identity"}
_NOTHING_SENT = (
    httpx2.ConnectError,
    httpx2.ConnectTimeout,
    httpx2.PoolTimeout,
    httpx2.ProxyError,
    httpx2.UnsupportedProtocol,
)
_LINE_ERRORS = (httpx2.HTTPError, httpx2.StreamError, httpx2.InvalidURL, OSError, ssl.SSLError)


@functools.cache
def _tls() -> ssl.SSLContext:
    """The TLS settings, loaded once: that takes 60 ms."""
    return httpx2.create_ssl_context()


class _Wiring:
    """How requests are made, whoever sends them."""

    def __init__(self, settings: RemoteSettings) -> None:
        self._settings = settings

    def client_options(self, *, secure: bool) -> dict[str, Any]:
        """A client's options. Plain http goes to this machine only, where a proxy would carry the key off it."""
        return {
            "verify": _tls() if secure else False,
            "trust_env": secure,
            "follow_redirects": False,
            "limits": _LIMITS,
            "headers": _HEADERS,
        }

    def is_secure(self, effect: Call | Fetch) -> bool:
        """Whether the request goes over TLS."""
        return urlsplit(self._url(effect)).scheme == "https"

    def request_options(self, effect: Call | Fetch) -> dict[str, Any]:
        """Method, address, headers and body of a request. OSError when a file to upload cannot be read."""
        timeout = httpx2.Timeout(effect.seconds, connect=min(MAX_CONNECT, effect.seconds))
        options: dict[str, Any] = {"method": "GET", "url": self._url(effect), "timeout": timeout}
        if isinstance(effect, Call):
            headers = {"Authorization": f"Bearer {self._settings.api_key}", "Accept": "application/json"}
            options |= {"method": effect.method, "headers": headers}
            if effect.body is not None:
                headers["Content-Type"] = "application/json"
                options["content"] = effect.body
            if effect.upload is not None:
                name = "image." + effect.upload.media_type.rpartition("/")[2]
                data = effect.upload.path.read_bytes()
                options["files"] = {"image": (name, data, effect.upload.media_type)}
        return options

    def _url(self, effect: Call | Fetch) -> str:
        return self._settings.api_url + effect.path if isinstance(effect, Call) else effect.url

    def fault(self, error: BaseException) -> Fault:
        """What an error of the line means. Its text is redacted where it is shown."""
        why = "it took too long" if isinstance(error, TimeoutError | httpx2.TimeoutException) else str(error)
        return Fault(self._settings.quote(why) or type(error).__name__, not isinstance(error, _NOTHING_SENT))

    @staticmethod
    def head(response: httpx2.Response) -> Head:
        """Status and headers."""
        return Head(response.status_code, {name.lower(): value for name, value in response.headers.items()})


def _proxy_trouble(error: Exception) -> UsageError:
    # The error's text may hold the proxy's address, and that a password.
    message = f"the proxy in the environment cannot be used ({type(error).__name__})"
    return UsageError(
        diagnostics=[diagnose("remote.api-url", message, hint="check HTTPS_PROXY and ALL_PROXY")]
    )


class _Watchdog:
    """Breaks a connection off when its time is up: a socket's own time-out starts anew with every byte that drips in."""

    def __init__(self) -> None:
        self._socket: socket.socket | None = None
        self._timer: threading.Timer | None = None
        self.bitten = False

    def trace(self, event: str, info: dict[str, Any]) -> None:
        """Take note of the connection's socket (httpcore's `trace` extension); TLS replaces it by another."""
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            self._socket = info["return_value"].get_extra_info("socket")
            if self.bitten:
                self.bite()

    def watch(self, seconds: float) -> _Watchdog:
        """Bite after some seconds, unless the `with` block is done before."""
        self._timer = threading.Timer(seconds, self.bite)
        self._timer.daemon = True
        return self

    def __enter__(self) -> None:
        assert self._timer is not None
        self._timer.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._timer is not None
        self._timer.cancel()

    def bite(self) -> None:
        """Break the connection off."""
        self.bitten = True
        if self._socket is not None:
            try:
                # Not SSLSocket's own, which would pull the TLS state from under the thread that reads.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)
            except OSError:
                return


class SyncDriver:
    """Runs a protocol and blocks until it is done. `sleep` is there for tests."""

    def __init__(self, settings: RemoteSettings, sleep: Callable[[float], None] = time.sleep) -> None:
        self._wiring = _Wiring(settings)
        self._sleep = sleep

    def run(self, steps: Steps[T]) -> T:
        """The protocol's result, or what it raises."""
        return self._run(steps, _SyncLine(self._wiring))

    def _run(self, steps: Steps[T], line: _SyncLine) -> T:
        try:
            effect = next(steps)
            while True:
                try:
                    outcome = self._perform(effect, line)
                except BaseException as error:
                    effect = steps.throw(error)
                else:
                    effect = steps.send(outcome)
        except StopIteration as stop:
            result: T = stop.value
            return result
        finally:
            line.close()

    def _perform(self, effect: Effect, line: _SyncLine) -> Outcome:
        match effect:
            case Call() | Fetch():
                return line.begin(effect)
            case Read():
                return line.read(effect)
            case Pause():
                if not line.aborted:
                    self._sleep(effect.seconds)
                return None
            case Together():
                return self._together(effect.parts)

    def _together(self, parts: tuple[Steps[Any], ...]) -> list[Any]:
        from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait

        lines = [_SyncLine(self._wiring) for _ in parts]
        with ThreadPoolExecutor(max_workers=len(parts)) as pool:
            runs = [pool.submit(self._run, part, line) for part, line in zip(parts, lines, strict=True)]
            try:
                done, _ = wait(runs, return_when=FIRST_EXCEPTION)
                for run in runs:
                    if run in done:
                        run.result()
            finally:
                # The pool waits for its threads: whatever still runs after an error or an interrupt is of no use.
                for line in lines:
                    line.abort()
        return [run.result() for run in runs]


class _SyncLine:
    """The connection of one protocol: at most one response is open at a time."""

    def __init__(self, wiring: _Wiring) -> None:
        self._wiring = wiring
        self._client: httpx2.Client | None = None
        self._response: httpx2.Response | None = None
        self._dog = _Watchdog()
        self.aborted = False

    def begin(self, effect: Call | Fetch) -> Head | Fault:
        self.close()
        self._dog = _Watchdog()
        if self.aborted:
            return Fault("broken off", sent=False)
        try:
            self._client = httpx2.Client(**self._wiring.client_options(secure=self._wiring.is_secure(effect)))
        except (ImportError, ValueError) as error:
            raise _proxy_trouble(error) from None
        try:
            request = self._client.build_request(
                **self._wiring.request_options(effect), extensions={"trace": self._dog.trace}
            )
            with self._dog.watch(effect.seconds):
                self._response = self._client.send(request, stream=True)
        except _LINE_ERRORS as error:
            return self._fault(error)
        return self._wiring.head(self._response)

    def read(self, effect: Read) -> bytes | Fault:
        assert self._response is not None
        body = bytearray()
        try:
            with self._dog.watch(effect.seconds):
                for chunk in self._response.iter_bytes():
                    body += chunk
                    if len(body) > effect.limit:
                        return Fault(f"more than {effect.limit:,} bytes came")
        except _LINE_ERRORS as error:
            return self._fault(error)
        finally:
            self.close()
        return self._fault(TimeoutError()) if self._dog.bitten else bytes(body)

    def _fault(self, error: BaseException) -> Fault:
        late = self._dog.bitten and not isinstance(error, _NOTHING_SENT)
        return self._wiring.fault(TimeoutError() if late else error)

    def abort(self) -> None:
        """Break off from another thread: what is under way fails, and nothing is begun any more."""
        self.aborted = True
        self._dog.bite()

    def close(self) -> None:
        response, client = self._response, self._client
        self._response = self._client = None
        if response is not None:
            response.close()
        if client is not None:
            client.close()


class AsyncDriver:
    """Runs a protocol in asyncio. `sleep` is there for tests."""

    def __init__(self, settings: RemoteSettings, sleep: Callable[[float], Any] = asyncio.sleep) -> None:
        self._wiring = _Wiring(settings)
        self._sleep = sleep

    async def run(self, steps: Steps[T]) -> T:
        """The protocol's result, or what it raises."""
        line = AsyncLine(self._wiring)
        try:
            effect = next(steps)
            while True:
                try:
                    outcome = await self._perform(effect, line)
                except BaseException as error:
                    effect = steps.throw(error)
                else:
                    effect = steps.send(outcome)
        except StopIteration as stop:
            result: T = stop.value
            return result
        finally:
            await line.close()

    async def _perform(self, effect: Effect, line: AsyncLine) -> Outcome:
        match effect:
            case Call() | Fetch():
                return await line.begin(effect)
            case Read():
                return await line.read(effect)
            case Pause():
                await self._sleep(effect.seconds)
                return None
            case Together():
                return await self._together(effect.parts)

    async def _together(self, parts: tuple[Steps[Any], ...]) -> list[Any]:
        try:
            async with asyncio.TaskGroup() as group:
                runs = [group.create_task(self.run(part)) for part in parts]
        except BaseExceptionGroup as errors:
            raise errors.exceptions[0] from None
        return [run.result() for run in runs]


class AsyncLine:
    """The connection of one protocol: at most one response is open at a time."""

    @classmethod
    def to(cls, settings: RemoteSettings) -> AsyncLine:
        """A line for whoever decides and does in one place, as the server's relay does. Close it."""
        return cls(_Wiring(settings))

    def __init__(self, wiring: _Wiring) -> None:
        self._wiring = wiring
        self._client: httpx2.AsyncClient | None = None
        self._response: httpx2.Response | None = None

    async def begin(self, effect: Call | Fetch) -> Head | Fault:
        """Send a request and wait for its headers."""
        await self.close()
        try:
            self._client = httpx2.AsyncClient(
                **self._wiring.client_options(secure=self._wiring.is_secure(effect))
            )
        except (ImportError, ValueError) as error:
            raise _proxy_trouble(error) from None
        try:
            options = await asyncio.to_thread(self._wiring.request_options, effect)
            async with asyncio.timeout(effect.seconds):
                self._response = await self._client.send(self._client.build_request(**options), stream=True)
        except _LINE_ERRORS as error:
            return self._wiring.fault(error)
        return self._wiring.head(self._response)

    async def read(self, effect: Read) -> bytes | Fault:
        """Read the body that belongs to the last headers."""
        assert self._response is not None
        body = bytearray()
        try:
            async with asyncio.timeout(effect.seconds):
                async for chunk in self._response.aiter_bytes():
                    body += chunk
                    if len(body) > effect.limit:
                        return Fault(f"more than {effect.limit:,} bytes came")
        except _LINE_ERRORS as error:
            return self._wiring.fault(error)
        finally:
            await self.close()
        return bytes(body)

    async def close(self) -> None:
        """Close what is open; the line can be used again."""
        response, client = self._response, self._client
        self._response = self._client = None
        if response is not None:
            await response.aclose()
        if client is not None:
            await client.aclose()
