"""A real Chromium for tests: pages are opened, clicked and looked at as a person would, and nothing leaves the machine.

The browser is the machine's own (`apt install chromium`, or $DIAGRAMC_TEST_CHROMIUM); the `playwright` package drives it.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

from tests.real_tools import MissingTool, find_axe

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request, Route

QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync")  # fmt: skip
"""Chromium asks nobody for anything by itself, and runs as root in a container."""
OWN = ("http://127.0.0.1", "http://localhost", "file:", "data:", "blob:", "about:")


def find_chromium() -> str:
    """The Chromium to drive."""
    for name in (os.environ.get("DIAGRAMC_TEST_CHROMIUM"), "chromium", "chromium-browser", "google-chrome"):
        if name and (found := shutil.which(name)):
            return found
    raise MissingTool("chromium is missing: apt install chromium, or set DIAGRAMC_TEST_CHROMIUM")


@contextmanager
def chromium() -> Iterator[Browser]:
    """One Chromium, without a window, closed at the end.

    Playwright's event loop stays this thread's running loop while it is open, so hold it no longer than a module's tests:
    `asyncio.run` of another test would fail.
    """
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=find_chromium(), args=list(QUIET))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """A folder's files over HTTP, as a site is; the address ends in a slash."""
    handler = partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing of requests."""


def audit(page: Page) -> list[list[str]]:
    """What axe-core has against a page for those who cannot see or point: impact, rule, first element."""
    # By evaluation and not as a script of the page, whose own policy may forbid that.
    page.evaluate(find_axe().read_text("utf-8") + ";0")
    found: list[list[str]] = page.evaluate(
        "axe.run().then(found => found.violations.map(v => [v.impact, v.id, v.nodes[0].html]))"
    )
    return found


class Watch:
    """What a page did that a good page does not: `errors` on its console, and `strays`, addresses off this machine."""

    def __init__(self, page: Page) -> None:
        self.errors: list[str] = []
        self.strays: list[str] = []
        page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.route("**/*", self._keep_in)

    def _keep_in(self, route: Route, request: Request) -> None:
        if request.url.startswith(OWN):
            route.continue_()
        else:
            self.strays.append(request.url)
            route.abort()
