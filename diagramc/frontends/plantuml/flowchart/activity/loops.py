"""Loops: `while` and `repeat`, with `backward` and `break`."""

from __future__ import annotations

from typing import Any

from diagramc.frontends.plantuml.flowchart.activity.base import Drawing
from diagramc.frontends.plantuml.flowchart.flow import Block, Tail
from diagramc.ir.base import Label


class Loops(Drawing):
    """The actions of the grammar for loops."""

    def break_(self, _: list[Any], start: int, end: int) -> None:
        """`break`: the way leads out of the innermost loop."""
        loop = next((b for b in reversed(self.flow.blocks) if b.kind in ("while", "repeat")), None)
        if loop is not None:
            loop.breaks += self.flow.tails
        self.flow.tails = []

    def while_(self, children: list[Any], start: int, end: int) -> None:
        """`while (condition) is (yes)`."""
        paint, _, condition, tail = children
        block = self._open("while", start, end)
        self._decide(block, paint, condition, tail, start, end)

    def endwhile(self, children: list[Any], start: int, end: int) -> None:
        """`endwhile (no)`."""
        block = self._close("while", children[0], start, end)
        if block is not None:
            self._leave_while(block, self._answered(children[1]), start, end)

    def _leave_while(self, block: Block, label: Label | None, start: int, end: int) -> None:
        assert block.node is not None
        self._back(block, block.node)
        self.flow.tails = [Tail(block.node, label, span=self.source.span(start, end)), *block.breaks]

    def _back(self, block: Block, target: str) -> None:
        """Lead the open ways back, over the step that `backward` puts there."""
        if block.backward is not None:
            step, before, after = block.backward
            self.flow.mark(before, None, None, None)
            self.flow.connect(step)
            self.flow.tails = [Tail(step, after)]
        self.flow.connect(target)

    def repeat(self, children: list[Any], start: int, end: int) -> None:
        """`repeat`, perhaps with a first action."""
        paint, _, action, tail = children
        self._open("repeat", start, end)
        if action is not None:
            self._action(paint, action, tail["stereotypes"], start, end)

    def backward(self, children: list[Any], start: int, end: int) -> None:
        """`backward :do it;`."""
        before, word, paint, action, *stereotypes, after = children
        block = next((b for b in reversed(self.flow.blocks) if b.kind in ("repeat", "while")), None)
        if block is None:
            self.error(
                "`backward` outside a loop", word.start, word.end, hint="it stands in `repeat` or `while`"
            )
            return
        kept, self.flow.tails = self.flow.tails, []
        step = self._action(paint, action, stereotypes, start, end)
        block.backward = step, self._answered(before), self._answered(after)
        self.flow.tails = kept

    def repeatwhile(self, children: list[Any], start: int, end: int) -> None:
        """`repeat while (again?) is (yes) not (no)`."""
        word, condition, tail, arrow = children
        block = self._close("repeat", word, start, end)
        if block is None:
            return
        again = tail.get("is") or tail.get("then") or (self._arrow_label(arrow) if arrow else None)
        style, classes = self._dress(None, tail["stereotypes"])
        text = condition[1:-1] if condition else ""
        span = self.source.span(start, end)
        name = None if text.strip() else "again"
        decision = self._step(text, start, end, "decision", style, classes, name)
        self.flow.tails = [Tail(decision, again, span=span)]
        self._back(block, block.first or decision)
        self.flow.tails = [Tail(decision, tail.get("not"), span=span), *block.breaks]
