"""What a DOT text says, statement by statement, before scopes and defaults are followed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from diagramc.frontends.base import fence_mark
from diagramc.frontends.lalr import Explanation, Token, Tree, Unexpected
from diagramc.frontends.source import Source


class Id(str):
    """A name or value: a `str` that knows whether it was an HTML label, and its place."""

    __slots__ = ("end", "html", "start")
    html: bool
    start: int
    end: int

    def __new__(cls, text: str, start: int, end: int, html: bool = False) -> Id:
        made = super().__new__(cls, text)
        made.start, made.end, made.html = start, end, html
        return made


Attributes = dict[str, Id]


@dataclass(slots=True)
class Assignment:
    """`name = value`: an attribute of the graph or subgraph that it stands in."""

    name: Id
    value: Id


@dataclass(slots=True)
class Defaults:
    """`node [ … ]`: what the nodes, edges or graphs that follow have unless they say otherwise."""

    kind: str
    attributes: Attributes


@dataclass(slots=True)
class NodeRef:
    """A node as it is named, with the port that an edge ends at."""

    id: Id
    port: tuple[Id, ...]
    start: int
    end: int


@dataclass(slots=True)
class Nodes:
    """A statement about one or several nodes."""

    nodes: list[NodeRef]
    attributes: Attributes
    start: int
    end: int


@dataclass(slots=True)
class Subgraph:
    """A subgraph; `id` None when it has no name."""

    id: Id | None
    statements: list[Statement]
    start: int
    end: int


@dataclass(slots=True)
class Edges:
    """A chain of edges; each end is a list of nodes or a subgraph, which stands for its nodes."""

    ends: list[list[NodeRef] | Subgraph]
    arrows: list[Token]
    attributes: Attributes
    start: int
    end: int


Statement = Assignment | Defaults | Nodes | Edges | Subgraph


@dataclass(slots=True)
class Graph:
    """A whole graph."""

    id: Id | None
    strict: bool
    directed: bool
    statements: list[Statement]
    start: int
    end: int


class Builder:
    """The actions of `grammars/dot.lark`."""

    def __init__(self, source: Source) -> None:
        self.source = source

    def file(self, children: list[Any], start: int, end: int) -> list[Graph]:
        return children

    def graph(self, children: list[Any], start: int, end: int) -> Graph:
        strict, kind, name, *rest = children
        directed, statements = kind.lower() == "digraph", _sound(rest)
        self.check_arrows(statements, directed)
        return Graph(name and self.to_id(name), strict is not None, directed, statements, start, end)

    def check_arrows(self, statements: list[Statement], directed: bool) -> None:
        """Report the edges that are written as those of the other kind of graph."""
        kind, right = ("digraph", "->") if directed else ("graph", "--")
        for statement in statements:
            if isinstance(statement, Subgraph):
                self.check_arrows(statement.statements, directed)
            elif isinstance(statement, Edges):
                for arrow in statement.arrows:
                    if arrow != right:
                        message = f"a {kind} has edges `{right}`, not `{arrow}`"
                        self.source.report(
                            "parse.syntax", message, arrow.start, arrow.end, expected=f"`{right}`"
                        )
                self.check_arrows([end for end in statement.ends if isinstance(end, Subgraph)], directed)

    def to_id(self, value: Any) -> Id:
        """An identifier without its quotes."""
        if isinstance(value, Tree):
            parts = [_unquoted(part) for part in value.children]
            return Id("".join(parts), value.start, value.end)
        assert isinstance(value, Token)
        if value.name == "HTML":
            return Id(value[1:-1], value.start, value.end, html=True)
        if value[0] in "“”„‘’":
            message = f"{value} is a name with typographic quotes in it"
            self.source.report(
                "parse.value", message, value.start, value.end, hint='use straight quotes: `"`'
            )
        return Id(value, value.start, value.end)

    def empty(self, children: list[Any], start: int, end: int) -> None:
        """A `;` with nothing before it; after an error in that statement it is where reading resumed."""
        if not self.source.failed:
            self.source.report("parse.syntax", "there is no statement before this `;`", start, end)

    def assignment(self, children: list[Any], start: int, end: int) -> Assignment:
        name, value = children
        return Assignment(self.to_id(name), self.to_id(value))

    def defaults(self, children: list[Any], start: int, end: int) -> Defaults:
        return Defaults(children[0].lower(), dict(children[1:]))

    def attribute(self, children: list[Any], start: int, end: int) -> tuple[str, Id]:
        name, value = children
        return self.to_id(name), Id("true", start, end) if value is None else self.to_id(value)

    def nodes(self, children: list[Any], start: int, end: int) -> Nodes:
        return Nodes(children[0], dict(children[1:]), start, end)

    def edges(self, children: list[Any], start: int, end: int) -> Edges:
        ends = [child for child in children if isinstance(child, list | Subgraph)]
        arrows = [child for child in children if isinstance(child, Token)]
        return Edges(ends, arrows, dict(children[len(ends) + len(arrows) :]), start, end)

    def node_list(self, children: list[Any], start: int, end: int) -> list[NodeRef]:
        return children

    def node(self, children: list[Any], start: int, end: int) -> NodeRef:
        name, port = children
        return NodeRef(self.to_id(name), port or (), start, end)

    def port(self, children: list[Any], start: int, end: int) -> tuple[Id, ...]:
        return tuple(self.to_id(child) for child in children if child is not None)

    def subgraph(self, children: list[Any], start: int, end: int) -> Subgraph:
        _, name, *statements = children
        return Subgraph(name and self.to_id(name), _sound(statements), start, end)


def _sound(statements: list[Statement | None]) -> list[Statement]:
    return [statement for statement in statements if statement is not None]


def _unquoted(token: Token) -> str:
    """The inside of a quoted string: only `\\"` and a broken line are escapes here; labels have more."""
    text = token[1:-1]
    if "\\" not in text:
        return text
    return text.replace("\\\n", "").replace('\\"', '"')


def explain(unexpected: Unexpected) -> Explanation | None:
    """The commonest mistakes in DOT, said better than by the grammar alone."""
    found, source = unexpected.found, unexpected.source
    if found[:1] == '"' and unexpected.terminal is None:
        return Explanation(
            "this text has no closing quote",
            'close it with `"`; a quote inside it is written `\\"`',
            expected="",
        )
    if found[:1] in ("`", "~") and (mark := fence_mark(source.text)) is not None:
        return Explanation(mark.message, mark.hint, "", mark.start, mark.end)
    if found[:1] == "<" and unexpected.terminal is None:
        return Explanation("this HTML label has no closing `>`", "every `<` needs its `>`", expected="")
    if "LSQB" in unexpected.open and (found[:1] in ("}", "{") or unexpected.terminal in ("ARROW", "$END")):
        opening = source.text.rfind("[", 0, unexpected.start)
        return Explanation("this `[` is not closed", "close it with `]`", "", opening, opening + 1)
    if unexpected.terminal == "$END" and "_LBRACE" in unexpected.open:
        opened = unexpected.open.count("_LBRACE")
        what = "a `}`" if opened == 1 else f"{opened} `}}`"
        return Explanation("the text ends too early", f"the graph lacks {what} at its end")
    before = source.text[max(0, unexpected.start - 2) : unexpected.start].rstrip()
    if found[:1] in ("-", "=", "–", "—", "→") or (found == ">" and before[-1:] in ("=", "-")):
        return Explanation(
            f"unexpected `{found}`", "an edge is written `->` in a digraph and `--` in a graph"
        )
    return None
