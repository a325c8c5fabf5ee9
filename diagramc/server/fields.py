"""Reading the JSON of a request field by field, so that all that is wrong with it is told at once."""

from __future__ import annotations

from typing import Any

import msgspec
from starlette.requests import Request

from diagramc.diagnostics import Diagnostic
from diagramc.options import CompileOptions, check_options
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

    def text(self, name: str, default: str = "", *, required: bool = False) -> str:
        """A text, or the default."""
        value = self.maybe(name)
        if value is None and required:
            self.wrong(name, "is required")
        return default if value is None else value

    def maybe(self, name: str) -> str | None:
        """A text, or None."""
        value = self.values.get(name)
        if value is not None and not isinstance(value, str):
            self.wrong(name, "is not a text")
            return None
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


def read_options(
    fields: Fields,
    *,
    type: str = "type",
    size: str = "size",
    image_size: str = "image_size",
    theme: str = "theme",
) -> CompileOptions:
    """The options of a compilation, from the fields of these names; what is wrong is noted there."""
    options = CompileOptions(
        type=fields.maybe(type),
        size=fields.text(size, "auto"),
        image_size=fields.text(image_size, "1K"),
        theme=fields.text(theme, "light"),
    )
    names = {"option.type": type, "option.size": size, "option.image-size": image_size, "option.theme": theme}
    for problem in check_options(options):
        fields.problem(names[problem.code], problem)
    return options
