"""The OpenAPI document is true: schemathesis sends what it allows and what it forbids, and holds every answer against it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from starlette.routing import Route

from diagramc.server.app import Services, make_app
from diagramc.server.guard import Guard
from diagramc.server.kroki import LANGUAGES, UNREAD
from diagramc.server.openapi import document
from diagramc.server.settings import ServerSettings
from tests.server.rig import Server

SECONDS = 15


def test_schemathesis_finds_nothing(server: Server, tmp_path: Path) -> None:
    """A schema cannot say which texts are diagrams, so that a well-formed request may still be refused (checked elsewhere)."""
    command = [
        str(Path(sys.executable).parent / "st"),
        "run",
        f"{server.url}/v1/openapi.json",
        "--exclude-checks=positive_data_acceptance",
        f"--max-time={SECONDS}",
        "--max-examples=15",
        "--generation-deterministic",
        "--continue-on-failure",
        "--no-color",
    ]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=180, check=False)
    assert done.returncode == 0, done.stdout[-6000:]
    assert "Failures:" not in done.stdout


def test_every_route_is_in_the_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = make_app(Services(ServerSettings(data=tmp_path), {}))
    assert isinstance(app, Guard)
    paths = {route.path for route in app.routes if isinstance(route, Route)}
    written = set(document()["paths"])
    spelled = {path for path in paths if path.split("/")[1] not in (*LANGUAGES, *UNREAD)}
    assert spelled - {"/assets/{path:path}"} == {path for path in written if "{language}" not in path}
    assert {
        path.replace("/mermaid", "/{language}").replace(":path", "") for path in paths if "mermaid" in path
    } == {path for path in written if "{language}" in path}
