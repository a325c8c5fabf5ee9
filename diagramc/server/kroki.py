"""Kroki's form of asking: the source in the path (deflate, then base64url), or in the body as text or JSON.

A client of Kroki works when it is pointed at this server, for the languages that diagramc reads. Options come as query parameters, as
`Kroki-Diagram-Options-NAME` headers or in the JSON's `diagram_options`: `type`, `size`, `image-size` and `theme`; others are Kroki's
own for other tools, and change nothing.
"""

from __future__ import annotations

import base64
import binascii
import zlib
from typing import TYPE_CHECKING

import msgspec
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from diagramc import __version__
from diagramc.diagnostics import render
from diagramc.options import CompileOptions, check_options
from diagramc.server.answers import STATUS, Refusal, json_answer, refusal_of
from diagramc.server.compiling import OUTPUT_TYPES, accepted_picture, have_compiled
from diagramc.server.task import Outcome, Task

if TYPE_CHECKING:
    from diagramc.server.app import Services

LANGUAGES = {
    "mermaid": "mermaid",
    "plantuml": "plantuml",
    "c4plantuml": "plantuml",
    "graphviz": "dot",
    "dot": "dot",
    "diagramc": None,
    "prompt": "prompt",
}
"""The languages by their names in a path. `diagramc` is whatever the content says: a document, or any other."""
UNREAD = [
    "actdiag",
    "blockdiag",
    "bpmn",
    "bytefield",
    "d2",
    "dbml",
    "ditaa",
    "erd",
    "excalidraw",
    "nomnoml",
    "nwdiag",
    "packetdiag",
    "pikchr",
    "rackdiag",
    "seqdiag",
    "structurizr",
    "svgbob",
    "symbolator",
    "tikz",
    "umlet",
    "vega",
    "vegalite",
    "wavedrom",
    "wireviz",
]
"""Kroki's other languages: told by name that they are not read here."""
FORMATS = {
    "svg": "svg",
    "png": "png",
    "pdf": "pdf",
    "jpeg": "jpeg",
    "jpg": "jpeg",
    "webp": "webp",
    "txt": "outline",
    "utxt": "outline",
}
"""The formats by their names in a path."""
_HEADER = "kroki-diagram-options-"
_LONGEST_AGE = 5 * 24 * 3600


