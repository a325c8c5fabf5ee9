"""Words of a text: split, lemmatised, and tagged with a part of speech by lexicon, form and position.

Everything here is linear in the length of the text.
"""

from __future__ import annotations

from diagramc.planner.offline.tokens.model import Sentence, Tag, Token
from diagramc.planner.offline.tokens.morphology import is_plural, noun_lemma, singular, verb_lemma
from diagramc.planner.offline.tokens.split import sentences, split_sentences, tokenize

__all__ = [
    "Sentence",
    "Tag",
    "Token",
    "is_plural",
    "noun_lemma",
    "sentences",
    "singular",
    "split_sentences",
    "tokenize",
    "verb_lemma",
]
