"""Ids made from labels: short, readable, the same for the same labels in the same order."""

from __future__ import annotations

import unicodedata
from collections.abc import Container

MAX_SLUG = 40
"""The longest slug before its number, in characters."""

_FOLDS = str.maketrans(
    {"ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L"}
    | {"đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "TH", "ı": "i"}
)
"""Latin letters that Unicode does not decompose to ASCII."""


def slug(text: str, taken: Container[str] = ()) -> str:
    """An id for something labelled `text`: ASCII, lower case, words joined by `-`, with `-2`, `-3` … when taken.

    Letters of other scripts are kept, as an id made of a Chinese label without them would be empty. "" becomes `item`.
    """
    decomposed = unicodedata.normalize("NFKD", text.translate(_FOLDS))
    marked = "".join(char for char in decomposed if not unicodedata.combining(char))
    folded = unicodedata.normalize("NFC", marked).lower()
    words = "".join(char if char.isalnum() else " " for char in folded).split()
    base = _clip("-".join(words)) or "item"
    candidate, number = base, 2
    while candidate in taken:
        candidate = f"{base}-{number}"
        number += 1
    return candidate


def _clip(text: str) -> str:
    """The whole words that fit into `MAX_SLUG`, or the start of the first one."""
    if len(text) <= MAX_SLUG:
        return text
    head, _, _ = text[: MAX_SLUG + 1].rpartition("-")
    return head or text[:MAX_SLUG]
