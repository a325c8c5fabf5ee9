"""Fetching a finished picture: without the key, bounded, verified by size and SHA-256, from a fresh address if need be."""

from __future__ import annotations

import hashlib
from urllib.parse import urlsplit

from diagramc.endpoints import host_of, is_address, is_loopback
from diagramc.remote.context import Context
from diagramc.remote.effects import Fault, Fetch, Head, Steps, begin, pause, read
from diagramc.remote.failures import about_job
from diagramc.remote.recovery import read_state, state_in
from diagramc.remote.wire import Answer, Rendition

MAX_PICTURE = 100 * 1024 * 1024
"""The most bytes of a picture."""

_MAGIC = {"png": b"\x89PNG\r\n\x1a\n", "jpeg": b"\xff\xd8\xff", "webp": b"RIFF"}


def download(
    context: Context, answer: Answer, job_id: str, format: str, deadline: float
) -> Steps[tuple[bytes, Answer]]:
    """The picture in a format, and the answer it came from. RemoteError when it cannot be had whole.

    After a failure the job is read again for a fresh address. The first try is made even past the deadline.
    """
    trouble = ""
    waits = context.waits()
    for attempt in range(context.limits.tries):
        if attempt:
            wait = next(waits)
            if wait > context.left(deadline):
                break
            yield from pause(wait)
            state = state_in((yield from read_state(context, job_id)))
            answer = state.answer if state is not None and state.answer is not None else answer
        rendition = answer.renditions.get(format)
        if rendition is None:
            raise _other_format(answer, job_id, format)
        context.say("downloading the picture")
        seconds = max(context.left(deadline), 0.0 if attempt else context.limits.grace)
        found = yield from _fetch(context, rendition, format, min(seconds, context.limits.download))
        if isinstance(found, bytes):
            return found, answer
        trouble = context.settings.quote(found.why)
    message = f"job {job_id} is completed and paid for, but its picture could not be downloaded: {trouble}"
    raise about_job("remote.download", message, job_id)


def _other_format(answer: Answer, job_id: str, format: str) -> Exception:
    there = ", ".join(answer.renditions)
    message = f"job {job_id} is completed and paid for; its picture exists as {there}, not as {format}"
    hint = f"within the hour: diagramc jobs resume {job_id} -f {next(iter(answer.renditions))}"
    return about_job("remote.format", message, job_id, hint=hint)


def _fetch(context: Context, rendition: Rendition, format: str, seconds: float) -> Steps[bytes | Fault]:
    """One try. The whole of it takes at most `seconds`."""
    if not _is_safe(context, rendition.url):
        return Fault("its address is neither https nor on this machine")
    if rendition.size_bytes is not None and rendition.size_bytes > MAX_PICTURE:
        return Fault(f"it has {rendition.size_bytes:,} bytes; the limit is {MAX_PICTURE:,}")
    until = context.clock.steady() + seconds
    head = yield from begin(Fetch(rendition.url, seconds))
    if isinstance(head, Fault):
        return head
    limit = (rendition.size_bytes or MAX_PICTURE) + 1
    body = yield from read(limit if head.status == 200 else 0, max(1.0, context.left(until)))
    if head.status != 200:
        return Fault(f"its address answers {head.status}")
    return body if isinstance(body, Fault) else _verified(body, rendition, format, head)


def _verified(body: bytes, rendition: Rendition, format: str, head: Head) -> bytes | Fault:
    """The bytes, if they are those that the service announced. Without a hash the file's first bytes must do."""
    if rendition.size_bytes is not None and len(body) != rendition.size_bytes:
        return Fault(f"{len(body):,} bytes came instead of {rendition.size_bytes:,}")
    if rendition.sha256 is not None:
        whole = hashlib.sha256(body).hexdigest() == rendition.sha256
        return body if whole else Fault("its SHA-256 is not the one that was announced")
    if not body.startswith(_MAGIC.get(format, b"<")):
        return Fault(f"{head.headers.get('content-type', 'something')[:60]} came instead of a picture")
    return body


def _is_safe(context: Context, url: str) -> bool:
    """https only, so that nobody on the way can use the signed address; plain http within this machine."""
    if not is_address(url):
        return False
    parts = urlsplit(url)
    if parts.username or parts.password:
        return False
    return parts.scheme == "https" or (context.settings.is_local and is_loopback(host_of(url)))
