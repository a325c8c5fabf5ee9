"""What a domain consists of: things, properties, relations."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from diagramc.planner.offline.tokens import noun_lemma, singular, verb_lemma

RelationKind = Literal["has", "part", "is", "implements", "uses", "verb"]
ThingKind = Literal["class", "abstract", "interface", "enum"]


@dataclass(slots=True)
class Property:
    """A property of a thing, with the type of its values where the text says or implies one."""

    name: str
    type: str | None = None
    given: bool = False


@dataclass(slots=True)
class Thing:
    """A kind of things in the domain."""

    name: str
    kind: ThingKind = "class"
    properties: list[Property] = field(default_factory=list)
    operations: list[str] = field(default_factory=list)
    values: list[str] = field(default_factory=list)
    mentions: int = 0
    start: int = 0
    end: int = 0


@dataclass(slots=True)
class Relation:
    """What holds between two kinds of things; multiplicities in UML notation, None where the text leaves them open."""

    kind: RelationKind
    source: str
    target: str
    label: str | None = None
    source_multiplicity: str | None = None
    target_multiplicity: str | None = None


@dataclass(slots=True)
class Domain:
    """Things by key, in order of mention, and relations between keys."""

    things: dict[str, Thing] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)

    def thing(self, name: str, start: int = 0, end: int = 0) -> str:
        """The key of a thing, made when there is none."""
        key = thing_key(name)
        thing = self.things.get(key)
        if thing is None:
            thing = self.things[key] = Thing(title_name(name), start=start, end=end)
        thing.mentions += 1
        return key

    def relate(self, relation: Relation) -> None:
        """Add a relation unless the same two things have one of this kind and label, in either direction for "has"."""
        for known in self.relations:
            ends = (known.source, known.target)
            if ends == (relation.source, relation.target) and (
                known.kind == relation.kind or relation.kind == "verb"
            ):
                known.target_multiplicity = known.target_multiplicity or relation.target_multiplicity
                known.source_multiplicity = known.source_multiplicity or relation.source_multiplicity
                return
            if ends == (relation.target, relation.source) and _two_facts(known, relation):
                continue
            if ends == (relation.target, relation.source) and relation.kind != "is" and known.kind != "is":
                if relation.target_multiplicity is not None:
                    known.source_multiplicity = relation.target_multiplicity
                return
        self.relations.append(relation)

    def merge(self, key: str, other: str) -> None:
        """Make one thing of two: what is known of the other is known of this."""
        gone = self.things.pop(other)
        for prop in gone.properties:
            self.property(key, prop.name, prop.type, prop.given)
        self.things[key].mentions += gone.mentions
        relations, self.relations = self.relations, []
        for relation in relations:
            relation.source, relation.target = (
                key if end == other else end for end in (relation.source, relation.target)
            )
            if relation.source != relation.target:
                self.relate(relation)

    def property(self, key: str, name: str, type: str | None = None, given: bool = False) -> None:
        """Give a thing a property, once."""
        thing = self.things[key]
        if all(p.name.lower() != name.lower() for p in thing.properties):
            thing.properties.append(Property(name, type, given))


def _two_facts(known: Relation, other: Relation) -> bool:
    """Whether two verbs between the same things say different things: "works in" and "managed by", but not "teaches" and "taught by"."""
    if known.kind != "verb" or other.kind != "verb" or not known.label or not other.label:
        return False
    verbs = [verb_lemma(relation.label.split()[0]) for relation in (known, other) if relation.label]
    return verbs[0] != verbs[1]


def thing_key(name: str) -> str:
    """What two spellings of a thing's name share: "Order items", "OrderItem" and "order item" are one."""
    spaced = "".join(
        f" {c}" if c.isupper() and i and name[i - 1].islower() else c for i, c in enumerate(name)
    )
    words = spaced.replace("_", " ").replace("-", " ").lower().split()
    return " ".join([*words[:-1], noun_lemma(words[-1])]) if words else name


def title_name(name: str) -> str:
    """A thing's name as a title in the singular: "order items" is "Order Item"."""
    words = name.split()
    if not words:
        return name
    words[-1] = singular(words[-1])
    return " ".join(w if any(c.isupper() for c in w) else w[:1].upper() + w[1:] for w in words)
