"""Architecture as Mermaid's C4 diagrams, where its parts are those of the C4 model: persons, systems, containers and components."""

from __future__ import annotations

import re
from collections.abc import Mapping

from diagramc.backends.base import Features
from diagramc.ir.architecture import Architecture, Boundary, Connection, GroupKind, Service, ServiceKind
from diagramc.ir.base import Label, Link, Style, label_of
from diagramc.targets.base import Escaped
from diagramc.targets.mermaid.address import url
from diagramc.targets.mermaid.page import approximated, pad, page, statement, unsupported
from diagramc.targets.mermaid.style import color
from diagramc.targets.mermaid.text import quoted
from diagramc.targets.names import aliases
from diagramc.targets.nesting import nest

_MACROS: dict[ServiceKind, str] = {
    "user": "Person",
    "system": "System",
    "container": "Container",
    "component": "Component",
    "database": "ContainerDb",
    "queue": "ContainerQueue",
}
_TECHNICAL: frozenset[ServiceKind] = frozenset({"container", "component", "database", "queue"})
"""Those that have a technology in the C4 model."""
_FRAMES: dict[GroupKind, str] = {
    "group": "Boundary",
    "system": "System_Boundary",
    "container": "Container_Boundary",
    "cluster": "Deployment_Node",
}
_TYPED: frozenset[GroupKind] = frozenset({"group", "cluster"})

UNSUPPORTED: Features = {
    **unsupported("Architecture"),
    "Architecture.direction": "a direction",
    "Architecture.styles": "style classes",
    "Note": "a note",
    **{f"Note.{field}": f"the {field} of a note" for field in ("text", "targets", "side")},
    **{
        f"{struct}.{field}": f"a {words} of {owner}"
        for struct, owner, fields in (
            ("Service", "a service", (("tooltip", "tooltip"), ("classes", "style class"))),
            (
                "Boundary",
                "a group",
                (("tooltip", "tooltip"), ("classes", "style class"), ("direction", "direction")),
            ),
            ("Connection", "a connection", (("classes", "style class"),)),
        )
        for field, words in fields
    },
    **{
        f"{owner}.style.{field}": f"the {words} of an element"
        for owner in ("Service", "Boundary", "Connection")
        for field, words in (
            ("stroke_width", "width of the border"),
            ("line", "line"),
            ("font_size", "size of the text"),
            ("bold", "weight of the text"),
            ("italic", "slant of the text"),
            ("rounded", "corners"),
        )
    },
    "Connection.style.fill": "a fill of a connection",
    "Link.new_window": "in which window a link opens",
}
APPROXIMATED: Features = {
    **approximated("Architecture"),
    "Connection.tooltip": "a description for a tooltip of a connection",
}


def suits(diagram: Architecture) -> bool:
    """Whether a diagram is one of the C4 model, and says nothing that only the other notation has a place for."""
    held = {service.group for service in diagram.services} | {group.parent for group in diagram.groups}
    kinds = {service.kind for service in diagram.services}
    return (
        bool(kinds & {"user", "system", "container", "component"})
        and all(
            service.kind in _MACROS
            and service.icon is None
            and service.shape is None
            and (service.technology is None or service.kind in _TECHNICAL)
            for service in diagram.services
        )
        and all(_frame_suits(group) and group.id in held for group in diagram.groups)
        and all(map(_connection_suits, diagram.connections))
    )


def _frame_suits(group: Boundary) -> bool:
    typed = group.technology is None or group.kind in _TYPED
    described = group.description is None or (group.kind == "cluster")
    return group.kind in _FRAMES and group.icon is None and not group.external and typed and described


def _connection_suits(connection: Connection) -> bool:
    heads = {connection.source_head, connection.target_head}
    sides = connection.source_side or connection.target_side
    return heads <= {"none", "arrow"} and "arrow" in heads and connection.line == "solid" and not sides


