"""Outlines with curves: ellipses, documents, cylinders, clouds, braces."""

from __future__ import annotations

from collections.abc import Callable

from diagramc.scene.model import Box, Path, Point, Segment
from diagramc.scene.shapes.form import Form, lowered, more, rectangle, shifted, times
from diagramc.scene.shapes.paths import CLOSE, KAPPA, curve, ellipse, line, move, polygon, polyline, rounded

CYLINDER_LID = 0.16
"""Half height of a cylinder's lid, as a part of its width; at most LID_MAX px."""
LID_MAX = 10.0
STACK = 5.0
"""How far the sheets of stacked outlines stand apart, in px."""
RING = 4.0
"""Between the two outlines of a double circle, in px."""
BULGE = 9.0
"""How far the sides of stored data are bent, in px."""
BRACE = 12.0
"""Width of a brace, in px."""
_STRIP = 8.0
"""Width of the strip of lined outlines, in px."""
_TAG = 12.0
"""Side of the corner that is a tag, in px."""


def inset(box: Box, by: float) -> Box:
    """The box, smaller by so many px on each side."""
    return Box(box.x + by, box.y + by, box.width - 2 * by, box.height - 2 * by)


def backwards(path: Path) -> Path:
    """A closed path the other way round, which the nonzero rule takes out of what is round it."""
    points = [p for s in path for p in s.points][::-1]
    rest = points[1:]
    return (
        move(*points[0]),
        *(curve(*rest[i : i + 3]) for i in range(0, len(rest) - 2, 3)),
        CLOSE,
    )


def in_circle(width: float, height: float) -> tuple[float, float]:
    """The circle round a rectangle, whose corners are padding."""
    side = (width**2 + height**2) ** 0.5 * 0.94 + max(0.0, width - 2 * height) * 0.05
    return side, side


def _double_circle(box: Box) -> Path:
    return ellipse(box) + ellipse(inset(box, RING))


def _crossed_circle(box: Box) -> Path:
    (cx, cy), part = box.center, 0.5**0.5
    dx, dy = box.width / 2 * part, box.height / 2 * part
    return (
        *ellipse(box),
        *polyline((cx - dx, cy - dy), (cx + dx, cy + dy)),
        *polyline((cx - dx, cy + dy), (cx + dx, cy - dy)),
    )


def _ringed_dot(box: Box) -> Path:
    return ellipse(box) + backwards(ellipse(inset(box, 1.8))) + ellipse(inset(box, 4.6))


def _marked_circle(box: Box) -> Path:
    (cx, cy), part = box.center, 0.78
    dx, dy = box.width / 2 * (1 - part**2) ** 0.5, box.height / 2 * part
    return (
        *ellipse(box),
        *polyline((cx - dx, cy - dy), (cx + dx, cy - dy)),
        *polyline((cx - dx, cy + dy), (cx + dx, cy + dy)),
    )


def _egg(box: Box) -> Path:
    """An ellipse whose lower half is fuller."""
    (cx, _), (x, y, w, h) = box.center, box
    middle = y + 0.56 * h
    return (
        move(cx, y),
        curve((cx + w * 0.25, y), (x + w, y + h * 0.26), (x + w, middle)),
        curve((x + w, y + h * 0.83), (cx + w * 0.29, y + h), (cx, y + h)),
        curve((cx - w * 0.29, y + h), (x, y + h * 0.83), (x, middle)),
        curve((x, y + h * 0.26), (cx - w * 0.25, y), (cx, y)),
        CLOSE,
    )


def _square(box: Box, *, left: float = 0.0, top: float = 0.0, bottom: float = 0.0) -> Box:
    """The box without the strips of a robustness symbol round its circle."""
    return Box(box.x + left, box.y + top, box.width - left, box.height - top - bottom)


def _boundary(box: Box) -> Path:
    ring, cy = _square(box, left=13.0), box.center[1]
    return (
        *ellipse(ring),
        *polyline((box.x, box.y + 2), (box.x, box.bottom - 2)),
        *polyline((box.x, cy), (ring.x, cy)),
    )


def _control(box: Box) -> Path:
    ring = _square(box, top=4.0)
    cx, y = ring.center[0], ring.y
    return (*ellipse(ring), *polyline((cx + 5, y + 4), (cx - 1, y), (cx + 5, y - 4)))


def _entity(box: Box) -> Path:
    return (*ellipse(_square(box, bottom=2.0)), *polyline((box.x, box.bottom), (box.right, box.bottom)))


def lid(box: Box) -> float:
    """Half height of the lid of a cylinder in this box."""
    return min(LID_MAX, box.width * CYLINDER_LID)


