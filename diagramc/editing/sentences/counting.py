"""Commands that say how many of one thing another has: `Order has many Products`, `each Room belongs to one Hotel`."""

from __future__ import annotations

import re
from typing import Literal

from diagramc.editing.faults import refused
from diagramc.editing.patch import Connect
from diagramc.editing.resolve import find, resolve
from diagramc.editing.sentences.clauses import Clause
from diagramc.editing.sentences.patterns import Found, match
from diagramc.editing.sentences.words import RELATIONS
from diagramc.ir.base import Diagram

Count = Literal["zero-or-one", "exactly-one", "zero-or-more", "one-or-more"]

_COUNTS: tuple[tuple[str, Count], ...] = (
    (r"one or more|at least one|1\.\.\*|1\.\.n|one or many", "one-or-more"),
    (
        r"zero or one|at most one|0\.\.1|optionally (?:one|an?)|maybe (?:one|an?)|no or one|an optional",
        "zero-or-one",
    ),
    (
        r"zero or more|any number of|0\.\.\*|0\.\.n|zero or many|many|several|multiple|lots of|some|\*",
        "zero-or-more",
    ),
    (r"exactly one|only one|one|a single|single|an?|the|its|1", "exactly-one"),
)
"""Words for how many, more words first."""
_ANY = "|".join(words for words, _ in _COUNTS)
_OWNING = "has|have|owns?|contains?|includes?|holds?|places?|makes?|writes?|uses?|consists? of|is made of|manages?|offers?|receives?|orders?|books?|sells?"
_BELONGING = r"belongs? to|refers? to|is (?:part|one) of|is owned by|references?"
_STATED = (
    rf"(?:(?P<each>{_ANY}|each|every)\s+)?(?P<a>.+?)\s+(?:can\s+|may\s+|must\s+|should\s+)?(?P<verb>{_OWNING}|{_BELONGING})"
    rf"\s+(?:(?P<count>{_ANY})\s+)?(?P<b>.+)"
)
_SIDES = r"(?P<one>one|many)[ -]to[ -](?P<other>one|many)"
_NAMED = (
    rf"(?:(?:make|add|create)\s+)?(?:an?\s+)?{_SIDES}(?:\s+(?:relation(?:ship)?|link|association))?\s+(?:between|from)\s+(?P<a>.+?)\s+(?:and|to)\s+(?P<b>.+)",
    rf"(?P<a>.+?)\s+(?:has|have|is in)\s+(?:an?\s+)?{_SIDES}(?:\s+(?:relation(?:ship)?|link|association))?\s+(?:with|to)\s+(?P<b>.+)",
    rf"(?P<a>.+?)\s+(?:and|to)\s+(?P<b>.+?)\s+(?:is|are)\s+{_SIDES}",
)


def counted(diagram: Diagram, clause: Clause, last: str | None) -> Found | None:
    """The relation between two things that are there, with how many of each; None for any other sentence."""
    if diagram.type not in ("er", "class"):
        return None
    for pattern in _NAMED:
        if (found := match(pattern, clause.text)) is not None:
            ends = [resolve(diagram, clause.quoted(found[side])) for side in ("a", "b")]
            counts = [_side(found[side]) for side in ("one", "other")]
            return Found([_connect(ends, counts, None)], ends[0])
    found = match(_STATED, clause.text)
    if found is None:
        return None
    source = find(diagram, clause.quoted(found["a"]))
    said = found["count"]
    plural = re.search(r"[^s]s$", found["b"].strip(), re.IGNORECASE) is not None
    end = find(diagram, clause.quoted(found["b"]))
    if source is None or (end is None and (said is None or not plural)):
        return None
    if end is None:
        noun = "entity" if diagram.type == "er" else "class"
        raise refused(
            f"there is no {noun} {clause.said(found['b'])!r}",
            f"add it first: add {'an' if noun == 'entity' else 'a'} {noun} {clause.said(found['b'])}",
            code="edit.unclear",
        )
    verb = found["verb"].casefold()
    below = match(_BELONGING, verb) is not None
    count = _count(said) if said else ("zero-or-more" if plural and not below else "exactly-one")
    first: Count = "zero-or-more" if below else "exactly-one"
    if found["each"] is not None and found["each"].casefold() not in ("each", "every"):
        first = first if _count(found["each"]) == "exactly-one" else _count(found["each"])
    if diagram.type == "er":
        return Found([_connect([source, end], [first, count], verb)], source)
    kind = RELATIONS.get(verb)
    if kind is not None and said is None:
        # "Order contains Item" says no number
        return None
    label = None if kind is not None or verb in ("has", "have") else verb
    return Found([_connect([source, end], [first, count], label, kind)], source)


def _connect(ends: list[str], counts: list[Count], label: str | None, kind: str | None = None) -> Connect:
    return Connect(
        source=ends[0],
        target=ends[1],
        label=label,
        kind=kind,
        source_cardinality=counts[0],
        target_cardinality=counts[1],
    )


def _side(word: str) -> Count:
    return "exactly-one" if word.casefold() == "one" else "zero-or-more"


def _count(words: str) -> Count:
    return next(count for pattern, count in _COUNTS if match(pattern, words))
