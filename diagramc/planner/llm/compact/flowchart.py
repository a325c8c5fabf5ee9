"""Flowcharts in short: the steps, then the flow between them."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from typing import Any

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

_START = frozenset(
    [
        "start",
        "begin",
        "beginning",
        "anfang",
        "beginn",
        "début",
        "inicio",
        "inizio",
        "início",
        "старт",
        "начало",
        "开始",
        "開始",
    ]
)
_END = frozenset(
    [
        "end",
        "stop",
        "finish",
        "done",
        "finished",
        "ende",
        "schluss",
        "fin",
        "final",
        "fine",
        "fim",
        "конец",
        "结束",
        "終了",
    ]
)


def _steps(done: Sequence[Json]) -> Json:
    return record({"title": text(), "steps": listed(text(), least=1)})


def _flow(done: Sequence[Json]) -> Json:
    return record({"flow": joined(texts(done[0].get("steps")), {"if": text(40)}, "if")})


def _assemble(done: Sequence[Json]) -> Json:
    names = Names(texts(done[0].get("steps")))
    flow = [
        {"source": source, "target": target, "label": said(line, "if") or None}
        for source, target, line in ends(items(done[1], "flow"), names)
        if source != target
    ]
    flow = _joined(list(names.labels), flow)
    ways = Counter(edge["source"] for edge in flow)
    for edge in flow:
        if ways[edge["source"]] == 1:
            edge["label"] = None  # an only way is no answer, whatever a model writes there
    nodes = [{"id": id, "label": label, "kind": _kind(label)} for id, label in names.labels.items()]
    return {"type": "flowchart", "title": said(done[0], "title"), "nodes": nodes, "edges": flow}


def _kind(label: str) -> str:
    word = label.strip(" .").casefold()
    if label.rstrip().endswith(("?", "？", "؟")):
        return "decision"
    return "start" if word in _START else "end" if word in _END else "process"


def _joined(steps: list[str], flow: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The flow with steps that nothing leads to joined to the step before them, where that leads nowhere: steps stand in order."""
    reached = {edge["target"] for edge in flow}
    leaving = {edge["source"] for edge in flow}
    made = [
        {"source": before, "target": step, "label": None}
        for before, step in itertools.pairwise(steps)
        if step not in reached and (before not in leaving or step not in leaving)
    ]
    return [*flow, *made]


FORM = Form((Stage("", _steps), Stage("Now the flow between these steps.", _flow)), _assemble)
