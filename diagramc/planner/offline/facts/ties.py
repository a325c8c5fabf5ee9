"""What things are tied to that the text relates to nothing: "the customer's claim", or what shares their sentences most."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from diagramc.planner.offline.facts.model import Domain, Relation
from diagramc.planner.offline.tokens import Token, noun_lemma

_POSSESSIVE = ("'s", "’s", "'", "’")
OFTEN = 2
"""Things that so many sentences name together have to do with each other."""
_LONGEST = 4
"""A thing's name has at most so many words."""


class _Mention(NamedTuple):
    """A thing in a sentence: the numbers of its first word and of the one behind its last."""

    key: str
    first: int
    end: int


def tie_possessions(domain: Domain, sentences: Iterable[Sequence[Token]]) -> None:
    """Relate a thing to the one it belongs to, "the customer's claim" and "the rooms of a hotel", where nothing else does."""
    for tokens in sentences:
        mentions = _mentions(domain, tokens)
        for one, other in pairwise(mentions):
            between = [t.lower for t in tokens[one.end : other.first]]
            if one.key == other.key:
                continue
            if between and between[0] in _POSSESSIVE and len(between) <= 2:
                _relate(domain, Relation("has", one.key, other.key, "has"))
            elif (
                between
                and between[0] == "of"
                and all(t.tag in ("DET", "POSS", "ADJ") for t in tokens[one.end + 1 : other.first])
            ):
                _relate(domain, Relation("has", other.key, one.key, "has"))


def tie_companions(domain: Domain, sentences: Iterable[Sequence[Token]]) -> None:
    """Relate things that OFTEN are named in the same sentence."""
    beside = _neighbours(domain, sentences)
    order = {key: place for place, key in enumerate(domain.things)}
    general: dict[str, set[str]] = {}
    for relation in domain.relations:
        if relation.kind == "is":
            general.setdefault(relation.source, set()).add(relation.target)
    for key, others in beside.items():
        for other, nearness in others.items():
            # Kinds of one thing are named together because they are listed.
            siblings = general.get(key, set()) & general.get(other, set())
            if len(nearness) >= OFTEN and order[key] < order[other] and not siblings:
                _relate(domain, Relation("verb", key, other))


def tie_loose_ends(domain: Domain, sentences: Iterable[Sequence[Token]]) -> None:
    """Relate each thing that has no relation to the one that is named beside it most often, the nearest of equals."""
    beside = _neighbours(domain, sentences)
    for key in domain.things:
        if key in beside and all(key not in (r.source, r.target) for r in domain.relations):
            nearest = max(beside[key].items(), key=lambda item: len(item[1]) + sum(item[1]))[0]
            _relate(domain, Relation("verb", nearest, key))


def _neighbours(domain: Domain, sentences: Iterable[Sequence[Token]]) -> dict[str, dict[str, list[float]]]:
    """For each thing those that are named in its sentences, with how near they are in each, up to 1/2."""
    beside: dict[str, dict[str, list[float]]] = {}
    for tokens in sentences:
        seen: dict[tuple[str, str], float] = {}
        mentions = _mentions(domain, tokens)
        for i, one in enumerate(mentions):
            for other in mentions[i + 1 :]:
                nearness = 1.0 / (2 + other.first - one.end)
                for pair in ((one.key, other.key), (other.key, one.key)):
                    seen[pair] = max(seen.get(pair, 0.0), nearness)
        for (key, other_key), nearness in seen.items():
            if key != other_key:
                beside.setdefault(key, {}).setdefault(other_key, []).append(nearness)
    return beside


def _relate(domain: Domain, relation: Relation) -> None:
    """Add a relation between things that have none."""
    if all({relation.source, relation.target} != {r.source, r.target} for r in domain.relations):
        domain.relations.append(relation)


def _mentions(domain: Domain, tokens: Sequence[Token]) -> list[_Mention]:
    """The things that a sentence names, in order; of names that begin with the same word the longest."""
    found: list[_Mention] = []
    at = 0
    while at < len(tokens):
        for length in range(min(_LONGEST, len(tokens) - at), 0, -1):
            words = [t.lower for t in tokens[at : at + length]]
            key = " ".join([*words[:-1], noun_lemma(words[-1])])
            if key in domain.things:
                found.append(_Mention(key, at, at + length))
                at += length
                break
        else:
            at += 1
    return found
