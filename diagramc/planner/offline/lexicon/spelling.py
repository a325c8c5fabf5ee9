"""Names of diagram types as they are misspelt: "seqence diagramm", "flwochart"."""

from __future__ import annotations

from functools import cache

from diagramc.planner.offline.lexicon.nouns import DIAGRAM_WORDS

LEAST = 5
"""Shorter words are too near to others."""
LONG = 9
"""Words of so many letters may have two mistakes."""

_WORDS = frozenset(word for name in DIAGRAM_WORDS for word in name.split() if len(word) >= LEAST)
_LONGEST = max(map(len, _WORDS)) + 2


@cache
def _by_initial() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for word in sorted(_WORDS):
        found[word[0]] = (*found.get(word[0], ()), word)
    return found


def respelled(word: str) -> str:
    """The word of a type's name that a lower-case word is a misspelling of; the word itself where it is of none.

    The first letter must be right. One letter may be missing, added, changed or swapped with its neighbour, in long words two.
    """
    if not LEAST <= len(word) <= _LONGEST or word in _WORDS:
        return word
    for known in _by_initial().get(word[0], ()):
        if distance(word, known) <= (2 if len(known) >= LONG else 1):
            return known
    return word


def distance(one: str, other: str) -> int:
    """How many letters are missing, added, changed or swapped (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        following = [i]
        for j, wanted in enumerate(other, start=1):
            cost = min(row[j] + 1, following[-1] + 1, row[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, before[j - 2] + 1)
            following.append(cost)
        before, row = row, following
    return row[-1]
