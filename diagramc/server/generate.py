"""The contract's calls for diagrams: generate, jobs, files, uploads, models, the account."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import msgspec
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from diagramc.diagnostics import Diagnostic, diagnose, suggest
from diagramc.endpoints import is_address
from diagramc.options import IMAGE_SIZES, RATIOS, CompileOptions, check_choice, check_options
from diagramc.planner.base import MAX_PROMPT
from diagramc.remote.references import MAX_REFERENCES, MAX_URL
from diagramc.remote.request import STRICTNESS
from diagramc.server.answers import Refusal, json_answer, refusal_of, to_places
from diagramc.server.fields import Fields, read_json
from diagramc.server.settings import KEPT
from diagramc.server.store import JobRow, Store, StoredFile
from diagramc.server.task import Outcome, Task

if TYPE_CHECKING:
    from diagramc.server.app import Services
    from diagramc.server.relay import Relay

OFFLINE = "diagramc-offline"
"""The id of the model that is no model: diagramc's own rules."""
MEDIA_TYPES = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "pdf": "application/pdf",
}
PICTURES = ("png", "jpeg", "webp", "svg")
"""What a generated diagram can be had as."""
_UPLOADS = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"), (b"GIF8", "image/gif"))


class DiagramRequest(msgspec.Struct, frozen=True, kw_only=True):
    """What a job is to draw."""

    prompt: str
    options: CompileOptions
    model: str
    planner: str
    references: int = 0


