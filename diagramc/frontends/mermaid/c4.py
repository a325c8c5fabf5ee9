"""Mermaid C4 diagrams to the IR: persons, systems, containers and components as an architecture diagram."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple, cast

from msgspec.structs import replace

from diagramc.diagnostics import Severity, suggest
from diagramc.frontends.lalr import Explanation, Token, Unexpected, load_grammar
from diagramc.frontends.mermaid.css import color
from diagramc.frontends.mermaid.links import address
from diagramc.frontends.mermaid.mistakes import Closest
from diagramc.frontends.mermaid.rich import verbatim
from diagramc.frontends.source import Source
from diagramc.ir.architecture import Architecture, Boundary, Connection, GroupKind, Service, ServiceKind
from diagramc.ir.base import Direction, Element, Style, plain
from diagramc.targets.nesting import nest
from diagramc.targets.styling import merge

_KINDS: dict[str, ServiceKind] = {
    "Person": "user",
    "System": "system",
    "Container": "container",
    "Component": "component",
}
_FRAMES: dict[str, GroupKind] = {
    "System_Boundary": "system",
    "Container_Boundary": "container",
    "Deployment_Node": "cluster",
    "Node": "cluster",
    "Node_L": "cluster",
    "Node_R": "cluster",
}
_DIRECTIONS: tuple[Direction, ...] = ("TB", "BT", "LR", "RL")


class _Arguments(NamedTuple):
    """The arguments of a macro: by place, None for what is left out, and by name."""

    places: list[Token | None]
    named: dict[str, Token]

    def text(self, index: int, name: str) -> str | None:
        """An argument's text, by its place or its name; None when it is not given or empty."""
        token = self.token(index, name)
        return None if token is None else _text(token) or None

    def token(self, index: int, name: str) -> Token | None:
        """The argument itself."""
        if name in self.named:
            return self.named[name]
        return self.places[index] if index < len(self.places) else None


def read(source: Source) -> Architecture | None:
    """The C4 diagram of a text without its surroundings; None where it has errors, which `source` then holds."""
    made = load_grammar("mermaid/c4").parse(source, _Builder(source), explain=explain)
    return cast("Architecture | None", made)


