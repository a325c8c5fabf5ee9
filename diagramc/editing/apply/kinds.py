"""The kind that a label names by one of its words."""

from __future__ import annotations

import re
from typing import get_args

from diagramc.editing.elements import (
    element_class,
)
from diagramc.ir.base import Diagram


def infer_kind(diagram: Diagram, label: str) -> str | None:
    """The kind that a label names by one of its words, as in `Redis cache`; None for none, and for types without kinds."""
    struct = element_class(diagram, "nodes")
    from typing import get_type_hints

    if diagram.type not in ("architecture", "flowchart", "sequence"):
        return None
    known = get_args(get_type_hints(struct)["kind"])
    words = [_WORDS.get(word, word) for word in re.findall(r"[a-z]+(?:-[a-z]+)*", label.casefold())]
    usable = [w for w in words if w in known and w not in _VAGUE]
    if diagram.type == "flowchart":
        usable = [w for w in usable if w == "database"]
    return usable[-1] if usable else None


_WORDS = {
    "db": "database",
    "mq": "queue",
    "lb": "load-balancer",
    "balancer": "load-balancer",
    "topics": "topic",
}


_VAGUE = [
    "service",
    "server",
    "system",
    "component",
    "process",
    "participant",
    "entity",
    "control",
    "boundary",
    "event",
    "start",
    "end",
    "data",
    "document",
    "documents",
    "connector",
    "comment",
    "display",
    "delay",
    "manual",
    "terminal",
    "decision",
    "fork",
    "storage",
    "preparation",
    "actor",
    "web",
    "user",
    "user",
    "auth",
    "container",
    "cloud",
    "junction",
    "function",
]
"""Kinds whose names are everyday words."""