def _rim(box: Box, at: float, half: float) -> Path:
    """The lower half of an ellipse across the box, from right to left."""
    cx, k = box.center[0], box.width / 2 * KAPPA
    dy = half * KAPPA
    return (
        move(box.right, at),
        curve((box.right, at + dy), (cx + k, at + half), (cx, at + half)),
        curve((cx - k, at + half), (box.x, at + dy), (box.x, at)),
    )


def _cylinder(box: Box) -> Path:
    half = lid(box)
    x, right, top, bottom = box.x, box.right, box.y + half, box.bottom - half
    cx, k = box.center[0], box.width / 2 * KAPPA
    dy = half * KAPPA
    return (
        move(x, top),
        curve((x, top - dy), (cx - k, box.y), (cx, box.y)),
        curve((cx + k, box.y), (right, top - dy), (right, top)),
        line(right, bottom),
        curve((right, bottom + dy), (cx + k, box.bottom), (cx, box.bottom)),
        curve((cx - k, box.bottom), (x, bottom + dy), (x, bottom)),
        CLOSE,
        # The lid runs the way of the outline: the other way round, the nonzero rule would leave a hole below its edge.
        *_rim(box, top, half),
    )


def _in_cylinder(width: float, height: float) -> tuple[float, float]:
    return width, height + 3 * min(LID_MAX, width * CYLINDER_LID)


def _lined_cylinder(box: Box) -> Path:
    half = lid(box)
    return (*_cylinder(box), *_rim(box, box.y + half + 6.0, half))


def _in_lined_cylinder(width: float, height: float) -> tuple[float, float]:
    width, height = _in_cylinder(width, height)
    return width, height + 6.0


def _turned(path: Path, box: Box) -> Path:
    """Swap the axes of a path inside its box, clockwise."""

    def turn(point: Point) -> Point:
        return box.right - (point[1] - box.y), box.y + (point[0] - box.x)

    return tuple(Segment(s.command, tuple(turn(p) for p in s.points)) for s in path)


def _queue(box: Box) -> Path:
    return _turned(_cylinder(Box(box.x, box.y, box.height, box.width)), box)


def _bucket(box: Box) -> Path:
    """A pail: an open top, and sides that come together."""
    half, lean = lid(box), min(14.0, box.width * 0.12)
    x, right, top, bottom = box.x, box.right, box.y + half, box.bottom - half * 0.6
    cx, k, dy = box.center[0], box.width / 2 * KAPPA, half * KAPPA
    foot = (box.width / 2 - lean) * KAPPA
    return (
        move(x, top),
        curve((x, top - dy), (cx - k, box.y), (cx, box.y)),
        curve((cx + k, box.y), (right, top - dy), (right, top)),
        line(right - lean, bottom),
        curve((right - lean, bottom + dy * 0.6), (cx + foot, box.bottom), (cx, box.bottom)),
        curve((cx - foot, box.bottom), (x + lean, bottom + dy * 0.6), (x + lean, bottom)),
        CLOSE,
        *_rim(box, top, half),
    )


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


def _stored_data(box: Box) -> Path:
    """Left and right side are bent to the left (ISO 5807, 9.1.2)."""
    bend = min(BULGE, box.width / 6)
    x, y, right, bottom, cy = box.x, box.y, box.right, box.bottom, box.center[1]
    k = box.height / 2 * KAPPA
    return (
        move(x + bend, y),
        line(right, y),
        curve((right - bend * KAPPA, y), (right - bend, cy - k), (right - bend, cy)),
        curve((right - bend, cy + k), (right - bend * KAPPA, bottom), (right, bottom)),
        line(x + bend, bottom),
        curve((x + bend * (1 - KAPPA), bottom), (x, cy + k), (x, cy)),
        curve((x, cy - k), (x + bend * (1 - KAPPA), y), (x + bend, y)),
        CLOSE,
    )


def _delay(box: Box) -> Path:
    r = min(box.height / 2, box.width / 2)
    k = r * KAPPA
    x, y, right, bottom, cy = box.x, box.y, box.right, box.bottom, box.center[1]
    return (
        move(x, y),
        line(right - r, y),
        curve((right - r + k, y), (right, cy - k), (right, cy)),
        curve((right, cy + k), (right - r + k, bottom), (right - r, bottom)),
        line(x, bottom),
        CLOSE,
    )


def _display(box: Box) -> Path:
    lean = min(14.0, box.width / 4)
    x, y, right, bottom, cy = box.x, box.y, box.right, box.bottom, box.center[1]
    k = box.height / 2 * KAPPA
    return (
        move(x, cy),
        line(x + lean, y),
        line(right - lean, y),
        curve((right - lean * (1 - KAPPA), y), (right, cy - k), (right, cy)),
        curve((right, cy + k), (right - lean * (1 - KAPPA), bottom), (right - lean, bottom)),
        line(x + lean, bottom),
        CLOSE,
    )


