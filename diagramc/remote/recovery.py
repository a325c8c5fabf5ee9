"""Finding a job again: following an accepted one to its end, and looking up a request of which no answer came."""

from __future__ import annotations

from email.utils import parsedate_to_datetime

from diagramc.diagnostics import diagnose
from diagramc.endpoints import retry_after
from diagramc.errors import DiagramcError, OutputError, RemoteError
from diagramc.remote.context import Context
from diagramc.remote.effects import Call, Fault, Reply, Steps, ask, pause
from diagramc.remote.failures import about_job, describe, failed_job, refusal, resume_hint
from diagramc.remote.journal import OPEN, Entry, State
from diagramc.remote.wire import MAX_BODY, Answer, JobState, decode, read_job, read_jobs

SETTLED = 60.0
"""Seconds after which a job that the service does not list was never created."""
SLACK = 2.0
"""Seconds by which a job may seem older than its request: HTTP dates and some services count whole seconds."""
RIVAL = 5.0
"""Seconds: another request of this machine sent this much earlier could own a job that seems to be ours."""
NEWEST = "/v1/jobs?limit=20&offset=0"
"""The newest 20 are enough: when all of them fit, no single one does."""


def read_state(context: Context, job_id: str) -> Steps[Reply | Fault]:
    """Ask once for a job's state."""
    call = Call("GET", f"/v1/jobs/{job_id}", context.limits.call)
    return (yield from ask(call, limit=MAX_BODY, seconds=context.limits.call))


def state_in(reply: Reply | Fault) -> JobState | None:
    """The job in an answer, None when there is none that can be read."""
    if isinstance(reply, Fault) or isinstance(reply.body, Fault) or reply.head.status != 200:
        return None
    return read_job(decode(reply.body))


def follow(context: Context, request: str, job_id: str, deadline: float) -> Steps[Answer]:
    """Poll an accepted job until it is completed. The job is asked for at least once, even past the deadline.

    RemoteError (or a kin with the right exit code) when it failed, vanished, cannot be read, or is late.
    """
    missing = unreadable = 0
    context.say("waiting for the picture")
    for wait in context.waits():
        reply = yield from read_state(context, job_id)
        state = state_in(reply)
        missing = missing + 1 if isinstance(reply, Reply) and reply.head.status == 404 else 0
        if state is not None and state.status == "failed":
            note(context, request, "failed", job_id)
            raise failed_job(state, context.settings)
        if state is not None and state.status == "completed":
            if state.answer is not None:
                return state.answer
            unreadable += 1
        if isinstance(reply, Reply) and reply.head.status in (401, 402, 403):
            error = refusal(reply, context.settings)
            raise about_job(
                error.diagnostics[0].code,
                f"job {job_id} was accepted, but cannot be asked for: {error.diagnostics[0].message}",
                job_id,
                error=type(error),
            )
        if missing >= context.limits.missing:
            message = f"job {job_id} was accepted, but {context.settings.place} does not know it any more"
            hint = "look at `diagramc jobs list` and the account's balance"
            raise about_job("remote.lost", message, job_id, hint=hint)
        if unreadable >= context.limits.unreadable:
            message = f"job {job_id} is completed, but its result has no picture that can be read"
            raise about_job("remote.unfinished", message, job_id)
        asked = retry_after(reply.head.headers) if isinstance(reply, Reply) else None
        wait = max(wait, min(asked or 0.0, context.limits.retry_after))
        if wait > context.left(deadline):
            raise _late(context, job_id, reply, state)
        if state is not None:
            context.say(f"job {job_id} is {state.status}")
        yield from pause(wait)
    raise AssertionError("the waits have no end")


def _late(context: Context, job_id: str, reply: Reply | Fault, state: JobState | None) -> DiagramcError:
    known = (
        f"it is {state.status}" if state else f"its state is not known: {describe(reply, context.settings)}"
    )
    message = f"job {job_id} was accepted; when the time was up, {known}"
    return about_job("remote.unfinished", message, job_id)


class Sighting:
    """What a look at the list of jobs showed. `trouble` is set when the list could not be read."""

    def __init__(self, fitting: list[JobState], contested: bool = False, trouble: str = "") -> None:
        self.fitting = fitting
        self.contested = contested
        self.trouble = trouble

    @property
    def only(self) -> JobState | None:
        """The one job that fits, when no other request could own it."""
        return self.fitting[0] if len(self.fitting) == 1 and not self.contested else None

    @property
    def nothing(self) -> bool:
        """Whether the service surely has no job that fits."""
        return not self.trouble and not self.fitting


