"""The lifelines of a sequence diagram: who a phrase names, and what kind of lifeline that is."""

from __future__ import annotations

from diagramc.ir.sequence import ParticipantKind
from diagramc.planner.offline.lexicon.nouns import PEOPLE, SYSTEMS
from diagramc.planner.offline.lexicon.services import KIND_WORDS, PRODUCTS
from diagramc.planner.offline.tokens import noun_lemma


def participant_kind(name: str) -> ParticipantKind:
    """The kind of lifeline that a name suggests."""
    words = [noun_lemma(word) for word in name.lower().replace("-", " ").split()]
    last = words[-1] if words else ""
    product = PRODUCTS.get(name.lower())
    kind = product.kind if product else KIND_WORDS.get(last)
    if kind == "database":
        return "database"
    if kind in ("queue", "topic"):
        return "queue"
    if (
        last in PEOPLE
        and not (last in SYSTEMS and len(words) > 1)
        and last not in ("client", "controller", "worker")
    ):
        return "actor"
    return "participant"


GENERIC_HEADS = frozenset("service system app application server module component platform provider".split())
"""Last words that people leave out: the "payment service" is "payment"."""
SYNONYMS = {
    word: group
    for group, words in {
        "app": "app application",
        "db": "db database datastore",
        "site": "site website page portal",
        "system": "system platform",
        "ui": "ui interface frontend",
    }.items()
    for word in words.split()
}


def name_key(name: str) -> str:
    words = (
        name.lower().replace("the ", "", 1).split()
        if name.lower().startswith("the ")
        else name.lower().split()
    )
    return " ".join([*words[:-1], noun_lemma(words[-1])]) if words else ""
