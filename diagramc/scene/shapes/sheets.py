"""Outlines of sheets of paper, alone and stacked."""

from __future__ import annotations

from diagramc.scene.model import Box, Path, Segment
from diagramc.scene.shapes.form import Form, more, rectangle, shifted
from diagramc.scene.shapes.paths import CLOSE, curve, line, move, polygon, polyline

STACK = 5.0
"""How far the sheets of stacked outlines stand apart, in px."""
_STRIP = 8.0
"""Width of the strip of lined outlines, in px."""
_TAG = 12.0
"""Side of the corner that is a tag, in px."""


def wave(box: Box) -> float:
    """Height of the wave at the foot of a document."""
    return min(8.0, box.height * 0.16)


def _foot_of_document(box: Box) -> tuple[Segment, ...]:
    """The wavy lower edge, from right to left."""
    x, right, w, high = box.x, box.right, box.width, wave(box)
    base = box.bottom - high
    return (
        line(right, base),
        curve((right - w * 0.18, base - high * 0.9), (x + w * 0.66, base - high * 0.8), (x + w * 0.5, base)),
        curve((x + w * 0.34, base + high * 0.8), (x + w * 0.18, base + high * 1.4), (x, base + high * 0.6)),
    )


def _document(box: Box) -> Path:
    return (move(box.x, box.y), line(box.right, box.y), *_foot_of_document(box), CLOSE)


def _documents(box: Box) -> Path:
    front = _front(box)
    return (
        *_edge_of_sheet(front, 2 * STACK, 8.0),
        *_edge_of_sheet(front, STACK, 8.0),
        *_document(front),
    )


def _stacked(box: Box) -> Path:
    front = _front(box)
    return (*_edge_of_sheet(front, 2 * STACK, 0.0), *_edge_of_sheet(front, STACK, 0.0), *rectangle(front))


def _edge_of_sheet(front: Box, offset: float, less: float) -> Path:
    """What is seen of a sheet behind one that covers it: a strip above and to the right, STACK px wide."""
    left, top, right, foot = (
        front.x + offset,
        front.y - offset,
        front.right + offset,
        front.bottom - less - offset,
    )
    return polygon(
        (left, top + STACK),
        (left, top),
        (right, top),
        (right, foot),
        (right - STACK, foot),
        (right - STACK, top + STACK),
    )


def _stack_border(box: Box, foot: tuple[Segment, ...]) -> Path:
    """What is round a stack of sheets whose front one has this lower edge, given from right to left."""
    x, y, right, step = box.x, box.y, box.right, 2 * STACK
    return (
        move(x, y + step),
        line(x + step, y),
        line(right, y),
        line(right, box.bottom - step),
        *foot,
        CLOSE,
    )


def _documents_border(box: Box) -> Path:
    return _stack_border(box, _foot_of_document(_front(box)))


def _stacked_border(box: Box) -> Path:
    front = _front(box)
    return _stack_border(box, (line(front.right, front.bottom), line(front.x, front.bottom)))


def _front(box: Box) -> Box:
    """The sheet in front of two more."""
    return Box(box.x, box.y + 2 * STACK, box.width - 2 * STACK, box.height - 2 * STACK)


def _lined_document(box: Box) -> Path:
    return (
        *_document(box),
        *polyline((box.x + _STRIP, box.y), (box.x + _STRIP, box.bottom - wave(box) * 0.2)),
    )


def _tagged_document(box: Box) -> Path:
    foot = box.bottom - wave(box) * 1.55
    return (*_document(box), *polyline((box.right - _TAG * 1.5, foot), (box.right, foot - _TAG)))


def _paper_tape(box: Box) -> Path:
    """A strip with a wave at its head and its foot."""
    x, y, right, w, high = box.x, box.y, box.right, box.width, wave(box)
    return (
        move(x, y + high),
        curve((x + w * 0.18, y + high * 2.2), (x + w * 0.34, y + high * 2.0), (x + w * 0.5, y + high)),
        curve((x + w * 0.66, y), (right - w * 0.18, y - high * 0.2), (right, y + high)),
        line(right, box.bottom - high),
        curve(
            (right - w * 0.18, box.bottom - high * 2.2),
            (x + w * 0.66, box.bottom - high * 2.0),
            (x + w * 0.5, box.bottom - high),
        ),
        curve((x + w * 0.34, box.bottom), (x + w * 0.18, box.bottom + high * 0.2), (x, box.bottom - high)),
        CLOSE,
    )


FORMS: dict[str, Form] = {
    "document": Form(_document, more(0.0, 12.0), shifted(0.0, -5.0)),
    "lined-document": Form(_lined_document, more(_STRIP, 12.0), shifted(_STRIP / 2, -5.0)),
    "tagged-document": Form(_tagged_document, more(8.0, 14.0), shifted(-2.0, -6.0)),
    "documents": Form(
        _documents, more(2 * STACK, 12 + 2 * STACK), shifted(-STACK, STACK - 5.0), border=_documents_border
    ),
    "stacked-rect": Form(
        _stacked, more(2 * STACK, 2 * STACK), shifted(-STACK, STACK), border=_stacked_border
    ),
    "paper-tape": Form(_paper_tape, more(0.0, 20.0)),
}  # fmt: skip
"""By the name of the outline."""
