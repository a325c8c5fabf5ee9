"""Reading pictures back: the size of a PNG, the words of an SVG."""

from __future__ import annotations

import io
import struct
from xml.etree import ElementTree

from PIL import Image, ImageChops, ImageFilter

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


def differing(ours: bytes, theirs: bytes) -> float:
    """The part of two PNGs of one size that differs clearly, from 0 to 1. They are blurred before, as each renderer has its own way
    with the edges of letters and may have another face."""
    images = [Image.open(io.BytesIO(data)).convert("L") for data in (ours, theirs)]
    assert images[0].size == images[1].size
    small = [image.filter(ImageFilter.GaussianBlur(6)).resize((148, 111)) for image in images]
    assert sum(small[0].histogram()[:235]) > 0, "the picture is blank"
    return sum(ImageChops.difference(*small).histogram()[40:]) / (148 * 111)
