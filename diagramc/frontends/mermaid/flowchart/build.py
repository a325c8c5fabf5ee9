"""From the statements of a flowchart to its draft: what each one adds, and what is wrong with it."""

from __future__ import annotations

import re
from typing import Any

from msgspec.structs import replace

from diagramc.frontends.lalr import Token
from diagramc.frontends.mermaid.css import css
from diagramc.frontends.mermaid.flowchart import clicks
from diagramc.frontends.mermaid.flowchart.drafts import ChartDraft, EdgeDraft, GroupDraft, NodeDraft
from diagramc.frontends.mermaid.flowchart.links import Link, link
from diagramc.frontends.mermaid.flowchart.nodes import check_name, label, leave_out, set_label, set_properties
from diagramc.frontends.mermaid.flowchart.shapes import BRACKETS, Look
from diagramc.frontends.mermaid.mistakes import Closest
from diagramc.frontends.mermaid.properties import properties
from diagramc.frontends.mermaid.rich import inside, rich
from diagramc.frontends.mermaid.text import show_entities
from diagramc.frontends.source import MAX_EDGES, Source
from diagramc.ir.base import Direction, Style
from diagramc.ir.flowchart import Flowchart

DIRECTIONS: dict[str, Direction] = {
    "TB": "TB",
    "TD": "TB",
    "BT": "BT",
    "LR": "LR",
    "RL": "RL",
    "v": "TB",
    "^": "BT",
    ">": "LR",
    "<": "RL",
}
_TITLE_AS_ID = re.compile(r"[^\s\"'`*<>#&;\ue000\ue001]+")
"""The title of a subgraph without an id is its id too, when it is one word."""


