"""XML and SVG as text: what is escaped, and how numbers and paths are written."""

from __future__ import annotations

from diagramc.scene.model import Path


def _legal(text: str) -> str:
    """Without the characters that XML 1.0 forbids, and the controls that it advises against (section 2.2)."""
    if text.isprintable():
        return text
    return "".join(
        c
        for c in text
        if c in "\t\n\r"
        or "\x20" <= c <= "\x7e"
        or "\xa0" <= c <= "\ud7ff"
        or "\ue000" <= c <= "\ufffd"
        or c >= "\U00010000"
    )


def escape(text: str) -> str:
    """Text as XML character data. (The standard library's `xml.sax.saxutils` would load its HTTP client: 50 ms of CPU.)"""
    return _legal(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quoteattr(text: str) -> str:
    """Text as an XML attribute value with its quotes; line ends and tabs survive as references."""
    value = escape(text).replace('"', "&quot;")
    return '"' + value.replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;") + '"'


def number(value: float) -> str:
    """A coordinate: at most two decimals, no trailing zeros, never `-0`."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def path_data(path: Path) -> str:
    """A path as the `d` attribute."""
    return "".join(s.command + " ".join(f"{number(x)} {number(y)}" for x, y in s.points) for s in path)
