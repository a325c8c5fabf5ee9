"""Whether a diagram makes sense: every problem of its references, structure and values, none of them thrown."""

from __future__ import annotations

from importlib import import_module

from diagramc.diagnostics import Diagnostic
from diagramc.ir.base import Diagram
from diagramc.kinds import kind_of
from diagramc.passes.validate import common

OWN_RULES = ("flowchart", "sequence", "mindmap", "er", "class", "timeline", "org-chart")
"""The types that have rules besides the common ones, in the module of their name."""


def validate(diagram: Diagram) -> tuple[Diagnostic, ...]:
    """All problems of a diagram, in the order of the source where its elements have spans; () when there are none.

    A diagram over the size limits gets that one diagnostic and no other check.
    """
    oversized = common.check_size(diagram)
    if oversized:
        return tuple(oversized)
    found = list(common.check(diagram))
    if diagram.type in OWN_RULES:
        rules = import_module(f"diagramc.passes.validate.{kind_of(diagram).module}")
        found += rules.check(diagram)
    found = list(dict.fromkeys(found))
    found.sort(key=lambda d: (d.span.line, d.span.column) if d.span else (0, 0))
    return tuple(found)
