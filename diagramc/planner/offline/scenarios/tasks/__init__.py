"""What a task of a kind takes: to repair, bake, organise or approve something, whatever it is."""

from __future__ import annotations

from diagramc.planner.offline.scenarios.tasks.find import Found, find_task

__all__ = ["Found", "find_task"]
