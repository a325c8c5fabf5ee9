"""Lines from a parent to its children in a set tree, by the mode the family is set in."""

from __future__ import annotations

from collections.abc import Mapping

from diagramc.layout.tree.model import Gaps, Placed
from diagramc.scene.model import Box, Path, Point
from diagramc.scene.shapes import curve, line, move, rounded_polyline

CORNER = 9.0
"""Radius of the corners of right-angled lines, in px."""


def family_lines(
    placed: Placed, node: int, cards: Mapping[int, Box], gaps: Gaps, *, curved: bool
) -> dict[int, Path]:
    """For each child of a node the line from the node's card to the child's, tip to tip, in the children's order.

    `cards` are the boxes that lines end at. `curved` draws the families in a `row` or `beside` as curves; all else is right-angled.
    """
    match placed.plans[node].mode:
        case "beside":
            return _beside(placed, node, cards, gaps, curved)
        case "stack":
            return _stack(placed, node, cards, gaps)
        case "columns":
            return _columns(placed, node, cards, gaps)
        case "pairs":
            return trunk_lines(placed, node, cards)
        case "row" if curved:
            return _row_curves(placed, node, cards)
        case _:
            return _rows(placed, node, cards, gaps)


def trunk_x(card: Box, gaps: Gaps) -> float:
    """Where the upright line of a stack stands."""
    return card.x + min(gaps.indent / 2, card.width / 2)


def _kids(placed: Placed, node: int) -> list[int]:
    return [part.node for part in placed.plans[node].parts]


def _beside(placed: Placed, node: int, cards: Mapping[int, Box], gaps: Gaps, curved: bool) -> dict[int, Path]:
    start = cards[node].right, cards[node].center[1]
    shoulder = placed.heads[node].right
    found: dict[int, Path] = {}
    for kid in _kids(placed, node):
        end = cards[kid].x, cards[kid].center[1]
        if curved:
            reach = (end[0] - shoulder) * 0.55
            bend = curve((shoulder + reach, start[1]), (end[0] - reach, end[1]), end)
            lead = (line(shoulder, start[1]),) if shoulder > start[0] + 0.5 else ()
            found[kid] = (move(*start), *lead, bend)
        else:
            turn = shoulder + gaps.beside / 2
            found[kid] = rounded_polyline([start, (turn, start[1]), (turn, end[1]), end], CORNER)
    return found


def _row_curves(placed: Placed, node: int, cards: Mapping[int, Box]) -> dict[int, Path]:
    start = cards[node].center[0], cards[node].bottom
    shoulder = placed.heads[node].bottom
    found: dict[int, Path] = {}
    for kid in _kids(placed, node):
        end = cards[kid].center[0], cards[kid].y
        top = placed.blocks[kid].y
        reach = (top - shoulder) * 0.6
        bend = curve((start[0], shoulder + reach), (end[0], top - reach), (end[0], top))
        lead = (line(start[0], shoulder),) if shoulder > start[1] + 0.5 else ()
        last = (line(*end),) if end[1] > top + 0.5 else ()
        found[kid] = (move(*start), *lead, bend, *last)
    return found


def _stack(placed: Placed, node: int, cards: Mapping[int, Box], gaps: Gaps) -> dict[int, Path]:
    x = trunk_x(cards[node], gaps)
    found: dict[int, Path] = {}
    for kid in _kids(placed, node):
        y = cards[kid].center[1]
        found[kid] = rounded_polyline([(x, cards[node].bottom), (x, y), (cards[kid].x, y)], CORNER)
    return found


def _columns(placed: Placed, node: int, cards: Mapping[int, Box], gaps: Gaps) -> dict[int, Path]:
    start = placed.anchors[node][0], cards[node].bottom
    found: dict[int, Path] = {}
    for column in placed.rows(node):
        bus = min(placed.blocks[kid].y for kid in column) - gaps.down / 2
        trunk = min(placed.blocks[kid].x for kid in column) - gaps.indent / 2
        for kid in column:
            y = cards[kid].center[1]
            found[kid] = rounded_polyline(
                [start, (start[0], bus), (trunk, bus), (trunk, y), (cards[kid].x, y)], CORNER
            )
    return found


def trunk_lines(
    placed: Placed, node: int, cards: Mapping[int, Box], radius: float = CORNER
) -> dict[int, Path]:
    """Lines from a trunk under the middle of a node to children at its left or right, with corners of some radius in px."""
    x = placed.anchors[node][0]
    found: dict[int, Path] = {}
    for kid in _kids(placed, node):
        card = cards[kid]
        end: Point = (card.right if card.center[0] < x else card.x), card.center[1]
        found[kid] = rounded_polyline([(x, cards[node].bottom), (x, end[1]), end], radius)
    return found


def _rows(placed: Placed, node: int, cards: Mapping[int, Box], gaps: Gaps) -> dict[int, Path]:
    x = placed.anchors[node][0]
    found: dict[int, Path] = {}
    for row in placed.rows(node):
        bus = min(placed.blocks[kid].y for kid in row) - gaps.down / 2
        for kid in row:
            end = cards[kid].center[0], cards[kid].y
            found[kid] = rounded_polyline([(x, cards[node].bottom), (x, bus), (end[0], bus), end], CORNER)
    return found
