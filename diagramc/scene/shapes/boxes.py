"""Outlines that are boxes with something on them: bars, tags, folds, tabs, windows; and the figures of people."""

from __future__ import annotations

from diagramc.scene.model import Box, Path, Segment
from diagramc.scene.shapes.form import Form, more, rectangle, shifted
from diagramc.scene.shapes.paths import KAPPA, curve, ellipse, line, move, polygon, polyline, rounded

FIGURE = 52.0
"""Height of the figure of `actor`, over its text, in px."""
BAR = 8.0
"""Width of the strips of a subprocess and of lined boxes, in px."""
DEPTH = 8.0
"""How far the back of a block stands behind its front, in px."""
TAB = 9.0
"""Height of the tab of a folder, in px."""
LUG = 12.0
"""Width of the lugs of a component, in px."""
HEADING = 13.0
"""Height of the bar at the head of a window, in px."""
SHEET = 11.0
"""Width of the sheet in the corner of an artifact, in px."""
HEAD = 30.0
"""Diameter of a person's head, in px."""


def _upright(x: float, box: Box) -> Path:
    return polyline((x, box.y), (x, box.bottom))


def _level(y: float, box: Box) -> Path:
    return polyline((box.x, y), (box.right, y))


def _subprocess(box: Box) -> Path:
    return (*rounded(box, 3.0), *_upright(box.x + BAR, box), *_upright(box.right - BAR, box))


def _lined(box: Box) -> Path:
    return (*rounded(box, 3.0), *_upright(box.x + BAR, box))


def _divided(box: Box) -> Path:
    return (*rounded(box, 3.0), *_level(box.y + BAR + 1.0, box))


def _window_pane(box: Box) -> Path:
    return (*rounded(box, 3.0), *_upright(box.x + BAR, box), *_level(box.y + BAR, box))


def _tagged(box: Box) -> Path:
    tag = min(13.0, box.height / 2.5)
    return (*rectangle(box), *polyline((box.right - tag, box.bottom), (box.right, box.bottom - tag)))


def _double(box: Box) -> Path:
    return (*rectangle(box), *rectangle(Box(box.x + 4, box.y + 4, box.width - 8, box.height - 8)))


def _note(box: Box) -> Path:
    x, y, right, bottom = box.x, box.y, box.right, box.bottom
    fold = min(10.0, box.width / 4, box.height / 3)
    return (
        *polygon((x, y), (right - fold, y), (right, y + fold), (right, bottom), (x, bottom)),
        # The fold runs the way of the outline: the other way round, the nonzero rule would leave a hole.
        *polyline((right, y + fold), (right - fold, y + fold), (right - fold, y)),
    )


def _folder(box: Box) -> Path:
    x, y, right, bottom = box.x, box.y, box.right, box.bottom
    ear = min(34.0, box.width * 0.38)
    return (
        *polygon(
            (x, y),
            (x + ear, y),
            (x + ear + TAB * 0.7, y + TAB),
            (right, y + TAB),
            (right, bottom),
            (x, bottom),
        ),
        *polyline((x, y + TAB), (x + ear + TAB * 0.7, y + TAB)),
    )


def _tab(box: Box) -> Path:
    x, y, right, bottom = box.x, box.y, box.right, box.bottom
    ear = min(34.0, box.width * 0.38)
    return (
        *polygon((x, y), (x + ear, y), (x + ear, y + TAB), (right, y + TAB), (right, bottom), (x, bottom)),
        *polyline((x, y + TAB), (x + ear, y + TAB)),
    )


def _block(box: Box) -> Path:
    x, y, right, bottom = box.x, box.y, box.right, box.bottom
    return (
        *polygon(
            (x, y + DEPTH),
            (x + DEPTH, y),
            (right, y),
            (right, bottom - DEPTH),
            (right - DEPTH, bottom),
            (x, bottom),
        ),
        *polyline((right, y), (right - DEPTH, y + DEPTH), (x, y + DEPTH)),
        *polyline((right - DEPTH, y + DEPTH), (right - DEPTH, bottom)),
    )


