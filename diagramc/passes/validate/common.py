"""The rules of all diagram types: ids, references, nesting, styles, links, lengths."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from diagramc.diagnostics import Diagnostic, Severity, diagnose, suggest
from diagramc.ir.base import Diagram, Edge, Element, Group, Link, Node, Style, plain
from diagramc.ir.colors import CSS_COLORS, is_color
from diagramc.ir.urls import has_safe_scheme
from diagramc.ir.visit import walk
from diagramc.kinds import kind_of

MAX_ELEMENTS = 5_000
"""The most elements, whatever they are."""
MAX_DEPTH = 50
"""The deepest nesting of groups, fragments and topics."""
MAX_TEXT = 10_000
"""The longest label or other short text, in characters."""
MAX_PROSE = 20_000
"""The longest description or prompt, in characters."""
MAX_COMPARED = 50
"""The most ids that a wrong one is compared with, to suggest the right one."""
LONG_FIELDS = frozenset({"description", "prompt"})
SPOKEN = frozenset({"Note", "SequenceNote", "Event"})
"""Structs that are nothing but their `text`."""
STYLE_BOUNDS = {"stroke_width": (0.0, 100.0), "font_size": (1.0, 400.0)}
"""Least and greatest value of a style's numbers, in px."""

NOUNS = {
    "FlowNode": "node",
    "Flow": "edge",
    "FlowGroup": "group",
    "Boundary": "group",
    "EntityAttribute": "attribute",
    "SequenceNote": "note",
}
"""What people call an element, where it is not the struct's name."""


def noun(element: Element) -> str:
    """What people call this sort of element."""
    name = type(element).__name__
    return NOUNS.get(name, name.lower())


def describe(element: Element) -> str:
    """An element in words for a message: `node 'a'`, `edge from 'a' to 'b'`."""
    if "source" in element.__struct_fields__:
        source, target = getattr(element, "source", None), getattr(element, "target", None)
        return f"{noun(element)} from {_quoted(source)} to {_quoted(target)}"
    name = getattr(element, "id", None) or getattr(element, "name", None) or getattr(element, "label", None)
    return f"{noun(element)} {_quoted(name)}" if name else noun(element)


def _quoted(name: Any) -> str:
    if name is None:
        return "nowhere"
    text = plain(name)
    return repr(text if len(text) <= 40 else text[:39] + "…")


def nodes_of(diagram: Diagram) -> tuple[Any, ...]:
    """The diagram's nodes, whatever its type calls them."""
    nodes: tuple[Any, ...] = getattr(diagram, kind_of(diagram).nodes)
    return nodes


def edges_of(diagram: Diagram) -> tuple[Any, ...]:
    """The diagram's edges; () for a type that has none."""
    name = kind_of(diagram).edges
    return getattr(diagram, name) if name else ()


def groups_of(diagram: Diagram) -> tuple[Any, ...]:
    """The diagram's groups; () for a type that has none."""
    name = kind_of(diagram).groups
    return getattr(diagram, name) if name else ()


def check_size(diagram: Diagram) -> list[Diagnostic]:
    """Whether the diagram is too large, or nested too deep, to look at more closely. Never recurses deeper than the limit."""
    count, deepest, pending = 0, 0, [(diagram, 0)]
    while pending:
        element, depth = pending.pop()
        count += 1
        deepest = max(deepest, depth)
        if count > MAX_ELEMENTS or deepest > 2 * MAX_DEPTH + 10:
            break
        pending += [(inner, depth + 1) for inner in _inner(element)]
    if count > MAX_ELEMENTS:
        return [diagnose("validate.too-large", f"the diagram has more than {MAX_ELEMENTS} elements")]
    if (
        deepest > 2 * MAX_DEPTH + 10
    ):  # a fragment and its operand are two steps down, a run inside a label a few more
        return [too_deep(diagram)]
    return []


def _inner(element: Element) -> Iterator[Any]:
    for name in element.__struct_fields__:
        value = getattr(element, name)
        if isinstance(value, Element):
            yield value
        elif isinstance(value, tuple | dict):
            items = value.values() if isinstance(value, dict) else value
            yield from (item for item in items if isinstance(item, Element))


def too_deep(element: Element) -> Diagnostic:
    """The diagnostic for an element under which nothing is looked at any more."""
    message = f"this {noun(element)} is nested more than {MAX_DEPTH} deep"
    return diagnose("validate.too-large", message, span=element.span)


