"""Where a flowchart departs from its grammar, in people's words."""

from __future__ import annotations

from diagramc.frontends.lalr import Explanation, Unexpected


def explain(unexpected: Unexpected) -> Explanation | None:
    return None
