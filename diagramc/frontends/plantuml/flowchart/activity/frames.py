"""Frames and swimlanes."""

from __future__ import annotations

import re
from typing import Any

from diagramc.frontends.lalr import Token
from diagramc.frontends.plantuml.flowchart.activity.base import Drawing
from diagramc.frontends.plantuml.page import with_style

# Patterns are compiled when they are used.
_FRAME = r"""(?ix)(?:partition|group|package|rectangle|card)\s*
        (?P<color>\#[^\s"{]+)?\s*
        (?:"(?P<quoted>[^"\n]*)"|(?P<name>.*?))\s*
        (?P<late>\#[\w#|/\\;:.-]+)?\s*
        (?P<stereotypes>(?:<<[^>\n]*>>\s*)*)
        (?P<brace>\{)?\s*\Z"""
_LANE = r"\|(?:\s*(?P<color>#[^|\]\n]+)\|)?(?:\[(?P<bracket>#[^\]\n]*)\])?(?P<name>[^|\n]+)\|(?:(?P<label>[^|\n]+)\|?)?\s*\Z"

MAX_DEPTH = 48
"""How deep frames may stand in each other and in a lane."""


class Frames(Drawing):
    """The actions of the grammar for frames and lanes."""

    def frame(self, children: list[Any], start: int, end: int) -> None:
        """`partition "Name" {`."""
        token: Token = children[0]
        parts = re.match(_FRAME, token)
        assert parts is not None
        block = self._open("group", start, end)
        if sum(block.kind == "group" for block in self.flow.blocks) > MAX_DEPTH:
            self.source.report("parse.too-large", f"frames are nested more than {MAX_DEPTH} deep", start, end)
            self.flow.blocks.pop()
            return
        style, classes = self._dress(None, [Token(parts["stereotypes"], "STEREOTYPE", start, end)])
        for spec in (parts["color"], parts["late"]):
            if spec:
                at = start + token.index(spec)
                style = with_style(style, self.style(Token(spec, "COLOR", at, at + len(spec))))
        name = parts["quoted"] if parts["quoted"] is not None else parts["name"] or ""
        block.group = self.flow.open_frame(
            self._words(name, start, end), style, tuple(classes), self.source.span(start, end)
        )

    def close(self, children: list[Any], start: int, end: int) -> None:
        """`}` and `end group`."""
        if self._close("group", children[0], start, end) is not None:
            self.flow.close_frame()

    def lane(self, children: list[Any], start: int, end: int) -> None:
        """`|#color|Name|`."""
        token: Token = children[0]
        parts = re.match(_LANE, re.sub(r"<<[^>\n]*>>\s*\Z", "", token).strip())
        if parts is None:
            self.error("a swimlane is not closed", start, end, hint="write `|Name|`")
            return
        if self.flow.nodes and not self.flow.has_lanes:
            self.error(
                "the first swimlane begins after the first step",
                start,
                end,
                hint="put `|Name|` before the first step",
            )
        spec = parts["color"] or parts["bracket"]
        style = self.style(Token(spec, "COLOR", start, end)) if spec else None
        name = parts["name"].strip()
        label = self.label(parts["label"] or name, start, end)
        self.flow.enter_lane(name, label, style, self.source.span(start, end))
