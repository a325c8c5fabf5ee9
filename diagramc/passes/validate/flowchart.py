"""Rules of flowcharts."""

from __future__ import annotations

from collections.abc import Iterator

from diagramc.diagnostics import Diagnostic
from diagramc.ir.flowchart import Flowchart
from diagramc.passes.validate.common import check_range

MAX_LENGTH = 50
"""The most ranks that an edge may ask to span."""


def check(diagram: Flowchart) -> Iterator[Diagnostic]:
    """An edge spans at least one rank, and not so many that the picture is empty."""
    for edge in diagram.edges:
        yield from check_range(edge, "length", 1, MAX_LENGTH)
