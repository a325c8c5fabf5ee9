"""Text in Mermaid source: entities that are hidden from the grammars and turned into characters afterwards.

Mermaid replaces `#quot;` and `#35;` by marks before anything is parsed and turns them back when it draws; so a semicolon or hash of
theirs ends nothing. Here too, but with marks of the same length, so that offsets stay those of the author's text.
"""

from __future__ import annotations

import html
import re
from html.entities import html5

_OPENING, _CLOSING = "\ue000", "\ue001"
"""Stand for the hash and the semicolon of an entity: private characters that no keyboard has."""
_MARK = re.compile(r"\\([\\*_])")
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"


def hide_entities(text: str) -> str:
    """The text, as long as it was, in which no grammar sees the hash and semicolon of `#quot;`, nor quotes inside of HTML tags."""
    if "<" in text and '"' in text:
        text = re.sub(r"<\w+[^<>]*>", lambda tag: re.sub(r"=\"([^\"]*)\"", r"='\1'", tag[0]), text)
    if "#" not in text:
        return text
    return re.sub(r"#(\w+);", rf"{_OPENING}\1{_CLOSING}", text)


def show_entities(text: str) -> str:
    """The text with the hashes and semicolons of its entities, for what is no label: style declarations, names."""
    return text.replace(_OPENING, "#").replace(_CLOSING, ";") if _OPENING in text else text


def unescape(text: str) -> str:
    """The characters that a text means: entities of Mermaid and of HTML decoded."""
    text = str(text)  # a token is more than its text
    if _OPENING in text:
        text = re.sub(rf"{_OPENING}(\w+){_CLOSING}", _character, text)
    if "&" in text:
        text = re.sub(r"&(#\d+|#[xX][0-9a-fA-F]+|\w+);", lambda match: _decoded(match[1]) or match[0], text)
    return text


def _character(match: re.Match[str]) -> str:
    name = match[1]
    return _decoded(f"#{name}" if name.isdecimal() else name) or f"#{name};"


def _decoded(name: str) -> str | None:
    """The character that HTML calls so (HTML, 13.5); None when there is none."""
    return html.unescape(f"&{name};") if name.startswith("#") else html5.get(f"{name};")


def label(text: str, *, escapes: bool = False) -> str:
    """A label's characters: `<br/>` is a line break, entities are decoded; "" when there is nothing to see.

    With `escapes` a backslash and an n are a line break too, and one before a mark of Markdown takes its meaning, as where Mermaid
    draws labels from Markdown.
    """
    if escapes:
        text = re.sub(r"[^\S\n]*\n[^\S\n]*", "\n", text.replace("\\n", "\n"))
    broken = re.sub(r"\s*</?br\s*/?>\s*", "\n", text, flags=re.IGNORECASE) if "<" in text else text
    if escapes and "\n" not in broken:
        shown = unescape(_MARK.sub(r"\1", broken)).strip()
    else:
        # A label of several lines is read as HTML before it is read as Markdown.
        shown = unescape(broken).strip()
        shown = _MARK.sub(r"\1", shown) if escapes else shown
    return shown if shown.strip(_INVISIBLE) else ""
