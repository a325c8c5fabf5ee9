"""Architecture as Mermaid's `architecture-beta`: services with icons in nested groups, edges from side to side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple, get_args

from diagramc.backends.architecture import mermaid_c4
from diagramc.backends.architecture.mermaid_sides import choose_sides
from diagramc.backends.base import Features
from diagramc.ir.architecture import Architecture, Boundary, Connection, GroupKind, Service, ServiceKind
from diagramc.ir.base import EdgeHead, Group, Label, Node, Side, label_of, plain
from diagramc.targets.base import Escaped
from diagramc.targets.characters import printable
from diagramc.targets.mermaid.page import approximated, pad, page, unsupported
from diagramc.targets.mermaid.text import is_blank
from diagramc.targets.names import aliases, fresh
from diagramc.targets.nesting import nest

_BUILT_IN = ("cloud", "database", "disk", "internet", "server")
_ICONS: dict[ServiceKind, str] = {
    "database": "database",
    "cache": "database",
    "search": "database",
    "secrets": "database",
    "storage": "disk",
    "disk": "disk",
    "cdn": "internet",
    "dns": "internet",
    "web": "internet",
    "browser": "internet",
    "internet": "internet",
    "mail": "internet",
    "payment": "internet",
    "user": "internet",
    "mobile": "internet",
    "cloud": "cloud",
    "function": "cloud",
    "ai-model": "cloud",
}
"""The built-in icon that comes nearest to a kind; a server for all others."""
_GROUP_ICONS: dict[GroupKind, str] = {"network": "internet", "cluster": "server", "system": "server"}
_EXACT = ("database", "disk", "internet", "cloud", "service", "junction")
_SIDES: dict[Side, str] = {"top": "T", "bottom": "B", "left": "L", "right": "R"}

UNSUPPORTED: Features = {
    **unsupported("Architecture"),
    "Architecture.styles": "style classes",
    "Note": "a note",
    **{f"Note.{field}": f"the {field} of a note" for field in ("text", "targets", "side")},
    **{
        f"{struct}.{field}": f"a {words} of {owner}"
        for struct, owner in (
            ("Service", "a service"),
            ("Boundary", "a group"),
            ("Connection", "a connection"),
        )
        for field, words in (
            ("link", "link"),
            ("tooltip", "tooltip"),
            ("classes", "style class"),
            ("style", "style"),
        )
    },
    "Service.description": "a description of a service",
    "Boundary.description": "a description of a group",
    "Boundary.direction": "a direction of a group",
    **{f"Connection.line={line}": f"a {line} line" for line in ("dashed", "dotted", "thick", "invisible")},
}
APPROXIMATED: Features = {
    "Architecture.direction": "sides of edges for a direction",
    **{
        f"Service.kind={kind}": f"the icon of a {_ICONS.get(kind, 'server')} for a {kind}"
        for kind in get_args(ServiceKind)
        if kind not in _EXACT
    },
    "Architecture.title": "a title in the front matter only, which it does not draw",
    **approximated("Architecture"),
    **{
        f"Connection.{end}_head={head}": f"an arrow for a head that is called {head}"
        for end in ("source", "target")
        for head in get_args(EdgeHead)
        if head not in ("none", "arrow")
    },
    "Connection.protocol": "a protocol in the label of a connection",
    "Service.technology": "a technology in the title of a service",
    "Boundary.technology": "a technology in the title of a group",
    "Service.external": "the word external in the title of a service",
    "Boundary.external": "the word external in the title of a group",
    "Service.shape": "an icon for an outline",
    "Service.icon": "one of five built-in icons, or one whose icon pack must be loaded",
    "Boundary.icon": "one of five built-in icons, or one whose icon pack must be loaded",
    "Boundary.kind": "one of five built-in icons for a kind of group",
}


class Entry(NamedTuple):
    """A group, service or junction; icon, title and parent with what sets them off."""

    pad: Escaped
    keyword: Escaped
    id: Escaped
    icon: Escaped
    title: Escaped
    parent: Escaped


class Line(NamedTuple):
    """An edge from side to side."""

    source: Escaped
    source_side: Escaped
    arrow: Escaped
    target_side: Escaped
    target: Escaped


def tables(diagram: Architecture) -> tuple[Features, Features]:
    """What is left out, and what is written in a lesser form, in the notation that the diagram is written in."""
    if mermaid_c4.suits(diagram):
        return mermaid_c4.UNSUPPORTED, mermaid_c4.APPROXIMATED
    return UNSUPPORTED, APPROXIMATED


def lower(diagram: Architecture) -> str:
    """Mermaid source of an architecture diagram: C4 where its parts are those of the C4 model."""
    if mermaid_c4.suits(diagram):
        return mermaid_c4.lower(diagram)
    elements: list[Node | Group] = [*diagram.groups, *diagram.services]
    names = _names(element.id for element in elements)
    return page(
        diagram,
        "architecture.mmd.j2",
        entries=_entries(diagram, names),
        lines=_lines(diagram, names),
    )


_ID = re.compile(
    # Sides and titles are read before ids.
    r"(?![LRTB]|title|accTitle|accDescr)(?!(?:group|service|junction|align|row|column|in|constructor|prototype|toString)$)"
    r"[A-Za-z0-9](?:[\w-]*\w)?",
    re.ASCII,
)


def _names(wanted: Iterable[str]) -> dict[str, Escaped]:
    """A Mermaid id an id, in order: the id itself where Mermaid takes it. All differ."""
    names = aliases(wanted, frozenset(), keeps=lambda id: bool(_ID.fullmatch(id)))
    for id, name in names.items():
        if not _ID.fullmatch(name):
            names[id] = fresh(names.values(), f"n{name}")
    return names


def _entries(diagram: Architecture, names: Mapping[str, Escaped]) -> list[Entry]:
    found = []
    for depth, mark, element in nest(diagram.services, diagram.groups):
        if mark == "close":
            continue
        home = element.parent if isinstance(element, Group) else element.group
        parent = Escaped(f" in {names[home]}" if home is not None else "")
        common = (pad(depth), names[element.id])
        if isinstance(element, Service):
            if element.kind == "junction":
                found.append(_entry(*common, "junction", "", "", parent))
            else:
                icon = _icon(element.icon) or _ICONS.get(element.kind, "server")
                found.append(_entry(*common, "service", f"({icon})", _title(element), parent))
        elif isinstance(element, Boundary):
            picture = _icon(element.icon) or _GROUP_ICONS.get(element.kind, "cloud")
            plain_frame = element.kind == "group" and not _icon(element.icon)
            icon = "" if plain_frame else f"({picture})"
            found.append(_entry(*common, "group", icon, _title(element), parent))
    return found


def _entry(margin: Escaped, name: Escaped, keyword: str, icon: str, title: str, parent: Escaped) -> Entry:
    return Entry(margin, Escaped(keyword), name, Escaped(icon), Escaped(title), parent)


def _icon(icon: str | None) -> str | None:
    """An icon that Mermaid has, or one of an icon pack such as `mdi:account`."""
    if icon in _BUILT_IN or re.fullmatch(r"[a-z0-9-]+:[a-z0-9-]+", icon or ""):
        return icon
    return None


def _title(element: Service | Boundary) -> str:
    extra = ", ".join(filter(None, (element.technology, "external" if element.external else None)))
    said = f"{plain(label_of(element))} ({extra})" if extra else plain(label_of(element))
    return bracketed(said)


def bracketed(label: Label) -> Escaped:
    """`[title]`, in quotes unless it is plain words.

    Titles alone are drawn without turning entities back, and from Markdown that drops whatever it does not know. So characters
    stand for themselves, kept from their neighbours by zero-width spaces where they would mean something together; those that
    would still go missing are replaced by ones that look alike.
    """
    said = printable(plain(label)).strip()
    if is_blank(said):
        return Escaped("[\u200b]" if not said else '["\u200b"]')
    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9 .,+-]*", said) and not re.match(r"\d+\.", said):
        return Escaped(f"[{said}]")
    for pattern, instead in _LOOKALIKES:
        said = pattern.sub(instead, said)
    said = re.sub(r"\s*\n\s*", "<br/>", said).replace('"', '\\"')
    return Escaped(f'["{said}"]')


_LOOKALIKES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), instead)
    for pattern, instead in (
        (r"`", "ˋ"),
        (r"\\", "＼"),
        (r"\*", "∗"),
        (r"(?<![^\W_])_|_(?![^\W_])", "＿"),
        (r"<(?=/?br\s*/?>)", "‹"),
        # An entity, a directive, a comment, a formula, a struck-out text, a link, an address, an HTML entity.
        (r"#(?=\w)", "#\u200b"),
        (r"%(?=[%{])", "%\u200b"),
        (r"\$(?=\$)", "$\u200b"),
        (r"~(?=~)", "~\u200b"),
        (r"\](?=[(\[:])", "]\u200b"),
        (r":(?=//)", ":\u200b"),
        (r"www(?=\.)", "www\u200b"),
        (r"@(?=\w)", "@\u200b"),
        (r"&(?=#?\w)", "&\u200b"),
        (r"ﬂ(?=°)", "ﬂ\u200b"),
        (r"¶(?=ß)", "¶\u200b"),
    )
)


def _lines(diagram: Architecture, names: Mapping[str, Escaped]) -> list[Line]:
    services = {service.id: service for service in diagram.services}
    stand_ins = _stand_ins(diagram)
    sides = choose_sides(diagram, stand_ins)
    found = []
    for connection, (source_side, target_side) in zip(diagram.connections, sides, strict=True):
        source, target = stand_ins.get(connection.source), stand_ins.get(connection.target)
        if source is None or target is None:
            continue
        apart = services[source].group != services[target].group
        ends = [
            Escaped(
                f"{names[inside]}{'{group}' if inside != end and apart and services[inside].group else ''}"
            )
            for inside, end in ((source, connection.source), (target, connection.target))
        ]
        found.append(
            Line(
                ends[0],
                Escaped(_SIDES[source_side]),
                _arrow(connection),
                Escaped(_SIDES[target_side]),
                ends[1],
            )
        )
    return found


def _stand_ins(diagram: Architecture) -> dict[str, str]:
    """For each end a connection can have, the service at which Mermaid draws it: itself, or for a group its first one."""
    parents = {group.id: group.parent for group in diagram.groups}
    found = {service.id: service.id for service in diagram.services}
    # The border that is crossed is that of the group that a service is in itself.
    for service in diagram.services:
        if service.group is not None:
            found.setdefault(service.group, service.id)
    for service in diagram.services:
        home = service.group
        while home is not None and home not in found:
            found[home] = service.id
            home = parents.get(home)
    return found


def _arrow(connection: Connection) -> Escaped:
    label = plain(connection.label).strip()
    protocol = (connection.protocol or "").strip()
    said = f"{label} ({protocol})" if label and protocol else label or protocol
    line = "--" if is_blank(said) else f"-{bracketed(said)}-"
    tail = "" if connection.source_head == "none" else "<"
    head = "" if connection.target_head == "none" else ">"
    return Escaped(f"{tail}{line}{head}")