class Kroki:
    """The handlers."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def get(self, request: Request) -> Response:
        """`GET /{language}/{format}/{encoded}`."""
        try:
            source = decode_source(request.path_params["encoded"], self._services.settings.limits.body)
            options = {**_from_headers(request), **request.query_params}
            return await self._draw(
                request, source, _language_in(request) or "", request.path_params["format"], options
            )
        except Refusal as refusal:
            return _plain(request, refusal)

    async def post(self, request: Request) -> Response:
        """`POST /`, `/{language}` or `/{language}/{format}`, with the source as text or in JSON."""
        try:
            values = await self._body(request)
            language = _language_in(request) or values.get("diagram_type")
            format = (
                request.path_params.get("format")
                or values.get("output_format")
                or accepted_picture(request.headers.get("accept", ""))
                or "svg"
            )
            source, more = values.get("diagram_source"), values.get("diagram_options") or {}
            if not isinstance(source, str):
                raise Refusal("bad_request", "there is no text in `diagram_source`")
            if not isinstance(language, str) or not isinstance(format, str) or not isinstance(more, dict):
                raise Refusal(
                    "bad_request",
                    "`diagram_type` and `output_format` are texts, `diagram_options` is an object",
                )
            given = {name: str(value) for name, value in more.items()}
            return await self._draw(
                request, source, language, format, {**_from_headers(request), **request.query_params, **given}
            )
        except Refusal as refusal:
            return _plain(request, refusal)

    async def _body(self, request: Request) -> dict[str, object]:
        body = await request.body()
        kind = request.headers.get("content-type", "text/plain").partition(";")[0].strip().lower()
        if kind != "application/json":
            try:
                return {"diagram_source": body.decode()}
            except UnicodeDecodeError:
                raise Refusal("bad_request", "the body is not text in UTF-8") from None
        try:
            values = msgspec.json.decode(body)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            raise Refusal("bad_request", "the body is not JSON") from None
        if not isinstance(values, dict):
            raise Refusal("bad_request", "the body is not a JSON object")
        return values

    async def _draw(
        self, request: Request, source: str, language: str, format: str, options: dict[str, str]
    ) -> Response:
        request.state.source = source
        task = self._task(source, language, format, options)
        etag = f'"{task.key(__version__)}"'
        headers = {
            "ETag": etag,
            "Cache-Control": f"public, max-age={_LONGEST_AGE}",
            "Cross-Origin-Resource-Policy": "cross-origin",
        }
        if self._services.keys.required:
            headers["Cache-Control"] = f"private, max-age={_LONGEST_AGE}"
        if request.method in ("GET", "HEAD") and etag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        outcome = await have_compiled(self._services, task)
        if outcome.fault is not None:
            raise _refusal(outcome)
        output = task.outputs[0]
        return Response(outcome.outputs[output], headers=headers, media_type=OUTPUT_TYPES[output])

    def _task(self, source: str, language: str, format: str, options: dict[str, str]) -> Task:
        if language not in LANGUAGES:
            raise Refusal(
                "not_found" if language in UNREAD else "bad_request",
                f"this server does not read {language[:40]!r}; it reads {', '.join(LANGUAGES)}",
            )
        if format not in FORMATS:
            raise Refusal(
                "bad_request", f"this server does not write {format[:40]!r}; it writes {', '.join(FORMATS)}"
            )
        known = {name.lower().replace("_", "-"): value for name, value in options.items()}
        chosen = CompileOptions(
            type=known.get("type"),
            size=known.get("size", "auto"),
            image_size=known.get("image-size", "1K"),
            theme=known.get("theme", "light"),
        )
        # Kroki's `theme` names another tool's looks: one that is not ours is not an error here.
        problems = [p for p in check_options(chosen) if p.code != "option.theme"]
        if problems:
            raise Refusal("bad_request", problems[0].message, diagnostics=problems)
        if any(p.code == "option.theme" for p in check_options(chosen)):
            chosen = msgspec.structs.replace(chosen, theme="light")
        return Task(
            source=source,
            language=LANGUAGES[language],
            options=chosen,
            outputs=(FORMATS[format],),
            planner="offline",
            elements=self._services.settings.limits.elements,
        )


def decode_source(encoded: str, limit: int) -> str:
    """The source in a path. Refusal when it is not deflated base64url of UTF-8 text, or becomes longer than `limit` bytes."""
    wrong = Refusal(
        "bad_request", "the path does not end in a source that was deflated and encoded in base64url"
    )
    try:
        # Clients differ in their alphabet and in whether they pad.
        alphabet = encoded.rstrip("=").translate({ord("+"): "-", ord("/"): "_"})
        packed = base64.b64decode(alphabet + "=" * (-len(alphabet) % 4), b"-_", validate=True)
        unpacker = zlib.decompressobj()
        data = unpacker.decompress(packed, limit + 1)
        if len(data) > limit:
            raise Refusal("payload_too_large", f"the source is larger than the limit of {limit:,} bytes")
        if not unpacker.eof:
            raise wrong
        return data.decode()
    except (binascii.Error, zlib.error, ValueError):
        raise wrong from None


def encode_source(source: str) -> str:
    """A source as it stands in a path."""
    return base64.urlsafe_b64encode(zlib.compress(source.encode(), 9)).decode()


def _language_in(request: Request) -> str | None:
    """The language that a path begins with."""
    first = request.url.path.split("/")[1]
    return first or None


def _from_headers(request: Request) -> dict[str, str]:
    return {
        name.removeprefix(_HEADER): value
        for name, value in request.headers.items()
        if name.startswith(_HEADER)
    }


def _refusal(outcome: Outcome) -> Refusal:
    refusal = refusal_of(outcome, "source")
    if refusal.code == "validation_error":
        refusal.code = "bad_request"  # Kroki's clients know 400
    return refusal


def _plain(request: Request, refusal: Refusal) -> Response:
    """An error as Kroki's clients show it: text, one problem after the other with its place; JSON when that is asked for."""
    if "application/json" in request.headers.get("accept", ""):
        return json_answer(refusal.body(request.state.request_id), refusal.status, refusal.headers)
    told = "\n\n".join(render(diagnostic) for diagnostic in refusal.diagnostics) or refusal.message
    return PlainTextResponse(
        f"Error {STATUS[refusal.code]}: {told}\n", refusal.status, headers=refusal.headers
    )
