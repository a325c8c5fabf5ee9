"""What each step of the patch language does to a diagram."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from diagramc.editing.apply import members, nodes, sequence
from diagramc.editing.elements import (
    PARENT,
    edges_of,
    element_class,
    find_group,
    find_node,
    groups_of,
    links_of,
    map_steps,
    matches,
    new_id,
    nodes_of,
    subtree,
    with_edges,
    with_groups,
    with_nodes,
)
from diagramc.editing.faults import refused
from diagramc.editing.patch import (
    Add,
    AddMember,
    AnyStep,
    Connect,
    Disconnect,
    Group,
    Move,
    Relabel,
    Remove,
    RemoveMember,
    Rename,
    RenameMember,
    Restyle,
    SetDiagram,
    Wrap,
)
from diagramc.ir.base import Diagram, Style, label_of, plain
from diagramc.ir.sequence import Message, Sequence
from diagramc.passes.normalize import clean_label

MULTIPLICITIES = {"exactly-one": "1", "zero-or-one": "0..1", "zero-or-more": "0..*", "one-or-more": "1..*"}
"""How a class diagram writes what a relationship of entities calls a cardinality."""


def apply_step(diagram: Diagram, step: AnyStep) -> Diagram:
    """The diagram after one step. EditError when the step names what is not there, or would change nothing."""
    step = _tidied(step)
    match step:
        case Add():
            made = nodes.add(diagram, step)
        case Remove():
            made = nodes.remove(diagram, step)
        case AddMember():
            made = members.add(diagram, step)
        case RemoveMember():
            made = members.remove(diagram, step)
        case RenameMember():
            made = members.rename(diagram, step)
        case Rename():
            made = _rename(diagram, step)
        case Connect():
            made = _connect(diagram, step)
        case Disconnect():
            made = _disconnect(diagram, step)
        case Relabel():
            made = _relabel(diagram, step)
        case Move():
            made = nodes.move(diagram, step)
        case Group():
            made = _group(diagram, step)
        case Wrap():
            made = sequence.wrap(diagram, step)
        case Restyle():
            made = _restyle(diagram, step)
        case SetDiagram():
            made = _set(diagram, step)
    if made == diagram:
        raise refused("the diagram is like that already; nothing to change", code="edit.nothing")
    return made


def _tidied(step: AnyStep) -> AnyStep:
    """The step with its labels in their normal form, without blanks round their lines."""
    changes: dict[str, Any] = {}
    for name in ("label", "to", "title"):
        words = getattr(step, name, None)
        if isinstance(words, str):
            lines = str(clean_label(words)).split("\n")
            changes[name] = "\n".join(line.strip() for line in lines)
    return replace(step, **changes) if changes else step


def _rename(diagram: Diagram, step: Rename) -> Diagram:
    if not step.label.strip():
        raise refused("a new name is empty")

    def changed(element: Any) -> Any:
        if element.id != step.target:
            return element
        if plain(label_of(element)) == step.label:
            return element
        return replace(element, label=None if step.label == element.id else step.label)

    _need(diagram, step.target)
    if find_node(diagram, step.target) is not None:
        return with_nodes(diagram, tuple(map(changed, nodes_of(diagram))))
    return with_groups(diagram, tuple(map(changed, groups_of(diagram))))


def _need(diagram: Diagram, *ids: str) -> None:
    """EditError unless there is an element of each id."""
    for id in ids:
        if find_node(diagram, id) is None and find_group(diagram, id) is None:
            raise refused(f"there is no element with the id {id!r}", code="edit.unknown")


def _connect(diagram: Diagram, step: Connect) -> Diagram:
    _need(diagram, step.source, step.target)
    if isinstance(diagram, Sequence):
        return sequence.connect(diagram, step)
    if diagram.type in PARENT:
        field = PARENT[diagram.type]
        if step.line in ("dotted", "dashed") and diagram.type == "org-chart":
            return _dotted(diagram, step.source, step.target, add=True)
        word = "move X under Y" if field == "parent" else "X reports to Y"
        raise refused(
            f"the lines of {_the(diagram)} follow from who is under whom", f"say where it belongs: {word}"
        )
    made = new_edge(diagram, step)
    same = [e for e in edges_of(diagram) if matches(e, step.source, step.target, None)]
    if any(plain(e.label) == plain(made.label) for e in same):
        raise refused(
            f"{step.source} is joined to {step.target} already",
            "give the new one a label",
            code="edit.nothing",
        )
    return with_edges(diagram, (*edges_of(diagram), made))


def _the(diagram: Diagram) -> str:
    return {"mindmap": "a mind map", "org-chart": "an org chart", "timeline": "a timeline"}.get(
        diagram.type, f"a {diagram.type} diagram"
    )


def new_edge(diagram: Diagram, step: Connect) -> Any:
    """The edge that a step asks for. EditError for what the type's edges do not have."""
    if diagram.type == "timeline":
        raise refused("the periods of a timeline are not joined by lines", "move one after another instead")
    wanted: dict[str, Any] = {
        "label": step.label,
        "kind": step.kind,
        "line": step.line,
        "target_head": step.head,
        "source_cardinality": step.source_cardinality,
        "target_cardinality": step.target_cardinality,
    }
    struct = element_class(diagram, "edges")
    others = edges_of(diagram)
    if diagram.type == "class":
        for end in ("source", "target"):
            wanted[f"{end}_multiplicity"] = MULTIPLICITIES.get(wanted.pop(f"{end}_cardinality") or "")
    if diagram.type == "er" and others:
        wanted["identifying"] = all(other.identifying for other in others) or None
    given = {name: value for name, value in wanted.items() if value is not None}
    return checked(diagram, struct, {"source": step.source, "target": step.target, **given})


