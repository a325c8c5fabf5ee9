"""Elements and frames of component diagrams."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from diagramc.frontends.lalr import Token, Tree
from diagramc.frontends.plantuml.graph.model import Element, Remark, Tie
from diagramc.frontends.plantuml.ids import Ids
from diagramc.frontends.plantuml.page import Page, unquoted, with_style
from diagramc.frontends.plantuml.source import LineSource
from diagramc.frontends.plantuml.text import read_link
from diagramc.ir.base import Hint, Link, Style

_MARKS = {"[": "component", "(": "usecase", ":": "actor"}

MAX_DEPTH = 49
"""How deep frames may stand in each other, as in every valid diagram."""


class Elements(Page):
    """The actions of the grammar for elements, and what they found: `elements` by id."""

    def __init__(self, source: LineSource) -> None:
        super().__init__(source)
        self.ids = Ids()
        self.elements: dict[str, Element] = {}
        self._named: dict[str, Element] = {}
        self.ties: list[Tie] = []
        self.remarks: list[Remark] = []
        self.hints: list[Hint] = []
        self.note_names: dict[str, Remark] = {}
        self.open: list[tuple[str | None, int, int]] = []
        self.last: str | None = None
        self._macro: Callable[[Any, Token, list[Any], bool, int, int], None] | None = None
        if source.libraries:
            from diagramc.frontends.plantuml.graph.libraries import call

            self._macro = call

    @property
    def home(self) -> str | None:
        """The frame that is open."""
        return next((frame for frame, _, _ in reversed(self.open) if frame is not None), None)

    def element(self, children: list[Any], start: int, end: int) -> None:
        """`component "Label" as name <<stereotype>> #color {`."""
        keyword, declared, *rest = children
        self._declare(keyword.lower(), declared.children[0], rest, self._opens(end), start, end)

    def element_colored(self, children: list[Any], start: int, end: int) -> None:
        """`archimate #Technology "Label" as name`."""
        keyword, paint, declared, *rest = children
        self._declare(keyword.lower(), declared.children[0], [paint, *rest], self._opens(end), start, end)

    def element_unnamed(self, children: list[Any], start: int, end: int) -> None:
        """`package {`."""
        keyword, *rest = children
        self._declare(keyword.lower(), None, rest, True, start, end)

    def mention(self, children: list[Any], start: int, end: int) -> None:
        """`[Component] as name`."""
        name, *rest = children[0].children
        self._declare(self._keyword_of(name), name, rest, False, start, end)

    def quoted_as(self, children: list[Any], start: int, end: int) -> None:
        """`"Label" as (Use)`."""
        label, target, *rest = children
        name: Token = target.children[0]
        self._declare(
            self._keyword_of(name),
            label,
            [Tree("named", [Tree("alias", [name], 0, 0)], 0, 0), *rest],
            False,
            start,
            end,
        )

    def _opens(self, end: int) -> bool:
        return self.source.text[:end].endswith("{")

    @staticmethod
    def _keyword_of(token: Token) -> str:
        """The keyword that the marks round a name stand for."""
        if token.startswith("()"):
            return "interface"
        return _MARKS.get(token[0], "") + ("/" if token.endswith("/") else "")

    @staticmethod
    def bare(token: str) -> str:
        """The name inside its marks."""
        text = token.strip()
        if text.startswith("()"):
            return unquoted(text[2:].strip())
        text = text.removesuffix("/") if text[:1] in "(:" else text
        if text[:1] in _MARKS and len(text) > 2:
            return unquoted(text[1:-1].strip())
        return unquoted(text)

    def _declare(
        self, keyword: str, declared: Token | None, rest: list[Any], opens: bool, start: int, end: int
    ) -> None:
        label: str | None = self.bare(declared) if declared is not None else ""
        name = label or ""
        block = False
        alias: Token | None = None
        stereotypes: list[str] = []
        style: Style | None = None
        link: Link | None = None
        tooltip: str | None = None
        tags: list[str] = []
        for part in rest:
            if isinstance(part, Tree):
                alias = part.children[0].children[0]
            elif part is None or part == "{":
                continue
            elif part.name == "STEREOTYPE":
                stereotypes += self.stereotype(part)
            elif part.name == "COLOR":
                style = with_style(style, self.style(part))
            elif part.name == "URL":
                target, _ = read_link(part)
                link = self.link((target,), part.start, part.end) if target else None
                tooltip = target.tooltip if target else None
            elif part.name == "BODY":
                label, block = part[1:-1], True
            else:
                tags.append(str(part))
        if alias is not None:
            other = self.bare(alias)
            quoted_alias = alias.name in ("QUOTED", "LONG_QUOTED")
            if quoted_alias and declared is not None and declared.name not in ("DECLARED", "QUOTED"):
                label, block = other, "\n" in other
            else:
                name = other
            keyword = keyword or self._keyword_of(alias)
        element = self.place(name, keyword, label or "", start, end, frame=opens)
        element.block = block
        element.stereotypes += stereotypes
        element.tags += tags
        element.style = with_style(element.style, style)
        element.link, element.tooltip = link or element.link, tooltip or element.tooltip
        if keyword.startswith("port") and self.home is None:
            self.error(
                f"a `{keyword}` outside of an element",
                start,
                end,
                hint="put it inside the braces of its component",
            )
        if opens:
            self.enter(element, start, end)
        else:
            self.last = element.id

    def enter(self, element: Element, start: int, end: int) -> None:
        """Go on inside a frame. One that stands too deep is told, and its elements stand in the frame round it."""
        deep = len(self.open) >= MAX_DEPTH
        if deep:
            self.source.report("parse.too-large", f"frames are nested more than {MAX_DEPTH} deep", start, end)
        self.open.append((None if deep else element.id, start, end))

    def stereotype(self, token: Token) -> list[str]:
        """The words of `<<a>><<b>>`, without sprites and spots."""
        words = re.sub(r"\A<<\s*(?:\([^)]*\))?\s*|\s*>>\Z", "", token)
        return [
            word.strip() for word in words.split(">><<") if word.strip() and not word.strip().startswith("$")
        ]

    def place(
        self,
        name: str,
        keyword: str,
        label: str,
        start: int,
        end: int,
        *,
        frame: bool = False,
        implicit: bool = False,
    ) -> Element:
        """The element of a name, made in the frame that is open when it is new; answers it."""
        known = self._named.get(name) if name else None
        span = self.source.span(start, end)
        if known is not None and not known.implicit and known.frame != frame and not implicit:
            line = known.span.line
            self.error(
                f"`{name}` is already defined in line {line}",
                start,
                end,
                hint='give one of the two another name: `… "Label" as name`',
            )
        if known is not None:
            if not implicit:
                if known.implicit:
                    known.parent = self.home
                known.keyword = keyword or known.keyword
                known.frame = known.frame or frame
                known.raw = label or known.raw
                known.implicit = False
            return known
        id = self.ids.of(name) if name else self.ids.take(keyword)
        element = Element(
            id=id,
            name=name,
            keyword=keyword,
            raw=label or name,
            span=span,
            start=start,
            end=end,
            frame=frame,
            parent=self.home,
            implicit=implicit,
        )
        self.elements[id] = element
        if name:
            self._named[name] = element
        return element

    def find(self, name: str) -> Element | None:
        """The element that the author calls so."""
        return self._named.get(name)

    def together(self, _: list[Any], start: int, end: int) -> None:
        """`together {`: a wish for the layout."""
        self.only_looks("wishes to keep elements together", start, end)
        self.open.append((None, start, end))

    def close(self, _: list[Any], start: int, end: int) -> None:
        """`}`."""
        if not self.open:
            self.error("`}` without `{`", start, end, hint="remove it, or open a frame above")
            return
        frame = self.open.pop()[0]
        self.last = frame or self.last
