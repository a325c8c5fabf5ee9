"""Text as PlantUML source: labels, tooltips, URLs, comments.

PlantUML reads a line three times: as a command, as creole markup, as text. A character that would mean something to any of
them is written as `<U+XXXX>`, the one form that labels, quoted names, class members and tooltips all turn back into the
character. Line breaks are `\\n`, so that no line of the source begins with an author's words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby
from urllib.parse import quote

from diagramc.ir.base import Label, Link, RichText, Run
from diagramc.targets.base import Escaped

NOTHING = Escaped("")
BREAK = Escaped("\\n")
BLANK = Escaped("<U+00A0>")
"""What stands for a label without visible characters; PlantUML refuses empty ones."""

_SPECIAL = re.compile(
    r"""
      ["\u201c\u201d\u00ab\u00bb~<>{}\\]            # quotes of all kinds, escapes, tags, member modifiers and blocks
    | ([*/_=\-'|\[\]\#:;])\1+                    # creole marks, comments, links, separators: only when doubled
    | /(?=') | '(?=/)                            # block comments
    | %(?=\w) | \$(?=[^\W\d]) | &(?=\#|\w+;)     # functions, variables, entities
    | @(?=start|end)
    | [\uE000-\uF8FF]                            # PlantUML keeps private marks here
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LEADING = re.compile(r"[*#=\-_.|!'@:;+]+")
"""Marks that mean something at the start of a line: lists, headings, rules, tables, visibilities, colours."""

_CONTROLS = {code: None for code in range(0xA0) if unicodedata.category(chr(code)) == "Cc"}
_CHARACTERS = str.maketrans(
    _CONTROLS
    | {ord("\t"): " ", ord("\n"): "\n"}
    | dict.fromkeys(map(ord, "\r\x0b\x0c\x85\u2028\u2029"), "\n")
    | dict.fromkeys((0xFFFE, 0xFFFF), "\ufffd")
)
_SURROGATE = re.compile("[\ud800-\udfff]")


_TOOLTIP = {ord("\\"): "\u29f5"}
"""PlantUML 1.2026.8 takes the code of `$` or `\\` in a tooltip for part of a regular expression, and crashes: `$` stands as it
is, and for the backslash a character that looks like it."""


def _codes(characters: str) -> str:
    return "".join(f"<U+{ord(char):04X}>" for char in characters)


def _lines(text: str) -> list[str]:
    """The lines of an author's text, with characters that no XML can hold left out."""
    return _SURROGATE.sub("\ufffd", text.replace("\r\n", "\n").translate(_CHARACTERS)).split("\n")


def escape(line: str, *, first: bool = True) -> Escaped:
    """One line of plain text; `first` when it begins a line of the label. Trailing backslashes, dots and spaces are safe."""
    lead = _LEADING.match(line) if first else None
    head, rest = (line[: lead.end()], line[lead.end() :]) if lead else ("", line)
    tail = len(rest) - len(rest.rstrip(".=;"))
    body, end = (rest[:-tail], rest[-tail:]) if tail > 1 else (rest, "")
    return Escaped(_codes(head) + _SPECIAL.sub(lambda match: _codes(match[0]), body) + _codes(end))


def _tagged(said: str, run: Run, inside: str) -> str:
    """A written stretch as a link (`inside` is what stands before its label) and in its run's style.

    Tags go round the link, whose label creole takes as it is.
    """
    if not said.strip():
        return said
    if inside:
        said = f"[[{inside} {said.replace(']', _codes(']'))}]]"
    for wanted, tag, end in (
        (run.code, "<font:monospaced>", "</font>"),
        (run.italic, "<i>", "</i>"),
        (run.bold, "<b>", "</b>"),
    ):
        if wanted:
            said = f"{tag}{said}{end}"
    return said


def _runs(label: Label) -> Iterator[Run]:
    """The runs of a label; neighbours in one style are one run, so that marks doubled across them are seen."""
    if isinstance(label, str):
        yield Run(text=label)
        return
    for (bold, italic, code), runs in groupby(label.runs, key=lambda run: (run.bold, run.italic, run.code)):
        yield Run(text="".join(run.text for run in runs), bold=bold, italic=italic, code=code)


def text_lines(label: Label, link: Link | None = None, *tooltips: str | None) -> list[Escaped]:
    """The lines of a label, each fit to stand anywhere in a line of source; a line may be empty.

    With a link or tooltips each stretch of one style is a creole link, as links end with their line and hold no tags.
    """
    inside = _target(link, tooltips)
    written = [""]
    for run in _runs(label):
        for number, line in enumerate(_lines(run.text)):
            if number:
                written.append("")
            said = escape(line, first=not written[-1])
            written[-1] += _tagged(said, run, inside)
    return [Escaped(line) for line in written]


def emphasized(label: Label, *, bold: bool = False, italic: bool = False) -> Label:
    """The label with all of it bold or italic too. Tags of one kind cannot be nested, so the runs are changed."""
    if not (bold or italic):
        return label
    return RichText(
        runs=tuple(
            Run(text=run.text, bold=run.bold or bold, italic=run.italic or italic, code=run.code)
            for run in _runs(label)
        )
    )


def text(label: Label) -> Escaped:
    """A label on one line of source, with `\\n` for its line breaks; `BLANK` when there is nothing to see."""
    return join(text_lines(label)) or BLANK


def join(lines: Iterable[str]) -> Escaped:
    """Written lines as one label. Empty when they all are; an empty one between others keeps its height."""
    written = list(lines)
    if not any(line.strip() for line in written):
        return NOTHING
    return Escaped(BREAK.join(line if line.strip() else BLANK for line in written))


_BLOCK = re.compile(r"[@\\](?=start|end|append|pause|unpause)", re.IGNORECASE)
"""What begins and ends a diagram. PlantUML looks for it in comments too: that is how it reads diagrams in other languages' sources."""


def comment(text: str | None) -> list[Escaped]:
    """Comment lines that say `text`; none for None."""
    lines = (_BLOCK.sub(lambda mark: f"{mark[0]} ", line.strip()) for line in _lines(text or ""))
    return [Escaped(f"' {line}") for line in lines if line]


def url(address: str) -> Escaped:
    """A URL inside `[[…]]`: what would end it is percent-encoded."""
    return Escaped(quote(_SURROGATE.sub("\ufffd", address), safe="/:?#@!$&'*+,;=%~-._"))


def _target(link: Link | None, tooltips: Iterable[str | None]) -> str:
    """What stands inside `[[…]]` before a label: `url{tooltip}`; "" for neither.

    Several tooltips are one, with dashes between them: `– description` is a second one without a first.
    """
    said = [" ".join(" ".join(_lines(words or "")).split()) for words in tooltips]
    tooltip = " – ".join(said).strip(" ") if any(said) else ""
    tooltip = tooltip.removesuffix(" –")
    shown = escape(tooltip.translate(_TOOLTIP)).replace("<U+0024>", "$")
    return (url(link.url) if link else "") + (f"{{{shown}}}" if shown else "")


def anchor(link: Link | None, *tooltips: str | None) -> Escaped:
    """` [[url{tooltip}]]` after a declaration; empty when there is neither."""
    inside = _target(link, tooltips)
    return Escaped(f" [[{inside}]]" if inside else "")


def stereotype(words: str) -> Escaped:
    """` <<words>>`; a parenthesis at their start would be read as a spot."""
    said = escape(" ".join(words.split()))
    return Escaped(f" <<{_codes(said[:1]) if said[:1] in '($' else said[:1]}{said[1:]}>>" if said else "")
