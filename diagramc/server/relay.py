"""Images and graphics: passed through to the remote image service, whose answers are kept like those of our own jobs.

A request costs money the moment the service accepts it, so it is sent once. The service's job id is on the disk before its answer is
read; after a killed server or a broken line that job is asked for, never generated again.
"""

from __future__ import annotations

import asyncio
import re
import time
from typing import TYPE_CHECKING, Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from diagramc.endpoints import host_of, retry_after
from diagramc.remote.drivers import AsyncLine
from diagramc.remote.effects import Call, Fault, Head, Read, Reply, Upload
from diagramc.remote.failures import describe
from diagramc.remote.generation import JOB_ID_HEADER
from diagramc.remote.wire import MAX_BODY, decode, job_id_of, read_error
from diagramc.server.answers import Refusal
from diagramc.server.fields import read_json
from diagramc.server.store import JobRow, Store

if TYPE_CHECKING:
    from diagramc.remote.settings import RemoteSettings
    from diagramc.server.app import Services

AT_ONCE = 10
"""Requests under way at the service: it refuses more (its contract)."""
PATIENCE = 600.0
"""The longest that a job of the service is waited for, in s."""
MODELS_FRESH = 300.0
_CALL = 60.0
_OURS = re.compile(r"/files/([A-Za-z0-9_-]{32})\.[a-z]+")


