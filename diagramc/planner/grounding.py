"""What of a prompt shows in a diagram, and what of a diagram stands in the prompt; whatever planner made it.

Both sides are compared by their content words in base form, so "orders are shipped" shows in "Ship order".
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from diagramc.ir.base import Diagram, Edge, Element, Group, Label, Node, RichText, plain
from diagramc.ir.sequence import Message
from diagramc.ir.visit import walk
from diagramc.planner.offline.lexicon import words as lexicon
from diagramc.planner.offline.tokens import noun_lemma, verb_lemma

SUPPLIED = 0.4
"""How sure an element is that no word of the prompt speaks of: a known pattern, a model or a rule supplied it."""
IMPLIED = 0.9
"""The most that a connection has which the prompt has no word for: that its ends follow each other is read from their order."""
_CALLED = frozenset(
    ("label", "text", "name", "title", "question", "technology", "protocol", "department", "type")
)
_WORD = re.compile(r"[^\W_]+")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_FUNCTION_WORDS = (
    lexicon.DETERMINERS
    | lexicon.POSSESSIVES
    | lexicon.PRONOUNS
    | lexicon.AUXILIARIES
    | lexicon.MODALS
    | lexicon.PREPOSITIONS
    | lexicon.SUBORDINATORS
    | lexicon.COORDINATORS
    | lexicon.RELATIVES
    | lexicon.NEGATIONS
    | lexicon.ADVERBS
    | lexicon.QUANTITIES
)


def content_words(text: str) -> frozenset[str]:
    """The words of a text that carry its content, in base form."""
    low = (word.lower() for word in _WORD.findall(_CAMEL.sub(" ", text)))
    return frozenset(_base(word) for word in low if word not in _FUNCTION_WORDS)


def _base(word: str) -> str:
    return verb_lemma(word) or noun_lemma(word)


def shown_words(diagram: Diagram) -> frozenset[str]:
    """The content words of everything that a diagram shows."""
    found: set[str] = set()
    for element in walk(diagram):
        for name in element.__struct_fields__:
            if name in _CALLED and isinstance(value := getattr(element, name), str | RichText):
                found |= content_words(plain(value))
    return frozenset(found)


def confidence(diagram: Diagram, prompt: str) -> dict[str, float]:
    """How sure each element is, from 0 to 1, by its id (a connection's by `source->target`).

    1 means that all its words stand in the prompt, `SUPPLIED` that none does. A connection is at most as sure as its ends.
    """
    said = content_words(prompt)
    sure: dict[str, float] = {}
    edges: list[Edge | Message] = []
    for element in walk(diagram):
        if isinstance(element, Node | Group):
            sure[element.id] = _share(_texts(element) or (element.id,), said)
        elif isinstance(element, Edge | Message):
            edges.append(element)
    for edge in edges:
        own = 1.0 if edge.label is not None and content_words(plain(edge.label)) & said else IMPLIED
        ends = [sure.get(str(end), 1.0) for end in (edge.source, edge.target)]
        key = f"{edge.source}->{edge.target}"
        sure[key] = round(max(sure.get(key, 0.0), min(*ends, own)), 2)
    return sure


def _texts(element: Element) -> tuple[Label, ...]:
    values = (getattr(element, name, None) for name in ("label", "title"))
    return tuple(value for value in values if isinstance(value, str | RichText) and value)


def _share(texts: Iterable[Label], said: frozenset[str]) -> float:
    """The share of the words that were said, between `SUPPLIED` and 1; marks such as "Start" say nothing of the subject."""
    words = frozenset().union(*(content_words(plain(text)) for text in texts))
    if not words:
        return 1.0
    return round(SUPPLIED + (1 - SUPPLIED) * len(words & said) / len(words), 2)
