"""What goes wrong with the service, as errors with diagnostics that say exactly what is known. None holds a secret."""

from __future__ import annotations

from diagramc.diagnostics import diagnose
from diagramc.endpoints import retry_after
from diagramc.errors import (
    AuthenticationError,
    ContentRejectedError,
    CreditError,
    DiagramcError,
    Interrupted,
    RateLimitError,
    RemoteError,
)
from diagramc.remote.effects import Fault, Reply
from diagramc.remote.settings import RemoteSettings
from diagramc.remote.wire import JobState, read_error


def resume_hint(job_id: str) -> str:
    """How to get the picture of an accepted job."""
    return f"its result stays available for one hour: diagramc jobs resume {job_id}"


def about_job(
    code: str,
    message: str,
    job_id: str,
    *,
    hint: str | None = None,
    error: type[DiagramcError] = RemoteError,
) -> DiagramcError:
    """An error about an accepted job, which it names."""
    raised = error(diagnostics=[diagnose(code, message, hint=resume_hint(job_id) if hint is None else hint)])
    raised.job_id = job_id
    return raised


def interrupted(job_id: str) -> Interrupted:
    """The interrupt of a request whose job goes on."""
    message = f"interrupted; job {job_id} was accepted and cannot be cancelled"
    return Interrupted(message, resume_hint(job_id), job_id)


def refusal(reply: Reply, settings: RemoteSettings) -> DiagramcError:
    """The error that a refused request means, from its status and the service's own words."""
    status = reply.head.status
    words = _words(reply.body, settings)
    code, kind, message = _meaning(status, _code(reply.body), settings.place)
    asked = retry_after(reply.head.headers)
    hint = f"wait {asked:.0f} s, then try again" if asked else None
    said = f"{message} ({status})" + (f": {words}" if words else "")
    return kind(diagnostics=[diagnose(code, said, hint=hint)])


def _code(body: bytes | Fault) -> str:
    return read_error(body).code if isinstance(body, bytes) else ""


def _words(body: bytes | Fault, settings: RemoteSettings) -> str:
    """The service's message with the fields it complains about and its number for the request."""
    if isinstance(body, Fault):
        return ""
    if body.lstrip()[:15].lower().startswith((b"<!doctype", b"<html")):
        return "an HTML page"
    said = read_error(body)
    parts = [said.message or said.code]
    parts += [f"{field}: {reason}" for field, reason in said.details.items()]
    if said.request_id:
        parts.append(f"request {said.request_id}")
    return settings.quote("; ".join(part for part in parts if part))


def _meaning(status: int, code: str, place: str) -> tuple[str, type[DiagramcError], str]:
    """The diagnostic code, error class and message of a status, and for 403 of the service's error code."""
    if status == 451 or (status == 403 and code == "content_rejected"):
        return "remote.content", ContentRejectedError, f"{place} refused the content"
    if status in (401, 403):
        what = {
            "auth_email_not_verified": "wants the account's e-mail address verified",
            "account_suspended": "has suspended the account",
        }.get(code, "refused the key")
        return "remote.authentication", AuthenticationError, f"{place} {what}"
    if status == 402:
        return "remote.credit", CreditError, f"{place}: no credit left"
    if status == 429:
        return "remote.rate-limit", RateLimitError, f"{place}: too many requests"
    if 300 <= status < 400:
        return "remote.redirect", RemoteError, f"{place} redirects to another address"
    if status >= 500:
        return "remote.server", RemoteError, f"{place} failed"
    return "remote.request", RemoteError, f"{place} refused the request"


def failed_job(job: JobState, settings: RemoteSettings) -> DiagramcError:
    """The error that a failed job means."""
    words = settings.redact(job.error_message or job.error_code or "no reason given")
    message = f"job {job.job_id} failed and is not charged: {words}"
    if job.error_code == "content_rejected":
        return about_job(
            "remote.content", message, job.job_id, hint="change the prompt", error=ContentRejectedError
        )
    if job.error_code == "credit_insufficient":
        hint = "add credit to the account"
        return about_job("remote.credit", message, job.job_id, hint=hint, error=CreditError)
    return about_job("remote.failed", message, job.job_id, hint="try again, or change the prompt")


def unreachable(fault: Fault, settings: RemoteSettings) -> RemoteError:
    """The error of a line that could not be opened at all."""
    message = f"cannot reach {settings.place}: {settings.quote(fault.why)}"
    return RemoteError(diagnostics=[diagnose("remote.unreachable", message)])


def unreadable(settings: RemoteSettings, what: str) -> RemoteError:
    """The error of an answer that is not what the contract says."""
    return RemoteError(diagnostics=[diagnose("remote.answer", f"{settings.place} answered {what}")])


def describe(reply: Reply | Fault, settings: RemoteSettings) -> str:
    """In a few words, what came instead of a usable answer."""
    if isinstance(reply, Fault):
        return f"the line failed ({settings.quote(reply.why)})"
    if isinstance(reply.body, Fault):
        return f"the answer broke off ({settings.quote(reply.body.why)})"
    if reply.head.status == 200:
        return "the answer could not be read"
    return f"the service answered {reply.head.status}"
