"""Outlines, lists, arrows and prose to IR: a mind map."""

from __future__ import annotations

from diagramc.planner.offline.mindmap.builder import MindMapBuilder
from diagramc.planner.offline.mindmap.read import lists_topics, read_mindmap

__all__ = ["MindMapBuilder", "lists_topics", "read_mindmap"]
