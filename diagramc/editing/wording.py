"""A patch in words, and what a change does to a text as a unified diff."""

from __future__ import annotations

import difflib

from diagramc.editing.elements import find_group, find_node, name_of
from diagramc.editing.patch import (
    Add,
    AddMember,
    AnyStep,
    Connect,
    Disconnect,
    Group,
    Move,
    Patch,
    Relabel,
    Remove,
    RemoveMember,
    Rename,
    RenameMember,
    Restyle,
    SetDiagram,
    Wrap,
)
from diagramc.ir.base import Diagram


def describe(patch: Patch, diagram: Diagram) -> list[str]:
    """Each step of a patch in a line; elements by the names that `diagram` shows."""
    return [_step(step, diagram) for step in patch.steps]


def _step(step: AnyStep, diagram: Diagram) -> str:
    def shown(id: str | None) -> str:
        element = find_node(diagram, id) or find_group(diagram, id)
        return repr(name_of(element)) if element is not None and name_of(element) else repr(id)

    match step:
        case Add():
            place = ""
            if step.between:
                place = f" between {shown(step.between[0])} and {shown(step.between[1])}"
            for word, id in (("after", step.after), ("before", step.before), ("under", step.parent)):
                place += f" {word} {shown(id)}" if id else ""
            place += f" in {shown(step.group)}" if step.group else ""
            kind = f" ({step.kind})" if step.kind else ""
            return f"add {step.label!r}{kind}{place}"
        case AddMember():
            type = f": {step.type}" if step.type else ""
            return f"add {step.member} {step.name!r}{type} to {shown(step.owner)}"
        case RemoveMember():
            return f"remove {step.name!r} from {shown(step.owner)}"
        case RenameMember():
            return f"rename {step.name!r} of {shown(step.owner)} to {step.to!r}"
        case Remove():
            tail = ", and join what was round it" if step.reconnect else ""
            return f"remove {shown(step.target)}{tail}"
        case Rename():
            return f"rename {shown(step.target)} to {step.label!r}"
        case Connect():
            said = f" labelled {step.label!r}" if step.label else ""
            return f"connect {shown(step.source)} to {shown(step.target)}{said}"
        case Disconnect():
            said = f" that says {step.label!r}" if step.label else ""
            return f"remove the line from {shown(step.source)} to {shown(step.target)}{said}"
        case Relabel():
            return f"label the line from {shown(step.source)} to {shown(step.target)} {step.to!r}"
        case Move():
            places = (
                ("into", step.group),
                ("under", step.parent),
                ("after", step.after),
                ("before", step.before),
            )
            told = [f"{word} {shown(id)}" for word, id in places if id]
            return f"move {shown(step.target)} {' '.join(told) or 'out of its group'}"
        case Group():
            return f"group {', '.join(map(shown, step.members))} as {step.label!r}"
        case Wrap():
            return f"put {step.first!r} to {(step.last or step.first)!r} into {step.kind} {step.label!r}"
        case Restyle():
            names = ("kind", "shape", "fill", "stroke", "color", "title")
            told = [f"{name} {getattr(step, name)}" for name in names if getattr(step, name) is not None]
            return f"make {shown(step.target)} {', '.join(told)}"
        case SetDiagram():
            told = [f"title {step.title!r}"] if step.title is not None else []
            told += [f"direction {step.direction}"] if step.direction else []
            return f"set {', '.join(told)}"


def difference(old: str, new: str, name: str) -> str:
    """A unified diff of two texts, with three lines round each change; "" when they are equal."""
    made = difflib.unified_diff(old.splitlines(), new.splitlines(), name, f"{name} (edited)", lineterm="")
    return "".join(line + "\n" for line in made)
