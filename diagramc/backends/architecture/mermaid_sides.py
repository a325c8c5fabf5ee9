"""Where Mermaid's architecture edges leave and arrive: its layout places services by nothing else."""

from __future__ import annotations

from collections.abc import Mapping

from diagramc.ir.architecture import Architecture
from diagramc.ir.base import Direction, Side

_OPPOSITE: dict[Side, Side] = {"top": "bottom", "bottom": "top", "left": "right", "right": "left"}
_FORWARD: dict[Direction, Side] = {"LR": "right", "RL": "left", "TB": "bottom", "BT": "top"}
_ACROSS: dict[Direction, Side] = {"LR": "bottom", "RL": "bottom", "TB": "right", "BT": "right"}


def choose_sides(diagram: Architecture, stand_ins: Mapping[str, str]) -> list[tuple[Side, Side]]:
    """The side each connection leaves from and the one it arrives at: the author's, else those that face each other.

    Services are thought of as on a grid: ranks along the reading direction, and within a rank one after the other across it.
    """
    direction = diagram.direction or "LR"
    forward, across = _FORWARD[direction], _ACROSS[direction]
    places = _grid(diagram, stand_ins)
    sides = []
    for connection in diagram.connections:
        source, target = (
            places.get(stand_ins.get(id, ""), (0, 0)) for id in (connection.source, connection.target)
        )
        along, aside = target[0] - source[0], target[1] - source[1]
        leaves = (
            forward
            if along > 0
            else _OPPOSITE[forward]
            if along < 0
            else across
            if aside >= 0
            else _OPPOSITE[across]
        )
        arrives = _OPPOSITE[leaves]
        if along and aside:
            arrives = _OPPOSITE[across] if aside > 0 else across
        source_side = connection.source_side or (
            _OPPOSITE[connection.target_side] if connection.target_side else leaves
        )
        target_side = connection.target_side or (
            _OPPOSITE[connection.source_side] if connection.source_side else arrives
        )
        sides.append((source_side, target_side))
    return sides


def _grid(diagram: Architecture, stand_ins: Mapping[str, str]) -> dict[str, tuple[int, int]]:
    """A (rank, row) a service: one rank after the nearest service before it, in a row of its own within the rank."""
    after: dict[str, list[str]] = {service.id: [] for service in diagram.services}
    entered: set[str] = set()
    for connection in diagram.connections:
        source, target = stand_ins.get(connection.source), stand_ins.get(connection.target)
        if source is not None and target is not None and source != target:
            after[source].append(target)
            entered.add(target)
    places: dict[str, tuple[int, int]] = {}
    taken: set[tuple[int, int]] = set()

    def place(id: str, rank: int, row: int) -> None:
        while (rank, row) in taken:
            row += 1
        taken.add((rank, row))
        places[id] = (rank, row)

    starts = [id for id in after if id not in entered]
    for start in (*starts, *after):
        if start not in places:
            place(start, 0, 0)
            queue = [start]
            for id in queue:
                rank, row = places[id]
                for target in after[id]:
                    if target not in places:
                        place(target, rank + 1, row)
                        queue.append(target)
    return places
