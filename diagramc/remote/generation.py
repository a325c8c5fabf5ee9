"""One generation, from the upload of its references to the verified picture: paid for once at most, never lost.

The rule behind every branch: once a request may have been accepted it is never sent again; it is found again.
"""

from __future__ import annotations

from dataclasses import dataclass

from diagramc.endpoints import retry_after
from diagramc.errors import DiagramcError, Interrupted
from diagramc.remote.context import Context
from diagramc.remote.download import download
from diagramc.remote.effects import Call, Head, Reply, Steps, begin, pause, read
from diagramc.remote.failures import describe, interrupted, refusal, unreachable
from diagramc.remote.journal import Entry
from diagramc.remote.recovery import doubt, follow, look_clearly, look_up, note
from diagramc.remote.request import Request
from diagramc.remote.uploads import upload_all
from diagramc.remote.wire import MAX_BODY, Answer, decode, job_id_of, read_answer

JOB_ID_HEADER = "x-depicta-job-id"
REFUSED_BEFORE_ACCEPTANCE = (500, 502, 503)
"""The failures after which the same request may be sent again, if no job came of it."""
SURE_REFUSALS = (400, 401, 402, 403, 404, 413, 415, 422, 451)
"""What ends a request even where the service gave it a job id: it names a job that failed, which is not charged."""
TURNED_AWAY = (301, 307, 308)
"""The redirects that say that the request was not dealt with here (RFC 9110, 15.4)."""


@dataclass(frozen=True)
class Delivery:
    """A verified picture and what the service said about it."""

    data: bytes
    answer: Answer
    job_id: str


@dataclass
class _Progress:
    """How far a request has come, for whoever interrupts it."""

    in_doubt: bool = False
    job_id: str | None = None


def generate(context: Context, request: Request, entry: Entry) -> Steps[Delivery]:
    """Upload, send, wait, download. RemoteError or a kin that says what is known; Interrupted that says how to go on."""
    progress = _Progress()
    try:
        urls = yield from upload_all(context, request.references)
        deadline = context.clock.steady() + context.limits.total
        body = request.body(urls)
        entry.sent_at = context.clock.wall()
        context.journal.sent(entry)
        answer = yield from _submit(context, request.path, body, entry, progress, deadline)
        return (yield from _deliver(context, entry, answer, progress, deadline))
    except KeyboardInterrupt:
        _interrupt(progress)
        if entry.changed_at:
            note(context, entry.request, "refused", None)
        raise


def resume(context: Context, entry: Entry) -> Steps[Delivery]:
    """Take up a request from the journal: never sends it again. Raises as `generate`."""
    progress = _Progress(in_doubt=True, job_id=entry.job_id)
    deadline = context.clock.steady() + context.limits.total
    try:
        if progress.job_id is None:
            why = "no answer to this request was noted"
            progress.job_id = yield from look_up(
                context, entry.request, entry.sent_at, deadline, why, settled=True
            )
        answer = yield from follow(context, entry.request, progress.job_id, deadline)
        return (yield from _deliver(context, entry, answer, progress, deadline))
    except KeyboardInterrupt:
        _interrupt(progress)
        raise


def _deliver(
    context: Context, entry: Entry, answer: Answer, progress: _Progress, deadline: float
) -> Steps[Delivery]:
    assert progress.job_id is not None
    data, answer = yield from download(context, answer, progress.job_id, entry.format, deadline)
    return Delivery(data, answer, progress.job_id)


def _interrupt(progress: _Progress) -> None:
    """Say what goes on without us; a plain interrupt when nothing does."""
    if progress.job_id is not None:
        raise interrupted(progress.job_id) from None
    if progress.in_doubt:
        message = "interrupted before the service answered; the request may have been accepted"
        raise Interrupted(message, "within the hour: diagramc jobs resume") from None


