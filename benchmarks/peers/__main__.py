"""Fill and text size beside other tools: the same diagrams, lowered to each tool's language, on the same slides.

    python -m benchmarks.peers FOLDER [--most N] [--least N] [--types er] [--shapes 16:9,9:16,1:1] [--page docs/fit.md]

FOLDER and the choice of diagrams are those of `benchmarks.fit`. Every picture is put on a slide of each shape, as large as it can be
there, and measured by Chromium (`benchmarks/peers/slide.py`). Tools are drawn with their defaults; those with an option for the ratio are told it.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.fit import pick, tenth
from benchmarks.peers.slide import Figure, Seen, Size, see
from benchmarks.peers.tools import PEERS, Sources, draw, sources_of
from diagramc import __version__
from diagramc.ir.base import Diagram
from diagramc.kinds import KINDS
from diagramc.pipeline import compile
from tests.browser import chromium
from tests.real_tools import MissingTool

if TYPE_CHECKING:
    from playwright.sync_api import Page

SLIDES = {"16:9": Size(1920, 1080), "9:16": Size(1080, 1920), "1:1": Size(1080, 1080)}
OWN = "diagramc"


class Row(NamedTuple):
    """What a tool makes of the diagrams of one type: how many it drew, and the figures of each slide by its ratio."""

    drew: int
    figures: dict[str, list[Figure]]


def own_row(page: Page, diagrams: Sequence[Diagram], shapes: Sequence[str]) -> Row:
    """diagramc's own pictures, one a shape."""
    figures = {
        shape: [
            see(page, compile(diagram, size=shape).output("svg").decode()).on(SLIDES[shape])
            for diagram in diagrams
        ]
        for shape in shapes
    }
    return Row(len(diagrams), figures)


def peer_row(page: Page, name: str, sources: Sequence[Sources], shapes: Sequence[str]) -> Row:
    """A tool's pictures: one for all shapes, or one a shape where it can be told."""
    peer = PEERS[name]
    figures: dict[str, list[Figure]] = {}
    seen: list[Seen] = []
    for shape in shapes:
        if peer.by_ratio or not figures:
            drawn = [svg for svg in draw(peer, page, sources, shape) if svg is not None]
            seen = [found for found in (see(page, svg) for svg in drawn) if found.text and found.height]
        figures[shape] = [found.on(SLIDES[shape]) for found in seen]
    return Row(len(seen), figures)


def measure(
    page: Page, diagrams: Sequence[Diagram], names: Sequence[str], shapes: Sequence[str]
) -> dict[str, Row]:
    """The row of each tool, diagramc's first; tools that drew nothing have none."""
    sources = [sources_of(diagram) for diagram in diagrams]
    rows = {OWN: own_row(page, diagrams, shapes)}
    rows |= {name: peer_row(page, name, sources, shapes) for name in names}
    return {name: row for name, row in rows.items() if row.drew}


def there(names: Sequence[str]) -> dict[str, str]:
    """The tools that are installed, with their versions; says which are not."""
    found: dict[str, str] = {}
    for name in names:
        try:
            found[name] = PEERS[name].version()
        except (ImportError, MissingTool) as error:
            print(f"{name} is left out: {error}", file=sys.stderr)
    return found


def table(rows: dict[str, Row], shapes: Sequence[str]) -> list[str]:
    """The lines of a Markdown table."""
    heads = [cell for shape in shapes for cell in (f"{shape} fill", "text, px")]
    lines = ["| Tool | Drew | " + " | ".join(heads) + " |", "|---|---" + "|---" * len(heads) + "|"]
    for name, row in rows.items():
        cells = [name, str(row.drew)]
        for shape in shapes:
            for values, digits in (
                ([f.fill for f in row.figures[shape]], 2),
                ([f.text for f in row.figures[shape]], 0),
            ):
                cells.append(f"{statistics.median(values):.{digits}f} / {tenth(values):.{digits}f}")
        lines.append("| " + " | ".join(cells) + " |")
    return lines


