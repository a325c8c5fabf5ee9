"""Groups that are laid out by themselves, each in a direction of its own or as a grid, and then stand in the flow round them like nodes.

Lines from a node in such a group to one outside are routed last, round everything that is there.
"""

from __future__ import annotations

from diagramc.layout.nested.choice import Inner, Turn, arrange
from diagramc.layout.nested.layout import Air, Nesting
from diagramc.layout.nested.scopes import MOST_OPEN, Nest

__all__ = ["MOST_OPEN", "Air", "Inner", "Nest", "Nesting", "Turn", "arrange"]