def check(diagram: Diagram) -> Iterator[Diagnostic]:
    """Every problem that does not depend on the diagram's type."""
    nodes, edges, groups = nodes_of(diagram), edges_of(diagram), groups_of(diagram)
    if not nodes and not groups:
        yield diagnose(
            "validate.empty", f"the {diagram.type} diagram has no {kind_of(diagram).nodes}", span=diagram.span
        )
    yield from _check_ids((*nodes, *groups))
    yield from _check_ids(tuple(item for item in (*edges, *diagram.notes) if item.id is not None))
    node_ids, group_ids = [node.id for node in nodes], [group.id for group in groups]
    yield from _check_references(diagram, edges, node_ids, group_ids)
    yield from check_tree(groups, {group.id: group.parent for group in groups}, "groups contain each other")
    for element in walk(diagram):
        yield from _check_texts(element)
        if type(element).__name__ in SPOKEN and not plain(getattr(element, "text", None)).strip():
            yield diagnose("validate.unlabelled", f"this {noun(element)} has no text", span=element.span)
        if isinstance(element, Link):
            yield from check_link(element)
        elif isinstance(element, Style):
            yield from _check_style(element)
        elif isinstance(element, Node | Edge | Group):
            yield from _check_classes(element, diagram.styles)


def has_controls(text: str) -> bool:
    """Whether there are ASCII control characters in a text."""
    return any(char < " " or char == "\x7f" for char in text)


def _check_ids(elements: tuple[Any, ...]) -> Iterator[Diagnostic]:
    first: dict[str, Any] = {}
    for element in elements:
        if not element.id.strip():
            yield diagnose("validate.empty-id", f"this {noun(element)} has an empty id", span=element.span)
        elif has_controls(element.id):
            yield _bad_value(element, f"the id {element.id!r} has control characters in it")
        elif element.id in first:
            other = first[element.id]
            where = f" in line {other.span.line}" if other.span else ""
            message = f"{describe(element)}: the {noun(other)}{where} has this id already"
            yield diagnose("validate.duplicate-id", message, span=element.span)
        else:
            first[element.id] = element


def _check_references(
    diagram: Diagram, edges: tuple[Any, ...], node_ids: list[str], group_ids: list[str]
) -> Iterator[Diagnostic]:
    both = {*node_ids, *group_ids}
    known_groups = set(group_ids)
    for node in nodes_of(diagram):
        yield from check_reference(node, "group", node.group, known_groups)
    for group in groups_of(diagram):
        yield from check_reference(group, "parent", group.parent, known_groups)
    for edge in edges:
        yield from check_reference(edge, "source", edge.source, both)
        yield from check_reference(edge, "target", edge.target, both)
    for note in diagram.notes:
        for target in note.targets:
            yield from check_reference(note, "targets", target, both)
    for hint in diagram.hints:
        for id in hint.nodes:
            yield from check_reference(hint, "nodes", id, both)


def check_reference(element: Element, field: str, id: str | None, known: set[str]) -> Iterator[Diagnostic]:
    """A diagnostic when `id`, given in `field` of `element`, is none of the `known` ids; it names the closest one."""
    if id is None or id in known:
        return
    close = _closest(id, known - {getattr(element, "id", None) or ""})
    yield diagnose(
        "validate.dangling-reference",
        f"{describe(element)}: `{field}` names {_quoted(id)}, which does not exist",
        span=element.span,
        hint=f"did you mean {_quoted(close)}?" if close else None,
    )


def _closest(id: str, known: set[str]) -> str | None:
    """The id that was most likely meant. Of many only a few alike are compared, as a slip may be in every reference."""
    if len(known) > MAX_COMPARED:
        start = id[:1].lower()
        alike = sorted(
            other for other in known if other[:1].lower() == start and abs(len(other) - len(id)) <= 2
        )
        return suggest(id, alike[:MAX_COMPARED])
    return suggest(id, sorted(known))


def check_circles(
    elements: Iterable[Any], parents: Mapping[str, str | None], told: str, severity: Severity | None = None
) -> Iterator[Diagnostic]:
    """A diagnostic for each circle among `parents` (id to parent's id), in the words `told`."""
    spans = {element.id: element.span for element in elements}
    for circle in circles(parents):
        way = " → ".join(_quoted(id) for id in [*circle, circle[0]])
        yield diagnose("validate.cycle", f"{told}: {way}", span=spans[circle[0]], severity=severity)


def check_tree(
    elements: tuple[Any, ...], parents: Mapping[str, str | None], told: str
) -> Iterator[Diagnostic]:
    """A diagnostic for each circle among `parents` (one entry an element), and one when they are nested too deep."""
    yield from check_circles(elements, parents, told)
    depths: dict[str, int] = {}
    for element in elements:
        if _depth(element.id, parents, depths) > MAX_DEPTH:
            yield too_deep(element)
            return


def circles(parents: Mapping[str, str | None]) -> list[list[str]]:
    """The circles in a map from id to parent's id, each once, from its first member in the map's order."""
    found: list[list[str]] = []
    done: set[str] = set()
    for start in parents:
        path: list[str] = []
        on_path: set[str] = set()
        id: str | None = start
        while id is not None and id in parents and id not in done and id not in on_path:
            path.append(id)
            on_path.add(id)
            id = parents[id]
        if id is not None and id in on_path:
            found.append(path[path.index(id) :])
        done |= on_path
    return found


