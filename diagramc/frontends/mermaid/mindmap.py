"""Mermaid mind maps to the IR. The tree is in the indentation: a topic hangs from the last one above it that is less indented."""

from __future__ import annotations

import re
from typing import Any, cast

from diagramc.frontends.lalr import Explanation, Token, Unexpected, load_grammar
from diagramc.frontends.mermaid.rich import inside, rich
from diagramc.frontends.mermaid.text import show_entities
from diagramc.frontends.source import Source
from diagramc.ir.base import plain
from diagramc.ir.ids import slug
from diagramc.ir.mindmap import MindMap, Topic, TopicShape

_SHAPES: dict[str, TopicShape] = {
    "[": "rect",
    "(": "rounded",
    "((": "circle",
    "{{": "hexagon",
    ")": "cloud",
    "))": "bang",
}
_ID = re.compile(r"(?!mindmap\b)\w[\w.-]*", re.IGNORECASE)
"""What is kept as an id as it is written."""


def read(source: Source) -> MindMap | None:
    """The mind map of a text without its surroundings; None where it has errors, which `source` then holds."""
    made = load_grammar("mermaid/mindmap").parse(source, _Builder(source), explain=explain)
    return cast("MindMap | None", made)


class _Builder:
    """The actions of `grammars/mermaid/mindmap.lark`."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.topics: dict[str, dict[str, Any]] = {}
        self._levels: list[tuple[int, str]] = []
        self._indents: set[str] = set()

    def shape(self, children: list[Token], start: int, end: int) -> tuple[TopicShape, Token]:
        opening, text, _ = children
        return _SHAPES[opening], text

    def topic(self, children: list[Any], start: int, end: int) -> Topic:
        name = children[0]
        shape, text = children[1] if len(children) > 1 and children[1] is not None else ("default", name)
        # Mermaid reads all topics as Markdown.
        label = rich(inside(text)[0], markdown=True)
        written = str(show_entities(name)).strip() if name is not None and shape != "default" else ""
        id = (
            written
            if _ID.fullmatch(written) and written not in self.topics
            else slug(written or plain(label), self.topics)
        )
        parent = self._parent(start, end, id)
        topic = {
            "id": id,
            "label": label,
            "shape": shape,
            "parent": parent,
            "span": self.source.span(start, end),
        }
        self.topics[id] = topic
        return Topic(id=id)

    def _parent(self, start: int, end: int, id: str) -> str | None:
        """The topic that a line's indentation hangs it from; None for the root. A second root is reported."""
        line_start = self.source.line_start(self.source.line_number(start))
        indent = self.source.text[line_start:start]
        level = len(indent) if not indent.strip() else 0
        self._indents |= set(indent)
        while self._levels and self._levels[-1][0] >= level:
            self._levels.pop()
        parent = self._levels[-1][1] if self._levels else None
        if parent is None and self.topics:
            mixed = "\t" in self._indents and " " in self._indents
            self.source.report(
                "parse.syntax",
                "a mind map has one root, and this topic is indented no further than it",
                start,
                end,
                hint="indent with blanks only; a tab counts as one"
                if mixed
                else "indent it below the topic that it belongs to",
            )
        self._levels.append((level, id))
        return parent

    def mindmap(self, children: list[Any], start: int, end: int) -> MindMap:
        last: dict[str, Any] | None = None
        for child in children:
            if isinstance(child, Topic):
                last = self.topics[child.id]
            elif isinstance(child, Token) and last is not None:
                self._decorate(last, child)
        topics = tuple(Topic(**topic) for topic in self.topics.values())
        return MindMap(topics=topics, span=self.source.span(start, end))

    def _decorate(self, topic: dict[str, Any], token: Token) -> None:
        """The line of an icon or of classes, which stands under its topic."""
        if token.name == "WORN":
            topic["classes"] = (*topic.get("classes", ()), *token[3:].split())
        elif token.name == "ICON":
            words = token[token.index("(") + 1 : -1].split()
            if not words:
                return
            pack, name = (words[0], words[1]) if len(words) > 1 else ("fa", words[0])
            name = name.removeprefix("fa-") if pack.startswith("fa") else name
            topic["icon"] = name if pack == "fa" else f"{pack}:{name}"


_CLOSERS = {"[": "]", "(": ")", "((": "))", "{{": "}}", ")": "(", "))": "(("}


def explain(unexpected: Unexpected) -> Explanation | None:
    """Where a mind map departs from its grammar, in people's words."""
    opening = next((symbol for symbol in reversed(unexpected.open[-2:]) if symbol.startswith("OPEN_")), None)
    found, text = unexpected.found, unexpected.source.text
    if unexpected.open[-1:] == ("HEADER",):
        return Explanation(
            "the root stands in the line of `mindmap`", hint="begin it on a new line", expected=""
        )
    if found.lower() == "mindmap":
        return Explanation(
            "the word `mindmap` begins a diagram",
            hint="a topic that begins with it stands in brackets: `id[mindmap]`",
            expected="",
        )
    if opening is not None:
        bracket = load_grammar("mermaid/mindmap").terminals[opening].literal
        at = text.rfind(bracket, 0, unexpected.start)
        closer = _CLOSERS[bracket]
        quoted = f'id{bracket}"…"{closer}' if bracket[0] != ")" else 'id["…"]'
        same_line = "\n" not in text[at : unexpected.start]
        if found[:1] in ("(", ")", "[", "]", "{", "}", '"') and same_line:
            return Explanation(
                f"a `{found[:1]}` in a topic's text",
                hint=f"put the text in quotes: `{quoted}`",
                expected="",
                end=unexpected.start + 1,
            )
        return Explanation(
            f"this `{bracket}` is not closed",
            hint=f"close it with `{closer}`, or put the text in quotes if the bracket is part of it: `{quoted}`",
            expected="",
            start=at,
            end=at + len(bracket),
        )
    if found[:1] in (")", "]", "}"):
        return Explanation(
            f"a `{found[:1]}` that closes nothing", hint='put a text with brackets in quotes: `id["…"]`'
        )
    if unexpected.open[-1:] == ("shape",) or unexpected.open[-1:] == ("topic",):
        return Explanation(
            "a text after the brackets of a topic", hint="put all of it within the brackets", expected=""
        )
    return None
