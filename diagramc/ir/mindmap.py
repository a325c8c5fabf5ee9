"""Mind map: one root topic, and topics under it. The tree is flat: each topic but the root names its parent."""

from __future__ import annotations

from typing import Literal

from diagramc.ir.base import Diagram, Node

TopicShape = Literal["default", "rect", "rounded", "circle", "cloud", "bang", "hexagon", "none"]


class Topic(Node, frozen=True, kw_only=True):
    """A topic; the root is the one whose `parent` is None. `side` is the author's wish, for topics under the root."""

    parent: str | None = None
    shape: TopicShape = "default"
    icon: str | None = None
    side: Literal["left", "right"] | None = None


class MindMap(Diagram, frozen=True, kw_only=True, tag="mindmap"):
    """A mind map."""

    topics: tuple[Topic, ...] = ()
