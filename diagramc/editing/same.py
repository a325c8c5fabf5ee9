"""Whether a text that was changed says what was meant: equal diagrams, but for ids that readers make up and order that means nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from diagramc.editing.elements import edges_of, find_node, groups_of, name_of, nodes_of, with_nodes
from diagramc.editing.patch import Add, AnyStep, Connect, Group, Restyle
from diagramc.ir.base import Diagram, Element
from diagramc.ir.visit import transform, without_spans
from diagramc.kinds import kind_of
from diagramc.passes.normalize import normalize

UNORDERED = ("flowchart", "architecture", "er", "class")
"""The types whose nodes and edges mean the same in any order."""
_REFERENCES = ("id", "source", "target", "group", "parent", "reports_to", "participant")
_LISTS = ("dotted", "participants", "targets", "nodes")


def correspondence(expected: Diagram, found: Diagram) -> dict[str, str] | None:
    """The ids of `expected` as `found` has them, when both say the same; None when they do not."""
    if type(expected) is not type(found):
        return None
    ids = _pairs(nodes_of(expected), nodes_of(found))
    frames = _pairs(groups_of(expected), groups_of(found))
    if ids is None or frames is None:
        return None
    ids |= frames
    return ids if _canonical(renamed(expected, ids)) == _canonical(found) else None


def _pairs(expected: tuple[Any, ...], found: tuple[Any, ...]) -> dict[str, str] | None:
    """Which id is which: equal ids first, then elements of the same name, in order."""
    if len(expected) != len(found):
        return None
    known = {element.id for element in found}
    pairs = {element.id: element.id for element in expected if element.id in known}
    left = [element for element in expected if element.id not in pairs]
    free = [element for element in found if element.id not in pairs]
    for element in left:
        match = next((other for other in free if name_of(other) == name_of(element)), None)
        match = match if match is not None else free[0]
        free.remove(match)
        pairs[element.id] = match.id
    return pairs


def renamed(diagram: Diagram, ids: dict[str, str]) -> Diagram:
    """The diagram with other ids."""
    if all(old == new for old, new in ids.items()):
        return diagram

    def change(element: Element) -> Element:
        changes: dict[str, Any] = {}
        for name in element.__struct_fields__:
            value = getattr(element, name)
            if name in _REFERENCES and value in ids:
                changes[name] = ids[value]
            elif name in _LISTS and value and all(isinstance(item, str) for item in value):
                changes[name] = tuple(ids.get(item, item) for item in value)
        if (
            changes.get("id") not in (None, getattr(element, "id", None))
            and getattr(element, "label", 0) is None
        ):
            changes["label"] = element.id  # type: ignore[attr-defined]  # what was shown for want of a label
        return replace(element, **changes) if changes else element

    return transform(diagram, change)


def _canonical(diagram: Diagram) -> Any:
    plain = without_spans(normalize(diagram))
    if plain.type not in UNORDERED:
        return replace(plain, provenance=None, hints=(), notes=()), _bag(plain.notes), _bag(plain.hints)
    kind = kind_of(plain)
    empty: dict[str, Any] = {kind.nodes: (), kind.edges: (), kind.groups: (), "notes": (), "hints": ()}
    rest = replace(plain, provenance=None, **empty)
    parts = (nodes_of(plain), edges_of(plain), groups_of(plain), plain.notes, plain.hints)
    return (rest, *map(_bag, parts))


def _bag(elements: tuple[Any, ...]) -> Counter[str]:
    return Counter(map(repr, elements))


_LOOKS = (
    "kind",
    "shape",
    "style",
    "icon",
    "direction",
    "line",
    "source_head",
    "target_head",
    "classes",
    "source_side",
    "target_side",
)
"""What a file's defaults give to a new element that says nothing of it."""


def ways_to_say(
    before: Diagram, step: AnyStep, expected: Diagram, found: Diagram
) -> Iterator[tuple[Diagram, str | None]]:
    """The diagrams that `found` may be after a step: new elements look as the file's defaults have it where the step leaves it open.

    The last one also takes the kind of a new element as the language has it; it comes with the field's name.
    """
    yield expected, None
    if isinstance(step, Restyle) and step.shape is not None:
        yield _shaped(step.target, step.shape, expected, found), None
    if not isinstance(step, Add | Connect | Group):
        return
    asked = {name for name in _LOOKS if getattr(step, name, None) is not None}
    if isinstance(step, Connect) and step.head is not None:
        asked.add("target_head")
    yield _as_found(before, expected, found, frozenset(_LOOKS) - asked), None
    given = asked & {"kind", "shape"}
    if isinstance(step, Add) and given:
        yield _as_found(before, expected, found, frozenset(_LOOKS)), sorted(given)[0]


def _shaped(id: str, shape: str, expected: Diagram, found: Diagram) -> Diagram:
    """The expected diagram with the kind that stands for a shape: a language's mark for a hexagon may mean `preparation`."""
    if expected.type != "flowchart":
        return expected
    from diagramc.backends.flowchart.scene import SHAPES

    twin = find_node(found, id)
    if twin is None or (twin.shape or SHAPES[twin.kind]) != shape:
        return expected
    nodes = tuple(
        replace(n, kind=twin.kind, shape=twin.shape) if n.id == id else n for n in nodes_of(expected)
    )
    return with_nodes(expected, nodes)


def _as_found(before: Diagram, expected: Diagram, found: Diagram, fields: frozenset[str]) -> Diagram:
    """The expected diagram whose new elements have some fields from `found`."""
    kind = kind_of(expected)
    changes: dict[str, Any] = {}
    for name in filter(None, (kind.nodes, kind.edges, kind.groups)):
        old = list(getattr(before, name))
        known = {element.id for element in old if element.id is not None}
        there = [element for element in getattr(found, name) if not any(element == o for o in old)]
        made = []
        for element in getattr(expected, name):
            is_new = element.id not in known if name != kind.edges else not any(element == o for o in old)
            twin = _twin(element, there) if is_new else None
            if twin is None:
                made.append(element)
                continue
            there.remove(twin)
            taken = {f: getattr(twin, f) for f in fields if f in element.__struct_fields__}
            made.append(replace(element, **taken))
        changes[name] = tuple(made)
    return replace(expected, **changes)


def _twin(element: Any, there: list[Any]) -> Any | None:
    if hasattr(element, "source"):
        return next(
            (
                e
                for e in there
                if (e.source, e.target, e.label) == (element.source, element.target, element.label)
            ),
            None,
        )
    by_id = next((e for e in there if e.id == element.id), None)
    return by_id if by_id is not None else next((e for e in there if name_of(e) == name_of(element)), None)