class Generating:
    """Handlers and the work behind them."""

    def __init__(self, services: Services, relay: Relay) -> None:
        self._services = services
        self._relay = relay
        self._desk = services.desk
        self._desk.register("diagram", self.work)

    async def generate(self, request: Request) -> Response:
        """`POST /v1/generate/diagram`: accept a job, wait for its end, answer its result."""
        wanted = self._read(await read_json(request))
        request.state.source = wanted.prompt
        known = self._services.pool.cached(self._task(wanted)) is not None
        with contextlib.nullcontext() if known else self._services.pool.place():
            return await self._services.deliver(request, "diagram", msgspec.json.encode(wanted))

    def _read(self, fields: Fields) -> DiagramRequest:
        prompt = fields.text("prompt", required=True) or ""
        if "prompt" not in fields.details:
            if not prompt.strip():
                fields.problem(
                    "prompt", diagnose("prompt.empty", "the prompt is empty", hint="say what to draw")
                )
            elif len(prompt) > MAX_PROMPT:
                message = f"the prompt has {len(prompt):,} characters; the limit is {MAX_PROMPT:,}"
                fields.problem("prompt", diagnose("prompt.too-long", message, hint="shorten it"))
        options = CompileOptions(
            type=fields.text("diagram_type"),
            size=fields.text("aspect_ratio", "auto") or "auto",
            image_size=fields.text("image_size", "1K") or "1K",
            theme=fields.text("theme", "light") or "light",
        )
        names = {
            "option.type": "diagram_type",
            "option.size": "aspect_ratio",
            "option.image-size": "image_size",
            "option.theme": "theme",
        }
        for problem in check_options(options):
            fields.problem(names[problem.code], problem)
        strictness = fields.text("strictness", "normal")
        wrong = check_choice("option.strictness", "strictness", strictness or "", STRICTNESS)
        if wrong is not None:
            fields.problem("strictness", wrong)
        model, planner = self._model(fields)
        references = self._references(fields)
        fields.check()
        return DiagramRequest(
            prompt=prompt, options=options, model=model, planner=planner, references=references
        )

    def _model(self, fields: Fields) -> tuple[str, str]:
        """The model's id and the planner that it means."""
        name = fields.text("model")
        language_model = self._services.language_model
        default = OFFLINE if self._services.planner == "offline" else language_model or OFFLINE
        wanted = (name or default).lower()
        if wanted in (OFFLINE, "offline"):
            return OFFLINE, "offline"
        if language_model is not None and wanted in (language_model.lower(), "llm"):
            return language_model, "llm" if name else self._services.planner
        names = [model["id"] for model in self.models()] + ["offline"]
        close = suggest(wanted, names)
        near = f"; did you mean {close}?" if close else f"; there are {', '.join(names)}"
        fields.problem("model", diagnose("remote.model", f"unknown model {wanted[:80]!r}{near}"))
        return OFFLINE, "offline"

    def _references(self, fields: Fields) -> int:
        references = fields.list("reference_images")
        if len(references) > MAX_REFERENCES:
            fields.problem(
                "reference_images", diagnose("remote.references", f"more than {MAX_REFERENCES} references")
            )
        for reference in references[:MAX_REFERENCES]:
            url = reference.get("url") if isinstance(reference, dict) else None
            description = reference.get("description", "") if isinstance(reference, dict) else None
            if not isinstance(url, str) or len(url) > MAX_URL or not is_address(url):
                fields.wrong(
                    "reference_images", "holds an entry without a `url` that is an http or https address"
                )
            if not isinstance(description, str | None):
                fields.wrong("reference_images", "holds an entry whose `description` is not a text")
        return len(references)

    def _task(self, wanted: DiagramRequest) -> Task:
        return Task(
            source=wanted.prompt,
            language="prompt",
            options=wanted.options,
            outputs=PICTURES,
            planner=wanted.planner,
            elements=self._services.settings.limits.elements,
        )

    async def work(self, row: JobRow) -> None:
        """Draw a job's diagram and write its end down."""
        wanted = msgspec.json.decode(row.request, type=DiagramRequest)
        task = self._task(wanted)
        outcome = self._services.pool.cached(task) or await self._services.pool.run(task)
        if outcome.fault is not None:
            refusal = refusal_of(outcome, "prompt")
            kept = msgspec.json.encode({"diagnostics": outcome.diagnostics})
            await self._desk.do(Store.fail, row.id, refusal.code, refusal.message, kept)
            return
        contents = {name: (outcome.outputs[name], MEDIA_TYPES[name]) for name in PICTURES}
        result = msgspec.json.encode(_facts(wanted, outcome))
        await self._desk.do(Store.finish, row.id, result, contents)

    # Jobs and files

    async def jobs(self, request: Request) -> Response:
        """`GET /v1/jobs`: the jobs of this key, newest first."""
        limit, offset = _number(request, "limit", 20, 1, 100), _number(request, "offset", 0, 0, 1_000_000)
        rows, total = await self._desk.do(Store.jobs, request.state.owner, limit, offset)
        base = self._services.base_url(request)
        body = {
            "generations": [job_of(row, base) for row in rows],
            "total": total,
            "limit": limit,
            "offset": offset,
        }
        return json_answer(body)

    async def job(self, request: Request) -> Response:
        """`GET /v1/jobs/{id}`."""
        row = await self._desk.do(Store.job, request.path_params["id"])
        if row is None or row.owner != request.state.owner:
            raise Refusal("not_found", "there is no such job, or it is older than an hour")
        return json_answer(job_of(row, self._services.base_url(request)))

    async def file(self, request: Request) -> Response:
        """`GET /files/{name}`: a result or an upload, for whoever knows its address."""
        token = request.path_params["name"].partition(".")[0]
        found = await self._desk.do(Store.find, token)
        if found is None:
            raise Refusal("not_found", "there is no such file, or it is older than an hour")
        file, path = found
        headers = {
            "ETag": f'"{file.sha256}"',
            "Cache-Control": f"private, max-age={int(KEPT)}, immutable",
            "Cross-Origin-Resource-Policy": "cross-origin",
        }
        if request.headers.get("if-none-match") == headers["ETag"]:
            return Response(status_code=304, headers=headers)
        try:
            return FileResponse(path, headers=headers, media_type=file.media_type, stat_result=path.stat())
        except OSError:
            raise Refusal("not_found", "there is no such file any more") from None

    async def upload(self, request: Request) -> Response:
        """`POST /v1/upload`: keep a reference image for an hour."""
        from starlette.datastructures import UploadFile

        if not request.headers.get("content-type", "").startswith("multipart/form-data"):
            raise Refusal("unsupported_media_type", "send multipart/form-data with one part named `image`")
        async with request.form(max_files=1, max_fields=8) as form:
            part = form.get("image")
            if not isinstance(part, UploadFile):
                raise Refusal(
                    "validation_error",
                    "there is no file in a part named `image`",
                    details={"image": "is required"},
                )
            content = await part.read()
        if len(content) > self._services.settings.limits.upload:
            raise Refusal(
                "payload_too_large", f"an image has at most {self._services.settings.limits.upload:,} bytes"
            )
        media_type = _image_type(content)
        if media_type is None:
            raise Refusal(
                "validation_error",
                "the image is not PNG, JPEG, WebP or GIF",
                details={"image": "is not PNG, JPEG, WebP or GIF"},
            )
        file = await self._desk.do(Store.keep, content, media_type)
        return json_answer(
            {"upload_url": _url(self._services.base_url(request), file), "expires_at": iso(file.expires)}
        )

    # Models and the account

    def models(self) -> list[dict[str, Any]]:
        """What can be asked for by `model`."""
        common = {
            "kinds": ["diagram"],
            "can_generate": True,
            "can_edit": False,
            "aspect_ratios": list(RATIOS),
            "image_sizes": list(IMAGE_SIZES),
            "cost_eur": "0.000000",
            "approximate_cost_eur": "0.000000",
        }
        found = [
            {
                "id": OFFLINE,
                "name": "diagramc, offline",
                "aliases": ["offline"],
                "description": "rules, no language model",
                **common,
            }
        ]
        model = self._services.language_model
        if model is not None:
            found.append(
                {
                    "id": model,
                    "name": model,
                    "aliases": ["llm"],
                    "description": "a language model plans",
                    **common,
                }
            )
        return found

    async def list_models(self, request: Request) -> Response:
        """`GET /v1/models`: ours, and the remote service's for images and graphics."""
        return json_answer({"models": [*self.models(), *await self._relay.models()]})

    async def profile(self, request: Request) -> Response:
        """`GET /v1/account/profile`: a key has a name; nothing costs anything."""
        user = {
            "email": request.state.owner or "anonymous",
            "name": request.state.owner or "anonymous",
            "balance_eur": "0.000000",
            "held_eur": "0.000000",
        }
        return json_answer({**user, "user": user})


