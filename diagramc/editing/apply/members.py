"""Attributes, operations and values of classes and entities, and events of periods."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from diagramc.editing.elements import MEMBERS, find_node, fold, nodes_of, with_nodes
from diagramc.editing.faults import refused
from diagramc.editing.patch import AddMember, RemoveMember, RenameMember
from diagramc.ir.base import Diagram, plain

OWNERS = {"class": ("attribute", "operation", "value"), "er": ("attribute",), "timeline": ("event",)}
"""The members that the nodes of each type have."""


def add(diagram: Diagram, step: AddMember) -> Diagram:
    """The diagram with a new member at the end of its owner's others of that sort."""
    owner = _owner(diagram, step.owner)
    if step.member not in OWNERS[diagram.type]:
        raise refused(f"an element of this diagram has no {step.member}s")
    if not step.name.strip():
        raise refused("the new member has no name")
    if any(fold(_name(m)) == fold(step.name) and _name(m) == step.name for m in _all(owner)):
        raise refused(f"{step.owner} has {step.name!r} already", code="edit.nothing")
    field = MEMBERS[step.member][0]
    return _with(diagram, owner, {field: (*getattr(owner, field), _made(diagram, step))})


def _made(diagram: Diagram, step: AddMember) -> Any:
    if step.member == "value":
        return step.name
    if step.member == "event":
        from diagramc.ir.timeline import Event

        return Event(text=step.name)
    if diagram.type == "er":
        from diagramc.ir.er import EntityAttribute

        return EntityAttribute(name=step.name, type=step.type, keys=step.keys)
    from diagramc.ir.class_ import Attribute, Operation, Parameter

    if step.member == "operation":
        parameters = tuple(_parameter(text, Parameter) for text in step.parameters)
        return Operation(name=step.name, returns=step.type, visibility=step.visibility, parameters=parameters)
    return Attribute(name=step.name, type=step.type, visibility=step.visibility)


def _parameter(text: str, struct: type[Any]) -> Any:
    name, _, type = (part.strip() for part in text.partition(":"))
    return struct(name=name, type=type or None)


def remove(diagram: Diagram, step: RemoveMember) -> Diagram:
    """The diagram without a member."""
    owner = _owner(diagram, step.owner)
    field, member = find(owner, step.name)
    kept = tuple(m for m in getattr(owner, field) if m is not member)
    return _with(diagram, owner, {field: kept})


def rename(diagram: Diagram, step: RenameMember) -> Diagram:
    """The diagram with another name for a member."""
    owner = _owner(diagram, step.owner)
    field, member = find(owner, step.name)
    if not step.to.strip():
        raise refused("a new name is empty")
    changed: Any
    if isinstance(member, str):
        changed = step.to
    elif field == "events":
        changed = replace(member, text=step.to)
    else:
        changed = replace(member, name=step.to)
    return _with(diagram, owner, {field: tuple(changed if m is member else m for m in getattr(owner, field))})


def find(owner: Any, name: str) -> tuple[str, Any]:
    """The field and the member of a name. EditError for none and for several."""
    pairs = [(field, m) for (field,) in MEMBERS.values() for m in getattr(owner, field, ())]
    found = [pair for pair in pairs if _name(pair[1]) == name]
    found = found or [pair for pair in pairs if fold(_name(pair[1])) == fold(name)]
    if not found:
        listed = ", ".join(_name(m) for _, m in pairs[:12])
        raise refused(
            f"{owner.id} has no {name!r}", f"it has: {listed}" if listed else None, code="edit.unknown"
        )
    if len(found) > 1:
        raise refused(f"{owner.id} has {len(found)} members {name!r}", code="edit.ambiguous")
    return found[0]


def _all(owner: Any) -> list[Any]:
    return [m for (field,) in MEMBERS.values() for m in getattr(owner, field, ())]


def _name(member: Any) -> str:
    if isinstance(member, str):
        return member
    return plain(getattr(member, "name", None) or getattr(member, "text", None))


def _owner(diagram: Diagram, id: str) -> Any:
    if diagram.type not in OWNERS:
        raise refused("the elements of this diagram have no attributes, methods or events")
    owner = find_node(diagram, id)
    if owner is None:
        raise refused(f"there is no element with the id {id!r}", code="edit.unknown")
    return owner


def _with(diagram: Diagram, owner: Any, changes: dict[str, Any]) -> Diagram:
    changed = replace(owner, **changes)
    return with_nodes(diagram, tuple(changed if n is owner else n for n in nodes_of(diagram)))
