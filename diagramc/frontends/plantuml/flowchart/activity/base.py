"""What the statements of an activity share: the flow, steps, decisions, blocks that are open, texts and looks."""

from __future__ import annotations

import re
from typing import Any

from diagramc.frontends.lalr import Token
from diagramc.frontends.plantuml.flowchart.flow import Block, BlockKind, Flowing, Tail
from diagramc.frontends.plantuml.page import Page, with_style
from diagramc.frontends.plantuml.source import LineSource
from diagramc.ir.base import Label, Style
from diagramc.ir.flowchart import NodeKind
from diagramc.ir.outlines import NodeShape

_Symbol = tuple[NodeKind, NodeShape | None]
_SYMBOLS: dict[str, _Symbol] = {
    "input": ("data", "flag-alt"),
    "output": ("data", "pointer"),
    "object": ("data", "rect"),
    "procedure": ("subprocess", None),
    "load": ("storage", "parallelogram-alt"),
    "save": ("storage", "parallelogram"),
    "task": ("process", "rect"),
    "continuous": ("process", "hexagon"),
    "objectsignal": ("data", "chevron"),
    "trigger": ("event", "flag-alt"),
    "sendsignal": ("event", "pointer"),
    "acceptevent": ("event", "flag"),
    "timeevent": ("event", "hourglass"),
}
"""The step that a stereotype of the specification and description language (SDL) or of UML's signals means."""
_BY_END: dict[str, _Symbol] = {
    "<": _SYMBOLS["input"],
    ">": _SYMBOLS["output"],
    "|": _SYMBOLS["procedure"],
    "/": _SYMBOLS["load"],
    "\\": _SYMBOLS["save"],
    "]": _SYMBOLS["task"],
    "}": _SYMBOLS["continuous"],
}
"""The same, by what ends an action."""
_PLAIN: _Symbol = "process", None

ARROW = re.compile(r"-[-.]*(?P<bracket>\[[^\]\n]*\])?-*>?(?P<label>[^\n]*)\Z")


class Drawing(Page):
    """A page whose statements draw a flow."""

    def __init__(self, source: LineSource) -> None:
        super().__init__(source)
        self.flow = Flowing()

    def _action(
        self, paint: Token | None, action: Token, stereotypes: list[Token], start: int, end: int
    ) -> str:
        style, words = self._dress(self._paint(paint), stereotypes)
        kind, shape = _BY_END.get(action[-1], _PLAIN)
        classes: list[str] = []
        for word in words:
            if word.lower() in _SYMBOLS:
                kind, shape = _SYMBOLS[word.lower()]
            else:
                classes.append(word)
        return self._step(action[1:-1], start, end, kind, style, classes, shape=shape)

    def _step(
        self,
        text: str,
        start: int,
        end: int,
        kind: NodeKind,
        style: Style | None,
        classes: list[str],
        name: str | None = None,
        shape: NodeShape | None = None,
    ) -> str:
        """Add a node that says `text`, with the link and tooltip in it."""
        text = _dedented(text)
        said = self.linked(text, start, end, block="\n" in text)
        return self.flow.step(
            said.label,
            self.source.span(start, end),
            kind,
            name=name,
            shape=shape,
            style=style,
            classes=tuple(classes),
            link=self.link(said.links, start, end),
            tooltip=next((target.tooltip for target in said.links if target.tooltip), None),
        )

    def _decide(
        self,
        block: Block,
        paint: Token | None,
        condition: Token,
        tail: dict[str, Any],
        start: int,
        end: int,
        link: str = "",
    ) -> None:
        """Add the decision of a block and go on in its first branch."""
        style, classes = self._dress(self._paint(paint), tail["stereotypes"])
        block.node = self._step(link + condition[1:-1], start, end, "decision", style, classes)
        self.flow.tails = [Tail(block.node, _answer(tail), span=self.source.span(start, end))]

    def _open(self, kind: BlockKind, start: int, end: int) -> Block:
        block = Block(kind, start, end)
        self.flow.blocks.append(block)
        return block

    def _innermost(self, kind: BlockKind, word: Token, start: int, end: int) -> Block | None:
        """The innermost block, which must be of this kind; those left open inside an outer one of it are dropped."""
        blocks = self.flow.blocks
        if blocks and blocks[-1].kind == kind:
            return blocks[-1]
        said = " ".join(word.lower().split())
        outer = any(block.kind == kind for block in blocks)
        if outer:
            inner = blocks[-1]
            opened = "partition" if inner.kind == "group" else inner.kind
            line = self.source.span(inner.start, inner.end).line
            message = f"`{said}` inside a `{opened}` that is still open (line {line})"
            hint = f"close the `{opened}` first"
        else:
            name = {"group": "partition"}.get(kind, kind)
            message = f"`{said}` without `{name}`"
            hint = f"begin with `{name}` above, or remove this line"
        self.error(message, word.start, word.end, hint=hint)
        while outer and blocks[-1].kind != kind:
            if blocks.pop().kind == "group":
                self.flow.close_frame()
        return blocks[-1] if outer else None

    def _close(self, kind: BlockKind, word: Token, start: int, end: int) -> Block | None:
        block = self._innermost(kind, word, start, end)
        if block is not None:
            self.flow.blocks.pop()
        return block

    def _words(self, text: str, start: int, end: int) -> Label:
        text = _dedented(text)
        return self.label(text, start, end, block="\n" in text)

    def _answered(self, token: Token | None) -> Label | None:
        """The label of a branch, without its brackets."""
        if token is None:
            return None
        text = token[1:-1] if token.startswith("(") and token.endswith(")") else str(token)
        text = text.strip()
        if text.startswith("[") and text.endswith("]"):
            text = text[1:-1]
        return self._words(text, token.start, token.end) or None

    def _arrow_label(self, token: Token) -> Label | None:
        parts = ARROW.match(token)
        assert parts is not None
        return self.label(parts["label"].strip().removesuffix(";"), token.start, token.end) or None

    def _paint(self, token: Token | None) -> Style | None:
        return self.style(token) if token is not None else None

    def _dress(self, style: Style | None, tokens: list[Token]) -> tuple[Style | None, list[str]]:
        """The style and the classes that stereotypes give; one such as <<#red>> is a fill."""
        classes: list[str] = []
        for token in tokens:
            for found in re.finditer(r"<<\s*([^>\n]*?)\s*>>", token):
                start = token.start + found.start(1)
                word = Token(found[1], "COLOR", start, start + len(found[1]))
                if word.startswith("#"):
                    style = with_style(style, self.style(word))
                elif word:
                    classes.append(str(word))
        return style, classes


def _dedented(text: str) -> str:
    """A text of several lines, whose first one follows a mark, without the margin that the others share."""
    first, newline, rest = text.partition("\n")
    if not newline:
        return text.strip()
    from textwrap import dedent

    return f"{first.strip()}\n{dedent(rest)}".strip("\n")


def _answer(tail: dict[str, Any]) -> Label | None:
    """The label of a decision's first branch."""
    found: Label | None = tail.get("then") or tail.get("is")
    return found
