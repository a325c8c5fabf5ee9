"""Reading pictures back: the size of a PNG, the words of an SVG."""

from __future__ import annotations

import struct
from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"


def png_size(data: bytes) -> tuple[int, int]:
    """Width and height from a PNG's header (PNG 3rd ed., 11.2.1)."""
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def svg_words(svg: str) -> str:
    """All that an SVG's text elements say, joined by blanks."""
    root = ElementTree.fromstring(svg)
    return " ".join("".join(element.itertext()) for element in root.iter(f"{SVG}text"))
