"""The clauses of a text as statements about a domain: "for each" as what they are about, relative clauses on their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from diagramc.planner.offline.clauses import Clause, Part, Phrase, first_phrases, parse_clauses, strip_asides
from diagramc.planner.offline.clauses.model import PHRASE_TAGS, Complement
from diagramc.planner.offline.reading import Reading
from diagramc.planner.offline.tokens import Token

_COLLECTIVE = frozenset("list set collection series group sequence range variety fleet pool".split())
_LONGEST = 12
"""A phrase has at most so many words."""
_KEEPING = frozenset("keep store hold maintain manage".split())
_NOTES = frozenset("record track detail information data".split())
_FINITE = ("VERB", "AUX", "MODAL")


def told_clauses(reading: Reading) -> list[Clause]:
    """Every clause in order, each with what its sentence says it holds for."""
    found: list[Clause] = []
    for sentence in reading.parts:
        about: tuple[Phrase, ...] = ()
        for part in sentence:
            named, clauses = _about(part)
            about = named or about
            for clause in clauses:
                whole = _without_partitives(clause)
                if about:
                    whole = replace(whole, complements=(Complement("for", about), *whole.complements))
                    about = ()
                found.append(whole)
                found += _relatives(whole)
    return found


def mentioned(reading: Reading) -> Iterator[Phrase]:
    """Every noun phrase, also those behind "to" and between clauses, which no clause has."""
    for sentence in reading.sentences:
        tokens = strip_asides(sentence.tokens)
        at = 0
        while at < len(tokens):
            found = first_phrases(tokens[at : at + _LONGEST]) if tokens[at].tag in PHRASE_TAGS else ()
            if found:
                yield found[0]
            at += len(found[0].tokens) if found else 1


def _about(part: Part) -> tuple[tuple[Phrase, ...], tuple[Clause, ...]]:
    """What "for each book" is about, and the clauses behind it: "for each book the title is stored" has no comma."""
    if part.role != "each":
        return (), part.clauses
    named = first_phrases(part.tokens)[:1]
    if not part.clauses or not named:
        return named, ()
    rest = tuple(t for t in part.tokens if t.start >= named[0].end)
    if rest and rest[0].tag in ("DET", "POSS", "PRON"):
        return named, parse_clauses(rest)
    return (), part.clauses


def _relatives(clause: Clause) -> Iterator[Clause]:
    """ "A member who borrows a copy gets a receipt" also says that a member borrows a copy."""
    tokens = clause.tokens
    for index, token in enumerate(tokens[1:-1], start=1):
        if token.tag != "REL" or not clause.subjects or tokens[index + 1].tag not in _FINITE:
            continue
        behind = index - 1 if tokens[index - 1].text == "," else index
        if tokens[behind - 1].end == clause.subjects[-1].end:
            piece = tokens[index + 1 : _relative_end(tokens, index + 1)]
            yield from (_without_partitives(c) for c in parse_clauses(piece, clause.subjects[-1:]))
            return


def _relative_end(tokens: tuple[Token, ...], start: int) -> int:
    """Where the main verb follows a relative clause that begins at `start`."""
    index = start
    while index < len(tokens) and tokens[index].tag in (*_FINITE, "ADV", "NEG"):
        index += 1
    while index < len(tokens) and tokens[index].tag not in _FINITE and tokens[index].text != ",":
        index += 1
    return index


def _without_partitives(clause: Clause) -> Clause:
    """ "One of the departments" as a department, "a list of keywords" as keywords."""
    objects = tuple(_kept(p) if clause.base in _KEEPING else _members(p) for p in clause.objects)
    complements: list[Complement] = []
    for complement in clause.complements:
        phrases = tuple(_members(p) for p in complement.phrases)
        if complement.preposition == "of" and complements and _counts(complements[-1].phrases, phrases):
            before = complements.pop()
            merged = _counted(before.phrases[-1], phrases[0])
            complements.append(Complement(before.preposition, (*before.phrases[:-1], merged, *phrases[1:])))
        elif complement.preposition == "of" and not complements and _counts(objects, phrases):
            objects = (*objects[:-1], _counted(objects[-1], phrases[0]), *phrases[1:])
        else:
            complements.append(Complement(complement.preposition, phrases))
    return replace(clause, objects=objects, complements=tuple(complements))


def _members(phrase: Phrase) -> Phrase:
    """What a collection is of, where it is of several."""
    behind = phrase.behind_of()
    return behind if phrase.head in _COLLECTIVE and behind is not None and behind.plural else phrase


def _kept(phrase: Phrase) -> Phrase:
    """What "records of pets" are kept of."""
    behind = phrase.behind_of()
    return (
        behind
        if behind is not None and len(phrase.words) == 1 and phrase.head in _NOTES
        else _members(phrase)
    )


def _counts(before: tuple[Phrase, ...], of: tuple[Phrase, ...]) -> bool:
    """Whether a phrase without a noun stands straight before "of": "one of", "each of"."""
    return (
        bool(before)
        and all(t.tag in ("NUM", "DET") for t in before[-1].core)
        and 0 < of[0].start - before[-1].end <= len(" of ")
    )


def _counted(count: Phrase, phrase: Phrase) -> Phrase:
    """One phrase of the number and the noun that it counts."""
    core = (*count.core, *(t for t in phrase.core if t.tag not in ("DET", "POSS")))
    return Phrase(core + phrase.tokens[len(phrase.core) :], core)
