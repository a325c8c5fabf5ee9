"""Answers in the contract's form: JSON, and errors as `{error, message, details?, request_id?}`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from starlette.responses import Response

from diagramc.diagnostics import Diagnostic, Severity, to_json
from diagramc.server.task import Outcome

STATUS = {
    "bad_request": 400,
    "auth_invalid": 401,
    "forbidden": 403,
    "not_found": 404,
    "method_not_allowed": 405,
    "request_timeout": 408,
    "payload_too_large": 413,
    "misdirected_request": 421,
    "unsupported_media_type": 415,
    "validation_error": 422,
    "limit_exceeded": 422,
    "rate_limited": 429,
    "content_rejected": 451,
    "not_available": 422,
    "internal_error": 500,
    "remote_error": 502,
    "planner_failed": 502,
    "shutting_down": 503,
}
"""Every error code and its status."""
FAULTS = {
    "source": "validation_error",
    "request": "validation_error",
    "limit": "limit_exceeded",
    "rejected": "content_rejected",
    "planner": "planner_failed",
    "missing": "not_available",
    "bug": "internal_error",
}
"""The error code for what can be wrong with a task."""


class Refusal(Exception):
    """A request that is not carried out. `details` says what is wrong with which field."""

    def __init__(
        self,
        code: str,
        message: str,
        *,
        details: Mapping[str, str] | None = None,
        diagnostics: Iterable[Diagnostic] = (),
        headers: Mapping[str, str] | None = None,
        status: int | None = None,
    ) -> None:
        super().__init__(message)
        self._status = status
        self.code = code
        self.message = message
        self.details = dict(details or {})
        self.diagnostics = tuple(diagnostics)
        self.headers = dict(headers or {})

    @property
    def status(self) -> int:
        """The HTTP status: that of the code, unless the remote service gave one."""
        return self._status or STATUS[self.code]

    def body(self, request_id: str | None = None) -> dict[str, Any]:
        """The error as the contract has it."""
        body: dict[str, Any] = {"error": self.code, "message": self.message}
        if self.details:
            body["details"] = self.details
        if self.diagnostics:
            body["diagnostics"] = to_places(self.diagnostics)
        if request_id:
            body["request_id"] = request_id
        return body

    def answer(self, request_id: str | None = None, headers: Mapping[str, str] | None = None) -> Response:
        """The response."""
        return json_answer(self.body(request_id), self.status, {**self.headers, **(headers or {})})


def json_answer(value: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """A value as JSON."""
    return Response(msgspec.json.encode(value), status, dict(headers or {}), "application/json")


def refusal_of(outcome: Outcome, field: str) -> Refusal:
    """What to answer to a request whose task came to nothing; `field` is where its source was."""
    assert outcome.fault is not None
    errors = [d for d in outcome.diagnostics if d.severity is Severity.ERROR] or list(outcome.diagnostics)
    message = errors[0].message if errors else "the diagram could not be made"
    code = FAULTS[outcome.fault]
    details = {field: message} if outcome.fault in ("source", "limit", "rejected") else None
    return Refusal(code, message, details=details, diagnostics=outcome.diagnostics)


def to_places(diagnostics: Iterable[Diagnostic]) -> list[dict[str, object]]:
    """Diagnostics as JSON with their places as editors want them: lines and columns from 1, the end after the last character.

    A place stands in the diagnostic itself and, as in the library's own JSON, under `span`.
    """
    found: list[dict[str, object]] = []
    kept = list(diagnostics)
    for diagnostic, plain in zip(kept, to_json(kept), strict=True):
        span = diagnostic.span
        if span is None:
            found.append(plain)
            continue
        end = {"end_line": span.line, "end_column": span.column + span.length}
        place = {"line": span.line, "column": span.column, **end}
        found.append({**plain, **place, "span": {**msgspec.to_builtins(span), **end}})
    return found
