"""Frames over things in a line: which neighbours each group (of a sequence's boxes, a timeline's sections) spans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from diagramc.ir.base import Group, Node

Chain = tuple[str, ...]
"""The ids of the groups round something, outermost first."""


class GroupRun(NamedTuple):
    """Neighbours `first` to `last` in one group, with how many groups are round it and nested inside it."""

    group: Group
    first: int
    last: int
    depth: int
    inner: int


def group_chains(groups: Iterable[Group], nodes: Iterable[Node]) -> tuple[Chain, ...]:
    """For each node the groups it is in, those of groups that do not exist left out."""
    parents = {group.id: group.parent for group in groups}
    chains: list[Chain] = []
    for node in nodes:
        chain: list[str] = []
        group = node.group
        while group is not None and group in parents and group not in chain:
            chain.insert(0, group)
            group = parents[group]
        chains.append(tuple(chain))
    return tuple(chains)


def group_runs(groups: Iterable[Group], chains: Sequence[Chain]) -> list[GroupRun]:
    """The frames to draw, outer ones first. A group whose nodes are not neighbours gets a frame for each run of them."""
    by_id = {group.id: group for group in groups}
    runs: list[GroupRun] = []
    for depth in range(max((len(chain) for chain in chains), default=0)):
        start = 0
        while start < len(chains):
            prefix = chains[start][: depth + 1]
            end = start
            while end + 1 < len(chains) and chains[end + 1][: depth + 1] == prefix:
                end += 1
            if len(prefix) == depth + 1:
                inner = max(len(chain) for chain in chains[start : end + 1]) - depth - 1
                runs.append(GroupRun(by_id[prefix[depth]], start, end, depth, inner))
            start = end + 1
    return runs
