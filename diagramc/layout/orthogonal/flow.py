"""Flow coordinates: y runs along the flow, x across it, whatever the direction on the page."""

from __future__ import annotations

from diagramc.ir.base import Direction, Side
from diagramc.scene.model import Box, Path, Point, Segment

_DOWN: dict[Direction, Side] = {"TB": "bottom", "BT": "top", "LR": "right", "RL": "left"}
_LEFT: dict[Direction, Side] = {"TB": "left", "BT": "left", "LR": "top", "RL": "top"}
_OPPOSITE: dict[Side, Side] = {"top": "bottom", "bottom": "top", "left": "right", "right": "left"}


class Flow:
    """Turns points and boxes of the page into flow coordinates, and back."""

    def __init__(self, direction: Direction) -> None:
        self.direction = direction
        self.level = direction in ("LR", "RL")
        self._mirrored = direction in ("BT", "RL")

    def enter(self, point: Point) -> Point:
        """A point of the page in flow coordinates."""
        x, y = (point[1], point[0]) if self.level else point
        return (x, -y) if self._mirrored else (x, y)

    def leave(self, point: Point) -> Point:
        """A point in flow coordinates on the page."""
        x, y = point[0], -point[1] if self._mirrored else point[1]
        return (y, x) if self.level else (x, y)

    def enter_box(self, box: Box) -> Box:
        """A box of the page in flow coordinates."""
        return _between(self.enter((box.x, box.y)), self.enter((box.right, box.bottom)))

    def leave_box(self, box: Box) -> Box:
        """A box in flow coordinates on the page."""
        return _between(self.leave((box.x, box.y)), self.leave((box.right, box.bottom)))

    def enter_size(self, size: tuple[float, float]) -> tuple[float, float]:
        """Width and height on the page as extents across and along the flow."""
        return (size[1], size[0]) if self.level else size

    def leave_path(self, path: Path) -> Path:
        """A path in flow coordinates on the page."""
        return tuple(Segment(s.command, tuple(self.leave(p) for p in s.points)) for s in path)

    def side(self, side: Side | None) -> str | None:
        """A side on the page as `down`, `up`, `left` or `right` in flow coordinates; None stays None."""
        if side is None:
            return None
        down, left = _DOWN[self.direction], _LEFT[self.direction]
        return {down: "down", _OPPOSITE[down]: "up", left: "left", _OPPOSITE[left]: "right"}[side]


def _between(a: Point, b: Point) -> Box:
    left, top = min(a[0], b[0]), min(a[1], b[1])
    return Box(left, top, max(a[0], b[0]) - left, max(a[1], b[1]) - top)
