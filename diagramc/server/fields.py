"""Reading the JSON of a request field by field, so that all that is wrong with it is told at once."""

from __future__ import annotations

from typing import Any

import msgspec
from starlette.requests import Request

from diagramc.diagnostics import Diagnostic
from diagramc.server.answers import Refusal


async def read_json(request: Request) -> Fields:
    """The JSON object of a request's body. Refusal when it is none."""
    kind = request.headers.get("content-type", "application/json").partition(";")[0].strip().lower()
    if kind != "application/json" and not kind.endswith("+json"):
        raise Refusal("unsupported_media_type", "send JSON, with Content-Type: application/json")
    body = await request.body()
    try:
        value = msgspec.json.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        why = str(error) if isinstance(error, msgspec.MsgspecError) else "it cannot be decoded"
        raise Refusal("bad_request", f"the body is not JSON: {why[:200]}") from None
    if not isinstance(value, dict):
        raise Refusal("validation_error", "the body is not a JSON object", details={"body": "not an object"})
    return Fields(value)


class Fields:
    """An object's fields. What is wrong is collected in `details`; null counts as left out."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.values = values
        self.details: dict[str, str] = {}
        self.diagnostics: list[Diagnostic] = []

    def has(self, name: str) -> bool:
        """Whether a field is there and not null."""
        return self.values.get(name) is not None

    def text(self, name: str, default: str | None = None, *, required: bool = False) -> str | None:
        """A text."""
        value = self.values.get(name)
        if value is None:
            if required:
                self.details[name] = "is required"
            return default
        if not isinstance(value, str):
            self.details[name] = "is not a text"
            return default
        return value

    def list(self, name: str) -> list[Any]:
        """A list."""
        value = self.values.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            self.details[name] = "is not a list"
            return []
        return value

    def object(self, name: str) -> dict[str, Any]:
        """An object."""
        value = self.values.get(name)
        if value is None:
            return {}
        if not isinstance(value, dict):
            self.details[name] = "is not an object"
            return {}
        return value

    def wrong(self, name: str, reason: str) -> None:
        """A field is wrong; the first reason stays."""
        self.details.setdefault(name, reason)

    def problem(self, name: str, diagnostic: Diagnostic) -> None:
        """A field is wrong, and there is a diagnostic that says so."""
        self.wrong(name, diagnostic.message)
        self.diagnostics.append(diagnostic)

    def check(self) -> None:
        """Refusal (422) when anything is wrong."""
        if not self.details:
            return
        name, reason = next(iter(self.details.items()))
        message = self.diagnostics[0].message if self.diagnostics else f"{name} {reason}"
        more = len(self.details) - 1
        message += f" (and {more} more)" if more else ""
        raise Refusal("validation_error", message, details=self.details, diagnostics=self.diagnostics)
