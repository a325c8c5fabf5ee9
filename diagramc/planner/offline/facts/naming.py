"""How phrases name things and properties: without what only qualifies them."""

from __future__ import annotations

from collections.abc import Container

from diagramc.planner.offline.clauses import Phrase
from diagramc.planner.offline.facts.model import thing_key
from diagramc.planner.offline.facts.words import CLASS_WORDS
from diagramc.planner.offline.lexicon import words as lexicon
from diagramc.planner.offline.lexicon.nouns import GENERIC
from diagramc.planner.offline.lexicon.qualities import QUALIFIERS, is_abstract
from diagramc.planner.offline.tokens import Token

MEMBER_WORDS = frozenset("attribute property field column value".split())
MAX_WORDS = 4
"""A name has at most so many words."""
_POSSESSIVE = ("'s", "’s")


def _bare(phrase: Phrase) -> list[Token]:
    """The words of a phrase behind a possessive, without qualifiers in front."""
    words = list(phrase.words)
    for index in range(len(words) - 1, -1, -1):
        if words[index].lower in _POSSESSIVE:
            words = words[index + 1 :]
            break
    while len(words) > 1 and (
        words[0].lower in QUALIFIERS
        or words[0].tag in ("NUM", "DET", "POSS", "PRON")
        or words[0].lower in lexicon.QUANTITIES
    ):
        words = words[1:]
    return words


def thing_name(phrase: Phrase) -> str:
    """What a phrase calls a thing: "the different aircraft models" are "aircraft models", "the User class" is "User"."""
    words = _bare(phrase)
    if len(words) > 1 and words[-1].lower in CLASS_WORDS and words[-1].tag == "NOUN":
        words = words[:-1]
    if len(words) > 1 and words[0].lower in CLASS_WORDS | {"abstract"}:
        words = words[1:]
    return " ".join(t.text for t in words)


def phrase_key(phrase: Phrase) -> str:
    """The key of the thing that a phrase names."""
    return thing_key(thing_name(phrase))


def property_name(phrase: Phrase, known: Container[str] = ()) -> str:
    """What a phrase calls a property: lower case but for acronyms and given names; the "age attribute" is "age".

    A bare noun behind "of" belongs to the name ("date of birth") unless it is a `known` thing.
    """
    words = _bare(phrase)
    while len(words) > 1 and words[-1].lemma in MEMBER_WORDS:
        words = words[:-1]
    words = [*words, *_named_after(phrase, known)]
    return " ".join(
        t.lower if not t.text.isupper() and t.text[:1].isupper() and t.text[1:].islower() else t.text
        for t in words
    )


def _named_after(phrase: Phrase, known: Container[str]) -> tuple[Token, ...]:
    """The "of birth" in "a date of birth"; nothing for "name of the guest" and "name of type String"."""
    behind = phrase.behind_of()
    if behind is None or behind.tokens[0].lower == "type" or phrase_key(behind) in known:
        return ()
    bare = len(behind.tokens) < MAX_WORDS and all(t.tag in ("NOUN", "GERUND", "ADJ") for t in behind.tokens)
    return phrase.tokens[len(phrase.core) :] if bare else ()


def operation_name(phrase: Phrase) -> str | None:
    """The operation that a phrase names: "draw()" in "a draw() method"; None when it names none."""
    return next((t.text for t in phrase.core if t.text.endswith("()")), None)


def is_nominal(phrase: Phrase) -> bool:
    """Whether a phrase ends in a noun and does not begin with a verb form: "due date", but not "making it unique"."""
    words = _bare(phrase)
    return (
        bool(words)
        and words[-1].tag in ("NOUN", "GERUND")
        and words[0].tag not in ("GERUND", "PRON", "PARTICIPLE")
    ) or (len(words) == 1 and words[0].tag in ("NOUN", "GERUND", "ADJ"))


_COMPOUNDED = frozenset("list plan record part line rule area entry element field".split())
"""Abstract nouns that name things with a noun before them: "spare part", "order line"."""
_GERUNDS = frozenset(
    "teaching shopping parking charging waiting loading training booking operating swimming driving dining meeting mailing billing "
    "shipping boarding building landing".split()
)
"""Gerunds that say what a thing is for."""


def _qualifies(words: list[Token], phrase: Phrase) -> bool:
    """Whether the gerund that a name begins with belongs to it: "a filling station", but not "filling stations"."""
    return len(words) == 2 and (
        words[0].lower in _GERUNDS or (phrase.core[0].tag == "DET" and phrase.core[1] is words[0])
    )


def usable(phrase: Phrase, known: Container[str] = ()) -> bool:
    """Whether a phrase can name a thing."""
    words = _bare(phrase)
    return (
        phrase.pronoun is None
        and bool(words)
        and words[-1].tag == "NOUN"
        and words[0].tag != "ADV"
        and (words[0].tag != "GERUND" or _qualifies(words, phrase))
        and 0 < len(words) <= MAX_WORDS
        and not (
            phrase_key(phrase) not in known
            and len(words) == 1
            and (phrase.head in GENERIC or is_abstract(phrase.head))
        )
        and not (
            len(words) > 1
            and is_abstract(phrase.head)
            and phrase_key(phrase) not in known
            and phrase.head not in _COMPOUNDED
        )
    )
