"""A change split into commands; what stands in quotes is kept whole and is never taken for a command."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

VERBS = [
    "add",
    "insert",
    "create",
    "introduce",
    "include",
    "append",
    "remove",
    "delete",
    "drop",
    "erase",
    "disconnect",
    "unlink",
    "detach",
    "bypass",
    "skip",
    "rename",
    "relabel",
    "label",
    "connect",
    "link",
    "join",
    "wire",
    "draw",
    "move",
    "put",
    "place",
    "shift",
    "group",
    "ungroup",
    "wrap",
    "enclose",
    "make",
    "turn",
    "colour",
    "color",
    "paint",
    "change",
    "set",
    "title",
    "replace",
    "call",
    "give",
    "let",
    "swap",
    "mark",
]
_POLITE = "please|can you|could you|would you|kindly|now|also|first|finally|then|next|and|i want to|i'd like to|we need to|let's"
"""What may stand before a command and asks for nothing."""
_QUOTED = re.compile(
    r'"(?:[^"\\\n]|\\.)*"|“[^”\n]*”|‘[^’\n]*’|`[^`\n]*`|(?<!\w)\'(?:[^\'\n]|(?<=\w)\'(?=\w))*\'(?!\w)'
)
_MARK = "\u0001"


class Clause(NamedTuple):
    """One command. In `text` each quoted stretch is a mark with its number; `quotes` has the stretches without quotes."""

    text: str
    quotes: tuple[str, ...]
    original: str

    def said(self, words: str) -> str:
        """Words with their quoted stretches put back, without quotes round them."""
        return self._filled(words, "").strip().strip(",;").strip()

    def quoted(self, words: str) -> str:
        """Words with their quoted stretches in double quotes."""
        return self._filled(words, '"').strip()

    def is_quoted(self, words: str) -> bool:
        """Whether the words are nothing but one quoted stretch."""
        return bool(re.fullmatch(rf"\s*{_MARK}\d+{_MARK}[\s.]*", words))

    def _filled(self, words: str, quote: str) -> str:
        return re.sub(
            f"{_MARK}(\\d+){_MARK}", lambda match: f"{quote}{self.quotes[int(match[1])]}{quote}", words
        )


QUOTE = rf"{_MARK}\d+{_MARK}"
"""A quoted stretch, in patterns over a clause's text."""


def split(change: str) -> Iterator[Clause]:
    """The commands of a change, in order."""
    quotes: list[str] = []

    def keep(match: re.Match[str]) -> str:
        quotes.append(match[0][1:-1].replace('\\"', '"'))
        return f"{_MARK}{len(quotes) - 1}{_MARK}"

    text = _QUOTED.sub(keep, change.replace(_MARK, " "))
    verbs = "|".join(VERBS)
    parts = re.split(
        rf"\s*;\s*|\s*\n\s*(?:[-*•]\s+|\d+[.)]\s+)?|\.\s+(?=[A-Z]|{_MARK})|\s*,?\s+and\s+then\s+|\s*,?\s+then\s+"
        rf"|\s*,?\s+(?:and|but)\s+(?:also\s+)?(?=(?:{verbs})\b)|\s*,\s+(?=(?:{verbs})\b)",
        text,
        flags=re.IGNORECASE,
    )
    for part in parts:
        said = part.strip().rstrip(".!")
        polite = re.match(rf"(?:(?:{_POLITE})\b[\s,]*)*", said, re.IGNORECASE)
        assert polite is not None
        cleaned = said[polite.end() :]
        if "you" in polite[0].lower():
            cleaned = cleaned.rstrip("?")  # a request, not a label that asks
        cleaned = re.sub(r"\s+(?:please|too|as well)$", "", cleaned, flags=re.IGNORECASE)
        if cleaned.strip():
            clause = Clause(cleaned.strip(), tuple(quotes), "")
            yield clause._replace(original=clause.quoted(cleaned))
