"""Nodes of trees, added, lifted and moved with all that is below them."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from diagramc.editing.elements import (
    PARENT,
    find_node,
    nodes_of,
    parent_of,
    subtree,
    with_nodes,
)
from diagramc.editing.faults import refused
from diagramc.editing.patch import Add, Move
from diagramc.ir.base import Diagram


def add_to_tree(diagram: Diagram, step: Add, node: Any) -> Diagram:
    """The tree with a new node under its parent, beside another or between two."""
    field = PARENT[diagram.type]
    nodes = nodes_of(diagram)
    beside = step.after or step.before
    if step.between is not None:
        upper, lower = step.between
        if parent_of(diagram, find_node(diagram, upper)) == lower:
            upper, lower = lower, upper
        if parent_of(diagram, find_node(diagram, lower)) == upper:
            return _inserted_above(diagram, node, lower, field)
        if parent_of(diagram, find_node(diagram, upper)) != parent_of(diagram, find_node(diagram, lower)):
            raise refused(f"{upper!r} and {lower!r} are neither over nor beside each other")
        beside = upper
    changed: Any = {}
    if beside is not None:
        changed[field] = parent_of(diagram, find_node(diagram, beside))
    elif step.parent is None and nodes:
        if diagram.type == "org-chart":
            raise refused("an org chart has one head", "say under whom the new one is", code="edit.unclear")
        roots = [n for n in nodes if parent_of(diagram, n) is None]
        if diagram.type == "mindmap" and roots:
            changed[field] = roots[0].id
    node = replace(node, **changed)
    ids = [n.id for n in nodes]
    if step.before is not None:
        at = ids.index(step.before)
    elif beside is not None:
        at = _end(diagram, beside)
    else:
        parent = getattr(node, field)
        at = _end(diagram, parent) if parent is not None else len(nodes)
    if node is not None and getattr(node, field) is None and nodes and diagram.type == "mindmap":
        raise refused("a mind map has one root", "say under which topic the new one goes")
    return with_nodes(diagram, (*nodes[:at], node, *nodes[at:]))


def _end(diagram: Diagram, id: str) -> int:
    """The place in the order after a node and all below it."""
    below = set(subtree(diagram, id))
    return max(at for at, node in enumerate(nodes_of(diagram)) if node.id in below) + 1


def _inserted_above(diagram: Diagram, node: Any, lower: str, field: str) -> Diagram:
    """The tree with a new node between a node and its parent."""
    made: list[Any] = []
    for other in nodes_of(diagram):
        if other.id == lower:
            made.append(replace(node, **{field: getattr(other, field)}))
            other = replace(other, **{field: node.id})
        made.append(other)
    return with_nodes(diagram, tuple(made))


def lifted(diagram: Diagram, id: str) -> Diagram:
    """What is under a node is under the node above it."""
    field = PARENT[diagram.type]
    upper = parent_of(diagram, find_node(diagram, id))
    return with_nodes(
        diagram,
        tuple(replace(n, **{field: upper}) if getattr(n, field) == id else n for n in nodes_of(diagram)),
    )


def move_in_tree(diagram: Diagram, step: Move) -> Diagram:
    """The tree with a node and all below it elsewhere."""
    field = PARENT[diagram.type]
    branch = subtree(diagram, step.target)
    beside = step.after or step.before
    parent = parent_of(diagram, find_node(diagram, beside)) if beside else step.parent
    if parent in branch or beside in branch:
        raise refused(f"{step.target!r} cannot be moved under itself")
    if parent is None and beside is None:
        raise refused("say under what it is to be moved")
    moved = [n for n in nodes_of(diagram) if n.id in branch]
    moved = [
        replace(n, **{field: parent}, **({"side": None} if "side" in n.__struct_fields__ else {}))
        if n.id == step.target
        else n
        for n in moved
    ]
    rest = with_nodes(diagram, tuple(n for n in nodes_of(diagram) if n.id not in branch))
    ids = [n.id for n in nodes_of(rest)]
    at = ids.index(step.before) if step.before else _end(rest, step.after or parent or ids[-1])
    nodes = nodes_of(rest)
    return with_nodes(diagram, (*nodes[:at], *moved, *nodes[at:]))
