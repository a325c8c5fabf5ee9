"""Names by which a target's source refers to elements: the author's ids where the language takes them, else ones like them."""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Collection, Iterable

from diagramc.targets.base import Escaped

LONGEST = 60
"""The most characters of a name; PlantUML 1.2026.8 takes no line of more than 4,096, and an arrow has two names."""

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


def aliases(
    ids: Iterable[str], reserved: frozenset[str], *, unfit: re.Pattern[str] | None = None
) -> dict[str, Escaped]:
    """A name an id, in order: the id itself where it is a plain word that is not in `reserved` (lower case). All differ.

    `unfit` matches the beginnings that no name may have. Names depend on the ids alone, so that an edit elsewhere renames
    nothing.
    """
    wanted = list(dict.fromkeys(ids))
    names = {
        id: Escaped(id)
        for id in wanted
        if len(id) <= LONGEST
        and _PLAIN.fullmatch(id)
        and id.lower() not in reserved
        and not (unfit and unfit.match(id))
    }
    taken = {id.lower() for id in names}
    for id in wanted:
        if id not in names:
            base = name = _word(id, reserved, unfit)
            number = 2
            while name.lower() in taken:
                name = f"{base.rstrip('_')}_{number}"
                number += 1
            taken.add(name.lower())
            names[id] = Escaped(name)
    return names


def _word(id: str, reserved: frozenset[str], unfit: re.Pattern[str] | None) -> str:
    folded = unicodedata.normalize("NFKD", id).encode("ascii", "ignore").decode()
    word = "_".join(re.findall(r"[A-Za-z0-9]+", folded))
    # A checksum, so that long ids and those in other scripts keep their names when others come and go.
    checksum = f"{zlib.crc32(id.encode(errors='replace')):08x}"
    if not word:
        word = f"n{checksum}"
    elif len(word) > LONGEST:
        word = f"{word[: LONGEST - 10]}_{checksum}"
    word = word if word[0].isalpha() and not (unfit and unfit.match(word)) else f"n{word}"
    return f"{word}_" if word.lower() in reserved else word


def fresh(names: Collection[str], word: str, number: int | None = None) -> Escaped:
    """A name such as `note1`, or `note` without a number, that is none of `names`. Different numbers give different names."""
    taken = {name.lower() for name in names}
    tail = "" if number is None else str(number)
    while f"{word}{tail}" in taken:
        word += "_"
    return Escaped(f"{word}{tail}")