def look(context: Context, request: str, sent_at: float) -> Steps[Sighting]:
    """Read the list of jobs once, for those created since a request was sent that no other request here owns."""
    reply = yield from ask(
        Call("GET", NEWEST, context.limits.call), limit=MAX_BODY, seconds=context.limits.call
    )
    jobs = None
    if isinstance(reply, Reply) and reply.head.status == 200 and isinstance(reply.body, bytes):
        jobs = read_jobs(decode(reply.body))
    if jobs is None or isinstance(reply, Fault):
        return Sighting([], trouble=describe(reply, context.settings))
    since = _service_time(context, reply, sent_at) - SLACK
    others = _others(context, request)
    owned = {entry.job_id for entry in others}
    fitting = [
        job for job in jobs if job.job_id not in owned and (job.created is None or job.created >= since)
    ]
    contested = any(_is_rival(entry, sent_at) for entry in others)
    return Sighting(fitting, contested)


def look_clearly(context: Context, request: str, sent_at: float, deadline: float) -> Steps[Sighting]:
    """Read the list of jobs, again if it could not be read."""
    sighting = yield from look(context, request, sent_at)
    for wait, _ in zip(context.waits(), range(context.limits.tries - 1), strict=False):
        if not sighting.trouble or wait > context.left(deadline):
            break
        yield from pause(wait)
        sighting = yield from look(context, request, sent_at)
    return sighting


def _others(context: Context, request: str) -> list[Entry]:
    try:
        entries = context.journal.entries()
    except OutputError:
        return []
    return [e for e in entries if e.request != request and e.place == context.settings.place]


def _service_time(context: Context, reply: Reply, sent_at: float) -> float:
    """When a request was sent by the service's clock, which its answer's `Date` tells; ours may be wrong."""
    now = context.clock.wall()
    try:
        theirs = parsedate_to_datetime(reply.head.headers.get("date", "")).timestamp()
    except (TypeError, ValueError, OverflowError):
        return sent_at
    return theirs - (now - sent_at)


def _is_rival(entry: Entry, sent_at: float) -> bool:
    """Whether another request, of which no answer came yet either, could own a job that seems to be ours."""
    return entry.state == "sent" and entry.sent_at >= sent_at - RIVAL


def look_up(
    context: Context, request: str, sent_at: float, deadline: float, why: str, *, settled: bool = False
) -> Steps[str]:
    """The id of the job that a request without an answer became. RemoteError with all that is known when unsure.

    Read several times: the service may take a moment to list a job, and other requests to learn which is theirs. `settled`: the
    line is long gone, so that nothing can become of the request any more if nothing has.
    """
    context.say("looking for the job")
    sighting = yield from look(context, request, sent_at)
    for wait, _ in zip(context.waits(), range(context.limits.listings - 1), strict=False):
        if sighting.only is not None or wait > context.left(deadline):
            break
        yield from pause(wait)
        sighting = yield from look(context, request, sent_at)
    if sighting.only is not None:
        note(context, request, "accepted", sighting.only.job_id)
        return sighting.only.job_id
    if settled and sighting.nothing and context.clock.wall() - sent_at > SETTLED:
        note(context, request, "refused", None)
        message = (
            f"{why}, and no job was created since it was sent: it was not accepted, and nothing was charged"
        )
        raise RemoteError(diagnostics=[diagnose("remote.no-job", message, hint="send it again")])
    raise doubt(why, sighting)


def doubt(why: str, sighting: Sighting) -> RemoteError:
    """The error of a request that may or may not have been accepted."""
    if sighting.trouble:
        known = f"the list of jobs cannot be read: {sighting.trouble}"
    elif not sighting.fitting:
        known = "no job was created since it was sent"
    else:
        ids = ", ".join(job.job_id for job in sighting.fitting[:5])
        known = f"created since it was sent and not known here: {ids}"
    message = f"{why}; whether the request was accepted is not known; it was not sent again; {known}"
    return RemoteError(diagnostics=[diagnose("remote.unknown", message)])


def note(context: Context, request: str, state: State, job_id: str | None, file: str | None = None) -> None:
    """Write to the journal what became of a request. That it cannot be written stops nothing: it becomes a remark."""
    try:
        context.journal.change(request, state, job_id=job_id, file=file)
    except OutputError as error:
        what = f"job {job_id}" if job_id else "the request"
        hint = resume_hint(job_id) if job_id and state in OPEN else None
        context.remarks.append(diagnose("remote.journal", f"{what}: {error.message}", hint=hint))
