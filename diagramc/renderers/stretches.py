"""A line of text cut into stretches of one face and one direction, from left to right as they stand on paper.

For rasterisers, which are told the face of each stretch (`renderers/faces.py`); then the order of stretches is ours to settle too, by the
rules that plain labels need of Unicode Standard Annex 9: strong letters, numbers (W7), neutrals between (N1, N2), mirrored brackets (L4).
"""

from __future__ import annotations

import unicodedata
from itertools import groupby
from typing import Literal, NamedTuple, Protocol

from diagramc.layout.graphemes import anchored, graphemes, runs_leftwards

Way = Literal["L", "R", "N", ""]
"""The direction of a letter: rightwards, leftwards, a number's (itself rightwards, ordered with its neighbours), none of its own."""
_MIRRORED = str.maketrans("()[]{}<>«»‹›≤≥", ")(][}{><»«›‹≥≤")


class Stretch(NamedTuple):
    """Letters of one face. `said` is what to write for `text`, with the order of reading kept; `family` is None for the picture's own face;
    `missing` where there is no face."""

    text: str
    said: str
    leftwards: bool = False
    family: str | None = None
    missing: bool = False


class _Part(NamedTuple):
    text: str
    way: Way
    family: str | None
    missing: bool


class KnowsFaces(Protocol):
    """Knows which graphemes the picture's own face has, and the family of those that it lacks."""

    def has(self, grapheme: str) -> bool:
        """Whether the picture's own face has a grapheme."""

    def family_of(self, grapheme: str) -> str | None:
        """The family that has one which it lacks; None where there is none."""


def cut(text: str, faces: KnowsFaces, *, leftwards: bool) -> tuple[Stretch, ...]:
    """The stretches of a line that runs leftwards or not."""
    parts: list[_Part] = []
    for part in graphemes(text):
        lacking = not faces.has(part)
        family = faces.family_of(part) if lacking else None
        parts.append(_Part(part, _way(part), family, lacking and family is None))
    ways = _resolved([part.way for part in parts], "R" if leftwards else "L")
    placed = list(zip(ways, parts, strict=True))
    rows: list[list[Stretch]] = []
    for back, row in groupby(placed, key=lambda item: item[0] != "L"):
        stretches = [
            _stretch([part for _, part in group], way)
            for (way, _, _), group in groupby(
                row, key=lambda item: (item[0], item[1].family, item[1].missing)
            )
        ]
        rows.append(stretches[::-1] if back else stretches)
    return tuple(stretch for row in (rows[::-1] if leftwards else rows) for stretch in row)


def _way(part: str) -> Way:
    bidi = unicodedata.bidirectional(part[0])
    if bidi == "L":
        return "L"
    if bidi in ("R", "AL"):
        return "R"
    return "N" if bidi in ("EN", "AN") else ""


def _resolved(ways: list[Way], base: Literal["L", "R"]) -> list[Way]:
    """The same with numbers after rightward letters as such, and with a direction for what has none."""
    strong: Way = base
    found: list[Way] = []
    for way in ways:
        if way in ("L", "R"):
            strong = way
        found.append("L" if way == "N" and strong == "L" else way)
    index = 0
    while index < len(found):
        if found[index]:
            index += 1
            continue
        end = next((i for i in range(index, len(found)) if found[i]), len(found))
        before = found[index - 1] if index else base
        after = found[end] if end < len(found) else base
        same = (before == "L") == (after == "L")
        found[index:end] = [("L" if before == "L" else "R") if same else base] * (end - index)
        index = end
    return found


def _stretch(parts: list[_Part], way: Way) -> Stretch:
    text = "".join(part.text for part in parts)
    leftwards = way == "R" and runs_leftwards(text)
    said = anchored(text) if leftwards else text
    if way == "R" and not leftwards:
        # What has no direction of its own is set rightwards when it stands alone.
        said = "".join(reversed(graphemes(text))).translate(_MIRRORED)
    return Stretch(text, said, leftwards, parts[0].family, parts[0].missing)
