"""Rules of mind maps."""

from __future__ import annotations

from collections.abc import Iterator

from diagramc.diagnostics import Diagnostic
from diagramc.ir.mindmap import MindMap
from diagramc.passes.validate.common import check_reference, check_roots, check_tree


def check(diagram: MindMap) -> Iterator[Diagnostic]:
    """The topics are one tree."""
    known = {topic.id for topic in diagram.topics}
    for topic in diagram.topics:
        yield from check_reference(topic, "parent", topic.parent, known)
    parents = {topic.id: topic.parent for topic in diagram.topics}
    yield from check_tree(diagram.topics, parents, "topics are each other's parents")
    yield from check_roots(diagram, parents, "parent")
