"""Writes docs/gallery.md and its pictures: one diagram of each type as diagramc draws it and as other tools draw the same.

    python scripts/make_gallery.py            diagramc's own pictures and the page
    python scripts/make_gallery.py --peers    the other tools' pictures and figures too (`bench` and `test` extras, Chromium, Java)

Every picture stands on a slide of 1600 by 900 px, as it would in a talk, and is measured there by Chromium, all by the same rule: `fill`
is how much of the slide's ratio the drawing has, text is the size most of its characters have, in px on the slide.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.peers.slide import Figure, Size, see  # noqa: E402
from benchmarks.peers.tools import PEERS as TOOLS  # noqa: E402
from benchmarks.peers.tools import Sources, draw, sources_of  # noqa: E402
from diagramc.kinds import KINDS  # noqa: E402
from diagramc.pipeline import compile, read  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Page

FOLDER = ROOT / "docs" / "gallery"
FIGURES = FOLDER / "figures.json"
SLIDE = Size(1600, 900)
SHAPES = ("16:9", "1:1", "9:16")
THEMES = ("light", "dark")
PEERS = ("Mermaid", "Pele", "PlantUML", "D2 dagre", "D2 ELK")


def source_of(type: str) -> Path:
    """The diagram's own source: Mermaid, or PlantUML where Mermaid has no such type."""
    return next(path for ending in ("mmd", "puml") if (path := FOLDER / type / f"source.{ending}").is_file())


def own_files() -> Iterator[tuple[str, bytes]]:
    """diagramc's pictures: the path below the folder, and the SVG."""
    for type in KINDS:
        for shape in SHAPES:
            for theme in THEMES:
                result = compile(source_of(type), type=type, size=shape, theme=theme)
                yield f"{type}/{shape.replace(':', 'x')}-{theme}.svg", result.output("svg")


def main() -> None:
    """Draw, measure with --peers, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--peers", action="store_true", help="draw and measure with the other tools too")
    wanted = parser.parse_args()
    for name, content in own_files():
        (FOLDER / name).write_bytes(content)
    if wanted.peers:
        FIGURES.write_text(json.dumps(measured(), indent=1, sort_keys=True) + "\n", "utf-8")
    figures = json.loads(FIGURES.read_text("utf-8"))
    (ROOT / "docs" / "gallery.md").write_text(page_text(figures), "utf-8")


def measured() -> dict[str, dict[str, Figure]]:
    """Each type's figures by tool; writes the peers' slides."""
    from tests.browser import chromium

    figures: dict[str, dict[str, Figure]] = {}
    with chromium() as browser:
        page = browser.new_page(viewport={"width": SLIDE.width, "height": SLIDE.height})
        for type in KINDS:
            own = (FOLDER / type / "16x9-light.svg").read_text("utf-8")
            here = figures[type] = {"diagramc": see(page, own).on(SLIDE)}
            sources = _sources(type)
            for peer in PEERS:
                [svg] = draw(TOOLS[peer], page, [sources], "16:9")
                if svg is None:
                    continue
                here[peer] = see(page, svg).on(SLIDE)
                _shoot(page, FOLDER / type / f"{_slug(peer)}.png")
    return figures


def _shoot(page: Page, path: Path) -> None:
    """The slide as a PNG of few colours."""
    import io

    from PIL import Image

    picture = (
        Image.open(io.BytesIO(page.screenshot()))
        .convert("RGB")
        .resize((SLIDE.width // 2, SLIDE.height // 2), Image.Resampling.LANCZOS)
    )
    picture.quantize(64, dither=Image.Dither.NONE).save(path, optimize=True)


def _sources(type: str) -> Sources:
    """The diagram in the tools' languages: the author's own text in the one it is written in, and D2 by hand where there is some."""
    source = source_of(type)
    text, d2 = source.read_text("utf-8"), FOLDER / type / "source.d2"
    language = {".mmd": "mermaid", ".puml": "plantuml"}[source.suffix]
    diagram, _ = read(text, language, type=type)
    written = sources_of(diagram)._replace(d2=d2.read_text("utf-8") if d2.is_file() else None)
    return written._replace(mermaid=text) if language == "mermaid" else written


def _slug(peer: str) -> str:
    return peer.lower().replace(" ", "-")


def page_text(figures: dict[str, dict[str, list[float]]]) -> str:
    """The page: per type our pictures, then the others' with their figures."""
    parts = [
        "# Gallery\n",
        "One diagram of each type, in three shapes and two themes, and the same diagram as other tools draw it with their defaults, each on a "
        "slide of 1600 by 900 px. *Fill* is how much of the slide's shape the drawing takes (1 is all of it), *text* the size of most of its "
        "letters on that slide. All figures were measured in the same browser; `scripts/make_gallery.py --peers` makes this page.\n",
    ]
    for type in KINDS:
        own = f"gallery/{type}"
        source = source_of(type)
        parts += [
            f"## {type.replace('-', ' ').capitalize()}\n",
            f"[The source]({own}/{source.name})\n",
            "| 16:9 | 1:1 | 9:16 |\n|---|---|---|",
        ]
        for theme in THEMES:
            cells = (
                f"![{type}, {shape}, {theme}]({own}/{shape.replace(':', 'x')}-{theme}.svg)"
                for shape in SHAPES
            )
            parts.append("| " + " | ".join(cells) + " |")
        parts += ["", "| Tool | Fill | Text, px | On the slide |\n|---|---|---|---|"]
        for tool in ("diagramc", *PEERS):
            if tool in figures[type]:
                fill, text = figures[type][tool]
                picture = "16x9-light.svg" if tool == "diagramc" else f"{_slug(tool)}.png"
                parts.append(
                    f"| {tool} | {fill:.2f} | {text:.1f} | ![{type} by {tool}]({own}/{picture}){{ width=420 }} |"
                )
        parts.append("")
    return "\n".join(parts)


if __name__ == "__main__":
    main()
