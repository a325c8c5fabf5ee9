"""Precision, recall and F1 of nodes, edges and attributes after one-to-one matching of labels (after DiagramEval, arXiv 2510.25761)."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from benchmarks.planning.graphs import Graph
from diagramc.planner.offline.tokens import noun_lemma, verb_lemma

THRESHOLD = 0.5
"""Labels that are less alike than this are not the same."""
_STOP = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "to",
        "in",
        "on",
        "for",
        "and",
        "or",
        "by",
        "with",
        "from",
        "at",
        "is",
        "are",
        "be",
        "its",
        "their",
        "his",
        "her",
        "it",
    ]
)
_SHORT = {"app": "application", "db": "database", "ui": "interface", "auth": "authentication"}


@dataclass(slots=True)
class Score:
    """Counts that add up over prompts."""

    hits: int = 0
    found: int = 0
    wanted: int = 0

    def __iadd__(self, other: Score) -> Score:
        self.hits += other.hits
        self.found += other.found
        self.wanted += other.wanted
        return self

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.hits / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of what is right that was found."""
        return self.hits / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.hits / (self.found + self.wanted) if self.found + self.wanted else 0.0


@dataclass(slots=True)
class Scores:
    """The scores of one prompt or of a set."""

    nodes: Score
    edges: Score
    attributes: Score

    def __iadd__(self, other: Scores) -> Scores:
        self.nodes += other.nodes
        self.edges += other.edges
        self.attributes += other.attributes
        return self


def words(label: str) -> Counter[str]:
    """The content words of a label in their base form; "OrderLine" is two."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", label)
    found = []
    for word in re.findall(r"[^\W_]+", spaced.lower()):
        if word in _STOP:
            continue
        lemma = verb_lemma(word) or noun_lemma(word)
        found.append(_SHORT.get(lemma, lemma))
    return Counter(found)


def initials(label: str) -> str:
    """ "Backend for Frontend" as "bff"."""
    return "".join(word[0] for word in re.findall(r"[^\W_]+", label.lower()))


def similarity(one: Counter[str], two: Counter[str]) -> float:
    """Token F1 of two labels."""
    total = one.total() + two.total()
    return 2 * (one & two).total() / total if total else 0.0


def match(found: list[str], wanted: list[str]) -> dict[int, int]:
    """Pairs of labels that mean the same, the most alike first; "BFF" is alike to "Backend for Frontend"."""
    ours, theirs = [words(label) for label in found], [words(label) for label in wanted]
    pairs = sorted(
        ((-similarity(a, b), i, j) for i, a in enumerate(ours) for j, b in enumerate(theirs) if a & b),
    )
    short = [
        (-1.0, i, j)
        for i, a in enumerate(found)
        for j, b in enumerate(wanted)
        if (len(a) > 1 and a.lower() == initials(b)) or (len(b) > 1 and b.lower() == initials(a))
    ]
    pairs = sorted([*pairs, *short])
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for alike, i, j in pairs:
        if -alike >= THRESHOLD and i not in matched and j not in taken:
            matched[i] = j
            taken.add(j)
    return matched


def score(found: Graph, wanted: Graph, directed: bool = True) -> Scores:
    """The scores of a planned graph against a reference."""
    matched = match(found.nodes, wanted.nodes)
    nodes = Score(len(matched), len(found.nodes), len(wanted.nodes))

    def ends(pair: tuple[int, int]) -> tuple[int, int]:
        return pair if directed or pair[0] <= pair[1] else (pair[1], pair[0])

    ours = Counter(ends((matched[a], matched[b])) for a, b in found.edges if a in matched and b in matched)
    theirs = Counter(ends(pair) for pair in wanted.edges)
    edges = Score((ours & theirs).total(), len(found.edges), len(wanted.edges))
    own = [name for _, name in found.attributes]
    named = match(own, [name for _, name in wanted.attributes])
    attributes = Score(len(named), len(own), len(wanted.attributes))
    return Scores(nodes, edges, attributes)
