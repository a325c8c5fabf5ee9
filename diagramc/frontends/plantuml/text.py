"""Creole, PlantUML's markup, as labels: emphasis becomes rich text, lists and tables plain lines, all else its bare words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from diagramc.ir.base import Label, RichText, Run

BLANK = "\u00a0"
"""Stands for an empty line where PlantUML wants something."""
NEWLINE = "\ue100"
"""PlantUML's own mark for a line break that a macro made."""

_TAG_NAMES = (
    "b|i|u|s|w|plain|strike|del|sub|sup|code|color|size|back|font|img|text|math|latex|em|strong|br|hr|blink"
)
_TOKENS = (
    r"(?P<code><U\+[0-9A-Fa-f]{4,6}>|&\#\d{1,7};)"
    r"|(?P<link>\[\[.{0,2000}?\]\]+)"
    rf"|<(?P<slash>/?)(?P<tag>{_TAG_NAMES})(?P<rest>[ :=][^>\n]{{0,300}})?>"
    r"|(?P<picture><[&$][^<>\n]+>|<:[\w-]+:>|<\#[\w;:]+>)"
    r"|~(?P<escaped>[*/_\-\"~<\[\#=|.:;!&]+)"
    r"|(?P<mark>\*\*|//|\"\"|__|--|~~)"
)
_ENTITY = r"<U\+([0-9A-Fa-f]{4,6})>|&#(\d{1,7});"
_MAX_TITLE = 500
"""The longest heading or rule; all else is text, however it begins."""
_BULLET = r"(?P<marks>\*+|\#+)(?P<space>[ \t]*)(?P<text>.*)"
_RULE = r"(?:-{4,}|={4,}|_{4,}|\.{4,}|(?:--|==|\.\.)\s*(?P<title>[^-=.\s].*?)\s*(?:--|==|\.\.))\s*"
# Patterns are text here and compiled when they are used: most files need few of them.
_LINK = r"""(?:"(?P<quoted>[^"]*)"|(?P<url>[^\s{}"]\S*?)?)(?P<tip>\{.*?\})?(?:\s(?P<label>.*))?"""


class Target(NamedTuple):
    """A link in a text: where it leads ("" when nowhere) and its tooltip."""

    url: str
    tooltip: str | None = None


class Creole(NamedTuple):
    """A text as the IR holds it, its links, and what kinds of markup it had that the IR has no place for."""

    label: Label
    links: tuple[Target, ...] = ()
    lost: tuple[str, ...] = ()


class _Style(NamedTuple):
    bold: bool = False
    italic: bool = False
    code: bool = False


_PLAIN = _Style()
_Pieces = list[tuple[str, _Style]]


def split_lines(text: str) -> list[str]:
    """The lines of a text on one line of source, at `\\n`, `\\l` and `\\r`; a doubled backslash is one."""
    if "\\" not in text and NEWLINE not in text:
        return [text]
    lines = [""]
    for part in re.split(r"(\[\[.*?\]\]|\\[nlrt\\]|\ue100)", text):
        if part in ("\\n", "\\l", "\\r", NEWLINE):
            lines.append("")
        else:
            lines[-1] += {"\\t": "\t", "\\\\": "<U+005C>"}.get(part, part)
    return lines


def block_lines(text: str) -> list[str]:
    """The lines of a block of source without the indentation that all of them share; blank ones at its ends are left out."""
    lines = text.expandtabs(8).split("\n")
    while lines and not lines[0].strip():
        del lines[0]
    while lines and not lines[-1].strip():
        del lines[-1]
    margin = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return [piece for line in lines for piece in split_lines(line[margin:])]


def characters(text: str) -> str:
    """A text with `<U+XXXX>` and entities turned into the characters that they stand for."""
    if "<" not in text and "&" not in text:
        return text

    def character(found: re.Match[str]) -> str:
        code = int(found[1], 16) if found[1] else int(found[2])
        return chr(code) if 32 <= code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"

    return re.sub(_ENTITY, character, text)


def plain_text(text: str) -> str:
    """A text on one line of source without any markup, with spaces for its line breaks."""
    label = creole(split_lines(text)).label
    said = label if isinstance(label, str) else "".join(run.text for run in label.runs)
    return said.replace("\n", " ")


def read_text(text: str) -> Creole:
    """A text on one line of source, such as the label of an arrow."""
    return creole(split_lines(text.strip()))


def read_block_text(text: str) -> Creole:
    """A text of several lines of source, such as a note; lists, headings, rules and tables are told from plain lines."""
    return creole(list(_plain_blocks(block_lines(text))))