def _cloud(box: Box) -> Path:
    x, y, w, h = box

    def at(u: float, v: float) -> Point:
        return x + u * w, y + v * h

    return (
        move(*at(0.2, 1.0)),
        curve(at(0.02, 1.0), at(-0.04, 0.62), at(0.12, 0.52)),
        curve(at(0.06, 0.22), at(0.28, 0.08), at(0.4, 0.2)),
        curve(at(0.5, -0.08), at(0.8, -0.04), at(0.8, 0.28)),
        curve(at(0.98, 0.22), at(1.06, 0.56), at(0.94, 0.68)),
        curve(at(1.02, 0.86), at(0.92, 1.0), at(0.8, 1.0)),
        CLOSE,
    )


def _brace(box: Box, *, right: bool) -> Path:
    """A curly brace at the left or the right side of the box."""
    side, way = (box.right, -1.0) if right else (box.x, 1.0)
    stem, tip, cy = side + way * BRACE / 2, side + way * BRACE, box.center[1]
    r = min(BRACE / 2, box.height / 6)
    y, bottom, k = box.y, box.bottom, r * (1 - KAPPA)
    bow = way * BRACE / 2 * (1 - KAPPA)
    return (
        move(tip, y),
        curve((stem + bow, y), (stem, y + k), (stem, y + r)),
        line(stem, cy - r),
        curve((stem, cy - k), (side + bow, cy), (side, cy)),
        curve((side + bow, cy), (stem, cy + k), (stem, cy + r)),
        line(stem, bottom - r),
        curve((stem, bottom - k), (stem + bow, bottom), (tip, bottom)),
    )


def _braces(left: bool, right: bool) -> Form:
    def path(box: Box) -> Path:
        return (*(_brace(box, right=False) if left else ()), *(_brace(box, right=True) if right else ()))

    shift = (int(left) - int(right)) * BRACE / 2
    return Form(path, more((left + right) * BRACE), shifted(shift), border=rectangle, open=True)


def _stadium(box: Box) -> Path:
    return rounded(box, min(box.height, box.width) / 2)


def _round(mark: tuple[float, float] | None, path: Callable[[Box], Path] = ellipse) -> Form:
    """A circle: one round a text, or a mark of its own size."""
    return Form(path, in_circle, fixed=True, mark=mark)


FORMS: dict[str, Form] = {
    "stadium": Form(_stadium, lambda w, h: (w + h * 0.4, h)),
    "ellipse": Form(ellipse, times(1.25, 1.3)),
    "egg": Form(_egg, times(1.32, 1.4), lowered(0.04)),
    "circle": _round(None),
    "double-circle": _round(None, _double_circle),
    "marked-circle": Form(
        _marked_circle, lambda w, h: in_circle(w * 1.08, h * 1.08), fixed=True
    ),
    "crossed-circle": _round((30.0, 30.0), _crossed_circle),
    "dot": _round((16.0, 16.0)),
    "interface": _round((18.0, 18.0)),
    "boundary": Form(_boundary, fixed=True, mark=(41.0, 28.0), border=rectangle),
    "control": Form(_control, fixed=True, mark=(28.0, 32.0), border=rectangle),
    "entity": Form(_entity, fixed=True, mark=(28.0, 30.0), border=rectangle),
    "ringed-dot": _round((22.0, 22.0), _ringed_dot),
    "cylinder": Form(_cylinder, _in_cylinder, lambda box: (0.0, lid(box) * 0.8)),
    "lined-cylinder": Form(
        _lined_cylinder, _in_lined_cylinder, lambda box: (0.0, lid(box) * 0.8 + 3.0)
    ),
    "queue": Form(
        _queue,
        lambda w, h: (w + 3 * min(LID_MAX, h * CYLINDER_LID), h),
        lambda box: (-lid(Box(0, 0, box.height, box.width)) * 0.8, 0.0),
    ),
    "bucket": Form(
        _bucket,
        lambda w, h: (w * 1.16, h + 3 * min(LID_MAX, w * CYLINDER_LID)),
        lambda box: (0.0, lid(box) * 0.8),
    ),
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
    "stored-data": Form(_stored_data, more(1.6 * BULGE)),
    "delay": Form(_delay, lambda w, h: (w + h * 0.4, h)),
    "display": Form(_display, more(28.0)),
    "cloud": Form(_cloud, times(1.35, 1.75), lowered(0.08)),
    "brace": _braces(True, False),
    "brace-right": _braces(False, True),
    "braces": _braces(True, True),
}  # fmt: skip
"""By the name of the outline."""
