"""What a name says about a service."""

from __future__ import annotations

from diagramc.ir.architecture import ServiceKind
from diagramc.planner.offline.clauses import Phrase, join
from diagramc.planner.offline.labels import name_label
from diagramc.planner.offline.lexicon.nouns import PEOPLE, SYSTEMS
from diagramc.planner.offline.lexicon.services import KIND_WORDS, PRODUCTS
from diagramc.planner.offline.tokens import noun_lemma


class Described:
    """What a name says about a service: spelling, kind, technology, whether others run it."""

    def __init__(self, name: str) -> None:
        low = name.lower()
        words = [noun_lemma(word) for word in low.replace("-", " ").split()]
        products = [PRODUCTS[w] for w in (low, *low.split()) if w in PRODUCTS]
        kinds = [KIND_WORDS[w] for w in (*low.split()[-1:], *reversed(words)) if w in KIND_WORDS]
        self.name = products[0].name if products and low in PRODUCTS else name_label(name)
        self.technology = products[0].name if products and products[0].name.lower() not in low else None
        self.external = bool(products and products[0].external) or "external" in words or "third" in words
        if products and (low in PRODUCTS or not kinds or len(words) <= 2):
            self.kind: ServiceKind = products[0].kind
        elif kinds:
            self.kind = kinds[0]
        elif words and words[-1] in PEOPLE:
            self.kind = "user"
        else:
            self.kind = "service"
        if self.kind in ("mail", "payment", "auth") and words and words[-1] == "database":
            self.kind = "database"
        if words[-1:] == ["app"] and any(w in words for w in ("web", "single", "react")):
            self.kind = "web"
        self.known = bool(products or kinds or (words and (words[-1] in SYSTEMS or words[-1] in PEOPLE)))


_QUALIFIERS = frozenset(
    "same new own existing single separate central dedicated shared old whole actual two three four five".split()
)


def described_name(phrase: Phrase) -> str:
    """What a phrase calls a service: "the same GraphQL API" is the "GraphQL API"."""
    words = phrase.words
    while len(words) > 1 and words[0].lower in _QUALIFIERS:
        words = words[1:]
    return join(words)


def name_key(name: str) -> str:
    words = name.lower().replace("-", " ").split()
    while words and words[0] in ("the", "a", "an", "our", "its"):
        words = words[1:]
    return " ".join([*words[:-1], noun_lemma(words[-1])]) if words else name.lower()
