"""Mermaid architecture diagrams to the IR."""

from __future__ import annotations

import re
from typing import Any, cast

from diagramc.diagnostics import Severity, suggest
from diagramc.frontends.lalr import Explanation, Token, Unexpected, load_grammar
from diagramc.frontends.mermaid.mistakes import Closest
from diagramc.frontends.mermaid.rich import verbatim
from diagramc.frontends.mermaid.text import show_entities
from diagramc.frontends.source import Source
from diagramc.ir.architecture import Architecture, Boundary, Connection, GroupKind, Service, ServiceKind
from diagramc.ir.base import Element, Side
from diagramc.targets.nesting import nest

_SIDES: dict[str, Side] = {"L": "left", "R": "right", "T": "top", "B": "bottom"}
_SERVICES: dict[str, ServiceKind] = {
    "database": "database",
    "disk": "disk",
    "internet": "internet",
    "cloud": "cloud",
    "server": "service",
}
"""The kind of a service with one of Mermaid's own icons."""
_GROUPS: dict[str, GroupKind] = {"cloud": "cloud", "internet": "network", "server": "cluster"}
_OWN_ICONS = ("cloud", "database", "disk", "internet", "server")
_KEYWORDS = ("group", "service", "junction", "align", "title", "accTitle", "accDescr")


def read(source: Source) -> Architecture | None:
    """The architecture diagram of a text without its surroundings; None where it has errors, which `source` then holds."""
    made = load_grammar("mermaid/architecture").parse(source, _Builder(source), explain=explain)
    return cast("Architecture | None", made)


