"""The project's own prompt sets, `prompts/<type>.yaml`: the reference in a shorthand that a person can check, turned into IR.

The shorthand, by type (the head of each file repeats it):

- mindmap and org-chart: nested keys, the last level may be a list. A key of an org chart is "name, title", or a post alone.
- timeline: a date with its events; under `sections` the same by section.
- er: `entities` (name: attributes) and `relationships` ("one 1 -- * other: label" with 1, 0..1, 1..* or *).
- class: `classes` (name: attributes) and `relations` ("one -- other", "special is general").
- architecture: `connections` ("source -> target: label") and `groups` (frame: services).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, NamedTuple

import yaml

from diagramc.ir.architecture import Architecture, Boundary, Connection, Service
from diagramc.ir.base import Diagram
from diagramc.ir.class_ import Attribute, Class, ClassDiagram, Relation
from diagramc.ir.er import Cardinality, Entity, EntityAttribute, EntityRelationship, Relationship
from diagramc.ir.ids import slug
from diagramc.ir.mindmap import MindMap, Topic
from diagramc.ir.org_chart import OrgChart, Person
from diagramc.ir.timeline import Event, Period, Section, Timeline

FOLDER = Path(__file__).parent / "prompts"


class OwnCase(NamedTuple):
    """A prompt, how it is written (terse, chatty, typos …), and the diagram that a careful person would draw."""

    id: str
    style: str
    prompt: str
    reference: Diagram


def own_sets() -> dict[str, list[OwnCase]]:
    """The cases of every type that has a file, by type."""
    return {path.stem: list(_cases(path)) for path in sorted(FOLDER.glob("*.yaml"))}


def _cases(path: Path) -> Iterator[OwnCase]:
    make = MAKERS[path.stem]
    for row in yaml.safe_load(path.read_text(encoding="utf-8")):
        yield OwnCase(row["id"], row["style"], row["prompt"], make(row["reference"]))


def _nested(value: Any, parent: str | None = None) -> Iterator[tuple[str, str | None]]:
    """Each name of a nested shorthand with the name above it, from the outside in."""
    for name in value:
        yield str(name), parent
        if isinstance(value, dict) and value[name]:
            yield from _nested(value[name], str(name))


def mindmap(value: Any) -> MindMap:
    """A mind map of nested topics."""
    topics: dict[str, Topic] = {}
    by_label: dict[str, str] = {}
    for label, parent in _nested(value):
        topic = Topic(
            id=slug(label, topics), label=label, parent=None if parent is None else by_label[parent]
        )
        topics[topic.id] = topic
        by_label[label] = topic.id
    return MindMap(topics=tuple(topics.values()))


def org_chart(value: Any) -> OrgChart:
    """An org chart of nested people and posts."""
    people: dict[str, Person] = {}
    latest: dict[str, str] = {}
    for text, above in _nested(value):
        name, _, title = text.partition(", ")
        person = Person(
            id=slug(text, people),
            label=name,
            title=title or None,
            reports_to=None if above is None else latest[above],
        )
        people[person.id] = person
        latest[text] = person.id
    return OrgChart(people=tuple(people.values()))


def timeline(value: Any) -> Timeline:
    """A timeline of dates with events, in sections where there are any."""
    periods: dict[str, Period] = {}
    sections: list[Section] = []
    for name, dated in value["sections"].items() if "sections" in value else [(None, value)]:
        if name is not None:
            sections.append(Section(id=slug(name, [s.id for s in sections]), label=name))
        for date, events in dated.items():
            period = Period(
                id=slug(date, periods),
                label=date,
                events=tuple(Event(text=text) for text in events),
                group=sections[-1].id if sections else None,
            )
            periods[period.id] = period
    return Timeline(periods=tuple(periods.values()), sections=tuple(sections))


_ENDS: dict[str, Cardinality] = {
    "1": "exactly-one",
    "0..1": "zero-or-one",
    "1..*": "one-or-more",
    "*": "zero-or-more",
}
_RELATION = re.compile(
    r"(?P<source>.+?) (?P<one>1|0\.\.1|1\.\.\*|\*) -- (?P<other>1|0\.\.1|1\.\.\*|\*) (?P<target>[^:]+)(?:: (?P<label>.+))?"
)


def er(value: Any) -> EntityRelationship:
    """Entities with attributes, and relationships with cardinalities."""
    ids = {name: slug(name, ()) for name in value["entities"]}
    entities = tuple(
        Entity(id=ids[name], label=name, attributes=tuple(EntityAttribute(name=a) for a in attributes))
        for name, attributes in value["entities"].items()
    )
    relationships = []
    for text in value["relationships"]:
        said = _RELATION.fullmatch(text)
        if said is None:
            raise ValueError(f"not a relationship: {text!r}")
        relationships.append(
            Relationship(
                source=ids[said["source"]],
                target=ids[said["target"]],
                source_cardinality=_ENDS[said["one"]],
                target_cardinality=_ENDS[said["other"]],
                label=said["label"],
            )
        )
    return EntityRelationship(entities=entities, relationships=tuple(relationships))


def class_diagram(value: Any) -> ClassDiagram:
    """Classes with attributes, associations and generalisations."""
    ids = {name: slug(name, ()) for name in value["classes"]}
    classes = tuple(
        Class(id=ids[name], label=name, attributes=tuple(Attribute(name=a) for a in attributes))
        for name, attributes in value["classes"].items()
    )
    relations = []
    for text in value["relations"]:
        source, joint, target = text.partition(" -- ")
        if not joint:
            source, joint, target = text.partition(" is ")
        kind: Literal["association", "inheritance"] = "association" if joint == " -- " else "inheritance"
        relations.append(Relation(source=ids[source], target=ids[target], kind=kind))
    return ClassDiagram(classes=classes, relations=tuple(relations))


def architecture(value: Any) -> Architecture:
    """Services by the connections and groups that name them."""
    connections = [re.fullmatch(r"(.+?) -> ([^:]+)(?:: (.+))?", text) for text in value["connections"]]
    ends = [(said[1], said[2], said[3]) for said in connections if said is not None]
    if len(ends) != len(connections):
        raise ValueError(f"not all are connections: {value['connections']!r}")
    groups: dict[str, list[str]] = value.get("groups", {})
    frames = {name: slug(f"{name} group", ()) for name in groups}
    frame_of = {service: frames[name] for name, services in groups.items() for service in services}
    names = dict.fromkeys([*(name for a, b, _ in ends for name in (a, b)), *frame_of])
    ids: dict[str, str] = {}
    for name in names:
        ids[name] = slug(name, ids.values())
    return Architecture(
        services=tuple(Service(id=ids[n], label=n, group=frame_of.get(n)) for n in names),
        connections=tuple(Connection(source=ids[a], target=ids[b], label=label) for a, b, label in ends),
        groups=tuple(Boundary(id=frames[name], label=name) for name in groups),
    )


MAKERS = {
    "mindmap": mindmap,
    "timeline": timeline,
    "org-chart": org_chart,
    "er": er,
    "class": class_diagram,
    "architecture": architecture,
}
"""How the shorthand of each type is read."""
