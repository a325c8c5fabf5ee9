"""Mind maps in short: the root, and each topic under another."""

from __future__ import annotations

from collections.abc import Sequence

from diagramc.ir.schema import Json
from diagramc.planner.llm.compact.base import MAX_LINES, Form, Names, Stage, items, listed, record, said, text


def _topics(done: Sequence[Json]) -> Json:
    topic = record({"topic": text(50), "under": text(50)})
    return record({"root": text(50), "topics": listed(topic, MAX_LINES, least=1)})


def _assemble(done: Sequence[Json]) -> Json:
    root = said(done[0], "root")
    names = Names([root] if root else [])
    topics: list[Json] = [{"id": id, "label": root, "parent": None} for id in names.labels]
    for item in items(done[0], "topics"):
        label = said(item) or said(item, "topic")
        parent = names.find(said(item, "under")) or (topics[0]["id"] if topics else None)
        if label and not names.find(label):
            topics.append({"id": names.add(label), "label": label, "parent": parent})
    return {"type": "mindmap", "title": root, "topics": topics}


FORM = Form((Stage("", _topics),), _assemble)
