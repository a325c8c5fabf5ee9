"""One generation, from the upload of its references to the verified picture: paid for once at most, never lost.

The rule behind every branch: once a request may have been accepted it is never sent again; it is found again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from diagramc.endpoints import retry_after
from diagramc.errors import DiagramcError, Interrupted
from diagramc.remote.context import Context
from diagramc.remote.download import download
from diagramc.remote.effects import Call, Fault, Head, Reply, Steps, begin, pause, read
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


Verdict = Literal["accepted", "answered", "refused", "busy", "failed", "doubtful", "unsent"]


def judge(head: Head | Fault) -> Verdict:
    """What the headers of a response, or their absence, say about whether the request costs money.

    `accepted` with a job id, `answered` without one; `refused` for good, `busy` for now, `failed` before acceptance as far as the
    contract goes; `doubtful` when it may have been accepted; `unsent` when surely nothing has left this machine.
    """
    if isinstance(head, Fault):
        return "doubtful" if head.sent else "unsent"
    if _job_id_in(head) is not None and head.status not in SURE_REFUSALS:
        return "accepted"
    if head.status < 300:
        return "answered"
    if head.status == 429:
        return "busy"
    if 400 <= head.status < 500 or head.status in TURNED_AWAY:
        return "refused"
    return "failed" if head.status in REFUSED_BEFORE_ACCEPTANCE else "doubtful"


def _submit(
    context: Context, path: str, body: bytes, entry: Entry, progress: _Progress, deadline: float
) -> Steps[Answer]:
    """Send the request until it is accepted, refused, or in doubt; the finished answer."""
    waits = context.waits()
    sent = {"busy": 0, "failed": 0}
    while True:
        context.say("generating")
        progress.in_doubt = True
        seconds = max(1.0, min(context.limits.headers, context.left(deadline)))
        head = yield from begin(Call("POST", path, seconds, body=body))
        verdict = judge(head)
        if isinstance(head, Fault):
            reply: Reply | Fault = head
            error: DiagramcError = unreachable(head, context.settings)
        else:
            if verdict == "accepted":
                # Before the body is read, which may break off.
                _accepted(context, entry, progress, _job_id_in(head) or "")
            reply = Reply(head, (yield from read(MAX_BODY, context.limits.body)))
            if verdict in ("accepted", "answered"):
                return (yield from _answer(context, entry, progress, reply, deadline))
            error = refusal(reply, context.settings)
        if verdict == "refused":
            raise _refused(context, entry, progress, error, reply)
        if verdict == "doubtful":
            return (yield from _recover(context, entry, progress, reply, deadline))
        if verdict == "failed":
            sighting = yield from look_clearly(context, entry.request, entry.sent_at, deadline)
            if sighting.only is not None:
                _accepted(context, entry, progress, sighting.only.job_id)
                return (yield from follow(context, entry.request, sighting.only.job_id, deadline))
            if not sighting.nothing:
                raise doubt(describe(reply, context.settings), sighting)
        # Surely not accepted: it may be sent again.
        progress.in_doubt = False
        kind, most = (
            ("busy", context.limits.rate_tries) if verdict == "busy" else ("failed", context.limits.tries)
        )
        sent[kind] += 1
        asked = retry_after(head.headers) if isinstance(head, Head) else None
        wait = max(next(waits), asked or 0.0)
        if sent[kind] >= most or wait > min(context.limits.retry_after, context.left(deadline)):
            raise _refused(context, entry, progress, error, reply)
        context.say(f"{error.diagnostics[0].message}; trying again in {wait:.0f} s")
        yield from pause(wait)


def _job_id_in(head: Head) -> str | None:
    return job_id_of(head.headers.get(JOB_ID_HEADER))


def _accepted(context: Context, entry: Entry, progress: _Progress, job_id: str) -> None:
    """The moment from which it costs money."""
    progress.job_id = job_id
    note(context, entry.request, "accepted", job_id)
    context.say(f"job {job_id} was accepted")


def _refused(
    context: Context, entry: Entry, progress: _Progress, error: DiagramcError, reply: Reply | Fault
) -> DiagramcError:
    """The end of a request that was surely not accepted; a job that it names nevertheless has failed."""
    progress.in_doubt = False
    error.job_id = _job_id_in(reply.head) if isinstance(reply, Reply) else None
    note(context, entry.request, "refused", error.job_id)
    return error


def _answer(
    context: Context, entry: Entry, progress: _Progress, reply: Reply, deadline: float
) -> Steps[Answer]:
    """The picture in an answer of success; else what its job gives, which the headers, the body or the list of jobs name."""
    value = decode(reply.body) if isinstance(reply.body, bytes) else None
    if progress.job_id is None and isinstance(value, dict):
        named = job_id_of(value.get("job_id")) or job_id_of(value.get("id"))
        if named is not None:
            _accepted(context, entry, progress, named)
    if progress.job_id is None:
        return (yield from _recover(context, entry, progress, reply, deadline))
    answer = read_answer(value) if reply.head.status == 200 else None
    return answer or (yield from follow(context, entry.request, progress.job_id, deadline))


def _recover(
    context: Context, entry: Entry, progress: _Progress, reply: Reply | Fault, deadline: float
) -> Steps[Answer]:
    """A request that may have been accepted: find its job and follow it."""
    why = describe(reply, context.settings)
    progress.job_id = yield from look_up(context, entry.request, entry.sent_at, deadline, why)
    return (yield from follow(context, entry.request, progress.job_id, deadline))
