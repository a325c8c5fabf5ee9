"""Labels with emphasis in Mermaid source: HTML tags and Markdown strings, as rich text."""

from __future__ import annotations

import re

from diagramc.frontends.lalr import Token
from diagramc.frontends.mermaid.text import hide_entities, label, unescape
from diagramc.ir.base import Label, RichText, Run

_TAG = re.compile(
    r"<(?P<close>/?)\s*(?P<name>br|b|strong|i|em|code|tt|kbd|u|s|del|ins|mark|small|big|sub|sup|span|font|div|p|a|img|center|hr|pre"
    r"|h[1-6]|ul|ol|li|table|tr|td|th|tbody|thead|svg|button)\b(?P<rest>[^<>]*)>",
    re.IGNORECASE,
)
_BREAKS = frozenset({"br", "p", "div", "li", "hr", "tr"})
_STYLES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "code": "code",
    "tt": "code",
    "kbd": "code",
}
_MARK = re.compile(r"\\([\\*_`~#])|(\*{1,3}|_{1,3})")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u2060\ufeff"))
"""Characters that show nothing: written to keep marks from what would give them meaning."""


class _Runs:
    """Rich text under way, in the emphasis that is on now."""

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self.on = {"bold": 0, "italic": 0, "code": 0}

    def add(self, text: str) -> None:
        if text:
            on = self.on
            self.runs.append(
                Run(text=text, bold=on["bold"] > 0, italic=on["italic"] > 0, code=on["code"] > 0)
            )

    def label(self) -> Label:
        if any(run.bold or run.italic or run.code for run in self.runs):
            return RichText(runs=tuple(self.runs))
        return "".join(run.text for run in self.runs)


def rich(text: str, *, markdown: bool = False) -> Label:
    """The label that a text means: entities decoded, `<br/>` a line break, and tags of HTML, or Markdown, as emphasis.

    "" when there is nothing to see.
    """
    if "\n" in text or "\\n" in text:
        # Mermaid takes a backslash and an n for a line break as well.
        text = re.sub(r"[^\S\n]*(?:\n|\\n)[^\S\n]*", "\n", text)
    if markdown and "<br" in text:
        # Mermaid reads such a label as HTML first, and so the backslash of an entity means something in the Markdown.
        text = text.replace(hide_entities("#92;"), "\\")
    if not markdown and "<" not in text:
        return _decoded(text).strip()
    made = _Runs()
    at = 0
    for tag in _TAG.finditer(text):
        _add(made, text[at : tag.start()], markdown)
        _apply(made, tag)
        at = tag.end()
    _add(made, text[at:], markdown)
    return made.label()


def verbatim(text: str) -> str:
    """The text of a label in which only entities and line breaks mean something; "" when there is nothing to see."""
    return label(text).translate(_INVISIBLE).strip()


def inside(text: Token) -> tuple[str, bool]:
    """What stands between a text's quotes, and whether it is Markdown."""
    if text.name == "STRING":
        return text[1:-1], False
    if text.name == "MARKDOWN":
        return text[2:-2], True
    return str(text), False


def _decoded(text: str) -> str:
    return unescape(text).translate(_INVISIBLE)


def _apply(made: _Runs, tag: re.Match[str]) -> None:
    name, closing = tag["name"].lower(), bool(tag["close"])
    if name in _STYLES:
        field = _STYLES[name]
        made.on[field] = max(0, made.on[field] + (-1 if closing else 1))
    elif name == "br" or (name in _BREAKS and closing):
        if made.runs:
            made.runs[-1] = Run(
                text=made.runs[-1].text.rstrip(" "),
                bold=made.runs[-1].bold,
                italic=made.runs[-1].italic,
                code=made.runs[-1].code,
            )
        made.add("\n")


def _add(made: _Runs, text: str, markdown: bool) -> None:
    if made.runs and made.runs[-1].text.endswith("\n"):
        text = text.lstrip()
    if not markdown:
        made.add(_decoded(text))
        return
    at = 0
    open_marks: list[str] = []
    for mark in _MARK.finditer(text):
        made.add(_decoded(text[at : mark.start()]))
        at = mark.end()
        if mark[1]:
            made.add(mark[1])
        elif open_marks and open_marks[-1] == mark[2] and _closes(text, mark):
            _emphasise(made, open_marks.pop(), -1)
        elif _opens(text, mark) and _has_closer(text, mark):
            open_marks.append(mark[2])
            _emphasise(made, mark[2], 1)
        else:
            made.add(mark[2])
    made.add(_decoded(text[at:]))
    for left in open_marks:
        _emphasise(made, left, -1)


def _emphasise(made: _Runs, mark: str, step: int) -> None:
    if len(mark) != 1:
        made.on["bold"] += step
    if len(mark) != 2:
        made.on["italic"] += step


def _opens(text: str, mark: re.Match[str]) -> bool:
    after, before = text[mark.end() : mark.end() + 1], text[max(0, mark.start() - 1) : mark.start()]
    return bool(after.strip()) and not (mark[2][0] == "_" and before.isalnum())


def _closes(text: str, mark: re.Match[str]) -> bool:
    after, before = text[mark.end() : mark.end() + 1], text[max(0, mark.start() - 1) : mark.start()]
    return bool(before.strip()) and not (mark[2][0] == "_" and after.isalnum())


def _has_closer(text: str, opener: re.Match[str]) -> bool:
    for count, mark in enumerate(_MARK.finditer(text, opener.end())):
        if mark[2] == opener[2] and _closes(text, mark):
            return True
        if count > 200:
            break
    return False
