"""The application: its parts put together, and every route."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, Router
from starlette.types import ASGIApp

from diagramc import __version__
from diagramc.cache import Cache
from diagramc.errors import AuthenticationError
from diagramc.planner.llm.settings import LlmSettings, configured
from diagramc.planner.llm.settings import read_settings as read_model_settings
from diagramc.remote.settings import RemoteSettings, find_key
from diagramc.remote.settings import read_settings as read_remote_settings
from diagramc.server.answers import Refusal, json_answer
from diagramc.server.compiling import Compiling
from diagramc.server.desk import Desk
from diagramc.server.generate import Generating, failure_of, result_of
from diagramc.server.guard import Guard
from diagramc.server.keys import Keys
from diagramc.server.kroki import LANGUAGES, UNREAD, Kroki
from diagramc.server.log import Log
from diagramc.server.metrics import Metrics
from diagramc.server.pages import Pages
from diagramc.server.pool import Pool
from diagramc.server.relay import Relay
from diagramc.server.settings import ServerSettings
from diagramc.server.store import Store


class Services:
    """All that handlers use. Raises UsageError when a part cannot be had: keys, folder, the language model's settings."""

    def __init__(self, settings: ServerSettings, environ: Mapping[str, str], log: Log | None = None) -> None:
        self.settings = settings
        self.log = log or Log(prompts=settings.log_prompts)
        self.metrics = Metrics()
        self.keys = Keys(settings.keys)
        self.remote = _remote_settings(environ)
        self._model = _model_settings(environ) if settings.planner != "offline" else None
        self.planner = settings.planner if self._model is not None else "offline"
        cache = Cache(settings.data / "cache", settings.limits.cache)
        self.store = Store(settings.data, disk=settings.limits.disk, jobs=settings.limits.jobs)
        self.desk = Desk(self.store, self.log)
        patience = self._model.timeout if self._model is not None else 0.0
        self.pool = Pool(settings.limits, cache, self.metrics, patience=patience)

    @property
    def language_model(self) -> str | None:
        """The language model's name, if one is configured."""
        return self._model.model if self._model is not None else None

    @property
    def model_place(self) -> str | None:
        """Where the language model is."""
        return self._model.place if self._model is not None else None

    def planner_for(self, name: str) -> str | None:
        """The planner that a request's `planner` means here; None when a language model is asked for and there is none."""
        if name == "llm":
            return "llm" if self._model is not None else None
        return self.planner if name == "auto" else "offline"

    async def deliver(self, request: Request, kind: str, body: bytes) -> Response:
        """Accept a job, wait for its end, and answer its result. Refusal, with the job's id, when it fails or the server stops."""
        row = await self.desk.accept(kind, request.state.owner, body)
        request.state.job = row.id
        done = await self.desk.finished(row.id)
        headers = {"X-Depicta-Job-Id": row.id}
        if done is None or done.status not in ("completed", "failed"):
            message = "the server is being stopped; it goes on with this job when it is started again"
            raise Refusal("shutting_down", message, headers={**headers, "Retry-After": "5"})
        if done.status == "failed":
            raise failure_of(done, headers)
        return json_answer(result_of(done, self.base_url(request)), headers=headers)

    def base_url(self, request: Request) -> str:
        """The address under which the client sees this server."""
        return (
            self.settings.public_url.rstrip("/")
            or f"{request.url.scheme}://{request.headers.get('host', '')}"
        )


def _remote_settings(environ: Mapping[str, str]) -> RemoteSettings | None:
    """The remote service, when a key for it is configured."""
    if not find_key(environ)[0]:
        return None
    try:
        return read_remote_settings(environ)
    except AuthenticationError:
        return None


def _model_settings(environ: Mapping[str, str]) -> LlmSettings | None:
    return read_model_settings(environ) if configured(environ) else None


def make_app(services: Services) -> ASGIApp:
    """The ASGI application. Its lifespan goes on with jobs that were left, and stops in good order."""
    relay = Relay(services)
    meta, generating, compiling = _Meta(services), Generating(services, relay), Compiling(services)
    kroki, pages = Kroki(services), Pages()

    async def root(request: Request) -> Response:
        return await (kroki.post(request) if request.method == "POST" else pages.index(request))

    @contextlib.asynccontextmanager
    async def lifespan(app: Any) -> AsyncIterator[None]:
        services.pool.warm()
        resumed = await services.desk.start()
        services.log.write("started", version=__version__, resumed=resumed)
        yield
        services.pool.close()
        await services.desk.stop()
        services.log.write("stopped")

    routes = [
        Route("/", root, methods=["GET", "POST"]),
        Route("/assets/{path:path}", pages.asset),
        Route("/health", meta.health),
        Route("/metrics", meta.metrics),
        Route("/v1/openapi.json", meta.openapi),
        Route("/v1/skill-version", meta.skill_version),
        Route("/v1/pricing", meta.pricing),
        Route("/v1/capabilities", compiling.capabilities),
        Route("/v1/compile", compiling.compile, methods=["POST"]),
        Route("/v1/generate/diagram", generating.generate, methods=["POST"]),
        Route("/v1/generate/image", relay.generate, methods=["POST"]),
        Route("/v1/generate/graphic", relay.generate, methods=["POST"]),
        Route("/v1/jobs", generating.jobs),
        Route("/v1/jobs/{id}", generating.job),
        Route("/v1/models", generating.list_models),
        Route("/v1/account/profile", generating.profile),
        Route("/v1/upload", generating.upload, methods=["POST"]),
        Route("/files/{name}", generating.file),
    ]
    for name in (*LANGUAGES, *UNREAD):
        routes += [
            Route(f"/{name}", kroki.post, methods=["POST"]),
            Route(f"/{name}/{{format}}", kroki.post, methods=["POST"]),
            Route(f"/{name}/{{format}}/{{encoded:path}}", kroki.get),
        ]
    return Guard(Router(routes, redirect_slashes=False, lifespan=lifespan), services)


class _Meta:
    """What a server says about itself."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def health(self, request: Request) -> Response:
        """`GET /health`."""
        return json_answer({"status": "ok", "version": __version__})

    async def skill_version(self, request: Request) -> Response:
        """`GET /v1/skill-version`."""
        return json_answer({"version": __version__})

    async def pricing(self, request: Request) -> Response:
        """`GET /v1/pricing`: drawing here costs nothing."""
        return json_answer({"currency": "EUR", "prices": {"diagram": "0.000000"}})

    async def openapi(self, request: Request) -> Response:
        """`GET /v1/openapi.json`."""
        from diagramc.server.openapi import document

        return json_answer(document())

    async def metrics(self, request: Request) -> Response:
        """`GET /metrics`."""
        services = self._services
        counts = await services.desk.do(Store.counts)
        gauges: dict[tuple[str, tuple[tuple[str, str], ...]], float] = {
            ("diagramc_tasks_running", ()): services.pool.running,
            ("diagramc_tasks_waiting", ()): services.pool.waiting,
            ("diagramc_workers_started_total", ()): services.pool.started,
            ("diagramc_files_bytes", ()): services.store.usage,
        }
        for status in ("pending", "processing", "completed", "failed"):
            gauges["diagramc_jobs", (("status", status),)] = counts.get(status, 0)
        text = services.metrics.write(gauges)
        return PlainTextResponse(text, media_type="text/plain; version=0.0.4")