def _submit(
    context: Context, path: str, body: bytes, entry: Entry, progress: _Progress, deadline: float
) -> Steps[Answer]:
    """Send the request until it is accepted, refused, or in doubt; the finished answer."""
    waits = context.waits()
    failures = refusals = 0
    while True:
        context.say("generating")
        progress.in_doubt = True
        seconds = max(1.0, min(context.limits.headers, context.left(deadline)))
        head = yield from begin(Call("POST", path, seconds, body=body))
        if isinstance(head, Head):
            job_id = job_id_of(head.headers.get(JOB_ID_HEADER))
            if job_id is not None and head.status not in SURE_REFUSALS:
                _accepted(context, entry, progress, job_id)
                return (yield from _finish(context, entry, job_id, head, deadline))
            if head.status < 300:
                return (yield from _without_header(context, entry, progress, head, deadline))
            reply = Reply(head, (yield from read(MAX_BODY, context.limits.body)))
            if head.status in TURNED_AWAY or (400 <= head.status < 500 and head.status != 429):
                raise _refused(context, entry, progress, refusal(reply, context.settings), job_id)
            if head.status == 429:
                refusals += 1
                asked = retry_after(head.headers)
                wait = next(waits) if asked is None else asked
                if refusals >= context.limits.rate_tries or wait > _patience(context, deadline):
                    raise _refused(context, entry, progress, refusal(reply, context.settings))
                progress.in_doubt = False
                context.say(f"too many requests; waiting {wait:.0f} s")
                yield from pause(wait)
                continue
            if head.status not in REFUSED_BEFORE_ACCEPTANCE:
                why = describe(reply, context.settings)
                return (yield from _recover(context, entry, progress, deadline, why))
            sighting = yield from look_clearly(context, entry.request, entry.sent_at, deadline)
            if sighting.only is not None:
                _accepted(context, entry, progress, sighting.only.job_id)
                return (yield from follow(context, entry.request, sighting.only.job_id, deadline))
            if not sighting.nothing:
                raise doubt(describe(reply, context.settings), sighting)
            error: DiagramcError = refusal(reply, context.settings)
            asked = retry_after(head.headers) or 0.0
        elif head.sent:
            why = describe(head, context.settings)
            return (yield from _recover(context, entry, progress, deadline, why))
        else:
            error, asked = unreachable(head, context.settings), 0.0
        progress.in_doubt = False
        failures += 1
        wait = max(next(waits), asked)
        if failures >= context.limits.tries or wait > _patience(context, deadline):
            raise _refused(context, entry, progress, error)
        context.say(f"{error.diagnostics[0].message}; trying again")
        yield from pause(wait)


def _patience(context: Context, deadline: float) -> float:
    """The longest wait before the request is sent again."""
    return min(context.limits.retry_after, context.left(deadline))


def _accepted(context: Context, entry: Entry, progress: _Progress, job_id: str) -> None:
    """The moment from which it costs money."""
    progress.job_id = job_id
    note(context, entry.request, "accepted", job_id)
    context.say(f"job {job_id} was accepted")


def _refused(
    context: Context, entry: Entry, progress: _Progress, error: DiagramcError, job_id: str | None = None
) -> DiagramcError:
    progress.in_doubt = False
    note(context, entry.request, "refused", job_id)
    error.job_id = job_id
    return error


def _finish(context: Context, entry: Entry, job_id: str, head: Head, deadline: float) -> Steps[Answer]:
    """The direct answer of an accepted request, or what polling gives when it cannot be used."""
    body = yield from read(MAX_BODY, context.limits.body)
    if head.status == 200 and isinstance(body, bytes):
        answer = read_answer(decode(body))
        if answer is not None:
            return answer
    return (yield from follow(context, entry.request, job_id, deadline))


def _without_header(
    context: Context, entry: Entry, progress: _Progress, head: Head, deadline: float
) -> Steps[Answer]:
    """An acceptance without the job id's header: the body has it, or the list of jobs."""
    body = yield from read(MAX_BODY, context.limits.body)
    value = decode(body) if isinstance(body, bytes) else None
    if isinstance(value, dict):
        job_id = job_id_of(value.get("job_id")) or job_id_of(value.get("id"))
        if job_id is not None:
            _accepted(context, entry, progress, job_id)
            answer = read_answer(value) if head.status == 200 else None
            return answer or (yield from follow(context, entry.request, job_id, deadline))
    why = describe(Reply(head, body), context.settings)
    return (yield from _recover(context, entry, progress, deadline, why))


def _recover(context: Context, entry: Entry, progress: _Progress, deadline: float, why: str) -> Steps[Answer]:
    """A request that may have been accepted: find its job and follow it."""
    progress.job_id = yield from look_up(context, entry.request, entry.sent_at, deadline, why)
    return (yield from follow(context, entry.request, progress.job_id, deadline))
