"""Wishes for the layout: which of a diagram's hints a layered layout can honour, and which it cannot."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from diagramc.diagnostics import Diagnostic, diagnose
from diagramc.ir.base import Edge, Hint, Node


class Wishes(NamedTuple):
    """What is asked of the layout, by positions of nodes: rows on one rank, rows that are also in order across the flow, pairs to keep
    near each other; and the hints that cannot be honoured, each with the reason.
    """

    ranks: list[list[int]]
    orders: list[list[int]]
    near: list[tuple[int, int]]
    refused: list[tuple[Hint, str]]


def wishes(nodes: Sequence[Node], edges: Sequence[Edge], hints: Sequence[Hint]) -> Wishes:
    """Sort a diagram's hints into what can be honoured and what cannot."""
    place = {node.id: position for position, node in enumerate(nodes)}
    joined = {frozenset((edge.source, edge.target)) for edge in edges}
    found = Wishes([], [], [], [])
    for hint in hints:
        ids = [ref for ref in dict.fromkeys(hint.nodes) if ref in place]
        row = [place[ref] for ref in ids]
        if len(row) < 2:
            continue
        if hint.kind == "near":
            found.near.extend(pairwise(row))
        elif len({nodes[position].group for position in row}) > 1:
            found.refused.append(
                (hint, "the nodes are in different groups, and a rank ends at a group's frame")
            )
        elif hint.kind == "same-rank":
            found.ranks.append(row)
        elif any(frozenset(pair) in joined for pair in pairwise(ids)):
            found.refused.append((hint, "an edge joins two of the nodes, and so they are on different ranks"))
        else:
            found.orders.append(row)
    return found._replace(ranks=merged([*found.ranks, *found.orders]))


def unkept_wishes(nodes: Sequence[Node], edges: Sequence[Edge], hints: Sequence[Hint]) -> list[Diagnostic]:
    """A remark on each hint that the picture of a graph does not keep."""
    return [
        diagnose(
            "layout.hint", f"`{hint.kind}` of {', '.join(hint.nodes)} is not kept: {reason}", span=hint.span
        )
        for hint, reason in wishes(nodes, edges, hints).refused
    ]


def merged(rows: Sequence[Sequence[int]]) -> list[list[int]]:
    """The rows with those that share a node made one: the engine takes a node on one rank only."""
    merged: list[list[int]] = []
    for row in rows:
        touching = [other for other in merged if set(other) & set(row)]
        merged = [other for other in merged if other not in touching]
        merged.append(list(dict.fromkeys([n for other in touching for n in other] + list(row))))
    return merged