def failure_of(row: JobRow, headers: dict[str, str]) -> Refusal:
    """What to answer to a request whose job has failed."""
    code, message = row.error_code or "internal_error", row.error_message or "the job failed"
    kept = msgspec.json.decode(row.result) if row.result else {}
    details = kept.get("details") or None
    if code in ("validation_error", "limit_exceeded") and not details:
        details = {"prompt": message}
    if kept.get("retry_after"):
        headers = {**headers, "Retry-After": f"{kept['retry_after']:.0f}"}
    return Refusal(
        code,
        message,
        details=details,
        diagnostics=msgspec.convert(kept.get("diagnostics", []), tuple[Diagnostic, ...]),
        headers=headers,
        status=kept.get("status"),
    )


def _facts(wanted: DiagramRequest, outcome: Outcome) -> dict[str, Any]:
    """What a result says besides its files."""
    remarks = list(outcome.diagnostics)
    if wanted.references:
        remarks.append(
            diagnose("serve.reference", f"{wanted.references} reference images were not looked at")
        )
    return {
        "model": wanted.model,
        "cost_eur": "0.000000",
        "balance_eur": "0.000000",
        "ai_generated": outcome.planned,
        "diagram_type": outcome.type,
        "width": outcome.width,
        "height": outcome.height,
        "report": outcome.report,
        "diagnostics": to_places(remarks),
    }


def result_of(row: JobRow, base: str) -> dict[str, Any]:
    """A completed job's result with addresses under `base`."""
    kept = msgspec.json.decode(row.result or b"{}")
    files = msgspec.convert(kept.get("files", {}), dict[str, StoredFile])
    formats = {
        name: {
            "url": _url(base, file),
            "format": name,
            "size_bytes": file.size,
            "hash": file.sha256,
            "expires_at": iso(file.expires),
        }
        for name, file in files.items()
    }
    png = formats.get("png", {})
    facts: dict[str, Any] = kept.get("result", {})
    return {
        "id": row.id,
        "formats": formats,
        "image_url": png.get("url"),
        "image_hash": png.get("hash"),
        **facts,
    }


def job_of(row: JobRow, base: str) -> dict[str, Any]:
    """A job as it is listed. The result stands under `result` and at the top: clients read either."""
    body: dict[str, Any] = {
        "job_id": row.id,
        "kind": row.kind,
        "status": row.status,
        "created_at": iso(row.created),
        "started_at": iso(row.started),
        "completed_at": iso(row.completed),
    }
    if row.status == "completed":
        result = result_of(row, base)
        return {**result, **body, "result": result}
    if row.status == "failed":
        body["error"] = {"code": row.error_code, "message": row.error_message}
    return body


def iso(seconds: float | None) -> str | None:
    """A time in ISO 8601, UTC."""
    if seconds is None:
        return None
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _url(base: str, file: StoredFile) -> str:
    ending = {"image/svg+xml": "svg", "image/jpeg": "jpg"}.get(
        file.media_type, file.media_type.rpartition("/")[2]
    )
    return f"{base}/files/{file.token}.{ending}"


def _image_type(content: bytes) -> str | None:
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for magic, kind in _UPLOADS if content.startswith(magic)), None)


def _number(request: Request, name: str, default: int, least: int, most: int) -> int:
    """A whole number in the query. Refusal when it is none, or out of bounds."""
    text = request.query_params.get(name)
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) <= 9 and least <= int(text) <= most):
        reason = f"is not a number from {least} to {most:,}"
        raise Refusal("validation_error", f"{name} {reason}", details={name: reason})
    return int(text)
