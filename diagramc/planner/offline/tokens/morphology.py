"""Forms of words: base forms of verbs, singulars and plurals of nouns."""

from __future__ import annotations

from collections.abc import Iterator

from diagramc.planner.offline.lexicon import words as lexicon
from diagramc.planner.offline.lexicon.verbs import VERBS


def verb_lemma(word: str) -> str | None:
    """The base form when `word` (lower case) is a form of a verb of the lexicon."""
    if word in VERBS:
        return word
    if word in lexicon.IRREGULAR_VERBS:
        return lexicon.IRREGULAR_VERBS[word]
    for candidate in _verb_stems(word):
        if candidate in VERBS:
            return candidate
    for prefix in ("re", "un", "pre", "de", "auto", "over"):
        rest = word.removeprefix(prefix).removeprefix("-")
        if rest != word and len(rest) > 3:
            for candidate in (rest, *_verb_stems(rest)):
                if candidate in VERBS:
                    return word[: len(word) - len(rest)] + candidate
    lead, hyphen, last = word.rpartition("-")
    if hyphen and lead and last.endswith("ed") and (stem := verb_lemma(last)) is not None:
        # "the goods are quality-checked"
        return f"{lead}-{stem}"
    return None


def _verb_stems(word: str) -> Iterator[str]:
    for ending, replacements in (
        ("ies", ("y",)),
        ("es", ("", "e")),
        ("s", ("",)),
        ("ied", ("y",)),
        ("ed", ("", "e")),
        ("ying", ("y", "ie")),
        ("ing", ("", "e")),
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            stem = word[: -len(ending)]
            if ending in ("ed", "ing") and len(stem) > 3 and stem[-1] == stem[-2]:
                yield stem[:-1]
            for replacement in replacements:
                yield stem + replacement


def noun_lemma(word: str) -> str:
    """The singular of a noun in lower case."""
    low = word.lower()
    if low in lexicon.IRREGULAR_PLURALS:
        return lexicon.IRREGULAR_PLURALS[low]
    if low in lexicon.SINGULARS_IN_S:
        return low
    if word.isupper() and set("aeiouy").isdisjoint(low):
        return low  # an acronym, such as DNS or CRMS
    if len(low) <= 3 or low.endswith(("ss", "us", "is", "'s")):
        return low
    if low.endswith("ies") and len(low) > 4:
        return low[:-3] + "y"
    if low.endswith(("xes", "ches", "shes", "sses", "zes")):
        return low[:-2]
    return low[:-1] if low.endswith("s") else low


def is_plural(word: str) -> bool:
    """Whether a noun looks plural."""
    low = word.lower()
    if low in lexicon.IRREGULAR_PLURALS:
        return lexicon.IRREGULAR_PLURALS[low] != low
    return noun_lemma(low) != low


def singular(word: str) -> str:
    """The singular with the case of the original kept."""
    lemma = noun_lemma(word)
    if lemma == word.lower():
        return word
    if word.isupper() and len(word) > 1:
        return lemma.upper()
    return word[: len(lemma)] if word.lower().startswith(lemma) else word[0] + lemma[1:]


def is_finite_form(low: str) -> bool:
    """Whether a word could be a third person or past form of a verb."""
    lemma = verb_lemma(low)
    return lemma is not None and lemma != low and not low.endswith("ing")


def is_past(low: str, lemma: str) -> bool:
    return (
        (low.endswith("ed") and low != lemma)
        or (low in lexicon.IRREGULAR_VERBS and not low.endswith(("s", "ing")))
        or (
            low in lexicon.PAST_PARTICIPLES
            and low not in ("put", "set", "read", "run", "cut", "come", "become", "split", "shut", "reset")
        )
    )
