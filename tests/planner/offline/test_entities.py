"""Known things: what is recorded of them and what ties them, for prompts that only name them or the business that has them."""

from __future__ import annotations

import pytest

from diagramc.ir.class_ import ClassDiagram
from diagramc.ir.er import EntityRelationship
from diagramc.planner.offline import OfflinePlanner
from diagramc.planner.offline.facts import Domain
from diagramc.planner.offline.scenarios.entities import (
    _entities,
    _holdings,
    entities_of,
    entity,
    furnish,
    relate_known,
)


def _er(prompt: str) -> tuple[dict[str, list[str]], set[tuple[str, str]]]:
    diagram = OfflinePlanner().plan(prompt).diagram
    assert isinstance(diagram, EntityRelationship)
    names = {e.id: str(e.label) for e in diagram.entities}
    entities = {str(e.label): [a.name for a in e.attributes] for e in diagram.entities}
    return entities, {(names[r.source], names[r.target]) for r in diagram.relationships}


def test_everything_that_is_owned_or_held_is_known() -> None:
    owners = {owner for known in _entities().values() for owner in known.owners}
    unknown = {
        owner
        for owner in owners
        if entity(owner) is None and owner not in ("client", "policyholder", "fleet")
    }
    assert len(unknown) < 40, "owners that no line describes tie nothing"
    held = {name for names in _holdings().values() for name in names}
    assert {name for name in held if entity(name) is None} <= {"client", "label"}


@pytest.mark.parametrize("words", sorted(_holdings()))
def test_the_entities_of_every_business_are_tied_into_one_whole(words: str) -> None:
    domain = Domain()
    for name in entities_of(words):
        furnish(domain, name)
    relate_known(domain)
    tied = {end for r in domain.relations for end in (r.source, r.target)}
    assert len(domain.things) >= 4
    assert set(domain.things) == tied
    assert all(len(thing.properties) >= 2 for thing in domain.things.values())


def test_the_things_that_a_prompt_lists_are_drawn_and_no_others() -> None:
    entities, ties = _er("er diagram for a sailing school with students, boats, instructors and lessons")
    assert list(entities) == ["Student", "Boat", "Instructor", "Lesson"]
    assert ("Instructor", "Lesson") in ties or ("Student", "Lesson") in ties
    assert all(attributes[0] == "id" and len(attributes) > 1 for attributes in entities.values())


def test_a_comma_left_out_between_plurals_is_read() -> None:
    entities, _ = _er("erd of a kennel with owners dogs bookings and payments")
    assert list(entities) == ["Owner", "Dog", "Booking", "Payment"]


def test_a_business_has_its_usual_entities_and_the_remark_says_so() -> None:
    entities, ties = _er("database for a scooter rental")
    assert {"Customer", "Scooter", "Rental", "Payment"} <= set(entities)
    assert ("Scooter", "Rental") in ties
    plan = OfflinePlanner().plan("database for a scooter rental")
    assert "usually recorded" in next(d for d in plan.diagnostics if d.code == "plan.sparse").message


def test_an_unknown_thing_has_a_skeleton() -> None:
    entities, ties = _er("er diagram for zithers")
    assert set(entities) == {"Zither", "Category", "User"}
    assert ("Category", "Zither") in ties
    codes = [d.code for d in OfflinePlanner().plan("er diagram for zithers").diagnostics]
    assert "plan.sparse" in codes


def test_classes_get_what_is_recorded_too() -> None:
    diagram = OfflinePlanner().plan("class diagram with classes Book, Author and Publisher").diagram
    assert isinstance(diagram, ClassDiagram)
    assert [str(c.label) for c in diagram.classes] == ["Book", "Author", "Publisher"]
    assert "isbn" in [a.name for a in diagram.classes[0].attributes]


def test_a_name_of_several_words_is_known_by_its_last() -> None:
    assert entity("evening courses") == entity("course")
    assert entity("zither") is None
