"""What goes wrong between us and an endpoint, as errors with diagnostics. No message holds the key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from diagramc.diagnostics import diagnose
from diagramc.endpoints import one_line, retry_after
from diagramc.errors import (
    AuthenticationError,
    ContentRejectedError,
    CreditError,
    DiagramcError,
    PlanningError,
    RateLimitError,
)
from diagramc.planner.llm.settings import LlmSettings

if TYPE_CHECKING:
    from openai import APIStatusError

TRANSIENT = (408, 409, 425, 429, 500, 502, 503, 504, 529)
"""The statuses after which the same request may work: those the `openai` SDK retries, and overload (529)."""

_CREDIT_CODES = (
    "insufficient_quota",
    "billing_hard_limit_reached",
    "billing_not_active",
    "insufficient_credits",
)
_CONTENT_CODES = ("content_filter", "content_policy_violation", "moderation_blocked")


class EndpointFault(Exception):
    """A request that failed.

    `error` is what to raise if nothing helps; `transient` says that the same request may work after `retry_after`
    seconds; `status` and `complaint` are the endpoint's own; `unusable_body` that it answered, but nothing one can read.
    """

    def __init__(
        self,
        error: DiagramcError,
        *,
        transient: bool = False,
        retry_after: float | None = None,
        status: int = 0,
        complaint: str = "",
        unusable_body: bool = False,
    ) -> None:
        super().__init__(error.message)
        self.error = error
        self.transient = transient
        self.retry_after = retry_after
        self.status = status
        self.complaint = complaint
        self.unusable_body = unusable_body


def fault(
    code: str, message: str, error: type[DiagramcError] = PlanningError, *, unusable_body: bool = False
) -> EndpointFault:
    """A fault with one diagnostic."""
    return EndpointFault(error(diagnostics=[diagnose(code, message)]), unusable_body=unusable_body)


def quote(text: str, settings: LlmSettings) -> str:
    """An endpoint's words in one line, printable, short, without secrets."""
    # Redacted before it is cut, so that no half of a key survives the cut.
    return one_line(settings.redact(text))


def status_fault(error: APIStatusError, settings: LlmSettings) -> EndpointFault:
    """The fault that a refused request means, from its status, error code and words."""
    status = error.status_code
    codes = {str(error.code or ""), str(error.type or "")}
    if _is_html(error.response.headers.get("content-type", ""), error.body):
        words = "an HTML page"
    else:
        words = quote(str(error.message), settings)
    return refusal(
        status,
        codes,
        words,
        error.response.headers,
        settings,
        complaint=f"{error.param or ''} {error.message}",
    )


def refusal(
    status: int,
    codes: set[str],
    words: str,
    headers: Mapping[str, str],
    settings: LlmSettings,
    *,
    complaint: str,
) -> EndpointFault:
    """The fault for a status (RFC 9110, 15), the error codes of OpenAI's API, and words fit to be shown."""
    code, kind, message = _meaning(status, codes, words, settings, complaint.lower())
    return EndpointFault(
        kind(diagnostics=[diagnose(code, message)]),
        transient=status in TRANSIENT and kind is not CreditError,
        retry_after=retry_after(headers),
        status=status,
        complaint=complaint,
    )


def _meaning(
    status: int, codes: set[str], words: str, settings: LlmSettings, complaint: str
) -> tuple[str, type[DiagramcError], str]:
    """The diagnostic code, error class and message of a refusal."""
    place = settings.place
    if status == 402 or codes.intersection(_CREDIT_CODES):
        return "model.credit", CreditError, f"{place}: no credit left: {words}"
    if codes.intersection(_CONTENT_CODES):
        return "model.refused", ContentRejectedError, f"{place} refused the prompt: {words}"
    if status in (401, 403):
        what = "refused the key" if settings.api_key else "wants a key, and none was sent"
        return "model.authentication", AuthenticationError, f"{place} {what} ({status}): {words}"
    if status == 429:
        return "model.rate-limit", RateLimitError, f"{place}: too many requests: {words}"
    if "context" in complaint and any(word in complaint for word in ("length", "exceed", "window", "size")):
        return "model.context-length", PlanningError, f"{settings.model!r} cannot hold this prompt: {words}"
    if status == 404:
        message = f"{place} knows no model {settings.model!r}, or nothing at this address: {words}"
        return "model.not-found", PlanningError, message
    if 300 <= status < 400:
        return "model.redirect", PlanningError, f"{place} redirects to another address ({status})"
    if status >= 500:
        return "model.server", PlanningError, f"{place} failed ({status}): {words}"
    return "model.request", PlanningError, f"{place} refused the request ({status}): {words}"


def _is_html(content_type: str, body: object) -> bool:
    if "html" in content_type.lower():
        return True
    return isinstance(body, str) and body.lstrip()[:15].lower().startswith(("<!doctype", "<html"))