def checked(diagram: Diagram, struct: type[Any], values: dict[str, Any]) -> Any:
    """An element of these values. EditError for a field or value that the type does not have."""
    import msgspec

    try:
        return msgspec.convert(values, struct)
    except msgspec.ValidationError as error:
        what = "an edge" if "source" in values else "an element"
        reason = str(error).replace("Object contains unknown field", "there is no").strip()
        raise refused(f"{what} of {_the(diagram)} cannot be so: {reason[:200]}") from None


def _dotted(diagram: Diagram, source: str, target: str, *, add: bool) -> Diagram:
    def changed(person: Any) -> Any:
        if person.id != source:
            return person
        rest = tuple(id for id in person.dotted if id != target)
        return replace(person, dotted=(*rest, target) if add else rest)

    return with_nodes(diagram, tuple(map(changed, nodes_of(diagram))))


def _disconnect(diagram: Diagram, step: Disconnect) -> Diagram:
    _need(diagram, step.source, step.target)
    if diagram.type == "org-chart" and step.target in find_node(diagram, step.source).dotted:
        return _dotted(diagram, step.source, step.target, add=False)
    gone = [link for link in links_of(diagram) if matches(link, step.source, step.target, step.label)]
    if not gone:
        raise _no_link(diagram, step.source, step.target, step.label)
    if isinstance(diagram, Sequence):
        kept = map_steps(
            diagram.steps,
            lambda s: () if isinstance(s, Message) and any(s is one for one in gone) else (s,),
        )
        return replace(diagram, steps=kept)
    return with_edges(diagram, tuple(e for e in edges_of(diagram) if not any(e is one for one in gone)))


def _no_link(diagram: Diagram, source: str, target: str, label: str | None) -> Exception:
    said = f" that says {label!r}" if label else ""
    noun = "message" if isinstance(diagram, Sequence) else "line"
    other = [plain(link.label) for link in links_of(diagram) if matches(link, source, target, None)]
    back = [link for link in links_of(diagram) if matches(link, target, source, None)]
    hint = None
    if other:
        hint = "there is: " + ", ".join(repr(text) for text in other[:6])
    elif back:
        hint = f"there is one from {target} to {source}"
    return refused(f"there is no {noun} from {source} to {target}{said}", hint, code="edit.unknown")


