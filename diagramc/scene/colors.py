"""Colours as numbers: parsing, luminance and contrast (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

from functools import lru_cache

from diagramc.ir.colors import CSS_COLORS

DARK, LIGHT = "#1b2433", "#ffffff"
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
    """The text colour, dark or light, that reads better on a fill; None when the fill is no colour we can read."""
    rgb = _rgb(fill)
    dark, light = parse_hex(DARK), parse_hex(LIGHT)
    if rgb is None or dark is None or light is None:
        return None
    return DARK if contrast(rgb, dark) >= contrast(rgb, light) else LIGHT


@lru_cache(maxsize=1024)
def blend(color: str, toward: str, part: float) -> str:
    """The colour with a part (0 to 1) of another mixed in; itself where one of them is no colour we can read."""
    first, last = _rgb(color), _rgb(toward)
    if first is None or last is None:
        return color
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in zip(first, last, strict=True))


@lru_cache(maxsize=256)
def blend_until_readable(color: str, toward: str, ink: str) -> str:
    """The colour, mixed with `toward` as little as makes `ink` readable on it (4.5:1); `toward` where that is not enough or where
    one is no colour we can read."""
    letters = _rgb(ink)
    for part in range(21):
        mixed = blend(color, toward, part / 20)
        ground = parse_hex(mixed)
        if ground and letters and contrast(ground, letters) >= READABLE:
            return mixed
    return toward
