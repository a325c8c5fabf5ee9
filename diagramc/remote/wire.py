"""What the service answers, read as untrusted: a field of the wrong type counts as missing, text is made printable."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

import msgspec

from diagramc.endpoints import hide_keys, one_line

MAX_BODY = 4 * 1024 * 1024
"""The most bytes of a JSON answer that are read."""
MAX_ITEMS = 1000
"""The most entries of a list in an answer that are looked at."""
FORMATS = ("png", "jpeg", "webp", "svg")
"""The picture formats the service knows; svg for diagrams only."""

_JOB_ID = re.compile(r"[0-9A-Za-z_-]{1,64}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


class Rendition(msgspec.Struct, frozen=True, kw_only=True):
    """The picture in one format. The address is signed: whoever has it may fetch it, so it stays out of the repr."""

    url: str
    size_bytes: int | None = None
    sha256: str | None = None

    def __repr__(self) -> str:
        return f"Rendition(size_bytes={self.size_bytes}, sha256={self.sha256})"


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """A finished generation: what it cost (EUR), what is left, and the picture by format."""

    renditions: dict[str, Rendition]
    model: str | None = None
    cost_eur: Decimal | None = None
    balance_eur: Decimal | None = None
    ai_generated: bool | None = None


class JobState(msgspec.Struct, frozen=True, kw_only=True):
    """A generation as the service sees it. `answer` only when it is completed and can be read; times are ISO 8601."""

    job_id: str
    status: str
    created_at: str | None = None
    started_at: str | None = None
    completed_at: str | None = None
    answer: Answer | None = None
    error_code: str | None = None
    error_message: str | None = None

    @property
    def created(self) -> float | None:
        """When it was created, in seconds since the epoch; None when that cannot be read."""
        return timestamp(self.created_at)


class ServiceError(msgspec.Struct, frozen=True, kw_only=True):
    """The body of a refusal; all parts may be missing."""

    code: str = ""
    message: str = ""
    details: dict[str, str] = {}
    request_id: str = ""


def decode(raw: bytes) -> Any:
    """The JSON value of a body, None when it is not JSON (an HTML page, a cut-off object, nesting without end)."""
    try:
        return msgspec.json.decode(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def job_id_of(value: object) -> str | None:
    """A job id that can stand in a path and a file name, else None."""
    return value if isinstance(value, str) and _JOB_ID.fullmatch(value) else None


def timestamp(value: object) -> float | None:
    """Seconds since the epoch of an ISO 8601 time; one without a zone is UTC."""
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (OverflowError, OSError, ValueError):
        return None


def read_answer(value: object) -> Answer | None:
    """A finished generation, None when there is no picture in it that could be fetched."""
    if not isinstance(value, dict):
        return None
    renditions: dict[str, Rendition] = {}
    formats = value.get("formats")
    for name in FORMATS:
        entry = formats.get(name) if isinstance(formats, dict) else None
        if isinstance(entry, dict) and (url := _address(entry.get("url"))):
            size = entry.get("size_bytes")
            plausible = isinstance(size, int) and not isinstance(size, bool) and size > 0
            renditions[name] = Rendition(
                url=url, size_bytes=size if plausible else None, sha256=_sha256(entry.get("hash"))
            )
    if "png" not in renditions and (url := _address(value.get("image_url"))):
        renditions["png"] = Rendition(url=url, sha256=_sha256(value.get("image_hash")))
    if not renditions:
        return None
    generated = value.get("ai_generated")
    return Answer(
        renditions=renditions,
        model=text(value.get("model")),
        cost_eur=money(value.get("cost_eur")),
        balance_eur=money(value.get("balance_eur")),
        ai_generated=generated if isinstance(generated, bool) else None,
    )


def read_job(value: object) -> JobState | None:
    """A job, with its result from `result` or, as some servers have it, from the top level."""
    if not isinstance(value, dict):
        return None
    job_id = job_id_of(value.get("job_id")) or job_id_of(value.get("id"))
    status = text(value.get("status"))
    if job_id is None or status is None:
        return None
    answer = None
    if status == "completed":
        answer = read_answer(value.get("result")) or read_answer(value)
    error = value.get("error")
    parts = error if isinstance(error, dict) else {"message": error}
    return JobState(
        job_id=job_id,
        status=status,
        created_at=text(value.get("created_at")),
        started_at=text(value.get("started_at")),
        completed_at=text(value.get("completed_at")),
        answer=answer,
        error_code=text(parts.get("code")),
        error_message=text(parts.get("message")),
    )


def read_jobs(value: object) -> list[JobState] | None:
    """The jobs of a listing, None when this is no listing. Entries that cannot be read are left out."""
    entries = value.get("generations") if isinstance(value, dict) else None
    if not isinstance(entries, list):
        return None
    return [job for entry in entries[:MAX_ITEMS] if (job := read_job(entry)) is not None]


def read_error(raw: bytes) -> ServiceError:
    """The service's own words on a refusal."""
    value = decode(raw)
    if not isinstance(value, dict):
        return ServiceError()
    error = value.get("error")
    if isinstance(error, dict):  # as in a job
        value = {**value, "error": error.get("code"), "message": error.get("message")}
    details = value.get("details")
    reasons = list(details.items())[:20] if isinstance(details, dict) else []
    return ServiceError(
        code=text(value.get("error")) or "",
        message=text(value.get("message")) or "",
        details={one_line(str(field), 60): text(str(reason)) or "" for field, reason in reasons},
        request_id=text(value.get("request_id")) or "",
    )


def money(value: object) -> Decimal | None:
    """An amount, which the service sends as decimal text; None when it is none."""
    if not isinstance(value, str | int | float) or isinstance(value, bool) or len(str(value)) > 40:
        return None
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and abs(amount.adjusted()) < 20 else None


def text(value: object) -> str | None:
    """Text in one printable line without keys, None when it is not text or empty."""
    return (one_line(hide_keys(value)) or None) if isinstance(value, str) else None


def _address(value: object) -> str:
    return value if isinstance(value, str) and len(value) <= 8192 else ""


def _sha256(value: object) -> str | None:
    lowered = value.lower().removeprefix("sha256:") if isinstance(value, str) else ""
    return lowered if _SHA256.fullmatch(lowered) else None