def _component(box: Box) -> Path:
    body = Box(box.x + LUG / 2, box.y, box.width - LUG / 2, box.height)
    high = min(7.0, box.height / 5)
    lugs = [Box(box.x, box.y + part * box.height - high / 2, LUG, high) for part in (0.3, 0.7)]
    return (*rectangle(body), *rectangle(lugs[0]), *rectangle(lugs[1]))


def _silhouette_of_component(box: Box) -> Path:
    # Lines from the left end on the body, over the lugs.
    return rectangle(Box(box.x + LUG / 2, box.y, box.width - LUG / 2, box.height))


def _artifact(box: Box) -> Path:
    left, top, high = box.right - SHEET - 6.0, box.y + 6.0, SHEET * 1.3
    fold = SHEET * 0.4
    right = left + SHEET
    return (
        *rectangle(box),
        *polygon(
            (left, top), (right - fold, top), (right, top + fold), (right, top + high), (left, top + high)
        ),
        *polyline((right, top + fold), (right - fold, top + fold), (right - fold, top)),
    )


def _rings(box: Box, count: int) -> Path:
    y, r = box.y + HEADING / 2, 1.9
    dots: list[Segment] = []
    for i in range(count):
        dots += ellipse(Box(box.x + 7.0 + i * 7.0 - r, y - r, 2 * r, 2 * r))
    return tuple(dots)


def _browser(box: Box) -> Path:
    field = Box(box.x + 30.0, box.y + 3.5, max(0.0, box.width - 37.0), HEADING - 7.0)
    return (
        *rounded(box, 4.0),
        *_level(box.y + HEADING, box),
        *_rings(box, 3),
        *(rounded(field, 3.0) if field.width > 8.0 else ()),
    )


def _console(box: Box) -> Path:
    x, y = box.x + 7.0, box.y + HEADING / 2
    return (
        *rounded(box, 4.0),
        *_level(box.y + HEADING, box),
        *polyline((x, y - 3.0), (x + 4.0, y), (x, y + 3.0)),
        *polyline((x + 6.5, y + 3.0), (x + 11.5, y + 3.0)),
    )


def _data_store(box: Box) -> Path:
    return (*_level(box.y, box), *_level(box.bottom, box))


def _frame(box: Box) -> Path:
    wide, high = min(34.0, box.width * 0.4), TAB
    x, y = box.x, box.y
    return (
        *rounded(box, 3.0),
        *polyline((x + wide, y), (x + wide, y + high - 5.0), (x + wide - 5.0, y + high), (x, y + high)),
    )


def _stack(box: Box) -> Path:
    """A box between two rails that stand out at its head and its foot."""
    inner = Box(box.x + BAR, box.y, box.width - 2 * BAR, box.height)
    return (
        *rectangle(inner),
        *polyline((box.x, box.y), (inner.x, box.y)),
        *polyline((inner.right, box.y), (box.right, box.y)),
    )


def _inside_rails(box: Box) -> Path:
    return rectangle(Box(box.x + BAR, box.y, box.width - 2 * BAR, box.height))


def _bracket(box: Box) -> Path:
    return polyline((box.x + 8, box.y), (box.x, box.y), (box.x, box.bottom), (box.x + 8, box.bottom))


def _underline(box: Box) -> Path:
    return _level(box.bottom, box)


def _nothing(box: Box) -> Path:
    return ()


def actor_figure(box: Box) -> Path:
    """A stick figure that fills the box."""
    cx = box.center[0]
    head = min(box.height * 0.16, box.width * 0.3)
    neck, hip = box.y + 2 * head, box.y + box.height * 0.66
    arms = box.y + box.height * 0.42
    reach = min(box.width / 2, box.height * 0.3)
    return (
        *ellipse(Box(cx - head, box.y, 2 * head, 2 * head)),
        move(cx, neck),
        line(cx, hip),
        move(cx - reach, arms),
        line(cx + reach, arms),
        # Legs one by one: a fill would close them to a triangle.
        move(cx, hip),
        line(cx - reach, box.bottom),
        move(cx, hip),
        line(cx + reach, box.bottom),
    )


