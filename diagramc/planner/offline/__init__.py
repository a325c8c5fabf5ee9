"""The embedded planner: rules and a lexicon, no network, no model.

A prompt goes through `tokens` (words with parts of speech), `clauses` (who does what, under which condition), `facts` (what the
text claims) or `notation` (what is written in arrows, outlines and lists), and one builder a diagram type turns that into IR. Short
prompts that name a known subject are filled in from `scenarios`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from diagramc.planner.offline.planner import OfflinePlanner

__all__ = ["OfflinePlanner"]


def __getattr__(name: str) -> object:
    """Import the planner when it is asked for."""
    if name == "OfflinePlanner":
        from diagramc.planner.offline.planner import OfflinePlanner

        return OfflinePlanner
    raise AttributeError(name)
