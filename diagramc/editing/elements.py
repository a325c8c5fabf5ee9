"""What the steps of a patch work on, whatever the diagram type: nodes, edges, groups, messages and members."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, get_args

from msgspec.structs import replace

from diagramc.ir.base import Diagram, Element, plain
from diagramc.ir.ids import slug
from diagramc.ir.sequence import AnyStep, Fragment, Message, Operand, Sequence
from diagramc.kinds import kind_of
from diagramc.passes.validate.common import edges_of, groups_of, nodes_of

__all__ = ["edges_of", "groups_of", "nodes_of"]

MEMBERS: dict[str, tuple[str, ...]] = {
    "attribute": ("attributes",),
    "operation": ("operations",),
    "value": ("values",),
    "event": ("events",),
}
"""The field of a node that holds each sort of member."""
PARENT: dict[str, str] = {"mindmap": "parent", "org-chart": "reports_to"}
"""The field that names a node's parent, in the types that are trees."""


def element_class(diagram: Diagram, role: str) -> type[Any]:
    """The class of a diagram's `nodes`, `edges` or `groups`."""
    from typing import get_type_hints

    name = getattr(kind_of(diagram), role)
    found: type[Any] = get_args(get_type_hints(type(diagram))[name])[0]
    return found


def with_nodes(diagram: Diagram, nodes: tuple[Any, ...]) -> Diagram:
    """The diagram with other nodes."""
    return _with(diagram, kind_of(diagram).nodes, nodes)


def with_edges(diagram: Diagram, edges: tuple[Any, ...]) -> Diagram:
    """The diagram with other edges."""
    return _with(diagram, kind_of(diagram).edges, edges)


def with_groups(diagram: Diagram, groups: tuple[Any, ...]) -> Diagram:
    """The diagram with other groups."""
    return _with(diagram, kind_of(diagram).groups, groups)


def _with(diagram: Diagram, field: str, items: tuple[Any, ...]) -> Diagram:
    changed: Any = {field: items}
    return replace(diagram, **changed)


def find_node(diagram: Diagram, id: str | None) -> Any:
    """The node of an id; None when there is none."""
    return next((node for node in nodes_of(diagram) if node.id == id), None)


def find_group(diagram: Diagram, id: str | None) -> Any:
    """The group of an id; None when there is none."""
    return next((group for group in groups_of(diagram) if group.id == id), None)


def parent_of(diagram: Diagram, node: Any) -> str | None:
    """The id of a node's parent in a tree; None for a root and in other types."""
    field = PARENT.get(diagram.type)
    return getattr(node, field) if field else None


def subtree(diagram: Diagram, id: str) -> list[str]:
    """A node of a tree and all below it, parents first."""
    below = [id]
    for known in below:
        below += [
            node.id
            for node in nodes_of(diagram)
            if parent_of(diagram, node) == known and node.id not in below
        ]
    return below


def links_of(diagram: Diagram) -> tuple[Any, ...]:
    """The edges, or in a sequence all messages, in order."""
    return tuple(messages_of(diagram)) if isinstance(diagram, Sequence) else edges_of(diagram)


def messages_of(diagram: Sequence) -> Iterator[Message]:
    """All messages in order of time, those inside fragments too."""

    def walk(steps: tuple[AnyStep, ...]) -> Iterator[Message]:
        for step in steps:
            if isinstance(step, Message):
                yield step
            elif isinstance(step, Fragment):
                for operand in step.operands:
                    yield from walk(operand.steps)

    return walk(diagram.steps)


def map_steps(
    steps: tuple[AnyStep, ...], change: Callable[[AnyStep], tuple[AnyStep, ...]]
) -> tuple[AnyStep, ...]:
    """Steps of a sequence, each replaced by what `change` makes of it, inside fragments first; emptied fragments go."""
    made: list[AnyStep] = []
    for step in steps:
        if isinstance(step, Fragment):
            operands = tuple(
                _with_steps(operand, map_steps(operand.steps, change)) for operand in step.operands
            )
            emptied = any(o.steps for o in step.operands) and not any(o.steps for o in operands)
            if emptied:
                continue
            step = replace(step, operands=operands)
        made += change(step)
    return tuple(made)


def _with_steps(operand: Operand, steps: tuple[AnyStep, ...]) -> Operand:
    return replace(operand, steps=steps)


def matches(link: Any, source: str, target: str, label: str | None) -> bool:
    """Whether an edge or message is the one named by its ends and its label."""
    return (
        link.source == source
        and link.target == target
        and (label is None or fold(plain(link.label)) == fold(label))
    )


def fold(text: str) -> str:
    """Text as people compare it: without case, marks and extra blanks."""
    return " ".join(re.sub(r"[^\w]+", " ", text.casefold()).split())


def name_of(element: Element) -> str:
    """What a person calls an element: its label, else its id, else its text."""
    for field in ("label", "name", "text", "id"):
        said = plain(getattr(element, field, None))
        if said:
            return " ".join(said.split())
    return ""


def new_id(diagram: Diagram, label: str) -> str:
    """An id for something new, in the manner of the ids that are there: `OrderLine`, `ORDER_LINE`, `order-line`, `order_line`."""
    ids = [element.id for element in (*nodes_of(diagram), *groups_of(diagram))]
    taken = {id.casefold() for id in ids}
    words = slug(label).split("-")
    whole = label.strip()
    long = [id for id in ids if len(id) > 1 and re.search(r"[A-Za-z]", id)]
    most = max(1, (len(long) + 1) // 2)
    if diagram.type == "sequence" and re.fullmatch(r"[A-Z][A-Za-z0-9]*", whole):
        made = whole
    elif diagram.type in ("class", "er") and not long:
        made = "".join(word[:1].upper() + word[1:] for word in re.findall(r"\w+", whole))
    elif long and sum(id.isupper() for id in long) >= most:
        made = "_".join(words).upper()
    elif long and sum(bool(re.fullmatch(r"[A-Z][a-zA-Z0-9]*", id)) for id in long) >= most:
        cased = re.fullmatch(r"[A-Z][A-Za-z0-9]*", whole)
        made = whole if cased else "".join(word[:1].upper() + word[1:] for word in words)
    elif long and any(re.fullmatch(r"[a-z]+[A-Z]\w*", id) for id in long):
        made = words[0] + "".join(word.capitalize() for word in words[1:])
    elif any("-" in id for id in ids) and not any("_" in id for id in ids):
        made = "-".join(words)
    else:
        made = "_".join(words)
    base, number = made, 2
    while made.casefold() in taken:
        made, number = f"{base}{number}", number + 1
    return made
