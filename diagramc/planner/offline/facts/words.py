"""What words say about a domain: multiplicities, properties, types."""

from __future__ import annotations

from diagramc.planner.offline.clauses import Phrase
from diagramc.planner.offline.lexicon import words as lexicon
from diagramc.planner.offline.lexicon.nouns import ATTRIBUTES
from diagramc.planner.offline.tokens import noun_lemma


def multiplicity(phrase: Phrase) -> str | None:
    """The multiplicity that a phrase's determiner and number say."""
    for token in phrase.core[:4]:
        if ".." in token.lemma or (token.tag == "DET" and token.lemma.isdigit()):
            return token.lemma
        if token.lower in ("many", "several", "multiple", "various", "numerous", "few"):
            return "0..*"
        if token.lower == "optional":
            return "0..1"
        if token.tag == "NUM":
            value = lexicon.NUMBERS.get(token.lower)
            return str(value) if value is not None else (token.text if token.text.isdigit() else None)
    if phrase.plural:
        return "0..*"
    if phrase.core[0].lower in ("a", "an", "one", "each", "every"):
        return "1"
    return None


def is_property(phrase: Phrase, thing: bool = False) -> bool:
    """Whether the phrase's head is a word for a property, unless the text makes a `thing` of it."""
    return phrase.head in ATTRIBUTES and not thing


def property_type(name: str) -> str | None:
    """The type of a property's values, guessed from its last word; None when nothing suggests one."""
    words = name.lower().replace("_", " ").replace("-", " ").split()
    if not words:
        return None
    if words[0] in ("is", "has"):
        return "boolean"
    counted = "of" in words[1:]
    words = words[: words.index("of", 1)] if counted else words
    last = words[-1]
    if counted and last == "number":
        return "int"
    if last in ("at", "on") and len(words) > 1:
        return "datetime" if last == "at" else "date"
    guess = ATTRIBUTES.get(noun_lemma(last)) or ATTRIBUTES.get(last)
    if last == "number" and len(words) > 1:
        return "text" if words[-2] not in ("total", "maximum", "minimum") else "int"
    return guess


KINDS_OF = frozenset(
    "kind type sort form subclass subtype specialization specialisation example category child case variant version subset".split()
)
CLASS_WORDS = frozenset("class entity interface object concept enumeration enum type".split())
