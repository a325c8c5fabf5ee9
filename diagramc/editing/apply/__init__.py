"""A patch on the IR: pure, a step at a time."""

from __future__ import annotations

from diagramc.editing.apply.steps import apply_step
from diagramc.editing.patch import Patch
from diagramc.ir.base import Diagram

__all__ = ["apply", "apply_step"]


def apply(diagram: Diagram, patch: Patch) -> Diagram:
    """The diagram after all steps. EditError for a step that cannot be done; the order of elements is kept."""
    for step in patch.steps:
        diagram = apply_step(diagram, step)
    return diagram
