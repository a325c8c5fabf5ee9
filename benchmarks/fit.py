"""How well pictures fill the shape that was asked for: fill, gain and smallest text by type and ratio, over a folder of documents.

    python -m benchmarks.fit FOLDER [--most N] [--least N] [--ratios 16:9,1:1] [--types er] [--faults]

FOLDER holds diagram documents (`*.json`), or texts as `<language>.valid.jsonl`, one object a line with `id`, `type` and `text`; also in
folders below. Of each type at most N are taken, spread evenly over their names; those
with more than MOST_NODES nodes are left out. `gain` of a graph is text size over that of plain top-down `dot` positions with the same
nodes and the theme's gaps in the same canvas; of the other types over their usual arrangement. `× dot` is the sum of crossings over
that of plain `dot`; `× plain` is the CPU time of the whole search over that of one plain layout.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.coverage import SUPPORTED
from diagramc.backends.graph import SETTINGS
from diagramc.backends.graph.plan import GraphPlan
from diagramc.errors import SourceError
from diagramc.ir.base import Diagram
from diagramc.kinds import KINDS, kind_of
from diagramc.layout.clip import flatten
from diagramc.layout.fit import fit
from diagramc.layout.headings import with_headings
from diagramc.layout.reading import count_crossings, edge_lines
from diagramc.options import RATIOS, CompileOptions, canvas_for
from diagramc.pipeline import parse
from diagramc.scene.model import Drawing
from diagramc.themes import load_theme
from tests.scene_lint import lint, struck_labels, struck_nodes

MOST_NODES = 60
SMALL = 25
LEGIBLE = 9.0
THEME = load_theme("light")
GRAPHS = ("flowchart", "architecture", "er", "class")


class Sample(NamedTuple):
    """One diagram on one canvas."""

    name: str
    fill: float
    gain: float
    smallest: float
    nodes: int
    crossings: int
    plain_crossings: int
    seconds: float
    faults: list[str]


class Plain(NamedTuple):
    """The usual layout of a diagram: its size in px (None: the type has none but ours), its crossings, and the CPU time it took."""

    size: tuple[float, float] | None
    crossings: int
    seconds: float


def cpu() -> float:
    """CPU time of this process and of those it started, in s."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


def node_count(diagram: Diagram) -> int:
    """How many nodes a diagram of any type has."""
    names = ("nodes", "services", "entities", "classes", "people", "topics", "periods", "participants")
    return max(len(getattr(diagram, name, ())) for name in names)


def plain_layout(diagram: Diagram) -> Plain:
    """Top-down `dot` for graphs."""
    before = cpu()
    if diagram.type not in GRAPHS:
        kind_of(diagram).backend("scene").arrangements(diagram, THEME)[0].draw()
        return Plain(None, 0, cpu() - before)
    picture = kind_of(diagram).backend("scene").picture(diagram, THEME)
    plan = GraphPlan(picture, "TB", SETTINGS[0])
    width, height = plan.engine_size()
    seconds = cpu() - before
    lines = [line for path in plan.engine_layout.edges for line in flatten(path)]
    return Plain((width, height), count_crossings(lines), seconds)


def measure(name: str, diagram: Diagram, ratio: str, plain: Plain, *, faults: bool) -> Sample:
    """Draw a diagram for a ratio."""
    before = cpu()
    arrangements = kind_of(diagram).backend("scene").arrangements(diagram, THEME)
    scene, report = fit(diagram, arrangements, THEME, CompileOptions(size=ratio))
    seconds = cpu() - before
    gain = report.gain
    canvas = canvas_for(ratio, "1K")
    if plain.size is not None and canvas is not None:
        margin = min(canvas) * 0.03
        rooms = [side - 2 * margin for side in canvas]
        bare = Drawing(items=(), width=plain.size[0], height=plain.size[1])
        titled = with_headings(diagram, bare, THEME, rooms[0] / rooms[1])
        scale = min(rooms[0] / max(titled.width, 1.0), rooms[1] / max(titled.height, 1.0))
        gain = report.body_text_px / (scale * THEME.body_size)
    drawing = scene.drawing
    found = [*lint(drawing), *struck_nodes(drawing), *struck_labels(drawing)] if faults else []
    crossings = count_crossings([line for _, line in edge_lines(drawing.items)])
    return Sample(
        f"{name} {ratio}",
        report.fill,
        gain,
        report.min_text_px,
        node_count(diagram),
        crossings,
        plain.crossings,
        seconds / max(plain.seconds, 1e-9),
        found,
    )


