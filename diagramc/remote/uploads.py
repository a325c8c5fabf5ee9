"""Uploading reference images, before anything is generated. An upload costs nothing, so it may be tried again."""

from __future__ import annotations

from diagramc.diagnostics import diagnose
from diagramc.endpoints import is_address, retry_after
from diagramc.errors import DiagramcError, RemoteError
from diagramc.remote.context import Context
from diagramc.remote.effects import Call, Fault, Reply, Steps, Upload, ask, pause, together
from diagramc.remote.failures import describe, refusal
from diagramc.remote.references import MAX_URL, Reference
from diagramc.remote.wire import MAX_BODY, decode

TRANSIENT = (429, 500, 502, 503, 504)


def upload_all(context: Context, references: tuple[Reference, ...]) -> Steps[tuple[str, ...]]:
    """The addresses of all references, in their order; files are uploaded at the same time.

    RemoteError (or a kin with the right exit code) when one cannot be uploaded.
    """
    files = [reference for reference in references if reference.path is not None]
    if not files:
        return tuple(reference.url or "" for reference in references)
    done: list[Reference] = []

    def part(reference: Reference) -> Steps[str]:
        address = yield from _upload(context, reference)
        done.append(reference)
        context.say(f"uploaded {len(done)} of {len(files)} references")
        return address

    context.say(f"uploading {len(files)} references")
    addresses = iter((yield from together(tuple(part(reference) for reference in files))))
    return tuple(reference.url or next(addresses) for reference in references)


def _upload(context: Context, reference: Reference) -> Steps[str]:
    assert reference.path is not None
    name = reference.path.name
    last: Reply | Fault = Fault("not tried")
    for wait, attempt in zip(context.waits(), range(context.limits.tries), strict=False):
        upload = Upload(reference.path, reference.media_type)
        seconds = min(context.limits.upload, context.limits.total)
        call = Call("POST", "/v1/upload", seconds, upload=upload)
        last = yield from ask(call, limit=MAX_BODY, seconds=context.limits.call)
        address = _address_in(last)
        if address:
            return address
        refused = isinstance(last, Reply) and last.head.status >= 300
        if refused and isinstance(last, Reply) and last.head.status not in TRANSIENT:
            break
        if attempt < context.limits.tries - 1:
            asked = retry_after(last.head.headers) if isinstance(last, Reply) else None
            if (asked or 0.0) > context.limits.retry_after:
                break
            yield from pause(max(wait, asked or 0.0))
    raise _failure(context, name, last)


def _failure(context: Context, name: str, last: Reply | Fault) -> DiagramcError:
    if isinstance(last, Reply) and last.head.status >= 300:
        error = refusal(last, context.settings)
        message = (
            f"reference {name!r} was not uploaded, so nothing was generated: {error.diagnostics[0].message}"
        )
        hint = error.diagnostics[0].hint or "use another image"
        return type(error)(diagnostics=[diagnose("remote.upload", message, hint=hint)])
    why = describe(last, context.settings)
    message = f"reference {name!r} was not uploaded, so nothing was generated: {why}"
    return RemoteError(diagnostics=[diagnose("remote.upload", message)])


def _address_in(reply: Reply | Fault) -> str:
    """The address an upload's answer gives; "" when there is none that can be passed on."""
    if isinstance(reply, Fault) or isinstance(reply.body, Fault) or reply.head.status not in (200, 201):
        return ""
    value = decode(reply.body)
    address = value.get("upload_url") if isinstance(value, dict) else None
    return address if isinstance(address, str) and len(address) <= MAX_URL and is_address(address) else ""
