"""Things that people keep records of: what is recorded of each, what it belongs to, and which of them a business has."""

from __future__ import annotations

from collections.abc import Container
from functools import cache
from typing import NamedTuple

from diagramc.planner.offline.facts import Domain, Relation, thing_key
from diagramc.planner.offline.facts.words import property_type
from diagramc.planner.offline.scenarios.records import ENTITIES, HOLDINGS
from diagramc.planner.offline.tokens import noun_lemma

MANY = 3
"""Who lists so many things wants these and no others."""


class Entity(NamedTuple):
    """A known thing: its usual name, what is recorded of it and what it belongs to."""

    name: str
    attributes: tuple[str, ...]
    owners: tuple[str, ...]


@cache
def _entities() -> dict[str, Entity]:
    found: dict[str, Entity] = {}
    for line in ENTITIES.strip().splitlines():
        head, _, attributes = line.partition(":")
        names, _, owners = head.partition(" of ")
        for name in names.split("/"):
            found.setdefault(
                name,
                Entity(
                    name,
                    tuple(a.strip() for a in attributes.split(",")),
                    tuple(o.strip() for o in owners.split(",") if o.strip()),
                ),
            )
    return found


@cache
def _usual_names() -> dict[str, str]:
    """Each name of an entity with the first on its line."""
    lines = (line.partition(":")[0].partition(" of ")[0].split("/") for line in ENTITIES.strip().splitlines())
    return {name: names[0] for names in reversed(list(lines)) for name in names}


@cache
def _holdings() -> dict[str, tuple[str, ...]]:
    return {
        word.replace("-", " "): tuple(name.strip() for name in entities.split(","))
        for words, _, entities in (line.partition(":") for line in HOLDINGS.strip().splitlines())
        for word in words.split()
    }


def entity(name: str) -> Entity | None:
    """What is known of a thing of this name, in the singular or plural; of "car rental" what is known of rentals."""
    words = thing_key(name).split()
    for start in range(len(words)):
        known = _entities().get(" ".join(words[start:]))
        if known is not None:
            return known
    return None


def entities_of(subject: str) -> tuple[str, ...]:
    """The entities that an enterprise or program of this name has; none for an unknown one.

    Words at the end say more than those before: a "hotel booking app" has hotels' entities, as no app has any of its own.
    """
    words = [noun_lemma(word) for word in subject.lower().replace("-", " ").split()]
    plain = subject.lower().replace("-", " ").split()
    for length in (2, 1):
        for start in range(len(words) - length, -1, -1):
            for said in (words, plain):
                found = _holdings().get(" ".join(said[start : start + length]))
                if found is not None:
                    # the "bike rental" rents bikes out, not cars
                    own = {_usual(word): word for word in words if entity(word)}
                    return tuple(own.get(_usual(name), name) for name in found)
    return ()


def furnish(domain: Domain, name: str) -> str:
    """The key of a thing, made with what is usually recorded of it when there is none."""
    key = thing_key(name)
    if key in domain.things:
        return key
    key = domain.thing(name)
    known = entity(name)
    for attribute in ("id", *(known.attributes if known else ("name",))):
        domain.property(key, attribute, "id" if attribute == "id" else property_type(attribute))
    return key


def relate_known(domain: Domain, root: str | None = None, told: Container[str] = ()) -> None:
    """Tie things to what they belong to, where both are there; what stays loose belongs to `root`, or to the first of all.

    Things that are `told` of are tied among each other already.
    """
    usual = {_usual(key): key for key in domain.things}
    for key in list(domain.things):
        known = entity(key)
        for owner in known.owners if known else ():
            holder = usual.get(_usual(owner))
            if holder is None or holder == key or (holder in told and key in told):
                continue
            if not _joined(domain, holder, key):
                domain.relate(Relation("has", holder, key, "has", None, "0..*"))
    tied = {end for relation in domain.relations for end in (relation.source, relation.target)}
    first = root or next(iter(domain.things), None)
    for key in domain.things:
        if first is not None and key != first and key not in tied and key not in told:
            domain.relate(Relation("has", first, key, "has", None, "0..*"))


def listed_things(features: list[str]) -> bool:
    """Whether what a prompt lists are things that records are kept of: "with customers, rooms and bookings"."""
    known = sum(1 for feature in features if entity(feature) is not None)
    return len(features) >= MANY and known * 3 >= len(features) * 2


def _usual(name: str) -> str:
    known = entity(name)
    return _usual_names().get(known.name, name) if known else name


def _joined(domain: Domain, one: str, other: str) -> bool:
    return any({r.source, r.target} == {one, other} for r in domain.relations)
