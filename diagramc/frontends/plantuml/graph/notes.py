"""Notes of component diagrams."""

from __future__ import annotations

import re
from typing import Any, cast

from diagramc.diagnostics import suggest
from diagramc.frontends.lalr import Token
from diagramc.frontends.plantuml.graph.elements import Elements
from diagramc.frontends.plantuml.graph.model import Element, Remark
from diagramc.ir.base import Label, Note, Side

# Compiled when it is used: most diagrams have no notes.
_NOTE = r"""(?isx)note\s+
        (?:(?P<side>left|right|top|bottom)(?:\s+of\s+(?P<target>\[[^\]\n]+\]|\([^)\n]+\)|:[^:\n]+:|"[^"\n]+"|\(\)\s*\S+?|[\w.$@]+))?
          |(?P<free>["\u201c](?P<quoted>[^"\u201d\n]*)["\u201d]\s+)?as\s+(?P<name>[\w.]+)
          |(?:(?:left|right|top|bottom)\s+)?on\s+link)\s*
        (?P<stereotype><<[^\n>]*>>)?\s*(?P<color>\#[^\s:{]+)?[^\S\n]*
        (?::(?P<line>[^\n]*)|\{?[^\S\n]*\n(?P<body>.*?)[^\S\n]*(?:end\s?note\b|\})|\s*)\Z"""


MAX_COMPARED = 50
"""How many names an unknown one is compared with."""


class Notes(Elements):
    """The actions of the grammar for notes, and what they found: `remarks`."""

    def _end(self, token: Token) -> Element:
        name = self.bare(token)
        if "::" in name and name not in self._named:
            port = name.rpartition("::")[2]
            if port in self._named:
                name = port
        keyword = self._keyword_of(token)
        return self.place(name, keyword, name, token.start, token.end, implicit=True)

    def _tie_note(self, remark: Remark, other: Token) -> None:
        if other in self.note_names:
            return
        id = self._end(other).id
        note = remark.note
        if id not in note.targets:
            targets = (*note.targets, id)
            remark.note = Note(text=note.text, targets=targets, side=note.side, span=note.span)

    def note_beside(self, children: list[Any], start: int, end: int) -> None:
        """`note left of x : text`."""
        parts, text = self._note(children[0])
        name = parts["target"]
        target = self.last
        if name is not None:
            known = self._named.get(self.bare(name))
            if known is None:
                close = suggest(self.bare(name), list(self._named)[:MAX_COMPARED])
                self.error(
                    f"the note is about `{name}`, which is not there",
                    start,
                    end,
                    hint=f"did you mean `{close}`?" if close else "a note stands below what it is about",
                )
                return
            target = known.id
        side = cast(Side, parts["side"].lower())
        targets = (target,) if target else ()
        self._remark(Note(text=text, targets=targets, side=side if targets else None), None, start, end)

    def note_on_link(self, children: list[Any], start: int, end: int) -> None:
        """`note on link : text`, about both ends of the last arrow."""
        _, text = self._note(children[0])
        targets = tuple(dict.fromkeys((self.ties[-1].source, self.ties[-1].target))) if self.ties else ()
        self._remark(Note(text=text, targets=targets), None, start, end)

    def note_alone(self, children: list[Any], start: int, end: int) -> None:
        """`note "text" as name`."""
        token: Token = children[0]
        parts = re.match(r'note\s+["\u201c]([^"\u201d\n]*)["\u201d]\s+as\s+([\w.]+)', token, re.IGNORECASE)
        assert parts is not None
        self._remark(Note(text=self.label(parts[1], start, end)), parts[2], start, end)

    def note_long(self, children: list[Any], start: int, end: int) -> None:
        """`note as name … end note`."""
        parts, text = self._note(children[0])
        self._remark(Note(text=text), parts["name"], start, end)

    def _note(self, token: Token) -> tuple[re.Match[str], Label]:
        parts = re.match(_NOTE, token)
        assert parts is not None
        if parts["color"]:
            self.only_looks("colours of notes", token.start, token.end)
        if parts["line"] is not None:
            return parts, self.label(parts["line"], token.start, token.end)
        return parts, self.label(parts["body"] or "", token.start, token.end, block=True)

    def _remark(self, note: Note, name: str | None, start: int, end: int) -> None:
        span = self.source.span(start, end)
        remark = Remark(Note(text=note.text, targets=note.targets, side=note.side, span=span), name)
        self.remarks.append(remark)
        if name is not None:
            self.note_names[name] = remark
