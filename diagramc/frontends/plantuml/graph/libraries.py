"""Macros of PlantUML's standard libraries: C4 is known by heart; the calls of others are read as plain elements and arrows.

Source: github.com/plantuml-stdlib/C4-PlantUML 2.x, whose macros take their arguments by position or as `$name=value`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec.structs import replace

from diagramc.diagnostics import suggest
from diagramc.frontends.lalr import Token
from diagramc.frontends.plantuml.colors import read_color
from diagramc.frontends.plantuml.graph.arrows import Arrow, read_arrow
from diagramc.frontends.plantuml.graph.model import Element, Tie
from diagramc.frontends.plantuml.ids import class_name
from diagramc.frontends.plantuml.text import Target, read_text
from diagramc.ir.base import Hint, LineStyle, Link, Side, Style, plain

if TYPE_CHECKING:
    from diagramc.frontends.plantuml.graph import Graph

C4 = "C4"

_KINDS = {
    "Person": "user",
    "System": "system",
    "SystemDb": "database",
    "SystemQueue": "queue",
    "Container": "container",
    "ContainerDb": "database",
    "ContainerQueue": "queue",
    "Component": "component",
    "ComponentDb": "database",
    "ComponentQueue": "queue",
}
_WITH_TECHNOLOGY = ("Container", "Component")
_NODES = {"Deployment_Node", "Node"}
_BOUNDARIES = {
    "Boundary": "group",
    "Enterprise_Boundary": "group",
    "System_Boundary": "system",
    "Container_Boundary": "container",
    "Component_Boundary": "group",
}
_SIDES: dict[str, Side] = {"U": "top", "D": "bottom", "L": "left", "R": "right"}
_REL = re.compile(
    r"(?P<both>Bi)?Rel(?P<index>Index)?(?P<back>_Back)?(?P<near>_Neighbor)?(?:_(?P<side>Up|Down|Left|Right|[UDLR]))?\Z"
)
_LAY = re.compile(r"Lay_(?:(?P<side>Up|Down|Left|Right|[UDLR])|Distance)\Z")
_LOOKS = re.compile(
    r"(?:SHOW|HIDE|SET|LAYOUT|LEGEND|Update|Set|Without|Add|Lay|Boundary_End|increment|Index|LastIndex|show|hide|getIndex|setIndex)\w*\Z"
)
_ALL = [
    *_KINDS,
    *(f"{name}_Ext" for name in _KINDS),
    *_NODES,
    *_BOUNDARIES,
    "Rel",
    "BiRel",
    "Rel_Back",
    "Rel_Neighbor",
]


def _words(text: str) -> str:
    """A text in one line, without markup."""
    return " ".join(plain(read_text(text).label).split())


def _link(graph: Graph, url: str, start: int, end: int) -> Link | None:
    return graph.link((Target(url),), start, end)


class Call(NamedTuple):
    """A call as name, arguments in order, and arguments by name."""

    name: str
    positional: list[str]
    named: dict[str, str]

    def get(self, name: str, position: int) -> str:
        """An argument by its name, else by its position; "" when it is missing."""
        if name in self.named:
            return self.named[name]
        return self.positional[position] if position < len(self.positional) else ""


def call(graph: Graph, token: Token, traits: list[Any], opens: bool, start: int, end: int) -> None:
    """Read a call of a library's macro into the graph."""
    said = read_call(token)
    if C4 in graph.source.libraries and _c4(graph, said, opens, token.start, end):
        return
    others = [name for name in graph.source.libraries if name != C4]
    if others:
        _plain(graph, said, opens, start, end)
        return
    close = suggest(said.name, _ALL)
    graph.error(
        f"the C4 library has no macro `{said.name}`",
        token.start,
        token.start + len(said.name),
        hint=f"did you mean `{close}`?" if close else None,
    )


def read_call(text: str) -> Call:
    """`Name(a, "b", $c="d")` as its parts."""
    name, _, inside = text.partition("(")
    found = Call(name.strip(), [], {})
    for part in _split(inside.rstrip().removesuffix(")")):
        key = re.match(r"\s*\$(\w+)\s*=\s*(.*)\Z", part, re.DOTALL)
        value = (key[2] if key else part).strip()
        if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
            value = value[1:-1]
        if key:
            found.named[key[1]] = value
        else:
            found.positional.append(value)
    return found


