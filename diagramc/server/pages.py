"""The playground's files, as they are in the package: one index.html and what it needs."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from diagramc.server.answers import Refusal
from diagramc.server.guard import PAGE_POLICY

FOLDER = Path(__file__).parent / "playground"
INDEX = "index.html"
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".json": "application/json",
    ".map": "application/json",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
"""The files that are served, by ending."""
MISSING = "diagramc answers here: POST /v1/compile, or see /v1/openapi.json. This installation has no playground page.\n"


class PageFile(NamedTuple):
    """A file of the page."""

    content: bytes
    media_type: str
    etag: str


def read_files(folder: Path) -> dict[str, PageFile]:
    """The page's files by their path. A request finds a file by this list or not at all, so no path leads out of the folder."""
    found: dict[str, PageFile] = {}
    for path in sorted(folder.rglob("*")) if folder.is_dir() else []:
        if path.is_file() and path.suffix in TYPES:
            content = path.read_bytes()
            etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
            found[path.relative_to(folder).as_posix()] = PageFile(content, TYPES[path.suffix], etag)
    return found


class Pages:
    """The handlers."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._files = read_files(folder)

    async def index(self, request: Request) -> Response:
        """`GET /`."""
        if INDEX not in self._files:
            return PlainTextResponse(MISSING)
        return self._answer(request, INDEX, "no-cache")

    async def asset(self, request: Request) -> Response:
        """`GET /assets/…`."""
        return self._answer(request, f"assets/{request.path_params['path']}", "public, max-age=3600")

    def _answer(self, request: Request, name: str, kept: str) -> Response:
        file = self._files.get(name)
        if file is None:
            raise Refusal("not_found", "there is no such file")
        headers = {"ETag": file.etag, "Cache-Control": kept, "Content-Security-Policy": PAGE_POLICY}
        if file.etag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        return Response(file.content, headers=headers, media_type=file.media_type)
