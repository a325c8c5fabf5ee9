"""Texts that are not plain ASCII: what a reader takes for one character, where lines may break, which way it runs, and how wide it
is in a usual fallback font.

A grapheme follows Unicode Standard Annex 29 (rules GB9 to GB13 and the Hangul rules) from the categories of `unicodedata`; line
breaks round ideographs follow the commonest rules of Annex 14 and of Japanese typesetting (JIS X 4051): no line begins with a
closing mark, none ends with an opening one.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

ZWJ, RLM = "\u200d", "\u200f"
EMOJI_SELECTOR, KEYCAP = "\ufe0f", "\u20e3"
NO_START = frozenset(
    "、。，．・：；？！゛゜ヽヾゝゞ々ー）］｝」』】〉》〕〗〙’”…‥％ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ!),.:;?]}"
)
"""Marks that no line begins with."""
NO_END = frozenset("（［｛「『【〈《〔〖〘‘“￥＄([{")
"""Marks that no line ends with."""
_SPACING = frozenset("\u0e33\u0eb3")
"""Letters that belong to the one before them (Thai and Lao AM)."""

WIDE, EMOJI, OTHER = 1.0, 1.25, 0.62
"""Advances in em: of ideographs (Annex 11), of colour pictures (Noto Color Emoji 1.245, Apple 1.25, Segoe 1.37), of other letters."""
_KANA = ("Noto Sans CJK JP", "Hiragino Sans", "Yu Gothic")
_SCRIPTS: tuple[tuple[int, int, float, tuple[str, ...]], ...] = (
    (0x0530, 0x058F, 0.68, ("Noto Sans Armenian", "Mshtakan", "Segoe UI")),
    (0x0590, 0x05FF, 0.55, ("Noto Sans Hebrew", "Arial Hebrew", "Segoe UI")),
    (0x0600, 0x08FF, 0.46, ("Noto Sans Arabic", "Geeza Pro", "Segoe UI")),
    (0x0B80, 0x0BFF, 0.95, ("Noto Sans Tamil", "Tamil MN", "Nirmala UI")),
    (0x0900, 0x0DFF, 0.54, ("Noto Sans", "Noto Sans Devanagari", "Kohinoor Devanagari", "Nirmala UI")),
    (0x0E00, 0x0EFF, 0.54, ("Noto Sans Thai", "Thonburi", "Leelawadee UI")),
    (0x10A0, 0x10FF, 0.68, ("Noto Sans Georgian", "Segoe UI")),
    (0x1100, 0x11FF, WIDE, ("Noto Sans CJK KR", "Apple SD Gothic Neo", "Malgun Gothic")),
    (0x3040, 0x30FF, WIDE, _KANA),
    (0xAC00, 0xD7FF, 0.93, ("Noto Sans CJK KR", "Apple SD Gothic Neo", "Malgun Gothic")),
    (0xFB1D, 0xFB4F, 0.55, ("Noto Sans Hebrew", "Arial Hebrew", "Segoe UI")),
    (0xFB50, 0xFEFC, 0.46, ("Noto Sans Arabic", "Geeza Pro", "Segoe UI")),
)
"""First and last code point, mean advance in em (of running text in the Noto Sans faces), and fonts that have them on Linux, macOS and
Windows. The first row that holds a character counts."""
_HAN = ("Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei")
_PICTURES = ("Noto Color Emoji", "Apple Color Emoji", "Segoe UI Emoji")
_ANY = ("Noto Sans", "DejaVu Sans", "Segoe UI Symbol")


def is_mark(char: str) -> bool:
    """Whether a character takes no room of its own: combining marks, joiners, selectors, controls."""
    return unicodedata.category(char) in ("Mn", "Me", "Cf", "Cc")


def is_ignorable(char: str) -> bool:
    """Whether a character is never drawn itself: joiners, marks of direction, selectors of variants (Annex 44, default ignorable)."""
    if unicodedata.category(char) in ("Cf", "Cc"):
        return True
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef" or char == "\u034f"


def is_wide(char: str) -> bool:
    """Whether a character is as wide as an ideograph (Annex 11)."""
    return unicodedata.east_asian_width(char) in "WF"


def _is_picture(char: str) -> bool:
    return unicodedata.category(char) == "So" and (is_wide(char) or char >= "\U0001f000")


def _joins(before: str, char: str) -> bool:
    """Whether a character goes on with the grapheme before it, which is not empty."""
    last = before[-1]
    if char in "\n\r" or last in "\n\r":
        return False
    if (
        is_mark(char)
        or unicodedata.category(char) == "Mc"
        or char in _SPACING
        or "\U0001f3fb" <= char <= "\U0001f3ff"
    ):
        return True
    if last == ZWJ:
        return unicodedata.category(char) == "So" or _is_conjunct(before)
    if _is_flag(char):
        return _is_flag(last) and sum(map(_is_flag, before)) % 2 == 1
    return _is_hangul_joint(last, char) or _is_conjunct(before)


def _is_conjunct(before: str) -> bool:
    """Whether an Indic consonant is to follow: a virama ends what is there (GB9c)."""
    return unicodedata.combining(before[-1]) == 9 and 0x0900 <= ord(before[0]) <= 0x0DFF


def _is_flag(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _is_hangul_joint(last: str, char: str) -> bool:
    """Whether two pieces make one syllable (GB6 to GB8)."""
    a, b = ord(last), ord(char)
    leading, vowel, tail = 0x1100 <= a <= 0x115F, 0x1160 <= b <= 0x11A7, 0x11A8 <= b <= 0x11FF
    if leading:
        return 0x1100 <= b <= 0x11A7 or 0xAC00 <= b <= 0xD7A3
    if 0x1160 <= a <= 0x11A7 or 0xAC00 <= a <= 0xD7A3:
        return vowel or tail
    return 0x11A8 <= a <= 0x11FF and tail


@lru_cache(maxsize=4096)
def graphemes(text: str) -> tuple[str, ...]:
    """What readers take for characters, in order."""
    found: list[str] = []
    for char in text:
        if found and _joins(found[-1], char):
            found[-1] += char
        else:
            found.append(char)
    return tuple(found)


def is_emoji(grapheme: str) -> bool:
    """Whether a grapheme is drawn as one colour picture: `👩‍💻`, `🇩🇪`, `1️⃣`, `❤️`."""
    return (
        _is_flag(grapheme[0])
        or _is_picture(grapheme[0])
        or EMOJI_SELECTOR in grapheme[1:]
        or KEYCAP in grapheme
    )


def advance(char: str) -> float:
    """About how wide a fallback font draws a character, in em."""
    if is_mark(char):
        return 0.0
    code = ord(char)
    for first, last, width, _ in _SCRIPTS:
        if first <= code <= last:
            return width
    if is_wide(char):
        return EMOJI if _is_picture(char) else WIDE
    return OTHER


def may_break(before: str, after: str) -> bool:
    """Whether a line may break between two graphemes without a space there: round ideographs and pictures."""
    if before[-1] in NO_END or after[0] in NO_START or "\u00a0" in (before[-1], after[0]):
        return False
    return is_wide(before[0]) or is_wide(after[0]) or is_emoji(before) or is_emoji(after)


def anchored(text: str) -> str:
    """Text of a right-to-left script with marks of direction at its ends, so that punctuation there stays on its side also in viewers
    that know no base direction (Annex 9, 2.6)."""
    before = RLM if unicodedata.bidirectional(text[0]) not in ("R", "AL") else ""
    after = RLM if unicodedata.bidirectional(text[-1]) not in ("R", "AL") else ""
    return before + text + after


def runs_leftwards(text: str) -> bool:
    """Whether the first letter that has a direction is of a script written from right to left (Annex 9, P2 and P3)."""
    if text.isascii():
        return False
    for char in text:
        way = unicodedata.bidirectional(char)
        if way == "L":
            return False
        if way in ("R", "AL"):
            return True
    return False


def fallback_fonts(characters: str) -> tuple[str, ...]:
    """Fonts that have these characters on usual systems, in the order in which the characters come."""
    found: list[str] = []
    has_kana = any(0x3040 <= ord(char) <= 0x30FF for char in characters)
    for char in characters:
        code = ord(char)
        own = next((fonts for first, last, _, fonts in _SCRIPTS if first <= code <= last), None)
        if own is None and (_is_picture(char) or _is_flag(char)):
            own = _PICTURES
        if own is None and is_wide(char):
            own = _KANA if has_kana else _HAN
        found.extend(own or _ANY)
    return tuple(dict.fromkeys(found))
