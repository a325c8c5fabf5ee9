"""Single steps, the arrows between them, notes and jumps."""

from __future__ import annotations

import re
from typing import Any

from msgspec.structs import replace

from diagramc.frontends.lalr import Token
from diagramc.frontends.plantuml.colors import read_arrow_style
from diagramc.frontends.plantuml.flowchart.activity.base import ARROW, Drawing
from diagramc.ir.base import Side, Style

_NOTE = r"(?is)(?:floating\s+)?note\s*(?P<side>left|right|top|bottom)?\s*(?P<color>#\S+)?\s*(?::\s*(?P<line>.*)|\n(?P<body>.*))\Z"


class Steps(Drawing):
    """The actions of the grammar for single statements."""

    def begin(self, _: list[Any], start: int, end: int) -> None:
        """`start`."""
        self.flow.step("Start", self.source.span(start, end), "start")

    def stop(self, children: list[Any], start: int, end: int) -> None:
        """`stop` and `end`."""
        label = "Stop" if children[0].lower() == "stop" else "End"
        self.flow.step(label, self.source.span(start, end), "end")
        self.flow.tails = []

    def detach(self, _: list[Any], start: int, end: int) -> None:
        """`detach` and `kill`: the way ends here."""
        self.flow.tails = []

    def action(self, children: list[Any], start: int, end: int) -> None:
        """`:do it;`."""
        paint, action, *stereotypes = children
        self._action(paint, action, stereotypes, start, end)

    def connector(self, children: list[Any], start: int, end: int) -> None:
        """`(A)`."""
        label = self.label(children[1].strip(":()"), start, end)
        self.flow.step(label, self.source.span(start, end), "connector", style=self._paint(children[0]))

    def arrow(self, children: list[Any], start: int, end: int) -> None:
        """`-[#blue,dashed]-> label;`."""
        parts = ARROW.match(children[0])
        assert parts is not None
        look = read_arrow_style(parts["bracket"] or "")
        self.check_look(look, children[0])
        line, style = look.style.line, replace(look.style, line=None)
        label = self._arrow_label(children[0])
        self.flow.mark(label, None if style == Style() else style, line, self.source.span(start, end))

    def item(self, children: list[Any], start: int, end: int) -> None:
        """`- do it`: an action as an item of a list."""
        text = children[0].lstrip("-*").strip()
        label = self.label(re.sub(r"\s*<<[^>\n]*>>\s*\Z", "", text), start, end)
        self.flow.step(label, self.source.span(start, end))

    def recolor(self, children: list[Any], start: int, end: int) -> None:
        """`link #red`: the colour of the arrow to the next step."""
        word = children[0].split()[1]
        found = self.color(Token(word, "COLOR", end - len(word), end))
        self.flow.mark(None, Style(stroke=found), None, self.source.span(start, end))

    def note(self, children: list[Any], start: int, end: int) -> None:
        """A note beside the last step."""
        parts = re.match(
            _NOTE, re.sub(r"\n[ \t]*end[ \t]*note[^\n]*\Z", "", children[0], flags=re.IGNORECASE) + "\n"
        )
        if parts is None:
            self.error(
                "a note is not written right",
                start,
                end,
                hint="write `note right: text`, or end it with `end note`",
            )
            return
        text = parts["line"] if parts["line"] is not None else parts["body"]
        side: Side | None = parts["side"].lower() if parts["side"] else None  # type: ignore[assignment]
        self.flow.note(
            self.label(text, start, end, block=parts["line"] is None), side, self.source.span(start, end)
        )

    def label_point(self, children: list[Any], start: int, end: int) -> None:
        """`label name`."""
        self.flow.waiting_labels.append(children[0].split()[1])

    def goto(self, children: list[Any], start: int, end: int) -> None:
        """`goto name`."""
        self.flow.jumps += [(tail, children[0].split()[1], start, end) for tail in self.flow.tails]
        self.flow.tails = []
