"""Creole, PlantUML's markup inside labels, to plain or rich labels, links and tooltips.

Source: plantuml.com/creole, and the behaviour of 1.2026.8. What a label of the IR cannot hold (colour and size of single words,
pictures, underlines) is dropped; `Creole.dropped` says so.
"""

from __future__ import annotations

import html
import re
from itertools import groupby
from typing import NamedTuple

from diagramc.ir.base import Label, Link, RichText, Run

_EMPHASIS = {"**": "bold", "//": "italic", '""': "code"} | {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "code": "code",
}


class Creole(NamedTuple):
    """What a text says: the label, one link and tooltip where all of it has them, and the words for what was dropped."""

    label: Label
    link: Link | None = None
    tooltip: str | None = None
    dropped: tuple[str, ...] = ()


_TOKEN = re.compile(
    r"""
      (?P<tab>\\t)
    | (?P<code><U\+(?P<hex>[0-9A-Fa-f]{1,6})> | &\#(?P<dec>\d{1,7}); | &\#x(?P<hexa>[0-9A-Fa-f]{1,6}); | &(?P<named>[A-Za-z]{2,8});)
    | (?P<escape>~(?=[*/_"\-~\[<|=.;#:!]))
    | \[\[(?P<link>[^\]\n]*(?:\](?!\])[^\]\n]*)*)\]\]
    | (?P<pair>\*\*|(?<!:)//|""|__|--|~~)
    | (?P<emphasis></?(?:b|strong|i|em|code)>)
    | (?P<icon><[&:$][\w\-/.:]+(?:[,{][^>\n]*)?>|<:[\w+\-]{1,30}:>)
    | (?P<image><img[^>\n]*>(?:</img>)?|\{scale:[^}]*\})
    | (?P<tag></?(?:color|size|font|back|s|u|w|strike|del|plain|sub|sup|sup|math|latex|emoji)\b[^>\n]*>)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_BREAK = re.compile(r"\\n|\\[rl](?![a-z])|<br\s*/?>|\n", re.IGNORECASE)
_RULE = re.compile(r"\s*(?:-{4,}|={4,}|_{4,}|\.{4,})\s*\Z")
_BULLET = re.compile(r"(\*+|#+)\s+(?=\S)")
_HEADING = re.compile(r"={1,6}\s*(?=[^=\s])(.*?)=*\Z", re.DOTALL)
_LINK = re.compile(
    r'\s*(?:"(?P<quoted>[^"]*)"|(?P<url>[^\s{}]*))\s*(?:\{(?P<tip>[^}]*)\})?\s*(?P<label>.*)\Z', re.DOTALL
)


class _Reader:
    def __init__(self) -> None:
        self.runs: list[Run] = []
        self.on = {"bold": False, "italic": False, "code": False}
        self.open: set[str] = set()
        self.links: list[tuple[str, str]] = []
        self.outside = False
        self.dropped: dict[str, None] = {}

    def add(self, text: str) -> None:
        if text:
            self.runs.append(
                Run(text=text, bold=self.on["bold"], italic=self.on["italic"], code=self.on["code"])
            )

    def read(self, text: str) -> None:
        """Read a whole label, line by line."""
        first = True
        for line in _BREAK.split(text):
            if _RULE.match(line):
                self.dropped["a rule in a label"] = None
                continue
            if not first:
                self.add("\n")
            first = False
            self._line(line)
            for mark in self.open & _EMPHASIS.keys():
                self.on[_EMPHASIS[mark]] = False
            self.open.clear()

    def _line(self, line: str) -> None:
        bullet = _BULLET.match(line)
        heading = _HEADING.match(line)
        if bullet:
            self.add("  " * (len(bullet[1]) - 1) + "• ")
            self.stretch(line[bullet.end() :])
        elif heading:
            kept, self.on["bold"] = self.on["bold"], True
            self.stretch(heading[1])
            self.on["bold"] = kept
        else:
            self.stretch(line)

    def stretch(self, text: str, inside: bool = False) -> None:
        """Read a part of one line; `inside` a link."""
        position = 0
        for found in _TOKEN.finditer(text):
            if found.start() < position:
                continue
            self._plain(text[position : found.start()], inside)
            position = found.end()
            if found["escape"] is not None:
                self._plain(text[position : position + 1], inside)
                position += 1
            elif found["link"] is not None:
                self._link(found["link"])
            elif found["pair"]:
                self._pair(found[0], text[position:], inside)
            else:
                self._token(found, inside)
        self._plain(text[position:], inside)

    def _pair(self, mark: str, rest: str, inside: bool) -> None:
        """A mark that is closed by its like in the same line; else it is text."""
        if mark not in self.open and (mark not in rest or not rest[:1].strip()):
            self._plain(mark, inside)
            return
        opens = mark not in self.open
        self.open ^= {mark}
        if mark in _EMPHASIS:
            self.on[_EMPHASIS[mark]] = opens
        else:
            self.dropped["underlines and strikes in a label"] = None

    def _plain(self, text: str, inside: bool) -> None:
        if text.strip() and not inside:
            self.outside = True
        self.add(text)

    def _token(self, found: re.Match[str], inside: bool) -> None:
        said = found[0].lower()
        if found["tab"]:
            self.add(" ")
        elif found["code"]:
            self._plain(_character(found), inside)
        elif found["emphasis"]:
            self.on[_EMPHASIS[said.strip("</>")]] = not said.startswith("</")
        elif found["icon"] or found["image"]:
            self.dropped["a picture in a label"] = None
        else:
            self._tag(said)

    def _tag(self, said: str) -> None:
        if said == "</font>":
            self.on["code"] = False
        elif said.startswith("<font") and "mono" in said:
            self.on["code"] = True
        elif not said.startswith("</"):
            self.dropped["colour and size of single words"] = None

    def _link(self, inside: str) -> None:
        parts = _LINK.match(inside)
        assert parts is not None
        url, tip = parts["quoted"] if parts["quoted"] is not None else parts["url"] or "", parts["tip"] or ""
        shown = parts["label"].strip("\n") if parts["label"].strip() else ""
        self.links.append((url, tip))
        if shown:
            self.stretch(shown, inside=True)
        elif url:
            self._plain(url, True)


def _character(found: re.Match[str]) -> str:
    if found["named"]:
        return html.unescape(found[0])
    digits = found["hex"] or found["hexa"]
    code = int(digits, 16) if digits else int(found["dec"])
    return chr(code) if 31 < code < 0xD800 or 0xE000 <= code < 0x110000 else ""


def read_creole(text: str) -> Creole:
    """What a label says. Its outer blanks are dropped; a label of one style without emphasis is plain text."""
    reader = _Reader()
    reader.read(text)
    link = tooltip = None
    targets = dict.fromkeys(reader.links)
    if len(targets) == 1 and not reader.outside:
        url, tip = next(iter(targets))
        link = Link(url=url) if url else None
        tooltip = _tooltip(tip) or None
    elif targets:
        url, tip = next(iter(targets))
        link = Link(url=url) if url else None
        reader.dropped["where in the label a link stands"] = None
    return Creole(_label(reader.runs), link, tooltip, tuple(reader.dropped))


def _tooltip(text: str) -> str:
    reader = _Reader()
    reader.read(text)
    return "".join(run.text for run in reader.runs).replace("\u29f5", "\\").strip()


def _label(runs: list[Run]) -> Label:
    """The runs as a label: outer blanks dropped, a line of one no-break space made empty, like neighbours joined."""
    characters = [(char, (run.bold, run.italic, run.code)) for run in runs for char in run.text]
    characters = [
        pair
        for at, pair in enumerate(characters)
        if not (
            pair[0] == "\xa0"
            and (at == 0 or characters[at - 1][0] == "\n")
            and (at + 1 == len(characters) or characters[at + 1][0] == "\n")
        )
    ]
    while characters and characters[0][0] in " \t\n":
        del characters[0]
    while characters and characters[-1][0] in " \t\n":
        del characters[-1]
    settled: list[Run] = []
    for (bold, italic, code), same in groupby(characters, key=lambda pair: pair[1]):
        text = "".join(char for char, _ in same)
        last = settled[-1] if settled else None
        if last and (not text.strip() or (last.bold, last.italic, last.code) == (bold, italic, code)):
            # A writer cannot mark blanks alone: they go with what is before them.
            settled[-1] = Run(text=last.text + text, bold=last.bold, italic=last.italic, code=last.code)
        else:
            settled.append(Run(text=text, bold=bold, italic=italic, code=code))
    if not any(run.bold or run.italic or run.code for run in settled):
        return "".join(run.text for run in settled)
    return RichText(runs=tuple(settled))