def creole(lines: Sequence[str]) -> Creole:
    """Lines of markup as one label."""
    pieces: _Pieces = []
    links: list[Target] = []
    lost: dict[str, None] = {}
    for number, line in enumerate(lines):
        if number:
            pieces.append(("\n", _PLAIN))
        _inline(line.rstrip(), pieces, links, lost)
    return Creole(_label(pieces), tuple(links), tuple(lost))


def _plain_blocks(lines: Iterable[str]) -> Iterator[str]:
    """The lines of a block, with what begins a list, a heading, a rule or a table row turned into characters."""
    counts: list[int] = []
    for line in lines:
        text = line.strip()
        bullet = re.fullmatch(_BULLET, text)
        if bullet and not text.startswith("**") and (bullet["space"] or bullet["marks"][0] == "*"):
            yield _item(bullet, counts)
            continue
        if bullet and bullet["space"]:
            yield _item(bullet, counts)
            continue
        counts.clear()
        short = len(text) <= _MAX_TITLE
        rule = re.fullmatch(_RULE, text) if short else None
        heading = re.fullmatch(r"(={1,6})\s*([^=\s].*?)\s*=*", text) if short else None
        if rule:
            yield f"<b>{rule['title']}</b>" if rule["title"] else ""
        elif heading:
            yield f"<b>{heading[2]}</b>"
        elif len(text) > 2 and text.startswith("|") and text.endswith("|"):
            yield " | ".join(
                re.sub(r"^(?:<#[^>]*>)?=?\s*", "", cell.strip()) for cell in text[1:-1].split("|")
            )
        else:
            yield line


def _item(bullet: re.Match[str], counts: list[int]) -> str:
    """A line of a list: `•` or its number, indented by its level."""
    marks = bullet["marks"]
    pad = "  " * (len(marks) - 1)
    if marks[0] == "*":
        return f"{pad}• {bullet['text']}"
    del counts[len(marks) :]
    counts += [0] * (len(marks) - len(counts))
    counts[-1] += 1
    return f"{pad}{counts[-1]}. {bullet['text']}"


_SIGNS = frozenset('<&[~*/"_-')
"""What may begin markup in a line."""
_STYLE_TAGS = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "code": "code"}
_LOST_TAGS = {
    "color": "colours in a text",
    "back": "colours in a text",
    "size": "sizes in a text",
    "img": "pictures in a text",
    "math": "formulas in a text",
    "latex": "formulas in a text",
}
_MARKS = {"**": "bold", "//": "italic", '""': "code"}


def _inline(
    line: str, pieces: _Pieces, links: list[Target], lost: dict[str, None], *, linked: bool = False
) -> None:
    """Append the pieces of a line. Tags and marks hold to its end at most. A `linked` line is a link's label, and has none."""
    if _SIGNS.isdisjoint(line):
        pieces.append((line, _PLAIN))
        return
    position = 0
    style = _PLAIN
    open_marks: set[str] = set()
    fonts: list[bool] = []
    for token in re.finditer(_TOKENS, line):
        if token.start() < position:
            continue
        pieces.append((line[position : token.start()], style))
        position = token.end()
        if token["code"]:
            pieces.append((characters(token[0]), style))
        elif token["link"] and linked:
            pieces.append((token[0], style))
        elif token["link"]:
            _link(token[0], style, pieces, links, lost)
        elif token["tag"]:
            style = _tag(token, style, fonts, pieces, lost)
        elif token["picture"]:
            if not token[0].startswith("<#"):
                lost["icons and sprites"] = None
        elif token["escaped"]:
            pieces.append((token["escaped"], style))
        else:
            style, position = _mark(line, token, style, open_marks, pieces, lost)
    pieces.append((line[position:], style))


def _mark(
    line: str,
    token: re.Match[str],
    style: _Style,
    open_marks: set[str],
    pieces: _Pieces,
    lost: dict[str, None],
) -> tuple[_Style, int]:
    """Begin or end what stands between two equal marks; marks without a partner are text."""
    mark, end = token["mark"], token.end()
    if mark in open_marks:
        open_marks.discard(mark)
        return (style._replace(**{_MARKS[mark]: False}) if mark in _MARKS else style), end
    closing = line.find(mark, end + 1)
    glued = mark == "//" and line[token.start() - 1 : token.start()] == ":"
    if closing < 0 or glued:
        pieces.append((mark, style))
        return style, end
    open_marks.add(mark)
    if mark in _MARKS:
        return style._replace(**{_MARKS[mark]: True}), end
    lost["underlines and strokes in a text"] = None
    return style, end