def _split(text: str) -> list[str]:
    parts, level, quote, start = [], 0, "", 0
    for at, char in enumerate(text):
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'" and not text[start:at].strip().rpartition("=")[2].strip():
            quote = char
        elif char == "," and level == 0:
            parts.append(text[start:at])
            start = at + 1
        else:
            level += (char == "(") - (char == ")")
    last = text[start:]
    return [*parts, last] if parts or last.strip() else []


# C4


def _c4(graph: Graph, said: Call, opens: bool, start: int, end: int) -> bool:
    """Read a macro of C4; answers whether it is one."""
    name = said.name
    base = name.removesuffix("_Ext")
    node = re.sub(r"_(?:L|R)\Z", "", name)
    if base in _KINDS:
        _element(graph, said, base, name != base, opens, start, end)
    elif node in _NODES:
        _deployment(graph, said, opens, start, end)
    elif name in _BOUNDARIES:
        _boundary(graph, said, opens, start, end)
    elif rel := _REL.match(name):
        _relation(graph, said, rel, start, end)
    elif name == "Rel_":
        _internal_relation(graph, said, start, end)
    elif lay := _LAY.match(name):
        _layout(graph, said, lay, start, end)
    elif re.match(r"Add\w*Tag\Z|Update\w*Style\Z", name):
        _tag(graph, said, start, end)
    elif name.startswith(("LAYOUT_LEFT_RIGHT", "LAYOUT_LANDSCAPE")):
        graph.direction = "LR"
    elif name == "AddProperty":
        graph.left_out("properties of C4 elements", start, end)
    elif _LOOKS.match(name):
        graph.only_looks("looks and legends of C4", start, end)
    else:
        return False
    return True


def _named(graph: Graph, said: Call, keyword: str, opens: bool, start: int, end: int) -> Element:
    alias = said.get("alias", 0)
    if not alias:
        graph.error(f"`{said.name}` needs an alias", start, end, hint=f'write `{said.name}(alias, "Label")`')
    element = graph.place(alias or said.name, keyword, said.get("label", 1) or alias, start, end, frame=opens)
    link = said.named.get("link", "")
    element.link = _link(graph, link, start, end) if link else None
    element.tags = [tag for tag in said.named.get("tags", "").split("+") if tag]
    if opens:
        graph.enter(element, start, end)
    else:
        graph.last = element.id
    return element


def _element(graph: Graph, said: Call, base: str, external: bool, opens: bool, start: int, end: int) -> None:
    element = _named(graph, said, "rectangle", opens, start, end)
    shift = 1 if base.startswith(_WITH_TECHNOLOGY) else 0
    element.kind = _KINDS[base]
    element.external = external
    element.technology = _words(said.get("techn", 2)) or None if shift else None
    element.description = _words(said.get("descr", 2 + shift)) or None
    tags, link = said.get("tags", 4 + shift), said.get("link", 5 + shift)
    element.tags = [tag for tag in tags.split("+") if tag]
    element.link = _link(graph, link, start, end) if link else element.link
    if said.get("sprite", 3 + shift):
        graph.only_looks("sprites", start, end)


def _deployment(graph: Graph, said: Call, opens: bool, start: int, end: int) -> None:
    element = _named(graph, said, "node", opens, start, end)
    element.kind = None if opens else "server"
    element.technology = _words(said.get("type", 2)) or None
    element.description = _words(said.get("descr", 3)) or None
    element.tags = [tag for tag in said.get("tags", 5).split("+") if tag]
    link = said.get("link", 6)
    element.link = _link(graph, link, start, end) if link else element.link


def _boundary(graph: Graph, said: Call, opens: bool, start: int, end: int) -> None:
    element = _named(graph, said, "rectangle", opens, start, end)
    element.kind = _BOUNDARIES[said.name]
    shift = 1 if said.name == "Boundary" else 0
    element.technology = (_words(said.get("type", 2)) or None) if shift else None
    element.description = _words(said.named.get("descr", "")) or None
    element.tags = [tag for tag in said.get("tags", 2 + shift).split("+") if tag]
    link = said.get("link", 3 + shift)
    element.link = _link(graph, link, start, end) if link else element.link