class Relay:
    """Handlers and the work behind them."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._desk = services.desk
        self._under_way = 0
        self._models: tuple[float, list[dict[str, Any]]] = (0.0, [])
        if services.remote is not None:
            for kind in ("image", "graphic"):
                self._desk.register(kind, self.work)

    async def generate(self, request: Request) -> Response:
        """`POST /v1/generate/image` and `/v1/generate/graphic`."""
        kind = request.url.path.rpartition("/")[2]
        fields = await read_json(request)
        if self._services.remote is None:
            message = f"this server makes diagrams; {kind}s are made by the remote service, and it has no key for that"
            raise Refusal("not_available", message)
        request.state.source = fields.text("prompt", required=True)
        fields.check()
        if self._under_way >= AT_ONCE:
            message = f"{AT_ONCE} requests are under way at the remote service"
            raise Refusal("rate_limited", message, headers={"Retry-After": "5"})
        kept = {"body": fields.values, "base": self._services.base_url(request)}
        return await self._services.deliver(request, kind, msgspec.json.encode(kept))

    async def work(self, row: JobRow) -> None:
        """Have a job done by the service and keep its answer. A job that was begun before is looked for, not sent again."""
        settings = self._services.remote
        assert settings is not None
        self._under_way += 1
        line = AsyncLine.to(settings)
        try:
            if row.remote_id is not None:
                await self._follow(line, row, row.remote_id)
            elif row.status == "processing":
                await self._in_doubt(row, settings, "the server was stopped before the service answered")
            else:
                await self._send(line, row, settings)
        finally:
            self._under_way -= 1
            await line.close()

    async def _send(self, line: AsyncLine, row: JobRow, settings: RemoteSettings) -> None:
        kept = msgspec.json.decode(row.request)
        body = await self._with_references(line, row, kept["body"], kept["base"])
        if body is None:
            return
        head = await line.begin(
            Call("POST", f"/v1/generate/{row.kind}", PATIENCE, body=msgspec.json.encode(body))
        )
        if isinstance(head, Fault):
            if head.sent:
                await self._in_doubt(row, settings, describe(head, settings))
            else:
                await self._fail(
                    row, "remote_error", f"cannot reach {settings.place}: {settings.quote(head.why)}"
                )
            return
        remote_id = job_id_of(head.headers.get(JOB_ID_HEADER))
        if remote_id is not None:
            await self._desk.do(Store.set_remote, row.id, remote_id)
        content = await line.read(Read(MAX_BODY, _CALL))
        value = decode(content) if isinstance(content, bytes) else None
        if head.status == 200 and isinstance(value, dict) and value.get("formats"):
            await self._keep(row, value)
        elif head.status < 300 and remote_id is not None:
            await self._follow(line, row, remote_id)
        elif head.status < 300:
            await self._in_doubt(row, settings, describe(Reply(head, content), settings))
        else:
            await self._refused(row, settings, head, content)

    async def _with_references(
        self, line: AsyncLine, row: JobRow, body: dict[str, Any], base: str
    ) -> dict[str, Any] | None:
        """The body with references that were uploaded here uploaded there: the service cannot reach this machine. None: failed."""
        references = body.get("reference_images")
        if not isinstance(references, list):
            return body
        changed: list[Any] = []
        for reference in references[:20]:
            url = reference.get("url") if isinstance(reference, dict) else None
            ours = isinstance(url, str) and host_of(url) == host_of(base) and _OURS.search(url)
            if not ours:
                changed.append(reference)
                continue
            found = await self._desk.do(Store.find, ours[1])
            address = await self._upload(line, *found) if found is not None else None
            if address is None:
                await self._fail(
                    row, "remote_error", "a reference image could not be uploaded; nothing was generated"
                )
                return None
            changed.append({**reference, "url": address})
        return {**body, "reference_images": changed}

    async def _upload(self, line: AsyncLine, file: Any, path: Any) -> str | None:
        head = await line.begin(Call("POST", "/v1/upload", _CALL, upload=Upload(path, file.media_type)))
        if isinstance(head, Fault):
            return None
        content = await line.read(Read(MAX_BODY, _CALL))
        value = decode(content) if isinstance(content, bytes) else None
        address = value.get("upload_url") if isinstance(value, dict) and head.status < 300 else None
        return address if isinstance(address, str) else None

    async def _follow(self, line: AsyncLine, row: JobRow, remote_id: str) -> None:
        """Ask for an accepted job until it is done."""
        until, wait = time.monotonic() + PATIENCE, 1.0
        while time.monotonic() < until:
            head = await line.begin(Call("GET", f"/v1/jobs/{remote_id}", _CALL))
            content = await line.read(Read(MAX_BODY, _CALL)) if isinstance(head, Head) else None
            value = decode(content) if isinstance(content, bytes) else None
            if isinstance(value, dict) and value.get("status") == "completed":
                result = value.get("result") if isinstance(value.get("result"), dict) else value
                await self._keep(row, result or value)
                return
            if isinstance(value, dict) and value.get("status") == "failed":
                error = value.get("error") if isinstance(value.get("error"), dict) else {}
                code, message = (error or {}).get("code"), (error or {}).get("message")
                await self._fail(
                    row, str(code or "internal_error"), str(message or "the remote service failed")
                )
                return
            await asyncio.sleep(wait)
            wait = min(wait * 2, 15.0)
        message = f"job {remote_id} of the remote service did not end within {PATIENCE:.0f} s"
        await self._fail(row, "remote_error", message)

    async def _keep(self, row: JobRow, value: dict[str, Any]) -> None:
        # Our own id stands in for the service's, by which this server's clients cannot ask.
        own = {"id": row.id}
        facts = {name: part for name, part in value.items() if name not in ("id", "job_id", "result")}
        await self._desk.do(Store.finish, row.id, msgspec.json.encode({**facts, **own}), {})

    async def _refused(
        self, row: JobRow, settings: RemoteSettings, head: Head, content: bytes | Fault
    ) -> None:
        said = read_error(content if isinstance(content, bytes) else b"")
        message = settings.quote(said.message or f"the remote service answered {head.status}")
        asked = retry_after(head.headers)
        status = head.status
        if status in (401, 403) and said.code != "content_rejected":
            # It is this server's key that was refused, not the client's.
            status, said_code = 502, "remote_error"
            message = f"{settings.place} refused this server's key: {message}"
        else:
            said_code = said.code or "remote_error"
        details = {"status": status, "details": said.details, "retry_after": asked}
        await self._desk.do(Store.fail, row.id, said_code, message, msgspec.json.encode(details))

    async def _in_doubt(self, row: JobRow, settings: RemoteSettings, why: str) -> None:
        message = (
            f"it is not known whether {settings.place} accepted this, so it is not sent again: {why}; "
            "its account's list of jobs tells"
        )
        await self._fail(row, "outcome_unknown", message)

    async def _fail(self, row: JobRow, code: str, message: str) -> None:
        details = msgspec.json.encode({"status": 502})
        await self._desk.do(Store.fail, row.id, code, message, details)

    async def models(self) -> list[dict[str, Any]]:
        """The service's models, as it tells them; none when it cannot be asked. Asked anew every five minutes."""
        if self._services.remote is None:
            return []
        at, known = self._models
        if at and time.monotonic() - at < MODELS_FRESH:
            return known
        line = AsyncLine.to(self._services.remote)
        try:
            head = await line.begin(Call("GET", "/v1/models", 10.0))
            content = await line.read(Read(MAX_BODY, 10.0)) if isinstance(head, Head) else None
        finally:
            await line.close()
        value = decode(content) if isinstance(content, bytes) else None
        listed = value.get("models") if isinstance(value, dict) else value
        found = [entry for entry in listed if isinstance(entry, dict)] if isinstance(listed, list) else []
        self._models = (time.monotonic(), found or known)
        return self._models[1]
