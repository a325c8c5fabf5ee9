"""What a text is cut into: words with parts of speech, and sentences."""

from __future__ import annotations

from typing import Literal, NamedTuple

Tag = Literal[
    "NOUN",
    "VERB",
    "GERUND",
    "PARTICIPLE",
    "AUX",
    "MODAL",
    "TO",
    "DET",
    "POSS",
    "PRON",
    "ADJ",
    "ADV",
    "PREP",
    "SUB",
    "CONJ",
    "REL",
    "NEG",
    "NUM",
    "PUNCT",
]


class Token(NamedTuple):
    """A word or mark. `start` and `end` are offsets into the prompt; `lemma` is the base form by its tag."""

    text: str
    lower: str
    lemma: str
    tag: Tag
    start: int
    end: int


class Word(NamedTuple):
    """A word or mark before it has a tag. `quantity` is the multiplicity of "one or more" and its like, in UML notation."""

    text: str
    lower: str
    start: int
    end: int
    quantity: str | None = None


class Sentence(NamedTuple):
    """The tokens of one sentence, and where it is in the prompt."""

    tokens: tuple[Token, ...]
    start: int
    end: int
