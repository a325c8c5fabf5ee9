"""Words of closed classes: the tag that each has, some by what stands around them."""

from __future__ import annotations

from diagramc.planner.offline.lexicon import words as lexicon
from diagramc.planner.offline.tokens.model import Tag, Word
from diagramc.planner.offline.tokens.morphology import is_finite_form

CLOSED: dict[str, Tag] = {}
for _table, _tag_name in (
    (lexicon.ADVERBS, "ADV"),
    (lexicon.PREPOSITIONS, "PREP"),
    (lexicon.SUBORDINATORS, "SUB"),
    (lexicon.COORDINATORS, "CONJ"),
    (lexicon.RELATIVES, "REL"),
    (lexicon.DETERMINERS, "DET"),
    (lexicon.PRONOUNS, "PRON"),
    (lexicon.POSSESSIVES, "POSS"),
    (lexicon.QUANTITIES, "DET"),
    (lexicon.AUXILIARIES, "AUX"),
    (lexicon.MODALS, "MODAL"),
    (lexicon.NEGATIONS, "NEG"),
    (lexicon.NUMBERS, "NUM"),
):
    for _word in _table:
        CLOSED[_word] = _tag_name  # type: ignore[assignment]
CLOSED |= {
    "to": "TO",
    "that": "DET",
    "one": "NUM",
    "'s": "POSS",
    "’s": "POSS",
    "then": "ADV",
    "since": "SUB",
}
CLOSED |= {"before": "SUB", "after": "SUB", "until": "SUB", "till": "SUB", "as": "PREP"}
CLOSED |= {
    "while": "SUB",
    "because": "SUB",
    "zero": "NUM",
    "single": "ADJ",
    "more": "ADJ",
    "most": "ADJ",
    "lots": "NOUN",
    "couple": "NOUN",
}
_PREPOSITION_PAIRS = {
    "due": ("to",),
    "according": ("to",),
    "based": ("on", "upon"),
    "depending": ("on", "upon"),
}
"""Words that are prepositions only with these behind them: "due to", but "a due date"."""


_PRONOUNS_ALONE = frozenset("some this that these those each both all".split())
_ORDINALS = frozenset("next first second third last".split())


def closed_tag(index: int, words: list[Word], previous: Tag | None) -> Tag | None:
    """The tag of marks, numbers and function words; None for an open-class word. `previous` is the closed tag before."""
    word, low = words[index].text, words[index].lower
    if words[index].quantity is not None:
        return "DET"
    if low in lexicon.COMPARATORS:
        return "AUX"
    if not any(char.isalnum() for char in word):
        return "CONJ" if word == "&" else CLOSED.get(low, "PUNCT")
    if word[0].isdigit():
        return "NUM"
    following = words[index + 1].lower if index + 1 < len(words) else ""
    if word == "IT" and any(other.text.islower() for other in words):
        return "NOUN"
    if low in ("may", "march", "will") and word[0].isupper() and index:
        return "NOUN"
    if _says_then(index, words):
        return "ADV"
    if low in ("after", "before", "since", "until") and _verb_less(index, words):
        return "PREP"
    if low in ("'s", "’s") and index:
        return "AUX" if previous == "PRON" else "POSS"
    if low in ("her", "his") and (
        not following or following in lexicon.PREPOSITIONS or not following[0].isalnum()
    ):
        return "PRON"
    if low in ("ca", "wo") and following in lexicon.NEGATIONS:
        # what "can't" and "won't" leave in front of their "n't"
        return "MODAL"
    if low == "either" and is_finite_form(following):
        return "ADV"
    if low == "following" and previous == "DET":
        return "ADJ"
    if low in _PREPOSITION_PAIRS and following not in _PREPOSITION_PAIRS[low]:
        return None
    if low in ("back", "upstream", "downstream") and previous in ("DET", "ADJ"):
        return None
    if low in _PRONOUNS_ALONE and (
        not following or following in lexicon.AUXILIARIES or following in lexicon.MODALS
    ):
        return "PRON"
    if low in _ORDINALS and previous in ("DET", "POSS"):
        return "ADJ"
    return CLOSED.get(low)


def _says_then(index: int, words: list[Word]) -> bool:
    """Whether a word is of an "after that" that opens a clause: "after that comes the delivery" is no condition."""
    start = index if words[index].lower == "after" else index - 1
    if start < 0 or [word.lower for word in words[start : start + 2]] != ["after", "that"]:
        return False
    return start == 0 or words[start - 1].lower in (",", ".", ";", "and", "then")


def _verb_less(index: int, words: list[Word]) -> bool:
    """Whether no finite verb follows up to the next comma: "after payment," against "after the order is paid,"."""
    for later in range(index + 1, min(index + 16, len(words))):
        low = words[later].lower
        if low in (",", ".", ";", ":"):
            return True
        if low in lexicon.AUXILIARIES or low in lexicon.MODALS:
            return False
        if later > index + 1 and low in lexicon.DETERMINERS and words[later - 1].lower not in CLOSED:
            # "after three failed attempts the account is locked": a second noun phrase begins the main clause.
            return True
        if (
            later > index + 1
            and is_finite_form(low)
            and words[later - 1].lower not in lexicon.DETERMINERS
            and not any(_several(word.lower) for word in words[max(later - 2, index) : later])
            and low not in lexicon.PREPOSITIONS
        ):
            return False
    return True


def _several(low: str) -> bool:
    """Whether a number above one: what it counts is no verb in the third person."""
    return low != "one" and low != "1" and (low.isdigit() or low in lexicon.NUMBERS)
