"""How much of a picture stays in place when a flowchart gets one more step.

    python -m benchmarks.stability [--charts 20] [--ratio auto] [--nodes 30]

Each chart of NODES steps is laid out, then again with one step put somewhere into it. Of all pairs of the old steps, `ranks` is the part
whose order along the flow is turned round, `orders` the part whose order across it is; steps level with each other have no order. With
a ratio, `kept` is how often the same kind of arrangement is chosen again.
"""

from __future__ import annotations

import argparse
import random
import statistics
from itertools import combinations
from typing import NamedTuple

from msgspec.structs import replace

from benchmarks.workloads import flowchart
from diagramc.ir.flowchart import Flow, Flowchart, FlowNode
from diagramc.kinds import kind_of
from diagramc.layout.fit import fit
from diagramc.options import CompileOptions
from diagramc.scene.model import Cluster
from diagramc.themes import load_theme

LEVEL = 8.0
"""Steps whose middles differ by less than this many px are level."""


class Picture(NamedTuple):
    """Where the steps of a chart are, by id, and how it is arranged."""

    middles: dict[str, tuple[float, float]]
    chosen: str


def picture(diagram: Flowchart, ratio: str) -> Picture:
    """Lay a chart out."""
    theme = load_theme("light")
    found = kind_of(diagram).backend("scene").arrangements(diagram, theme)
    scene, report = fit(diagram, found, theme, CompileOptions(size=ratio))
    middles = {
        item.ref: part.box.center
        for item in scene.drawing.items
        if isinstance(item, Cluster) and item.role == "node" and item.ref
        for part in item.items[:1]
        if hasattr(part, "box")
    }
    return Picture(middles, report.chosen)


def with_one_more(diagram: Flowchart, chance: random.Random) -> Flowchart:
    """The chart with a step put between two, or hung on one."""
    position = chance.randrange(1, len(diagram.nodes))
    step = FlowNode(id="new", label="one more step")
    nodes = (*diagram.nodes[:position], step, *diagram.nodes[position:])
    edges = list(diagram.edges)
    at = chance.randrange(len(edges))
    split = edges[at]
    into = Flow(source=split.source, target="new")
    if chance.random() < 0.5:
        edges[at : at + 1] = [into, Flow(source="new", target=split.target)]
    else:
        edges.insert(at + 1, into)
    return replace(diagram, nodes=nodes, edges=tuple(edges))


def turned(before: Picture, after: Picture, axis: int) -> float:
    """The part of the pairs in order before that are the other way round after."""
    pairs = swapped = 0
    for one, other in combinations(before.middles, 2):
        was = before.middles[one][axis] - before.middles[other][axis]
        now = after.middles[one][axis] - after.middles[other][axis]
        if abs(was) > LEVEL and abs(now) > LEVEL:
            pairs += 1
            swapped += (was > 0) != (now > 0)
    return swapped / max(1, pairs)


def main() -> None:
    """Print the means."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--charts", type=int, default=20)
    parser.add_argument("--nodes", type=int, default=30)
    parser.add_argument("--ratio", default="auto")
    options = parser.parse_args()
    ranks: list[float] = []
    orders: list[float] = []
    kept = 0
    for seed in range(options.charts):
        chart = flowchart(options.nodes, seed)
        one = picture(chart, options.ratio)
        other = picture(with_one_more(chart, random.Random(seed)), options.ratio)
        along = 1 if one.chosen.startswith(("down", "up")) else 0
        ranks.append(turned(one, other, along))
        orders.append(turned(one, other, 1 - along))
        kept += one.chosen == other.chosen
    print(
        f"{options.charts} charts of {options.nodes} at {options.ratio}: ranks {statistics.mean(ranks):.1%},"
        f" orders {statistics.mean(orders):.1%}, kept {kept / options.charts:.0%}"
    )


if __name__ == "__main__":
    main()