def _relation(graph: Graph, said: Call, rel: re.Match[str], start: int, end: int) -> None:
    shift = 1 if rel["index"] else 0
    if said.name == "RelIndex":
        shift = 1
    source, target = said.get("from", shift), said.get("to", 1 + shift)
    label = said.get("label", 2 + shift)
    index = said.get("e_index", 0) if shift else said.named.get("index", "")
    side = _SIDES[rel["side"][0]] if rel["side"] else None
    arrow = read_arrow("<-->" if rel["both"] else "<--" if rel["back"] else "-->")._replace(side=side)
    tie = _tie(graph, said, source, target, arrow, start, end)
    if tie is None:
        return
    tie.raw = f"{index}: {label}" if index and "(" not in index else label
    techn = said.get("techn", 3 + shift)
    tie.protocol = _words(techn) or None
    if said.get("descr", 4 + shift):
        graph.left_out("descriptions of relations", start, end)
    tie.tags = [tag for tag in said.get("tags", 6 + shift).split("+") if tag]
    link = said.get("link", 7 + shift)
    tie.link = _link(graph, link, start, end) if link else None


def _internal_relation(graph: Graph, said: Call, start: int, end: int) -> None:
    """`Rel_(from, to, label, arrow)` or with the technology before the arrow."""
    written = said.positional[-1] if len(said.positional) > 3 else "-->"
    arrow = read_arrow(written if re.search(r"[-.=~]", written) else "-->")
    tie = _tie(graph, said, said.get("from", 0), said.get("to", 1), arrow, start, end)
    if tie is not None:
        tie.raw = said.get("label", 2)
        tie.protocol = _words(said.positional[3]) if len(said.positional) > 4 else None


def _tie(
    graph: Graph, said: Call, source: str, target: str, arrow: Arrow, start: int, end: int
) -> Tie | None:
    if not source or not target:
        graph.error(
            f"`{said.name}` needs two elements", start, end, hint=f'write `{said.name}(from, to, "label")`'
        )
        return None
    a = graph.place(source, "", source, start, end, implicit=True)
    b = graph.place(target, "", target, start, end, implicit=True)
    tie = Tie(source=a.id, target=b.id, arrow=arrow, span=graph.source.span(start, end), start=start, end=end)
    graph.ties.append(tie)
    return tie


def _layout(graph: Graph, said: Call, lay: re.Match[str], start: int, end: int) -> None:
    side = (lay["side"] or "D")[0]
    if side not in "LR":
        graph.only_looks("wishes for the layout", start, end)
        return
    ids = [
        graph.place(said.get(key, at), "", said.get(key, at), start, end, implicit=True).id
        for at, key in enumerate(("from", "to"))
    ]
    graph.hints.append(Hint(kind="same-rank", nodes=tuple(ids if side == "R" else reversed(ids))))


def _tag(graph: Graph, said: Call, start: int, end: int) -> None:
    """`AddElementTag("name", $bgColor="…")`: a style class."""
    name = said.get("tagStem", 0) or said.get("elementName", 0)
    style = Style()
    for key, position, field in (
        ("bgColor", 1, "fill"),
        ("fontColor", 2, "color"),
        ("borderColor", 3, "stroke"),
    ):
        relation = "Rel" in said.name
        value = said.named.get(key) or ("" if relation else said.get(key, position))
        found = read_color(value) if value else None
        if found and found.value:
            style = replace(style, **{field: found.value})
    if "Rel" in said.name:
        for key, position, field in (("textColor", 1, "color"), ("lineColor", 2, "stroke")):
            value = said.get(key, position)
            found = read_color(value) if value else None
            if found and found.value:
                style = replace(style, **{field: found.value})
        line: LineStyle | None = next(
            (line for word, line in _LINE_CALLS.items() if word in str(said.named.get("lineStyle"))), None
        )
        style = replace(style, line=line) if line else style
    if said.name.startswith("Update"):
        graph.only_looks("styles of all elements of a kind", start, end)
    elif style != Style():
        graph.sheet.classes[class_name(name)] = style


_LINE_CALLS: dict[str, LineStyle] = {"Dashed": "dashed", "Dotted": "dotted", "Bold": "thick"}


# Other libraries


def _plain(graph: Graph, said: Call, opens: bool, start: int, end: int) -> None:
    """A call of a library that is not at hand: an arrow when its name says so, else an element."""
    graph.only_looks("looks that libraries give", start, end)
    if (
        re.match(r"(?:Rel|Bi|link|edge|arrow|relation)", said.name, re.IGNORECASE)
        and len(said.positional) > 1
    ):
        tie = _tie(graph, said, said.positional[0], said.positional[1], read_arrow("-->"), start, end)
        if tie is not None:
            tie.raw = said.get("label", 2)
        return
    if not said.positional:
        return
    label = said.get("label", 1) or said.positional[0]
    element = graph.place(said.positional[0], "component", label, start, end, frame=opens)
    element.technology = _words(said.get("techn", 2)).strip() or None
    if opens:
        graph.enter(element, start, end)
    else:
        graph.last = element.id
