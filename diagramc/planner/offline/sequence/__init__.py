"""Facts to IR: a procedure, or arrows, as a sequence diagram."""

from __future__ import annotations

from diagramc.planner.offline.sequence.builder import SequenceBuilder

__all__ = ["SequenceBuilder"]
