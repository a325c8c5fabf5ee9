"""What every request passes before a handler sees it, and every answer on its way out.

In order: an id; the Host header (a page elsewhere that gets its name resolved to this machine must not reach the server: DNS
rebinding); the Origin (a page elsewhere must not make this machine work); CORS where it was allowed; the key; the size and pace of the
body; then, on the way out, headers, the log and the counters.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import secrets
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.routing import Router
from starlette.types import Message, Receive, Scope, Send

from diagramc.endpoints import is_loopback
from diagramc.server.answers import Refusal
from diagramc.server.log import describe

if TYPE_CHECKING:
    from diagramc.server.app import Services

OPEN_PATHS = frozenset(
    {"/health", "/v1/openapi.json", "/v1/skill-version", "/v1/pricing", "/v1/capabilities"}
)
"""What needs no key; nor do files, whose addresses cannot be guessed, and the playground's page, which asks for the key itself."""
OPEN_FOLDERS = ("/files/", "/assets/")
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
_EXPOSED = "X-Depicta-Job-Id, X-Request-Id, Retry-After, ETag"
PAGE_POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""The Content-Security-Policy of the playground's pages."""
PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox"
"""That of everything else: an SVG that is opened by itself runs nothing and loads nothing."""


class Guard:
    """ASGI middleware round the whole application."""

    def __init__(self, app: Router, services: Services) -> None:
        self._app = app
        self.routes = app.routes
        self._services = services
        settings = services.settings
        self._hosts = frozenset(host.lower() for host in settings.allowed_hosts)
        self._any_host = not is_loopback(settings.host) and not self._hosts
        self._origins = frozenset(settings.cors_origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        exchange = _Exchange(self._services, scope, receive, send)
        headers = Headers(scope=scope)
        # With an application in the scope Starlette raises what it has against a path or method, instead of answering in plain text.
        scope["app"] = self
        try:
            self._check_host(headers)
            allowed = self._check_origin(scope, headers)
            exchange.allow_origin(allowed)
            if allowed and scope["method"] == "OPTIONS" and "access-control-request-method" in headers:
                await exchange.preflight()
                return
            scope["state"]["owner"] = self._owner(scope, headers)
            exchange.check_length(headers)
            await self._app(scope, exchange.receive, exchange.send)
        except Refusal as refusal:
            scope["state"]["code"] = refusal.code
            await exchange.refuse(refusal)
        except HTTPException as error:
            await exchange.refuse(_told_by_starlette(error))
        except ClientDisconnect:
            exchange.error = "the client hung up"
        except Exception as error:
            exchange.error = describe(error)
            await exchange.refuse(
                Refusal("internal_error", "the server failed; the request's id finds it in the log")
            )
        finally:
            exchange.note()

    def _check_host(self, headers: Headers) -> None:
        host = _host_name(headers.get("host", ""))
        if self._any_host or host in self._hosts or is_loopback(host):
            return
        raise Refusal("misdirected_request", "this server does not answer for that host; see --allow-host")

    def _check_origin(self, scope: Scope, headers: Headers) -> str:
        """The origin that CORS allows, or "". Refusal for a page of another origin that wants something done."""
        origin = headers.get("origin", "")
        if origin and ("*" in self._origins or origin in self._origins):
            return origin
        if scope["method"] in SAFE_METHODS:
            return ""
        cross = bool(origin) and urlsplit(origin).netloc.lower() != headers.get("host", "").lower()
        if cross or headers.get("sec-fetch-site", "") in ("cross-site", "same-site"):
            raise Refusal("forbidden", "pages of other origins may not use this server; see --cors-origin")
        return ""

    def _owner(self, scope: Scope, headers: Headers) -> str | None:
        """The name of the key that a request carries; "" where no key is needed, None where only this path needs none."""
        keys, path = self._services.keys, scope["path"]
        if not keys.required:
            return ""
        owner = keys.owner(key) if (key := _key_in(headers)) else None
        if owner is not None:
            return owner
        if (
            path in OPEN_PATHS
            or path.startswith(OPEN_FOLDERS)
            or (path == "/" and scope["method"] in SAFE_METHODS)
        ):
            return None
        # A browser asks for user name and password when it opens a picture's address; the password is the key.
        scheme = "Bearer" if path.startswith("/v1/") else 'Basic realm="diagramc", charset="UTF-8"'
        message = "the key is not valid" if key else "this server needs a key: Authorization: Bearer KEY"
        raise Refusal("auth_invalid", message, headers={"WWW-Authenticate": scheme})


class _Exchange:
    """One request and its answer."""

    def __init__(self, services: Services, scope: Scope, receive: Receive, send: Send) -> None:
        self._services = services
        self._scope = scope
        self._receive = receive
        self._send = send
        self._started = time.perf_counter()
        self._until = time.monotonic() + services.settings.limits.receive
        self._taken = 0
        self._whole = False
        self._origin = ""
        self._status = 0
        self._sent = 0
        self.error: str | None = None
        self.id = secrets.token_hex(8)
        scope.setdefault("state", {})["request_id"] = self.id
        limits = services.settings.limits
        # Forms and multipart have some bytes of their own round the image.
        self._limit = limits.upload + 65_536 if scope["path"] == "/v1/upload" else limits.body

    def allow_origin(self, origin: str) -> None:
        """The answer may be read by pages of this origin."""
        self._origin = origin

    def check_length(self, headers: Headers) -> None:
        """Refusal for a body that says itself that it is too large."""
        length = headers.get("content-length", "")
        if length.isdigit() and (len(length) > 15 or int(length) > self._limit):
            raise self._too_large()

    def _too_large(self) -> Refusal:
        message = f"the body is larger than the limit of {self._limit:,} bytes"
        return Refusal("payload_too_large", message, headers={"Connection": "close"})

    async def receive(self) -> Message:
        """The next part of the body, within the limits of size and time."""
        if self._whole:
            return await self._receive()
        try:
            async with asyncio.timeout(max(0.0, self._until - time.monotonic())):
                message = await self._receive()
        except TimeoutError:
            raise Refusal(
                "request_timeout", "the body came too slowly", headers={"Connection": "close"}
            ) from None
        if message["type"] == "http.request":
            self._taken += len(message.get("body", b""))
            self._whole = not message.get("more_body", False)
            if self._taken > self._limit:
                raise self._too_large()
        return message

    async def send(self, message: Message) -> None:
        """Pass a part of the answer on, with the headers that all answers have."""
        if message["type"] == "http.response.start":
            self._status = message["status"]
            headers = MutableHeaders(scope=message)
            headers["X-Request-Id"] = self.id
            headers["X-Content-Type-Options"] = "nosniff"
            headers.setdefault("Referrer-Policy", "no-referrer")
            headers.setdefault("Content-Security-Policy", PICTURE_POLICY)
            headers.setdefault("Cache-Control", "no-store")
            if self._origin:
                headers["Access-Control-Allow-Origin"] = self._origin
                headers["Access-Control-Expose-Headers"] = _EXPOSED
            if self._services.settings.cors_origins:
                headers.add_vary_header("Origin")
        elif message["type"] == "http.response.body":
            self._sent += len(message.get("body", b""))
        await self._send(message)

    async def preflight(self) -> None:
        """Tell a browser what a page of an allowed origin may send."""
        fields = {
            "access-control-allow-methods": "GET, POST, OPTIONS",
            "access-control-allow-headers": "Authorization, Content-Type, Accept",
            "access-control-max-age": "600",
        }
        start = {
            "type": "http.response.start",
            "status": 204,
            "headers": [(name.encode(), value.encode()) for name, value in fields.items()],
        }
        await self.send(start)
        await self.send({"type": "http.response.body", "body": b""})

    async def refuse(self, refusal: Refusal) -> None:
        """Answer with an error, unless an answer has begun already."""
        if self._status:
            return
        answer = refusal.answer(self.id)
        await answer(self._scope, self._receive, self.send)

    def note(self) -> None:
        """Write the log line and count. The route's pattern stands for the path: a path may hold a whole diagram."""
        seconds = time.perf_counter() - self._started
        route: Any = self._scope.get("route")
        pattern = getattr(route, "path", None) or "other"
        state = self._scope["state"]
        self._services.metrics.count(
            "diagramc_requests_total",
            route=pattern,
            method=self._scope["method"]
            if self._scope["method"] in ("GET", "HEAD", "POST", "OPTIONS")
            else "other",
            status=str(self._status),
        )
        self._services.metrics.observe("diagramc_request_seconds", seconds, route=pattern)
        self._services.log.write(
            "request",
            id=self.id,
            method=self._scope["method"][:20],
            route=pattern,
            status=self._status,
            ms=round(seconds * 1000, 1),
            bytes_in=self._taken,
            bytes_out=self._sent,
            key=state.get("owner") or None,
            job=state.get("job"),
            code=state.get("code"),
            source=state.get("source") if self._services.log.prompts else None,
            error=self.error,
        )


def _told_by_starlette(error: HTTPException) -> Refusal:
    """What Starlette has against a path, a method or a form."""
    if error.status_code == 404:
        return Refusal("not_found", "there is nothing at this path")
    if error.status_code == 405:
        return Refusal("method_not_allowed", "the path does not take this method", headers=error.headers)
    return Refusal("bad_request", f"the request cannot be read: {error.detail[:200]}")


def _host_name(host: str) -> str:
    """The name in a Host header, without its port; "" when there is none."""
    try:
        return (urlsplit("//" + host).hostname or "") if host.isprintable() and "@" not in host else ""
    except ValueError:
        return ""


def _key_in(headers: Headers) -> str:
    """The key of `Authorization: Bearer KEY`, or the password of `Basic`, which is what an address can carry (`http://x:KEY@host`)."""
    scheme, _, value = headers.get("authorization", "").partition(" ")
    value = value.strip()
    if scheme.lower() == "bearer":
        return value
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(value, validate=True).decode().partition(":")[2]
        except (binascii.Error, UnicodeDecodeError):
            return ""
    return ""
