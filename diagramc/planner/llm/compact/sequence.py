"""Sequence diagrams in short: who takes part, then the messages, with their conditions beside them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from diagramc.ir.schema import Json
from diagramc.planner.llm.compact.base import (
    MAX_INNER,
    Form,
    Names,
    Stage,
    items,
    joined,
    listed,
    record,
    said,
    text,
    texts,
)

MAX_MESSAGES = 40
"""The most messages: they do not depend on how many take part."""


def _participants(done: Sequence[Json]) -> Json:
    return record({"title": text(), "participants": listed(text(40), MAX_INNER, least=1)})


def _messages(done: Sequence[Json]) -> Json:
    fields = {"text": text(), "if": text(60), "loop": text(60)}
    return record(
        {"messages": joined(texts(done[0].get("participants")), fields, "if", "loop", most=MAX_MESSAGES)}
    )


def _assemble(done: Sequence[Json]) -> Json:
    from diagramc.planner.offline.sequence.participants import participant_kind

    names = Names(texts(done[0].get("participants")))
    participants = [
        {"id": id, "label": label, "kind": participant_kind(label)} for id, label in names.labels.items()
    ]
    lines = [line for line in items(done[1], "messages") if isinstance(line, dict)]
    steps: list[Json] = []
    for loop, looped in groupby(_Replies(names).read(lines), key=lambda pair: said(pair[0], "loop")):
        inner = _conditions(list(looped))
        steps += [_fragment("loop", [(loop, inner)])] if loop else inner
    return {
        "type": "sequence",
        "title": said(done[0], "title"),
        "participants": participants,
        "steps": steps,
    }


def _conditions(pairs: list[tuple[Any, Json]]) -> list[Json]:
    """Messages under conditions as fragments: one condition is an option, several in a row are alternatives."""
    steps: list[Json] = []
    for conditional, run in groupby(pairs, key=lambda pair: bool(said(pair[0], "if"))):
        if not conditional:
            steps += [message for _, message in run]
            continue
        cases = [
            (condition, [message for _, message in same])
            for condition, same in groupby(run, key=lambda pair: said(pair[0], "if"))
        ]
        steps.append(_fragment("alt" if len(cases) > 1 else "opt", cases))
    return steps


def _fragment(kind: str, cases: list[tuple[str, list[Json]]]) -> Json:
    operands = [{"label": label, "steps": steps} for label, steps in cases]
    return {"step": "fragment", "kind": kind, "operands": operands}


class _Replies:
    """Tells answers from calls: the first message back to someone who has called is the reply."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._open: list[tuple[str, str]] = []

    def read(self, lines: list[Any]) -> list[tuple[Any, Json]]:
        """Each line between known participants, with its message."""
        return [(line, message) for line in lines if (message := self._message(line)) is not None]

    def _message(self, line: Any) -> Json | None:
        source, target = self._names.find(said(line, "from")), self._names.find(said(line, "to"))
        if source is None or target is None:
            return None
        kind = "sync"
        if (target, source) in self._open:
            kind = "reply"
            if not said(line, "if"):  # another case may answer the same call
                self._open.remove((target, source))
        elif source != target:
            self._open.append((source, target))
        return {
            "step": "message",
            "source": source,
            "target": target,
            "label": said(line, "text"),
            "kind": kind,
        }


FORM = Form(
    (Stage("", _participants), Stage("Now the messages between them, in order of time.", _messages)),
    _assemble,
)
