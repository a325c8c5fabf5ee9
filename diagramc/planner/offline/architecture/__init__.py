"""Facts to IR: services and their connections as an architecture diagram."""

from __future__ import annotations

from diagramc.planner.offline.architecture.builder import ArchitectureBuilder
from diagramc.planner.offline.architecture.read import read_architecture
from diagramc.planner.offline.architecture.services import Described

__all__ = ["ArchitectureBuilder", "Described", "read_architecture"]
