"""What sentences are read into: phrases, clauses and the parts of a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from diagramc.planner.offline.lexicon import words as lexicon
from diagramc.planner.offline.lexicon.nouns import PEOPLE
from diagramc.planner.offline.tokens import Tag, Token, is_plural, noun_lemma, singular

Role = Literal[
    "main",
    "if",
    "unless",
    "when",
    "after",
    "before",
    "until",
    "while",
    "each",
    "else",
    "yes",
    "parallel",
    "aside",
    "maybe",
]
"""What a part of a sentence is to the rest of it."""
PHRASE_TAGS: frozenset[Tag] = frozenset({"DET", "POSS", "NUM", "ADJ", "NOUN", "PRON", "GERUND", "PARTICIPLE"})
_DROPPED: frozenset[Tag] = frozenset({"DET", "POSS"})


_CLITICS = ("'s", "’s")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase. `core` is its part before an "of"; `tokens` all of it."""

    tokens: tuple[Token, ...]
    core: tuple[Token, ...]

    @property
    def start(self) -> int:
        """Where the phrase starts in the prompt."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Where the phrase ends in the prompt."""
        return self.tokens[-1].end

    @property
    def head(self) -> str:
        """The lemma of the noun the phrase is about."""
        for token in reversed(self.core):
            if token.tag in ("NOUN", "GERUND", "PRON"):
                return token.lemma if token.tag != "GERUND" else token.lower
        return self.core[-1].lower

    @property
    def words(self) -> tuple[Token, ...]:
        """The core without determiners, possessives and leading numbers."""
        kept = [
            t
            for t in self.core
            if (t.tag not in _DROPPED or t.lower in _CLITICS) and t.lower not in lexicon.QUANTITIES
        ]
        while len(kept) > 1 and kept[0].tag == "NUM":
            kept = kept[1:]
        return tuple(kept) or self.core

    @property
    def name(self) -> str:
        """The phrase as a name: no articles, quantities or possessives."""
        return join(self.words)

    @property
    def full(self) -> str:
        """The whole phrase without articles, "of" part included."""
        return join(tuple(t for t in self.tokens if t.lower not in lexicon.DETERMINERS))

    @property
    def key(self) -> str:
        """What two mentions of the same thing share: lower case, singular."""
        return " ".join([*(t.lower for t in self.words[:-1]), noun_lemma(self.words[-1].text)])

    @property
    def singular_name(self) -> str:
        """The name with its last word in the singular."""
        return join(self.words[:-1], singular(self.words[-1].text))

    @property
    def plural(self) -> bool:
        """Whether it names several things."""
        return is_plural(self.words[-1].text)

    @property
    def pronoun(self) -> str | None:
        """The pronoun in lower case when the phrase is one."""
        return self.core[0].lower if len(self.core) == 1 and self.core[0].tag == "PRON" else None

    @property
    def person(self) -> bool:
        """Whether the head names people."""
        return self.head in PEOPLE

    @property
    def proper(self) -> bool:
        """Whether it is written as a proper name: capitals and no article."""
        return all(t.text[:1].isupper() for t in self.core) and self.core[0].tag not in _DROPPED

    def behind_of(self) -> Phrase | None:
        """The phrase behind "of", when there is one."""
        rest = self.tokens[len(self.core) + 1 :]
        return Phrase(rest, rest) if rest else None

    @property
    def owner(self) -> tuple[Token, ...]:
        """The words before a possessive "'s"."""
        for index, token in enumerate(self.core):
            if token.lower in ("'s", "’s"):
                return tuple(t for t in self.core[:index] if t.tag not in _DROPPED)
        return ()


class Complement(NamedTuple):
    """What a preposition adds to a clause; `phrases` are coordinated."""

    preposition: str
    phrases: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """Who does what. `predicate` are the tokens after the verb; `state` the adjectives after "be"."""

    subjects: tuple[Phrase, ...]
    verb: str
    passive: bool
    negated: bool
    modal: str | None
    objects: tuple[Phrase, ...]
    complements: tuple[Complement, ...]
    predicate: tuple[Token, ...]
    state: tuple[Token, ...]
    tokens: tuple[Token, ...]
    purpose: tuple[Token, ...] = ()
    announced: tuple[Phrase, ...] = ()
    """What names the objects together: "three reports" in "has three reports: A, B and C"."""
    restrictive: bool = False
    """Whether it only says which one is meant, "that exceed the limit", or what is said, "that members pay monthly"."""
    joint: str = ""
    """What joins it to the clause before: "or" in "confirms the order or rejects it", "and", or only a comma."""

    @property
    def base(self) -> str:
        """The verb without its particle."""
        return self.verb.partition(" ")[0]

    @property
    def start(self) -> int:
        """Where the clause starts in the prompt."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Where the clause ends in the prompt."""
        return self.tokens[-1].end

    @property
    def predicate_start(self) -> int:
        """Where what follows the verb starts in the prompt; the end of the clause when nothing does."""
        return self.predicate[0].start if self.predicate else self.end

    def complement(self, *prepositions: str) -> tuple[Phrase, ...]:
        """The phrases after the first of these prepositions that the clause has."""
        for complement in self.complements:
            if complement.preposition in prepositions:
                return complement.phrases
        return ()


class Part(NamedTuple):
    """A stretch of a sentence in one role; `suffix` when it follows the main clause it belongs to."""

    role: Role
    tokens: tuple[Token, ...]
    clauses: tuple[Clause, ...]
    suffix: bool = False
    negated: bool = False


def join(tokens: Sequence[Token], last: str | None = None) -> str:
    """Tokens as text, spaced as in the prompt."""
    out: list[str] = []
    previous: Token | None = None
    for token in tokens:
        if previous is not None and token.start > previous.end:
            out.append(" ")
        out.append(token.text)
        previous = token
    text = "".join(out)
    if last is not None:
        text = f"{text} {last}" if text else last
    return text
