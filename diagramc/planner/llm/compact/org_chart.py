"""Org charts in short: people with their positions, each under another."""

from __future__ import annotations

from collections.abc import Sequence

from diagramc.ir.schema import Json
from diagramc.planner.llm.compact.base import Form, Names, Stage, items, listed, record, said, text


def _people(done: Sequence[Json]) -> Json:
    person = record({"name": text(50), "position": text(50), "under": text(50)}, "position", "under")
    return record({"title": text(), "people": listed(person, least=1)})


def _assemble(done: Sequence[Json]) -> Json:
    found = [
        (said(item) or said(item, "name") or said(item, "position"), item)
        for item in items(done[0], "people")
    ]
    names = Names(name for name, _ in found if name)
    positions = {said(item, "position").casefold(): names.find(name) for name, item in found if name}
    people: dict[str, Json] = {}
    for name, item in found:
        id = names.find(name)
        if id is None or id in people:
            continue
        above = said(item, "under")
        chief = names.find(above) or (positions.get(above.casefold()) if above else None)
        position = said(item, "position")
        people[id] = {
            "id": id,
            "label": name,
            "title": position if position and position.casefold() != name.casefold() else None,
            "reports_to": chief if chief != id else None,
        }
    return {"type": "org-chart", "title": said(done[0], "title"), "people": list(people.values())}


FORM = Form((Stage("", _people),), _assemble)
