"""Mermaid drawn by the real tool, mermaid-cli (`mmdc`), which runs it in a browser."""

from __future__ import annotations

import json
import os
from pathlib import Path
from tempfile import TemporaryDirectory

from diagramc.errors import DiagramcError
from diagramc.renderers.engine import Probe, check_format, find_program, missing, run, version_of

INSTALL = "npm install -g @mermaid-js/mermaid-cli"
FORMATS = ("svg", "png", "pdf")


def render(source: str, format: str = "svg") -> bytes:
    """The picture of a Mermaid text. MissingEngineError when `mmdc` is not on the PATH."""
    check_format(format, FORMATS, "mermaid-cli")
    mmdc = find_program("mmdc")
    if mmdc is None:
        raise missing("mermaid-cli", INSTALL)
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in.mmd").write_text(source, encoding="utf-8", newline="\n")
        drawn = folder / f"out.{format}"
        command = [mmdc, "--quiet", "--input", "in.mmd", "--output", drawn.name]
        browser = _browser()
        if browser:
            (folder / "browser.json").write_text(json.dumps(browser), encoding="utf-8")
            command += ["--puppeteerConfigFile", "browser.json"]
        run(command, folder=name)
        if not drawn.is_file():
            raise DiagramcError("mermaid-cli gave no picture")
        return drawn.read_bytes()


def _browser() -> dict[str, object]:
    """Settings for the browser: the system's own where there is one; no sandbox for root, as Chromium refuses it there."""
    settings: dict[str, object] = {}
    chromium = find_program("chromium", "chromium-browser", "google-chrome")
    if chromium and "PUPPETEER_EXECUTABLE_PATH" not in os.environ:
        settings["executablePath"] = chromium
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        settings["args"] = ["--no-sandbox"]
    return settings


def probe() -> Probe:
    """Whether mermaid-cli is here."""
    path = find_program("mmdc")
    return Probe("mermaid", path, version_of([path, "--version"]) if path else None, INSTALL)
