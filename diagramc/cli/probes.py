"""What is installed, part by part, as `diagramc doctor` shows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from diagramc.errors import DiagramcError
from diagramc.renderers.engine import Probe

SERVER_PARTS = ("starlette", "uvicorn", "python_multipart", "PIL")
"""What `diagramc serve` imports of its extra."""


class Part(NamedTuple):
    """A part of an installation. `required`: diagramc's main job needs it. `detail`: where it is, or what to install."""

    name: str
    found: bool
    required: bool
    detail: str


def probe_all(environ: Mapping[str, str]) -> list[Part]:
    """Every part, the required ones first. Runs programs for their version; opens no connection."""
    from diagramc.renderers import graphviz, mermaid, plantuml

    return [
        _tried("templates", _templates),
        _tried("layout engine", _layout_engine),
        _tried("PNG", _rasteriser),
        _pdf(),
        _server(),
        *(_engine(module.probe()) for module in (graphviz, mermaid, plantuml)),
        _language_model(environ),
        _local_models(),
    ]


def _tried(name: str, find: Callable[[], str | None]) -> Part:
    """A required part; a broken installation is told, never raised."""
    reinstall = "broken; reinstall with: pip install --force-reinstall diagramc"
    try:
        detail = find()
    except (ImportError, OSError, DiagramcError) as error:
        return Part(name, False, True, f"{reinstall} ({type(error).__name__})")
    return Part(name, detail is not None, True, reinstall if detail is None else detail)


def _templates() -> str | None:
    from diagramc.resources import resource_folder

    return str(resource_folder("templates"))


def _layout_engine() -> str | None:
    from diagramc.layout.graphviz_binary import find_graphviz_pure

    return find_graphviz_pure()


def _rasteriser() -> str | None:
    import resvg_py

    from diagramc.renderers.shipped import INTER, JETBRAINS_MONO, KALAM

    fonts = [path for face in (INTER, JETBRAINS_MONO, KALAM) for path in face.paths()]
    return (
        f"resvg {getattr(resvg_py, '__version__', '')}, {len(fonts)} font files".replace(" ,", ",")
        if fonts
        else None
    )


def _pdf() -> Part:
    from importlib.util import find_spec

    found = find_spec("svg2pdf_py") is not None or find_spec("cairosvg") is not None
    return Part("PDF", found, False, "ready" if found else "install with: pip install 'diagramc[pdf]'")


def _server() -> Part:
    from importlib.util import find_spec

    found = all(find_spec(name) is not None for name in SERVER_PARTS)
    return Part("server", found, False, "ready" if found else "install with: pip install 'diagramc[serve]'")


def _engine(probe: Probe) -> Part:
    name = f"--engine {probe.name}"
    if probe.path is None:
        return Part(name, False, False, f"install with: {probe.install}")
    return Part(name, True, False, f"{probe.path} ({probe.version})" if probe.version else probe.path)


def _language_model(environ: Mapping[str, str]) -> Part:
    from diagramc.planner.llm.settings import configured, read_settings

    name = "language model"
    if not configured(environ):
        return Part(
            name, False, False, "set OPENAI_API_KEY or OPENAI_BASE_URL; prompts are planned offline without"
        )
    try:
        settings = read_settings(environ)
    except DiagramcError as error:
        return Part(name, False, False, str(error.diagnostics[0].message if error.diagnostics else error))
    return Part(name, True, False, f"{settings.model} at {settings.place}")


def _local_models() -> Part:
    from importlib.util import find_spec

    from diagramc.planner.local.server import INSTALL, RUNTIME

    found = find_spec(RUNTIME) is not None
    detail = (
        "ready; name a file with --planner local --model FILE.gguf" if found else f"install with: {INSTALL}"
    )
    return Part("local models", found, False, detail)
