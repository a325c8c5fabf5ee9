"""Decisions: `if` and `switch`."""

from __future__ import annotations

from typing import Any

from diagramc.frontends.lalr import Token
from diagramc.frontends.plantuml.flowchart.activity.base import Drawing
from diagramc.frontends.plantuml.flowchart.flow import Block, Tail
from diagramc.ir.base import Label


class Branches(Drawing):
    """The actions of the grammar for branches."""

    def if_head(self, children: list[Any], start: int, end: int) -> Block:
        """`if (condition) then (yes)`."""
        link, paint, _, condition, tail = children
        block = self._open("if", start, end)
        self._decide(block, paint, condition, tail, start, end, f"{link} " if link else "")
        return block

    def tail(self, children: list[Any], start: int, end: int) -> dict[str, Any]:
        """What follows a condition: stereotypes and answers by their word."""
        found: dict[str, Any] = {"stereotypes": [child for child in children if isinstance(child, Token)]}
        for child in children:
            if not isinstance(child, Token):
                found[child[0]] = child[1]
        return found

    def answer(self, children: list[Any], start: int, end: int) -> tuple[str, Label | None]:
        """`then (yes)`."""
        word = children[0].lower()
        return ("is" if word.startswith("equal") else word), self._answered(children[1])

    def if_(self, _: list[Any], start: int, end: int) -> None:
        """An `if` on a line of its own; all is done by `if_head`."""

    def if_else(self, children: list[Any], start: int, end: int) -> None:
        """`if (a) then (b) else (c)` in one line."""
        self.else_(children[1:], start, end)

    def elseif(self, children: list[Any], start: int, end: int) -> None:
        """`(no) elseif (condition) then (yes)`."""
        before, word, condition, tail = children
        block = self._innermost("if", word, start, end)
        if block is None:
            return
        if block.ended:
            self.error(
                "`elseif` after `else`",
                word.start,
                word.end,
                hint="an `if` has one `else`, as its last branch",
            )
        assert block.node is not None
        block.done += self.flow.tails
        self.flow.tails = [Tail(block.node, self._answered(before), span=self.source.span(start, end))]
        self._decide(block, None, condition, tail, start, end)

    def else_(self, children: list[Any], start: int, end: int) -> None:
        """`else (no)`."""
        word, label = children
        block = self._innermost("if", word, start, end)
        if block is None:
            return
        if block.ended:
            self.error(
                "a second `else` in one `if`",
                word.start,
                word.end,
                hint="close the inner `if` with `endif` first",
            )
        assert block.node is not None
        block.done += self.flow.tails
        block.ended = True
        self.flow.tails = [Tail(block.node, self._answered(label), span=self.source.span(start, end))]

    def endif(self, children: list[Any], start: int, end: int) -> None:
        """`endif`: the branches come together."""
        block = self._close("if", children[0], start, end)
        if block is not None:
            self._leave_if(block)

    def _leave_if(self, block: Block) -> None:
        assert block.node is not None
        done = [*block.done, *self.flow.tails]
        if not block.ended:
            done.append(Tail(block.node))
        self.flow.tails = done

    def switch(self, children: list[Any], start: int, end: int) -> None:
        """`switch (what)`."""
        paint, _, condition, tail = children
        block = self._open("switch", start, end)
        self._decide(block, paint, condition, tail, start, end)

    def case(self, children: list[Any], start: int, end: int) -> None:
        """`case (value)`."""
        block = self._innermost("switch", children[0], start, end)
        if block is None:
            return
        assert block.node is not None
        if block.ended:
            block.done += self.flow.tails
        block.ended = True
        self.flow.tails = [Tail(block.node, self._answered(children[1]), span=self.source.span(start, end))]

    def endswitch(self, children: list[Any], start: int, end: int) -> None:
        """`endswitch`."""
        block = self._close("switch", children[0], start, end)
        if block is not None:
            self.flow.tails = [*block.done, *self.flow.tails]
