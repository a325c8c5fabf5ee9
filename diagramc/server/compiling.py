"""`POST /v1/compile`: any language to any output, with diagnostics; and what there is to choose from."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response

from diagramc import __version__
from diagramc.diagnostics import diagnose
from diagramc.emit import canonical_format
from diagramc.errors import UsageError
from diagramc.frontends.base import LANGUAGE_ALIASES, READABLE
from diagramc.kinds import KINDS
from diagramc.options import (
    FORMATS,
    IMAGE_SIZES,
    RATIOS,
    THEMES,
    check_choice,
)
from diagramc.planner.select import SERVED
from diagramc.server.answers import Refusal, json_answer, refusal_of, to_places
from diagramc.server.fields import Fields, read_json, read_options
from diagramc.server.generate import MEDIA_TYPES
from diagramc.server.pool import Stopped
from diagramc.server.task import PHOTO_FORMATS, Outcome, Task

if TYPE_CHECKING:
    from diagramc.server.app import Services

LANGUAGES = ("auto", *READABLE, "ir")
"""What `language` may be. `ir` is a document in JSON or YAML, `auto` what the content says."""
OUTPUT_TYPES = {
    **MEDIA_TYPES,
    "graphviz": "text/vnd.graphviz",
    "mermaid": "text/vnd.mermaid",
    "plantuml": "text/x-plantuml",
    "json": "application/json",
    "yaml": "application/yaml",
    "scene": "application/json",
    "outline": "text/plain; charset=utf-8",
}
"""The media type of each output format."""
BINARY = ("png", "pdf", *PHOTO_FORMATS)
SPOKEN_FORMATS = tuple("dot" if name == "graphviz" else name for name in (*FORMATS, *PHOTO_FORMATS))
"""The output formats as people name them."""


class Compiling:
    """The handlers."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def compile(self, request: Request) -> Response:
        """One text into one output: as JSON, or bare when `Accept` names a picture's media type."""
        fields = await read_json(request)
        bare = accepted_picture(request.headers.get("accept", ""))
        source = fields.text("source", required=True)
        request.state.source = source
        output = output_format(fields, "to", bare or "svg")
        language = self._language(fields)
        options = read_options(fields)
        named = fields.text("planner", "auto")
        planner = self._services.planner_for(named)
        wrong = check_choice("option.planner", "planner", named, SERVED)
        if wrong is not None:
            fields.problem("planner", wrong)
        elif planner is None:
            message = "this server has no language model"
            fields.problem(
                "planner", diagnose("option.planner", message, hint="use offline, or configure one")
            )
        try:
            fields.check()
        except Refusal as refusal:
            return self._failure(request, refusal, None)
        task = Task(
            source=source,
            language=language,
            options=options,
            outputs=(bare or output,),
            planner=planner or "offline",
            elements=self._services.settings.limits.elements,
        )
        outcome = await have_compiled(self._services, task)
        if outcome.fault is not None:
            return self._failure(request, refusal_of(outcome, "source"), outcome)
        content = outcome.outputs[bare or output]
        if bare:
            headers = {"X-Diagramc-Type": outcome.type, "Vary": "Accept"}
            return Response(content, headers=headers, media_type=OUTPUT_TYPES[bare])
        return json_answer(_success(output, content, outcome), headers={"Vary": "Accept"})

    def _failure(self, request: Request, refusal: Refusal, outcome: Outcome | None) -> Response:
        body = {
            "ok": False,
            "language": outcome.language if outcome else None,
            "diagnostics": to_places(refusal.diagnostics),
            **refusal.body(request.state.request_id),
        }
        return json_answer(body, refusal.status, {"Vary": "Accept"})

    def _language(self, fields: Fields) -> str | None:
        name = fields.text("language", "auto")
        chosen = LANGUAGE_ALIASES.get(name, name)
        wrong = check_choice("option.language", "language", chosen, LANGUAGES)
        if wrong is not None:
            fields.problem("language", wrong)
        if chosen == "ir":
            return "json" if fields.text("source").lstrip().startswith("{") else "yaml"
        return None if chosen == "auto" else chosen

    async def capabilities(self, request: Request) -> Response:
        """`GET /v1/capabilities`: what a page needs for its pickers. Without a key it does not say which model there is."""
        services = self._services
        body = {
            "version": __version__,
            "types": [
                {"name": kind.name, "summary": kind.summary, "example": kind.example}
                for kind in KINDS.values()
            ],
            "languages": list(LANGUAGES),
            "outputs": [
                {"name": name, "media_type": OUTPUT_TYPES[canonical_output(name)], "binary": name in BINARY}
                for name in SPOKEN_FORMATS
            ],
            "themes": list(THEMES),
            "ratios": list(RATIOS),
            "image_sizes": list(IMAGE_SIZES),
            "planners": [name for name in SERVED if name != "llm" or services.language_model],
            "model": services.language_model if request.state.owner is not None else None,
            "model_configured": services.language_model is not None,
            "remote_configured": services.remote is not None,
            "key_required": services.keys.required,
            "limits": {
                "body_bytes": services.settings.limits.body,
                "elements": services.settings.limits.elements,
                "timeout_seconds": services.settings.limits.timeout,
            },
        }
        return json_answer(body)


async def have_compiled(services: Services, task: Task) -> Outcome:
    """What comes of a task, from the cache or a process. Refusal when there is no room, or the server stops."""
    outcome = services.pool.cached(task)
    if outcome is not None:
        return outcome
    with services.pool.place():
        try:
            return await services.pool.run(task)
        except Stopped:
            raise Refusal(
                "shutting_down", "the server is being stopped", headers={"Retry-After": "5"}
            ) from None


def canonical_output(name: str) -> str:
    """The output format's own name; `jpeg` and `webp` are the server's own. UsageError for an unknown one."""
    lowered = {"jpg": "jpeg"}.get(name.lower(), name.lower())
    return lowered if lowered in PHOTO_FORMATS else canonical_format(lowered)


def output_format(fields: Fields, name: str, default: str) -> str:
    """The output format that a field names."""
    try:
        return canonical_output(fields.text(name, default))
    except UsageError as error:
        for problem in error.diagnostics:
            fields.problem(name, problem)
        return default


def accepted_picture(accept: str) -> str | None:
    """The picture format that an Accept header asks for first; None when it asks for JSON, or for anything."""
    by_type = {media_type: name for name, media_type in MEDIA_TYPES.items()}
    for part in accept.split(","):
        media_type = part.partition(";")[0].strip().lower()
        if media_type in by_type:
            return by_type[media_type]
        if media_type in ("application/json", "*/*"):
            return None
    return None


def _success(output: str, content: bytes, outcome: Outcome) -> dict[str, Any]:
    binary = output in BINARY
    return {
        "ok": True,
        "output": base64.b64encode(content).decode() if binary else content.decode(),
        "encoding": "base64" if binary else "utf-8",
        "media_type": OUTPUT_TYPES[output],
        "type": outcome.type,
        "title": outcome.title,
        "language": outcome.language,
        "report": {
            **outcome.report,
            "width": outcome.width,
            "height": outcome.height,
            "elements": outcome.elements,
        },
        "diagnostics": to_places(outcome.diagnostics),
    }