def largest(rows: dict[str, dict[str, Row]], shapes: Sequence[str]) -> int:
    """In how many of the types and shapes no tool's median text is larger than diagramc's."""

    def text(row: Row, shape: str) -> float:
        return statistics.median(figure.text for figure in row.figures[shape])

    return sum(
        text(found[OWN], shape) >= max(text(row, shape) for row in found.values())
        for found in rows.values()
        for shape in shapes
    )


def page_text(
    rows: dict[str, dict[str, Row]], versions: dict[str, str], shapes: Sequence[str], least: int
) -> str:
    """The page of the documentation."""
    slides = ", ".join(f"{SLIDES[shape].width} by {SLIDES[shape].height} px" for shape in shapes)
    packages: dict[str, list[str]] = {}
    for name, package in versions.items():
        packages.setdefault(package, []).append(name)
    tools = ", ".join(f"{' and '.join(names)} ({package})" for package, names in packages.items())
    parts = [
        "# Fit beside other tools\n",
        f"The same diagrams, taken from public repositories (at least {least} and at most 60 nodes), written in each tool's language by "
        "diagramc's own lowerings, and drawn with each tool's defaults. Every picture stands on slides of "
        f"{slides}, as large as it can be there. *Fill* is how much of the slide's shape the drawing takes (1 is all of it), *text* the size of "
        "most of its letters on the slide; each is given as the median and the 10th percentile of the diagrams that the tool drew. "
        "A picture that is stretched to the shape fills it too: only with large text is it worth something. "
        "Of two tools that drew different numbers of diagrams, the one that drew fewer mostly left out the hard ones.\n",
        f"Of {len(rows) * len(shapes)} medians of text size here, {OWN}'s is the largest in {largest(rows, shapes)}.\n",
        f"Drawn by {OWN} {__version__}, {tools}. `dot -Gratio` and `mermaid-rs-renderer --aspect-ratio` are told the slide's ratio. "
        "D2 has no timelines. "
        "`python -m benchmarks.peers FOLDER --page docs/fit.md` makes this page.\n",
    ]
    for type, found in rows.items():
        heading = "Entity relationship" if type == "er" else type.replace("-", " ").capitalize()
        parts += [f"## {heading}\n", *table(found, shapes), ""]
    return "\n".join(parts)


def main() -> None:
    """Print the tables, and write the page."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--most", type=int, default=12, help="diagrams of each type")
    parser.add_argument("--least", type=int, default=5, help="leave out diagrams with fewer nodes")
    parser.add_argument("--types", default=",".join(KINDS), help="types, with commas between")
    parser.add_argument("--offset", type=float, default=0, help="part of a step to start after")
    parser.add_argument(
        "--shapes", default=",".join(SLIDES), help=f"of {', '.join(SLIDES)}, with commas between"
    )
    parser.add_argument("--tools", default=";".join(PEERS), help="tools, with semicolons between")
    parser.add_argument("--page", type=Path, help="write the tables as a page of the documentation")
    options = parser.parse_args()
    shapes = options.shapes.split(",")
    versions = there(options.tools.split(";"))
    by_type: dict[str, list[Diagram]] = {}
    for _, diagram in pick(
        options.folder, options.least, options.most, types=options.types.split(","), offset=options.offset
    ):
        by_type.setdefault(diagram.type, []).append(diagram)
    rows: dict[str, dict[str, Row]] = {}
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 1920, "height": 1080})
        for type, diagrams in by_type.items():
            rows[type] = measure(page, diagrams, list(versions), shapes)
            print(f"\n{type}\n", *table(rows[type], shapes), sep="\n", flush=True)
    if options.page:
        options.page.write_text(page_text(rows, versions, shapes, options.least), encoding="utf-8")


if __name__ == "__main__":
    main()
