"""Jobs for programs: those of the account, one by its id, and taking up what a crash or a lost line left."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple, Unpack

from diagramc.diagnostics import diagnose
from diagramc.errors import DiagramcError, UsageError
from diagramc.options import check_choice
from diagramc.remote import generation
from diagramc.remote.context import Context
from diagramc.remote.effects import Call, Fault, Reply, Steps, ask
from diagramc.remote.failures import refusal, unreachable, unreadable
from diagramc.remote.journal import OPEN, Entry
from diagramc.remote.request import canonical_picture_format
from diagramc.remote.service import Access, Order, Picture, aim, open_context
from diagramc.remote.wire import (
    FORMATS,
    MAX_BODY,
    JobState,
    decode,
    job_id_of,
    money,
    read_job,
    read_jobs,
    text,
)


def resume(
    job_id: str,
    *,
    output: str | Path | None = None,
    directory: str | Path | None = None,
    format: str | None = None,
    **access: Unpack[Access],
) -> Picture:
    """The picture of a job that was accepted before; waits for it if need be. Never generates anything.

    Without `output` or `directory` it goes where the journal says that it was to go. Raises as `diagramc.image`.
    """
    return resumption(open_context(access), job_id, output, directory, format).run()


async def resume_async(
    job_id: str,
    *,
    output: str | Path | None = None,
    directory: str | Path | None = None,
    format: str | None = None,
    **access: Unpack[Access],
) -> Picture:
    """As `resume`, in asyncio."""
    return await resumption(open_context(access), job_id, output, directory, format).run_async()


def resumption(
    context: Context,
    name: str,
    output: str | Path | None = None,
    directory: str | Path | None = None,
    format: str | None = None,
) -> Order:
    """A job, by its id or by the journal's number of its request, ready to be taken up."""
    known = {entry.job_id or entry.request: entry for entry in context.journal.entries()}
    known |= {entry.request: entry for entry in known.values()}
    entry = known.get(name)
    if entry is None:
        if job_id_of(name) is None:
            raise UsageError(diagnostics=[diagnose("remote.no-job", f"{name[:80]!r} is no job id")])
        entry = Entry(
            request=secrets.token_hex(8),
            kind="job",
            place=context.settings.place,
            sent_at=context.clock.wall(),
            format="png",
            pid=os.getpid(),
            state="accepted",
            job_id=name,
        )
        context.journal.sent(entry)
    elif entry.place != context.settings.place:
        message = f"{name} belongs to {entry.place}, not to {context.settings.place}"
        raise UsageError(diagnostics=[diagnose("remote.no-job", message, hint="set --api-url")])
    if format is not None:
        entry.format = canonical_picture_format(format)
        if problem := check_choice("option.target", "picture format", entry.format, FORMATS):
            raise UsageError(diagnostics=[problem])
    if output is not None or directory is not None or not (entry.output or entry.folder):
        entry.output = entry.folder = None
        aim(entry, output, directory)
    return Order(context, entry, generation.resume(context, entry))


class Waiting(NamedTuple):
    """Requests of the journal whose picture may be waiting at the service, and those a running diagramc is at."""

    open: list[Entry]
    busy: list[Entry]


def waiting(context: Context) -> Waiting:
    """What the journal says is left to do at this service."""
    left = [
        entry
        for entry in context.journal.entries()
        if entry.state in OPEN and entry.place == context.settings.place
    ]
    busy = [entry for entry in left if is_running(entry.pid)]
    return Waiting([entry for entry in left if entry not in busy], busy)


def is_running(pid: int) -> bool:
    """Whether another process of this number runs. On Windows, where asking would end it, always False."""
    if sys.platform == "win32" or pid in (0, os.getpid()):
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


class Listing(NamedTuple):
    """A page of the account's jobs, newest first; `total` is None when the service does not tell."""

    jobs: list[JobState]
    total: int | None


class Account(NamedTuple):
    """What the service tells about the account: what is left, and whose it is. Empty where it does not."""

    balance_eur: str
    email: str


def list_jobs(context: Context, limit: int = 20, offset: int = 0) -> Steps[Listing]:
    """A page of the account's jobs."""
    reply = yield from _ask(context, f"/v1/jobs?limit={limit}&offset={offset}")
    value = _value(reply)
    jobs = read_jobs(value)
    if jobs is None:
        raise unreadable(context.settings, "with no list of jobs")
    total = value.get("total") if isinstance(value, dict) else None
    return Listing(jobs, total if isinstance(total, int) else None)


def get_job(context: Context, job_id: str) -> Steps[JobState]:
    """One job. RemoteError when the service does not know it."""
    if job_id_of(job_id) is None:
        raise UsageError(diagnostics=[diagnose("remote.no-job", f"{job_id[:80]!r} is no job id")])
    job = read_job(_value((yield from _ask(context, f"/v1/jobs/{job_id}"))))
    if job is None:
        raise unreadable(context.settings, "with no job")
    return job


def get_account(context: Context) -> Steps[Account]:
    """The account that the key belongs to. AuthenticationError when the key is refused."""
    value = _value((yield from _ask(context, "/v1/account/profile")))
    if not isinstance(value, dict):
        raise unreadable(context.settings, "with no profile")
    places: Iterable[object] = (value, value.get("profile"), value.get("account"), value.get("user"))
    for place in places:
        if isinstance(place, dict):
            amount = money(place.get("balance_eur"))
            if amount is not None or "email" in place:
                balance = "" if amount is None else f"{amount:f}"
                return Account(balance, text(place.get("email")) or "")
    return Account("", "")


def _ask(context: Context, path: str) -> Steps[Reply]:
    """A GET that must answer 200. RemoteError or a kin otherwise."""
    seconds = context.limits.call
    reply = yield from ask(Call("GET", path, seconds), limit=MAX_BODY, seconds=seconds)
    if isinstance(reply, Fault):
        raise unreachable(reply, context.settings)
    if reply.head.status != 200:
        error: DiagramcError = refusal(reply, context.settings)
        raise error
    if isinstance(reply.body, Fault):
        raise unreachable(reply.body, context.settings)
    return reply


def _value(reply: Reply) -> object:
    return decode(reply.body) if isinstance(reply.body, bytes) else None
