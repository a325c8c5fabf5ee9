"""Flowcharts of any size to measure with: a main flow with branches, joins and a few ways back, the same for a size on every machine."""

from __future__ import annotations

import random

from diagramc.ir.flowchart import Flow, Flowchart, FlowNode

_WORDS = [
    "check",
    "order",
    "stock",
    "invoice",
    "parcel",
    "driver",
    "refund",
    "return",
    "label",
    "shelf",
    "count",
    "send",
    "print",
    "sign",
    "weigh",
    "call",
]


def flowchart(size: int, seed: int = 0) -> Flowchart:
    """A flowchart of `size` steps and about 1.3 times as many flows."""
    chance = random.Random(f"{size} {seed}")
    nodes = [
        FlowNode(
            id=f"n{i}",
            label=" ".join(chance.sample(_WORDS, chance.randint(1, 4))),
            kind="decision" if i and chance.random() < 0.2 else "process",
        )
        for i in range(size)
    ]
    pairs = [(max(0, i - chance.choice((1, 1, 1, 2, 3))), i) for i in range(1, size)]
    while len(pairs) < 1.3 * size - 1:
        start = chance.randrange(size - 1)
        end = min(size - 1, start + chance.randint(2, 8))
        if (start, end) not in pairs:
            pairs.append((start, end))
    labels = ("yes", "no", None, None, None, None)
    return Flowchart(
        nodes=tuple(nodes),
        edges=tuple(Flow(source=f"n{a}", target=f"n{b}", label=chance.choice(labels)) for a, b in pairs),
    )
