"""Nodes added, taken away and moved."""

from __future__ import annotations

import re
from typing import Any

from msgspec.structs import replace

from diagramc.editing.apply.trees import add_to_tree, lifted, move_in_tree
from diagramc.editing.elements import (
    PARENT,
    edges_of,
    element_class,
    find_group,
    find_node,
    groups_of,
    map_steps,
    name_of,
    new_id,
    nodes_of,
    parent_of,
    subtree,
    with_edges,
    with_groups,
    with_nodes,
)
from diagramc.editing.faults import refused
from diagramc.editing.patch import Add, Move, Remove
from diagramc.ir.base import Diagram, plain
from diagramc.ir.sequence import Message, Sequence, participants_of

IN_FLOW = ("flowchart", "architecture")
"""The types in which `after` and `before` lead an edge through the new node."""


def add(diagram: Diagram, step: Add) -> Diagram:
    """The diagram with a new node in its place."""
    id = step.id or new_id(diagram, step.label)
    if find_node(diagram, id) is not None or find_group(diagram, id) is not None:
        raise refused(f"there is an element with the id {id!r} already", code="edit.nothing")
    for other in (step.parent, step.after, step.before, *(step.between or ())):
        if other is not None and find_node(diagram, other) is None:
            raise refused(f"there is no element with the id {other!r}", code="edit.unknown")
    if step.group and find_group(diagram, step.group) is None:
        raise refused(f"there is no group with the id {step.group!r}", code="edit.unknown")
    node = _new_node(diagram, step, id)
    if diagram.type in PARENT:
        return add_to_tree(diagram, step, node)
    nodes = nodes_of(diagram)
    made = with_nodes(diagram, _placed(diagram, nodes, node, step))
    return _threaded(made, step, id)


def _new_node(diagram: Diagram, step: Add, id: str) -> Any:
    from diagramc.editing.apply.steps import checked

    shown = step.label == id or (step.id is None and is_shown_as(diagram, step.label, id))
    values: dict[str, Any] = {"id": id, "label": None if shown else step.label}
    near = find_node(diagram, step.after or step.before or (step.between or (None,))[0])
    if step.group is not None:
        values["group"] = step.group or None
    elif near is not None and _shares_group(diagram, step, near):
        values["group"] = near.group
    elif diagram.type == "timeline" and nodes_of(diagram):
        values["group"] = nodes_of(diagram)[_period_index(diagram, step) - 1].group
    for name in ("kind", "shape", "title"):
        if getattr(step, name) is not None:
            values[name] = getattr(step, name)
    if step.parent is not None:
        field = PARENT.get(diagram.type)
        if field is None:
            raise refused(f"nothing of this diagram is under something else; {step.parent!r} is no group")
        values[field] = step.parent
    return checked(diagram, element_class(diagram, "nodes"), values)


def is_shown_as(diagram: Diagram, label: str, id: str) -> bool:
    """Whether an id says a label in the manner of the file's own: `ORDER_LINE` for "Order line", where no element has a label."""
    if diagram.type not in ("class", "er") or any(node.label is not None for node in nodes_of(diagram)):
        return False
    return (
        bool(nodes_of(diagram))
        and re.sub(r"[\W_]+", "", label).casefold() == re.sub(r"[\W_]+", "", id).casefold()
    )


def _shares_group(diagram: Diagram, step: Add, near: Any) -> bool:
    """Whether what is put beside an element goes into its group: between two, only where both are in it."""
    if step.between is None:
        return True
    other = find_node(diagram, step.between[1])
    return other is not None and other.group == near.group


def _placed(diagram: Diagram, nodes: tuple[Any, ...], node: Any, step: Add) -> tuple[Any, ...]:
    """The nodes with the new one in its place in the order."""
    ids = [other.id for other in nodes]
    if step.after is not None:
        at = ids.index(step.after) + 1
    elif step.before is not None:
        at = ids.index(step.before)
    elif step.between is not None:
        at = min(ids.index(step.between[0]), ids.index(step.between[1])) + 1
    elif diagram.type == "timeline":
        at = _period_index(diagram, step)
    else:
        at = len(nodes)
    return (*nodes[:at], node, *nodes[at:])


def _period_index(diagram: Diagram, step: Add) -> int:
    """Where a period belongs: by its year where all periods begin with one, else last."""
    periods = nodes_of(diagram)
    ids = [period.id for period in periods]
    if step.after is not None:
        return ids.index(step.after) + 1
    if step.before is not None:
        return ids.index(step.before) + 1  # the group of that one
    years = [_year(plain(period.label) or period.id) for period in periods]
    year = _year(step.label)
    if year is None or None in years or years != sorted(y for y in years if y is not None):
        return len(periods)
    return sum(y <= year for y in years if y is not None)