def lower(diagram: Architecture) -> str:
    """C4 source of a diagram that `suits`."""
    elements: list[Boundary | Service] = [*diagram.groups, *diagram.services]
    names = aliases(
        (element.id for element in elements),
        frozenset(),
        keeps=lambda id: bool(re.fullmatch(r"[A-Za-z][\w.-]*", id)),
    )
    heading = statement(diagram.title)
    lines = _elements(diagram, names)
    lines += [f"{pad(0)}{_relation(connection, names)}" for connection in diagram.connections]
    for element in elements:
        lines += _style(names[element.id], element.style)
    for connection in diagram.connections:
        lines += _line_style(connection, names)
    return page(
        diagram,
        "c4.mmd.j2",
        header=Escaped(_header(diagram)),
        # The statement knows neither hashes nor semicolons.
        heading=heading if heading and not re.search("[#;]", heading) else None,
        lines=[Escaped(line) for line in lines],
    )


def _header(diagram: Architecture) -> str:
    kinds = {service.kind for service in diagram.services}
    if any(group.kind == "cluster" for group in diagram.groups):
        return "C4Deployment"
    return "C4Component" if "component" in kinds else "C4Container" if kinds & _TECHNICAL else "C4Context"


def _elements(diagram: Architecture, names: Mapping[str, Escaped]) -> list[str]:
    lines = []
    for depth, mark, element in nest(diagram.services, diagram.groups):
        margin = pad(depth)
        if mark == "close":
            lines.append(f"{margin}}}")
        elif isinstance(element, Service):
            macro = _MACROS[element.kind] + ("_Ext" if element.external else "")
            given = [element.technology] if element.kind in _TECHNICAL else []
            said = _call(
                macro, names[element.id], label_of(element), *given, element.description, link=element.link
            )
            lines.append(f"{margin}{said}")
        elif isinstance(element, Boundary):
            said = _call(
                _FRAMES[element.kind],
                names[element.id],
                label_of(element),
                element.technology,
                element.description,
                link=element.link,
            )
            lines.append(f"{margin}{said} {{")
    return lines


def _relation(connection: Connection, names: Mapping[str, Escaped]) -> str:
    macro = (
        "Rel"
        if connection.source_head == "none"
        else "BiRel"
        if connection.target_head == "arrow"
        else "Rel_Back"
    )
    ends = Escaped(f"{names[connection.source]}, {names[connection.target]}")
    return _call(
        macro, ends, connection.label or "", connection.protocol, connection.tooltip, link=connection.link
    )


def _call(macro: str, name: Escaped, label: Label, *more: Label | None, link: Link | None) -> str:
    """A macro with its arguments; trailing ones that say nothing are left out."""
    given = [_argument(label), *map(_argument, more)]
    while len(given) > 1 and given[-1] == '""':
        given.pop()
    address = url(link)
    if address:
        given.append(f'$link="{address}"')
    return f"{macro}({', '.join([name, *given])})"


def _argument(label: Label | None) -> str:
    return quoted(label, reading="verbatim") if label else '""'


def _style(name: Escaped, style: Style | None) -> list[str]:
    if style is None:
        return []
    said = [
        f'${field}="{value}"'
        for field, value in (
            ("bgColor", color(style.fill)),
            ("fontColor", color(style.color)),
            ("borderColor", color(style.stroke)),
        )
        if value
    ]
    return [f"{pad(0)}UpdateElementStyle({', '.join([name, *said])})"] if said else []


def _line_style(connection: Connection, names: Mapping[str, Escaped]) -> list[str]:
    style = connection.style
    if style is None:
        return []
    said = [
        f'${field}="{value}"'
        for field, value in (("textColor", color(style.color)), ("lineColor", color(style.stroke)))
        if value
    ]
    ends = [names[connection.source], names[connection.target]]
    return [f"{pad(0)}UpdateRelStyle({', '.join([*ends, *said])})"] if said else []
