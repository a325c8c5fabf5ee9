"""Parts of speech by the cheapest way through a sentence (Viterbi): what a word can be, what may follow what, and that a
clause has a subject and one finite verb that agree.

The costs are set by hand; they are orders of plausibility, not probabilities.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from diagramc.planner.offline.lexicon import words as lexicon
from diagramc.planner.offline.lexicon.nouns import PEOPLE
from diagramc.planner.offline.tokens.candidates import Candidates, open_candidates
from diagramc.planner.offline.tokens.closed import closed_tag
from diagramc.planner.offline.tokens.model import Tag, Token, Word
from diagramc.planner.offline.tokens.morphology import is_finite_form, is_plural, noun_lemma, verb_lemma
from diagramc.planner.offline.tokens.transitions import AUXILIARY_FORMS, START, State, closing, step

_VERB_TAGS = frozenset(("VB", "VZ", "VD", "VN", "VG"))
MAX_STATES = 24
"""So many ways through a sentence are followed at a time."""


class _Path(NamedTuple):
    """A way through the words so far: its cost, the tag of the last word, and the way before it."""

    cost: float
    tag: str
    before: _Path | None


def tag(words: list[Word]) -> tuple[Token, ...]:
    """The words with their tags. What stands in brackets is read by itself."""
    tags: list[str] = [""] * len(words)
    for run in _runs(words):
        for index, name in zip(run, _best([words[i] for i in run]), strict=True):
            tags[index] = name
    _let_people_act(words, tags)
    return tuple(_token(word, name) for word, name in zip(words, tags, strict=True))


def _let_people_act(words: list[Word], tags: list[str]) -> None:
    """Make a verb of what one person is said to do and nothing more: "the customer orders, then ...", "the manager signs"."""
    for index in range(2, len(words)):
        low = words[index].lower
        if tags[index] != "NOUN" or words[index - 1].lower not in PEOPLE or tags[index - 2] != "DET":
            continue
        if low == verb_lemma(low) or not is_finite_form(low) or not low.endswith("s"):
            continue
        behind = tags[index + 1] if index + 1 < len(words) else "PUNCT"
        pause = behind == "PUNCT" and (
            index + 2 >= len(words) or tags[index + 2] not in ("NOUN", "ADJ", "GERUND")
        )
        if pause or (behind == "CONJ" and tags[index + 2 : index + 3] in (["DET"], ["PRON"], ["ADV"])):
            tags[index] = "VZ"


def _runs(words: list[Word]) -> Iterator[list[int]]:
    """The words outside brackets, and those inside each pair."""
    outer: list[int] = []
    inner: list[int] | None = None
    for index, word in enumerate(words):
        if inner is None and word.text in "([" and any(w.text in ")]" for w in words[index + 1 : index + 60]):
            inner = [index]
        elif inner is not None:
            inner.append(index)
            if word.text in ")]":
                yield inner
                inner = None
        else:
            outer.append(index)
    yield inner or []
    yield outer


def _best(words: list[Word]) -> list[str]:
    if not words:
        return []
    capitals = sum(1 for w in words if w.text[0].isupper())
    title_case = len(words) > 2 and capitals * 5 >= 3 * sum(1 for w in words if w.text[0].isalpha())
    paths: dict[State, _Path] = {START: _Path(0.0, "", None)}
    previous: Tag | None = None
    for index, word in enumerate(words):
        closed = closed_tag(index, words, previous)
        previous = closed
        following = words[index + 1].lower if index + 1 < len(words) else ""
        candidates = (
            _closed_candidates(word, closed)
            if closed
            else open_candidates(word, following, title_case, _is_first(words, index))
        )
        plural = is_plural(word.text)
        reached: dict[State, _Path] = {}
        for state, path in paths.items():
            for name, own in candidates:
                for after, cost in step(state, name, word.lower, plural):
                    total = path.cost + own + cost
                    known = reached.get(after)
                    if known is None or total < known.cost:
                        reached[after] = _Path(total, name, path)
        if len(reached) > MAX_STATES:
            kept = sorted(reached.items(), key=lambda item: item[1].cost)[:MAX_STATES]
            reached = dict(kept)
        paths = reached
    best: _Path | None = min(
        (p._replace(cost=p.cost + closing(s)) for s, p in paths.items()), key=lambda p: p.cost
    )
    found: list[str] = []
    while best is not None and best.before is not None:
        found.append(best.tag)
        best = best.before
    return found[::-1]


def _is_first(words: list[Word], index: int) -> bool:
    """Whether a capital says nothing about the word: it opens the text, or follows a mark that often does."""
    return index == 0 or words[index - 1].text in ":•*-–\"'“‘" or words[index - 1].text in ".!?;"


@lru_cache(maxsize=512)
def _auxiliary(low: str) -> str:
    return AUXILIARY_FORMS.get(low, "AD")


def _closed_candidates(word: Word, closed: Tag) -> Candidates:
    if closed == "AUX":
        return ((_auxiliary(word.lower), 0.0),)
    if word.lower == "that" and closed == "DET":
        return (("REL", 0.2), ("THAT", 0.2), ("DET", 0.4))
    if closed == "PREP" and word.lower in _PARTICLES:
        return (("PREP", 0.0), ("PARTICLE", 0.3))
    if closed == "DET" and word.lower in _ALONE:
        return (("DET", 0.0), ("PRON", 0.5))
    return ((closed, 0.0),)


_PARTICLES = frozenset("up out off down in on over away".split())
"""Prepositions that belong to a verb before them as often: "sold out"."""
_ALONE = frozenset("this these those each some all both".split())
"""Determiners that stand for a thing as well: "this shows"."""


def _token(word: Word, name: str) -> Token:
    low = word.lower
    found: Tag
    if name[:2] in _VERB_TAGS:
        found = "VERB"
    elif name in ("AZ", "AB", "AD"):
        found = "AUX"
    elif name == "THAT":
        found = "DET"
    elif name == "PARTICLE":
        found = "PREP"
    else:
        found = name  # type: ignore[assignment]
    if word.quantity is not None:
        lemma = word.quantity
    elif low in lexicon.COMPARATORS or (found == "AUX" and low in ("'s", "’s")):
        lemma = "be"
    elif found in ("VERB", "GERUND", "PARTICIPLE", "AUX"):
        lemma = (
            verb_lemma(low) or _unknown_base(low)
            if found != "AUX"
            else lexicon.IRREGULAR_VERBS.get(low, verb_lemma(low) or low)
        )
    else:
        lemma = noun_lemma(low) if found == "NOUN" else low
    return Token(word.text, low, lemma, found, word.start, word.end)


def _unknown_base(low: str) -> str:
    """The base form of a verb that the lexicon lacks, by its ending."""
    if low.endswith("ing") and len(low) > 5:
        return low[:-3]
    if low.endswith("ed") and len(low) > 4:
        return low[:-2] if low[-3] not in "aeiouszcgv" else low[:-1]
    return noun_lemma(low)
