"""Text as Mermaid source.

Mermaid turns `#quot;` and `#35;` into characters only when it draws, after its grammars have read the text; so an entity is
the one form that says any character anywhere. Each context escapes what its grammar, Mermaid's preprocessing of the whole
text (comments, directives, entities) or its renderer (HTML, Markdown, icons, formulas) would take for something else.

HTML labels with a line break are parsed as HTML once before Markdown, icons and formulas are looked for, which undoes
entities early. There a zero-width space keeps a mark from what gives it meaning, and a backslash does where Markdown is read.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Literal

from diagramc.ir.base import Label, RichText, plain
from diagramc.targets.base import Escaped
from diagramc.targets.characters import printable, runs

BLANK = Escaped("#8203;")
"""What stands for a label without visible characters: grammars and the measuring of text refuse an empty one."""

Reading = Literal["html", "markdown", "verbatim"]
"""What Mermaid makes of a label when it draws it: HTML, HTML from Markdown, or the characters as they are."""

_NAMED = {'"': "#quot;", "<": "#lt;", ">": "#gt;", "&": "#amp;"}
_EVERYWHERE = r"""
      ["<>\#`\\]
    | &(?=[A-Za-z\#])                    # HTML entities
    | %(?=[%{]) | (?<=%)%                # comments, directives
    | \$(?=\$) | (?<=\$)\$               # formulas
    | d(?=irection\s+(?:TB|BT|LR|RL|TD)) # read before any other rule, wherever it stands in a line
    | f(?=a[bklrs]?:fa-)                 # icons
    | C(?=4(?:Container|Component|Dynamic|Deployment)) # a text with one anywhere is taken for a C4 diagram
    | ﬂ(?=°) | ¶(?=ß)                    # how Mermaid marks entities while it parses
"""
_UNDONE_EARLY = re.compile(r"\\(?=n)|\$(?=\$)|f(?=a[bklrs]?:fa-)")
_STAR = r"\*"
_UNDERSCORE = r"_(?![^\W_])|(?<![^\W_])_"
"""One inside a word is never emphasis."""
_COLON = re.compile(r":(?=\S*#\w+;)")
"""Mermaid drops the last semicolon of a line that has `style`, a colon and, in the same word, a hash."""
_VISIBLE = re.compile(r"[^\s\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
_LINE_START = r"^[-+=|:] | (?<=^\d)[.)] | (?<=^\d\d)[.)]"
"""What makes a line of Markdown a list, a heading, a rule or a table."""


def entities(characters: str) -> str:
    """Each character as an entity."""
    return "".join(_NAMED.get(char) or f"#{ord(char)};" for char in characters)


def _code(match: re.Match[str]) -> str:
    return entities(match[0])


@cache
def _marks(*more: str) -> re.Pattern[str]:
    return re.compile("|".join((_EVERYWHERE, *more)), re.VERBOSE)


def is_blank(text: str) -> bool:
    """Whether there is nothing to see in a text."""
    return not _VISIBLE.search(text)


def escape(text: str, *, also: str = "", reading: Reading = "html") -> str:
    """Printable text as part of a line of source, with `<br/>` for its line breaks.

    `also` is a regular expression of further characters that are written as entities.
    """
    more = [also] if also else []
    if "\n" in text and reading != "verbatim":
        more.append("&")
        text = _UNDONE_EARLY.sub(lambda match: f"{match[0]}\u200b", text)
    if reading == "markdown":
        emphasis = [mark for mark, char in ((_STAR, "*"), (_UNDERSCORE, "_")) if text.count(char) > 1]
        if "\n" in text:
            text = re.sub("|".join((r"\\", *emphasis)), r"\\\g<0>", text)
        else:
            more += emphasis
    written = _marks(*more).sub(_code, text).replace("\n", "<br/>")
    return _COLON.sub("#58;", written)


def one_line(label: Label | None) -> str:
    """A label's printable characters, with blanks for its line breaks."""
    return " ".join(printable(plain(label)).split("\n")).strip()


def text(label: Label | None, *, also: str = "", reading: Reading = "html") -> Escaped:
    """A label without emphasis; `BLANK` when there is nothing to see."""
    said = printable(plain(label)).strip()
    return BLANK if is_blank(said) else Escaped(escape(said, also=also, reading=reading))


def quoted(label: Label | None, *, also: str = "", reading: Reading = "html") -> Escaped:
    """`"label"`, without emphasis."""
    return Escaped(f'"{text(label, also=also, reading=reading)}"')


def markdown(label: Label | None) -> Escaped:
    """A label as a quoted string: "plain", or where it has emphasis, between backquotes as Markdown, of several lines perhaps."""
    if isinstance(label, RichText) and any(run.bold or run.italic or run.code for run in label.runs):
        said = emphasised(label)
        return Escaped(f'"`{said}`"') if said else quoted(None)
    return quoted(label)


def emphasised(label: Label, *, also: str = "") -> Escaped:
    """A label as Markdown text, one line a line; empty when there is nothing to see. `also` as in `escape`."""
    lines = [_MarkdownLine(also)]
    for run in runs(label):
        for number, part in enumerate(run.text.split("\n")):
            if number:
                lines.append(_MarkdownLine(also))
            stars = "*" * (2 * run.bold + run.italic)
            lines[-1].add(f"`{part}`" if run.code and part else part, stars)
    written = [line.written for line in lines]
    if all(is_blank(line.replace(BLANK, "")) for line in written):
        return Escaped("")
    # A line without characters would end the paragraph.
    return Escaped("\n".join(line or BLANK for line in written))


class _MarkdownLine:
    """A line of Markdown under way. Emphasis that touches other words is set off by an entity, whose ends count as punctuation."""

    def __init__(self, also: str) -> None:
        self.written = ""
        self._touches = False
        self._marks = rf"[*_~] | {also}" if also else "[*_~]"

    def add(self, part: str, stars: str) -> None:
        words = part.strip()
        if is_blank(words):
            stars = ""
        if (stars or self._touches) and self.written and part[:1].strip():
            self.written += BLANK if self.written[-1:].strip() else ""
        also = self._marks if self.written else rf"{self._marks} | {_LINE_START}"
        written = escape(words, also=also)
        self.written += part[: len(part) - len(part.lstrip())] if self.written else ""
        self.written += f"{stars}{written}{stars}" if words else ""
        self.written += part[len(part.rstrip()) :] if words else ""
        self._touches = bool(stars) and part[-1:].strip() != ""


def front_matter(label: Label | None) -> Escaped | None:
    """A title as a YAML scalar; None when there is none. Mermaid shows it as it is, but mangles it once it has a `<`."""
    said = one_line(label)
    if is_blank(said):
        return None
    said = said.replace("<", "‹").replace(">", "›") if "<" in said else said
    plain_scalar = re.fullmatch(r"[A-Za-z][\w ,.()'/+-]*", said) and said.lower() not in _YAML_WORDS
    return Escaped(said if plain_scalar else json.dumps(said, ensure_ascii=False))


_YAML_WORDS = ("true", "false", "null", "yes", "no", "on", "off", "y", "n")