def tenth(values: Sequence[float]) -> float:
    """The 10th percentile."""
    return sorted(values)[int(0.1 * (len(values) - 1))]


def line(label: str, samples: Sequence[Sample]) -> str:
    """A row of the table."""
    fills, gains = [s.fill for s in samples], [s.gain for s in samples]
    small = [s for s in samples if s.nodes <= SMALL]
    legible = sum(s.smallest >= LEGIBLE for s in small) / len(small) if small else float("nan")
    plain = sum(s.plain_crossings for s in samples)
    crossings = f"{sum(s.crossings for s in samples) / plain:5.2f}" if plain else "    –"
    return (
        f"{label:22} {len(samples):4} {statistics.median(fills):6.2f} {tenth(fills):5.2f} {statistics.mean(gains):6.2f}"
        f" {statistics.median(gains):6.2f} {min(gains):5.2f} {tenth([s.smallest for s in samples]):6.1f} {legible:6.0%}"
        f" {crossings} {statistics.median(s.seconds for s in samples):6.1f} {sum(len(s.faults) for s in samples):6}"
    )


def sources(folder: Path) -> Iterable[tuple[str, str, str]]:
    """Name, language and text of each diagram."""
    for path in sorted(folder.rglob("*.json")):
        yield str(path.relative_to(folder)), "json", path.read_text(encoding="utf-8")
    for path in sorted(folder.rglob("*.valid.jsonl")):
        language = path.name.split(".")[0]
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            if row["type"] in SUPPORTED.get(language, ()):
                yield f"{language}:{row['id']}", language, row["text"]


def pick(
    folder: Path, least: int, most: int, *, types: Sequence[str] = tuple(KINDS), offset: float = 0
) -> Iterable[tuple[str, Diagram]]:
    """The documents to draw: `most` of each of `types`, each `offset` (0 to 1) of a step after where the even spread would start."""
    by_type: dict[str, list[tuple[str, Diagram]]] = {name: [] for name in KINDS}
    for name, language, text in sources(folder):
        try:
            diagram = parse(text, language, file=name)
        except SourceError as error:
            print(f"left out {name}: {error.diagnostics[0].message}")
            continue
        if least <= node_count(diagram) <= MOST_NODES:
            by_type[diagram.type].append((name, diagram))
    for kind in types:
        found = by_type[kind]
        step = max(1.0, len(found) / most)
        yield from (found[int((i + offset) * step)] for i in range(min(most, len(found))))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--most", type=int, default=20, help="diagrams of each type")
    parser.add_argument("--least", type=int, default=2, help="leave out diagrams with fewer nodes")
    parser.add_argument("--ratios", default=",".join(RATIOS), help="ratios, with commas between")
    parser.add_argument("--types", default=",".join(KINDS), help="types, with commas between")
    parser.add_argument(
        "--offset", type=float, default=0, help="part of a step to start after: other diagrams"
    )
    parser.add_argument("--faults", action="store_true", help="lint every picture and print what is wrong")
    parser.add_argument("--worst", type=int, default=0, help="name the pictures with the least fill and gain")
    options = parser.parse_args()
    samples: dict[str, dict[str, list[Sample]]] = {}
    for name, diagram in pick(
        options.folder,
        options.least,
        options.most,
        types=options.types.split(","),
        offset=options.offset,
    ):
        plain = plain_layout(diagram)
        for ratio in options.ratios.split(","):
            sample = measure(name, diagram, ratio, plain, faults=options.faults)
            samples.setdefault(diagram.type, {}).setdefault(ratio, []).append(sample)
    print(
        f"{'':22} {'n':>4} {'fill':>6} {'p10':>5} {'gain':>6} {'median':>6} {'min':>5} {'px p10':>6} {'≥9px':>6}"
        f" {'× dot':>5} {'×plain':>6} {'faults':>6}"
    )
    for kind, ratios in samples.items():
        for ratio, found in ratios.items():
            print(line(f"{kind} {ratio}", found))
        print(line(kind, [s for found in ratios.values() for s in found]))
    every = [s for ratios in samples.values() for found in ratios.values() for s in found]
    for sample in every:
        for fault in sample.faults:
            print(f"{sample.name}: {fault}")
    for sample in sorted(every, key=lambda s: s.fill)[: options.worst]:
        print(f"least fill {sample.fill:.2f} (gain {sample.gain:.2f}): {sample.name}")
    for sample in sorted(every, key=lambda s: s.gain)[: options.worst]:
        print(f"least gain {sample.gain:.2f} (fill {sample.fill:.2f}): {sample.name}")


if __name__ == "__main__":
    main()
