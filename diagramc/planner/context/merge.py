"""Several diagrams of one type as one: what has the same label is the same thing."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from typing import Any, TypeVar

from msgspec.structs import replace

from diagramc.ir.base import Diagram, label_of, plain
from diagramc.ir.ids import slug
from diagramc.ir.sequence import Fragment, Sequence
from diagramc.kinds import kind_of

D = TypeVar("D", bound=Diagram)


def merge(diagrams: Iterable[D]) -> D:
    """One diagram with all nodes, edges and groups of several, in order; of two nodes or groups with the same label the first stays.

    Trees keep the first's root. Sequence diagrams are played one after the other.
    """
    return reduce(_merged, diagrams)


def _merged(one: D, other: D) -> D:
    kind = kind_of(one)
    fields = [name for name in (kind.nodes, kind.groups) if name]
    items = [item for name in fields for item in getattr(one, name)]
    taken = {item.id for item in items}
    known = {_key(item): item.id for item in items}
    ids: dict[str, str] = {}
    for item in (item for name in fields for item in getattr(other, name)):
        ids[item.id] = known.get(_key(item)) or (item.id if item.id not in taken else slug(item.id, taken))
        taken.add(ids[item.id])
    made: dict[str, tuple[Any, ...]] = {}
    for name in fields:
        added = [_renamed(item, ids) for item in getattr(other, name) if _key(item) not in known]
        made[name] = (*getattr(one, name), *added)
    if kind.edges:
        edges = [_renamed(edge, ids) for edge in getattr(other, kind.edges)]
        made[kind.edges] = tuple(dict.fromkeys((*getattr(one, kind.edges), *edges)))
    if isinstance(one, Sequence) and isinstance(other, Sequence):
        made["steps"] = (*one.steps, *(_step(step, ids) for step in other.steps))
    return replace(one, **made)


def _key(item: Any) -> tuple[type, str]:
    return type(item), plain(label_of(item)).casefold()


_REFERENCES = ("id", "group", "parent", "reports_to", "source", "target", "participant")


def _renamed(element: Any, ids: dict[str, str]) -> Any:
    """The element with its id, and those it refers to, as they are in the merged diagram."""
    changes = {
        name: ids[old]
        for name in _REFERENCES
        if (old := getattr(element, name, None)) in ids and ids[old] != old
    }
    return replace(element, **changes) if changes else element


def _step(step: Any, ids: dict[str, str]) -> Any:
    if isinstance(step, Fragment):
        operands = [replace(o, steps=tuple(_step(inner, ids) for inner in o.steps)) for o in step.operands]
        return replace(step, operands=tuple(operands))
    return _renamed(step, ids)
