"""Mind map as an outline: it is one."""

from __future__ import annotations

from collections.abc import Iterator

from diagramc.backends.outline import Line, name, tree_lines, with_remark
from diagramc.ir.mindmap import MindMap


def outline(diagram: MindMap) -> Iterator[Line]:
    """The lines of the outline."""
    return tree_lines(
        diagram.topics, lambda topic: topic.parent, lambda topic: with_remark(name(topic), topic.description)
    )