class _Builder:
    """The actions of `grammars/mermaid/architecture.lark`. Everything is declared before it is referred to."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.services: dict[str, Service] = {}
        self.groups: dict[str, Boundary] = {}
        self._edges: list[tuple[list[Any], int, int]] = []
        self._closest = Closest()

    def group(self, children: list[Any], start: int, end: int) -> None:
        _, name, icon, title, _, home = children
        if not self._is_new(name):
            return
        picture = self._icon(icon)
        kind = _GROUPS.get(picture or "", "group")
        self.groups[str(name)] = Boundary(
            id=str(name),
            label=_label(title),
            kind=kind,
            icon=picture if kind == "group" else None,
            parent=self._home(home, name),
            span=self.source.span(start, end),
        )

    def service(self, children: list[Any], start: int, end: int) -> None:
        _, name, icon, title, _, home = children
        if not self._is_new(name):
            return
        picture = self._icon(icon)
        kind = _SERVICES.get(picture or "server")
        self.services[str(name)] = Service(
            id=str(name),
            label=_label(title),
            kind=kind or "service",
            icon=picture if kind is None else None,
            group=self._home(home, name),
            span=self.source.span(start, end),
        )

    def junction(self, children: list[Any], start: int, end: int) -> None:
        _, name, _, home = children
        if self._is_new(name):
            span = self.source.span(start, end)
            self.services[str(name)] = Service(
                id=str(name), kind="junction", group=self._home(home, name), span=span
            )

    def align(self, children: list[Any], start: int, end: int) -> None:
        for name in children[2:]:
            self._service(name)
        self.source.report(
            "parse.ignored",
            "the diagram's typed form has no rows and columns",
            start,
            end,
            severity=Severity.INFO,
        )

    def edge(self, children: list[Any], start: int, end: int) -> None:
        self._edges.append((children, start, end))

    def architecture(self, children: list[Any], start: int, end: int) -> Architecture:
        connections = [self._connection(*edge) for edge in self._edges]
        ordered: list[Element] = [
            element
            for _, mark, element in nest(self.services.values(), self.groups.values())
            if mark != "close"
        ]
        titles = [child for child in children if isinstance(child, Token) and child.name == "TITLE"]
        return Architecture(
            title=verbatim(titles[-1][len("title") :]) or None if titles else None,
            services=tuple(element for element in ordered if isinstance(element, Service)),
            groups=tuple(element for element in ordered if isinstance(element, Boundary)),
            connections=tuple(connection for connection in connections if connection is not None),
            span=self.source.span(start, end),
        )

    def _connection(self, children: list[Any], start: int, end: int) -> Connection | None:
        source, source_whole, source_side, arrow, target_side, target, target_whole = children
        ends = [self._service(name) for name in (source, target)]
        if ends[0] is None or ends[1] is None:
            return None
        homes = [ends[0].group, ends[1].group]
        ids = [ends[0].id, ends[1].id]
        for index, whole in enumerate((source_whole, target_whole)):
            home = homes[index]
            if whole is None:
                continue
            if home is None or homes[0] == homes[1]:
                self.source.report(
                    "parse.syntax" if home is not None else "parse.value",
                    f"this line crosses no border of a group of `{ids[index]}`",
                    whole.start,
                    whole.end,
                    hint="remove `{group}`",
                )
            else:
                ids[index] = home
        title = re.search(r"\[.*\]", arrow)
        return Connection(
            source=ids[0],
            target=ids[1],
            label=_title_text(title[0]) or None if title else None,
            source_head="arrow" if arrow.startswith("<") else "none",
            target_head="arrow" if arrow.endswith(">") else "none",
            source_side=_SIDES[source_side],
            target_side=_SIDES[target_side],
            span=self.source.span(start, end),
        )

    def _service(self, name: Token) -> Service | None:
        """The service or junction of a name; None, and a problem, when there is none."""
        found = self.services.get(str(name))
        if found is None:
            group = name in self.groups
            hint = "write the id of a service in it: `service_id{group}:R`"
            self.source.report(
                "validate.dangling-reference",
                f"`{name}` is a group" if group else f"there is no service `{name}`",
                name.start,
                name.end,
                expected="a service or junction" if group else None,
                hint=hint if group else self._closest.hint(name, self.services),
            )
        return found

    def _is_new(self, name: Token) -> bool:
        known = name in self.services or name in self.groups
        if known:
            message = f"there is an element `{name}` already"
            self.source.report("validate.duplicate-id", message, name.start, name.end)
        return not known

    def _home(self, home: Token | None, name: Token) -> str | None:
        """The id of the group that an element is in, which must stand above it."""
        if home is None:
            return None
        if home in self.groups and home != name:
            return str(home)
        message = (
            f"`{home}` is no group"
            if home in self.services or home == name
            else f"there is no group `{home}` above"
        )
        self.source.report(
            "validate.dangling-reference",
            message,
            home.start,
            home.end,
            hint=self._closest.hint(home, self.groups) or "declare the group before what is in it",
        )
        return None

    def _icon(self, token: Token | None) -> str | None:
        """The icon that a token names: one of Mermaid's own, or one of an icon pack such as `logos:aws-s3`."""
        if token is None:
            return None
        said = token.strip('()" \t')
        if token.name == "ICON" and (said in _OWN_ICONS or ":" in said):
            return said
        message = (
            f"Mermaid has no icon `{said}`" if token.name == "ICON" else "a text in the place of an icon"
        )
        self.source.report(
            "parse.value",
            f"{message}; it is left out",
            token.start,
            token.end,
            expected="cloud, database, disk, internet, server, or one of an icon pack such as logos:aws-s3",
        )
        return None


def _label(title: Token | None) -> str | None:
    return None if title is None else _title_text(title)


def _title_text(title: str) -> str:
    """What stands in the brackets, without quotes. Entities mean nothing here."""
    said = show_entities(title)[1:-1].strip()
    if said[:1] in ('"', "'") and said[-1:] == said[:1] and len(said) > 1:
        said = re.sub(r"\\(['\"])", r"\1", said[1:-1])
    return verbatim(said)


def explain(unexpected: Unexpected) -> Explanation | None:
    """Where an architecture diagram departs from its grammar, in people's words."""
    found, source = unexpected.found, unexpected.source
    line = source.line(source.line_number(unexpected.start)).strip()
    word = line.split()[0] if line.split() else ""
    if unexpected.expected == ("_COLON", "WHOLE") or set(unexpected.expected) == {"_COLON", "WHOLE"}:
        close = suggest(word, _KEYWORDS) if not re.match(r"[-:<{]", found) else None
        if close:
            return Explanation(f"`{word}` is no keyword", hint=f"did you mean `{close}`?", expected="")
        return Explanation(
            "a line leaves a service at one of its sides",
            hint="write the side after a colon: `a:R --> L:b`",
        )
    if "SIDE" in unexpected.expected and found.strip():
        return Explanation(f"`{found}` is no side of a service", hint="L, R, T or B: `a:R --> L:b`")
    if found.startswith("["):
        return Explanation(
            "this title is not closed, or has brackets in it",
            hint='put a title with special characters in quotes: ["…"]',
            expected="",
        )
    return None
