"""The `d` attribute of SVG paths (SVG 2, 9.3) as absolute lines and cubic curves."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from diagramc.scene.model import Path, Point, Segment
from diagramc.scene.shapes import CLOSE, curve, line, move

_TOKEN = re.compile(r"([A-Za-z])|([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?)|([\s,]+)|(.)")
_COUNTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
_FARTHEST = 1e6
"""Coordinates beyond this are no drawing."""


class PathError(ValueError):
    """The text is not path data."""


def parse_path(text: str) -> Path:
    """The path that a `d` attribute draws. PathError when it is malformed."""
    reader = _Reader()
    for command, numbers in _commands(text):
        reader.add(command, numbers)
    return tuple(reader.path)


def parse_numbers(text: str) -> list[float]:
    """Numbers with spaces or commas between them. PathError for anything else."""
    found = []
    for letter, number, _, junk in _TOKEN.findall(text):
        if letter or junk:
            raise PathError(f"{(letter or junk)!r} is no number")
        if number:
            found.append(_bounded(number))
    return found


def _bounded(text: str) -> float:
    value = float(text)
    if not abs(value) <= _FARTHEST:
        raise PathError(f"the coordinate {text} is out of bounds")
    return value


def _commands(text: str) -> Iterator[tuple[str, list[float]]]:
    """Each command with its arguments, repeats written out."""
    position = 0
    command = ""
    while True:
        position = _skip(text, position)
        if position >= len(text):
            return
        if text[position].isalpha():
            command = text[position]
            position += 1
            if command.upper() not in _COUNTS:
                raise PathError(f"{command!r} is no path command")
            if command in "Zz":
                yield command, []
                continue
        elif not command or command in "Zz":
            raise PathError("a number without a command before it")
        numbers: list[float] = []
        for index in range(_COUNTS[command.upper()]):
            position = _skip(text, position)
            # The flags of an arc may stand without anything between them: `a1 1 0 01 5 5`.
            flag = command in "Aa" and index in (3, 4)
            match = re.compile("[01]").match(text, position) if flag else _TOKEN.match(text, position)
            if match is None or not (flag or match[2]):
                raise PathError(f"{command!r} lacks a number")
            numbers.append(_bounded(match[0]))
            position = match.end()
        yield command, numbers
        command = {"M": "L", "m": "l"}.get(command, command)


def _skip(text: str, position: int) -> int:
    while position < len(text) and text[position] in " \t\r\n,":
        position += 1
    return position


class _Reader:
    """Where the pen is, and what it drew."""

    def __init__(self) -> None:
        self.path: list[Segment] = []
        self.pen: Point = (0.0, 0.0)
        self.start: Point = (0.0, 0.0)
        self.handle: Point | None = None
        self.handle_of = ""

    def add(self, command: str, numbers: list[float]) -> None:
        """Draw one command."""
        kind = command.upper()
        dx, dy = self.pen if command.islower() else (0.0, 0.0)
        if kind == "Z":
            self.path.append(CLOSE)
            self.pen, self.handle = self.start, None
            return
        if not self.path and kind != "M":
            raise PathError("path data begins with a move")
        if self.path and self.path[-1] is CLOSE and kind != "M":
            self.path.append(move(*self.pen))
        if kind == "H":
            points = [(numbers[0] + dx, self.pen[1])]
        elif kind == "V":
            points = [(self.pen[0], numbers[0] + dy)]
        elif kind == "A":
            points = [(numbers[5] + dx, numbers[6] + dy)]
        else:
            points = [(numbers[i] + dx, numbers[i + 1] + dy) for i in range(0, len(numbers), 2)]
        handle: Point | None = None
        match kind:
            case "M":
                self.path.append(move(*points[0]))
                self.start = points[0]
            case "L" | "H" | "V":
                self.path.append(line(*points[0]))
            case "C":
                self.path.append(curve(points[0], points[1], points[2]))
                handle = points[1]
            case "S":
                self.path.append(curve(self._mirrored("C"), points[0], points[1]))
                handle = points[0]
            case "Q" | "T":
                handle = points[0] if kind == "Q" else self._mirrored("Q")
                self.path.append(_quadratic(self.pen, handle, points[-1]))
            case _:
                self.path.extend(_arc(self.pen, numbers, points[0]))
        self.pen, self.handle, self.handle_of = points[-1], handle, {"S": "C", "T": "Q"}.get(kind, kind)

    def _mirrored(self, kind: str) -> Point:
        """The last handle mirrored at the pen, after a curve of the same kind; else the pen."""
        if self.handle is None or self.handle_of != kind:
            return self.pen
        return 2 * self.pen[0] - self.handle[0], 2 * self.pen[1] - self.handle[1]


def _quadratic(start: Point, handle: Point, end: Point) -> Segment:
    def between(point: Point) -> Point:
        return point[0] + 2 / 3 * (handle[0] - point[0]), point[1] + 2 / 3 * (handle[1] - point[1])

    return curve(between(start), between(end), end)


def _arc(start: Point, numbers: list[float], end: Point) -> list[Segment]:
    """An elliptical arc as cubic curves of at most a quarter turn (SVG 2, B.2: from end points to centre)."""
    rx, ry = abs(numbers[0]), abs(numbers[1])
    if rx == 0 or ry == 0:
        return [line(*end)]
    if start == end:
        return []
    cos, sin = math.cos(math.radians(numbers[2])), math.sin(math.radians(numbers[2]))
    half_x, half_y = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    x, y = cos * half_x + sin * half_y, -sin * half_x + cos * half_y
    stretch = (x / rx) ** 2 + (y / ry) ** 2
    if stretch > 1:
        rx, ry = rx * math.sqrt(stretch), ry * math.sqrt(stretch)
    share = max(0.0, 1 / max((x / rx) ** 2 + (y / ry) ** 2, 1e-12) - 1)
    way = math.sqrt(share) * (-1 if bool(numbers[3]) == bool(numbers[4]) else 1)
    cx, cy = way * rx * y / ry, -way * ry * x / rx
    first = math.atan2((y - cy) / ry, (x - cx) / rx)
    turn = math.atan2((-y - cy) / ry, (-x - cx) / rx) - first
    if numbers[4] and turn < 0:
        turn += 2 * math.pi
    elif not numbers[4] and turn > 0:
        turn -= 2 * math.pi
    middle_x, middle_y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2

    def at(u: float, v: float) -> Point:
        u, v = u * rx + cx, v * ry + cy
        return cos * u - sin * v + middle_x, sin * u + cos * v + middle_y

    count = max(1, math.ceil(abs(turn) / (math.pi / 2) - 1e-9))
    step = turn / count
    k = 4 / 3 * math.tan(step / 4)
    found = []
    for index in range(count):
        a, b = first + index * step, first + (index + 1) * step
        ca, sa, cb, sb = math.cos(a), math.sin(a), math.cos(b), math.sin(b)
        target = end if index == count - 1 else at(cb, sb)
        found.append(curve(at(ca - k * sa, sa + k * ca), at(cb + k * sb, sb - k * cb), target))
    return found
