"""Nouns that people put beside a name, and that are no part of it: "the Orders table", "node A"."""

from __future__ import annotations

ELEMENTS = tuple(
    """
    node box step block state element item component container participant actor lifeline class interface entity table topic
    branch subtopic idea child leaf period year milestone person employee post position role service
    """.split()
)
"""What an element is called whatever its kind."""
_OTHERS = """
shape server group subgraph lane swimlane package namespace section team boundary cluster system task activity decision column
field attribute object module
"""
NOUNS = frozenset((*ELEMENTS, *_OTHERS.split()))
"""The same with what frames, parts of elements and certain kinds are called."""
