"""Flowcharts by chance, the same ones every time: chains with branches, loops back, groups, and labels of many lengths."""

from __future__ import annotations

import random

from diagramc.ir.base import Diagram
from diagramc.ir.flowchart import Flow, Flowchart, FlowGroup, FlowNode, NodeKind

_KINDS: tuple[NodeKind, ...] = ("process", "process", "process", "decision", "database", "start", "document")
_WORDS = ("grind", "brew", "pour", "the", "coffee", "again", "until", "it", "is", "cold", "serve", "milk")


def chance_flowchart(seed: int, largest: int = 26) -> Flowchart:
    """The flowchart of a seed, with 4 to `largest` steps."""
    chance = random.Random(seed)
    count = chance.randrange(4, largest)
    groups: list[FlowGroup] = []
    for i in range(chance.choice((0, 0, 2, 3))):
        parent = f"g{chance.randrange(i)}" if i and chance.random() < 0.4 else None
        groups.append(FlowGroup(id=f"g{i}", label=f"Counter number {i}", parent=parent))
    nodes = [
        FlowNode(
            id=f"n{i}",
            label=" ".join(chance.choice(_WORDS) for _ in range(chance.randrange(1, 6))),
            kind=chance.choice(_KINDS),
            group=chance.choice(groups).id if groups and chance.random() < 0.5 else None,
        )
        for i in range(count)
    ]
    edges: list[Flow] = []
    for i in range(1, count):
        if chance.random() < 0.93:
            before = max(0, i - chance.choice((1, 1, 1, 2, 3, 4)))
            label = chance.choice((None, None, "yes", "no", "if it is hot enough"))
            edges.append(Flow(source=f"n{before}", target=f"n{i}", label=label))
    for _ in range(chance.randrange(count // 3 + 1)):
        one, other = chance.randrange(count), chance.randrange(count)
        edges.append(
            Flow(source=f"n{one}", target=f"n{other}", label=chance.choice((None, None, "once more")))
        )
    return Flowchart(nodes=tuple(nodes), edges=tuple(edges), groups=tuple(groups), title="By chance")


def members_of(diagram: Diagram) -> dict[str, set[str]]:
    """The ids of the nodes in each group, nested groups' own among them."""
    groups = {group.id: group.parent for group in getattr(diagram, "groups", ())}
    found: dict[str, set[str]] = {group: set() for group in groups}
    nodes = next(
        getattr(diagram, name)
        for name in ("nodes", "services", "entities", "classes")
        if hasattr(diagram, name)
    )
    for node in nodes:
        group = node.group
        while group is not None:
            found[group].add(node.id)
            group = groups[group]
    return found
