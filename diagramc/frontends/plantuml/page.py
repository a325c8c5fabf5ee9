"""What all PlantUML diagrams have round them: title, caption, legend, style sheet, settings; and labels with their losses told."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from diagramc.diagnostics import Severity, suggest
from diagramc.frontends.lalr import Token
from diagramc.frontends.plantuml.colors import Look, read_color, read_style
from diagramc.frontends.plantuml.mistakes import explain as explain
from diagramc.frontends.plantuml.source import LineSource
from diagramc.frontends.plantuml.stylesheet import Sheet
from diagramc.frontends.plantuml.text import Creole, Target, read_block_text, read_text
from diagramc.ir.base import Direction, Label, Link, Note, Style

MAX_TEXT = 20_000
"""The longest text of one label, in characters of source."""
QUOTES = '"\u201c\u201d\u00ab\u00bb'
"""What PlantUML takes for a quotation mark."""


class Page:
    """Actions of the statements that all kinds of diagrams have, and what they say. The readers of the kinds derive from it."""

    def __init__(self, source: LineSource) -> None:
        self.source = source
        self.title: Label | None = None
        self.caption: Label | None = None
        self.direction: Direction | None = None
        self.legends: list[Note] = []
        self.sheet = Sheet()
        self._told: set[str] = set()

    # Telling

    def left_out(self, what: str, start: int, end: int, *, severity: Severity = Severity.WARNING) -> None:
        """Report, once a kind, that something has no place in the IR."""
        if what not in self._told:
            self._told.add(what)
            self.source.report(
                "parse.ignored",
                f"{what} have no place in the diagram's typed form",
                start,
                end,
                severity=severity,
            )

    def only_looks(self, what: str, start: int, end: int) -> None:
        """Report, once a kind, that something about looks or layout is left to the theme."""
        self.left_out(what, start, end, severity=Severity.INFO)

    def simplified(self, message: str, start: int, end: int) -> None:
        """Report, once, that something is held in a lesser form."""
        if message not in self._told:
            self._told.add(message)
            self.source.report("parse.ignored", message, start, end, severity=Severity.INFO)

    def error(self, message: str, start: int, end: int, *, hint: str | None = None) -> None:
        """Report that the text is no diagram of its kind."""
        self.source.report("parse.syntax", message, start, end, hint=hint)

    # Texts

    def label(self, text: str, start: int, end: int, *, block: bool = False) -> Label:
        """A text as a label; links in it are left out."""
        return self.linked(text, start, end, block=block, links=False).label

    def linked(self, text: str, start: int, end: int, *, block: bool = False, links: bool = True) -> Creole:
        """A text as a label with its links. More than one target, or a tooltip, is told as a loss."""
        if len(text) > MAX_TEXT:
            self.source.report("parse.too-large", f"a text has {len(text):,} characters", start, end)
            return Creole("")
        said = (read_block_text if block else read_text)(str(text))
        for what in said.lost:
            self.only_looks(what, start, end)
        if said.links and not links:
            self.left_out("links in a text", start, end)
        elif len({target.url for target in said.links if target.url}) > 1:
            self.left_out("several links in one text", start, end)
        return said

    def link(self, targets: Iterable[Target | None], start: int = 0, end: int = 1) -> Link | None:
        """The first place that the links of a text lead to, where a click may lead there."""
        from diagramc.passes.validate.common import check_link
        from diagramc.targets.plantuml.text import url as as_written

        for target in targets:
            if target is not None and target.url:
                link = Link(url=str(as_written(target.url)))
                if not any(check_link(link)):
                    return link
                self.left_out("links to other than pages of the web", start, end)
        return None

    # Colours

    def color(self, token: Token) -> str | None:
        """A single colour; an error when there is no such."""
        found = read_color(token)
        if found is None:
            self.no_color(str(token), token.start, token.end)
            return None
        if found.gradient:
            self.only_looks("gradients", token.start, token.end)
        return found.value

    def style(self, token: Token) -> Style | None:
        """The style that a `#…` after an element gives it; None for one that changes nothing."""
        look = read_style(token)
        self.check_look(look, token)
        return None if look.style == Style() else look.style

    def check_look(self, look: Look, token: Token) -> None:
        """Report what of a style is no style."""
        if look.gradient:
            self.only_looks("gradients", token.start, token.end)
        for part in look.unknown:
            self.no_color(part, token.start, token.end)

    def no_color(self, name: str, start: int, end: int) -> None:
        """Report a colour that does not exist."""
        from diagramc.ir.colors import CSS_COLORS

        bare = name.strip("#").rpartition(":")[2]
        close = suggest(bare, CSS_COLORS)
        self.error(
            f"there is no colour `{bare}`",
            start,
            end,
            hint=f"did you mean `#{close}`?"
            if close
            else "use a CSS name such as `#lightblue`, or `#rrggbb`",
        )

    # Statements

    def common(self, children: list[Any], start: int, end: int) -> None:
        """One of the statements that all kinds of diagrams have."""
        token: Token = children[0]
        getattr(self, f"_{token.name.rpartition('__')[2].lower()}")(token)

    def _heading(self, token: Token) -> None:
        found = re.match(
            r"(?:(?:left|right|center)[ \t]+)?(\w+)(?:[ \t]*:[ \t]*|[ \t]+)", token, re.IGNORECASE
        )
        assert found is not None
        start = token.start + found.end()
        self._set_heading(found[1].lower(), token[found.end() :], start, token.end, block=False)

    def _heading_block(self, token: Token) -> None:
        first, _, rest = token.partition("\n")
        body, _, _ = rest.rpartition("\n")
        start = token.start + len(first) + 1
        self._set_heading(first.split()[-1].lower(), body, start, token.end, block=True)

    def _set_heading(self, word: str, text: str, start: int, end: int, *, block: bool) -> None:
        if word in ("header", "footer", "mainframe"):
            self.left_out(f"{word}s", start, end)
            return
        label = self.label(text if block else unquoted(text.strip()), start, end, block=block) or None
        if word == "title":
            self.title = label
        else:
            self.caption = label

    def _legend(self, token: Token) -> None:
        first, newline, rest = token.partition("\n")
        if newline:
            text, _, _ = rest.rpartition("\n")
            start = token.start + len(first) + 1
        else:
            found = re.match(r"\w+[ \t]*:?[ \t]*", token)
            assert found is not None
            text, start = token[found.end() :], token.start + found.end()
        label = self.label(text, start, token.end, block=bool(newline))
        if label:
            self.legends.append(Note(text=label, span=self.source.span(start, token.end)))

    def _skinparam(self, token: Token) -> None:
        self.sheet.skinparam(token)
        self.only_looks("skin parameters", token.start, token.end)

    _skinparam_block = _skinparam

    def _style(self, token: Token) -> None:
        if self.sheet.style(token):
            self.only_looks("styles of all elements of a kind", token.start, token.end)

    def _hide_stereotype(self, token: Token) -> None:
        self.sheet.hidden.add(token[token.index("<<") + 2 : token.rindex(">>")].strip())

    def _scale(self, token: Token) -> None:
        numbers = [float(number) for number in re.findall(r"\d+(?:\.\d+)?", token)]
        if numbers and 0 in numbers:
            self.error("the scale is zero", token.start, token.end)
        self.only_looks("scales", token.start, token.end)

    def _setting(self, token: Token) -> None:
        self.only_looks(f"settings such as `{token.split()[0].lower()}`", token.start, token.end)

    def _direction(self, token: Token) -> None:
        self.direction = "LR" if token[:1] in "lL" else "TB"

    def _sprite(self, token: Token) -> None:
        self.left_out("sprites", token.start, token.end)

    _sprite_block = _sprite


def unquoted(text: str) -> str:
    """A name without the quotation marks round it."""
    return text[1:-1] if len(text) > 1 and text[0] in QUOTES and text[-1] in QUOTES else str(text)


def with_style(style: Style | None, more: Style | None) -> Style | None:
    """A style with what another one says on top."""
    if style is None or more is None:
        return more or style
    from diagramc.targets.plantuml.style import merge

    return merge([style, more])
