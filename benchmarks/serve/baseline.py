"""A server in Kroki's form that starts one process of the real tool for each request: what diagramc's is measured against."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import tempfile
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests import real_tools


def commands() -> dict[str, list[str]]:
    """The tools that are here, by language; `-` stands for stdin and stdout."""
    found: dict[str, list[str]] = {}
    if d2 := shutil.which("d2", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"):
        found["d2"] = [d2, "-l", "dagre", "-", "-"]
    try:
        java, jar = real_tools.find_java(), real_tools.find_plantuml_jar()
    except real_tools.MissingTool:
        pass
    else:
        flags = ["-Djava.awt.headless=true", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
        found["plantuml"] = [java, *flags, "-jar", str(jar), "-Playout=smetana", "-tsvg", "-pipe"]
    if mmdc := os.environ.get("MMDC") or shutil.which("mmdc"):
        found["mermaid"] = [mmdc, "-q", "-i", "-", "-o", "-", "-e", "svg", *_browser()]
    return found


def _browser() -> list[str]:
    """mermaid-cli's configuration for the machine's own Chromium."""
    chromium = shutil.which("chromium")
    if chromium is None:
        return []
    handle, name = tempfile.mkstemp(suffix=".json")
    with os.fdopen(handle, "w") as file:
        file.write(f'{{"executablePath": "{chromium}", "args": ["--no-sandbox"]}}')
    return ["-p", name]


def application(at_once: int) -> Starlette:
    """The server. At most so many processes run at once."""
    tools, gate = commands(), asyncio.Semaphore(at_once)

    async def draw(request: Request) -> Response:
        source = await request.body()
        async with gate:
            process = await asyncio.create_subprocess_exec(
                *tools[request.path_params["language"]],
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
            )
            svg, _ = await process.communicate(source)
        sound = process.returncode == 0 and b"<svg" in svg
        return Response(svg, 200 if sound else 500, media_type="image/svg+xml")

    return Starlette(routes=[Route("/{language}/svg", draw, methods=["POST"])])


if __name__ == "__main__":
    uvicorn.run(application(int(sys.argv[2])), port=int(sys.argv[1]), log_level="error", access_log=False)