def _year(text: str) -> int | None:
    found = re.search(r"(?<!\d)\d{4}(?!\d)", text)
    return int(found[0]) if found else None


def _threaded(diagram: Diagram, step: Add, id: str) -> Diagram:
    """The diagram with the edge between two nodes led through the new one."""
    if not hasattr(diagram, "edges") and not edges_of(diagram) and diagram.type in ("sequence", "timeline"):
        return diagram
    if step.between is not None:
        return _between(diagram, *step.between, id)
    if diagram.type not in IN_FLOW:
        return diagram
    edges = edges_of(diagram)
    if step.after is not None:
        return _beside(diagram, [e for e in edges if e.source == step.after], step.after, None, id)
    if step.before is not None:
        return _beside(diagram, [e for e in edges if e.target == step.before], None, step.before, id)
    return diagram


def _beside(diagram: Diagram, edges: list[Any], source: str | None, target: str | None, id: str) -> Diagram:
    if len({(e.source, e.target) for e in edges}) > 1:

        def shown(id: str | None) -> str:
            return repr(name_of(find_node(diagram, id) or find_group(diagram, id)))

        where = f"after {shown(source)}" if source else f"before {shown(target)}"
        others = ", ".join(f"between {shown(e.source)} and {shown(e.target)}" for e in edges[:6])
        raise refused(f"{where} the flow parts", f"say on which way: {others}", code="edit.ambiguous")
    if edges:
        return _between(diagram, edges[0].source, edges[0].target, id)
    struct = element_class(diagram, "edges")
    edge = struct(source=source or id, target=target or id)
    return with_edges(diagram, (*edges_of(diagram), edge))


def _between(diagram: Diagram, source: str, target: str, id: str) -> Diagram:
    """Edges from one node to another now end at the new one, and a plain one like them leads on."""
    edges = edges_of(diagram)
    if not any(e.source == source and e.target == target for e in edges) and any(
        e.source == target and e.target == source for e in edges
    ):
        source, target = target, source
    struct = element_class(diagram, "edges")
    made: list[Any] = []
    led = False
    for edge in edges:
        if edge.source != source or edge.target != target:
            made.append(edge)
            continue
        ends = {"target_side": None} if "target_side" in edge.__struct_fields__ else {}
        made.append(replace(edge, target=id, **ends))
        if not led:
            made.append(struct(source=id, target=target, **_manner(edge)))
            led = True
    if not led:
        made += [struct(source=source, target=id), struct(source=id, target=target)]
    return with_edges(diagram, tuple(made))


def _manner(edge: Any) -> dict[str, Any]:
    """What the second half of a split edge has of the first: how it is drawn, not what it says."""
    names = (
        "line",
        "target_head",
        "source_head",
        "kind",
        "source_cardinality",
        "target_cardinality",
        "identifying",
    )
    return {name: getattr(edge, name) for name in names if name in edge.__struct_fields__}


def remove(diagram: Diagram, step: Remove) -> Diagram:
    """The diagram without a node and what hangs on it, or without a frame."""
    if find_node(diagram, step.target) is None:
        if find_group(diagram, step.target) is None:
            raise refused(f"there is no element with the id {step.target!r}", code="edit.unknown")
        return _without_frame(diagram, step.target)
    if diagram.type == "mindmap":
        if parent_of(diagram, find_node(diagram, step.target)) is None:
            raise refused("the root of a mind map cannot be removed", "rename it instead")
        gone = set(subtree(diagram, step.target))
        if step.reconnect:
            diagram = lifted(diagram, step.target)
            gone = {step.target}
    elif diagram.type == "org-chart":
        diagram = lifted(diagram, step.target)
        gone = {step.target}
    else:
        if step.reconnect:
            diagram = _bridged(diagram, step.target)
        gone = {step.target}
    return without_nodes(diagram, gone)


def _bridged(diagram: Diagram, id: str) -> Diagram:
    """What led to a node leads on to what followed it."""
    edges = edges_of(diagram)
    leaving = [e for e in edges if e.source == id and e.target != id]
    made: list[Any] = []
    known = {(e.source, e.target) for e in edges}
    for edge in edges:
        if edge.target != id or edge.source == id:
            made.append(edge)
            continue
        for following in leaving:
            ends = (edge.source, following.target)
            if ends in known or ends[0] == ends[1]:
                continue
            known.add(ends)
            label = edge.label if edge.label is not None else following.label
            made.append(replace(edge, target=following.target, label=label))
    return with_edges(diagram, tuple(made))