def _depth(id: str, parents: Mapping[str, str | None], depths: dict[str, int]) -> int:
    """How many levels there are from the top to `id` (0 in and below a circle); `depths` keeps what is known."""
    path: dict[str, None] = {}
    at: str | None = id
    while at is not None and at in parents and at not in depths and at not in path:
        path[at] = None
        at = parents[at]
    circular = at is not None and (at in path or depths.get(at) == 0)
    depth = depths.get(at, 0) if at is not None else 0
    for step in reversed(path):
        depth = 0 if circular else depth + 1
        depths[step] = depth
    return depths[id]


def check_roots(diagram: Diagram, parents: Mapping[str, str | None], reference: str) -> Iterator[Diagnostic]:
    """A diagnostic unless exactly one node has no parent, in words that name the `reference` field."""
    roots = [node for node in nodes_of(diagram) if node.id in parents and parents[node.id] is None]
    if len(roots) > 1:
        names = ", ".join(_quoted(root.id) for root in roots[:5]) + (", …" if len(roots) > 5 else "")
        yield diagnose(
            "validate.roots",
            f"the {diagram.type} has {len(roots)} roots: {names}",
            span=roots[1].span,
            expected=f"one {noun(roots[0])} without `{reference}`",
            hint=f"give all but one of them a `{reference}`",
        )
    elif not roots and parents and not circles(parents):
        yield diagnose(
            "validate.roots",
            f"the {diagram.type} has no root",
            span=diagram.span,
            expected=f"one {noun(nodes_of(diagram)[0])} without `{reference}`",
        )


def _check_texts(element: Element) -> Iterator[Diagnostic]:
    for name in element.__struct_fields__:
        value = getattr(element, name)
        for text in value if isinstance(value, tuple) else (value,):
            limit = MAX_PROSE if name in LONG_FIELDS else MAX_TEXT
            if isinstance(text, str) and len(text) > limit:
                message = f"`{name}` of this {noun(element)} has {len(text):,} characters"
                yield _bad_value(element, message, f"at most {limit:,}")


def check_link(link: Link) -> Iterator[Diagnostic]:
    """A diagnostic when the URL is none, or would run a program or read a file where the picture is opened."""
    if not link.url.strip() or " " in link.url or has_controls(link.url):
        yield _bad_value(link, f"{_quoted(link.url)} is no URL", "a URL without spaces or control characters")
    elif not has_safe_scheme(link.url):
        scheme = link.url.partition(":")[0]
        yield _bad_value(
            link, f"links to {scheme[:20]!r} URLs are not allowed", "an http, https, mailto or relative URL"
        )


def _check_style(style: Style) -> Iterator[Diagnostic]:
    for name in ("fill", "stroke", "color"):
        yield from check_color(style, name, getattr(style, name))
    for name, (least, most) in STYLE_BOUNDS.items():
        value = getattr(style, name)
        if value is not None and not least <= value <= most:
            yield _bad_value(style, f"`{name}` is {value:g}", f"a number of px from {least:g} to {most:g}")


def check_color(element: Element, field: str, value: str | None) -> Iterator[Diagnostic]:
    """A diagnostic when `value` of `field` is no colour; it names the closest colour name."""
    if value is None or is_color(value):
        return
    close = None if value.startswith("#") else suggest(value, sorted(CSS_COLORS))
    yield diagnose(
        "validate.value",
        f"`{field}` is {_quoted(value)}, which is no colour",
        span=element.span,
        expected="#rgb, #rrggbb, #rrggbbaa or a CSS colour name",
        hint=f"did you mean {close}?" if close else None,
    )


def _check_classes(element: Node | Edge | Group, styles: Mapping[str, Style]) -> Iterator[Diagnostic]:
    for name in element.classes:
        if name not in styles:
            close = suggest(name, list(styles))
            yield diagnose(
                "validate.style",
                f"{describe(element)}: there is no style named {_quoted(name)}",
                span=element.span,
                hint=f"did you mean {_quoted(close)}?" if close else None,
            )


def _bad_value(element: Element, message: str, expected: str | None = None) -> Diagnostic:
    return diagnose("validate.value", message, span=element.span, expected=expected)


def check_range(element: Element, field: str, least: int, most: int) -> Iterator[Diagnostic]:
    """A diagnostic when the number in `field` is not from `least` to `most`."""
    value = getattr(element, field)
    if not least <= value <= most:
        yield _bad_value(
            element, f"`{field}` of {describe(element)} is {value}", f"a whole number from {least} to {most}"
        )