class _Builder:
    """The actions of `grammars/mermaid/c4.lark`."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.services: dict[str, Service] = {}
        self.groups: dict[str, Boundary] = {}
        self.connections: list[Connection] = []
        self._open: list[str] = []
        self._closest = Closest()
        self._styles: list[tuple[str, _Arguments, int, int]] = []

    def arguments(self, children: list[Token | None], start: int, end: int) -> _Arguments:
        places: list[Token | None] = []
        named: dict[str, Token] = {}
        for child in children:
            if child is not None and child.name == "KEYED":
                named[child.partition("=")[0].strip().removeprefix("$")] = child
            else:
                places.append(child)
        return _Arguments(places, named)

    def boundary_head(self, children: list[Any], start: int, end: int) -> None:
        word, given = children
        macro = word.rstrip("( \t")
        alias = self._alias(given, start, end)
        deployment = macro.startswith(("Deployment", "Node"))
        self.groups[alias] = Boundary(
            id=alias,
            label=given.text(1, "label"),
            kind=_FRAMES.get(macro, "group"),
            parent=self._open[-1] if self._open else None,
            technology=given.text(2, "type") if macro == "Boundary" or deployment else None,
            description=given.text(3, "descr") if deployment else None,
            link=self._link(given),
            span=self.source.span(start, end),
        )
        self._open.append(alias)
        self._note_rest(given)

    def boundary(self, children: list[Any], start: int, end: int) -> None:
        self._open.pop()

    def element(self, children: list[Any], start: int, end: int) -> None:
        word, given = children
        macro = word.rstrip("( \t")
        base = macro.removesuffix("_Ext")
        level = base.removesuffix("Db").removesuffix("Queue")
        alias = self._alias(given, start, end)
        kind: ServiceKind = (
            "database" if base.endswith("Db") else "queue" if base.endswith("Queue") else _KINDS[level]
        )
        technical = level in ("Container", "Component")
        self.services[alias] = Service(
            id=alias,
            label=given.text(1, "label"),
            kind=kind,
            technology=given.text(2, "techn") if technical else None,
            description=given.text(3 if technical else 2, "descr"),
            external=macro.endswith("_Ext"),
            group=self._open[-1] if self._open else None,
            link=self._link(given),
            span=self.source.span(start, end),
        )
        self._note_rest(given)

    def relation(self, children: list[Any], start: int, end: int) -> None:
        word, given = children
        macro = word.rstrip("( \t")
        if macro == "RelIndex":
            given = _Arguments(given.places[1:], given.named)
        source, target = given.text(0, "from"), given.text(1, "to")
        if not source or not target:
            self.source.report(
                "parse.syntax",
                f"`{macro}` joins two elements",
                start,
                end,
                expected=f'`{macro}(from, to, "label")`',
            )
            return
        self.connections.append(
            Connection(
                source=source,
                target=target,
                label=given.text(2, "label"),
                protocol=given.text(3, "techn"),
                source_head="arrow" if macro in ("BiRel", "Rel_Back") else "none",
                target_head="none" if macro == "Rel_Back" else "arrow",
                tooltip=given.text(4, "descr"),
                link=self._link(given),
                span=self.source.span(start, end),
            )
        )
        self._note_rest(given)

    def style(self, children: list[Any], start: int, end: int) -> None:
        self._styles.append((children[0].rstrip("( \t"), children[1], start, end))

    def c4(self, children: list[Any], start: int, end: int) -> Architecture:
        said = self.services or self.groups or self.connections or self._styles or len(children) > 1
        if not said and not self.source.failed:
            self.source.report("parse.empty", "there is nothing in this diagram", start, children[0].end)
        title = description = direction = None
        for token in children:
            if not isinstance(token, Token):
                continue
            if token.name == "TITLE":
                title = verbatim(token[len("title") :]) or None
            elif token.name == "DESCRIPTION":
                description = verbatim(token[len("accDescription") :]) or None
            elif token.name == "TURN":
                direction = next((way for way in _DIRECTIONS if token.split()[1] == way), None)
        for macro, given, first, last in self._styles:
            self._dress(macro, given, first, last)
        ordered: list[Element] = [
            element
            for _, mark, element in nest(self.services.values(), self.groups.values())
            if mark != "close"
        ]
        return Architecture(
            title=title,
            description=description,
            direction=direction,
            services=tuple(element for element in ordered if isinstance(element, Service)),
            groups=tuple(element for element in ordered if isinstance(element, Boundary)),
            connections=tuple(self.connections),
            span=self.source.span(start, end),
        )

    def _alias(self, given: _Arguments, start: int, end: int) -> str:
        alias = given.text(0, "alias")
        if alias is None:
            self.source.report(
                "parse.syntax", "this element has no alias", start, end, expected='`Person(alias, "label")`'
            )
            return f"?{start}"
        if alias in self.groups:
            self.source.report("validate.duplicate-id", f"there is an element `{alias}` already", start, end)
        return alias

    def _link(self, given: _Arguments) -> Any:
        token = given.named.get("link")
        return None if token is None else address(self.source, _text(token), token.start)

    def _note_rest(self, given: _Arguments) -> None:
        for name in ("tags", "sprite", "offsetX", "offsetY"):
            if name in given.named:
                token = given.named[name]
                self._leave_out(f"`${name}`", token.start, token.end)

    def _dress(self, macro: str, given: _Arguments, start: int, end: int) -> None:
        if macro == "UpdateElementStyle":
            self._dress_element(given, start, end)
        elif macro == "UpdateRelStyle":
            self._dress_relation(given, start, end)

    def _dress_element(self, given: _Arguments, start: int, end: int) -> None:
        id = given.text(0, "elementName")
        style = Style(
            fill=self._color(given, 1, "bgColor"),
            color=self._color(given, 2, "fontColor"),
            stroke=self._color(given, 3, "borderColor"),
            span=self.source.span(start, end),
        )
        if id in self.services:
            service = self.services[id]
            self.services[id] = replace(service, style=_merged(service.style, style))
        elif id in self.groups:
            group = self.groups[id]
            self.groups[id] = replace(group, style=_merged(group.style, style))
        else:
            self._unknown(id, [*self.services, *self.groups], start, end)

    def _dress_relation(self, given: _Arguments, start: int, end: int) -> None:
        ends = given.text(0, "from"), given.text(1, "to")
        style = Style(
            color=self._color(given, 2, "textColor"),
            stroke=self._color(given, 3, "lineColor"),
            span=self.source.span(start, end),
        )
        for index, connection in enumerate(self.connections):
            if (connection.source, connection.target) == ends:
                self.connections[index] = replace(connection, style=_merged(connection.style, style))
                return
        self._unknown(f"{ends[0]} to {ends[1]}", [], start, end)

    def _unknown(self, id: str | None, known: Sequence[str], start: int, end: int) -> None:
        hint = self._closest.hint(id or "", known)
        self.source.report("parse.value", f"there is no `{id}` to dress", start, end, hint=hint)

    def _color(self, given: _Arguments, index: int, name: str) -> str | None:
        token = given.token(index, name)
        if token is None or not _text(token):
            return None
        said = color(_text(token))
        if said is None:
            self.source.report("parse.value", f"`{_text(token)}` is no colour", token.start, token.end)
        return said

    def _leave_out(self, what: str, start: int, end: int) -> None:
        message = f"{what} has no place in the diagram's typed form"
        self.source.report("parse.ignored", message, start, end, severity=Severity.INFO)


def _text(token: Token) -> str:
    """What an argument says, without its name and quotes."""
    said = token.partition("=")[2] if token.name == "KEYED" else str(token)
    return plain(verbatim(said.strip().strip('"')))


def _merged(old: Style | None, new: Style) -> Style | None:
    style = replace(merge((old, new)), span=new.span)
    return None if style == Style() else style


_MACROS = (
    *(
        f"{level}{shape}{ext}"
        for level in ("System", "Container", "Component")
        for shape in ("", "Db", "Queue")
        for ext in ("", "_Ext")
    ),
    *(
        "Person",
        "Person_Ext",
        "Boundary",
        "Enterprise_Boundary",
        "System_Boundary",
        "Container_Boundary",
        "Deployment_Node",
        "Node",
    ),
    *(
        "Rel",
        "BiRel",
        "Rel_U",
        "Rel_D",
        "Rel_L",
        "Rel_R",
        "Rel_Up",
        "Rel_Down",
        "Rel_Left",
        "Rel_Right",
        "Rel_Back",
        "RelIndex",
    ),
    *("UpdateElementStyle", "UpdateRelStyle", "UpdateLayoutConfig"),
)


def explain(unexpected: Unexpected) -> Explanation | None:
    """Where a C4 diagram departs from its grammar, in people's words."""
    source, start = unexpected.source, unexpected.start
    word = re.compile(r"\w+").match(source.text, start)
    if "ELEMENT" in unexpected.expected and word is not None and not word[0].startswith("C4"):
        close = suggest(word[0], _MACROS)
        if word[0] in _MACROS:
            return Explanation(
                f"`{word[0]}` without its arguments", hint=f'write `{word[0]}(alias, "label")`', expected=""
            )
        return Explanation(
            f"there is no C4 macro `{word[0]}`",
            hint=f"did you mean `{close}`?" if close else None,
            expected="",
            end=word.end(),
        )
    if unexpected.terminal == "$END" and "_OPEN" in unexpected.open:
        return Explanation("a boundary is not closed", hint="add a `}`", expected="")
    if "_END" in unexpected.expected:
        return Explanation(
            "these arguments are not closed, or not separated by commas",
            hint="put text in quotes, commas between arguments, and a `)` at the end",
            expected="",
        )
    return None