class Builder:
    """The actions of `grammars/mermaid/flowchart.lark`."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.chart = ChartDraft(source)
        self._open: list[GroupDraft] = []
        self._by_edge_id: dict[str, EdgeDraft] = {}
        self._closed = 0
        self._closest = Closest()
        self._later: list[tuple[str, int, list[Token], Any]] = []

    # Nodes

    def shape(self, children: list[Any], start: int, end: int) -> tuple[Look, Token | None]:
        opening, text, closing = children
        if text is None and not self.source.text[opening.end : closing.start]:
            self.source.report(
                "parse.syntax",
                "there is nothing between the brackets",
                start,
                end,
                expected="text",
                hint=f'for an empty shape write {opening}" "{closing}',
            )
        return BRACKETS[opening, closing], text or Token("", "TEXT", opening.end, closing.start)

    def quoted_and_more(self, children: list[Token], start: int, end: int) -> Token:
        return Token(f"{children[0][1:-1]} {children[1]}", "TEXT", start, end)

    def field_shape(self, children: list[Any], start: int, end: int) -> tuple[Look, Token | None]:
        _, field, text, _ = children
        leave_out(self.source, f"the field `{field}` of a box", field.start, field.end)
        return Look(), text

    def node(self, children: list[Any], start: int, end: int) -> str:
        name, shaped, worn, block = children
        check_name(self.source, name)
        id = str(show_entities(name))
        edge = self._by_edge_id.get(id)
        if edge is not None and block is not None and shaped is None:
            given = properties(self.source, block[2:-1], block.start + 2)
            for key, value in given.items():
                leave_out(self.source, f"`{key}` of a link", value.start, value.end)
            return ""
        draft = self.chart.nodes.get(id)
        if draft is None:
            draft = self.chart.nodes[id] = NodeDraft(id, start, end)
        if shaped is not None:
            draft.look, text = shaped
            draft.start, draft.end = start, end
            if text is not None:
                set_label(self.source, draft, text)
        if worn is not None:
            draft.classes.append(str(worn))
        if block is not None:
            set_properties(self.source, draft, properties(self.source, block[2:-1], block.start + 2))
        if self._open:
            self._open[-1].members[id] = None
        return id

    def nodes(self, children: list[Any], start: int, end: int) -> list[str]:
        return [child for child in children if not isinstance(child, Token)]

    # Links

    def link(self, children: list[Any], start: int, end: int) -> tuple[Token | None, Link, Token | None]:
        name, arrow, text = children
        return name, self._checked(link(arrow.strip()), arrow), text

    def labelled_link(
        self, children: list[Any], start: int, end: int
    ) -> tuple[Token | None, Link, Token | None]:
        name, opening, text, closing = children
        return name, self._checked(link(closing.strip(), opening.strip()), opening), text

    def _checked(self, made: Link, arrow: Token) -> Link:
        if made.odd:
            self.source.report(
                "parse.value", made.odd, arrow.start, arrow.end, hint="write the arrow the other way round"
            )
        return made

    def chain(self, children: list[Any], start: int, end: int) -> None:
        """Every node before a link with every node after it. A link's id belongs to the first of the last node's."""
        for index in range(1, len(children), 2):
            sources, (name, made, text), targets = children[index - 1 : index + 2]
            if len(self.chart.edges) + len(sources) * len(targets) > MAX_EDGES:
                message = f"the diagram has more than {MAX_EDGES:,} links"
                self.source.report("parse.too-large", message, start, end)
                return
            said = label(self.source, text) if text is not None else None
            for source in sources:
                for target in targets:
                    if not source or not target:
                        continue
                    edge = EdgeDraft("", start, end, said, source=source, target=target, link=made)
                    id = str(name)[:-1] if name is not None else ""
                    if id and source == sources[-1] and target == targets[0] and id not in self._by_edge_id:
                        edge.id = id
                        self._by_edge_id[id] = edge
                    self.chart.edges.append(edge)

    # Subgraphs

    def subgraph_head(self, children: list[Any], start: int, end: int) -> None:
        word, name, title, _ = children
        if name is None and title is None:
            self.source.report(
                "parse.syntax",
                "this subgraph has no title",
                word.start,
                word.end,
                hint="write `subgraph title`",
            )
        group = GroupDraft("", start, end)
        if name is not None:
            said, markdown = inside(name)
            said = said.strip()
            if title is None:
                group.label = rich(said, markdown=markdown)
            else:
                group.label = rich(inside(title)[0], markdown=inside(title)[1])
            if title is not None or _TITLE_AS_ID.fullmatch(said):
                group.id = str(show_entities(said))
        elif title is not None:
            group.label = rich(inside(title)[0], markdown=inside(title)[1])
        self._open.append(group)

    def subgraph(self, children: list[Any], start: int, end: int) -> None:
        group = self._open.pop()
        group.id = group.id or f"subGraph{self._closed}"
        self._closed += 1
        group.members.pop(group.id, None)
        self.chart.close(group)
        if self._open:
            self._open[-1].members[group.id] = None

    def turn(self, children: list[Any], start: int, end: int) -> None:
        word = children[0].split()[1][:2]
        if self._open:
            self._open[-1].direction = DIRECTIONS[word]
        else:
            self.source.report(
                "parse.ignored",
                "Mermaid turns subgraphs only by `direction`",
                start,
                end,
                hint=f"write it in the first line: `flowchart {word}`",
            )

    # Style

    def class_def(self, children: list[Any], start: int, end: int) -> None:
        _, names, declarations = children
        style = self._css(declarations)
        for name in filter(None, str(names).split(",")):
            if style is not None:
                draft = NodeDraft(name, start, end, style=self.chart.styles.get(name))
                draft.dress(style)
                assert draft.style is not None
                self.chart.styles[name] = draft.style

    def _css(self, declarations: Token | None) -> Style | None:
        if declarations is None:
            return None
        return css(self.source, show_entities(declarations).replace("\\,", "  "), declarations.start)

    def worn(self, children: list[Any], start: int, end: int) -> None:
        self._later.append(("class", start, children, None))

    def style(self, children: list[Any], start: int, end: int) -> None:
        self._later.append(("style", start, children, self._css(children[2])))

    def link_style(self, children: list[Any], start: int, end: int) -> None:
        _, numbers, curve, kind, declarations = children
        if curve is not None:
            leave_out(self.source, "how a link is bent", curve.start, kind.end)
        style = self._css(declarations)
        if style is not None and style.fill is not None:
            if style.fill != "transparent":
                leave_out(self.source, "a fill of a link", declarations.start, declarations.end)
            style = replace(style, fill=None)
        if numbers == "default":
            if style is not None:
                draft = EdgeDraft("", start, end, style=self.chart.edge_style)
                draft.dress(style)
                self.chart.edge_style = draft.style
            return
        for match in re.finditer(r"\d+", numbers):
            count = len(self.chart.edges)
            if int(match[0][:9]) >= count:
                self.source.report(
                    "parse.syntax",
                    f"there is no link {match[0]} above this line",
                    numbers.start + match.start(),
                    numbers.start + match.end(),
                    expected=f"a number from 0 to {count - 1}" if count else "a link above it",
                    hint="links are counted from 0, in the order in which they are written",
                )
                continue
            self.chart.edges[int(match[0])].dress(style)

    def click(self, children: list[Any], start: int, end: int) -> None:
        self._later.append(("click", start, children, None))

    # The whole

    def flowchart(self, children: list[Any], start: int, end: int) -> Flowchart:
        self.chart.lanes = children[0] == "swimlane-beta"
        direction = children[1]
        header = children[0].end
        if direction is None and self.source.text[header:].lstrip(" \t").startswith(";"):
            self.source.report(
                "parse.syntax",
                "a semicolon before the direction",
                header,
                header + 1,
                hint="write `flowchart TD;`",
            )
        self.chart.direction = DIRECTIONS.get(direction) if direction is not None else None
        for kind, at, tokens, style in self._later:
            if kind == "click":
                clicks.apply(self.chart, tokens[0], self._closest)
            else:
                self._dress(kind, at, tokens, style)
        return self.chart.finish(start, end)

    def _dress(self, kind: str, start: int, children: list[Token], style: Style | None) -> None:
        """A `class` or `style` statement, once everything is known that it may be about."""
        for match in re.finditer(r"[^,\s]+", children[1]):
            id = str(show_entities(match[0]))
            found = self.chart.groups.get(id) or self.chart.nodes.get(id) or self._by_edge_id.get(id)
            place = children[1].start + match.start(), children[1].start + match.end()
            if found is None:
                hint = self._closest.hint(id, (*self.chart.nodes, *self.chart.groups))
                self.source.report("parse.value", f"there is no node `{id}` to dress", *place, hint=hint)
                if kind == "class":
                    continue
                # Mermaid makes one.
                found = self.chart.nodes[id] = NodeDraft(id, *place)
            if kind == "class":
                found.classes.append(str(children[2]))
            else:
                found.dress(style)