def _tag(
    token: re.Match[str], style: _Style, fonts: list[bool], pieces: _Pieces, lost: dict[str, None]
) -> _Style:
    """The style after a tag."""
    tag, begins = token["tag"].lower(), not token["slash"]
    if tag in _STYLE_TAGS:
        return style._replace(**{_STYLE_TAGS[tag]: begins})
    if tag == "plain":
        return _PLAIN
    if tag == "font":
        if begins:
            fonts.append(
                "mono" in (token["rest"] or "").lower() or "courier" in (token["rest"] or "").lower()
            )
            return style._replace(code=fonts[-1])
        if fonts:
            fonts.pop()
        return style._replace(code=bool(fonts) and fonts[-1])
    if tag == "br" and begins:
        pieces.append(("\n", _PLAIN))
    elif tag == "text" and begins:
        pieces.append(((token["rest"] or "")[1:], style))
    elif begins:
        lost[_LOST_TAGS.get(tag, "underlines and strokes in a text")] = None
    return style


def _link(text: str, style: _Style, pieces: _Pieces, links: list[Target], lost: dict[str, None]) -> None:
    target, label = read_link(text)
    if target is None:
        pieces.append((text, style))
        return
    links.append(target)
    shown = label if label is not None else target.url or target.tooltip or ""
    inner: _Pieces = []
    _inline(shown, inner, links, lost, linked=True)
    for piece, own in inner:
        pieces.append((piece, _Style(*(a or b for a, b in zip(own, style, strict=True)))))


def read_link(text: str) -> tuple[Target | None, str | None]:
    """`[[url{tooltip} label]]` as its target and its label; None for what is no link."""
    inside = str(text[2:]).removesuffix("]]") if text.startswith("[[") else ""
    found = re.fullmatch(_LINK, inside)
    if found is None:
        return None, None
    url = found["quoted"] if found["quoted"] is not None else found["url"] or ""
    tooltip = found["tip"][1:-1] if found["tip"] else ""
    if not url and not tooltip:
        return None, None
    said = " ".join(characters(tooltip.replace("\\n", " ")).split())
    return Target(url, said or None), found["label"]


def split_tooltip(text: str | None) -> tuple[str | None, str | None]:
    """A tooltip and the description behind its dash."""
    if text is None:
        return None, None
    # PlantUML crashes at a backslash in a tooltip: one that looks like it is written.
    text = text.replace("\u29f5", "\\")
    if text.startswith("– "):
        return None, text[2:].strip() or None
    tooltip, _, description = text.partition(" – ")
    return tooltip or None, description or None


def _label(pieces: _Pieces) -> Label:
    """Pieces as a label in normal form: lines trimmed, white space between two styles plain, equal neighbours joined."""
    text = "".join(piece for piece, _ in pieces)
    if len(pieces) == 1 and pieces[0][1] == _PLAIN and text.isascii() and text.isprintable():
        return text.strip()
    styles = [style for piece, style in pieces for _ in piece]
    characters_ = [
        ("\n", style) if char in "\n\x0b\x0c\x85\u2028\u2029" else (" " if char == "\t" else char, style)
        for char, style in zip(text, styles, strict=True)
        if char in "\n\t\x0b\x0c\x85\u2028\u2029" or unicodedata.category(char) not in ("Cc", "Cs")
    ]
    lines: list[list[tuple[str, _Style]]] = [[]]
    for char, style in characters_:
        if char == "\n":
            lines.append([])
        else:
            lines[-1].append((char, style))
    for line in lines:
        while line and line[-1][0] == " ":
            line.pop()
        if [char for char, _ in line] == [BLANK]:
            line.clear()
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        del lines[0]
    if not lines:
        return ""
    while lines[0] and lines[0][0][0] == " ":
        del lines[0][0]
    flat: list[tuple[str, _Style]] = []
    for number, line in enumerate(lines):
        if number:
            flat.append(("\n", _PLAIN))
        flat += line
    if all(style == _PLAIN for _, style in flat):
        return "".join(char for char, _ in flat)
    return _rich(flat)


def _rich(flat: list[tuple[str, _Style]]) -> Label:
    """Characters with styles as runs. White space takes the style of its neighbours when they agree, else none."""
    said: list[tuple[str, _Style]] = []
    before = _PLAIN
    index = 0
    while index < len(flat):
        char, style = flat[index]
        if not char.isspace():
            before = style
            said.append((char, style))
            index += 1
            continue
        stop = index
        while stop < len(flat) and flat[stop][0].isspace():
            stop += 1
        after = flat[stop][1] if stop < len(flat) else _PLAIN
        shared = before if before == after and index else _PLAIN
        said += [(space, shared) for space, _ in flat[index:stop]]
        index = stop
    if all(style == _PLAIN for _, style in said):
        return "".join(char for char, _ in said)
    runs: list[Run] = []
    start = 0
    for index in range(1, len(said) + 1):
        if index == len(said) or said[index][1] != said[start][1]:
            style = said[start][1]
            text = "".join(char for char, _ in said[start:index])
            runs.append(Run(text=text, bold=style.bold, italic=style.italic, code=style.code))
            start = index
    return RichText(runs=tuple(runs))
