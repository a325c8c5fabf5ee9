"""Architectures in short: the services with what holds them, then the connections."""

from __future__ import annotations

from collections.abc import Sequence

from diagramc.ir.schema import Json
from diagramc.planner.llm.compact.base import (
    Form,
    Names,
    Stage,
    ends,
    items,
    joined,
    listed,
    record,
    said,
    text,
    texts,
)


def _services(done: Sequence[Json]) -> Json:
    service = record({"name": text(50), "in": text(40)}, "in")
    return record({"title": text(), "services": listed(service, least=1)})


def _connections(done: Sequence[Json]) -> Json:
    return record({"connections": joined(texts(done[0].get("services")), {"for": text(40)}, "for")})


def _assemble(done: Sequence[Json]) -> Json:
    from diagramc.planner.offline.architecture import Described

    names, groups = Names(()), Names(())
    services: list[Json] = []
    for item in items(done[0], "services"):
        name = said(item) or said(item, "name")
        if not name or names.find(name):
            continue
        described = Described(name)
        service = {
            "id": names.add(name),
            "label": name,
            "kind": described.kind,
            "external": described.external,
        }
        if (holder := said(item, "in")) and holder.casefold() != name.casefold():
            service["group"] = f"in-{groups.add(holder)}"
        services.append(service)
    connections = [
        {"source": source, "target": target, "label": said(line, "for") or None}
        for source, target, line in ends(items(done[1], "connections"), names)
        if source != target
    ]
    return {
        "type": "architecture",
        "title": said(done[0], "title"),
        "services": services,
        "connections": connections,
        "groups": [{"id": f"in-{id}", "label": label} for id, label in groups.labels.items()],
    }


FORM = Form(
    (Stage("", _services), Stage("Now the connections between these services.", _connections)), _assemble
)
