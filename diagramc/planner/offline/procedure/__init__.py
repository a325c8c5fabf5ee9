"""A procedure: acts in order, decisions, loops and parallel work; from prose or from an indented outline.

Flowcharts and sequence diagrams are both drawn from it.
"""

from __future__ import annotations

from diagramc.planner.offline.procedure.actors import lanes
from diagramc.planner.offline.procedure.model import (
    Act,
    Branch,
    Decision,
    Jump,
    Loop,
    Parallel,
    Step,
    Stop,
    acts,
    main_path,
)
from diagramc.planner.offline.procedure.read import read_procedure

__all__ = [
    "Act",
    "Branch",
    "Decision",
    "Jump",
    "Loop",
    "Parallel",
    "Step",
    "Stop",
    "acts",
    "lanes",
    "main_path",
    "read_procedure",
]
