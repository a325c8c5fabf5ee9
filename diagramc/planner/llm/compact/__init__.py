"""Short answers for small models: names instead of ids, first the parts and then what joins them, assembled to a full answer.

A small model that must write ids, kinds and references in one answer loses its way: ends that lead nowhere, twice the tokens. So it
writes names only; in the second stage the schema lets it choose ends from its own names alone. Each type's module has `FORM`.
"""

from __future__ import annotations

from importlib import import_module

from diagramc.kinds import KINDS
from diagramc.planner.llm.compact.base import Form, Stage


def form_of(type: str) -> Form:
    """How a diagram type is asked for in short. KeyError for an unknown type."""
    form: Form = import_module(f"diagramc.planner.llm.compact.{KINDS[type].module}").FORM
    return form


__all__ = ["Form", "Stage", "form_of"]
