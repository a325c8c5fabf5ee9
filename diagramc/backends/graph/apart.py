"""Moving the labels of edges off nodes, frames' titles and each other, where two came to lie together."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from diagramc.layout.clip import Polylines
from diagramc.scene.model import Box, Point, Text

LABELS_APART = 6.0
"""How far labels keep from each other, in px."""
HEAD_CLEAR = 3.5
"""How far labels keep from the heads of lines where they can, in px."""
FURTHER = 12.0
"""How far a label is moved off a head at most, in px."""
STEPS = (0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0)
"""How far a label is moved, in its own widths and heights."""
MOST_PAIRS = 400_000
"""Labels times things they might touch; with more the labels of a large drawing stay where they are."""


def move_apart(labels: Sequence[Text], solid: Sequence[Box], lines: Polylines) -> list[Text]:
    """The labels, each where it touches no box and no other label: moved as little as that needs, off lines where it can be."""
    if len(labels) * (len(labels) + len(solid)) > MOST_PAIRS:
        return list(labels)
    placed: list[Text] = []
    boxes = [label.box for label in labels]
    for number, label in enumerate(labels):
        others = [_grown(box) for i, box in enumerate(boxes) if i != number]
        if not _is_free(label.box, solid) or not _is_free(label.box, others[:number]):
            label = _moved(label, [*solid, *others], lines)
            boxes[number] = label.box
        placed.append(label)
    return placed


def _moved(label: Text, taken: Sequence[Box], lines: Polylines) -> Text:
    """The label at the nearest free place, off lines if there is one; where it is when there is none."""
    width, height = label.block.width + 2 * LABELS_APART, label.block.height + 2 * LABELS_APART
    places = sorted(
        {
            (sx * x * width, sy * y * height)
            for x in STEPS[:5]
            for y in STEPS
            for sx in (1, -1)
            for sy in (1, -1)
        },
        key=lambda place: (abs(place[0]) + abs(place[1]), place),
    )
    free: list[Text] = []
    for dx, dy in places:
        there = replace(label, x=label.x + dx, y=label.y + dy)
        room = there.box
        if _is_free(room, taken):
            if not lines.cross(room):
                return there
            free.append(there)
    return free[0] if free else label


def off_heads(
    labels: Sequence[Text], heads: Sequence[Box], solid: Sequence[Box], lines: Polylines
) -> list[Text]:
    """The labels, those that nearly touch the head of a line a few px further off it where there is room."""
    found = list(labels)
    for number, label in enumerate(found):
        box = label.box
        ring = _ringed(box)
        if label.role != "edge-label" or _is_free(ring, heads):
            continue
        near = [head for head in heads if not _is_free(ring, [head])]
        taken = [*solid, *(other.box for i, other in enumerate(found) if i != number)]
        struck = lines.cross(box)
        for dx, dy in sorted(_ways_off(box, near), key=lambda way: abs(way[0]) + abs(way[1])):
            there = replace(label, x=label.x + dx, y=label.y + dy)
            room = there.box
            if max(abs(dx), abs(dy)) > FURTHER or not _is_free(room, taken):
                continue
            if _is_free(room, heads) and (struck or not lines.cross(room)):
                found[number] = there
                break
    return found


def _ways_off(label: Box, heads: Sequence[Box]) -> list[Point]:
    """How a label comes clear of heads: right, left, down, up."""
    return [
        (max(box.right for box in heads) + HEAD_CLEAR - label.x, 0.0),
        (min(box.x for box in heads) - HEAD_CLEAR - label.right, 0.0),
        (0.0, max(box.bottom for box in heads) + HEAD_CLEAR - label.y),
        (0.0, min(box.y for box in heads) - HEAD_CLEAR - label.bottom),
    ]


def _ringed(box: Box) -> Box:
    return Box(
        box.x - HEAD_CLEAR, box.y - HEAD_CLEAR, box.width + 2 * HEAD_CLEAR, box.height + 2 * HEAD_CLEAR
    )


def _grown(box: Box) -> Box:
    return Box(box.x - LABELS_APART, box.y, box.width + 2 * LABELS_APART, box.height)


def _is_free(box: Box, taken: Sequence[Box]) -> bool:
    left, top, right, bottom = box.x, box.y, box.right, box.bottom
    return not any(
        left < x + width and x < right and top < y + height and y < bottom for x, y, width, height in taken
    )
