"""Text in DOT: plain and HTML labels, tables."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from diagramc.ir.base import (
    Label,
    Link,
    Style,
    plain,
)
from diagramc.targets.base import Escaped, fill
from diagramc.targets.characters import printable, runs
from diagramc.themes.light import LIGHT

COLORS = LIGHT.colors
LABEL_WIDTH = 34
"""Characters after which the labels of nodes and edges are wrapped; dot itself never wraps."""


def text(words: str, width: int = LABEL_WIDTH) -> str:
    """A plain label or tooltip as the `graphviz` package takes it: wrapped, without escapes or entities that dot would read."""
    return _quoted_lines(wrapped(words, width))


def _quoted_lines(lines: Iterable[str]) -> str:
    """Lines as the `graphviz` package takes them."""
    import graphviz

    escaped = graphviz.escape("\n".join(lines).replace("&", "&amp;")).replace("\n", "\\n")
    quoted: str = graphviz.nohtml(escaped)
    return quoted


def wrapped(words: str, width: int) -> list[str]:
    """The lines of a text, long ones broken. A break of ours comes after the blanks that were there, or after a zero-width space
    inside a word, so that whoever reads the label again can tell it from the author's.
    """
    lines: list[str] = []
    for line in printable(words).split("\n"):
        parts = textwrap.wrap(line, width) or [line.strip()]
        at = 0
        for part, following in pairwise(parts):
            at = line.index(part, at) + len(part)
            blanks = line[at : line.index(following, at)]
            lines.append(part + (blanks or "\u200b"))
        lines.append(parts[-1])
    return lines


def html_text(label: Label, width: int = LABEL_WIDTH) -> Escaped:
    """A label as the inside of an HTML label; never empty, as dot takes no empty elements."""
    if isinstance(label, str):
        return Escaped("<br/>".join(map(_html_line, wrapped(label, width))))
    parts = []
    for run in runs(label):
        marked = "<br/>".join(map(html.escape, run.text.split("\n")))
        for on, tag in ((run.code, 'font face="Courier"'), (run.italic, "i"), (run.bold, "b")):
            if on and run.text.strip():
                marked = f"<{tag}>{marked}</{tag.partition(' ')[0]}>"
        parts.append(marked)
    return Escaped("".join(parts) if any(run.text.strip() for run in runs(label)) else "&#160;")


def _html_line(line: str) -> str:
    return html.escape(line) if line.strip() else "&#160;"


def label_text(label: Label) -> str:
    """A label in the simplest form that says all of it: a quoted string, or HTML for rich text."""
    return text(label) if isinstance(label, str) else f"<{html_text(label)}>"


def small(label: Label) -> Escaped:
    """A label in small grey letters, as HTML."""
    return Escaped(f'<font point-size="9" color="{COLORS["muted"]}">{html_text(label, 44)}</font>')


def strong(label: Label) -> Escaped:
    """A label in bold letters, as HTML."""
    return Escaped(f"<b>{html_text(label)}</b>")


def stacked(*lines: Escaped | None) -> Escaped:
    """Lines of HTML text over each other; those that are None are left out."""
    return Escaped("<br/>".join(line for line in lines if line is not None))


def color(value: str) -> Escaped:
    """A CSS colour as dot takes it: `#rgb` in full, names in lower case; anything odd is black."""
    word = value.strip().lower()
    if word.startswith("#") and len(word) in (4, 5) and word[1:].isalnum():
        word = "#" + "".join(letter * 2 for letter in word[1:])
    is_hex = word.startswith("#") and len(word) in (7, 9) and all(c in "0123456789abcdef" for c in word[1:])
    return Escaped(word if is_hex or (word.isascii() and word.isalpha()) else "black")


class Cell(NamedTuple):
    """A cell of an HTML table label."""

    text: Escaped
    port: Escaped | str = ""
    fill: Escaped | str = ""
    span: int = 1
    align: Escaped = Escaped("left")
    left: bool = True
    link: Link | None = None
    tooltip: str | None = None

    @property
    def attributes(self) -> Escaped:
        """The attributes of the HTML cell."""
        found = {"port": self.port, "colspan": str(self.span) if self.span > 1 else "", "align": self.align}
        found |= {"bgcolor": self.fill, "balign": "left" if self.left else ""}
        if self.link is not None:
            found |= {"href": html_attribute(self.link.url)}
            found |= {"target": "_blank" if self.link.new_window else ""}
        if self.tooltip is not None:
            # Without a link dot shows no tooltip
            found |= {"title": html_attribute(self.tooltip)} | ({} if self.link else {"href": "#"})
        return Escaped("".join(f' {key}="{value}"' for key, value in found.items() if value))


def html_attribute(words: str) -> str:
    """A value inside the quotes of an HTML label's attribute, in one line."""
    return html.escape(" ".join(printable(words).split()))


def table(rows: list[list[Cell]], style: Style) -> str:
    """An HTML table label in the colours of a style."""
    stroke = color(style.stroke) if style.stroke else Escaped(COLORS["node.stroke"])
    markup = fill("graphviz", "table.html.j2", rows=rows, stroke=stroke)
    return f"<{markup}>"


def padded(label: Label) -> str:
    """An edge's label with a little room, so that it does not touch its line."""
    if not plain(label).strip():
        return text("")
    if isinstance(label, str):
        return _quoted_lines(f" {line} " for line in wrapped(label, LABEL_WIDTH))
    return f"<&#160;{html_text(label)}&#160;>"