def _actor(box: Box) -> Path:
    return actor_figure(Box(box.center[0] - FIGURE * 0.36, box.y, FIGURE * 0.72, min(FIGURE, box.height)))


def _person(box: Box) -> Path:
    """A head over round shoulders, which hold the text."""
    shoulders = Box(box.x, box.y + HEAD - 4.0, box.width, box.height - HEAD + 4.0)
    r = min(18.0, shoulders.height / 2, shoulders.width / 2)
    x, y, right, bottom = shoulders.x, shoulders.y, shoulders.right, shoulders.bottom
    k = r * (1 - KAPPA)
    return (
        *ellipse(Box(box.center[0] - HEAD / 2, box.y, HEAD, HEAD)),
        move(x + r, y),
        line(right - r, y),
        curve((right - k, y), (right, y + k), (right, y + r)),
        line(right, bottom),
        line(x, bottom),
        line(x, y + r),
        curve((x, y + k), (x + k, y), (x + r, y)),
        Segment("Z"),
    )


def _round_person(box: Box) -> Path:
    """What is round a person: the shoulders, and the head over them."""
    cx, top, r = box.center[0], box.y + HEAD - 4.0, HEAD / 2
    return polygon(
        (box.x, top),
        (cx - r, top),
        (cx - r * 0.7, box.y + 2.0),
        (cx, box.y),
        (cx + r * 0.7, box.y + 2.0),
        (cx + r, top),
        (box.right, top),
        (box.right, box.bottom),
        (box.x, box.bottom),
    )


FORMS: dict[str, Form] = {
    "rounded": Form(lambda box: rounded(box, 8.0)),
    "bar": Form(rectangle, fixed=True, mark=(70.0, 7.0)),
    "subprocess": Form(_subprocess, more(2 * BAR)),
    "lined-rect": Form(_lined, more(BAR), shifted(BAR / 2)),
    "divided-rect": Form(_divided, more(0.0, BAR), shifted(0.0, BAR / 2)),
    "window-pane": Form(_window_pane, more(BAR, BAR), shifted(BAR / 2, BAR / 2)),
    "tagged-rect": Form(_tagged, more(8.0, 2.0)),
    "double-rect": Form(_double, more(8.0, 6.0)),
    "note": Form(_note),
    "folder": Form(_folder, more(0.0, TAB), shifted(0.0, TAB / 2)),
    "tab": Form(_tab, more(0.0, TAB), shifted(0.0, TAB / 2)),
    "frame": Form(_frame, more(0.0, TAB), shifted(0.0, TAB / 2)),
    "block": Form(_block, more(DEPTH, DEPTH), shifted(-DEPTH / 2, DEPTH / 2)),
    "component": Form(_component, more(LUG * 1.3), shifted(LUG * 0.4), border=_silhouette_of_component),
    "artifact": Form(_artifact, more(2 * SHEET), shifted(-SHEET / 2)),
    "browser": Form(_browser, more(0.0, HEADING), shifted(0.0, HEADING / 2)),
    "console": Form(_console, more(0.0, HEADING), shifted(0.0, HEADING / 2)),
    "datastore": Form(_data_store, border=rectangle, open=True),
    "stack": Form(_stack, more(2 * BAR), border=_inside_rails),
    "bracket": Form(_bracket, more(8.0), shifted(4.0), border=rectangle, open=True),
    "underline": Form(_underline, border=rectangle, open=True),
    "none": Form(_nothing, border=rectangle, open=True),
    "actor": Form(
        _actor, lambda w, h: (max(w, FIGURE * 0.72), h + FIGURE), shifted(0.0, FIGURE / 2), rectangle, True
    ),
    "person": Form(
        _person, lambda w, h: (w + 8.0, h + HEAD), shifted(0.0, HEAD / 2 - 1.0), _round_person, True
    ),
}
"""By the name of the outline."""
