"""Ways that run side by side: `fork` and `split`."""

from __future__ import annotations

from typing import Any

from diagramc.frontends.lalr import Token
from diagramc.frontends.plantuml.flowchart.activity.base import Drawing
from diagramc.frontends.plantuml.flowchart.flow import BlockKind, Tail


class Parallel(Drawing):
    """The actions of the grammar for parallel ways."""

    def fork(self, children: list[Any], start: int, end: int) -> None:
        """`fork`: a bar."""
        block = self._open("fork", start, end)
        block.node = self.flow.step("", self.source.span(start, end), "fork")
        block.entry = [Tail(block.node)]

    def split(self, children: list[Any], start: int, end: int) -> None:
        """`split`: the way divides without a bar."""
        block = self._open("split", start, end)
        block.entry = [Tail(t.source, t.label, t.style, t.line, t.span) for t in self.flow.tails]

    def forkagain(self, children: list[Any], start: int, end: int) -> None:
        """`fork again`."""
        self._another("fork", children[0], start, end)

    def splitagain(self, children: list[Any], start: int, end: int) -> None:
        """`split again`."""
        self._another("split", children[0], start, end)

    def _another(self, kind: BlockKind, word: Token, start: int, end: int) -> None:
        block = self._innermost(kind, word, start, end)
        if block is not None:
            block.done += self.flow.tails
            self.flow.tails = [Tail(t.source, t.label, t.style, t.line, t.span) for t in block.entry]

    def endfork(self, children: list[Any], start: int, end: int) -> None:
        """`end fork` joins at a bar, `end merge` without one."""
        block = self._close("fork", children[0], start, end)
        if block is None:
            return
        self.flow.tails = [*block.done, *self.flow.tails]
        if children[0].name == "ENDFORK" and self.flow.tails:
            self.flow.step("", self.source.span(start, end), "fork", name="join")

    def endsplit(self, children: list[Any], start: int, end: int) -> None:
        """`end split`."""
        block = self._close("split", children[0], start, end)
        if block is not None:
            self.flow.tails = [*block.done, *self.flow.tails]