def _relabel(diagram: Diagram, step: Relabel) -> Diagram:
    _need(diagram, step.source, step.target)
    found = [link for link in links_of(diagram) if matches(link, step.source, step.target, step.label)]
    if not found:
        raise _no_link(diagram, step.source, step.target, step.label)
    if len(found) > 1:
        listed = ", ".join(repr(plain(link.label)) for link in found[:6])
        raise refused(
            f"there are {len(found)} from {step.source} to {step.target}",
            f"say which one by its label: {listed}",
            code="edit.ambiguous",
        )
    chosen = found[0]
    made = replace(chosen, label=step.to or None)
    if isinstance(diagram, Sequence):
        return replace(diagram, steps=map_steps(diagram.steps, lambda s: (made,) if s is chosen else (s,)))
    return with_edges(diagram, tuple(made if edge is chosen else edge for edge in edges_of(diagram)))


def _group(diagram: Diagram, step: Group) -> Diagram:
    from diagramc.kinds import kind_of

    if not kind_of(diagram).groups:
        raise refused(f"{_the(diagram)} has no groups")
    if not step.members:
        raise refused("a group needs members")
    _need(diagram, *step.members)
    id = step.id or new_id(diagram, step.label)
    if find_node(diagram, id) is not None or find_group(diagram, id) is not None:
        raise refused(f"there is an element with the id {id!r} already")
    holders = {_holder(diagram, member) for member in step.members}
    parent = holders.pop() if len(holders) == 1 else None
    if holders:
        raise refused("the members are in different groups", "move them into one group first")
    values: dict[str, Any] = {"id": id, "label": None if step.label == id else step.label, "parent": parent}
    if step.kind is not None:
        values["kind"] = step.kind
    group = checked(diagram, element_class(diagram, "groups"), values)
    inside = tuple(replace(node, group=id) if node.id in step.members else node for node in nodes_of(diagram))
    frames = tuple(
        replace(frame, parent=id) if frame.id in step.members else frame for frame in groups_of(diagram)
    )
    return with_groups(with_nodes(diagram, inside), (*frames, group))


def _holder(diagram: Diagram, id: str) -> str | None:
    node = find_node(diagram, id)
    holder: str | None = node.group if node is not None else find_group(diagram, id).parent
    return holder


def _restyle(diagram: Diagram, step: Restyle) -> Diagram:
    _need(diagram, step.target)
    colours = {name: getattr(step, name) for name in ("fill", "stroke", "color")}
    colours = {name: value for name, value in colours.items() if value is not None}
    values = {name: getattr(step, name) for name in ("kind", "shape", "title")}
    values = {name: value for name, value in values.items() if value is not None}
    node = find_node(diagram, step.target)
    old = node if node is not None else find_group(diagram, step.target)
    lacking = [name for name in values if name not in old.__struct_fields__]
    if lacking:
        raise refused(f"an element of {_the(diagram)} has no {lacking[0]}")
    _check_values(diagram, old, values)
    made: dict[str, Any] = dict(values)
    if values.get("kind") is not None and getattr(old, "shape", None) is not None and "shape" not in values:
        made["shape"] = type(old)(id="x").shape  # the shape of the old kind
    if colours:
        made["style"] = replace(old.style or Style(), **colours)
    new = replace(old, **made)
    if node is not None:
        return with_nodes(diagram, tuple(new if n is old else n for n in nodes_of(diagram)))
    return with_groups(diagram, tuple(new if g is old else g for g in groups_of(diagram)))


def _check_values(diagram: Diagram, old: Any, values: dict[str, Any]) -> None:
    checked(diagram, type(old), {"id": old.id, **values})


def _set(diagram: Diagram, step: SetDiagram) -> Diagram:
    changes: dict[str, Any] = {}
    if step.title is not None:
        changes["title"] = step.title or None
    if step.direction is not None:
        if "direction" not in diagram.__struct_fields__:
            raise refused(f"{_the(diagram)} has no direction")
        changes["direction"] = step.direction
    return replace(diagram, **changes)


__all__ = ["apply_step", "checked", "new_edge", "subtree"]