def without_nodes(diagram: Diagram, gone: set[str]) -> Diagram:
    """The diagram without nodes and without what refers to nothing else."""
    nodes = tuple(node for node in nodes_of(diagram) if node.id not in gone)
    if diagram.type == "org-chart":
        nodes = tuple(
            replace(n, dotted=tuple(id for id in n.dotted if id not in gone)) if set(n.dotted) & gone else n
            for n in nodes
        )
    made = with_nodes(diagram, nodes)
    if isinstance(made, Sequence):
        made = replace(made, steps=map_steps(made.steps, lambda s: _without(s, gone)))
    elif edges_of(made):
        made = with_edges(
            made, tuple(e for e in edges_of(made) if e.source not in gone and e.target not in gone)
        )
    notes = tuple(
        replace(note, targets=tuple(id for id in note.targets if id not in gone))
        for note in made.notes
        if not note.targets or set(note.targets) - gone
    )
    hints = tuple(
        replace(hint, nodes=tuple(id for id in hint.nodes if id not in gone))
        for hint in made.hints
        if len(set(hint.nodes) - gone) > 1
    )
    return replace(made, notes=notes, hints=hints)


def _without(step: Any, gone: set[str]) -> tuple[Any, ...]:
    """A step of a sequence without participants; nothing when it was about them."""
    named = {id for _, id in participants_of(step)}
    if not named & gone:
        return (step,)
    if isinstance(step, Message) or not named - gone or not hasattr(step, "participants"):
        return ()
    return (replace(step, participants=tuple(id for id in step.participants if id not in gone)),)


def _without_frame(diagram: Diagram, id: str) -> Diagram:
    """The diagram without a frame; what was in it is in the frame outside."""
    outer = find_group(diagram, id).parent
    nodes = tuple(replace(n, group=outer) if n.group == id else n for n in nodes_of(diagram))
    groups = tuple(
        replace(g, parent=outer) if g.parent == id else g for g in groups_of(diagram) if g.id != id
    )
    if any(id in (e.source, e.target) for e in edges_of(diagram)):
        raise refused(f"lines lead to the group {id!r} itself", "remove those first")
    return with_groups(with_nodes(diagram, nodes), groups)


def move(diagram: Diagram, step: Move) -> Diagram:
    """The diagram with a node or group elsewhere."""
    node = find_node(diagram, step.target)
    for other in (step.parent, step.after, step.before):
        if other is not None and find_node(diagram, other) is None:
            raise refused(f"there is no element with the id {other!r}", code="edit.unknown")
    if step.group and find_group(diagram, step.group) is None:
        raise refused(f"there is no group with the id {step.group!r}", code="edit.unknown")
    if node is None:
        return _move_group(diagram, step)
    if step.target in (step.parent, step.after, step.before):
        raise refused(f"{step.target!r} cannot be moved to itself")
    if step.group is not None:
        if "group" not in node.__struct_fields__:
            raise refused("this type has no groups")
        moved = replace(node, group=step.group or None)
        diagram = with_nodes(diagram, tuple(moved if n is node else n for n in nodes_of(diagram)))
        if (
            diagram.type in ("timeline", "sequence")
            and step.group
            and step.after is None
            and step.before is None
        ):
            last = [n.id for n in nodes_of(diagram) if n.group == step.group and n.id != node.id]
            if last:
                return move(diagram, Move(target=step.target, after=last[-1]))
        if step.after is None and step.before is None:
            return diagram
        node = moved
    if diagram.type in PARENT:
        return move_in_tree(diagram, step)
    if step.parent is not None:
        raise refused("nothing of this diagram is under something else")
    rest = [n for n in nodes_of(diagram) if n.id != step.target]
    ids = [n.id for n in rest]
    at = ids.index(step.after) + 1 if step.after is not None else ids.index(step.before or "")
    near = find_node(diagram, step.after or step.before)
    if diagram.type == "timeline" and step.group is None and near is not None:
        node = replace(node, group=near.group)
    return with_nodes(diagram, (*rest[:at], node, *rest[at:]))


def _move_group(diagram: Diagram, step: Move) -> Diagram:
    group = find_group(diagram, step.target)
    if group is None:
        raise refused(f"there is no element with the id {step.target!r}", code="edit.unknown")
    if step.group is None:
        raise refused("a group can only be moved into or out of another one")
    above = step.group
    while above:
        if above == group.id:
            raise refused(f"{group.id!r} cannot be moved into itself")
        above = find_group(diagram, above).parent
    moved = replace(group, parent=step.group or None)
    return with_groups(diagram, tuple(moved if g is group else g for g in groups_of(diagram)))
