"""Colours as numbers: parsing, luminance and contrast (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

from functools import lru_cache

from diagramc.ir.colors import CSS_COLORS

DARK, LIGHT, BLACK = "#1b2433", "#ffffff", "#000000"
READABLE = 4.5
"""The least contrast of text on its ground (WCAG 2.2, 1.4.3)."""


def parse_hex(color: str) -> tuple[int, int, int] | None:
    """Red, green and blue (0 to 255) of `#rgb`, `#rrggbb` or `#rrggbbaa`; None for anything else."""
    digits = color[1:] if color.startswith("#") else ""
    if len(digits) in (3, 4):
        digits = "".join(2 * d for d in digits)
    if len(digits) not in (6, 8):
        return None
    try:
        red, green, blue = (int(digits[i : i + 2], 16) for i in (0, 2, 4))
    except ValueError:
        return None
    return red, green, blue


def alpha_of(color: str) -> float:
    """How opaque `#rgba` or `#rrggbbaa` is, from 0 to 1; 1 for anything else."""
    digits = color[1:] if color.startswith("#") else ""
    last = {4: digits[-1:] * 2, 8: digits[-2:]}.get(len(digits), "ff")
    try:
        return int(last, 16) / 255
    except ValueError:
        return 1.0


def as_hex(rgb: tuple[int, int, int]) -> str:
    """Red, green and blue as `#rrggbb`."""
    return "#" + "".join(f"{channel:02x}" for channel in rgb)


def _linear(channel: int) -> float:
    value = channel / 255
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


@lru_cache(maxsize=1024)
def luminance(rgb: tuple[int, int, int]) -> float:
    """Relative luminance, 0 for black to 1 for white."""
    return 0.2126 * _linear(rgb[0]) + 0.7152 * _linear(rgb[1]) + 0.0722 * _linear(rgb[2])


def contrast(first: tuple[int, int, int], second: tuple[int, int, int]) -> float:
    """Contrast ratio of two colours, 1 to 21."""
    bright, dim = sorted((luminance(first), luminance(second)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def _rgb(color: str) -> tuple[int, int, int] | None:
    return parse_hex(CSS_COLORS.get(color.lower(), color))


def readable_on(fill: str) -> str | None:
    """The text colour, dark or light, that reads better on a fill, at 4.5:1 or more; None when the fill is no colour we can read."""
    rgb = _rgb(fill)
    if rgb is None:
        return None
    contrasts = {ink: contrast(rgb, own) for ink in (DARK, LIGHT) if (own := parse_hex(ink))}
    best = max(contrasts, key=lambda ink: contrasts[ink])
    # Between the two only black has enough.
    return best if contrasts[best] >= READABLE else BLACK


@lru_cache(maxsize=1024)
def blend(color: str, toward: str, part: float) -> str:
    """The colour with a part (0 to 1) of another mixed in; itself where one of them is no colour we can read."""
    first, last = _rgb(color), _rgb(toward)
    if first is None or last is None:
        return color
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(first, last, strict=True))
    return as_hex((red, green, blue))


def blend_until_readable(color: str, toward: str, ink: str) -> str:
    """The colour, mixed with `toward` as little as makes `ink` readable on it (4.5:1); `toward` where that is not enough or where
    one is no colour we can read."""
    return blend_until_apart(color, toward, ink, READABLE)


@lru_cache(maxsize=256)
def blend_until_apart(color: str, toward: str, other: str, least: float) -> str:
    """The colour, mixed with `toward` as little as gives it this contrast with another; `toward` where that is not enough or where one is
    no colour we can read. Itself, as it is written, where it has that contrast."""
    second = _rgb(other)
    for part in range(21):
        mixed = blend(color, toward, part / 20) if part else color
        first = _rgb(mixed)
        if first and second and contrast(first, second) >= least:
            return mixed
    return toward
